//! Decisions of the room on sample leads that the model contradicts. One of the two has to change:
//! that is what the meeting is for.

use super::codes::CONFLICT;
use super::collector::FindingCollector;
use crate::model::{Id, Kind, Place, Sample, Session, Subject, wording};
use crate::scoring::{Outcome, Responses, Scorer};

/// A sample lead that the room decided to forward and the model doesn't, or the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The sample lead.
    pub sample: Id,
    /// Its name, as findings show it.
    pub name: String,
    /// Whether the room forwards it; the model does the opposite.
    pub room_forwards: bool,
    /// The points the model gives it.
    pub total: i64,
}

impl Conflict {
    /// Returns the conflict about a sample lead that the model gives this outcome, if the room
    /// decided otherwise. There is none while nothing says which leads qualify.
    pub fn of(
        session: &Session,
        scorer: &Scorer,
        sample: &Sample,
        outcome: &Outcome,
    ) -> Option<Self> {
        let room_forwards = decided_to_forward(session, &sample.id)?;
        let model_forwards = scorer.forwards(outcome.qualified, outcome.disposition);
        let differs = scorer.has_handoff_rule() && room_forwards != model_forwards;
        differs.then(|| Self {
            sample: sample.id.clone(),
            name: session.title_of(&Place::new(Kind::Sample, sample.id.clone())),
            room_forwards,
            total: outcome.total,
        })
    }

    /// Returns what each says: `The room: no. The model: forward (24 points).`
    pub fn sentence(&self) -> String {
        let (room, model) = self.words();
        let points = wording::count_noun(self.total, "point");
        format!("The room: {room}. The model: {model} ({points}).")
    }

    /// What the room says, and what the model says.
    fn words(&self) -> (&'static str, &'static str) {
        if self.room_forwards {
            ("yes", "no")
        } else {
            ("no", "forward")
        }
    }
}

/// Returns the conflicts between the room's decisions in force and the model, in the order of the
/// sample leads. None while votes are sealed that the model's figures may hint at.
pub fn conflicts(session: &Session) -> Vec<Conflict> {
    let mut open = session.workshop.open_ballots();
    if open.any(|(subject, _)| subject.hides_figures()) {
        return Vec::new();
    }
    let decided = |sample: &&Sample| decided_to_forward(session, &sample.id).is_some();
    let mut decided = session.samples.iter().filter(decided).peekable();
    // Compiling takes time that most sessions don't need.
    if decided.peek().is_none() {
        return Vec::new();
    }
    let scorer = Scorer::new(&session.definition);
    let conflict = |sample: &Sample| {
        let outcome = scorer.outcome(&Responses::from_sample(&scorer, sample));
        Conflict::of(session, &scorer, sample, &outcome)
    };
    decided.filter_map(conflict).collect()
}

/// Returns whether the room decided to forward a sample lead; `None` if it decided nothing, or left
/// it open.
fn decided_to_forward(session: &Session, sample: &Id) -> Option<bool> {
    let decision = session.workshop.decision(&Subject::sample(sample))?;
    match decision.value.as_str() {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    }
}

impl FindingCollector<'_> {
    pub(super) fn check_conflicts(&mut self, session: &Session) {
        for conflict in conflicts(session) {
            let (room, model) = conflict.words();
            let points = wording::count_noun(conflict.total, "point");
            let name = &conflict.name;
            let message =
                format!("`{name}`: the room says {room}, the model says {model} ({points})");
            self.add(CONFLICT, Place::new(Kind::Sample, conflict.sample), message);
        }
    }
}
