//! Every single change of a model that golden leads are to show: of points, thresholds, groups,
//! bands, rules, routes, and of the numbers and days in conditions.

use super::condition_changes::condition_changes;
use super::rule_changes::{ChangedRule, STEPS, rule_changes};
use super::single_change::{SingleChange, slug};
use crate::model::{Condition, Definition, Id, Rule};
use crate::scoring::Scorer;

/// Returns every single change of a model, routes and thresholds first.
pub(super) fn model_changes(definition: &Definition, scorer: &Scorer) -> Vec<SingleChange> {
    let mut changes = Vec::new();
    route_changes(definition, &mut changes);
    stage_changes(definition, &mut changes);
    band_changes(definition, &mut changes);
    group_changes(definition, &mut changes);
    points_changes(scorer, &mut changes);
    all_condition_changes(definition, &mut changes);
    changes
}

fn with(definition: &Definition, change: impl FnOnce(&mut Definition)) -> Definition {
    let mut changed = definition.clone();
    change(&mut changed);
    changed
}

/// Returns another disposition than this one, if there is another.
fn other_disposition(definition: &Definition, id: &Id) -> Option<Id> {
    let mut others = definition.dispositions.iter().map(|d| &d.id);
    others.find(|other| *other != id).cloned()
}

fn route_changes(definition: &Definition, changes: &mut Vec<SingleChange>) {
    for (r, route) in definition.routes.iter().enumerate() {
        let id = &route.id;
        let mut add = |lead: String, what: &str, changed: Definition| {
            let what = format!("route {id}: {what}");
            changes.push(SingleChange::of_rules(lead, what, &[changed]));
        };
        let dropped = with(definition, |d| drop(d.routes.remove(r)));
        add(format!("route-{id}"), "it is dropped", dropped);
        let turned = with(definition, |d| d.routes[r].even_if_qualified ^= true);
        add(
            format!("route-{id}-qualified"),
            "`even_if_qualified` is turned round",
            turned,
        );
        if let Some(other) = other_disposition(definition, &route.disposition) {
            let what = format!("its disposition becomes {other}");
            let changed = with(definition, |d| d.routes[r].disposition = other);
            add(format!("route-{id}-disposition"), &what, changed);
        }
        if let Some(next) = definition.routes.get(r + 1) {
            let what = format!("it comes after {}", next.id);
            let swapped = with(definition, |d| d.routes.swap(r, r + 1));
            add(format!("route-{id}-before-{}", next.id), &what, swapped);
        }
        if let Some(rule) = &route.rule {
            let owner = format!("route-{id}");
            add_rule_changes(definition, &owner, rule, changes, |d, rule| {
                d.routes[r].rule = rule;
            });
        }
    }
}

/// Adds the single changes of a rule. `put` puts the changed rule into a definition.
fn add_rule_changes(
    definition: &Definition,
    owner: &str,
    rule: &Rule,
    changes: &mut Vec<SingleChange>,
    put: impl Fn(&mut Definition, Option<Rule>),
) {
    for ChangedRule {
        lead,
        what,
        changed,
    } in rule_changes(rule)
    {
        let rules = changed.into_iter().filter(|rule| !rule.is_empty());
        let changed: Vec<Definition> = rules
            .map(|rule| with(definition, |d| put(d, Some(rule))))
            .collect();
        if !changed.is_empty() {
            let (lead, what) = (format!("{owner}-{lead}"), format!("{owner}: {what}"));
            changes.push(SingleChange::of_rules(lead, what, &changed));
        }
    }
}

fn stage_changes(definition: &Definition, changes: &mut Vec<SingleChange>) {
    for (s, stage) in definition.stages.iter().enumerate() {
        if let Some(rule) = &stage.rule {
            add_rule_changes(definition, stage.id.as_str(), rule, changes, |d, rule| {
                d.stages[s].rule = rule;
            });
        }
    }
}

fn band_changes(definition: &Definition, changes: &mut Vec<SingleChange>) {
    for (b, band) in definition.bands.iter().enumerate() {
        let id = &band.id;
        if let Some(from) = band.from {
            for (place, sign) in [("at", 1), ("below", -1)] {
                let moved =
                    |step: i64| with(definition, |d| d.bands[b].from = Some(from + sign * step));
                changes.push(SingleChange::of_rules(
                    format!("band-{id}-{place}-{}", slug(&from.to_string())),
                    format!("band {id}: from {from} becomes {}", from + sign),
                    &STEPS.map(moved),
                ));
            }
        }
        let other = |now: &Option<Id>| other_disposition(definition, now.as_ref()?);
        if let Some(other) = other(&band.disposition) {
            changes.push(SingleChange::of_rules(
                format!("band-{id}"),
                format!("band {id}: its disposition becomes {other}"),
                &[with(definition, |d| d.bands[b].disposition = Some(other))],
            ));
        }
        if let Some(other) = other(&band.qualified) {
            changes.push(SingleChange::of_rules(
                format!("band-{id}-qualified"),
                format!("band {id}: what qualified leads get becomes {other}"),
                &[with(definition, |d| d.bands[b].qualified = Some(other))],
            ));
        }
    }
    let handoff = definition.handoff.as_ref();
    let other = handoff.and_then(|h| other_disposition(definition, &h.disposition));
    if let Some(other) = other {
        let changed = with(definition, |d| {
            if let Some(handoff) = &mut d.handoff {
                handoff.disposition.clone_from(&other);
            }
        });
        let what = format!("hand-off: its disposition becomes {other}");
        changes.push(SingleChange::of_rules("handoff".into(), what, &[changed]));
    }
}

fn group_changes(definition: &Definition, changes: &mut Vec<SingleChange>) {
    for (g, group) in definition.groups.iter().enumerate() {
        let bounds = [("max", group.max), ("min", group.min)];
        for (word, bound) in bounds {
            let Some(bound) = bound else { continue };
            for sign in [1, -1] {
                let moved = with(definition, |d| {
                    let group = &mut d.groups[g];
                    let at = if word == "max" {
                        &mut group.max
                    } else {
                        &mut group.min
                    };
                    *at = Some(bound + sign);
                });
                // One more changes leads that are beyond a greatest sum, and those at a least one.
                let place = if sign > 0 { "more" } else { "less" };
                changes.push(SingleChange::of_rules(
                    format!(
                        "group-{}-{word}-{}-{place}",
                        group.id,
                        slug(&bound.to_string())
                    ),
                    format!(
                        "group {}: {word} {bound} becomes {}",
                        group.id,
                        bound + sign
                    ),
                    &[moved],
                ));
            }
        }
    }
}

/// One point more and one less for each answer. What a bare reference means stays the same.
fn points_changes(scorer: &Scorer, changes: &mut Vec<SingleChange>) {
    for (c, criterion) in scorer.criteria().iter().enumerate() {
        for (a, answer) in criterion.answers.iter().enumerate() {
            let points = answer.points;
            let named = scorer.reference_to(c, a).map(|r| r.to_string());
            let named = named.unwrap_or_default();
            for (place, sign) in [("with-one-point-more", 1), ("with-one-point-less", -1)] {
                let changed = scorer.with_points(|other, l| {
                    let kept = scorer.criteria()[other].answers[l].points;
                    if (other, l) == (c, a) {
                        kept + sign
                    } else {
                        kept
                    }
                });
                changes.push(SingleChange {
                    lead: format!("{}-{place}", slug(&named)),
                    what: format!("{named}: {points} points become {}", points + sign),
                    changed: vec![changed.with_recorded_answers_only()],
                    of_conditions: false,
                });
            }
        }
    }
}

fn all_condition_changes(definition: &Definition, changes: &mut Vec<SingleChange>) {
    for (c, criterion) in definition.criteria.iter().enumerate() {
        if let Some(when) = &criterion.when {
            let id = criterion.id.as_str();
            add_condition_changes(definition, id, when, changes, |d, when| {
                d.criteria[c].when = Some(when);
            });
        }
        for (a, answer) in criterion.answers.iter().enumerate() {
            if let Some(when) = &answer.when {
                let named = format!("{}={}", criterion.id, answer.id);
                add_condition_changes(definition, &named, when, changes, |d, when| {
                    d.criteria[c].answers[a].when = Some(when);
                });
            }
        }
    }
}

fn add_condition_changes(
    definition: &Definition,
    named: &str,
    when: &Condition,
    changes: &mut Vec<SingleChange>,
    put: impl Fn(&mut Definition, Condition),
) {
    for (what, changed) in condition_changes(when) {
        let lead = format!(
            "{}-{}",
            slug(named),
            slug(&what.replace(" becomes ", " not "))
        );
        let changed = with(definition, |d| put(d, changed));
        let what = format!("{named}: {what}");
        changes.push(SingleChange::of_condition(lead, what, &changed));
    }
}
