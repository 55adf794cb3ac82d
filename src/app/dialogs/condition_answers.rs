//! What the condition editor does with what was picked, ticked or typed, and what it asks next.

use crate::app::dialogs::condition_editor::ConditionEditor;
use crate::app::dialogs::condition_lists::{begun_list, split_list};
use crate::app::dialogs::condition_numbers::{is_refused, read_count, read_days};
use crate::app::dialogs::condition_operator::{operators_of, values_of, with_value, without};
use crate::app::dialogs::condition_questions::{
    self, ConditionResult, ask_count, ask_days, ask_events, ask_field, ask_operator, ask_sequence,
    ask_typed,
};
use crate::app::dialogs::parts_hold::PartsHold;
use crate::app::input::condition_command::{ConditionCommand, ConditionEntry, Operator};
use crate::evidence::DataSummary;
use crate::model::{Condition, EventNames};

impl ConditionEditor {
    /// Accepts what was picked, and asks for what is still missing. `data` is known of the leads.
    pub fn accept_choice(
        &mut self,
        picked: ConditionCommand,
        data: Option<&DataSummary>,
    ) -> ConditionResult {
        match picked {
            ConditionCommand::Change(piece) => self.change_piece(piece, data),
            ConditionCommand::AskField => ask_field(self.columns(data), ""),
            ConditionCommand::AskEvent | ConditionCommand::AskEventNotDone => {
                self.negated = picked == ConditionCommand::AskEventNotDone;
                ask_events(data, &[])
            }
            ConditionCommand::AskSequence => ask_sequence(data, &[]),
            ConditionCommand::Field(field) => self.take_field(&field, data),
            ConditionCommand::Operator(field, operator) => self.ask_value(field, operator, data),
            ConditionCommand::Type(asked, text) if is_refused(&asked, &text) => {
                ask_typed(*asked, &text)
            }
            ConditionCommand::Type(asked, text) => self.accept_text_and(*asked, &text, data),
        }
    }

    /// Accepts what was typed, and asks for what is still missing. What can't be read changes
    /// nothing: the text was refused with a sentence before.
    pub fn accept_text(&mut self, asked: ConditionEntry, text: &str) -> ConditionResult {
        self.accept_text_and(asked, text, None)
    }

    /// Accepts what was typed or picked; `data` is known of the leads.
    pub fn accept_text_and(
        &mut self,
        asked: ConditionEntry,
        text: &str,
        data: Option<&DataSummary>,
    ) -> ConditionResult {
        match asked {
            ConditionEntry::Field => self.take_field(text.trim(), data),
            ConditionEntry::Event => self.take_events(split_list(text)),
            ConditionEntry::Value(field, operator) => {
                self.finish_field(field, operator, split_list(text), text)
            }
            ConditionEntry::Count(events) => {
                let Ok(often) = read_count(text) else {
                    return ConditionResult::StayOpen;
                };
                match self.part_changed() {
                    Some(part) => self.push_part(often.on(part)),
                    None => ask_days(often.on(on_events(events))),
                }
            }
            ConditionEntry::Days(condition) => match read_days(text) {
                Ok(days) => self.push_part(days.on(*condition)),
                Err(_) => ConditionResult::StayOpen,
            },
            ConditionEntry::Sequence => {
                let sequence = split_list(text);
                if sequence.is_empty() {
                    return ConditionResult::StayOpen;
                }
                let sequence = Some(sequence);
                if let Some(part) = self.part_changed() {
                    return self.push_part(Condition { sequence, ..part });
                }
                ask_days(Condition {
                    sequence,
                    ..Condition::default()
                })
            }
        }
    }

    /// Accepts the values ticked for a field, with `typed` besides, which is yet to be typed if it is
    /// blank.
    pub fn accept_values(
        &mut self,
        field: String,
        operator: Operator,
        mut values: Vec<String>,
        typed: Option<&str>,
    ) -> ConditionResult {
        if typed == Some("") {
            return ask_typed(ConditionEntry::Value(field, operator), &begun_list(&values));
        }
        values.extend(typed.map(str::to_owned));
        self.finish_field(field, operator, values, "")
    }

    /// Accepts the events ticked, with `typed` besides, which is yet to be typed if it is blank.
    pub fn accept_events(
        &mut self,
        mut names: Vec<String>,
        typed: Option<&str>,
    ) -> ConditionResult {
        if typed == Some("") {
            return ask_typed(ConditionEntry::Event, &begun_list(&names));
        }
        names.extend(typed.map(str::to_owned));
        self.take_events(names)
    }

    /// Takes the field picked: of a part being changed, or of a new one, whose comparison follows.
    fn take_field(&mut self, field: &str, data: Option<&DataSummary>) -> ConditionResult {
        match self.part_changed() {
            _ if field.is_empty() => ConditionResult::StayOpen,
            Some(part) => self.push_part(Condition {
                field: Some(field.to_owned()),
                ..part
            }),
            None => ask_operator(field, self.columns(data)),
        }
    }

    /// Takes the events picked: of a part being changed, or of a new one, whose count follows.
    fn take_events(&mut self, names: Vec<String>) -> ConditionResult {
        let Some(events) = EventNames::new(names) else {
            return ConditionResult::StayOpen;
        };
        match self.part_changed() {
            Some(part) => self.push_part(Condition {
                event: Some(events),
                ..part
            }),
            None => ask_count(&on_events(events)),
        }
    }

    /// Returns the part being changed.
    pub(super) fn part_changed(&self) -> Option<Condition> {
        self.parts.get(self.changing?).cloned()
    }

    /// Asks what a field is compared with, if this comparison needs a value.
    pub(super) fn ask_value(
        &mut self,
        field: String,
        operator: Operator,
        data: Option<&DataSummary>,
    ) -> ConditionResult {
        if operator.is_alone() {
            return self.finish_field(field, operator, Vec::new(), "");
        }
        let now = self.values_kept(operator);
        condition_questions::ask_value(field, operator, self.columns(data), &now)
    }

    /// Returns the values of the part being changed that a comparison can go on with: its own, or
    /// those of another comparison of the same kind.
    fn values_kept(&self, operator: Operator) -> Vec<String> {
        let kind = |operator: Operator| match operator {
            Operator::Min | Operator::Max => 1,
            Operator::OnOrAfter | Operator::OnOrBefore => 2,
            Operator::Within | Operator::OlderThan => 3,
            Operator::DaysBetween => 4,
            _ => 0,
        };
        let Some(part) = self.part_changed() else {
            return Vec::new();
        };
        let own = values_of(&part, operator);
        if !own.is_empty() {
            return own;
        }
        let others = operators_of(&part).into_iter();
        let same = others.filter(|other| kind(*other) == kind(operator));
        same.flat_map(|other| values_of(&part, other)).collect()
    }

    /// Adds a comparison of a field with `values` or, as a whole, `text`: to a new part, or in place
    /// of what the part being changed compares now.
    fn finish_field(
        &mut self,
        field: String,
        operator: Operator,
        values: Vec<String>,
        text: &str,
    ) -> ConditionResult {
        let mut base = self.part_changed().unwrap_or_default();
        let there = operators_of(&base);
        if !there.contains(&operator) {
            base = there.into_iter().fold(base, without);
        }
        base.field = Some(field);
        match with_value(base, operator, values, text) {
            Ok(condition) => self.push_part(condition),
            Err(_) => ConditionResult::StayOpen,
        }
    }

    /// Adds a part, or replaces the one being changed.
    pub(super) fn push_part(&mut self, condition: Condition) -> ConditionResult {
        let index = self.changing.take();
        let negated = std::mem::take(&mut self.negated);
        match index.and_then(|index| self.parts.get_mut(index)) {
            Some(part) => *part = condition,
            None if negated => {
                let none = PartsHold::None.join(&[condition]);
                self.parts.extend(none);
                self.cursor = self.parts.len();
            }
            None => {
                self.parts.push(condition);
                self.cursor = self.parts.len();
            }
        }
        ConditionResult::StayOpen
    }
}

/// Returns a condition on events, each of which counts.
fn on_events(events: EventNames) -> Condition {
    Condition {
        event: Some(events),
        ..Condition::default()
    }
}
