//! Paths as the component sees them: normalising, and finding the granted directory.
//!
//! Pure text: nothing here looks at a file system, so symbolic links are not known here.

/// Brings an absolute path into its one normal form: single slashes, no `.`, no `..`.
///
/// `..` is resolved in the text, and at the root it stays at the root, as in POSIX. Returns
/// `None` for a path that is not absolute.
pub(crate) fn normalise(path: &str) -> Option<String> {
    let rest = path.strip_prefix('/')?;
    let mut parts: Vec<&str> = Vec::new();
    for part in rest.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    Some(format!("/{}", parts.join("/")))
}

/// The directory part of a normal path.
pub(crate) fn parent(path: &str) -> &str {
    match path.rfind('/') {
        None | Some(0) => "/",
        Some(end) => &path[..end],
    }
}

/// The path that a symbolic link at `link` (a normal path) with the text `target` leads to.
pub(crate) fn follow(link: &str, target: &str) -> Option<String> {
    if target.starts_with('/') {
        normalise(target)
    } else {
        normalise(&format!("{}/{target}", parent(link)))
    }
}

/// The normal form of a granted directory's name, which a host may write in several ways.
pub(crate) fn root(name: &str) -> String {
    let absolute = format!("/{name}");
    normalise(&absolute).unwrap_or(absolute)
}

/// Finds the root (in normal form) that holds `path` most closely, and the path from there; `.`
/// is the root itself.
pub(crate) fn locate<'p>(roots: &[String], path: &'p str) -> Option<(usize, &'p str)> {
    let inside = |root: &String| -> Option<&'p str> {
        if root == "/" {
            return path.strip_prefix('/');
        }
        let rest = path.strip_prefix(root.as_str())?;
        if rest.is_empty() {
            Some(rest)
        } else {
            rest.strip_prefix('/')
        }
    };
    let (index, rest) = roots
        .iter()
        .enumerate()
        .filter_map(|(index, root)| Some((index, inside(root)?)))
        .max_by_key(|(index, _)| roots[*index].len())?;
    Some((index, if rest.is_empty() { "." } else { rest }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_form() {
        for (path, expected) in [
            ("/", "/"),
            ("/data//x.db", "/data/x.db"),
            ("/data/./a/../x.db", "/data/x.db"),
            ("/data/../etc/passwd", "/etc/passwd"),
            ("/../../x", "/x"),
        ] {
            assert_eq!(normalise(path).as_deref(), Some(expected), "{path}");
        }
        assert_eq!(normalise("x.db"), None);
        assert_eq!(normalise(""), None);
    }

    #[test]
    fn closest_root() {
        let roots = ["data", "/data/inner/", "."].map(root);
        assert_eq!(locate(&roots, "/data/x.db"), Some((0, "x.db")));
        assert_eq!(locate(&roots, "/data/inner/x.db"), Some((1, "x.db")));
        assert_eq!(locate(&roots, "/database/x.db"), Some((2, "database/x.db")));
        assert_eq!(locate(&roots, "/data"), Some((0, ".")));
        assert_eq!(locate(&roots[..2], "/database/x.db"), None);
    }

    #[test]
    fn links() {
        assert_eq!(follow("/data/a.db", "b.db").as_deref(), Some("/data/b.db"));
        assert_eq!(
            follow("/data/a.db", "../etc/b.db").as_deref(),
            Some("/etc/b.db")
        );
        assert_eq!(
            follow("/data/a.db", "/etc/b.db").as_deref(),
            Some("/etc/b.db")
        );
    }
}
