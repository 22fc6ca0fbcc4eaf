//! Values that are known when a component is generated, and their bytes in memory by the canonical
//! ABI: <https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md>.
//!
//! Handles, streams and futures are no such values.

use wit_parser::{Int, Resolve, SizeAlign, Type, TypeDefKind};

/// Where data begins in a generated memory; zero stays free.
const BASE: usize = 16;

/// A value of a type that is known where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    /// Zero, `false`, or no flags.
    Zero,
    /// A number without a sign, of 32 or 64 bits.
    Number(u64),
    /// A string.
    Text(String),
    /// A list or map.
    List(Vec<Value>),
    /// A record or tuple.
    Record(Vec<Value>),
    /// A case of a variant, an enum, an option or a result.
    Case(u32, Option<Box<Value>>),
}

impl Value {
    /// A case with something in it.
    pub(super) fn case(index: u32, payload: Value) -> Self {
        Self::Case(index, Some(Box::new(payload)))
    }

    /// Whether it is a value of the type `ty`.
    pub(super) fn fits(&self, resolve: &Resolve, ty: &Type) -> bool {
        let Type::Id(id) = ty else {
            return match self {
                Self::Text(_) => *ty == Type::String,
                Self::Number(number) => match ty {
                    Type::U32 => u32::try_from(*number).is_ok(),
                    _ => *ty == Type::U64,
                },
                Self::Zero => !matches!(ty, Type::String | Type::ErrorContext),
                _ => false,
            };
        };
        let all = |values: &[Value], types: &[Type]| {
            let mut both = values.iter().zip(types);
            values.len() == types.len() && both.all(|(value, ty)| value.fits(resolve, ty))
        };
        match (&resolve.types[*id].kind, self) {
            (TypeDefKind::Type(ty), value) => value.fits(resolve, ty),
            (TypeDefKind::List(ty), Self::List(values)) => {
                values.iter().all(|value| value.fits(resolve, ty))
            }
            (TypeDefKind::Map(..), Self::List(values)) => values.is_empty(),
            (TypeDefKind::Flags(_), Self::Zero) => true,
            (TypeDefKind::Tuple(tuple), Self::Record(values)) => all(values, &tuple.types),
            (TypeDefKind::Record(record), Self::Record(values)) => {
                let types: Vec<_> = record.fields.iter().map(|field| field.ty).collect();
                all(values, &types)
            }
            (kind, Self::Case(index, payload)) => match cases(kind).1.get(*index as usize) {
                Some(Some(ty)) => payload
                    .as_ref()
                    .is_some_and(|value| value.fits(resolve, ty)),
                Some(None) => payload.is_none(),
                None => false,
            },
            _ => false,
        }
    }
}

/// The contents of a generated memory.
pub(super) struct Data {
    bytes: Vec<u8>,
    sizes: SizeAlign,
}

impl Data {
    /// Nothing yet. None where a type in `resolve` is larger than any memory.
    pub(super) fn new(resolve: &Resolve) -> Option<Self> {
        let mut sizes = SizeAlign::default();
        sizes.fill(resolve).ok()?;
        Some(Self {
            bytes: Vec::new(),
            sizes,
        })
    }

    /// The address of the first byte.
    pub(super) fn base(&self) -> usize {
        BASE
    }

    /// The address behind the last byte.
    pub(super) fn end(&self) -> usize {
        BASE + self.bytes.len()
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Puts bytes there as they are, and returns their address.
    pub(super) fn add_bytes(&mut self, bytes: &[u8]) -> usize {
        let at = self.end();
        self.bytes.extend_from_slice(bytes);
        at
    }

    /// Puts a value there, and returns its address.
    pub(super) fn add(&mut self, resolve: &Resolve, ty: &Type, value: &Value) -> usize {
        let at = self.reserve(self.sizes.size(ty).size_wasm32(), self.align(ty));
        self.write(resolve, at, ty, value);
        at
    }

    /// Room for `size` bytes, all zero.
    pub(super) fn reserve(&mut self, size: usize, align: usize) -> usize {
        let at = self.end().next_multiple_of(align);
        self.bytes.resize(at + size - BASE, 0);
        at
    }

    /// The size of a value in bytes.
    pub(super) fn size(&self, ty: &Type) -> usize {
        self.sizes.size(ty).size_wasm32()
    }

    /// The alignment of a value in bytes.
    pub(super) fn align(&self, ty: &Type) -> usize {
        self.sizes.align(ty).align_wasm32()
    }

    /// Writes `value` at the address `at`, where room for it was made.
    fn write(&mut self, resolve: &Resolve, at: usize, ty: &Type, value: &Value) {
        let kind = match ty {
            Type::Id(id) => Some(&resolve.types[*id].kind),
            _ => None,
        };
        match (kind, value) {
            (Some(TypeDefKind::Type(ty)), value) => self.write(resolve, at, ty, value),
            (_, Value::Zero) => {}
            (_, Value::Number(number)) => {
                let width = self.size(ty).min(8);
                self.write_at(at, &number.to_le_bytes()[..width]);
            }
            (_, Value::Text(text)) => {
                let address = self.add_bytes(text.as_bytes());
                self.write_span(at, address, text.len());
            }
            (Some(TypeDefKind::List(element)), Value::List(elements)) => {
                let size = self.size(element);
                let address = self.reserve(size * elements.len(), self.align(element));
                for (index, value) in elements.iter().enumerate() {
                    self.write(resolve, address + index * size, element, value);
                }
                self.write_span(at, address, elements.len());
            }
            (_, Value::List(_)) => self.write_span(at, BASE, 0),
            (Some(kind), Value::Record(values)) => self.write_record(resolve, at, kind, values),
            (Some(kind), Value::Case(index, payload)) => {
                self.write_case(resolve, at, kind, (*index, payload.as_deref()));
            }
            (None, Value::Record(_) | Value::Case(..)) => {}
        }
    }

    /// Writes a record or tuple.
    fn write_record(&mut self, resolve: &Resolve, at: usize, kind: &TypeDefKind, values: &[Value]) {
        let types: Vec<_> = match kind {
            TypeDefKind::Record(record) => record.fields.iter().map(|f| f.ty).collect(),
            TypeDefKind::Tuple(tuple) => tuple.types.clone(),
            _ => Vec::new(),
        };
        let offsets = self.sizes.field_offsets(&types);
        for ((offset, ty), value) in offsets.into_iter().zip(values) {
            self.write(resolve, at + offset.size_wasm32(), ty, value);
        }
    }

    /// Writes a case by its number, and what is in it.
    fn write_case(
        &mut self,
        resolve: &Resolve,
        at: usize,
        kind: &TypeDefKind,
        (index, payload): (u32, Option<&Value>),
    ) {
        let (tag, types) = cases(kind);
        self.write_number(at, index, tag);
        let ty = types.get(index as usize).copied().flatten();
        if let (Some(payload), Some(ty)) = (payload, ty) {
            let types = types.iter().map(Option::as_ref);
            let offset = self.sizes.payload_offset(tag, types);
            self.write(resolve, at + offset.size_wasm32(), &ty, payload);
        }
    }

    /// Writes where a string or list is and how long.
    fn write_span(&mut self, at: usize, address: usize, length: usize) {
        self.write_number(at, address as u32, Int::U32);
        self.write_number(at + 4, length as u32, Int::U32);
    }

    fn write_number(&mut self, at: usize, number: u32, width: Int) {
        let width = match width {
            Int::U8 => 1,
            Int::U16 => 2,
            Int::U32 | Int::U64 => 4,
        };
        self.write_at(at, &number.to_le_bytes()[..width]);
    }

    fn write_at(&mut self, at: usize, bytes: &[u8]) {
        let at = at - BASE;
        self.bytes[at..at + bytes.len()].copy_from_slice(bytes);
    }
}

/// The width of the number of a case, and what is in each case.
fn cases(kind: &TypeDefKind) -> (Int, Vec<Option<Type>>) {
    match kind {
        TypeDefKind::Variant(v) => (v.tag(), v.cases.iter().map(|case| case.ty).collect()),
        TypeDefKind::Enum(e) => (e.tag(), vec![None; e.cases.len()]),
        TypeDefKind::Option(ty) => (Int::U8, vec![None, Some(*ty)]),
        TypeDefKind::Result(result) => (Int::U8, vec![result.ok, result.err]),
        _ => (Int::U8, Vec::new()),
    }
}
