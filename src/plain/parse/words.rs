//! The commands of plain mode: one table for both dispatch and `help`.

use crate::app::input::keymap::{self, Action};
use crate::app::{Key, KeyCode, Step};

/// What a word does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::plain) enum PlainWord {
    /// Run an action of the key table.
    Action(Action),
    /// Print the rows again.
    Show,
    /// Open a row of the list, from wherever the user is.
    Row,
    /// Go to a step, by number or name.
    Step,
    /// Print what the strip and the header show.
    Status,
    /// Print the words.
    Help,
    /// Press keys by name.
    Key,
    /// Press keys as typed.
    Keys,
    /// Record who agrees to the focused row, without a vote.
    Agree,
    /// Save at once.
    Save,
}

impl PlainWord {
    /// Returns what may follow the word.
    pub(in crate::plain) fn follows(self) -> Follows {
        match self {
            Self::Step
            | Self::Row
            | Self::Key
            | Self::Keys
            | Self::Action(
                Action::Add
                | Action::QuickList
                | Action::Find
                | Action::Park
                | Action::Export
                | Action::Sign
                | Action::Palette,
            ) => Follows::Answer,
            Self::Agree
            | Self::Action(
                Action::Edit
                | Action::Delete
                | Action::MoveUp
                | Action::MoveDown
                | Action::Plus
                | Action::Minus
                | Action::Tick
                | Action::Ballot,
            ) => Follows::Row,
            _ => Follows::Nothing,
        }
    }
}

/// Each word, its arguments, and what it does unless the help of its key says so.
#[rustfmt::skip]
pub(in crate::plain) const WORDS: &[(&str, &str, PlainWord, &str)] = &[
    ("show", "", PlainWord::Show, "Show the rows again; an empty line does the same"),
    ("item", "N", PlainWord::Row, "Open row N of the list, from wherever you are"),
    ("back", "", PlainWord::Action(Action::Back), "Go back to the list"),
    ("step", "N or NAME", PlainWord::Step, "Go to a step; its name alone does it, too"),
    ("next", "", PlainWord::Action(Action::NextStep), ""),
    ("previous", "", PlainWord::Action(Action::PreviousStep), ""),
    ("loop", "", PlainWord::Action(Action::Loop), ""),
    ("edit", "[N]", PlainWord::Action(Action::Edit), ""),
    ("add", "[WORDS]", PlainWord::Action(Action::Add), ""),
    ("list", "", PlainWord::Action(Action::QuickList), ""),
    ("delete", "[N]", PlainWord::Action(Action::Delete), ""),
    ("copy", "[N]", PlainWord::Action(Action::Copy), ""),
    ("mark", "[N]", PlainWord::Action(Action::Mark), ""),
    ("filter", "WORDS", PlainWord::Action(Action::Filter), ""),
    ("sort", "", PlainWord::Action(Action::Sort), ""),
    ("up", "[N]", PlainWord::Action(Action::MoveUp), ""),
    ("down", "[N]", PlainWord::Action(Action::MoveDown), ""),
    ("+", "[N]", PlainWord::Action(Action::Plus), "Add one on row N or the selected row; `+++` adds three"),
    ("-", "[N]", PlainWord::Action(Action::Minus), "Take one away; `---` takes three"),
    ("tick", "[N]", PlainWord::Action(Action::Tick), ""),
    ("both", "", PlainWord::Action(Action::MoveLinked), ""),
    ("more", "", PlainWord::Action(Action::MoreFields), ""),
    ("reveal", "", PlainWord::Action(Action::RevealWords), ""),
    ("vote", "[N]", PlainWord::Action(Action::Ballot), "Vote on row N or the selected item: one vote per line, then `reveal`"),
    ("verdict", "", PlainWord::Action(Action::RoomVerdict), ""),
    ("picture", "", PlainWord::Action(Action::Picture), ""),
    ("sheet", "", PlainWord::Action(Action::Sheet), "Open the estimate sheet, on Points; on Preview, one for the sample leads: one voter per line"),
    ("agree", "[N]", PlainWord::Agree, "Record who agrees to the selected item as it stands, without a vote"),
    ("what-if", "[N]", PlainWord::Action(Action::WhatIf), "Try another number for row N or the selected one; on a row without a number, keep the points and rules as A, then compare"),
    ("undo", "", PlainWord::Action(Action::Undo), ""),
    ("redo", "", PlainWord::Action(Action::Redo), ""),
    ("find", "WORDS", PlainWord::Action(Action::Find), "Go to anything by name; if several match, they are listed with numbers"),
    ("park", "THOUGHT", PlainWord::Action(Action::Park), ""),
    ("timer", "", PlainWord::Action(Action::Timer), ""),
    ("longer", "", PlainWord::Action(Action::MoreTime), ""),
    ("sign", "[SIDE]", PlainWord::Action(Action::Sign), "Record one side's agreement to exactly this text, before it is published"),
    ("draft", "", PlainWord::Action(Action::ReadDraft), ""),
    ("export", "[FORMAT]", PlainWord::Action(Action::Export), "Export: choose a document, look at it, write it; `export html` is the handbook"),
    ("checklist", "", PlainWord::Action(Action::SevenPoints), ""),
    ("publish", "", PlainWord::Action(Action::Publish), ""),
    ("versions", "", PlainWord::Action(Action::Versions), ""),
    ("findings", "", PlainWord::Action(Action::Findings), ""),
    ("samples", "", PlainWord::Action(Action::SuggestSamples), ""),
    ("questions", "", PlainWord::Action(Action::Questions), ""),
    ("benchmarks", "", PlainWord::Action(Action::Benchmarks), ""),
    ("status", "", PlainWord::Status, "Show what the model says about the leads, and where the session stands"),
    ("commands", "WORDS", PlainWord::Action(Action::Palette), ""),
    ("key", "NAMES", PlainWord::Key, "Press keys of the workbench by name: key down enter"),
    ("keys", "TEXT", PlainWord::Keys, "Type keys as they stand: keys a<enter>Demo<enter>"),
    ("help", "", PlainWord::Help, "Show this list"),
    ("save", "", PlainWord::Save, "Write session.yaml now; every change is saved by itself anyway"),
    ("quit", "", PlainWord::Action(Action::Quit), ""),
];

/// What may follow a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::plain) enum Follows {
    /// Nothing.
    Nothing,
    /// A row: its number, or its text.
    Row,
    /// The answer to what it asks first.
    Answer,
}

/// Actions that move the selection; in plain mode rows have numbers instead.
const MOVE_ACTIONS: [Action; 9] = [
    Action::Up,
    Action::Down,
    Action::Left,
    Action::Right,
    Action::First,
    Action::Last,
    Action::PageUp,
    Action::PageDown,
    Action::NextPane,
];

/// Whether a text is a word of the table, rather than the letter of a key.
pub(in crate::plain) fn is_whole_word(text: &str) -> bool {
    let lower = text.to_lowercase();
    WORDS.iter().any(|(name, ..)| *name == lower)
}

/// Returns the word of the table that was probably meant.
pub(in crate::plain) fn similar_word(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase();
    let near = |name: &str| strsim::damerau_levenshtein(name, &lower) <= 1 + lower.len() / 6;
    let mut names = WORDS.iter().map(|(name, ..)| *name);
    names.find(|name| lower.len() > 2 && near(name))
}

/// Parses a word of the table, or the letter of a key.
pub(in crate::plain) fn parse_word(text: &str) -> Option<PlainWord> {
    let lower = text.to_lowercase();
    let found = WORDS.iter().find(|(name, ..)| *name == lower);
    if let Some((_, _, word, _)) = found {
        return Some(*word);
    }
    let key = Key::parse(text).filter(|key| match key.code {
        KeyCode::Char(c) => !c.is_ascii_digit(),
        KeyCode::F(_) => true,
        _ => false,
    })?;
    match keymap::action_for(key)? {
        Action::Help => Some(PlainWord::Help),
        Action::Sign => Some(PlainWord::Agree),
        action if MOVE_ACTIONS.contains(&action) => None,
        action => Some(PlainWord::Action(action)),
    }
}

/// Parses a step's number or name.
pub(in crate::plain) fn parse_step(text: &str) -> Option<Step> {
    let text = text.trim();
    let by_number = text.parse().ok().and_then(Step::from_number);
    by_number.or_else(|| {
        Step::ALL
            .into_iter()
            .find(|step| step.name().eq_ignore_ascii_case(text))
    })
}

/// Returns the lines of `help`.
pub(in crate::plain) fn help_lines() -> Vec<String> {
    let mut lines = vec![
        "A number opens the row it stands before; inside it, it edits. A row's name does so, too: in full, or its first words.".to_owned(),
    ];
    for (name, follows, word, help) in WORDS {
        let help = match word {
            PlainWord::Action(action) if help.is_empty() => keymap::binding_of(*action).help,
            _ => help,
        };
        let name = format!("{name} {follows}");
        lines.push(format!("{}: {help}", name.trim_end()));
    }
    lines.push(
        "A letter that is a key in the workbench does what that key does: a, A, d, u, U, m, p, s, P ... It stands alone, or before a row's number."
            .into(),
    );
    lines.push("When you are asked for text, an empty line keeps what is there, - clears it, esc discards, also between several lines, \\ before a line takes it as it is. Several lines end with a single full stop; before the first, a full stop or an empty line leaves.".into());
    lines.push("In a ballot, votes aren't repeated before `reveal`. A terminal shows what is typed on it, votes too: don't let anyone see the screen, or feed the lines in from a file.".into());
    lines.push("When you are asked to choose: a number that stands before a choice, or text of a choice; numbers separated by spaces, all or none where several can be chosen. A full stop or esc chooses nothing.".into());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_letters_and_steps() {
        assert_eq!(parse_word("Add"), Some(PlainWord::Action(Action::Add)));
        assert_eq!(parse_word("A"), Some(PlainWord::Action(Action::QuickList)));
        assert_eq!(parse_word("a"), Some(PlainWord::Action(Action::Add)));
        assert_eq!(parse_word("k"), None, "a screen's selection has no word");
        assert_eq!(parse_word("5"), None, "a number is a row");
        assert_eq!(parse_step("stages"), Some(Step::Stages));
        assert_eq!(parse_step("5"), Some(Step::Stages));
        assert_eq!(parse_step("10"), None);
    }

    #[test]
    fn help_says_what_each_word_does() {
        for line in help_lines() {
            assert!(line.contains(' ') && !line.ends_with(": "), "{line:?}");
        }
    }
}
