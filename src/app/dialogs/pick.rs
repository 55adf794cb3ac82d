//! Picking from a list. Typing narrows the list, so nobody has to type an id.

use tui_input::Input;

use crate::app::dialogs::choice::{ADD_WORD, Choice, ChoiceLine, Choices, Tick};
use crate::app::dialogs::line_keys::{insert_at_cursor, line_request};
use crate::app::input::command::{Command, PublishCommand, RecordCommand, TickCommand, TickValue};
use crate::app::input::condition_command::{ConditionCommand, ConditionEntry};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::palette::{self, Fit};
use crate::model::Side;

/// Maximum length of the filter in bytes, more than any label has.
const MAX_FILTER_BYTES: usize = 1_000;

/// How typed text narrows a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Matching {
    /// To the choices that contain its words, in their order.
    #[default]
    Words,
    /// To the commands that it fits, the best fit first; see [`palette::rank`].
    Commands,
}

/// Stands for no choice, but for what is to be typed.
const GUARD: usize = usize::MAX;
/// What is shown above commands that have to be typed in full.
const GUARD_LABEL: &str = "Only with its whole word: Enter types it";

/// A list to pick from.
pub struct Pick {
    /// The question.
    pub title: String,
    /// All choices.
    pub choices: Choices,
    /// Text that narrows the choices.
    pub filter: Input,
    /// Index of the selected choice among the filtered ones.
    pub cursor: usize,
    /// Index of the choice that is set already, if there is one.
    pub present: Option<usize>,
    /// How the filter narrows the choices.
    matching: Matching,
    /// What a typed text does that no choice contains, if anything.
    pub unmatched: Option<Unmatched>,
    /// Whether anything was ticked as it opened, or ticked or cleared since.
    is_ticking: bool,
    /// Whether the choices were narrowed since the last tick: the selected one is meant.
    is_narrowed: bool,
}

/// What a typed text does that no choice contains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unmatched {
    /// It is the name of somebody new who signs for this side.
    Signer(Side),
    /// It is a number for this.
    Number(EntryCommand),
    /// It is what the condition being edited asks for, which the file doesn't have.
    Condition(ConditionEntry),
}

impl Unmatched {
    /// Returns the command that asks about the text.
    pub fn command(&self, text: &str) -> Command {
        let text = text.trim().to_owned();
        match self {
            Self::Signer(side) => Command::Publish(PublishCommand::AskNewSigner(*side, text)),
            Self::Number(command) => Command::with_text(command, text),
            Self::Condition(asked) => {
                Command::Condition(ConditionCommand::Type(Box::new(asked.clone()), text))
            }
        }
    }

    /// Returns what the list says while no choice contains the text.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Signer(_) => "No participant of that name: Enter takes somebody new",
            Self::Number(_) => "Enter sets this number",
            Self::Condition(_) => "Not in this list: Enter takes it as it is typed",
        }
    }
}

/// What follows from a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PickResult {
    /// The list stays open.
    StayOpen,
    /// The list closes, and this is to be done.
    Run(Command),
    /// The list was cancelled.
    Cancelled,
}

impl Pick {
    /// Creates a list from which one choice is picked; the cursor starts on the one that the word
    /// `present` means.
    pub fn one(title: impl Into<String>, choices: Vec<Choice>, present: &str) -> Self {
        // With nothing chosen yet, start on the first real choice instead of "none of these".
        let is_present = |c: &Choice| !present.is_empty() && c.word == present;
        let present = choices.iter().position(is_present);
        Self {
            title: title.into(),
            choices: Choices::One(choices),
            filter: Input::default(),
            cursor: present.unwrap_or(0),
            present,
            matching: Matching::Words,
            unmatched: None,
            is_ticking: false,
            is_narrowed: false,
        }
    }

    /// Creates a list in which several values can be ticked, some of which are.
    pub fn many(
        title: impl Into<String>,
        ticks: Vec<Tick>,
        ticked: &[TickValue],
        command: TickCommand,
    ) -> Self {
        let ticked: Vec<bool> = ticks
            .iter()
            .map(|tick| ticked.contains(&tick.run))
            .collect();
        Self {
            is_ticking: ticked.contains(&true),
            is_narrowed: false,
            title: title.into(),
            choices: Choices::Many {
                ticks,
                ticked,
                command,
            },
            filter: Input::default(),
            cursor: 0,
            present: None,
            matching: Matching::Words,
            unmatched: None,
        }
    }

    /// Lets a text be typed that no choice contains.
    #[must_use]
    pub fn or_typed(mut self, unmatched: Unmatched) -> Self {
        self.unmatched = Some(unmatched);
        self
    }

    /// Sets how the filter narrows the choices.
    #[must_use]
    pub fn matching(mut self, matching: Matching) -> Self {
        self.matching = matching;
        self
    }

    /// Returns whether the choices are the commands of the palette.
    pub fn is_palette(&self) -> bool {
        self.matching == Matching::Commands
    }

    /// Returns all choices as they are shown.
    pub fn lines(&self) -> Vec<ChoiceLine<'_>> {
        fn line<T>(index: usize, choice: &Choice<T>, ticked: Option<bool>) -> ChoiceLine<'_> {
            ChoiceLine {
                index,
                word: &choice.word,
                label: &choice.label,
                note: &choice.note,
                ticked,
            }
        }
        match &self.choices {
            Choices::One(choices) => {
                let all = choices.iter().enumerate();
                all.map(|(index, choice)| line(index, choice, None))
                    .collect()
            }
            Choices::Many { ticks, ticked, .. } => {
                let all = ticks.iter().zip(ticked).enumerate();
                all.map(|(index, (tick, ticked))| line(index, tick, Some(*ticked)))
                    .collect()
            }
        }
    }

    /// Returns the number of choices.
    pub fn len(&self) -> usize {
        match &self.choices {
            Choices::One(choices) => choices.len(),
            Choices::Many { ticks, .. } => ticks.len(),
        }
    }

    /// Returns whether there is nothing to pick.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns whether several values can be ticked.
    pub fn is_many(&self) -> bool {
        matches!(self.choices, Choices::Many { .. })
    }

    /// Returns whether Enter takes the selected value besides what is ticked: nothing is and one is
    /// needed, nobody has ticked or cleared any, or it is what the typed text led to.
    pub fn takes_selected(&self) -> bool {
        match &self.choices {
            Choices::One(_) => true,
            Choices::Many { command, .. } => {
                self.is_narrowed || (!self.has_ticks() && (command.needs_one() || !self.is_ticking))
            }
        }
    }

    /// Returns whether a list in which nothing is ticked gives no value up, as one is needed.
    pub fn needs_one(&self) -> bool {
        matches!(&self.choices, Choices::Many { command, .. } if command.needs_one())
    }

    /// Returns whether anything is ticked.
    pub fn has_ticks(&self) -> bool {
        matches!(&self.choices, Choices::Many { ticked, .. } if ticked.contains(&true))
    }

    /// Narrows the choices to those that match a text.
    pub fn narrow(&mut self, text: &str) {
        self.filter = Input::new(text.to_owned());
        self.cursor = 0;
    }

    /// Returns the choices that match the filter.
    pub fn filtered_lines(&self) -> Vec<ChoiceLine<'_>> {
        match self.matching {
            Matching::Words => self.lines_with_words(),
            Matching::Commands => self.ranked_lines(),
        }
    }

    /// Returns the commands that fit the filter, best first. One that has to be typed in full is
    /// never the first: if there is no other, a line that says so is.
    fn ranked_lines(&self) -> Vec<ChoiceLine<'_>> {
        let text = self.filter.value();
        if text.trim().is_empty() {
            return self.lines();
        }
        let fit = |line: ChoiceLine<'_>| palette::rank(line.word, line.label, line.note, text);
        let mut ranked: Vec<(Fit, ChoiceLine<'_>)> = self
            .lines()
            .into_iter()
            .filter_map(|line| Some((fit(line)?, line)))
            .collect();
        ranked.sort_by_key(|(fit, _)| *fit);
        let guarded = ranked.first().is_some_and(|(fit, _)| *fit == Fit::Guarded);
        let guard = guarded.then_some(ChoiceLine {
            index: GUARD,
            word: "",
            label: GUARD_LABEL,
            note: "",
            ticked: None,
        });
        let lines = ranked.into_iter().map(|(_, line)| line);
        guard.into_iter().chain(lines).collect()
    }

    fn lines_with_words(&self) -> Vec<ChoiceLine<'_>> {
        let words: Vec<String> = self
            .filter
            .value()
            .to_lowercase()
            .split_whitespace()
            .map(Into::into)
            .collect();
        let mut lines = self.lines();
        if !words.is_empty() {
            lines.retain(|line| {
                let text = format!("{} {}", line.label, line.note).to_lowercase();
                // A new one can be added whatever was typed.
                line.word == ADD_WORD || words.iter().all(|word| text.contains(word))
            });
        }
        lines
    }

    /// Selects exactly these choices, by index: ticks them, or puts the cursor on the first.
    pub fn choose(&mut self, chosen: &[usize]) {
        self.filter.reset();
        (self.is_ticking, self.is_narrowed) = (true, false);
        match &mut self.choices {
            Choices::One(_) => self.cursor = chosen.first().copied().unwrap_or(self.cursor),
            Choices::Many { ticked, .. } => {
                for (index, ticked) in ticked.iter_mut().enumerate() {
                    *ticked = chosen.contains(&index);
                }
            }
        }
    }

    /// Handles a key.
    pub fn key(&mut self, key: Key) -> PickResult {
        let last = self.filtered_lines().len().saturating_sub(1);
        match key.code {
            KeyCode::Esc => return PickResult::Cancelled,
            KeyCode::Enter if self.selected_index() == Some(GUARD) => self.type_whole_word(),
            KeyCode::Enter => return self.finish(),
            KeyCode::Up => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(8),
            KeyCode::PageDown => self.cursor = (self.cursor + 8).min(last),
            KeyCode::Tab if self.is_many() => self.tick(),
            // In a text they move its cursor.
            KeyCode::Home if self.filter.value().is_empty() => self.cursor = 0,
            KeyCode::End if self.filter.value().is_empty() => self.cursor = last,
            // After the first letters it is a blank between words.
            KeyCode::Char(' ') if self.is_many() && self.filter.value().is_empty() => self.tick(),
            _ => {
                if let Some(request) = line_request(key) {
                    let before = self.filter.value().to_owned();
                    self.filter.handle(request);
                    self.note_narrowed(&before);
                    let last = self.filtered_lines().len().saturating_sub(1);
                    self.cursor = match self.matching {
                        Matching::Words => self.cursor.min(last),
                        Matching::Commands => 0,
                    };
                }
            }
        }
        PickResult::StayOpen
    }

    /// Inserts typed or pasted text into the filter, up to its maximum length. Returns whether all
    /// of it fitted.
    #[must_use]
    pub fn insert_text(&mut self, text: &str) -> bool {
        let room = MAX_FILTER_BYTES.saturating_sub(self.filter.value().len());
        let mut taken = String::new();
        let mut all = true;
        for c in text.chars() {
            let c = if c.is_whitespace() { ' ' } else { c };
            if taken.len() + c.len_utf8() > room {
                all = false;
                break;
            }
            if !c.is_control() {
                taken.push(c);
            }
        }
        let before = self.filter.value().to_owned();
        insert_at_cursor(&mut self.filter, &taken);
        self.note_narrowed(&before);
        self.cursor = 0;
        all
    }

    /// Notes that the filter has changed, if it has.
    fn note_narrowed(&mut self, before: &str) {
        if self.filter.value() != before {
            self.is_narrowed = !self.filter.value().trim().is_empty();
        }
    }

    /// Types the word of the first command that has to be typed in full, so that another Enter runs
    /// it.
    fn type_whole_word(&mut self) {
        let word = self
            .filtered_lines()
            .get(1)
            .map(|line| line.word.to_owned());
        self.narrow(&word.unwrap_or_default());
    }

    fn tick(&mut self) {
        let Some(index) = self.selected_index() else {
            return;
        };
        if let Choices::Many { ticked, .. } = &mut self.choices
            && let Some(ticked) = ticked.get_mut(index)
        {
            *ticked = !*ticked;
            (self.is_ticking, self.is_narrowed) = (true, false);
        }
    }

    fn selected_index(&self) -> Option<usize> {
        self.filtered_lines()
            .get(self.cursor)
            .map(|line| line.index)
    }

    fn take_unmatched(&self) -> PickResult {
        let text = self.filter.value();
        let unmatched = self.unmatched.as_ref();
        match unmatched.filter(|_| !text.trim().is_empty()) {
            Some(unmatched) => PickResult::Run(unmatched.command(text)),
            None => PickResult::StayOpen,
        }
    }

    /// Returns the command of a choice, with the text that was typed in search of it if the choice
    /// is a new one.
    fn typed_as(&self, choice: &Choice) -> Command {
        match choice.run.clone() {
            Command::Record(RecordCommand::TypeField(at, key, _)) => {
                let text = self.filter.value().trim().to_owned();
                Command::Record(RecordCommand::TypeField(at, key, text))
            }
            run => run,
        }
    }

    /// Picks the ticked values in list order, with the selected one where it counts, or the selected
    /// one if only one can be.
    fn finish(&mut self) -> PickResult {
        let selected = self.selected_index();
        match &self.choices {
            Choices::One(choices) => match selected.and_then(|index| choices.get(index)) {
                Some(choice) => PickResult::Run(self.typed_as(choice)),
                None => self.take_unmatched(),
            },
            Choices::Many {
                ticks,
                ticked,
                command,
            } => {
                let adds = |index: usize| ticks.get(index).is_some_and(|t| t.word == ADD_WORD);
                // A new one is made after the others.
                let added = selected.filter(|index| adds(*index));
                let counts = self.takes_selected();
                let also = selected.filter(|index| counts && !adds(*index));
                let all = ticks.iter().zip(ticked).enumerate();
                let chosen = all.filter(|(index, (tick, ticked))| {
                    let is_new = tick.word == ADD_WORD && added == Some(*index);
                    !is_new && (**ticked || also == Some(*index))
                });
                let chosen = chosen.map(|(_, (tick, _))| tick);
                let added = added.and_then(|index| ticks.get(index));
                let typed = self.filter.value().trim();
                let added = added.map(|tick| tick.run.clone().typed_as(typed));
                let values = chosen.map(|tick| tick.run.clone()).chain(added).collect();
                PickResult::Run(Command::Ticked(command.clone(), values))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::input::condition_command::Operator;
    use crate::app::input::keymap::Action;

    const LABELS: [&str; 3] = ["Demo", "Budget approved", "Budget asked for"];

    #[test]
    fn typing_narrows_and_enter_takes() {
        let choices = LABELS
            .iter()
            .zip([Action::Help, Action::Find, Action::Park])
            .map(|(label, action)| Choice::new("", *label, "", Command::Action(action)))
            .collect();
        let mut list = Pick::one("t", choices, "");
        for key in Key::parse_all("budget ask") {
            assert_eq!(list.key(key), PickResult::StayOpen);
        }
        assert_eq!(
            list.key(Key::parse("enter").unwrap()),
            PickResult::Run(Command::Action(Action::Park))
        );
    }

    fn many(command: &TickCommand, ticked: &[&str]) -> Pick {
        let word = |label: &str| TickValue::Word(label.to_lowercase());
        let ticks = LABELS.map(|label| Tick::new("", label, "", word(label)));
        let ticked: Vec<TickValue> = ticked.iter().map(|label| word(label)).collect();
        Pick::many("t", ticks.to_vec(), &ticked, command.clone())
    }

    /// What is chosen by keys and Enter, in a list with some ticks.
    fn chosen(ticked: &[&str], keys: &str) -> Vec<String> {
        let command = TickCommand::ConditionValues("topic".into(), Operator::Is);
        let mut list = many(&command, ticked);
        for key in Key::parse_all(keys) {
            assert_eq!(list.key(key), PickResult::StayOpen);
        }
        match list.key(Key::parse("enter").unwrap()) {
            PickResult::Run(Command::Ticked(_, values)) => values
                .into_iter()
                .map(|value| match value {
                    TickValue::Word(word) => word,
                    other => panic!("{other:?}"),
                })
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn enter_takes_the_selected_row_where_nobody_has_ticked_any() {
        assert_eq!(chosen(&[], ""), ["demo"]);
        assert_eq!(chosen(&[], "<down>"), ["budget approved"]);
        // What was cleared on purpose is cleared.
        assert_eq!(chosen(&["Demo"], " "), Vec::<String>::new());
        assert_eq!(chosen(&[], "  "), Vec::<String>::new());
        // What is ticked is what is chosen.
        assert_eq!(chosen(&["Demo"], "<down>"), ["demo"]);
    }

    #[test]
    fn enter_takes_what_the_typed_text_led_to_beside_the_ticks() {
        assert_eq!(chosen(&["Demo"], " budget asked "), ["budget asked for"]);
        assert_eq!(chosen(&["Demo"], "asked"), ["demo", "budget asked for"]);
        assert_eq!(
            chosen(&["Demo"], "asked<tab>"),
            ["demo", "budget asked for"]
        );
        assert_eq!(chosen(&["Demo"], "asked<tab><tab>"), ["demo"]);
        assert_eq!(chosen(&["Demo"], "asked<ctrl-u>"), ["demo"]);
    }

    #[test]
    fn home_and_end_go_to_the_first_and_the_last_row() {
        assert_eq!(chosen(&[], "<end> "), ["budget asked for"]);
        assert_eq!(chosen(&[], "<end><home> "), ["demo"]);
    }

    #[test]
    fn several_come_in_listed_order() {
        let word = |label: &str| TickValue::Word(label.to_lowercase());
        let ticks = LABELS.map(|label| Tick::new("", label, "", word(label)));
        let command = TickCommand::ConditionValues("topic".into(), Operator::Is);
        let mut list = Pick::many("t", ticks.to_vec(), &[], command.clone());
        for key in Key::parse_all("<down> <up> ") {
            list.key(key);
        }
        let expected = vec![word("Demo"), word("Budget approved")];
        assert_eq!(
            list.key(Key::parse("enter").unwrap()),
            PickResult::Run(Command::Ticked(command, expected))
        );
    }
}
