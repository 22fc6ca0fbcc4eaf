//! The part of a comparison that is about values: records, variants, lists and the like.

use wac_graph::types::{DefinedType, ValueType};

use super::describe::describe_value;
use super::{Comparison, Step};

impl Comparison<'_> {
    pub(super) fn compare_optional(
        &mut self,
        found: Option<ValueType>,
        expected: Option<ValueType>,
    ) {
        match (found, expected) {
            (Some(found), Some(expected)) => self.compare_values(found, expected),
            (None, None) => {}
            (Some(found), None) => self.report("nothing", describe_value(self.types, found)),
            (None, Some(expected)) => self.report(describe_value(self.types, expected), "nothing"),
        }
    }

    pub(super) fn compare_values(&mut self, found: ValueType, expected: ValueType) {
        let found = self.types.resolve_value_type(found);
        let expected = self.types.resolve_value_type(expected);
        if found == expected {
            return;
        }
        match (found, expected) {
            (ValueType::Own(a), ValueType::Own(b))
            | (ValueType::Borrow(a), ValueType::Borrow(b)) => self.compare_resources(a, b),
            (ValueType::Defined(a), ValueType::Defined(b)) => {
                if self.seen.insert((a, b)) {
                    let types = self.types;
                    self.compare_defined((found, &types[a]), (expected, &types[b]));
                }
            }
            _ => self.report_values(found, expected),
        }
    }

    fn report_values(&mut self, found: ValueType, expected: ValueType) {
        let (expected, found) = (
            describe_value(self.types, expected),
            describe_value(self.types, found),
        );
        self.report(expected, found);
    }

    fn compare_defined(
        &mut self,
        (found, a): (ValueType, &DefinedType),
        (expected, b): (ValueType, &DefinedType),
    ) {
        use DefinedType::{Enum, FixedSizeList, Flags, Future, List, Map, Option, Record, Stream};
        use DefinedType::{Result, Tuple, Variant};
        match (a, b) {
            (Record(a), Record(b)) => self.compare_fields(&a.fields, &b.fields),
            (Variant(a), Variant(b)) => self.compare_cases(&a.cases, &b.cases),
            (Enum(a), Enum(b)) => drop(self.compare_names("case", &list(&a.0), &list(&b.0))),
            (Flags(a), Flags(b)) => drop(self.compare_names("flag", &list(&a.0), &list(&b.0))),
            (List(a), List(b)) => self.within(Step::Item("list"), |c| c.compare_values(*a, *b)),
            (FixedSizeList(a, n), FixedSizeList(b, m)) if n == m => {
                self.within(Step::Item("list"), |c| c.compare_values(*a, *b));
            }
            (Option(a), Option(b)) => {
                self.within(Step::Item("option"), |c| c.compare_values(*a, *b));
            }
            (Stream(a), Stream(b)) => {
                self.within(Step::Item("stream"), |c| c.compare_optional(*a, *b));
            }
            (Future(a), Future(b)) => {
                self.within(Step::Item("future"), |c| c.compare_optional(*a, *b));
            }
            (Map(a_key, a_value), Map(b_key, b_value)) => {
                self.within(Step::Item("map"), |c| {
                    c.compare_values(*a_key, *b_key);
                    c.compare_values(*a_value, *b_value);
                });
            }
            (Tuple(a), Tuple(b)) if a.len() == b.len() => {
                for (i, (&a, &b)) in a.iter().zip(b).enumerate() {
                    self.within(Step::Element(i), |c| c.compare_values(a, b));
                }
            }
            (
                Result {
                    ok: a_ok,
                    err: a_err,
                },
                Result {
                    ok: b_ok,
                    err: b_err,
                },
            ) => {
                self.within(Step::Ok, |c| c.compare_optional(*a_ok, *b_ok));
                self.within(Step::Err, |c| c.compare_optional(*a_err, *b_err));
            }
            _ => self.report_values(found, expected),
        }
    }

    fn compare_fields<'f>(
        &mut self,
        found: impl IntoIterator<Item = (&'f String, &'f ValueType)>,
        expected: impl IntoIterator<Item = (&'f String, &'f ValueType)>,
    ) {
        let (a_names, a): (Vec<_>, Vec<_>) =
            found.into_iter().map(|(n, &t)| (n.clone(), t)).unzip();
        let (b_names, b): (Vec<_>, Vec<_>) =
            expected.into_iter().map(|(n, &t)| (n.clone(), t)).unzip();
        if self.compare_names("field", &a_names, &b_names) {
            for ((name, a), b) in a_names.into_iter().zip(a).zip(b) {
                self.within(Step::Field(name), |c| c.compare_values(a, b));
            }
        }
    }

    fn compare_cases<'f>(
        &mut self,
        found: impl IntoIterator<Item = (&'f String, &'f Option<ValueType>)>,
        expected: impl IntoIterator<Item = (&'f String, &'f Option<ValueType>)>,
    ) {
        let (a_names, a): (Vec<_>, Vec<_>) =
            found.into_iter().map(|(n, &t)| (n.clone(), t)).unzip();
        let (b_names, b): (Vec<_>, Vec<_>) =
            expected.into_iter().map(|(n, &t)| (n.clone(), t)).unzip();
        if self.compare_names("case", &a_names, &b_names) {
            for ((name, a), b) in a_names.into_iter().zip(a).zip(b) {
                self.within(Step::Case(name), |c| c.compare_optional(a, b));
            }
        }
    }
}

fn list<'n>(names: impl IntoIterator<Item = &'n String>) -> Vec<String> {
    names.into_iter().cloned().collect()
}
