//! Which C compiler the guests are built with, as environment variables for the build script of
//! the crate that compiles C. Runs no compiler itself.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::layout::Layout;
use crate::progress::Voice;
use crate::zig;

/// The variables by which a user names another compiler.
pub(crate) const VARIABLES: [&str; 7] = [
    "WASI_SDK_PATH",
    "CC_wasm32_wasip2",
    "CC_wasm32-wasip2",
    "AR_wasm32_wasip2",
    "AR_wasm32-wasip2",
    "CFLAGS_wasm32_wasip2",
    "CFLAGS_wasm32-wasip2",
];

/// Flags for every compiler: no debug information, which would be five times the code.
const FLAGS: &str = "-O3 -g0";

/// Variables for the nested build, and who named the compiler.
pub(crate) struct Compiler {
    /// Names and values.
    pub(crate) variables: Vec<(&'static str, OsString)>,
    /// The compiler, for messages.
    pub(crate) name: String,
}

/// Chooses the compiler: what the user names, or zig, which is fetched if it isn't there.
pub(crate) fn choose(layout: &Layout, voice: &Voice) -> Result<Compiler, Failure> {
    let set = |name: &&&str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let mut compiler = if let Some(name) = VARIABLES[1..3].iter().find(set) {
        let path = std::env::var_os(name).unwrap_or_default();
        Compiler {
            variables: Vec::new(),
            name: format!("`{}` (from `{name}`)", path.display()),
        }
    } else if let Some(path) = VARIABLES[..1].iter().find(set).and_then(std::env::var_os) {
        sdk(Path::new(&path))?
    } else {
        wrapped(&zig::ensure(layout, voice)?, layout)?
    };
    if !VARIABLES[5..].iter().any(|name| set(&name)) {
        compiler
            .variables
            .push(("CFLAGS_wasm32_wasip2", FLAGS.into()));
    }
    let flags = sqlite_flags(layout)?;
    compiler.variables.push(("LIBSQLITE3_FLAGS", flags.into()));
    Ok(compiler)
}

/// The compiler of a WASI SDK.
fn sdk(root: &Path) -> Result<Compiler, Failure> {
    let program = |name: &str| -> PathBuf {
        let path = root.join("bin").join(name);
        if cfg!(windows) {
            path.with_extension("exe")
        } else {
            path
        }
    };
    let clang = program("clang");
    if !clang.is_file() {
        return Err(Failure::new(format!(
            "`WASI_SDK_PATH` is `{}`, but there is no `{}`",
            root.display(),
            clang.display()
        ))
        .help("set it to the directory of an unpacked WASI SDK, or unset it"));
    }
    Ok(Compiler {
        name: format!("`{}` (from `WASI_SDK_PATH`)", clang.display()),
        variables: vec![
            ("CC_wasm32_wasip2", clang.into()),
            ("AR_wasm32_wasip2", program("llvm-ar").into()),
        ],
    })
}

/// Zig behind scripts of one word: a command of several would be split at the spaces of its path.
fn wrapped(zig: &Path, layout: &Layout) -> Result<Compiler, Failure> {
    let script = |name: &str, arguments: &str| -> Result<OsString, Failure> {
        let extension = if cfg!(windows) { "bat" } else { "sh" };
        let path = layout.tools.join(name).with_extension(extension);
        let text = if cfg!(windows) {
            batch(zig, &layout.tools, arguments)
        } else {
            shell(zig, &layout.tools, arguments)
        };
        write_script(&path, &text).map_err(|error| Failure::io("write", &path, &error))?;
        Ok(path.into())
    };
    Ok(Compiler {
        name: format!("`{}`", zig.display()),
        variables: vec![
            (
                "CC_wasm32_wasip2",
                script("zig-cc", "cc -target wasm32-wasi")?,
            ),
            ("AR_wasm32_wasip2", script("zig-ar", "ar")?),
        ],
    })
}

/// A script that leaves out `--target`, which zig spells in its own way, and keeps zig's cache
/// beside it.
fn shell(zig: &Path, tools: &Path, arguments: &str) -> String {
    let zig = quote(zig);
    let cache = quote(&tools.join("zig-cache"));
    format!(
        "#!/bin/sh\n\
         export ZIG_GLOBAL_CACHE_DIR={cache} ZIG_LOCAL_CACHE_DIR={cache}\n\
         for argument do\n\
         \x20   shift\n\
         \x20   case $argument in\n\
         \x20   --target=*) ;;\n\
         \x20   *) set -- \"$@\" \"$argument\" ;;\n\
         \x20   esac\n\
         done\n\
         exec {zig} {arguments} \"$@\"\n"
    )
}

/// The same for Windows, where `--target` is left out by the caller, which knows zig by name.
fn batch(zig: &Path, tools: &Path, arguments: &str) -> String {
    let cache = tools.join("zig-cache");
    format!(
        "@set \"ZIG_GLOBAL_CACHE_DIR={0}\"\r\n@set \"ZIG_LOCAL_CACHE_DIR={0}\"\r\n\
         @\"{1}\" {arguments} %*\r\n",
        cache.display(),
        zig.display()
    )
}

/// A path as one word of a shell.
pub(crate) fn quote(path: &Path) -> String {
    format!("'{}'", path.display().to_string().replace('\'', r"'\''"))
}

/// Writes a script under another name first, so that no other build ever runs half of it.
fn write_script(path: &Path, text: &str) -> std::io::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    let new = path.with_extension("new");
    fs::write(&new, text)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&new, fs::Permissions::from_mode(0o755))?;
    }
    fs::rename(&new, path)
}

/// The options that SQLite is compiled with: one a line, `#` begins a comment.
fn sqlite_flags(layout: &Layout) -> Result<String, Failure> {
    let path = layout.workspace.join("guests/sqlite/flags.txt");
    let text = fs::read_to_string(&path).map_err(|error| Failure::io("read", &path, &error))?;
    let lines = text.lines().map(str::trim);
    let flags: Vec<_> = lines
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    Ok(flags.join(" "))
}
