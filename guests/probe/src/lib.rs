//! Attempts to reach what a component may or may not touch: the world `probe` of `wit/probe`.

mod bindings {
    //! What `wit/probe` becomes in Rust.

    wittgen::guest::bindgen!({ path: "../../wit/probe", world: "probe" });
}

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::hint::black_box;
use std::io::{self, Read as _, Write as _};
use std::net::{TcpListener, TcpStream, ToSocketAddrs as _, UdpSocket};

use bindings::{attempts, excesses, files};
use wasip2::filesystem::preopens::get_directories;
use wasip2::filesystem::types::{
    Descriptor, DescriptorFlags, ErrorCode, NewTimestamp, OpenFlags, PathFlags,
};

struct Probe;

bindings::export!(Probe in bindings);

/// What came of an attempt.
fn outcome<T>(result: io::Result<T>) -> Result<T, String> {
    result.map_err(|error| error.kind().to_string())
}

impl attempts::Guest for Probe {
    fn connect(address: String) -> Result<String, String> {
        outcome((|| {
            let mut text = String::new();
            TcpStream::connect(address)?.read_to_string(&mut text)?;
            Ok(text)
        })())
    }

    fn serve(address: String, text: String) -> Result<(), String> {
        outcome((|| {
            let listener = TcpListener::bind(address)?;
            println!("ready {}", listener.local_addr()?.port());
            let (mut stream, _) = listener.accept()?;
            stream.write_all(text.as_bytes())
        })())
    }

    fn ask(address: String, text: String) -> Result<String, String> {
        outcome((|| {
            let socket = UdpSocket::bind("0.0.0.0:0")?;
            socket.send_to(text.as_bytes(), address)?;
            let mut answer = [0; 1024];
            let (len, _) = socket.recv_from(&mut answer)?;
            Ok(String::from_utf8_lossy(&answer[..len]).into_owned())
        })())
    }

    fn look_up(name: String) -> Result<Vec<String>, String> {
        let found = outcome((name.as_str(), 0).to_socket_addrs())?;
        Ok(found.map(|address| address.ip().to_string()).collect())
    }

    fn print(text: String, times: u32) {
        for _ in 0..times {
            print!("{text}");
        }
        // A closed stream is no news.
        let _ = io::stdout().flush();
    }

    fn complain(text: String) {
        eprint!("{text}");
    }

    fn read_input() -> Result<String, String> {
        outcome(io::read_to_string(io::stdin()))
    }

    fn random() -> u64 {
        wasip2::random::random::get_random_u64()
    }

    fn insist(path: String) {
        std::fs::read(path).expect("the file is there");
    }

    fn time() -> (u64, u32, u64) {
        let wall = wasip2::clocks::wall_clock::now();
        let monotonic = wasip2::clocks::monotonic_clock::now();
        (wall.seconds, wall.nanoseconds, monotonic)
    }
}

thread_local! {
    static HELD: RefCell<(Vec<Vec<u8>>, Vec<wasip2::clocks::monotonic_clock::Pollable>)> = RefCell::default();
}

impl excesses::Guest for Probe {
    fn spin() {
        let mut number = 0u64;
        while black_box(number) != u64::MAX {
            number = black_box(number.wrapping_add(2));
        }
    }

    fn sleep(milliseconds: u64) {
        std::thread::sleep(std::time::Duration::from_millis(milliseconds));
    }

    fn allocate(bytes: u64) -> u64 {
        HELD.with_borrow_mut(|(memory, _)| {
            memory.push(vec![1; bytes as usize]);
            memory.iter().map(|piece| piece.len() as u64).sum()
        })
    }

    fn hold(handles: u32) {
        HELD.with_borrow_mut(|(_, held)| {
            for _ in 0..handles {
                held.push(wasip2::clocks::monotonic_clock::subscribe_duration(
                    u64::MAX,
                ));
            }
        });
    }

    fn work(rounds: u64) -> u64 {
        (0..rounds).fold(1, |number, round| black_box(number ^ round).rotate_left(5))
    }
}

impl files::Guest for Probe {
    fn read(path: String) -> Result<String, String> {
        outcome(fs::read_to_string(path))
    }

    fn write(path: String, text: String) -> Result<(), String> {
        outcome(fs::write(path, text))
    }

    fn read_often(path: String, times: u32) -> Vec<String> {
        let texts = (0..times).filter_map(|_| fs::read_to_string(&path).ok());
        texts.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn write_often(path: String, text: String, times: u32) -> u32 {
        let written = (0..times).filter(|_| fs::write(&path, &text).is_ok());
        u32::try_from(written.count()).unwrap_or(times)
    }

    fn entries(path: String) -> Result<Vec<String>, String> {
        outcome(fs::read_dir(path).and_then(|entries| {
            let name = |entry: io::Result<fs::DirEntry>| {
                entry.map(|entry| entry.file_name().to_string_lossy().into_owned())
            };
            entries.map(name).collect()
        }))
    }

    fn rename(old: String, new: String) -> Result<(), String> {
        outcome(fs::rename(old, new))
    }

    #[allow(deprecated)] // What stands in for it is not stable on WASI.
    fn symlink(target: String, path: String) -> Result<(), String> {
        outcome(fs::soft_link(target, path))
    }

    fn link(file: String, path: String) -> Result<(), String> {
        outcome(fs::hard_link(file, path))
    }

    fn remove(path: String) -> Result<(), String> {
        outcome(fs::remove_file(path))
    }

    fn attempt(deed: String, path: String, other: String) -> Result<(), String> {
        let failed = |code: ErrorCode| format!("{code:?}");
        let (dir, _) = get_directories().into_iter().next().ok_or("no directory")?;
        attempt(&dir, &deed, &path, &other).map_err(failed)
    }
}

fn attempt(dir: &Descriptor, deed: &str, path: &str, other: &str) -> Result<(), ErrorCode> {
    let follow = PathFlags::SYMLINK_FOLLOW;
    let (read, write) = (DescriptorFlags::READ, DescriptorFlags::WRITE);
    let open = |how, flags| dir.open_at(follow, path, how, flags);
    let opened = || open(OpenFlags::empty(), read);
    match deed {
        "open" => opened().map(drop),
        "open-to-write" => open(OpenFlags::empty(), write).map(drop),
        "create" => open(OpenFlags::CREATE, read).map(drop),
        "truncate" => open(OpenFlags::TRUNCATE, read).map(drop),
        "stat" => dir.stat_at(follow, path).map(drop),
        "hash" => dir.metadata_hash_at(follow, path).map(drop),
        "readlink" => dir.readlink_at(path).map(drop),
        "create-directory" => dir.create_directory_at(path),
        "remove-directory" => dir.remove_directory_at(path),
        "unlink" => dir.unlink_file_at(path),
        "set-times-at" => dir.set_times_at(follow, path, NewTimestamp::Now, NewTimestamp::NoChange),
        "rename" => dir.rename_at(path, dir, other),
        "link" => dir.link_at(PathFlags::empty(), path, dir, other),
        "symlink" => dir.symlink_at(other, path),
        "set-size" => opened()?.set_size(1),
        "set-times" => opened()?.set_times(NewTimestamp::Now, NewTimestamp::NoChange),
        "write" => opened()?.write(b"mine", 0).map(drop),
        "write-via-stream" => opened()?.write_via_stream(0).map(drop),
        "append-via-stream" => opened()?.append_via_stream().map(drop),
        _ => Err(ErrorCode::Unsupported),
    }
}
