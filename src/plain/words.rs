//! The words of the plain mode: one table for what they do and for `help`.

use crate::app::Step;
use crate::app::keymap::{self, Action};
use crate::app::{Key, KeyCode};

/// What a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// What a key of the workbench asks for.
    Act(Action),
    /// The rows again.
    Show,
    /// A row of the list, from wherever one is.
    Item,
    /// A step, by number or name.
    Step,
    /// What the strip and the header say.
    Status,
    /// The words.
    Help,
    /// Keys by name.
    Key,
    /// Keys as typed.
    Keys,
    /// Agreement to the thing in hand, without a vote.
    Agree,
}

/// Each word, what may follow it, and what it does where no key's help says so.
#[rustfmt::skip]
pub(super) const WORDS: &[(&str, &str, Word, &str)] = &[
    ("show", "", Word::Show, "The rows again; an empty line does the same"),
    ("item", "N", Word::Item, "Opens row N of the list, from wherever you are"),
    ("back", "", Word::Act(Action::Back), "Back to the list"),
    ("step", "N or NAME", Word::Step, "Goes to a step; its name alone does, too"),
    ("next", "", Word::Act(Action::NextStep), ""),
    ("previous", "", Word::Act(Action::PreviousStep), ""),
    ("loop", "", Word::Act(Action::Loop), ""),
    ("edit", "[N]", Word::Act(Action::Edit), ""),
    ("add", "[WORDS]", Word::Act(Action::Add), ""),
    ("list", "", Word::Act(Action::QuickList), ""),
    ("delete", "[N]", Word::Act(Action::Delete), ""),
    ("up", "[N]", Word::Act(Action::MoveUp), ""),
    ("down", "[N]", Word::Act(Action::MoveDown), ""),
    ("+", "[N]", Word::Act(Action::Plus), "One point more on row N or the row in hand; `+++` three more"),
    ("-", "[N]", Word::Act(Action::Minus), "One point less; `---` three less"),
    ("tick", "[N]", Word::Act(Action::Tick), ""),
    ("both", "", Word::Act(Action::Follow), ""),
    ("more", "", Word::Act(Action::More), ""),
    ("reveal", "", Word::Act(Action::Reveal), ""),
    ("vote", "[N]", Word::Act(Action::Ballot), "A ballot on row N or the thing in hand: a line a vote, then `reveal`"),
    ("sheet", "", Word::Act(Action::Sheet), "The estimate sheet, on Points; on Preview, one for the sample leads: a line a voter"),
    ("agree", "[N]", Word::Agree, "Who agrees to the thing in hand as it stands, without a vote"),
    ("undo", "", Word::Act(Action::Undo), ""),
    ("redo", "", Word::Act(Action::Redo), ""),
    ("find", "WORDS", Word::Act(Action::Find), ""),
    ("park", "THOUGHT", Word::Act(Action::Park), ""),
    ("timer", "", Word::Act(Action::Timer), ""),
    ("longer", "", Word::Act(Action::MoreTime), ""),
    ("sign", "[SIDE]", Word::Act(Action::Sign), "Agree to exactly this text, for one side, before it is published"),
    ("publish", "", Word::Act(Action::Publish), ""),
    ("status", "", Word::Status, "What the model says of the leads, and where the session stands"),
    ("commands", "WORDS", Word::Act(Action::Palette), ""),
    ("key", "NAMES", Word::Key, "Presses keys of the workbench by name: key down enter"),
    ("keys", "TEXT", Word::Keys, "Types keys as they stand: keys a<enter>Demo<enter>"),
    ("help", "", Word::Help, "These words"),
    ("quit", "", Word::Act(Action::Quit), ""),
];

/// Actions that move about a screen; here rows have numbers.
const MOVING: [Action; 9] = [
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

/// What a word asks for: a word of the table, or a key's letter.
pub(super) fn word(text: &str) -> Option<Word> {
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
    match keymap::action(key)? {
        Action::Help => Some(Word::Help),
        Action::Sign => Some(Word::Agree),
        action if MOVING.contains(&action) => None,
        action => Some(Word::Act(action)),
    }
}

/// The step of a number or name.
pub(super) fn step(text: &str) -> Option<Step> {
    let text = text.trim();
    let by_number = text.parse().ok().and_then(Step::of_number);
    by_number.or_else(|| {
        Step::ALL
            .into_iter()
            .find(|step| step.name().eq_ignore_ascii_case(text))
    })
}

/// The lines of `help`.
pub(super) fn help() -> Vec<String> {
    let mut lines = vec![
        "A number opens that row; in what it shows, a number does what Enter does. A row's own words do the same.".to_owned(),
    ];
    for (name, follows, word, help) in WORDS {
        let help = match word {
            Word::Act(action) if help.is_empty() => keymap::binding(*action).help,
            _ => help,
        };
        let name = format!("{name} {follows}");
        lines.push(format!("{}: {help}", name.trim_end()));
    }
    lines.push(
        "A key's letter does what the key does in the workbench: a, A, d, u, U, m, p, s, P ..."
            .into(),
    );
    lines.push("Asked for a text: an empty line keeps what is there, - empties it, esc gives up, \\ before a line takes it as it is. Several lines end with a single full stop.".into());
    lines.push("In a ballot nothing that was voted is repeated until `reveal`. A terminal shows what is typed on it, votes too: let nobody look, or take the lines from a file.".into());
    lines.push("Asked to choose: numbers with blanks between, all, none, or words that only one choice has.".into());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_letters_and_steps() {
        assert_eq!(word("Add"), Some(Word::Act(Action::Add)));
        assert_eq!(word("A"), Some(Word::Act(Action::QuickList)));
        assert_eq!(word("a"), Some(Word::Act(Action::Add)));
        assert_eq!(word("k"), None, "a screen's selection has no word");
        assert_eq!(word("5"), None, "a number is a row");
        assert_eq!(step("stages"), Some(Step::Stages));
        assert_eq!(step("5"), Some(Step::Stages));
        assert_eq!(step("10"), None);
    }

    #[test]
    fn help_says_what_each_word_does() {
        for line in help() {
            assert!(line.contains(' ') && !line.ends_with(": "), "{line:?}");
        }
    }
}
