//! A film of a workshop: what the room view shows after each edit of the journal.
//!
//! The edits are applied to a workbench of its own, which is never saved. After each, the record
//! that was edited is selected on its step. What is sealed then is hidden as it was in the room; no
//! names and no recorded leads are shown.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::app::input::step::Step;
use crate::app::projector::card::RoomCard;
use crate::app::projector::redaction::{Redaction, people};
use crate::app::projector::room_card::room_card;
use crate::app::state::workbench::State;
use crate::document::{BallotEdit, Document, Edit, HistoryEntry};
use crate::evidence::LeadSummary;
use crate::model::record::{Kind, Place};
use crate::model::{Session, Subject, SubjectText};

/// The edits of a journal, and how many of them can be shown.
pub struct FilmedEdits {
    /// The session at the journal's beginning.
    pub base: Session,
    /// The edits, each of which can be applied after the one before it.
    pub edits: Vec<HistoryEntry>,
    /// Everybody named in the session at any time.
    pub redaction: Redaction,
    /// When the first edit that tells its time was made.
    pub first_time: Option<Timestamp>,
    /// Whether an edit was refused, so that those after it are left out.
    pub is_cut: bool,
}

impl FilmedEdits {
    /// Applies the edits one by one up to the first that is refused, and notes who is named.
    pub fn new(base: Session, mut edits: Vec<HistoryEntry>) -> Self {
        let mut document = Document::new(base.clone());
        let mut names: BTreeSet<String> = people(&base);
        let mut workshop = base.workshop.clone();
        let mut applied = 0;
        for edit in &edits {
            if document.apply(edit).is_err() {
                break;
            }
            applied += 1;
            // Most edits leave the record of the meeting as it was.
            let present = &document.session().workshop;
            if !std::sync::Arc::ptr_eq(&workshop, present) {
                workshop = present.clone();
                names.extend(people(document.session()));
            }
        }
        let is_cut = applied < edits.len();
        edits.truncate(applied);
        Self {
            first_time: edits.iter().find_map(time_of),
            base,
            edits,
            redaction: Redaction::of_names(&names),
            is_cut,
        }
    }

    /// Returns the card after each edit, made as it is asked for.
    pub fn cards(&self) -> impl Iterator<Item = RoomCard> + '_ {
        let at = self.first_time.unwrap_or(Timestamp::UNIX_EPOCH);
        let today = at.to_zoned(jiff::tz::TimeZone::UTC).date();
        let mut state = State::new(Document::new(self.base.clone()), at, today);
        state.read_only = Some("a film changes nothing".into());
        self.edits.iter().map(move |edit| {
            show_edit(&mut state, edit);
            let mut card = room_card(&state);
            self.redaction.redact(&mut card);
            card
        })
    }
}

/// Applies an edit and selects what it changed.
fn show_edit(state: &mut State, entry: &HistoryEntry) {
    let applied = state.document.apply(entry);
    let at_history = applied.ok().and_then(|change| change.place);
    let target = match entry {
        HistoryEntry::Edit { edit, .. } => target_of(edit),
        _ => at_history.map(FilmTarget::Record),
    };
    state.now = time_of(entry).unwrap_or(state.now);
    state.outlook = None;
    match target {
        // What an edit removed is gone.
        Some(FilmTarget::Record(place)) if state.session().record(&place).is_none() => {
            state.step = crate::app::input::locate::step_of(&place);
            let cursor = state.cursor_mut();
            cursor.selected = None;
        }
        Some(FilmTarget::Record(place)) => {
            if place.kind == Kind::Sample {
                let session = state.session();
                let (definition, samples) = (&session.definition, &session.samples);
                let summary = LeadSummary::new(definition, samples, &session.data.buckets, None);
                state.outlook = Some(std::sync::Arc::new(summary));
            }
            state.go_to_place(&place);
        }
        Some(FilmTarget::Step(step)) => state.step = step,
        None => {}
    }
    state.notice = None;
}

/// What a frame shows.
enum FilmTarget {
    /// A record, on its step.
    Record(Place),
    /// A step.
    Step(Step),
}

/// Returns what an edit is about; `None` stays where the film is.
fn target_of(edit: &Edit) -> Option<FilmTarget> {
    match edit {
        Edit::Set { at, .. }
        | Edit::Add { at, .. }
        | Edit::Remove { at }
        | Edit::Move { at, .. } => Some(FilmTarget::Record(at.clone())),
        Edit::Rename { at, to } => {
            let mut renamed = at.clone();
            renamed.id = to.clone();
            Some(FilmTarget::Record(renamed))
        }
        Edit::AnswerSample { sample, .. } => {
            let place = Place::new(Kind::Sample, sample.clone());
            Some(FilmTarget::Record(place))
        }
        Edit::Write { subject, .. } | Edit::RevealWords { subject } => {
            record_of(subject.as_str()).map(FilmTarget::Record)
        }
        Edit::Sign { .. } => Some(FilmTarget::Step(Step::Publish)),
        Edit::Visit { step } => {
            let mut steps = Step::ALL.into_iter();
            steps
                .find(|known| known.word() == *step)
                .map(FilmTarget::Step)
        }
        Edit::Time { item, .. } => {
            let place = Place::new(Kind::Agenda, item.clone());
            Some(FilmTarget::Record(place))
        }
        Edit::Ballot(ballot) => ballot_record(ballot).map(FilmTarget::Record),
        Edit::Several { edits, .. } => edits.iter().find_map(target_of),
        Edit::Revise { .. } | Edit::Restore { .. } | Edit::Replace { .. } => None,
    }
}

/// Returns the record that a change of the votes is about, the first if there are several.
fn ballot_record(edit: &BallotEdit) -> Option<Place> {
    let first = |subjects: &[SubjectText]| subjects.first().map(|s| s.as_str().to_owned());
    let subject = match edit {
        BallotEdit::Open { subject, .. }
        | BallotEdit::Away { subject, .. }
        | BallotEdit::Reason { subject, .. }
        | BallotEdit::NextRound { subject, .. }
        | BallotEdit::AgreementStands { subject } => Some(subject.as_str().to_owned()),
        BallotEdit::Cast { votes, .. } => votes.first().map(|(s, _)| s.as_str().to_owned()),
        BallotEdit::RevealVotes { subjects, .. } => first(subjects),
        BallotEdit::Revealed { ballots, .. } => ballots.first().map(|(s, _)| s.as_str().to_owned()),
        BallotEdit::Decide { decision, .. } => Some(decision.subject.clone()),
    };
    record_of(&subject?)
}

fn record_of(subject: &str) -> Option<Place> {
    let subject: Subject = subject.parse().ok()?;
    Some(subject.place)
}

/// Returns when an edit was made, if it tells.
fn time_of(entry: &HistoryEntry) -> Option<Timestamp> {
    let HistoryEntry::Edit { edit, .. } = entry else {
        return None;
    };
    time_of_edit(edit)
}

fn time_of_edit(edit: &Edit) -> Option<Timestamp> {
    match edit {
        Edit::Write { at, .. } => Some(*at),
        Edit::Sign { sign_off } => sign_off.at,
        Edit::Several { edits, .. } => edits.iter().find_map(time_of_edit),
        Edit::Ballot(ballot) => match &**ballot {
            BallotEdit::Open { at, .. }
            | BallotEdit::Cast { at, .. }
            | BallotEdit::RevealVotes { at, .. }
            | BallotEdit::NextRound { at, .. } => Some(*at),
            BallotEdit::Decide { decision, .. } => decision.at,
            _ => None,
        },
        _ => None,
    }
}
