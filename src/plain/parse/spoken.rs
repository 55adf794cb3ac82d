//! Puts the plain mode's own words in place of the keys that messages and hints name.
//!
//! Messages are written for the workbench: "Deleted Demo; u brings it back". A key counts as one
//! only beside a word that shows it, such as "press" before or "brings" after it, so that names and
//! sentences that people wrote stay as they are.

use super::words::{PlainWord, WORDS};
use crate::app::input::keymap::{self, Action};
use crate::app::{Key, KeyCode};

/// What follows a key that does something.
const VERBS: &[&str] = &[
    "accepts",
    "adds",
    "again",
    "agrees",
    "begins",
    "brings",
    "chooses",
    "clears",
    "closes",
    "continues",
    "deletes",
    "discards",
    "finishes",
    "fixes",
    "gives",
    "hides",
    "goes",
    "keeps",
    "leaves",
    "lists",
    "makes",
    "moves",
    "opens",
    "publishes",
    "records",
    "says",
    "saves",
    "seals",
    "sets",
    "shows",
    "skips",
    "starts",
    "stops",
    "takes",
    "ticks",
    "undoes",
];

/// What comes before a key that is to be pressed.
const BEFORE: &[&str] = &["press", "with", "or", "without"];

/// What a key is where it has another meaning than in the table.
const PHRASES: &[(&str, &str)] = &[
    ("A accepts", "`all` accepts"),
    ("Enter opens one", "its number opens one"),
    ("Enter starts one", "a name starts one"),
    ("Enter takes somebody new", "it is taken as somebody new"),
];

/// Returns a text with words of the plain mode for the keys in it.
pub(in crate::plain) fn spoken(text: &str) -> String {
    let mut text = text.to_owned();
    for (phrase, said) in PHRASES {
        text = text.replace(phrase, said);
    }
    let parts: Vec<&str> = text.split(' ').collect();
    let mut spoken: Vec<String> = Vec::with_capacity(parts.len());
    for (index, part) in parts.iter().enumerate() {
        let before = index.checked_sub(1).map_or("", |i| parts[i]);
        let after = parts.get(index + 1).copied().unwrap_or("");
        spoken.push(spoken_part(part, before, after));
    }
    let text = spoken.join(" ");
    text.replace("press `", "say `").replace("Press `", "Say `")
}

fn spoken_part(part: &str, before: &str, after: &str) -> String {
    let (key, mark) = split_mark(part);
    let is_letter = key.chars().count() == 1;
    // A letter alone is a name rather than a key within a clause: "Plan A goes first".
    let begins_clause = before.is_empty() || before.ends_with([':', ';', ',', '.', ')', '?']);
    let after = after.trim_end_matches([',', ';', '.', ':']);
    let is_followed = mark.is_empty() && VERBS.contains(&after) && (begins_clause || !is_letter);
    let before = before.to_lowercase();
    let is_preceded = BEFORE.contains(&before.as_str()) && (before == "press" || !is_letter);
    let is_label = mark == ":" && key == "Space";
    if !(is_followed || is_preceded || is_label) {
        return part.to_owned();
    }
    word_for(key).map_or_else(|| part.to_owned(), |word| format!("`{word}`{mark}"))
}

/// Splits the punctuation off the end.
fn split_mark(part: &str) -> (&str, &str) {
    let key = part.trim_end_matches([',', ';', '.', ':', ')']);
    (key, &part[key.len()..])
}

/// Returns the word that does what a key does.
fn word_for(name: &str) -> Option<&'static str> {
    match name {
        "Enter" => return Some("edit"),
        "Esc" => return Some("esc"),
        "Space" => return Some("tick"),
        _ => {}
    }
    let is_letter = name.chars().count() == 1;
    let key = if is_letter {
        Key::parse(name)
    } else {
        Key::parse(&name.to_lowercase()).filter(|key| matches!(key.code, KeyCode::F(_)))
    }?;
    let action = keymap::action_for(key)?;
    word_of(action)
}

/// Returns the word of an action.
pub(in crate::plain) fn word_of(action: Action) -> Option<&'static str> {
    let named = |word: &PlainWord| match word {
        PlainWord::Action(own) => *own == action,
        PlainWord::Agree => action == Action::Sign,
        PlainWord::Help => action == Action::Help,
        _ => false,
    };
    let mut words = WORDS.iter();
    // `agree` comes before `sign`, as the key does on most rows.
    let word = words.find(|(_, _, word, _)| named(word))?;
    Some(word.0)
}

/// Returns a hint without the clauses that say which keys answer it.
pub(in crate::plain) fn without_keys(hint: &str) -> String {
    let clauses = hint.split("; ").filter(|clause| !names_key(clause));
    clauses.collect::<Vec<_>>().join("; ")
}

/// Returns a question without what follows it about its keys: "Which answers? Space ticks".
pub(in crate::plain) fn question_alone(title: &str) -> &str {
    match title.split_once("? ") {
        Some((question, keys)) if names_key(keys) => &title[..=question.len()],
        _ => title,
    }
}

fn names_key(clause: &str) -> bool {
    let mut words = clause.split([' ', ',']);
    words.any(|word| {
        let function = word.strip_prefix('F').map(str::parse::<u8>);
        matches!(word, "Enter" | "Esc" | "Space" | "Tab")
            || word.starts_with("Ctrl-")
            || matches!(function, Some(Ok(_)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_said_as_the_word_that_does_it() {
        for (text, said) in [
            (
                "Deleted Demo; u brings it back",
                "Deleted Demo; `undo` brings it back",
            ),
            (
                "No leads yet: press a to add one",
                "No leads yet: say `add` to add one",
            ),
            (
                "the time is up; T adds two minutes",
                "the time is up; `longer` adds two minutes",
            ),
            (
                "Publishing ...  Esc stops it",
                "Publishing ...  `esc` stops it",
            ),
            (
                "none yet: a adds one, M adds the model's",
                "none yet: `add` adds one, `samples` adds the model's",
            ),
            ("Space: yes [x], no [-]", "`tick`: yes [x], no [-]"),
            ("b moves it to 20", "`both` moves it to 20"),
        ] {
            assert_eq!(spoken(text), said);
        }
    }

    #[test]
    fn what_people_wrote_stays() {
        for text in [
            "Plan A or B",
            "Vitamin a",
            "Enter a trial",
            "a sales lead, V 2",
            "Press release",
            "Plan A goes first",
        ] {
            assert_eq!(spoken(text), text);
        }
    }

    #[test]
    fn hints_lose_their_keys_and_keep_the_rest() {
        let hint = "Its name; Enter adds it, Esc discards it";
        assert_eq!(without_keys(hint), "Its name");
        let title = "Which answers? Space ticks, Enter chooses";
        assert_eq!(question_alone(title), "Which answers?");
        assert_eq!(
            question_alone("Enter the market: Name"),
            "Enter the market: Name"
        );
        assert_eq!(without_keys("A whole number"), "A whole number");
    }
}
