//! Picking from a list. Typing narrows the list, so nobody has to type an id.

use tui_input::Input;

use crate::app::dialogs::line_keys::{insert_at_cursor, line_request};
use crate::app::input::command::{Command, TickCommand, TickValue};
use crate::app::input::key::{Key, KeyCode};

/// One choice; picking it gives `T`, usually a command to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T = Command> {
    /// A word that means it, such as an id; the plain mode accepts it. Blank if there is none.
    pub word: String,
    /// The text shown.
    pub label: String,
    /// A note beside the label.
    pub note: String,
    /// What it stands for.
    pub run: T,
}

impl<T> Choice<T> {
    /// Creates a choice.
    pub fn new(
        word: impl Into<String>,
        label: impl Into<String>,
        note: impl Into<String>,
        run: T,
    ) -> Self {
        Self {
            word: word.into(),
            label: label.into(),
            note: note.into(),
            run,
        }
    }
}

/// A choice whose value can be ticked.
pub type Tick = Choice<TickValue>;

/// The choices of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choices {
    /// One is picked, and its command runs.
    One(Vec<Choice>),
    /// Any number is ticked.
    Many {
        /// The choices.
        ticks: Vec<Tick>,
        /// Whether each of them is ticked.
        ticked: Vec<bool>,
        /// What the ticked values are for.
        command: TickCommand,
    },
}

/// A choice as it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChoiceLine<'a> {
    /// Its index among all choices.
    pub index: usize,
    /// A word that means it.
    pub word: &'a str,
    /// The text shown.
    pub label: &'a str,
    /// A note beside the label.
    pub note: &'a str,
    /// Whether it is ticked; `None` if only one can be picked.
    pub ticked: Option<bool>,
}

/// Maximum length of the filter in bytes, more than any label has.
const MAX_FILTER_BYTES: usize = 1_000;

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
        let cursor = choices.iter().position(is_present).unwrap_or(0);
        Self {
            title: title.into(),
            choices: Choices::One(choices),
            filter: Input::default(),
            cursor,
        }
    }

    /// Creates a list in which several values can be ticked, some of which are.
    pub fn many(
        title: impl Into<String>,
        ticks: Vec<Tick>,
        ticked: &[TickValue],
        command: TickCommand,
    ) -> Self {
        let ticked = ticks
            .iter()
            .map(|tick| ticked.contains(&tick.run))
            .collect();
        Self {
            title: title.into(),
            choices: Choices::Many {
                ticks,
                ticked,
                command,
            },
            filter: Input::default(),
            cursor: 0,
        }
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

    /// Returns whether the selected value counts if nothing is ticked.
    pub fn needs_one(&self) -> bool {
        matches!(&self.choices, Choices::Many { command, .. } if command.needs_one())
    }

    /// Returns the choices that match the filter.
    pub fn filtered_lines(&self) -> Vec<ChoiceLine<'_>> {
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
                words.iter().all(|word| text.contains(word))
            });
        }
        lines
    }

    /// Selects exactly these choices, by index: ticks them, or puts the cursor on the first.
    pub fn choose(&mut self, chosen: &[usize]) {
        self.filter.reset();
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
            KeyCode::Enter => return self.finish(),
            KeyCode::Up => self.cursor = self.cursor.saturating_sub(1),
            KeyCode::Down => self.cursor = (self.cursor + 1).min(last),
            KeyCode::PageUp => self.cursor = self.cursor.saturating_sub(8),
            KeyCode::PageDown => self.cursor = (self.cursor + 8).min(last),
            KeyCode::Char(' ') if self.is_many() => self.tick(),
            _ => {
                if let Some(request) = line_request(key) {
                    self.filter.handle(request);
                    self.cursor = self
                        .cursor
                        .min(self.filtered_lines().len().saturating_sub(1));
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
        insert_at_cursor(&mut self.filter, &taken);
        self.cursor = 0;
        all
    }

    fn tick(&mut self) {
        let Some(index) = self.selected_index() else {
            return;
        };
        if let Choices::Many { ticked, .. } = &mut self.choices
            && let Some(ticked) = ticked.get_mut(index)
        {
            *ticked = !*ticked;
        }
    }

    fn selected_index(&self) -> Option<usize> {
        self.filtered_lines()
            .get(self.cursor)
            .map(|line| line.index)
    }

    /// Picks the ticked values in list order, or the selected one if none is ticked or only one
    /// can be.
    fn finish(&mut self) -> PickResult {
        let selected = self.selected_index();
        match &self.choices {
            Choices::One(choices) => match selected.and_then(|index| choices.get(index)) {
                Some(choice) => PickResult::Run(choice.run.clone()),
                None => PickResult::StayOpen,
            },
            Choices::Many {
                ticks,
                ticked,
                command,
            } => {
                let all = ticks.iter().zip(ticked);
                let chosen = all.filter(|(_, ticked)| **ticked).map(|(tick, _)| tick);
                let mut values: Vec<TickValue> = chosen.map(|tick| tick.run.clone()).collect();
                if values.is_empty() && command.needs_one() {
                    let selected = selected.and_then(|index| ticks.get(index));
                    values.extend(selected.map(|tick| tick.run.clone()));
                }
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
