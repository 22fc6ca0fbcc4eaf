//! A value whose type is known only at run time.

use std::borrow::Cow;

use wasmtime::component::Val;

/// What a function returned.
#[derive(Clone, Debug)]
pub struct Value(Option<Val>);

impl Value {
    pub(crate) fn new(value: Option<Val>) -> Self {
        Self(value)
    }

    /// Whether the function returned nothing.
    pub fn is_none(&self) -> bool {
        self.0.is_none()
    }

    /// Whether it is the failure of a `result`.
    pub fn is_failure(&self) -> bool {
        matches!(self.0, Some(Val::Result(Err(_))))
    }

    /// The value as WAVE, the text format for values of the component model: `ok([{id: 1, text: "milk"}])`.
    /// Empty where there is none. WAVE has no maps and handles: a map is a list of pairs, and a handle a text that says
    /// what it is of.
    pub fn to_wave(&self) -> String {
        match &self.0 {
            None => String::new(),
            Some(value) => wasm_wave::to_string(&*writable(value))
                .unwrap_or_else(|error| format!("<a value that WAVE can't write: {error}>")),
        }
    }

    /// The value as JSON: records and flags as objects and arrays, a case that carries something as an object with
    /// the one key, `ok` and `err` alike; `null` where there is no value. Integers beyond 2^53, NaN and the
    /// infinities are strings.
    pub fn to_json(&self) -> serde_json::Value {
        self.0.as_ref().map_or(serde_json::Value::Null, json)
    }
}

/// The value with something else in the place of what WAVE has no words for.
fn writable(value: &Val) -> Cow<'_, Val> {
    let all = |values: &[Val]| values.iter().map(owned).collect();
    let optional = |value: &Option<Box<Val>>| value.as_ref().map(|value| Box::new(owned(value)));
    let text = |text: &str| Val::String(text.to_string());
    Cow::Owned(match value {
        Val::Map(entries) => {
            let pair = |(key, value): &(Val, Val)| Val::Tuple(vec![owned(key), owned(value)]);
            Val::List(entries.iter().map(pair).collect())
        }
        Val::Resource(_) => text("<resource>"),
        Val::Future(_) => text("<future>"),
        Val::Stream(_) => text("<stream>"),
        Val::ErrorContext(_) => text("<error-context>"),
        Val::List(values) => Val::List(all(values)),
        Val::FixedLengthList(values) => Val::FixedLengthList(all(values)),
        Val::Tuple(values) => Val::Tuple(all(values)),
        Val::Record(fields) => {
            let fields = fields.iter();
            Val::Record(fields.map(|(name, it)| (name.clone(), owned(it))).collect())
        }
        Val::Variant(name, value) => Val::Variant(name.clone(), optional(value)),
        Val::Option(value) => Val::Option(optional(value)),
        Val::Result(Ok(value)) => Val::Result(Ok(optional(value))),
        Val::Result(Err(value)) => Val::Result(Err(optional(value))),
        _ => return Cow::Borrowed(value),
    })
}

fn owned(value: &Val) -> Val {
    writable(value).into_owned()
}

fn json(value: &Val) -> serde_json::Value {
    use serde_json::Value as Json;
    let list = |values: &[Val]| Json::Array(values.iter().map(json).collect());
    let optional =
        |value: &Option<Box<Val>>| value.as_ref().map_or(Json::Null, |value| json(value));
    let case =
        |name: &str, value: Json| Json::Object([(name.to_string(), value)].into_iter().collect());
    match value {
        Val::Bool(value) => Json::from(*value),
        Val::S8(value) => Json::from(*value),
        Val::U8(value) => Json::from(*value),
        Val::S16(value) => Json::from(*value),
        Val::U16(value) => Json::from(*value),
        Val::S32(value) => Json::from(*value),
        Val::U32(value) => Json::from(*value),
        Val::S64(value) => integer(i128::from(*value)),
        Val::U64(value) => integer(i128::from(*value)),
        Val::Float32(value) => float(f64::from(*value)),
        Val::Float64(value) => float(*value),
        Val::Char(value) => Json::from(value.to_string()),
        Val::String(value) | Val::Enum(value) => Json::from(value.clone()),
        Val::List(values) | Val::FixedLengthList(values) | Val::Tuple(values) => list(values),
        Val::Map(entries) => Json::Array(
            entries
                .iter()
                .map(|(key, value)| Json::Array(vec![json(key), json(value)]))
                .collect(),
        ),
        Val::Record(fields) => Json::Object(
            fields
                .iter()
                .map(|(name, value)| (name.clone(), json(value)))
                .collect(),
        ),
        Val::Variant(name, None) => Json::from(name.clone()),
        Val::Variant(name, Some(value)) => case(name, json(value)),
        Val::Option(value) => optional(value),
        Val::Result(Ok(value)) => case("ok", optional(value)),
        Val::Result(Err(value)) => case("err", optional(value)),
        Val::Flags(names) => Json::from(names.clone()),
        Val::Resource(_) => Json::from("<resource>"),
        Val::Future(_) => Json::from("<future>"),
        Val::Stream(_) => Json::from("<stream>"),
        Val::ErrorContext(_) => Json::from("<error-context>"),
    }
}

/// Most readers of JSON keep integers in doubles, which are exact up to 2^53.
fn integer(value: i128) -> serde_json::Value {
    const EXACT: i128 = 1 << 53;
    match i64::try_from(value) {
        Ok(small) if (-EXACT..=EXACT).contains(&value) => small.into(),
        _ => value.to_string().into(),
    }
}

fn float(value: f64) -> serde_json::Value {
    serde_json::Number::from_f64(value)
        .map_or_else(|| value.to_string().into(), serde_json::Value::Number)
}
