//! Turns YAML faults into words: what is wrong, and what to do.

use super::yaml::{FaultKind, YamlFault};
use crate::model::old_words;

/// Returns the problem and its remedy, as two halves of a sentence.
pub(super) fn problem_and_remedy(fault: &YamlFault, line: &str) -> (String, String) {
    match &fault.kind {
        FaultKind::UnknownKey { key, known } => (
            format!("unknown key `{key}`"),
            match nearest(key, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            },
        ),
        FaultKind::UnknownWord { word, known } => (
            format!("unknown word `{word}`"),
            match nearest(word, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", known.join(", ")),
            },
        ),
        FaultKind::MissingKey(key) => pair(&format!("the key `{key}` is missing here"), "add it"),
        FaultKind::DuplicateKey(Some(key)) => pair(
            &format!("the key `{key}` appears twice"),
            "keep one of them",
        ),
        FaultKind::BothWords(key) => match old_words::earlier_key(key) {
            Some(earlier) => (
                format!("`{key}` is given as well as `{earlier}`, its name in older files"),
                format!("keep one of them, as `{key}`"),
            ),
            None => pair(
                &format!("the key `{key}` appears twice"),
                "keep one of them",
            ),
        },
        FaultKind::DuplicateKey(None) => pair("a key appears twice", "keep one of them"),
        FaultKind::Expected(what) if !is_missing_value(fault, line) => {
            pair(&format!("{what} expected here"), "write one")
        }
        FaultKind::NotWhole if !is_missing_value(fault, line) => (
            "a whole number expected here".into(),
            "write digits alone, such as 5 or -3".into(),
        ),
        FaultKind::NotTrueOrFalse if !is_missing_value(fault, line) => (
            "true or false expected here".into(),
            "write one of the two".into(),
        ),
        FaultKind::NoValue
        | FaultKind::Expected(_)
        | FaultKind::NotWhole
        | FaultKind::NotTrueOrFalse => pair(
            "there is no value here",
            "give it a value or leave the key out",
        ),
        other => whole_file_problem(other),
    }
}

fn whole_file_problem(what: &FaultKind) -> (String, String) {
    match what {
        FaultKind::TooDeep => pair("nested too deeply", "bring it down to a few levels"),
        FaultKind::TooManyAliases => pair(
            "too much is repeated by aliases",
            "write the repeated parts out",
        ),
        FaultKind::TooLarge => pair("too large for this kind of file", "take something out"),
        FaultKind::SecondDocument => pair(
            "a second document begins here",
            "keep one document in the file",
        ),
        FaultKind::UnknownAlias => pair(
            "an alias (`*`) of something that isn't there",
            "write the value out, or put the text in quotes",
        ),
        FaultKind::Tag => pair("a tag (`!`) isn't used in these files", "leave it out"),
        FaultKind::Syntax(message) => syntax_problem(message),
        FaultKind::Custom(message) => match split_remedy(message) {
            Some((wrong, remedy)) => (wrong.into(), remedy.into()),
            None => pair(message, "fix the value"),
        },
        _ => pair("this can't be read", "fix it"),
    }
}

/// Splits a message of ours into what is wrong and what to do: at the last colon that isn't part of
/// something quoted or in braces. What people wrote is quoted and comes first, so whatever colons or
/// quotes it has, they are before that one.
fn split_remedy(message: &str) -> Option<(&str, &str)> {
    let (mut quoted, mut braces) = (false, 0_u32);
    for (at, letter) in message.char_indices().rev() {
        match letter {
            '`' => quoted = !quoted,
            '}' if !quoted => braces += 1,
            '{' if !quoted => braces = braces.saturating_sub(1),
            ':' if !quoted && braces == 0 => {
                if let Some(remedy) = message[at..].strip_prefix(": ") {
                    return Some((&message[..at], remedy));
                }
            }
            _ => {}
        }
    }
    None
}

fn syntax_problem(message: &str) -> (String, String) {
    if message.contains("mapping values are not allowed") {
        return pair(
            "a `:` doesn't fit here",
            "indent the line like its neighbours, or put a text with `: ` in quotes",
        );
    }
    if message.contains("tabs disallowed") {
        return pair("a tab in the indentation", "indent with spaces");
    }
    if message.contains("did not find expected") || message.contains("indentation") {
        return pair(
            "this line's indentation fits nothing above it",
            "indent it like its neighbours",
        );
    }
    (
        format!("this isn't YAML ({message})"),
        "check indentation, quotes and brackets here".into(),
    )
}

fn pair(what: &str, remedy: &str) -> (String, String) {
    (what.into(), remedy.into())
}

/// Whether the position is the end of a line with a key but no value.
fn is_missing_value(fault: &YamlFault, line: &str) -> bool {
    let before: String = line.chars().take(fault.column.saturating_sub(1)).collect();
    let rest = line[before.len()..].trim_start();
    matches!(rest, "" | "~" | "null" | "-" | ":") || rest.starts_with('#')
}

/// Returns the known word that was probably meant.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    known
        .iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), *candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_split_before_the_remedy_and_nowhere_else() {
        for (message, expected) in [
            (
                "`a: b` isn't a day: write it as 2026-01-31",
                Some(("`a: b` isn't a day", "write it as 2026-01-31")),
            ),
            (
                "`a` b: c` isn't a day: write it so",
                Some(("`a` b: c` isn't a day", "write it so")),
            ),
            (
                "name a phase or a topic: {phase: consideration} or {covers: need}",
                Some((
                    "name a phase or a topic",
                    "{phase: consideration} or {covers: need}",
                )),
            ),
            (
                "an empty list: add `count: 1`",
                Some(("an empty list", "add `count: 1`")),
            ),
            ("`Lead: Source` is unknown", None),
            ("", None),
        ] {
            assert_eq!(split_remedy(message), expected, "{message}");
        }
    }
}
