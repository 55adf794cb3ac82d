//! The table of key bindings: the source of dispatch, footer, help, palette and the key page in
//! the docs.

use serde::{Deserialize, Serialize};

use super::key::Key;

/// What a key does outside text fields and dialogs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Action {
    /// Select the row above.
    Up,
    /// Select the row below.
    Down,
    /// Go to the list, or a column left.
    Left,
    /// Go to the detail pane, or a column right.
    Right,
    /// Select the first row.
    First,
    /// Select the last row.
    Last,
    /// Go a page up.
    PageUp,
    /// Go a page down.
    PageDown,
    /// Edit the focused row.
    Edit,
    /// Tick, untick or clear.
    Tick,
    /// Add one record.
    Add,
    /// Add records from a quick list.
    QuickList,
    /// Delete the selected record.
    Delete,
    /// Copy the selected record.
    Copy,
    /// Mark the selected row, or take its mark away.
    Mark,
    /// Narrow the list by a text.
    Filter,
    /// Show the list in the next order.
    Sort,
    /// Move the selected record up.
    MoveUp,
    /// Move the selected record down.
    MoveDown,
    /// Count up.
    Plus,
    /// Count down.
    Minus,
    /// Show more fields, or fewer.
    MoreFields,
    /// Go to the next pane.
    NextPane,
    /// Go to a step, 1 to 9.
    Step(u8),
    /// Go to the next step.
    NextStep,
    /// Go to the previous step.
    PreviousStep,
    /// Go to the next of Points, Rules and Preview, in a loop.
    Loop,
    /// Reveal both sides' words.
    RevealWords,
    /// Vote on the focused row.
    Ballot,
    /// Open the estimate sheet.
    Sheet,
    /// Move the band or rule that shares the number.
    MoveLinked,
    /// Try another number, or compare the points and rules kept with those there now.
    WhatIf,
    /// Record who agrees.
    Sign,
    /// Publish.
    Publish,
    /// Read the draft as it would be published.
    ReadDraft,
    /// Show a document before it is written.
    Export,
    /// Say what the columns of the leads file mean.
    MapFile,
    /// Show the seven points.
    SevenPoints,
    /// List the published versions.
    Versions,
    /// Park a thought.
    Park,
    /// Open the room view.
    RoomView,
    /// Show or hide the verdict on a lead in the room view.
    RoomVerdict,
    /// Write a picture of what the room sees.
    Picture,
    /// Show questions to ask the room.
    Questions,
    /// Show benchmark figures from elsewhere.
    Benchmarks,
    /// Start or pause the clock.
    Timer,
    /// Add two minutes.
    MoreTime,
    /// Undo.
    Undo,
    /// Redo.
    Redo,
    /// List all findings.
    Findings,
    /// Go to the next finding.
    NextFinding,
    /// Go to the previous finding.
    PreviousFinding,
    /// Suggest sample leads from the model.
    SuggestSamples,
    /// Copy the selected row, or the text on the screen.
    CopyText,
    /// Turn the mouse off or on.
    Mouse,
    /// Find anything by name.
    Find,
    /// Find a command by name.
    Palette,
    /// Show the keys.
    Help,
    /// Go back.
    Back,
    /// Quit.
    Quit,
}

/// A row of the table.
pub struct Binding {
    /// The action.
    pub action: Action,
    /// Names of the keys; the first is printed.
    pub keys: &'static [&'static str],
    /// The key as the footer prints it, if that differs.
    pub footer_key: &'static str,
    /// A word or two for the footer; blank keeps it out.
    pub footer_label: &'static str,
    /// One line for help and palette.
    pub help: &'static str,
}

macro_rules! bindings {
    ($($action:expr, [$($key:literal),*], $footer_key:literal, $footer_label:literal, $help:literal;)+) => {
        &[$(Binding { action: $action, keys: &[$($key),*], footer_key: $footer_key, footer_label: $footer_label, help: $help }),+]
    };
}

/// Every key binding of the workbench outside dialogs, in the order of the help. Dialogs match keys
/// of their own: see `key_in_dialog` in `update/keys.rs`, and `ballot/`. The footer shows what
/// `COMMON` in `screens/frame.rs` and a step's `footer_actions` name.
#[rustfmt::skip]
pub const BINDINGS: &[Binding] = bindings![
    Action::Edit, ["enter"], "Enter", "edit", "Edit the selected item; in the list, open its details";
    Action::Plus, ["+", "="], "+/-", "points", "Add one to the selected number: points, a minimum, minutes";
    Action::Minus, ["-"], "-", "", "Take one from the selected number";
    Action::Tick, ["space", "x"], "Space", "tick", "Tick a lead's answer: yes, no, not known";
    Action::Add, ["a"], "a", "add", "Add an item here";
    Action::QuickList, ["A"], "A", "list", "A quick list: many at once, typed or pasted, one per line";
    Action::Delete, ["d", "delete"], "d", "delete", "Delete the selected item (undo brings it back)";
    Action::Copy, ["c"], "c", "copy", "Copy the selected item; the copy stands below it";
    Action::Mark, ["z"], "z", "mark", "Mark the selected row; an edit of a marked one changes all of them, Esc clears the marks";
    Action::Filter, ["f"], "f", "filter", "Narrow the list by a text, on Points, Preview and in the findings; Esc clears it";
    Action::Sort, ["S"], "S", "sort", "Show the list in another order, on Points, Preview and in the findings; the document keeps its own";
    Action::MoveUp, ["K"], "K/J", "move", "Move the selected item up within its section";
    Action::MoveDown, ["J"], "J", "", "Move the selected item down within its section";
    Action::RevealWords, ["r"], "r", "reveal", "Reveal both sides' wording; this can't be undone";
    Action::Ballot, ["v"], "v", "vote", "Vote on the selected item; hidden until all have voted";
    Action::Sheet, ["V"], "V", "sheet", "The estimate sheet: a row of votes for each voter, on the whole list";
    Action::MoveLinked, ["b"], "b", "move both", "Also move the band or rule at the same number";
    Action::WhatIf, ["W"], "W", "what if", "What if: W15 tries 15 in place of the selected number; elsewhere W keeps the points and rules as A, then compares";
    Action::Sign, ["s"], "s", "agree", "Record agreement to the selected item; on Publish, one side's agreement to exactly this text";
    Action::Publish, ["P"], "P", "publish", "Publish the next version";
    Action::ReadDraft, ["D"], "D", "read draft", "Read the draft as it would be published, with what changed since the last version";
    Action::Export, ["E"], "E", "export", "Export: choose a document, look at it, write it; while the draft is read, write its handbook with the changes marked";
    Action::SevenPoints, ["L"], "L", "seven points", "The seven points: what is settled, what proves it, what is open";
    Action::MapFile, ["F"], "F", "map", "Map the leads file: what its columns and words mean, how it writes numbers and dates";
    Action::Versions, ["R"], "R", "versions", "The published versions: view, compare, restore one as the draft";
    Action::Loop, ["o"], "o", "points>rules>preview", "Cycle through Points, Rules and Preview, keeping the place in each";
    Action::MoreFields, ["m"], "m", "more", "More fields, or fewer";
    Action::NextPane, ["tab", "backtab"], "Tab", "pane", "Next pane";
    Action::Undo, ["u", "ctrl-z"], "u", "undo", "Undo the last change";
    Action::Redo, ["U", "ctrl-y", "ctrl-r"], "U", "redo", "Redo what was undone";
    Action::Park, ["p"], "p", "park", "Park a thought and come back to where you were";
    Action::Findings, ["!"], "!", "findings", "Findings: what must be fixed, what is worth a look, notes, and where";
    Action::NextFinding, ["n"], "n", "", "To the next finding";
    Action::PreviousFinding, ["N"], "N", "", "To the previous finding";
    Action::SuggestSamples, ["M"], "M", "from model", "Sample leads made by the model: at each threshold, and the extremes";
    Action::Timer, ["t"], "t", "clock", "Start or pause the clock of this step, or of the break selected on Room";
    Action::MoreTime, ["T"], "T", "", "Two minutes more for this step";
    Action::RoomView, ["f5", "ctrl-w"], "F5", "room", "The room view: what the projector shows; again, or Esc, to come back";
    Action::RoomVerdict, ["i"], "i", "verdict", "Show the room the verdict on the selected lead before it has voted, or hide it";
    Action::Picture, ["f9", "ctrl-p"], "F9", "picture", "A picture to take away: what the room sees now, as SVG and as text, without names, in the session's pictures";
    Action::Questions, ["w"], "w", "", "Questions worth asking the room; in the room view, the next one";
    Action::Benchmarks, ["B"], "B", "", "Benchmarks from elsewhere, with their publishers";
    Action::CopyText, ["C"], "C", "", "Copy text: the selected row, or all of a long text, to the clipboard of the terminal";
    Action::Mouse, ["f8", "ctrl-x"], "F8", "", "Mouse off or on; Shift and drag selects text";
    Action::Find, ["/"], "/", "find", "Find anything by name";
    Action::Palette, [":"], ":", "", "Every command by name";
    Action::NextStep, ["]"], "1-9 [ ]", "step", "Next step";
    Action::PreviousStep, ["["], "[", "", "Previous step";
    Action::Step(1), ["1", "alt-1"], "1", "", "1 Room";
    Action::Step(2), ["2", "alt-2"], "2", "", "2 Evidence";
    Action::Step(3), ["3", "alt-3"], "3", "", "3 Personas";
    Action::Step(4), ["4", "alt-4"], "4", "", "4 Journey";
    Action::Step(5), ["5", "alt-5"], "5", "", "5 Stages";
    Action::Step(6), ["6", "alt-6"], "6", "", "6 Points";
    Action::Step(7), ["7", "alt-7"], "7", "", "7 Rules";
    Action::Step(8), ["8", "alt-8"], "8", "", "8 Preview";
    Action::Step(9), ["9", "alt-9"], "9", "", "9 Publish";
    Action::Up, ["up", "k"], "Up k", "", "Select the row above";
    Action::Down, ["down", "j"], "Down j", "", "Select the row below";
    Action::Left, ["left", "h"], "Left h", "", "To the list, or a column left";
    Action::Right, ["right", "l"], "Right l", "", "To the details, or a column right";
    Action::First, ["home", "g"], "Home g", "", "Select the first row";
    Action::Last, ["end", "G"], "End G", "", "Select the last row";
    Action::PageUp, ["pageup", "ctrl-b"], "PgUp", "", "A page up";
    Action::PageDown, ["pagedown", "ctrl-f"], "PgDn", "", "A page down";
    Action::Back, ["esc"], "Esc", "", "Back, close, cancel";
    Action::Quit, ["q", "ctrl-c"], "q", "quit", "Quit; everything is saved";
    Action::Help, ["?", "f1"], "?", "help", "This help";
];

/// Returns the action bound to a key.
pub fn action_for(key: Key) -> Option<Action> {
    BINDINGS
        .iter()
        .find(|binding| {
            binding
                .keys
                .iter()
                .any(|name| Key::parse(name) == Some(key))
        })
        .map(|binding| binding.action)
}

/// Returns the binding of an action.
pub fn binding_of(action: Action) -> &'static Binding {
    BINDINGS
        .iter()
        .find(|binding| binding.action == action)
        .unwrap_or(&BINDINGS[0])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::KeyCode;
    use std::collections::HashSet;

    #[test]
    fn every_key_reads_and_none_is_bound_twice() {
        let mut seen = HashSet::new();
        for name in BINDINGS.iter().flat_map(|b| b.keys) {
            assert!(Key::parse(name).is_some(), "{name}");
            assert!(seen.insert(*name), "{name} is bound twice");
        }
    }

    #[test]
    fn every_function_key_has_another_way() {
        let is_function = |name: &&&str| matches!(Key::parse(name), Some(key) if matches!(key.code, KeyCode::F(_)));
        for binding in BINDINGS {
            let functions = binding.keys.iter().filter(is_function).count();
            assert!(
                functions == 0 || functions < binding.keys.len(),
                "{}",
                binding.help
            );
        }
    }

    #[test]
    fn a_key_finds_its_action() {
        assert_eq!(action_for(Key::char('U')), Some(Action::Redo));
        assert_eq!(action_for(Key::char('7')), Some(Action::Step(7)));
        assert_eq!(action_for(Key::char('€')), None);
    }
}
