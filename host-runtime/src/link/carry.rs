//! Values on their way from one loaded component to another.

use wasmtime::component::{ResourceDynamic, ResourceType, Type, Val};
use wasmtime::{Result, StoreContextMut, bail};

use crate::handle::Handle;
use crate::host::Host;
use crate::instance::Instance;
use crate::resource::HostResource;
use crate::scope;

/// A provider's resource, as the importer's table has it.
pub(super) struct Linked(Handle);

impl HostResource for Linked {
    fn share(&self) -> Self {
        Self(self.0.alias())
    }
}

/// The handles among a call's arguments, while it runs.
#[derive(Default)]
pub(super) struct Passed {
    /// Whether the provider gets each for good.
    handles: Vec<(Handle, bool)>,
}

impl Drop for Passed {
    /// What the provider was to get and did not, it drops later: the call is over.
    fn drop(&mut self) {
        scope::here(|here| here.ending(|| self.handles.clear()));
    }
}

impl Passed {
    /// Makes what `values`, of the importer, hold of the provider's resources the provider's own again.
    pub(super) fn unwrap(mut store: StoreContextMut<'_, Host>, values: &mut [Val]) -> Result<Self> {
        let mut passed = Self::default();
        for value in values {
            each_resource(value, &mut |value| {
                let Val::Resource(any) = value else {
                    return Ok(());
                };
                let resource = any.try_into_resource_dynamic(&mut store)?;
                let table = &store.data().table;
                let handle = if resource.owned() {
                    let value = table.take(resource.rep());
                    value
                        .and_then(|value| value.downcast::<Linked>().ok())
                        .map(|linked| linked.0)
                } else {
                    table.share::<Linked>(resource.rep()).map(|linked| linked.0)
                };
                let Some(handle) = handle else {
                    bail!("the component passed a resource that is gone");
                };
                *value = Val::Resource(*handle.resource());
                passed.handles.push((handle, resource.owned()));
                Ok(())
            })?;
        }
        Ok(passed)
    }

    /// The instance that they belong to, if there are any.
    pub(super) fn instance(&self) -> Result<Option<&Instance>> {
        let mut instances = self.handles.iter().map(|(handle, _)| handle.instance());
        let Some(first) = instances.next() else {
            return Ok(None);
        };
        if instances.any(|other| !other.is_same(first)) {
            bail!(
                "the resources that were passed belong to several instances of the linked component"
            );
        }
        Ok(Some(first))
    }

    /// Notes that the provider has them.
    pub(super) fn arrived(&self) {
        for (handle, _) in self.handles.iter().filter(|(_, owned)| *owned) {
            handle.given();
        }
    }
}

/// What a call returned, on its way to the importer.
#[derive(Default)]
pub(super) struct Returned {
    pub(super) values: Vec<Val>,
    /// The resources among them, in their order, and their numbers there.
    handles: Vec<(Handle, u32)>,
}

impl Returned {
    /// Takes hold of the resources among `values`, of the provider's instance that is running.
    pub(super) fn receive(
        mut values: Vec<Val>,
        number: &dyn Fn(&ResourceType) -> Option<u32>,
    ) -> Result<Self> {
        let mut handles = Vec::new();
        for value in &mut values {
            each_resource(value, &mut |value| {
                if let Val::Resource(any) = value {
                    let Some(number) = number(&any.ty()) else {
                        bail!("the linked component returned a resource of another interface");
                    };
                    handles.push((Handle::lift(*any)?, number));
                }
                Ok(())
            })?;
        }
        Ok(Self { values, handles })
    }

    /// The values for the importer. What it can't hold, the provider drops later.
    pub(super) fn wrap(self, store: StoreContextMut<'_, Host>) -> Result<Vec<Val>> {
        scope::here(|here| here.ending(|| self.wrap_all(store)))
    }

    fn wrap_all(mut self, mut store: StoreContextMut<'_, Host>) -> Result<Vec<Val>> {
        let mut handles = self.handles.into_iter();
        for value in &mut self.values {
            each_resource(value, &mut |value| {
                if let Some((handle, number)) = handles.next() {
                    let index = store.data().table.insert(Box::new(Linked(handle)))?;
                    let resource = ResourceDynamic::new_own(index, number);
                    *value = Val::Resource(resource.try_into_resource_any(&mut store)?);
                }
                Ok(())
            })?;
        }
        Ok(self.values)
    }
}

/// Runs `body` on each resource in a value, always in the same order.
fn each_resource(value: &mut Val, body: &mut dyn FnMut(&mut Val) -> Result<()>) -> Result<()> {
    match value {
        Val::Resource(_) => body(value),
        Val::List(values) | Val::Tuple(values) | Val::FixedLengthList(values) => values
            .iter_mut()
            .try_for_each(|value| each_resource(value, body)),
        Val::Record(fields) => fields
            .iter_mut()
            .try_for_each(|(_, value)| each_resource(value, body)),
        Val::Map(pairs) => pairs.iter_mut().try_for_each(|(key, value)| {
            each_resource(key, body)?;
            each_resource(value, body)
        }),
        Val::Variant(_, Some(value))
        | Val::Option(Some(value))
        | Val::Result(Ok(Some(value)) | Err(Some(value))) => each_resource(value, body),
        _ => Ok(()),
    }
}

/// What values of a type are made of.
fn parts(ty: &Type) -> Vec<Type> {
    match ty {
        Type::List(list) => vec![list.ty()],
        Type::FixedLengthList(list) => vec![list.ty()],
        Type::Option(option) => vec![option.ty()],
        Type::Map(map) => vec![map.key(), map.value()],
        Type::Tuple(tuple) => tuple.types().collect(),
        Type::Record(record) => record.fields().map(|field| field.ty).collect(),
        Type::Variant(variant) => variant.cases().filter_map(|case| case.ty).collect(),
        Type::Result(result) => result.ok().into_iter().chain(result.err()).collect(),
        _ => Vec::new(),
    }
}

/// Whether values of a type can have resources in them.
pub(super) fn has_resources(ty: &Type) -> bool {
    matches!(ty, Type::Own(_) | Type::Borrow(_)) || parts(ty).iter().any(has_resources)
}

/// What keeps values of a type from going across; `known` says which resources don't.
pub(super) fn obstacle(ty: &Type, known: &dyn Fn(&ResourceType) -> bool) -> Option<&'static str> {
    match ty {
        Type::Own(resource) | Type::Borrow(resource) if !known(resource) => {
            Some("a resource of another interface")
        }
        Type::Future(_) => Some("a future"),
        Type::Stream(_) => Some("a stream"),
        Type::ErrorContext => Some("an error context"),
        ty => parts(ty).iter().find_map(|part| obstacle(part, known)),
    }
}
