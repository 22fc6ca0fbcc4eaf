//! A program with a component inside, as machine code, and no compiler.
//!
//! ```console
//! $ cargo run --manifest-path examples/precompiled/Cargo.toml -- README.md
//! ```
//!
//! The macro compiles `checksum.wasm` while this program is built. The program itself has no compiler: it loads what is
//! compiled already, this component or an artifact of `wittgen build`, and says so of anything else.

use std::process::ExitCode;
use std::time::Instant;

use wittgen::Dynamic;

wittgen::bindgen!({
    component: "checksum.wasm",
    precompile: true,
    rename: { "root": Checksum },
});

fn main() -> ExitCode {
    match std::env::args().nth(1) {
        Some(path) => run(&path),
        None => {
            eprintln!("usage: precompiled FILE      its Adler-32 checksum; of a component: what it exports");
            ExitCode::from(2)
        }
    }
}

fn run(path: &str) -> ExitCode {
    let result = if path.ends_with("wasm") {
        list(path)
    } else {
        checksum(path)
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn checksum(path: &str) -> Result<(), Box<dyn std::error::Error>> {
    let data = std::fs::read(path)?;
    let begin = Instant::now();
    let checksum = Checksum::builder().load(Checksum::embedded())?;
    let loaded = begin.elapsed();
    println!("{:08x}  {path}", checksum.adler32(&data)?);
    eprintln!("loaded in {:.2} ms", loaded.as_secs_f64() * 1000.0);
    Ok(())
}

fn list(path: &str) -> Result<(), Box<dyn std::error::Error>> {
    for function in Dynamic::builder().load(path)?.functions() {
        println!("{}", function.full_name());
    }
    Ok(())
}
