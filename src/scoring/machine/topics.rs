//! What a walk goes through: each criterion of a model, or of two versions of one, with the levels
//! that can hold of it.

use crate::model::{Combine, Id};

use super::super::Scorer;
use super::super::scorer::Looked;

/// A criterion, of a model or of two versions.
#[derive(Clone, Debug)]
pub(crate) struct Topic {
    /// Its index in each model that has it.
    pub criteria: [Option<usize>; 2],
    /// Its levels, those of the second version first.
    pub levels: Vec<Known>,
    /// Whether exactly one level holds, or none; else any subset does.
    pub one: bool,
    /// Whether both models, or the only one, see the same of it but for points.
    pub same: bool,
    /// The place of its first level among all levels.
    pub first: usize,
}

/// A level.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// Its index in each model that knows it.
    pub of: [Option<usize>; 2],
    /// Whether it is an `otherwise` level wherever it is known.
    pub otherwise: bool,
}

impl Topic {
    /// Whether the versions see it with an `otherwise` level.
    pub(crate) fn has_otherwise(&self) -> bool {
        self.levels.iter().any(|level| level.otherwise)
    }
}

/// The criteria of one model.
pub(super) fn of_one(scorer: &Scorer) -> Vec<Topic> {
    let criteria = scorer.criteria.iter().enumerate();
    let topics = criteria.map(|(c, looked)| Topic {
        criteria: [Some(c), None],
        levels: (0..looked.levels.len())
            .map(|l| Known {
                of: [Some(l), None],
                otherwise: looked.otherwise == Some(l),
            })
            .collect(),
        one: looked.combine == Combine::OneOf,
        same: true,
        first: 0,
    });
    placed(topics.collect())
}

/// The criteria of two versions: those of the second in its order, then those that are gone.
pub(super) fn of_two(before: &Scorer, after: &Scorer) -> Vec<Topic> {
    let place = |scorer: &Scorer, id: &Id| scorer.criteria.iter().position(|c| c.id == *id);
    let now = after.criteria.iter().enumerate();
    let now = now.map(|(c, looked)| [place(before, &looked.id), Some(c)]);
    let gone = before.criteria.iter().enumerate();
    let gone = gone.filter(|(_, looked)| place(after, &looked.id).is_none());
    let gone = gone.map(|(c, _)| [Some(c), None]);
    let topics = now.chain(gone).map(|criteria| {
        let looked = [
            criteria[0].map(|c| &before.criteria[c]),
            criteria[1].map(|c| &after.criteria[c]),
        ];
        topic(criteria, looked)
    });
    placed(topics.collect())
}

fn topic(criteria: [Option<usize>; 2], looked: [Option<&Looked>; 2]) -> Topic {
    let levels = levels(looked);
    let mut topic = Topic {
        criteria,
        levels,
        one: false,
        same: false,
        first: 0,
    };
    if let [Some(before), Some(after)] = looked {
        let both = topic
            .levels
            .iter()
            .all(|l| l.of.iter().all(Option::is_some));
        let in_order = topic.levels.iter().all(|l| l.of[0] == l.of[1]);
        let one_of = [before.combine, after.combine].map(|c| c == Combine::OneOf);
        topic.one = one_of == [true, true] && both && in_order;
        topic.same = before.combine == after.combine && both && (topic.one || !one_of[0]);
    }
    topic
}

/// The levels of both: one whose condition changed is two, one known to each.
fn levels(looked: [Option<&Looked>; 2]) -> Vec<Known> {
    let known = |of: [Option<usize>; 2]| Known {
        of,
        otherwise: (0..2).all(|m| {
            of[m].is_none_or(|l| looked[m].is_some_and(|looked| looked.otherwise == Some(l)))
        }),
    };
    let [before, after] = looked;
    let mut levels = Vec::new();
    let mut old: Vec<usize> = (0..before.map_or(0, |b| b.levels.len())).collect();
    for l in 0..after.map_or(0, |a| a.levels.len()) {
        let same = old.iter().position(|o| alike(before, *o, after, l));
        let of = [same.map(|at| old.remove(at)), Some(l)];
        levels.push(known(of));
    }
    levels.extend(old.into_iter().map(|o| known([Some(o), None])));
    levels
}

/// Whether two levels are one: the same id, holding under the same condition.
fn alike(before: Option<&Looked>, old: usize, after: Option<&Looked>, new: usize) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let (was, is) = (&before.levels[old], &after.levels[new]);
    let otherwise = [before.otherwise == Some(old), after.otherwise == Some(new)];
    was.id == is.id && was.when == is.when && otherwise[0] == otherwise[1]
}

fn placed(mut topics: Vec<Topic>) -> Vec<Topic> {
    let mut first = 0;
    for topic in &mut topics {
        topic.first = first;
        first += topic.levels.len();
    }
    topics
}
