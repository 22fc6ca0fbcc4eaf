//! Changes in words.

use std::fmt;

use super::{Breaks, Bump, Change, Diff, PartChange, Release, Side, What};
use crate::name::{ExternName, is_wasi};
use crate::provenance::Part;
use crate::text::size_text;

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` → `{}`", self.old.name, self.new.name)?;
        if self.old.sha256 == self.new.sha256 {
            return write!(f, ": the bytes are the same");
        }
        let (before, after) = (size_text(self.old.size), size_text(self.new.size));
        let sizes = if before == after {
            after
        } else {
            format!("{before} → {after}")
        };
        match (self.changes.is_empty(), self.is_wit) {
            (true, true) => write!(f, ": only the text differs")?,
            (true, false) => write!(f, ": only the code differs, {sizes}")?,
            (false, true) => {}
            (false, false) => write!(f, ", {sizes}")?,
        }
        let mut last = None;
        for change in self
            .changes
            .iter()
            .filter(|change| !is_wasi_version(change))
        {
            let head = (change.world.as_deref(), change.side, change.item.as_str());
            if last != Some(head) {
                write_head(f, change)?;
                last = Some(head);
            }
            write_change(f, change)?;
        }
        write_wasi_versions(f, &self.changes)?;
        for part in &self.parts {
            write!(f, "\n{}", describe_part(part))?;
        }
        write!(f, "\n{}", summary(self))?;
        for release in &self.releases {
            write!(f, "\n{}", advice(release, self))?;
        }
        Ok(())
    }
}

/// Whether a change is a compatible version of an interface of WASI: there are many at once.
fn is_wasi_version(change: &Change) -> bool {
    let is_version = matches!(change.what, What::Version { .. });
    is_version && !change.is_breaking() && change.side == Side::Import && is_wasi(&change.item)
}

fn write_wasi_versions(f: &mut fmt::Formatter<'_>, changes: &[Change]) -> fmt::Result {
    let mut steps: Vec<(String, usize)> = Vec::new();
    for change in changes.iter().filter(|change| is_wasi_version(change)) {
        let step = describe(change);
        match steps.iter_mut().find(|(known, _)| *known == step) {
            Some((_, count)) => *count += 1,
            None => steps.push((step, 1)),
        }
    }
    for (step, count) in steps {
        let what = if count == 1 {
            "interface"
        } else {
            "interfaces"
        };
        write!(
            f,
            "\nimport of {count} {what} of WASI\n  ~ {step} (the versions are compatible)"
        )?;
    }
    Ok(())
}

fn write_head(f: &mut fmt::Formatter<'_>, change: &Change) -> fmt::Result {
    let side = match change.side {
        Side::Export => "export",
        Side::Import => "import",
    };
    write!(f, "\n{side} `{}`", change.item)?;
    match &change.world {
        Some(world) => write!(f, " of the world `{world}`"),
        None => Ok(()),
    }
}

fn write_change(f: &mut fmt::Formatter<'_>, change: &Change) -> fmt::Result {
    let mark = match (&change.what, change.breaks) {
        (_, Breaks::Callers | Breaks::Hosts) => '!',
        (What::Added, _) => '+',
        (What::Removed, _) => '-',
        _ => '~',
    };
    write!(f, "\n  {mark} {}", describe(change))?;
    match change.breaks {
        Breaks::Nobody => write!(f, " ({})", change.why),
        Breaks::Callers => write!(f, "\n      breaks callers: {}", change.why),
        Breaks::Hosts => write!(f, "\n      breaks hosts: {}", change.why),
    }
}

/// What happened, and where below the item.
fn describe(change: &Change) -> String {
    let path: Vec<_> = change.path.iter().map(ToString::to_string).collect();
    let path = path.join(", ");
    let place = if path.is_empty() { "it" } else { path.as_str() };
    match &change.what {
        What::Added => format!("{place} is new"),
        What::Removed => format!("{place} is gone"),
        What::Changed { before, after } => format!("{place}: {before} → {after}"),
        What::Version { before, after } => {
            let text = |version: &Option<String>| version.clone().unwrap_or("none".into());
            format!("version {} → {}", text(before), text(after))
        }
    }
}

/// What happened to a part of a composition.
fn describe_part(change: &PartChange) -> String {
    let PartChange { name, old, new } = change;
    let text = |part: &Part| {
        let size = size_text(part.size);
        let version = part.version.as_ref();
        version.map_or(size.clone(), |version| format!("{version}, {size}"))
    };
    match (old, new) {
        (Some(old), Some(new)) if text(old) == text(new) => {
            format!("part `{name}` ({}): its code differs", text(old))
        }
        (Some(old), Some(new)) => format!("part `{name}` ({}) → ({})", text(old), text(new)),
        (Some(old), None) => format!("part `{name}` ({}) is gone", text(old)),
        (None, Some(new)) => format!("part `{name}` ({}) is new", text(new)),
        (None, None) => format!("part `{name}`"),
    }
}

fn summary(diff: &Diff) -> String {
    let has = |breaks| diff.changes.iter().any(|change| change.breaks == breaks);
    let breaks = match (has(Breaks::Callers), has(Breaks::Hosts)) {
        (true, true) => "breaks callers and hosts",
        (true, false) => "breaks callers",
        (false, true) => "breaks hosts",
        (false, false) => "breaks nobody",
    };
    let step = match diff.bump {
        Bump::None => "no step of the version is needed",
        Bump::Patch => "a patch",
        Bump::Minor => "a minor version, below 1.0.0 a patch",
        Bump::Major => "a major version, below 1.0.0 a minor one",
    };
    format!("{breaks}: {step}")
}

/// What a package's version says, against what happened.
fn advice(release: &Release, diff: &Diff) -> String {
    let Release {
        package,
        old,
        new,
        needed,
        ..
    } = release;
    if release.enough {
        return match old == new {
            true => format!("`{package}` stays {new}"),
            false => format!("`{package}` {old} → {new} says so"),
        };
    }
    let says = match old == new {
        true => format!("`{package}` stays {new}"),
        false => format!("`{package}` {old} → {new}"),
    };
    let Some(cause) = find_cause(release, diff) else {
        let what = if diff.is_wit { "text" } else { "code" };
        return format!("{says}, but the {what} differs: {needed} is what it should be");
    };
    let place = match cause.path.first() {
        Some(step) => format!("{step} of `{}`", cause.item),
        None => format!("`{}`", cause.item),
    };
    let verb = if release.bump == Bump::Major {
        "breaks"
    } else {
        "is new"
    };
    format!("{says}, but {place} {verb}: {needed} is what it should be")
}

/// The change that asks most of a version: the package's own rather than another's.
fn find_cause<'d>(release: &Release, diff: &'d Diff) -> Option<&'d Change> {
    let is_cause = |change: &&Change| match release.bump {
        Bump::Major => change.is_breaking() && !matches!(change.what, What::Version { .. }),
        Bump::Minor => change.side == Side::Export && change.what == What::Added,
        _ => false,
    };
    let is_own =
        |change: &&Change| ExternName::new(&change.item).package() == Some(&release.package);
    let mut causes = diff.changes.iter().filter(is_cause);
    causes.clone().find(is_own).or_else(|| causes.next())
}
