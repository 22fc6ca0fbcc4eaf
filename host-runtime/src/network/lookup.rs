//! Look-ups of names, put before wasmtime-wasi's own: only names of rules are resolved, and what they are resolved
//! to is noted.

use wasmtime::component::{Accessor, Linker, Resource};
use wasmtime::{AsContextMut, StoreContextMut};
use wasmtime_wasi::p2::SocketError;
use wasmtime_wasi::p2::bindings::sockets::ip_name_lookup::{
    Host as _, HostResolveAddressStream as _, ResolveAddressStream,
};
use wasmtime_wasi::p2::bindings::sockets::network::{ErrorCode, IpAddress, Network};
use wasmtime_wasi::p3::bindings::sockets::ip_name_lookup::ErrorCode as ErrorCode3;
use wasmtime_wasi::p3::bindings::sockets::types::IpAddress as IpAddress3;
use wasmtime_wasi::sockets::WasiSocketsView as _;

use std::net::IpAddr;

use crate::host::Host;

/// The interface as wasmtime-wasi 48 names it, of WASI 0.2 and 0.3.
const INTERFACE: &str = "wasi:sockets/ip-name-lookup@0.2.12";
const INTERFACE_3: &str = "wasi:sockets/ip-name-lookup@0.3.0";

type Answer<T> = wasmtime::Result<(Result<T, ErrorCode>,)>;

/// Puts the functions of this module over those that `linker` has.
pub(crate) fn add_to_linker(linker: &mut Linker<Host>, is_async: bool) -> wasmtime::Result<()> {
    linker.allow_shadowing(true);
    let mut interface = linker.instance(INTERFACE)?;
    interface.func_wrap("resolve-addresses", resolve_addresses)?;
    interface.func_wrap(
        "[method]resolve-address-stream.resolve-next-address",
        resolve_next_address,
    )?;
    if is_async {
        let mut interface = linker.instance(INTERFACE_3)?;
        interface.func_wrap_concurrent("resolve-addresses", |accessor, (name,): (String,)| {
            Box::pin(resolve_addresses_3(accessor, name))
        })?;
    }
    linker.allow_shadowing(false);
    Ok(())
}

fn answer<T>(result: Result<T, SocketError>) -> Answer<T> {
    match result {
        Ok(value) => Ok((Ok(value),)),
        Err(error) => Ok((Err(error.downcast()?),)),
    }
}

fn resolve_addresses(
    mut store: StoreContextMut<'_, Host>,
    (network, name): (Resource<Network>, String),
) -> Answer<Resource<ResolveAddressStream>> {
    let host = store.data_mut();
    if !host.opened().network.may_resolve(&name) {
        return Ok((Err(ErrorCode::AccessDenied),));
    }
    let result = host.sockets().resolve_addresses(network, name.clone());
    if let Ok(stream) = &result {
        host.opened().lookups.insert(stream.rep(), name);
    }
    answer(result)
}

fn resolve_next_address(
    mut store: StoreContextMut<'_, Host>,
    (stream,): (Resource<ResolveAddressStream>,),
) -> Answer<Option<IpAddress>> {
    let host = store.data_mut();
    let rep = stream.rep();
    loop {
        let stream = Resource::new_borrow(rep);
        let next = host.sockets().resolve_next_address(stream);
        let Ok(Some(address)) = &next else {
            return answer(next);
        };
        let opened = host.opened();
        let name = opened.lookups.get(&rep);
        if name.is_some_and(|name| opened.network.resolve(name, to_std(*address))) {
            return answer(next);
        }
    }
}

fn to_std(address: IpAddress) -> IpAddr {
    match address {
        IpAddress::Ipv4((a, b, c, d)) => IpAddr::from([a, b, c, d]),
        IpAddress::Ipv6((a, b, c, d, e, f, g, h)) => IpAddr::from([a, b, c, d, e, f, g, h]),
    }
}

type Answer3 = wasmtime::Result<(Result<Vec<IpAddress3>, ErrorCode3>,)>;

async fn resolve_addresses_3(accessor: &Accessor<Host>, name: String) -> Answer3 {
    let network = accessor.with(|mut access| {
        let mut host = access.as_context_mut();
        std::sync::Arc::clone(&host.data_mut().opened().network)
    });
    if !network.may_resolve(&name) {
        return Ok((Err(ErrorCode3::AccessDenied),));
    }
    let literal: Option<IpAddr> = name.trim_matches(['[', ']']).parse().ok();
    let found: Vec<IpAddr> = match literal {
        Some(address) => vec![address],
        None => match tokio::net::lookup_host((name.as_str(), 0)).await {
            Ok(found) => found.map(|address| address.ip().to_canonical()).collect(),
            Err(_) => return Ok((Err(ErrorCode3::NameUnresolvable),)),
        },
    };
    let allowed = found
        .into_iter()
        .filter(|address| network.resolve(&name, *address));
    Ok((Ok(allowed.map(IpAddress3::from).collect()),))
}
