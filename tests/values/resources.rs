//! Resources of a component, in every place where one can stand. Whoever has them counts them, so that one which is
//! dropped twice or never shows: the component, or the host behind it.

use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any, prop_oneof};
use proptest::test_runner::{Config, TestCaseError, TestRunner};

use super::bindings::resources::{Counter, Holder, Label, SomeOf};
use super::{Answer, Host, Relay};

/// What is done with the counters that there are. A counter is meant by its place, modulo how many there are.
#[derive(Clone, Debug)]
enum Step {
    New(u32),
    Parse(String),
    Drop(usize),
    Increment(usize, u32),
    Copy(usize),
    Sum(usize, usize),
    Take(usize),
    Compare(usize, usize),
    Peek(Vec<usize>),
    Pass(usize),
    PassList(usize),
    PassTuple(usize),
    PassHolders(usize),
    PassSome(usize),
    PassNone,
}

fn step() -> impl Strategy<Value = Step> {
    let place = any::<usize>;
    let number = 0..1_000_u32;
    prop_oneof![
        4 => number.clone().prop_map(Step::New),
        1 => "[0-9]{0,3}x?".prop_map(Step::Parse),
        2 => place().prop_map(Step::Drop),
        2 => (place(), number).prop_map(|(i, by)| Step::Increment(i, by)),
        1 => place().prop_map(Step::Copy),
        1 => (place(), place()).prop_map(|(i, j)| Step::Sum(i, j)),
        1 => place().prop_map(Step::Take),
        1 => (place(), place()).prop_map(|(i, j)| Step::Compare(i, j)),
        1 => vec(place(), 0..5).prop_map(Step::Peek),
        1 => place().prop_map(Step::Pass),
        1 => place().prop_map(Step::PassList),
        1 => place().prop_map(Step::PassTuple),
        1 => place().prop_map(Step::PassHolders),
        1 => place().prop_map(Step::PassSome),
        1 => Just(Step::PassNone),
    ]
}

/// The counters that there are, and what each should be at.
struct Model<'a> {
    relay: &'a Relay,
    counters: Vec<(Counter, u32)>,
}

impl Model<'_> {
    fn add(&mut self, counter: Counter, value: u32) {
        self.counters.push((counter, value));
    }

    /// Takes a counter out; none if there are none.
    fn remove(&mut self, place: usize) -> Option<(Counter, u32)> {
        let len = self.counters.len();
        (len > 0).then(|| self.counters.swap_remove(place % len))
    }

    fn get(&self, place: usize) -> Option<&(Counter, u32)> {
        let len = self.counters.len();
        (len > 0).then(|| &self.counters[place % len])
    }

    fn label(&self, text: &str) -> Label {
        Label::new(self.relay, text)
            .answer()
            .expect("it says something")
    }

    /// Takes a step, and compares what it gives with what it should. None if there are too few counters for it.
    fn take(&mut self, step: &Step) -> Option<()> {
        let functions = self.relay.resources();
        match step {
            Step::New(value) => self.add(Counter::new(self.relay, *value).answer(), *value),
            Step::Parse(text) => match (Counter::parse(self.relay, text).answer(), text.parse()) {
                (Ok(counter), Ok(value)) => self.add(counter, value),
                (Err(error), Err(_)) => assert_eq!(error, format!("not a number: {text}")),
                (found, expected) => panic!("{found:?} instead of {expected:?}"),
            },
            Step::Drop(i) => drop(self.remove(*i)?),
            Step::Increment(i, by) => {
                let len = self.counters.len();
                let (counter, value) = self.counters.get_mut(i.checked_rem(len)?)?;
                *value += by;
                assert_eq!(counter.increment(*by).answer(), *value);
            }
            Step::Copy(i) => {
                let (counter, value) = self.get(*i)?;
                let (copy, value) = (counter.copy().answer(), *value);
                self.add(copy, value);
            }
            Step::Sum(i, j) => {
                let (a, b) = (self.remove(*i)?, self.remove(*j));
                let Some(b) = b else {
                    self.counters.push(a);
                    return None;
                };
                let sum = Counter::sum(self.relay, a.0, b.0).answer();
                self.add(sum, a.1 + b.1);
            }
            Step::Take(i) => {
                let (counter, value) = self.remove(*i)?;
                assert_eq!(functions.take(counter).answer(), value);
            }
            Step::Compare(i, j) => {
                let (a, b) = (self.get(*i)?, self.get(*j)?);
                assert_eq!(a.0.is_greater(&b.0).answer(), a.1 > b.1);
            }
            Step::Peek(places) => self.peek(places)?,
            Step::Pass(i) => {
                let (counter, value) = self.remove(*i)?;
                self.add(functions.pass(counter).answer(), value);
            }
            Step::PassList(i) => {
                let counters = self.counters.drain(i % (self.counters.len() + 1)..);
                let (counters, values): (Vec<_>, Vec<_>) = counters.unzip();
                let back: Vec<Counter> = functions.pass_list(counters).answer();
                self.counters.extend(back.into_iter().zip(values));
            }
            Step::PassTuple(i) => {
                let (counter, value) = self.remove(*i)?;
                let tuple = (counter, 7, self.label("tuple"));
                let (counter, seven, label) = functions.pass_tuple(tuple).answer();
                assert_eq!((seven, label.text().answer()), (7, "tuple".to_string()));
                self.add(counter, value);
            }
            Step::PassHolders(i) => self.pass_holders(*i),
            Step::PassSome(i) => self.pass_some(*i)?,
            Step::PassNone => {
                assert!(functions.pass_option(None).answer().is_none());
                let back = functions.pass_some(SomeOf::None).answer();
                assert!(matches!(back, SomeOf::None));
                let result = functions.pass_result(Err(self.label("error")));
                let Err(label) = Answer::<Result<Counter, Label>>::answer(result) else {
                    panic!("an error came back as none");
                };
                assert_eq!(label.text().answer(), "error");
            }
        }
        Some(())
    }

    fn peek(&self, places: &[usize]) -> Option<()> {
        let functions = self.relay.resources();
        let counters: Option<Vec<_>> = places.iter().map(|i| self.get(*i)).collect();
        let (borrowed, values): (Vec<_>, Vec<_>) =
            counters?.into_iter().map(|(c, value)| (c, *value)).unzip();
        assert_eq!(functions.peek_list(&borrowed).answer(), values);
        let first = borrowed.first().copied();
        assert_eq!(
            functions.peek_option(first).answer(),
            values.first().copied()
        );
        let label = self.label("peek");
        let tuple = (first?, &label);
        let (value, text) = functions.peek_tuple(tuple).answer();
        assert_eq!((value, text), (values[0], "peek".to_string()));
        assert_eq!(label.on(tuple.0).answer(), format!("peek: {value}"));
        assert_eq!(functions.peek(tuple.0).answer(), value);
        Some(())
    }

    fn pass_holders(&mut self, place: usize) {
        let counters = self.counters.drain(place % (self.counters.len() + 1)..);
        let (holders, values): (Vec<_>, Vec<_>) = counters
            .map(|(counter, value)| {
                let holder = Holder {
                    name: value.to_string(),
                    counter,
                    label: None,
                };
                (holder, value)
            })
            .unzip();
        let holders = holders.into_iter().map(|holder| Holder {
            label: holder.name.ends_with('1').then(|| self.label(&holder.name)),
            ..holder
        });
        let holders = holders.collect();
        let mut back: Vec<Holder> = self.relay.resources().pass_holders(holders).answer();
        if let Some(last) = back.pop() {
            back.push(self.relay.resources().pass_holder(last).answer());
        }
        assert_eq!(back.len(), values.len());
        for (holder, value) in back.into_iter().zip(values) {
            assert_eq!(holder.name, value.to_string());
            let label = holder.label.map(|label| label.text().answer());
            assert_eq!(label, holder.name.ends_with('1').then_some(holder.name));
            self.add(holder.counter, value);
        }
    }

    fn pass_some(&mut self, place: usize) -> Option<()> {
        let functions = self.relay.resources();
        let (counter, value) = self.remove(place)?;
        let counter = functions.pass_option(Some(counter)).answer()?;
        let Ok(counter) = Answer::<Result<_, Label>>::answer(functions.pass_result(Ok(counter)))
        else {
            panic!("what is no error came back as one");
        };
        let SomeOf::One(counter) = functions.pass_some(SomeOf::One(counter)).answer() else {
            panic!("another case came back");
        };
        let SomeOf::Many(many) = functions.pass_some(SomeOf::Many(vec![counter])).answer() else {
            panic!("another case came back");
        };
        self.counters
            .extend(many.into_iter().map(|counter| (counter, value)));
        Some(())
    }

    /// Compares all that there is.
    fn check(&self) -> Result<(), TestCaseError> {
        for (counter, value) in &self.counters {
            proptest::prop_assert_eq!(counter.value().answer(), *value);
        }
        let alive = self.relay.resources().alive().answer();
        proptest::prop_assert_eq!(alive, (self.counters.len() as u32, 0));
        Ok(())
    }
}

#[test]
fn resources_are_dropped_once_whatever_is_done_with_them() {
    for guest in Host::GUESTS {
        let relay = Host::load(guest).relay;
        let mut runner = TestRunner::new(Config {
            cases: 64,
            failure_persistence: None,
            ..Config::default()
        });
        let outcome = runner.run(&vec(step(), 0..40), |steps| {
            let mut model = Model {
                relay: &relay,
                counters: Vec::new(),
            };
            for step in &steps {
                model.take(step);
                model.check()?;
            }
            drop(model);
            proptest::prop_assert_eq!(relay.resources().alive().answer(), (0, 0));
            Ok(())
        });
        outcome.unwrap_or_else(|failure| panic!("{failure}"));
    }
}

#[test]
fn a_constructor_may_fail() {
    for guest in Host::GUESTS {
        let relay = Host::load(guest).relay;
        let failed: Result<Label, String> = Label::new(&relay, "").answer();
        assert_eq!(failed.err().as_deref(), Some("a label says something"));
        assert_eq!(relay.resources().alive().answer(), (0, 0));
    }
}
