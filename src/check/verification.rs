//! Which criteria are verified: each says whether and where it is collected, and each behaviour has
//! a real example, recorded or remembered.

use crate::model::{ActionItem, Collected, Criterion, CriterionKind, Id, Session, wording};

/// A criterion that isn't verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unverified<'a> {
    /// The criterion.
    pub criterion: &'a Criterion,
    /// What it lacks, in words: "no source and no real example".
    pub lacks: String,
}

/// Returns the criteria that aren't verified, in the order of the definition.
pub fn unverified(session: &Session) -> Vec<Unverified<'_>> {
    let criteria = session.definition.criteria.iter();
    criteria
        .filter_map(|criterion| {
            let never = criterion.collected == Some(Collected::Never);
            let lacks: Vec<String> = [
                (criterion.collected.is_none(), "no word on collecting it"),
                (!never && is_blank(&criterion.source), "no source"),
                (lacks_example(session, criterion), "no real example"),
            ]
            .into_iter()
            .filter(|(lacks, _)| *lacks)
            .map(|(_, what)| what.to_owned())
            .collect();
            let lacks = wording::join_list(&lacks, "and");
            (!lacks.is_empty()).then_some(Unverified { criterion, lacks })
        })
        .collect()
}

/// Returns the criteria that aren't verified and that no open action with reason, owner and date
/// covers.
pub fn unverified_unasked(session: &Session) -> Vec<Unverified<'_>> {
    let covers = |action: &&ActionItem| {
        !is_blank(&action.reason) && !is_blank(&action.owner) && action.due.is_some()
    };
    let actions = session.workshop.open_actions().filter(covers);
    let covered: Vec<&Id> = actions.flat_map(|action| &action.verifies).collect();
    let mut found = unverified(session);
    found.retain(|found| !covered.contains(&&found.criterion.id));
    found
}

/// Returns whether nothing says whether or where a criterion is collected. One that never is needs
/// no source.
pub(super) fn lacks_source(criterion: &Criterion) -> bool {
    match criterion.collected {
        Some(Collected::Never) => false,
        Some(_) => is_blank(&criterion.source),
        None => true,
    }
}

/// Returns whether a behaviour has no real example, neither remembered nor in the recorded leads.
pub(super) fn lacks_example(session: &Session, criterion: &Criterion) -> bool {
    let answers = criterion.answer_list();
    let is_recorded =
        session.data.leads.is_some() && answers.iter().any(|answer| answer.when.is_some());
    criterion.kind == CriterionKind::Behaviour && is_blank(&criterion.example) && !is_recorded
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}
