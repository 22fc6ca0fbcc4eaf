//! The tables.

/// Gives a macro every named type: `record Point { x, y }`, `flags Seven { B0, .. }`, and variants and enums as
/// `variant Payload { Nothing, Byte(x), .. }`.
#[macro_export]
macro_rules! types {
    ($then:ident) => {
        $then! {
            record Scalars {
                truth, int64, int8, int32, int16, signed8, signed64, signed16, signed32, letter,
                single, double,
            }
            record Point { x, y }
            record Lone { value }
            record Text { name, tags, remark }
            record Nested { at, text, more, pairs }
            record Wide {
                a0, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17,
                a18, a19,
            }
            variant Payload {
                Nothing, Truth(x), Byte(x), Short(x), Int(x), Long(x), Single(x), Double(x),
                Letter(x), Text(x), Bytes(x), Point(x), Pair(x), Maybe(x), Outcome(x), Colour(x),
                Flagged(x), Wide(x),
            }
            variant Joined { Int(x), Single(x), Long(x), Double(x), Pair(x), OtherPair(x) }
            variant Alone { Only(x) }
            variant Single { One }
            variant Colour { Red, Green, Blue }
            variant Many {
                C0, C1, C2, C3, C4, C5, C6, C7, C8, C9, C10, C11, C12, C13, C14, C15, C16, C17,
                C18, C19, C20, C21, C22, C23, C24, C25, C26, C27, C28, C29, C30, C31, C32, C33,
                C34, C35, C36, C37, C38, C39, C40, C41, C42, C43, C44, C45, C46, C47, C48, C49,
                C50, C51, C52, C53, C54, C55, C56, C57, C58, C59, C60, C61, C62, C63, C64, C65,
                C66, C67, C68, C69, C70, C71, C72, C73, C74, C75, C76, C77, C78, C79, C80, C81,
                C82, C83, C84, C85, C86, C87, C88, C89, C90, C91, C92, C93, C94, C95, C96, C97,
                C98, C99, C100, C101, C102, C103, C104, C105, C106, C107, C108, C109, C110, C111,
                C112, C113, C114, C115, C116, C117, C118, C119, C120, C121, C122, C123, C124, C125,
                C126, C127, C128, C129, C130, C131, C132, C133, C134, C135, C136, C137, C138, C139,
                C140, C141, C142, C143, C144, C145, C146, C147, C148, C149, C150, C151, C152, C153,
                C154, C155, C156, C157, C158, C159, C160, C161, C162, C163, C164, C165, C166, C167,
                C168, C169, C170, C171, C172, C173, C174, C175, C176, C177, C178, C179, C180, C181,
                C182, C183, C184, C185, C186, C187, C188, C189, C190, C191, C192, C193, C194, C195,
                C196, C197, C198, C199, C200, C201, C202, C203, C204, C205, C206, C207, C208, C209,
                C210, C211, C212, C213, C214, C215, C216, C217, C218, C219, C220, C221, C222, C223,
                C224, C225, C226, C227, C228, C229, C230, C231, C232, C233, C234, C235, C236, C237,
                C238, C239, C240, C241, C242, C243, C244, C245, C246, C247, C248, C249, C250, C251,
                C252, C253, C254, C255, C256, C257, C258, C259, C260, C261, C262, C263, C264, C265,
                C266, C267, C268, C269, C270, C271, C272, C273, C274, C275, C276, C277, C278, C279,
                C280, C281, C282, C283, C284, C285, C286, C287, C288, C289, C290, C291, C292, C293,
                C294, C295, C296, C297, C298, C299,
            }
            flags One { B0 }
            flags Seven { B0, B1, B2, B3, B4, B5, B6 }
            flags Eight { B0, B1, B2, B3, B4, B5, B6, B7 }
            flags Nine { B0, B1, B2, B3, B4, B5, B6, B7, B8 }
            flags Sixteen { B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11, B12, B13, B14, B15 }
            flags Seventeen {
                B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11, B12, B13, B14, B15, B16,
            }
            flags ThirtyTwo {
                B0, B1, B2, B3, B4, B5, B6, B7, B8, B9, B10, B11, B12, B13, B14, B15, B16, B17,
                B18, B19, B20, B21, B22, B23, B24, B25, B26, B27, B28, B29, B30, B31,
            }
            variant Failure { Missing, Busy(x), Other(x) }
            record Problem { code, message }
            variant Refusal { Denied, Unknown }
            record Ledger { entries, names }
            record Grid { name, rows }
            record Level1 { below, beside }
            record Level2 { below, beside }
            record Level3 { below, beside }
            variant Level4 { Below(x), Stop }
            record Level5 { below, beside }
            record Level6 { below, beside }
            variant Level7 { Below(x), Stop(x) }
            record Level8 { below, beside }
            record Level9 { below, beside }
            record Level10 { below, beside }
        }
    };
}

/// Gives a macro the name of the interface `shapes` and every function of it: its name, its name in wasmtime's bindings, the type of its
/// parameter and result, and how one passes a borrowed value `x` of that type to it.
///
/// `views` is a function that the macro's user has, for lists of what is itself borrowed.
#[macro_export]
macro_rules! shapes {
    ($then:ident) => {
        $then! {
            shapes;
            bools call_bools(x: bool) *x;
            u8s call_u8s(x: u8) *x;
            u16s call_u16s(x: u16) *x;
            u32s call_u32s(x: u32) *x;
            u64s call_u64s(x: u64) *x;
            s8s call_s8s(x: i8) *x;
            s16s call_s16s(x: i16) *x;
            s32s call_s32s(x: i32) *x;
            s64s call_s64s(x: i64) *x;
            f32s call_f32s(x: f32) *x;
            f64s call_f64s(x: f64) *x;
            chars call_chars(x: char) *x;
            strings call_strings(x: String) x;

            scalar_records call_scalar_records(x: Scalars) *x;
            points call_points(x: Point) *x;
            lones call_lones(x: Lone) *x;
            texts call_texts(x: Text) x;
            nesteds call_nesteds(x: Nested) x;
            wides call_wides(x: Wide) x;
            name_aliases call_name_aliases(x: Name) x;
            names_aliases call_names_aliases(x: Names) x;
            place_aliases call_place_aliases(x: Place) *x;

            payloads call_payloads(x: Payload) x;
            joineds call_joineds(x: Joined) *x;
            alones call_alones(x: Alone) x;
            singles call_singles(x: Single) *x;
            colours call_colours(x: Colour) *x;
            manies call_manies(x: Many) *x;

            flags_one call_flags_one(x: One) *x;
            flags_seven call_flags_seven(x: Seven) *x;
            flags_eight call_flags_eight(x: Eight) *x;
            flags_nine call_flags_nine(x: Nine) *x;
            flags_sixteen call_flags_sixteen(x: Sixteen) *x;
            flags_seventeen call_flags_seventeen(x: Seventeen) *x;
            flags_thirty_two call_flags_thirty_two(x: ThirtyTwo) *x;

            bool_lists call_bool_lists(x: Vec<bool>) x;
            byte_lists call_byte_lists(x: Vec<u8>) x;
            short_lists call_short_lists(x: Vec<i16>) x;
            int_lists call_int_lists(x: Vec<u32>) x;
            long_lists call_long_lists(x: Vec<i64>) x;
            single_lists call_single_lists(x: Vec<f32>) x;
            double_lists call_double_lists(x: Vec<f64>) x;
            char_lists call_char_lists(x: Vec<char>) x;
            string_lists call_string_lists(x: Vec<String>) views(x);
            point_lists call_point_lists(x: Vec<Point>) x;
            text_lists call_text_lists(x: Vec<Text>) x;
            wide_lists call_wide_lists(x: Vec<Wide>) x;
            payload_lists call_payload_lists(x: Vec<Payload>) x;
            colour_lists call_colour_lists(x: Vec<Colour>) x;
            many_lists call_many_lists(x: Vec<Many>) x;
            flags_lists call_flags_lists(x: Vec<Seventeen>) x;
            tuple_lists call_tuple_lists(x: Vec<(String, u64, Vec<u8>)>) views(x);
            option_lists call_option_lists(x: Vec<Option<String>>) views(x);
            result_lists call_result_lists(x: Vec<Result<String, u8>>) x;
            list_lists call_list_lists(x: Vec<Vec<u32>>) views(x);
            deep_lists call_deep_lists(x: Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<Vec<u8>>>>>>>>>>) views(x);

            one_tuples call_one_tuples(x: (u16,)) *x;
            pairs call_pairs(x: (u8, f64)) *x;
            text_tuples call_text_tuples(x: (String, Vec<u8>, char)) (&x.0, &x.1, x.2);
            nested_tuples call_nested_tuples(x: ((u8, String), (bool, f32))) ((x.0.0, &x.0.1), x.1);

            int_options call_int_options(x: Option<u32>) *x;
            string_options call_string_options(x: Option<String>) x.as_deref();
            bytes_options call_bytes_options(x: Option<Vec<u8>>) x.as_deref();
            text_options call_text_options(x: Option<Text>) x.as_ref();
            point_options call_point_options(x: Option<Point>) *x;
            nested_options call_nested_options(x: Option<Option<Option<u32>>>) *x;
            nested_string_options call_nested_string_options(x: Option<Option<String>>) x.as_ref().map(|x| x.as_deref());
            result_options call_result_options(x: Option<Result<u8, String>>)
                x.as_ref().map(|x| x.as_ref().map(|x| *x).map_err(|x| &**x));

            both_results call_both_results(x: Result<u32, String>) x.as_ref().map(|x| *x).map_err(|x| &**x);
            ok_results call_ok_results(x: Result<Vec<u8>, ()>) x.as_deref().map_err(|()| ());
            err_results call_err_results(x: Result<(), u64>) *x;
            empty_results call_empty_results(x: Result<(), ()>) *x;
            failure_results call_failure_results(x: Result<Text, Failure>) x.as_ref();
            problem_results call_problem_results(x: Result<f32, Problem>) x.as_ref().map(|x| *x);
            refusal_results call_refusal_results(x: Result<Option<i8>, Refusal>) *x;
            nested_results call_nested_results(x: Result<Result<u8, String>, Option<u16>>)
                x.as_ref().map(|x| x.as_ref().map(|x| *x).map_err(|x| &**x)).map_err(|x| *x);

            levels call_levels(x: Level10) x;
        }
    };
}

/// The same for the interface `maps`. `Map` is the bindings' type of a map, and `lend` a function that makes the
/// parameter of a reference to one.
#[macro_export]
macro_rules! maps {
    ($then:ident) => {
        $then! {
            maps;
            string_maps call_string_maps(x: Map<String, u32>) lend(x);
            int_maps call_int_maps(x: Map<u64, Text>) lend(x);
            char_maps call_char_maps(x: Map<char, Option<String>>) lend(x);
            nested_maps call_nested_maps(x: Map<String, Map<u8, Vec<String>>>) lend(x);
            map_lists call_map_lists(x: Vec<Map<String, String>>) x;
            ledgers call_ledgers(x: Ledger) x;
        }
    };
}

/// The same for the interface `arrays`. `array` is a function that makes the parameter of a reference to one.
#[macro_export]
macro_rules! arrays {
    ($then:ident) => {
        $then! {
            arrays;
            int_arrays call_int_arrays(x: [u32; 4]) array(x);
            nested_arrays call_nested_arrays(x: [[u8; 3]; 2]) array(x);
            point_arrays call_point_arrays(x: [Point; 20]) array(x);
            array_lists call_array_lists(x: Vec<[u16; 3]>) x;
            array_options call_array_options(x: Option<[f32; 2]>) x.as_ref().map(array);
            grids call_grids(x: Grid) x;
        }
    };
}
