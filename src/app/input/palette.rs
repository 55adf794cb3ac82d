//! The words of the palette: what each action is called there, what else people call it, and what
//! the palette offers besides the keys. [`rank`] says how well a typed text fits an entry.

use crate::app::input::command::{
    Command, PublishCommand, RecordCommand, RuleCommand, SecretText, WordsCommand,
};
use crate::app::input::keymap::{Action, BINDINGS, Binding};
use crate::app::input::page_command::PageCommand;
use crate::evidence::history::PAGES;
use crate::widgets::theme_name::ThemeName;

/// A word of the palette.
struct Word {
    /// The verb; no two entries have the same.
    verb: &'static str,
    /// Other words for it, and keys typed out of habit.
    synonyms: &'static [&'static str],
    /// What it stands for.
    meaning: Meaning,
}

/// What a word stands for.
enum Meaning {
    /// An action of the key table.
    Action(Action),
    /// A command without a key, with its help.
    Run(&'static str, fn() -> Command),
    /// Nothing the workbench does as one command: this text says what does it. `FOLDER` is
    /// explained below it.
    Elsewhere(&'static str, &'static str),
}

/// An entry of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaletteEntry {
    /// The verb.
    pub verb: &'static str,
    /// What it does.
    pub help: &'static str,
    /// Name of its key; blank if it has none.
    pub key: &'static str,
    /// What it runs.
    pub command: Command,
}

macro_rules! words {
    ($($verb:literal, [$($synonym:literal),*], $meaning:expr;)+) => {
        &[$(Word { verb: $verb, synonyms: &[$($synonym),*], meaning: $meaning }),+]
    };
}

use Meaning::{Action as Does, Elsewhere, Run};

/// The words of the palette. An action that isn't here is called what the footer calls it.
#[rustfmt::skip]
const WORDS: &[Word] = words![
    "edit", ["change", "rename", "open"], Does(Action::Edit);
    "plus", ["+", "increase", "raise", "count up"], Does(Action::Plus);
    "minus", ["-", "decrease", "lower", "count down"], Does(Action::Minus);
    "tick", ["untick", "toggle", "answer"], Does(Action::Tick);
    "add", ["new", "insert", "create", "target", "waiver"], Does(Action::Add);
    "list", ["quick list", "paste", "many"], Does(Action::QuickList);
    "copy", ["duplicate", "cp", "clone"], Does(Action::Copy);
    "mark", ["select many", "unmark"], Does(Action::Mark);
    "filter", ["narrow"], Does(Action::Filter);
    "sort", ["order"], Does(Action::Sort);
    "clipboard", ["copy text", "yank"], Does(Action::CopyText);
    "mouse", [], Does(Action::Mouse);
    "what if", ["variants", "what-if", "a and b"], Does(Action::WhatIf);
    "delete", ["remove", "discard", "erase", "del", "rm"], Does(Action::Delete);
    "move up", ["reorder"], Does(Action::MoveUp);
    "move down", [], Does(Action::MoveDown);
    "reveal", ["unseal", "show wording"], Does(Action::RevealWords);
    "vote", ["ballot", "poll"], Does(Action::Ballot);
    "sheet", ["estimate sheet", "estimate", "estimates"], Does(Action::Sheet);
    "both", ["move both"], Does(Action::MoveLinked);
    "agree", ["sign", "sign off", "approve"], Does(Action::Sign);
    "publish", ["release"], Does(Action::Publish);
    "draft", ["read", "read draft"], Does(Action::ReadDraft);
    "export", ["markdown", "json", "html", "handbook", "csv", "pdf", "download"], Does(Action::Export);
    "checklist", ["seven points"], Does(Action::SevenPoints);
    "map", ["map the file", "mapping", "columns", "import", "bring in"], Does(Action::MapFile);
    "versions", ["history", "log", "restore"], Does(Action::Versions);
    "loop", ["cycle"], Does(Action::Loop);
    "more", ["more fields", "fewer fields", "all fields"], Does(Action::MoreFields);
    "pane", ["next pane", "switch"], Does(Action::NextPane);
    "undo", ["revert", "take back"], Does(Action::Undo);
    "redo", ["again"], Does(Action::Redo);
    "park", ["thought", "parking lot"], Does(Action::Park);
    "findings", ["problems", "errors", "warnings", "check"], Does(Action::Findings);
    "next finding", [], Does(Action::NextFinding);
    "previous finding", [], Does(Action::PreviousFinding);
    "samples", ["from model", "suggest", "sample leads"], Does(Action::SuggestSamples);
    "timer", ["clock", "start", "pause", "stop"], Does(Action::Timer);
    "longer", ["more time", "extend"], Does(Action::MoreTime);
    "room view", ["projector", "present", "beamer"], Does(Action::RoomView);
    "verdict", [], Does(Action::RoomVerdict);
    "picture", ["screenshot", "snapshot", "svg", "image"], Does(Action::Picture);
    "questions", ["ask", "prompts"], Does(Action::Questions);
    "benchmarks", ["figures"], Does(Action::Benchmarks);
    "find", ["search", "go to", "goto"], Does(Action::Find);
    "next", ["next step"], Does(Action::NextStep);
    "previous", ["previous step", "prev"], Does(Action::PreviousStep);
    "room", ["step 1", "people", "agenda"], Does(Action::Step(1));
    "evidence", ["step 2", "leads"], Does(Action::Step(2));
    "personas", ["step 3", "segments"], Does(Action::Step(3));
    "journey", ["step 4", "journeys"], Does(Action::Step(4));
    "stages", ["step 5", "pipeline", "definitions"], Does(Action::Step(5));
    "points", ["step 6", "criteria", "schema"], Does(Action::Step(6));
    "rules", ["step 7", "bands", "routes"], Does(Action::Step(7));
    "preview", ["step 8"], Does(Action::Step(8));
    "publish step", ["step 9", "sign-offs"], Does(Action::Step(9));
    "up", [], Does(Action::Up);
    "down", [], Does(Action::Down);
    "left", ["to the list"], Does(Action::Left);
    "right", ["to the details"], Does(Action::Right);
    "first", ["top"], Does(Action::First);
    "last", ["bottom", "end"], Does(Action::Last);
    "page up", [], Does(Action::PageUp);
    "page down", [], Does(Action::PageDown);
    "back", ["cancel", "esc"], Does(Action::Back);
    "quit", ["q", "q!", "wq", "x", "exit", "close", "leave", "bye", "save and quit"], Does(Action::Quit);
    "help", ["keys", "manual"], Does(Action::Help);
    "save", ["w", "w!", "write", "save now"], Run("Write session.yaml now; every change is saved by itself anyway", || Command::Save);
    "reload", ["reload leads", "refresh", "read again"], Run("Read the files of leads and events again; a changed one is read by itself", || Command::Reload);
    "each time", ["once", "points each time", "repeat"], Run("Points of a criterion for each time its event happened, up to a most; again for once", || Command::Record(RecordCommand::ToggleEachTime));
    "paste answers", ["all answers", "answers", "opening answers"], Run("Paste a side's answers to all opening questions; they are sealed", || Command::Words(WordsCommand::AskWhose(SecretText::default())));
    "fade", ["decay", "fades with time"], Run("Points of a behaviour that fade with time, such as 8, 4, 2, 1 at 30, 60, 90, 120 days", || Command::Record(RecordCommand::AskFade));
    "templates", ["gates", "gate templates", "hand-off templates"], Run("Rules for the hand-off to choose from, each with the leads it lets through", || Command::Rule(RuleCommand::AskTemplate));
    "theme", ["colours", "colors", "look", "appearance"], Run("Choose the colours, for now and for the next start", || Command::AskTheme);
    "theme auto", [], Run("Colours: the terminal's own, legible on light and dark", || Command::SetTheme(ThemeName::Auto));
    "theme light", ["bright"], Run("Colours: the terminal's own, for a light background", || Command::SetTheme(ThemeName::Light));
    "theme dark", ["night"], Run("Colours: the terminal's own, for a dark background", || Command::SetTheme(ThemeName::Dark));
    "theme mono", ["no colour", "no color"], Run("Colours: none; bold, underlined and reversed only", || Command::SetTheme(ThemeName::Mono));
    "theme projector", ["high contrast"], Run("Colours: high contrast on its own dark background", || Command::SetTheme(ThemeName::Projector));
    "theme projector-light", ["white background"], Run("Colours: high contrast on its own white background", || Command::SetTheme(ThemeName::ProjectorLight));
    "copy session", ["save as"], Elsewhere("A copy of the session", "In a shell, `accord new NAME --from FOLDER` makes a new session from this one: its definition and its people. `accord export FOLDER --format markdown` writes the definition as a text to copy from.");
    "print", ["paper", "hard copy"], Elsewhere("Print", "E writes the handbook (`html`) to print from a browser, and the estimate sheet (`ballot`). D reads the draft here.");
    "new session", ["template"], Elsewhere("A new session", "In a shell, `accord new NAME` makes one; so does n on the home screen, which q leads to if you came from there.");
    "open session", ["load", "recent"], Elsewhere("Another session", "In a shell, `accord FOLDER` opens a session; `accord` alone lists the recent ones.");
    "score", ["score leads"], Elsewhere("Score a list of leads", "In a shell, `accord score FOLDER LEADS.csv` scores them. Leads to look at here are chosen on step 2.");
    "compare", ["diff"], Elsewhere("What changed", "In a shell, `accord diff FOLDER` lists what the draft changes, and for which leads. D shows it here, R compares versions.");
    "verify", ["altered"], Elsewhere("Verify the versions", "In a shell, `accord verify FOLDER` checks that no published version was altered.");
    "plain", ["plain mode", "lines"], Elsewhere("Plain mode", "In a shell, `accord --plain FOLDER` opens this workshop as numbered lines of text.");
    "cover", ["curtain", "f6", "hide", "uncover"], Elsewhere("Cover what is typed", "While a side types its wording, F6 or Ctrl-T shows it, or covers it again. It opens covered.");
];

/// How well a text fits an entry: less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is the verb.
    Verb,
    /// It is another word for it.
    Synonym,
    /// It is its key.
    Key,
    /// The verb begins with it.
    VerbBegins,
    /// Another word for it begins with it.
    SynonymBegins,
    /// Each of its words begins a word of the verb or the help.
    WordsBegin,
    /// Its words are somewhere in the verb, the help or another word.
    Somewhere,
    /// Any of these, but it takes something away or can't be undone, and isn't typed in full.
    Guarded,
}

/// Returns the entries: actions in the order of the key table, then what has no key.
pub fn entries(folder: &str) -> Vec<PaletteEntry> {
    let actions = BINDINGS.iter().filter(|b| b.action != Action::Palette);
    let actions = actions.map(|binding| PaletteEntry {
        verb: verb_of(binding),
        help: binding.help,
        key: binding.keys[0],
        command: match binding.action {
            // Its key is for step 9 alone; a word in full is meant wherever it is typed.
            Action::Publish => Command::Publish(PublishCommand::GoAndAsk),
            action => Command::Action(action),
        },
    });
    let others = WORDS.iter().filter_map(|word| match word.meaning {
        Meaning::Action(_) => None,
        Meaning::Run(help, command) => Some(PaletteEntry {
            verb: word.verb,
            help,
            key: "",
            command: command(),
        }),
        Meaning::Elsewhere(title, text) => Some(PaletteEntry {
            verb: word.verb,
            help: title,
            key: "",
            command: Command::ShowText(title.into(), explain_folder(text, folder)),
        }),
    });
    let pages = PAGES.iter().map(|page| PaletteEntry {
        verb: page.name,
        help: page.title,
        key: "",
        command: Command::Page(PageCommand::Open(page.id)),
    });
    actions.chain(others).chain(pages).collect()
}

/// Says which folder is meant, if the text has one.
fn explain_folder(text: &str, folder: &str) -> String {
    if text.contains("FOLDER") {
        format!("{text}\n\nFOLDER is {folder}")
    } else {
        text.into()
    }
}

/// Returns the verb of a key's action.
pub fn verb_of(binding: &Binding) -> &'static str {
    let word = WORDS
        .iter()
        .find(|word| matches!(word.meaning, Meaning::Action(action) if action == binding.action));
    match word {
        Some(word) => word.verb,
        None if binding.footer_label.is_empty() => binding.help,
        None => binding.footer_label,
    }
}

/// Returns the command of a verb or another word for it, typed in full.
pub fn command_of(text: &str, folder: &str) -> Option<Command> {
    let query = normal(text);
    let exact = |entry: &PaletteEntry| {
        let fit = rank(entry.verb, entry.help, "", &query);
        matches!(fit, Some(Fit::Verb | Fit::Synonym))
    };
    let mut found: Vec<PaletteEntry> = entries(folder).into_iter().filter(exact).collect();
    found.sort_by_key(|entry| entry.verb != query);
    found.into_iter().next().map(|entry| entry.command)
}

/// Returns how well a text fits the entry of this verb; `None` if it doesn't.
pub fn rank(verb: &str, help: &str, key: &str, text: &str) -> Option<Fit> {
    let query = normal(text);
    let synonyms = synonyms_of(verb);
    if query == verb.to_lowercase() {
        return Some(Fit::Verb);
    }
    if synonyms.contains(&query.as_str()) {
        return Some(Fit::Synonym);
    }
    let fit = loose_fit(verb, help, key, text.trim(), &query, synonyms)?;
    Some(if is_guarded(verb) { Fit::Guarded } else { fit })
}

fn loose_fit(
    verb: &str,
    help: &str,
    key: &str,
    typed: &str,
    query: &str,
    synonyms: &[&str],
) -> Option<Fit> {
    if !key.is_empty() && (typed == key || is_other_key(verb, typed)) {
        return Some(Fit::Key);
    }
    if verb.to_lowercase().starts_with(query) {
        return Some(Fit::VerbBegins);
    }
    if synonyms.iter().any(|synonym| synonym.starts_with(query)) {
        return Some(Fit::SynonymBegins);
    }
    let text = format!("{verb} {help}").to_lowercase();
    let begins = |word: &str| {
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        words.any(|other| other.starts_with(word))
    };
    if query.split(' ').all(begins) {
        return Some(Fit::WordsBegin);
    }
    let all = format!("{text} {}", synonyms.join(" "));
    let somewhere = query.split(' ').all(|word| all.contains(word));
    somewhere.then_some(Fit::Somewhere)
}

/// Whether this is the name of a second key of the verb's action, such as `f5`.
fn is_other_key(verb: &str, typed: &str) -> bool {
    let mut own = BINDINGS.iter().filter(|binding| verb_of(binding) == verb);
    own.any(|binding| binding.keys.contains(&typed.to_lowercase().as_str()))
}

/// Whether a verb takes something away or can't be undone, so that it is never offered first unless
/// it is typed in full.
pub fn is_guarded(verb: &str) -> bool {
    [Action::Delete, Action::RevealWords, Action::Publish]
        .iter()
        .any(|action| verb == verb_of(crate::app::input::keymap::binding_of(*action)))
}

fn synonyms_of(verb: &str) -> &'static [&'static str] {
    let word = WORDS.iter().find(|word| word.verb == verb);
    let of_page = || {
        PAGES
            .iter()
            .find(|page| page.name == verb)
            .map(|page| page.words)
    };
    word.map(|word| word.synonyms)
        .or_else(of_page)
        .unwrap_or(&[])
}

fn normal(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::input::key::{Key, KeyCode};
    use std::collections::HashSet;

    #[test]
    fn no_two_entries_are_called_the_same() {
        let mut seen = HashSet::new();
        for entry in entries("") {
            assert!(seen.insert(entry.verb), "{}", entry.verb);
        }
    }

    #[test]
    fn no_synonym_means_two_things() {
        let verbs = WORDS.iter().map(|word| word.verb);
        let synonyms = WORDS.iter().flat_map(|word| word.synonyms.iter().copied());
        let mut seen = HashSet::new();
        for word in verbs.chain(synonyms) {
            assert!(seen.insert(word), "{word}");
        }
    }

    #[test]
    fn every_function_key_has_a_word() {
        let function = |name: &&str| matches!(Key::parse(name), Some(key) if matches!(key.code, KeyCode::F(_)));
        for binding in BINDINGS {
            let Some(key) = binding.keys.iter().copied().find(function) else {
                continue;
            };
            let verb = verb_of(binding);
            assert!(verb.split(' ').count() <= 2, "{key} is called `{verb}`");
            let fit = rank(verb, binding.help, binding.keys[0], key);
            let found = fit.is_some_and(|fit| fit <= Fit::Key);
            assert!(found, "{key} finds {verb}");
        }
        assert_eq!(rank("cover", "", "", "f6"), Some(Fit::Synonym));
    }

    #[test]
    fn what_is_typed_in_full_comes_before_what_begins_with_it() {
        assert_eq!(rank("undo", "Undo", "u", "Undo "), Some(Fit::Verb));
        assert_eq!(rank("quit", "Quit", "q", "wq"), Some(Fit::Synonym));
        assert_eq!(rank("points", "6 Points", "6", "6"), Some(Fit::Key));
        assert_eq!(rank("undo", "Undo", "u", "un"), Some(Fit::VerbBegins));
        assert_eq!(rank("undo", "Undo", "u", "xyz"), None);
    }

    #[test]
    fn what_takes_away_is_guarded_until_it_is_typed_in_full() {
        for part in ["d", "de", "delet", "remo", "item"] {
            let fit = rank("delete", "Delete the selected item", "d", part);
            assert_eq!(fit, Some(Fit::Guarded), "{part}");
        }
        for word in ["delete", "remove", "discard"] {
            let fit = rank("delete", "Delete the selected item", "d", word);
            assert!(fit.is_some_and(|fit| fit <= Fit::Synonym), "{word}");
        }
    }

    #[test]
    fn a_word_in_full_is_a_command() {
        let quit = Some(Command::Action(Action::Quit));
        assert_eq!(command_of("exit", ""), quit);
        assert_eq!(command_of("WQ", ""), quit);
        assert_eq!(command_of("write", ""), Some(Command::Save));
        assert_eq!(command_of("exi", ""), None);
        let export = Some(Command::Action(Action::Export));
        assert_eq!(command_of("export", ""), export);
        let Some(Command::ShowText(_, text)) = command_of("copy session", "~/acme") else {
            panic!("a text");
        };
        assert!(text.contains("accord export FOLDER") && text.ends_with("FOLDER is ~/acme"));
    }
}
