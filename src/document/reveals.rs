//! Reveals in the history: undo stops at one, and never takes back a value that was voted on.

use super::ballot_edit::BallotEdit;
use super::edit::Edit;
use crate::model::record::Refusal;
use crate::model::{Round, Session, Subject, SubjectKind, SubjectText};

/// A reveal, and where in the history it was.
#[derive(Clone, Debug)]
pub(super) struct Reveal {
    /// The number of steps that were before it.
    pub after: usize,
    /// What was shown.
    pub what: String,
}

/// What undo leaves as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stays {
    /// Something that was shown, such as `the votes on Demo`.
    Shown(String),
    /// The value of something that was voted on, such as `Demo`.
    Decided(String),
}

/// Why undo doesn't go on at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoStop {
    /// What stays as it is.
    pub stays: Stays,
    /// What would be taken back next; `None` if nothing can be.
    pub next: Option<String>,
}

/// Returns what an edit reveals, if it does.
pub(super) fn revealed_by(edit: &Edit, session: &Session) -> Option<String> {
    let title = |subject: &SubjectText| Subject::title_of_text(subject.as_str(), session);
    match edit {
        Edit::RevealWords { subject } => Some(format!("the words on {}", title(subject))),
        Edit::Several { edits, .. } => edits.iter().find_map(|edit| revealed_by(edit, session)),
        Edit::Ballot(change) => {
            // A ballot without votes is withdrawn, and shows nothing.
            let shown: Vec<&SubjectText> = match &**change {
                BallotEdit::RevealVotes { subjects, .. } => {
                    let round = |on: &SubjectText| session.workshop.written_ballot(on)?.round();
                    let voted = |on: &&SubjectText| round(on).is_some_and(Round::has_votes);
                    subjects.iter().filter(voted).collect()
                }
                BallotEdit::Revealed { ballots } => {
                    let shown = ballots.iter().filter(|(_, ballot)| ballot.is_some());
                    shown.map(|(subject, _)| subject).collect()
                }
                _ => return None,
            };
            match shown.as_slice() {
                [] => None,
                [one] => Some(format!("the votes on {}", title(one))),
                several => Some(format!("the votes on {} lines", several.len())),
            }
        }
        _ => None,
    }
}

/// Returns what an edit decides by votes, if it does.
pub(super) fn decided_by(edit: &Edit, session: &Session) -> Option<String> {
    let mut titles = Vec::new();
    collect_decided(edit, session, &mut titles);
    match titles.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first, rest @ ..] => Some(format!("{first} and {} more", rest.len())),
    }
}

fn collect_decided(edit: &Edit, session: &Session, titles: &mut Vec<String>) {
    match edit {
        Edit::Several { edits, .. } => {
            for edit in edits {
                collect_decided(edit, session, titles);
            }
        }
        Edit::Ballot(change) => {
            if let BallotEdit::Decide {
                decision,
                outcome: Some(_),
            } = &**change
            {
                titles.push(Subject::title_of_text(&decision.subject, session));
            }
        }
        _ => {}
    }
}

/// Gives an earlier session the present values of what was voted on.
///
/// # Errors
///
/// If something that was voted on isn't there in it.
pub(super) fn keep_voted_values(earlier: &mut Session, present: &Session) -> Result<(), Refusal> {
    for (subject, ballot) in present.workshop.ballots_by_subject() {
        if ballot.revealed_round().is_none() || !subject.exists(present) {
            continue;
        }
        if !subject.exists(earlier) {
            return Err(Refusal(format!(
                "{} was voted on and stays: d deletes it",
                subject.title(present)
            )));
        }
        let value = subject.value(present);
        if value == subject.value(earlier) {
            continue;
        }
        let value = value.unwrap_or_default();
        let edit = match subject.kind() {
            Some(SubjectKind::Wording) => Some(Edit::set(&subject.place, "definition", value)),
            _ => super::decide::set_value_edit(earlier, &subject, &value),
        };
        match edit {
            Some(edit) => edit.apply(earlier)?,
            None => {
                return Err(Refusal(format!(
                    "{} was voted on and stays as it is",
                    subject.title(present)
                )));
            }
        }
    }
    Ok(())
}
