//! Faults of a YAML text in words: what is wrong, and what to do.

use super::yaml::{Fault, What};
use crate::model::old_words;

/// What is wrong and what to do about it, in two halves of one sentence.
pub(super) fn of(fault: &Fault, line: &str) -> (String, String) {
    match &fault.what {
        What::UnknownKey { key, known } => (
            format!("unknown key `{key}`"),
            match nearest(key, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("known here: {}", known.join(", ")),
            },
        ),
        What::UnknownWord { word, known } => (
            format!("unknown word `{word}`"),
            match nearest(word, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("write one of {}", known.join(", ")),
            },
        ),
        What::MissingKey(key) => pair(&format!("the key `{key}` is missing here"), "add it"),
        What::DuplicateKey(Some(key)) => pair(
            &format!("the key `{key}` is here twice"),
            "keep one of them",
        ),
        What::BothWords(key) => match old_words::earlier_key(key) {
            Some(earlier) => (
                format!("`{key}` stands here beside `{earlier}`, the word for it in older files"),
                format!("keep one of them, as `{key}`"),
            ),
            None => pair(
                &format!("the key `{key}` is here twice"),
                "keep one of them",
            ),
        },
        What::DuplicateKey(None) => pair("a key is here twice", "keep one of them"),
        What::Expected(what) if !no_value(fault, line) => {
            pair(&format!("{what} expected here"), "write one")
        }
        What::NotWhole if !no_value(fault, line) => (
            "a whole number expected here".into(),
            "write digits alone, such as 5 or -3".into(),
        ),
        What::NotTrueOrFalse if !no_value(fault, line) => (
            "true or false expected here".into(),
            "write one of the two".into(),
        ),
        What::NoValue | What::Expected(_) | What::NotWhole | What::NotTrueOrFalse => pair(
            "nothing stands here",
            "give it a value or leave the key out",
        ),
        other => about_the_whole(other),
    }
}

fn about_the_whole(what: &What) -> (String, String) {
    match what {
        What::TooDeep => pair("nested too deeply", "bring it down to a few levels"),
        What::TooManyAliases => pair(
            "too much is repeated by aliases",
            "write the repeated parts out",
        ),
        What::TooLarge => pair("too large for this kind of file", "take something out"),
        What::SecondDocument => pair(
            "a second document begins here",
            "keep one document in the file",
        ),
        What::UnknownAlias => pair(
            "an alias (`*`) of something that isn't there",
            "write the value out, or put the text in quotes",
        ),
        What::Tag => pair("a tag (`!`) isn't used in these files", "leave it out"),
        What::Syntax(message) => syntax(message),
        What::Said(message) => match message.rsplit_once(": ") {
            Some((wrong, remedy)) => (wrong.into(), remedy.into()),
            None => pair(message, "mend the value"),
        },
        _ => pair("this can't be read", "mend it"),
    }
}

fn syntax(message: &str) -> (String, String) {
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

/// Whether the place is the end of a line that gives a key no value.
fn no_value(fault: &Fault, line: &str) -> bool {
    let before: String = line.chars().take(fault.column.saturating_sub(1)).collect();
    let rest = line[before.len()..].trim_start();
    matches!(rest, "" | "~" | "null" | "-" | ":") || rest.starts_with('#')
}

/// The known word that was probably meant.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).max(1);
    known
        .iter()
        .map(|candidate| (strsim::osa_distance(word, candidate), *candidate))
        .filter(|(distance, _)| *distance <= allowed)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
