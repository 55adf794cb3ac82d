//! Edits: the only way a session changes.
//!
//! The workbench and the plain mode make [`Edit`]s. The journal stores them serialized; replaying
//! them rebuilds the session.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::list_adder::{ListAdder, add_one, no_such_place};
use super::own_words::{reveal_own_words, write_own_words};
use crate::model::record::{Kind, Place, Refusal};
use crate::model::{
    Definition, Handoff, Id, Reference, Rule, Sealed, Session, Side, SignOff, SubjectText, Version,
};

/// One change of a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Edit {
    /// Sets a field of a record from text.
    Set {
        /// The record.
        at: Place,
        /// Key of the field.
        field: String,
        /// The new value as text.
        text: String,
    },
    /// Gives a record another id, with every reference to it.
    Rename {
        /// The record.
        at: Place,
        /// Its new id.
        to: Id,
    },
    /// Inserts a new record into its list.
    Add {
        /// Kind, parent and new id.
        at: Place,
        /// Index in the list; past the end means last.
        index: usize,
        /// Name of the record.
        name: String,
        /// Further fields, as key and text.
        fields: Vec<(String, String)>,
    },
    /// Removes a record; its id is never used again.
    Remove {
        /// The record.
        at: Place,
    },
    /// Moves a record within its list.
    Move {
        /// The record.
        at: Place,
        /// The new index.
        to: usize,
    },
    /// Ticks an answer of a sample lead: yes, no or not known.
    #[serde(alias = "Tick")]
    AnswerSample {
        /// The sample lead.
        sample: Id,
        /// The criterion's answer.
        #[serde(alias = "level")]
        reference: Reference,
        /// Whether it holds; `None` for not known.
        #[serde(alias = "answer")]
        holds: Option<bool>,
    },
    /// Writes a side's own words, sealed.
    Write {
        /// The subject of the words.
        subject: SubjectText,
        /// The side that wrote them.
        side: Side,
        /// The words; `None` removes them.
        words: Option<Sealed>,
        /// When they were written.
        at: Timestamp,
    },
    /// Reveals both sides' words on a subject, for good.
    #[serde(alias = "Reveal")]
    RevealWords {
        /// The subject of the words.
        subject: SubjectText,
    },
    /// Signs the definition with this digest for a side.
    Sign {
        /// The sign-off.
        sign_off: SignOff,
    },
    /// Records that a step was opened.
    Visit {
        /// Key of the step.
        step: String,
    },
    /// Ends the workshop that made this version and begins the one that revises it.
    Revise {
        /// The version to revise.
        made: Version,
    },
    /// Makes the definition that of a published version again.
    Restore {
        /// The version.
        version: Version,
        /// Its definition.
        definition: Box<Definition>,
    },
    /// Sets the time an agenda item has taken and the minutes added to it.
    Time {
        /// The agenda item.
        item: Id,
        /// Seconds taken.
        taken_seconds: u32,
        /// Minutes added.
        extended_minutes: u32,
    },
    /// Changes the record of votes and decisions.
    #[serde(alias = "Vote")]
    Ballot(Box<super::ballot_edit::BallotEdit>),
    /// Several edits as one step.
    Several {
        /// Label of all of them together.
        label: String,
        /// The edits, in order.
        edits: Vec<Edit>,
    },
    /// Replaces the whole session, with one from disk or from a template.
    Replace {
        /// Label of the edit.
        label: String,
        /// The new session.
        session: Box<Session>,
    },
}

impl Edit {
    /// Creates an edit that sets a field from text.
    pub fn set(at: &Place, field: &str, text: impl Into<String>) -> Self {
        Self::Set {
            at: at.clone(),
            field: field.into(),
            text: text.into(),
        }
    }

    /// Creates the edit that sets the rule of a stage or route; an empty rule clears it.
    ///
    /// # Panics
    ///
    /// Never: a rule is plain data.
    pub fn set_rule(at: &Place, rule: &Rule) -> Self {
        let text = if rule.is_empty() {
            String::new()
        } else {
            serde_json::to_string(rule).expect("a rule is plain data")
        };
        Self::set(at, "rule", text)
    }

    /// Wraps a change of the record of votes and decisions.
    pub fn ballot(vote: super::ballot_edit::BallotEdit) -> Self {
        Self::Ballot(Box::new(vote))
    }

    /// Returns whether undo skips it, as words, reveals, votes, sign-offs, visits and times.
    pub fn is_outside_undo(&self) -> bool {
        match self {
            Self::Write { .. }
            | Self::RevealWords { .. }
            | Self::Sign { .. }
            | Self::Visit { .. }
            | Self::Revise { .. }
            | Self::Time { .. }
            | Self::Ballot(_) => true,
            Self::Several { edits, .. } => edits.iter().all(Self::is_outside_undo),
            _ => false,
        }
    }

    /// Describes the edit for undo and the status line. `before` is the session it changes.
    pub fn label(&self, before: &Session) -> String {
        match self {
            Self::Set { at, field, .. } => {
                let record = before.record(at);
                let spec = record.and_then(|r| r.specs().into_iter().find(|s| s.key == field));
                let what = spec.map_or(field.as_str(), |s| s.label);
                format!("{}: {what}", before.title_of(at))
            }
            Self::Rename { at, .. } => format!("{}: id", before.title_of(at)),
            Self::Add { at, name, .. } if name.is_empty() => format!("add {}", at.kind.label()),
            Self::Add { at, name, .. } => format!("add {} {name}", at.kind.label()),
            Self::Remove { at } => format!("delete {}", before.title_of(at)),
            Self::Move { at, .. } => format!("move {}", before.title_of(at)),
            Self::AnswerSample {
                sample, reference, ..
            } => {
                let sample = before.title_of(&Place::new(Kind::Sample, sample.clone()));
                format!(
                    "{sample}: {}",
                    crate::model::wording::reference(&before.definition, reference)
                )
            }
            Self::Write { side, .. } => format!("{} wording", side.possessive()),
            Self::RevealWords { .. } => "reveal".into(),
            Self::Sign { sign_off } => format!("{} agrees", sign_off.side.label()),
            Self::Visit { step } => format!("open {step}"),
            Self::Revise { made } => format!("begin the revision of {made}"),
            Self::Restore { version, .. } => format!("restore {version} as the draft"),
            Self::Time { item, .. } => format!("{item}: time"),
            Self::Ballot(vote) => vote.label(before),
            Self::Several { label, .. } | Self::Replace { label, .. } => label.clone(),
        }
    }

    /// Applies the edit, either completely or not at all.
    ///
    /// # Errors
    ///
    /// Returns why the edit is refused, for example because its place doesn't exist.
    pub fn apply(&self, session: &mut Session) -> Result<(), Refusal> {
        *session = self.applied_to(session)?;
        Ok(())
    }

    /// Returns a session with the edit applied. Both share all that the edit doesn't change.
    ///
    /// # Errors
    ///
    /// As [`Edit::apply`].
    pub fn applied_to(&self, session: &Session) -> Result<Session, Refusal> {
        let mut changed = session.clone();
        self.change(&mut changed)?;
        Ok(changed)
    }

    fn change(&self, session: &mut Session) -> Result<(), Refusal> {
        match self {
            Self::Set { at, field, text } => match session.record_mut(at) {
                Some(record) => record.set(field, text),
                None => Err(no_such_place(at)),
            },
            Self::Rename { at, to } => session.rename(at, to),
            Self::Add {
                at,
                index,
                name,
                fields,
            } => add(session, at, *index, name, fields),
            Self::Remove { at } => remove(session, at),
            Self::Move { at, to } => {
                let list = session.list_mut(at.kind, at.parent.as_ref());
                let list = list.ok_or_else(|| no_such_place(at))?;
                let from = list.position(&at.id).ok_or_else(|| no_such_place(at))?;
                list.shift(from, *to);
                Ok(())
            }
            Self::AnswerSample {
                sample,
                reference,
                holds,
            } => tick_answer(session, sample, reference, *holds),
            Self::Write {
                subject,
                side,
                words,
                at,
            } => write_own_words(
                Arc::make_mut(&mut session.workshop),
                subject,
                *side,
                words.as_ref(),
                *at,
            ),
            Self::RevealWords { subject } => {
                reveal_own_words(Arc::make_mut(&mut session.workshop), subject)
            }
            Self::Sign { sign_off } => {
                let workshop = Arc::make_mut(&mut session.workshop);
                workshop.sign_offs.retain(|s| s.side != sign_off.side);
                workshop.sign_offs.push(sign_off.clone());
                Ok(())
            }
            Self::Visit { step } => {
                if !session.workshop.visited.contains(step) {
                    Arc::make_mut(&mut session.workshop)
                        .visited
                        .push(step.clone());
                }
                Ok(())
            }
            Self::Revise { made } => {
                let workshop = Arc::make_mut(&mut session.workshop);
                *workshop = workshop.next_workshop(*made);
                Ok(())
            }
            Self::Restore { definition, .. } => {
                restore_definition(session, definition);
                Ok(())
            }
            Self::Time {
                item,
                taken_seconds,
                extended_minutes,
            } => {
                let workshop = Arc::make_mut(&mut session.workshop);
                let found = workshop.agenda.iter_mut().find(|a| a.id == *item);
                let found =
                    found.ok_or_else(|| no_such_place(&Place::new(Kind::Agenda, item.clone())))?;
                found.taken_seconds = *taken_seconds;
                found.extended_minutes = *extended_minutes;
                Ok(())
            }
            Self::Ballot(vote) => vote.apply(Arc::make_mut(&mut session.workshop)),
            Self::Several { edits, .. } => change_all(edits, session),
            Self::Replace { session: other, .. } => {
                *session = (**other).clone();
                Ok(())
            }
        }
    }
}

/// Applies the edits in order; a run of additions to one list looks the list up once.
fn change_all(mut edits: &[Edit], session: &mut Session) -> Result<(), Refusal> {
    while let [first, rest @ ..] = edits {
        let Edit::Add { at, .. } = first else {
            first.change(session)?;
            edits = rest;
            continue;
        };
        let Some(list) = session.list_mut(at.kind, at.parent.as_ref()) else {
            first.change(session)?;
            edits = rest;
            continue;
        };
        let mut run = ListAdder::new(list);
        while let [
            Edit::Add {
                at: next,
                index,
                name,
                fields,
            },
            rest @ ..,
        ] = edits
        {
            if next.kind != at.kind || next.parent != at.parent {
                break;
            }
            run.add(list, next, *index, name, fields)?;
            edits = rest;
        }
    }
    Ok(())
}

/// Restores another definition; ids that disappear with the current one are never used again.
fn restore_definition(session: &mut Session, definition: &Definition) {
    let places = |session: &Session| -> Vec<Place> {
        let kinds = Kind::ALL.iter().copied();
        kinds.flat_map(|kind| session.places(kind)).collect()
    };
    let before = places(session);
    session.definition = Arc::new(definition.clone());
    let after: std::collections::HashSet<Place> = places(session).into_iter().collect();
    let gone = before.iter().filter(|place| !after.contains(place));
    let retired = Arc::make_mut(&mut session.retired);
    retired.extend(gone.map(ToString::to_string));
    retired.sort();
    retired.dedup();
}

fn add(
    session: &mut Session,
    at: &Place,
    index: usize,
    name: &str,
    fields: &[(String, String)],
) -> Result<(), Refusal> {
    if at.kind == Kind::Handoff {
        let definition = Arc::make_mut(&mut session.definition);
        definition.handoff.get_or_insert_with(Handoff::default);
    } else {
        let list = session
            .list_mut(at.kind, at.parent.as_ref())
            .ok_or_else(|| no_such_place(at))?;
        return add_one(list, at, index, name, fields);
    }
    let record = session.record_mut(at).ok_or_else(|| no_such_place(at))?;
    fields
        .iter()
        .try_for_each(|(key, text)| record.set(key, text))
}

fn remove(session: &mut Session, at: &Place) -> Result<(), Refusal> {
    if at.kind == Kind::Handoff {
        Arc::make_mut(&mut session.definition).handoff = None;
        return Ok(());
    }
    let list = session
        .list_mut(at.kind, at.parent.as_ref())
        .ok_or_else(|| no_such_place(at))?;
    let index = list.position(&at.id).ok_or_else(|| no_such_place(at))?;
    list.remove(index);
    Arc::make_mut(&mut session.retired).push(at.to_string());
    Ok(())
}

fn tick_answer(
    session: &mut Session,
    sample: &Id,
    reference: &Reference,
    holds: Option<bool>,
) -> Result<(), Refusal> {
    let one_of = is_one_of(&session.definition, &reference.criterion);
    let samples: &mut Vec<_> = Arc::make_mut(&mut session.samples);
    let Some(sample) = samples.iter_mut().find(|s| s.id == *sample) else {
        return Err(Refusal(format!("sample:{sample} no longer exists")));
    };
    sample.yes.retain(|r| r != reference);
    sample.no.retain(|r| r != reference);
    match holds {
        Some(true) => {
            if one_of {
                // Yes to one answer implies no to the others; they need no mark of their own.
                sample.yes.retain(|r| r.criterion != reference.criterion);
                sample.no.retain(|r| r.criterion != reference.criterion);
            }
            sample.yes.push(reference.clone());
        }
        Some(false) => sample.no.push(reference.clone()),
        None => {}
    }
    Ok(())
}

fn is_one_of(definition: &Definition, criterion: &Id) -> bool {
    definition
        .criterion(criterion.as_str())
        .is_some_and(|c| !c.is_yes_no() && c.combination() == Some(crate::model::Combine::OneOf))
}
