//! What the record of the meeting holds on a subject: own words, ballots and decisions.
//!
//! Files keep subjects as text. Callers ask with a [`Subject`], or with the [`Place`] that own words
//! are on; edits name a [`SubjectText`]. The texts are compared in `subject_text.rs`.

use super::{Ballot, Decision, Place, Position, Side, Subject, SubjectText, Workshop};

/// An entry of the record that is about one subject.
trait Recorded {
    /// Returns the subject as the file has it.
    fn written_subject(&self) -> &str;
}

impl Recorded for Position {
    fn written_subject(&self) -> &str {
        &self.subject
    }
}

impl Recorded for Ballot {
    fn written_subject(&self) -> &str {
        &self.subject
    }
}

impl Recorded for Decision {
    fn written_subject(&self) -> &str {
        &self.subject
    }
}

fn on<'a, T: Recorded + 'a>(
    entries: &'a [T],
    text: SubjectText,
) -> impl DoubleEndedIterator<Item = &'a T> + Clone {
    let entries = entries.iter();
    entries.filter(move |entry| *entry.written_subject() == text)
}

/// Pairs entries with their subjects, without those whose text names none.
fn with_subject<'a, T: Recorded + 'a>(
    entries: impl Iterator<Item = &'a T>,
) -> impl Iterator<Item = (Subject, &'a T)> {
    entries.filter_map(|entry| Some((entry.written_subject().parse().ok()?, entry)))
}

impl Workshop {
    /// Yields both sides' own words on a thing.
    pub fn positions_on(&self, place: &Place) -> impl Iterator<Item = &Position> + Clone {
        on(&self.positions, place.into())
    }

    /// Returns a side's own words on a thing.
    pub fn position(&self, place: &Place, side: Side) -> Option<&Position> {
        self.positions_on(place).find(|p| p.side == side)
    }

    /// Whether the words on a thing were revealed.
    pub fn is_revealed(&self, place: &Place) -> bool {
        self.positions_on(place).any(|p| p.sealed.is_none())
    }

    /// Returns the sides that write their own words: Sales and Marketing, and Management if
    /// somebody of it takes part, has to sign, or has written some.
    pub fn wording_sides(&self) -> &'static [Side] {
        let management = Side::Management;
        let takes_part = self.management_signs
            || self.participants.iter().any(|p| p.side == management)
            || self.positions.iter().any(|p| p.side == management);
        if takes_part {
            &[Side::Sales, Side::Marketing, Side::Management]
        } else {
            &[Side::Sales, Side::Marketing]
        }
    }

    /// Whether a side wrote its own words on a subject.
    pub fn has_position(&self, subject: &Subject) -> bool {
        on(&self.positions, subject.into()).next().is_some()
    }

    /// Returns the last ballot on a subject.
    pub fn ballot(&self, subject: &Subject) -> Option<&Ballot> {
        self.written_ballot(&subject.into())
    }

    /// Returns a side's own words on a subject as an edit names it.
    pub(crate) fn written_position(&self, subject: &SubjectText, side: Side) -> Option<&Position> {
        on(&self.positions, subject.clone()).find(|p| p.side == side)
    }

    /// Returns the last ballot on a subject as an edit names it.
    pub(crate) fn written_ballot(&self, subject: &SubjectText) -> Option<&Ballot> {
        on(&self.ballots, subject.clone()).next_back()
    }

    /// Yields the ballots with their subjects, in order.
    pub fn ballots_by_subject(&self) -> impl Iterator<Item = (Subject, &Ballot)> {
        with_subject(self.ballots.iter())
    }

    /// Yields the ballots that are open, with their subjects.
    pub fn open_ballots(&self) -> impl Iterator<Item = (Subject, &Ballot)> {
        with_subject(self.ballots.iter().filter(|ballot| ballot.is_open()))
    }

    /// Yields every decision on a subject, oldest first.
    pub fn decisions_on(&self, subject: &Subject) -> impl DoubleEndedIterator<Item = &Decision> {
        on(&self.decisions, subject.into())
    }

    /// Returns the decision in force on a subject.
    pub fn decision(&self, subject: &Subject) -> Option<&Decision> {
        let mut all = self.decisions_on(subject).rev();
        all.find(|decision| decision.superseded_by.is_none())
    }

    /// Yields the decisions in force with their subjects, in order.
    pub fn decisions_in_force(&self) -> impl Iterator<Item = (Subject, &Decision)> {
        let decisions = self.decisions.iter();
        with_subject(decisions.filter(|decision| decision.superseded_by.is_none()))
    }
}
