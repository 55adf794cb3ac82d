//! One part of a condition, changed piece by piece: its field, comparison and value, or its events,
//! count, days and what their rows must say.

use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::condition_editor::ConditionEditor;
use crate::app::dialogs::condition_operator::operators_of;
use crate::app::dialogs::condition_questions::{
    ConditionResult, ask_count, ask_days, ask_events, ask_field, ask_operator, ask_sequence,
    open_pick,
};
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::Command;
use crate::app::input::condition_command::{ConditionCommand, ConditionPiece, Operator};
use crate::evidence::DataSummary;
use crate::model::{Condition, EventNames, wording};

impl ConditionEditor {
    /// Asks which piece of a part to change.
    pub(super) fn ask_piece(&mut self, index: usize) -> ConditionResult {
        let Some(part) = self.parts.get(index) else {
            return ConditionResult::StayOpen;
        };
        self.changing = Some(index);
        let choice = |(piece, word, label): (ConditionPiece, &str, String)| {
            let run = Command::Condition(ConditionCommand::Change(piece));
            Choice::new(word, label, "", run)
        };
        let choices = pieces_of(part).into_iter().map(choice).collect();
        open_pick(Pick::one(wording::condition(part), choices, ""))
    }

    /// Asks for a piece of the part being changed, or changes it at once.
    pub(super) fn change_piece(
        &mut self,
        piece: ConditionPiece,
        data: Option<&DataSummary>,
    ) -> ConditionResult {
        let part = self.changing.and_then(|index| self.parts.get(index));
        let Some(part) = part.cloned() else {
            return ConditionResult::StayOpen;
        };
        let field = part.field.clone().unwrap_or_default();
        match piece {
            ConditionPiece::Field => ask_field(self.columns(data), &field),
            ConditionPiece::Operator => ask_operator(&field, self.columns(data)),
            ConditionPiece::Value(operator) => self.ask_value(field, operator, data),
            ConditionPiece::Event => {
                ask_events(data, part.event.as_ref().map_or(&[], EventNames::names))
            }
            ConditionPiece::Count => ask_count(&part),
            ConditionPiece::DistinctDays => self.push_part(Condition {
                distinct_days: !part.distinct_days,
                ..part
            }),
            ConditionPiece::Row => self.open_row(data),
            ConditionPiece::Days => ask_days(part),
            ConditionPiece::Sequence => {
                ask_sequence(data, part.sequence.as_deref().unwrap_or_default())
            }
            ConditionPiece::Negation => self.push_part(Condition {
                none: Some(vec![part]),
                ..Condition::default()
            }),
        }
    }
}

/// Returns what can be changed of a part, with its word and label.
fn pieces_of(part: &Condition) -> Vec<(ConditionPiece, &'static str, String)> {
    let mut pieces = Vec::new();
    let mut piece = |piece, word, label: &str| pieces.push((piece, word, label.to_owned()));
    if part.field.is_some() {
        let operators = operators_of(part);
        let with_value = |operator: &&Operator| !operator.is_alone();
        for operator in operators.iter().filter(with_value) {
            let what = "What it is compared with";
            let label = match operators.as_slice() {
                [_] => what.to_owned(),
                _ => format!("{what}: {}", operator.label()),
            };
            piece(ConditionPiece::Value(*operator), "value", &label);
        }
        piece(ConditionPiece::Field, "field", "Another field");
        if operators.len() == 1 {
            piece(ConditionPiece::Operator, "operator", "Another comparison");
        }
    }
    if part.event.is_some() {
        piece(ConditionPiece::Count, "count", "How many times");
        piece(ConditionPiece::Event, "event", "Another event, or several");
    }
    if part.sequence.is_some() {
        piece(ConditionPiece::Sequence, "events", "Other events");
    }
    let about_events = part.event.is_some() || part.sequence.is_some();
    if about_events {
        piece(ConditionPiece::Days, "days", "Within how many days");
    }
    if part.event.is_some() {
        let row = match part.row {
            None => "Only events whose row says ...",
            Some(_) => "What the event's row must say",
        };
        piece(ConditionPiece::Row, "where", row);
        let unit = if part.distinct_days {
            "Count times instead of days"
        } else {
            "Count days instead of times"
        };
        piece(ConditionPiece::DistinctDays, "days-or-times", unit);
    }
    let not = if about_events {
        "Instead: has not done it"
    } else {
        "Instead: it must not hold"
    };
    piece(ConditionPiece::Negation, "not", not);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::input::condition_command::ConditionEntry;

    /// Parts, what can be changed of each, and an answer with what becomes of the part.
    const PARTS: [(&str, &[&str], Operator, &str, &str); 5] = [
        (
            r#"{"field":"a","is":"x","starts_with":"y"}"#,
            &["value", "value", "field", "not"],
            Operator::StartsWith,
            "z",
            r#"{"field":"a","is":"x","starts_with":"z"}"#,
        ),
        (
            r#"{"field":"a","min":1,"within_days":30}"#,
            &["value", "value", "field", "not"],
            Operator::Within,
            "8 to 20",
            r#"{"field":"a","min":1,"within_days":20,"older_than_days":7}"#,
        ),
        (
            r#"{"field":"a","on_or_after":"2026-01-31"}"#,
            &["value", "field", "operator", "not"],
            Operator::OnOrAfter,
            "2026-02-01",
            r#"{"field":"a","on_or_after":"2026-02-01"}"#,
        ),
        (
            r#"{"field":"a","within_days":30,"older_than_days":7}"#,
            &["value", "field", "operator", "not"],
            Operator::Has,
            "x",
            r#"{"field":"a","has":"x"}"#,
        ),
        (
            r#"{"field":"a","known":false}"#,
            &["field", "operator", "not"],
            Operator::OlderThan,
            "90",
            r#"{"field":"a","older_than_days":90}"#,
        ),
    ];

    fn editor(text: &str) -> ConditionEditor {
        ConditionEditor::new("criterion:a".parse().unwrap(), "when", text)
    }

    fn words(text: &str) -> Vec<&'static str> {
        let part: Condition = serde_json::from_str(text).unwrap();
        pieces_of(&part).iter().map(|(_, word, _)| *word).collect()
    }

    #[test]
    fn each_piece_of_a_field_is_changed_alone() {
        for (text, pieces, operator, typed, becomes) in PARTS {
            assert_eq!(words(text), pieces, "{text}");
            let mut editor = editor(text);
            assert_eq!(editor.text(), text);
            editor.ask_piece(0);
            let asked = ConditionEntry::Value("a".into(), operator);
            editor.accept_text(asked, typed);
            assert_eq!(editor.text(), becomes);
        }
    }

    #[test]
    fn each_piece_of_an_event_is_changed_alone() {
        let text = concat!(
            r#"{"event":["a","b"],"at_most":2,"distinct_days":true,"#,
            r#""where":{"field":"c","has":"x"},"within_days":30}"#
        );
        let pieces = ["count", "event", "days", "where", "days-or-times", "not"];
        assert_eq!(words(text), pieces);
        let changed = |asked: &dyn Fn(&Condition) -> ConditionEntry, typed: &str| {
            let mut editor = editor(text);
            editor.ask_piece(0);
            let asked = asked(&editor.parts[0]);
            editor.accept_text(asked, typed);
            editor.text()
        };
        let count = |part: &Condition| ConditionEntry::Count(part.event.clone().unwrap());
        let days = |part: &Condition| ConditionEntry::Days(Box::new(part.clone()));
        let with = |old: &str, new: &str| text.replace(old, new);
        assert_eq!(
            changed(&count, "2 to 4"),
            with(r#""at_most":2"#, r#""at_least":2,"at_most":4"#)
        );
        assert_eq!(
            changed(&count, "at most 2 times"),
            with(r#","distinct_days":true"#, "")
        );
        assert_eq!(
            changed(&days, "more than 7"),
            with(r#""within_days":30"#, r#""older_than_days":7"#)
        );
        assert_eq!(
            changed(&|_| ConditionEntry::Event, "c"),
            with(r#"["a","b"]"#, r#""c""#)
        );
        let sequence = r#"{"sequence":["a","b"],"older_than_days":6}"#;
        assert_eq!(words(sequence), ["events", "days", "not"]);
    }
}
