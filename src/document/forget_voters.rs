//! Takes out of a journal who cast which vote, once votes that are kept without names are shown.
//!
//! Until then a vote must be found again to be replaced, so its voter stands beside it. Afterwards
//! the votes' edits are replaced by ones that open the same ballots, and the reveal by one that
//! puts the ballots as they were shown. Replaying leads to the same session.

use super::ballot_edit::BallotEdit;
use super::edit::Edit;
use super::history::{Document, HistoryEntry};
use crate::model::record::Refusal;
use crate::model::{Ballot, Session, SubjectText, VoteNaming};

/// Subjects with their ballots as they were shown; `None` if the ballot was withdrawn.
type ShownBallots = Vec<(SubjectText, Option<Ballot>)>;

/// A subject whose votes are kept without names.
struct Forgotten {
    /// Index of the entry that revealed them.
    revealed_at: usize,
    subject: SubjectText,
}

/// Takes out who cast which vote, where votes that were shown are kept without names. `base` is the
/// session before the first entry. Returns whether anything changed.
///
/// # Errors
///
/// If the entries can't be replayed on the base; then both may be half changed.
pub fn forget_voters(base: &mut Session, entries: &mut [HistoryEntry]) -> Result<bool, Refusal> {
    let mut document = Document::new(base.clone());
    let mut all: Vec<Forgotten> = Vec::new();
    for (index, entry) in entries.iter_mut().enumerate() {
        document.apply(entry)?;
        let HistoryEntry::Edit { edit, .. } = entry else {
            continue;
        };
        each_ballot_edit(edit, &mut |change| {
            if let Some((shown, nameless)) = shown_ballots(document.session(), change) {
                all.extend(nameless.into_iter().map(|subject| Forgotten {
                    revealed_at: index,
                    subject,
                }));
                *change = BallotEdit::Revealed { ballots: shown };
            }
        });
    }
    for one in &all {
        take_out_votes(base, &mut entries[..one.revealed_at], &one.subject);
    }
    if all.is_empty() {
        return Ok(false);
    }
    let mut again = Document::new(base.clone());
    for entry in entries.iter() {
        again.apply(entry)?;
    }
    if again.session() == document.session() {
        Ok(true)
    } else {
        Err(Refusal("without voters the journal leads elsewhere".into()))
    }
}

/// For an edit that revealed votes without names: its subjects with their ballots, and those kept
/// without names. `session` is the one after the edit.
fn shown_ballots(
    session: &Session,
    change: &BallotEdit,
) -> Option<(ShownBallots, Vec<SubjectText>)> {
    let BallotEdit::RevealVotes { subjects, .. } = change else {
        return None;
    };
    let shown = |subject: &SubjectText| {
        let ballot = session.workshop.written_ballot(subject);
        // A withdrawn round isn't there any more; an earlier one may be.
        ballot.filter(|ballot| !ballot.is_open()).cloned()
    };
    let is_nameless = |ballot: &Ballot| {
        let round = ballot.revealed_round();
        round.is_some_and(|round| round.naming() != VoteNaming::Named)
    };
    let ballots: ShownBallots = subjects.iter().map(|s| (s.clone(), shown(s))).collect();
    let nameless = ballots
        .iter()
        .filter(|(_, b)| b.as_ref().is_some_and(is_nameless));
    let nameless: Vec<SubjectText> = nameless.map(|(subject, _)| subject.clone()).collect();
    (!nameless.is_empty()).then_some((ballots, nameless))
}

/// Takes the votes on a subject out of the entries since they were last revealed, or out of the
/// base as well if they never were.
fn take_out_votes(base: &mut Session, entries: &mut [HistoryEntry], subject: &SubjectText) {
    for entry in entries.iter_mut().rev() {
        let HistoryEntry::Edit { edit, .. } = entry else {
            continue;
        };
        let mut was_revealed = false;
        take_out_of_edit(edit, subject, &mut was_revealed);
        if was_revealed {
            return;
        }
    }
    take_out_of_session(base, subject);
}

fn take_out_of_edit(edit: &mut Edit, subject: &SubjectText, was_revealed: &mut bool) {
    match edit {
        Edit::Several { edits, .. } => {
            for edit in edits.iter_mut().rev() {
                take_out_of_edit(edit, subject, was_revealed);
            }
        }
        Edit::Replace { session, .. } => take_out_of_session(session, subject),
        Edit::Ballot(change) => match &**change {
            BallotEdit::RevealVotes { subjects, .. } => *was_revealed |= subjects.contains(subject),
            BallotEdit::Revealed { ballots } => {
                *was_revealed |= ballots.iter().any(|(other, _)| other == subject);
            }
            BallotEdit::Cast { votes, .. } if votes.iter().any(|vote| vote.0 == *subject) => {
                *edit = without_vote(change, subject);
            }
            _ => {}
        },
        _ => {}
    }
}

/// Replaces the vote on a subject by what it did besides: it opened the ballot.
fn without_vote(change: &BallotEdit, subject: &SubjectText) -> Edit {
    let BallotEdit::Cast {
        voter,
        method,
        votes,
        at,
    } = change
    else {
        return Edit::ballot(change.clone());
    };
    let is_cast = votes
        .iter()
        .any(|(on, vote)| on == subject && vote.is_some());
    let mut others = votes.clone();
    others.retain(|(on, _)| on != subject);
    let mut edits = Vec::new();
    if is_cast {
        edits.push(Edit::ballot(BallotEdit::Open {
            subject: subject.clone(),
            method: *method,
            at: *at,
        }));
    }
    if !others.is_empty() {
        edits.push(Edit::ballot(BallotEdit::Cast {
            voter: voter.clone(),
            method: *method,
            votes: others,
            at: *at,
        }));
    }
    Edit::Several {
        label: "vote".into(),
        edits,
    }
}

/// Takes sealed votes out of the open round on a subject.
fn take_out_of_session(session: &mut Session, subject: &SubjectText) {
    let is_sealed = |ballot: &Ballot| ballot.is_open() && *ballot.subject == *subject;
    if !session.workshop.ballots.iter().any(is_sealed) {
        return;
    }
    let workshop = std::sync::Arc::make_mut(&mut session.workshop);
    for ballot in workshop.ballots.iter_mut().filter(|b| is_sealed(b)) {
        if let Some(round) = ballot.rounds.last_mut() {
            round.votes.retain(|vote| vote.sealed.is_none());
        }
    }
}

/// Calls a function for each change of the record of votes in an edit.
fn each_ballot_edit(edit: &mut Edit, with: &mut impl FnMut(&mut BallotEdit)) {
    match edit {
        Edit::Ballot(change) => with(change),
        Edit::Several { edits, .. } => {
            for edit in edits {
                each_ballot_edit(edit, with);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::sealed_vote;
    use crate::model::{BallotMethod, Id, Participant, Side, Subject};
    use jiff::Timestamp;

    const DEMO: &str = "criterion:demo";
    const FAIR: &str = "criterion:fair";
    const AT: Timestamp = Timestamp::UNIX_EPOCH;

    fn session() -> Session {
        let mut session = Session::new("t");
        let workshop = std::sync::Arc::make_mut(&mut session.workshop);
        for (id, side) in [
            ("tom", Side::Sales),
            ("ines", Side::Sales),
            ("owen", Side::Marketing),
        ] {
            workshop.participants.push(Participant {
                id: Id::new(id).unwrap(),
                name: id.to_uppercase(),
                side,
                ..Participant::default()
            });
        }
        session
    }

    fn cast(voter: &str, votes: &[(&str, &str)]) -> HistoryEntry {
        let id = Id::new(voter).unwrap();
        let sealed = |(on, value): &(&str, &str)| {
            let subject: Subject = on.parse().unwrap();
            let sealed = sealed_vote(value, &subject, &id, AT);
            (SubjectText::from(*on), Some(sealed))
        };
        HistoryEntry::new(Edit::ballot(BallotEdit::Cast {
            voter: id.clone(),
            method: BallotMethod::Points,
            votes: votes.iter().map(sealed).collect(),
            at: AT,
        }))
    }

    fn reveal(subjects: &[&str]) -> HistoryEntry {
        HistoryEntry::new(Edit::ballot(BallotEdit::RevealVotes {
            subjects: subjects.iter().map(|s| SubjectText::from(*s)).collect(),
            leave_out: true,
            at: AT,
        }))
    }

    fn naming(word: &str) -> HistoryEntry {
        let at = crate::model::Place::single(crate::model::Kind::Settings);
        HistoryEntry::new(Edit::set(&at, "vote_naming", word))
    }

    fn replayed(base: &Session, entries: &[HistoryEntry]) -> Session {
        let mut document = Document::new(base.clone());
        for entry in entries {
            document.apply(entry).unwrap();
        }
        document.session().clone()
    }

    /// Every pair of a voter and a sealed vote in the entries, opened.
    fn links(entries: &[HistoryEntry]) -> Vec<String> {
        let mut found = Vec::new();
        for entry in entries {
            let HistoryEntry::Edit { edit, .. } = entry else {
                continue;
            };
            each_ballot_edit(&mut edit.clone(), &mut |change| {
                if let BallotEdit::Cast { voter, votes, .. } = change {
                    for (on, vote) in votes.iter() {
                        let value = vote.as_ref().and_then(crate::model::Sealed::open);
                        found.push(format!("{voter} {on} {}", value.unwrap_or_default()));
                    }
                }
            });
        }
        found
    }

    #[test]
    fn after_the_reveal_no_entry_tells_who_voted_what_and_the_session_is_the_same() {
        for word in ["by-side", "anonymous"] {
            let mut base = session();
            let mut entries = vec![
                naming(word),
                cast("tom", &[(DEMO, "3"), (FAIR, "9")]),
                cast("owen", &[(DEMO, "5")]),
                cast("tom", &[(DEMO, "4")]),
                reveal(&[DEMO]),
            ];
            let before = replayed(&base, &entries);
            assert_eq!(forget_voters(&mut base, &mut entries), Ok(true));
            assert_eq!(replayed(&base, &entries), before);
            // The vote that is still sealed must be found again.
            assert_eq!(links(&entries), ["tom criterion:fair 9"]);
            assert_eq!(
                forget_voters(&mut base, &mut entries),
                Ok(false),
                "once is enough"
            );
        }
    }

    #[test]
    fn votes_in_the_base_are_taken_out_too() {
        let before = [cast("tom", &[(DEMO, "3")]), cast("owen", &[(DEMO, "5")])];
        let mut base = replayed(&session(), &before);
        let mut entries = vec![cast("ines", &[(DEMO, "7")]), reveal(&[DEMO])];
        let then = replayed(&base, &entries);
        assert_eq!(forget_voters(&mut base, &mut entries), Ok(true));
        assert_eq!(replayed(&base, &entries), then);
        assert!(links(&entries).is_empty());
        let rounds = base.workshop.ballots.iter().flat_map(|b| &b.rounds);
        assert!(rounds.into_iter().all(|round| round.votes.is_empty()));
    }

    #[test]
    fn named_votes_stay_and_those_of_an_earlier_round_too() {
        let mut base = session();
        let mut entries = vec![
            naming("named"),
            cast("tom", &[(DEMO, "3")]),
            reveal(&[DEMO]),
            naming("anonymous"),
            HistoryEntry::new(Edit::ballot(BallotEdit::NextRound {
                subject: DEMO.into(),
                at: AT,
            })),
            cast("tom", &[(DEMO, "5")]),
            reveal(&[DEMO]),
        ];
        let before = replayed(&base, &entries);
        assert_eq!(forget_voters(&mut base, &mut entries), Ok(true));
        assert_eq!(replayed(&base, &entries), before);
        assert_eq!(links(&entries), ["tom criterion:demo 3"]);
        let ballot = &before.workshop.ballots[0];
        assert_eq!(ballot.rounds[0].votes[0].voter, "tom");
        assert_eq!(ballot.rounds[1].votes[0].voter, "anonymous");
    }
}
