//! What a text being typed would do, and whether it would be refused.

use crate::app::dialogs::text_entry::{EntryBody, TextEntry};
use crate::app::dialogs::{all_answers, condition_numbers, quick_list, typed_day};
use crate::app::input::entry_command::{EntryCommand, VerifyAnswer};
use crate::app::secrecy;
use crate::document;
use crate::model::alignment::{agreed_by_votes, points_near};
use crate::model::{BallotMethod, Fade, Id, Session, Subject};

impl TextEntry {
    /// Returns what the text would do and whether it would be refused, unless it is too long to be
    /// validated on every key press.
    pub fn note(&self, session: &Session) -> Option<(bool, String)> {
        if self.is_secret() {
            // A count would tell how much is typed.
            return None;
        }
        if !self.is_long() {
            return self.validation(session);
        }
        let (size, unit) = match (&self.command, &self.body) {
            (EntryCommand::QuickList { .. }, _) => (self.lines(), "line"),
            (_, EntryBody::Line(input)) => (input.value().len(), "byte"),
            (_, EntryBody::Area(_)) => (self.byte_len, "byte"),
        };
        let size = crate::model::wording::count_noun(i64::try_from(size).unwrap_or(i64::MAX), unit);
        Some((false, format!("{size}; checked when it is saved")))
    }

    /// Returns whether a blank text is no day where one is needed.
    fn asks_for_needed_day(&self, text: &str) -> bool {
        matches!(self.command, EntryCommand::Condition(_)) && text.trim().is_empty()
    }

    /// Returns what the text would do and whether it would be refused.
    pub fn validation(&self, session: &Session) -> Option<(bool, String)> {
        let text = self.text();
        let reader = self
            .today
            .and_then(|today| typed_day::day_reader(session, &self.command, today));
        if let Some(reader) = reader.filter(|_| !self.asks_for_needed_day(&text)) {
            return typed_day::day_note(&reader, &text);
        }
        match &self.command {
            EntryCommand::Field { at, key } => {
                if let Some(refused) = secrecy::edit_refusal(session, at, key) {
                    return Some((true, refused.0));
                }
                let mut trial = session.clone();
                let text = document::points_text(session, at, key, &text);
                let refused = trial.record_mut(at)?.set(key, &text).err()?;
                Some((true, refused.0))
            }
            EntryCommand::QuickList { kind, .. } => {
                let cursor = match &self.body {
                    EntryBody::Line(_) => 0,
                    EntryBody::Area(area) => area.cursor().0,
                };
                Some(match quick_list::list_note(session, *kind, &text, cursor) {
                    Ok(note) => (false, note),
                    Err(why) => (true, why),
                })
            }
            EntryCommand::Id { at } => {
                let refused = match Id::new(text.trim()) {
                    Ok(to) => session.id_refusal(at, &to)?.0,
                    Err(why) => why.to_string(),
                };
                Some((true, refused))
            }
            EntryCommand::Fade { .. } => Some((true, text.parse::<Fade>().err()?.to_string())),
            EntryCommand::AllAnswers { .. } => {
                let refused = all_answers::split_answers(session, &text).err()?;
                Some((true, refused.0))
            }
            EntryCommand::Outcome { subject } => match BallotMethod::Points.parse_vote(&text) {
                Ok(outcome) => Some((false, outcome_note(session, subject, &outcome)?)),
                Err(refused) => Some((true, refused.0)),
            },
            EntryCommand::Verify(VerifyAnswer::Due { .. })
                if !text.trim().is_empty() && text.trim().parse::<jiff::civil::Date>().is_err() =>
            {
                Some((true, "write a day such as 2026-11-21".into()))
            }
            EntryCommand::Condition(asked) => condition_numbers::note(asked, &text),
            EntryCommand::RuleNumber { .. } if text.trim().parse::<i64>().is_err() => {
                Some((true, "write a whole number".into()))
            }
            _ => None,
        }
    }
}

/// Says who counts as for and against a ballot's outcome.
fn outcome_note(session: &Session, subject: &Subject, outcome: &str) -> Option<String> {
    let ballot = session.workshop.ballot(subject)?;
    let decision = agreed_by_votes(&session.workshop, ballot, outcome);
    let agreement = decision.agreement?.label();
    let (with, against) = (decision.agreed.len(), decision.dissent.len());
    let near = points_near(outcome.parse().ok()?);
    Some(format!(
        "{agreement}: {with} within {near} of it, {against} against"
    ))
}
