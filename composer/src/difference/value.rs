//! The part of a comparison that is about values: records, variants, lists and the like.

use super::describe::describe_value;
use super::{Comparison, Step};
use crate::types::{Defined, Val};

impl<K: PartialEq> Comparison<'_, K> {
    pub(super) fn compare_optional(&mut self, found: Option<Val>, expected: Option<Val>) {
        match (found, expected) {
            (Some(found), Some(expected)) => self.compare_values(found, expected),
            (None, None) => {}
            (Some(found), None) => self.report("nothing", describe_value(self.types, found)),
            (None, Some(expected)) => self.report(describe_value(self.types, expected), "nothing"),
        }
    }

    pub(super) fn compare_values(&mut self, found: Val, expected: Val) {
        if let (Val::Type(a), Val::Type(b)) = (found, expected) {
            let pair = (self.types.resolve(a), self.types.resolve(b));
            if !self.seen.insert(pair) {
                return;
            }
        }
        match (self.types.defined(found), self.types.defined(expected)) {
            (Defined::Own(a), Defined::Own(b)) | (Defined::Borrow(a), Defined::Borrow(b)) => {
                self.compare_resources(a, b);
            }
            (a, b) => self.compare_defined((found, &a), (expected, &b)),
        }
    }

    fn report_values(&mut self, found: Val, expected: Val) {
        let (expected, found) = (
            describe_value(self.types, expected),
            describe_value(self.types, found),
        );
        self.report(expected, found);
    }

    fn compare_defined(&mut self, (found, a): (Val, &Defined), (expected, b): (Val, &Defined)) {
        use Defined::{Enum, FixedLengthList, Flags, Future, List, Map, Option, Primitive, Record};
        use Defined::{Result, Stream, Tuple, Variant};
        match (a, b) {
            (Primitive(a), Primitive(b)) if a == b => {}
            (Record(a), Record(b)) => self.compare_fields(a, b),
            (Variant(a), Variant(b)) => self.compare_cases(a, b),
            (Enum(a), Enum(b)) => drop(self.compare_names("case", a, b)),
            (Flags(a), Flags(b)) => drop(self.compare_names("flag", a, b)),
            (List(a), List(b)) => self.within(Step::Item("list"), |c| c.compare_values(*a, *b)),
            (FixedLengthList(a, n), FixedLengthList(b, m)) if n == m => {
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
            (Result(a_ok, a_err), Result(b_ok, b_err)) => {
                self.within(Step::Ok, |c| c.compare_optional(*a_ok, *b_ok));
                self.within(Step::Err, |c| c.compare_optional(*a_err, *b_err));
            }
            _ => self.report_values(found, expected),
        }
    }

    fn compare_fields(&mut self, found: &[(String, Val)], expected: &[(String, Val)]) {
        if self.compare_names("field", &names(found), &names(expected)) {
            for ((name, a), (_, b)) in found.iter().zip(expected) {
                self.within(Step::Field(name.clone()), |c| c.compare_values(*a, *b));
            }
        }
    }

    fn compare_cases(
        &mut self,
        found: &[(String, Option<Val>)],
        expected: &[(String, Option<Val>)],
    ) {
        if self.compare_names("case", &names(found), &names(expected)) {
            for ((name, a), (_, b)) in found.iter().zip(expected) {
                self.within(Step::Case(name.clone()), |c| c.compare_optional(*a, *b));
            }
        }
    }
}

fn names<T>(named: &[(String, T)]) -> Vec<String> {
    named.iter().map(|(name, _)| name.clone()).collect()
}
