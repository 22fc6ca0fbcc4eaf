//! What SQLite's own runner reads in scripts and the crate `sqllogictest` does not.
//!
//! Only text becomes text here, and lines keep their numbers.

/// Where in a script a line stands.
#[derive(Clone, Copy, PartialEq)]
enum Stand {
    /// Between two records.
    Between,
    /// In a record that is for this engine.
    Kept,
    /// In a record that is for others.
    LeftOut,
}

/// Writes a script in the crate's dialect, with what is for the engine of that name:
///
/// - conditions are decided, as the crate knows none before a `halt`;
/// - comments are left out, which can follow on the line that begins a record and stand inside it;
/// - a line of white space is empty, and the case of an engine's name means nothing.
pub(crate) fn translate(script: &str, engine: &str) -> String {
    let mut text = String::new();
    let mut stand = Stand::Between;
    // Whether the conditions so far leave out the record that is to come.
    let mut leave_out = false;
    for line in script.lines() {
        let is_comment = line.starts_with('#');
        let line = if line.trim().is_empty() { "" } else { line };
        if stand == Stand::Between && !is_comment {
            let head = line.split_once(" #").map_or(line, |(head, _)| head);
            match head.split_whitespace().collect::<Vec<_>>()[..] {
                [] => {}
                ["halt"] if !leave_out => break,
                ["skipif", name] => leave_out |= name.eq_ignore_ascii_case(engine),
                ["onlyif", name] => leave_out |= !name.eq_ignore_ascii_case(engine),
                _ => {
                    stand = if leave_out {
                        Stand::LeftOut
                    } else {
                        Stand::Kept
                    };
                    leave_out = false;
                    text += if stand == Stand::Kept {
                        head.trim_end()
                    } else {
                        ""
                    };
                }
            }
            text += "\n";
            continue;
        }
        match stand {
            // An empty line in place of the comment would end the record: here the numbers shift.
            Stand::Kept if is_comment => continue,
            Stand::Kept => text += line,
            Stand::LeftOut | Stand::Between => {}
        }
        text += "\n";
        if line.is_empty() {
            stand = Stand::Between;
        }
    }
    text
}

/// From how many values on a result is compared by its hash: from as many as the script hashed. Not all of them
/// say so ahead.
pub(crate) fn hash_threshold(results: &[String]) -> usize {
    match results {
        [one] => match one.split_once(" values hashing to ") {
            Some((count, _)) => count
                .parse::<usize>()
                .map_or(0, |count| count.saturating_sub(1)),
            None => 0,
        },
        _ => 0,
    }
}
