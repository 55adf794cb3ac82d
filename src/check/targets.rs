//! Compares how many recorded leads qualify with how many the targets ask for.

use super::collector::FindingCollector;
use super::finding::Finding;
use crate::model::wording::{count_noun, grouped};
use crate::model::{Definition, Kind, Place, Target};

/// Returns a note if fewer of the recorded leads qualify than the targets of some period ask for.
/// `leads` is how many are recorded, `qualified` how many of them qualify. A file says nothing of
/// the time in which its leads came, so the note names both numbers and claims no more.
pub fn unmet_targets(definition: &Definition, leads: usize, qualified: usize) -> Option<Finding> {
    let (first, wanted) = largest_period(&definition.targets)?;
    if u64::try_from(qualified).is_ok_and(|qualified| qualified >= wanted) {
        return None;
    }
    let period = match first.period.trim() {
        "" => String::new(),
        period => format!(" in {period}"),
    };
    let verb = if qualified == 1 {
        "qualifies"
    } else {
        "qualify"
    };
    let message = format!(
        "of the {} in the file {} {verb}; the targets ask for {}{period}",
        count_noun(i64::try_from(leads).unwrap_or(i64::MAX), "lead"),
        grouped(qualified),
        grouped(usize::try_from(wanted).unwrap_or(usize::MAX)),
    );
    let mut findings = FindingCollector::new(definition);
    findings.add("A310", Place::new(Kind::Target, first.id.clone()), message);
    findings.found.pop()
}

/// Returns the first target of the period that asks for most, and what that period asks for.
fn largest_period(targets: &[Target]) -> Option<(&Target, u64)> {
    let mut periods: Vec<(&Target, u64)> = Vec::new();
    for target in targets.iter().filter(|target| target.qualified > 0) {
        let wanted = u64::from(target.qualified);
        let same = |(first, _): &&mut (&Target, u64)| first.period.trim() == target.period.trim();
        match periods.iter_mut().find(same) {
            Some((_, sum)) => *sum += wanted,
            None => periods.push((target, wanted)),
        }
    }
    // Of equals, the first.
    periods.into_iter().rev().max_by_key(|(_, wanted)| *wanted)
}
