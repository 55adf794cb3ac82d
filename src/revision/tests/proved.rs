//! The computed version, checked by enumerating every possible lead.

use rstest::rstest;

use super::{edited, id, worked};
use crate::model::{Combine, Condition, Criterion, CriterionKind, Definition, Rule, Term};
use crate::proof::Cancel;
use crate::revision::{Bump, ChangeSeverity, OutcomeComparison, Revision};
use crate::scoring::{Responses, Scorer, Truth};

type Edit = fn(&mut Definition);

/// An answer in either version: its index in each.
#[derive(Clone, Copy)]
struct AnswerPair {
    before: Option<usize>,
    after: Option<usize>,
}

/// A criterion in either version: its index in each, its answers, and whether only one can hold.
struct CriterionPair {
    before: Option<usize>,
    after: Option<usize>,
    answers: Vec<AnswerPair>,
    /// The answers that hold in each of its states.
    states: Vec<Vec<usize>>,
}

fn criteria_of(before: &Definition, after: &Definition) -> Vec<CriterionPair> {
    let mut ids: Vec<&crate::model::Id> = before.criteria.iter().map(|c| &c.id).collect();
    let new = after.criteria.iter().map(|c| &c.id);
    ids.extend(new.filter(|id| before.criteria.iter().all(|c| c.id != **id)));
    let at = |d: &Definition, id: &crate::model::Id| d.criteria.iter().position(|c| c.id == *id);
    ids.into_iter()
        .map(|id| {
            let (b, a) = (at(before, id), at(after, id));
            let nothing = Criterion::default();
            let old = b.map_or(&nothing, |i| &before.criteria[i]);
            let new = a.map_or(&nothing, |i| &after.criteria[i]);
            criterion(b.map(|_| old), a.map(|_| new), b, a)
        })
        .collect()
}

fn criterion(
    old: Option<&Criterion>,
    new: Option<&Criterion>,
    before: Option<usize>,
    after: Option<usize>,
) -> CriterionPair {
    let conditions = |c: Option<&Criterion>| -> Vec<(String, Option<Condition>)> {
        let all = c.map(Criterion::answer_list).unwrap_or_default();
        all.iter()
            .map(|a| (a.id.to_owned(), a.when.as_deref().cloned()))
            .collect()
    };
    let (olds, news) = (conditions(old), conditions(new));
    let mut answers: Vec<AnswerPair> = Vec::new();
    for (index, answer) in olds.iter().enumerate() {
        let same = news.iter().position(|n| n == answer);
        answers.push(AnswerPair {
            before: Some(index),
            after: same,
        });
    }
    for (index, answer) in news.iter().enumerate() {
        if !olds.contains(answer) {
            answers.push(AnswerPair {
                before: None,
                after: Some(index),
            });
        }
    }
    let one_of = |c: Option<&Criterion>| c.is_some_and(|c| c.combine == Some(Combine::OneOf));
    let same_set = olds.len() == news.len() && olds.iter().all(|answer| news.contains(answer));
    let one_at_a_time = one_of(old) && one_of(new) && same_set;
    let states = if one_at_a_time {
        let last = old.and_then(|c| c.answers.last());
        let none = (!last.is_some_and(|l| l.otherwise)).then(Vec::new);
        let each = (0..answers.len()).map(|l| vec![l]);
        none.into_iter().chain(each).collect()
    } else {
        let bits = 0..1_usize << answers.len();
        bits.map(|bits| (0..answers.len()).filter(|l| bits >> l & 1 == 1).collect())
            .collect()
    };
    CriterionPair {
        before,
        after,
        answers,
        states,
    }
}

/// Returns the parts of an outcome that are compared.
fn story(scorer: &Scorer, responses: &Responses) -> String {
    let outcome = scorer.outcome(responses);
    let next = outcome.disposition;
    format!(
        "{:?} {:?} {} {:?} {:?} {:?} {:?}",
        outcome.stage.and_then(|s| scorer.stage_id(s)),
        outcome.stage.and_then(|s| scorer.readiness(s)),
        outcome.qualified,
        next.and_then(|d| scorer.disposition_id(d)),
        next.and_then(|d| scorer.action(d)),
        next.and_then(|d| scorer.track(d)),
        next.and_then(|d| scorer.service_level(d)),
    )
}

/// Returns the number of possible leads of both versions, and how many of them differ.
fn by_hand(before: &Definition, after: &Definition) -> (u64, u64) {
    let criteria = criteria_of(before, after);
    let (old, new) = (Scorer::new(before), Scorer::new(after));
    let one_of = |d: &Definition, c: usize| d.criteria[c].combine == Some(Combine::OneOf);
    let mut states = vec![0; criteria.len()];
    let (mut all, mut differ) = (0, 0);
    loop {
        let (mut was, mut is) = (Responses::unknown(&old), Responses::unknown(&new));
        for (criteria_of, state) in criteria.iter().zip(&states) {
            let held = &criteria_of.states[*state];
            let known = |of: fn(&AnswerPair) -> Option<usize>| -> Vec<usize> {
                let mut known: Vec<usize> = held
                    .iter()
                    .filter_map(|l| of(&criteria_of.answers[*l]))
                    .collect();
                known.sort_unstable();
                known
            };
            for (responses, definition, at, mut answers) in [
                (&mut was, before, criteria_of.before, known(|l| l.before)),
                (&mut is, after, criteria_of.after, known(|l| l.after)),
            ] {
                let Some(c) = at else { continue };
                if one_of(definition, c) {
                    answers.truncate(1);
                }
                for l in 0..definition.criteria[c].answer_count() {
                    let truth = if answers.contains(&l) {
                        Truth::Yes
                    } else {
                        Truth::No
                    };
                    responses.set(c, l, truth);
                }
            }
        }
        all += 1;
        differ += u64::from(story(&old, &was) != story(&new, &is));
        let Some(c) = (0..states.len())
            .rev()
            .find(|c| states[*c] + 1 < criteria[*c].states.len())
        else {
            return (all, differ);
        };
        states[c] += 1;
        states[c + 1..].fill(0);
    }
}

fn revised(before: &Definition, after: &Definition) -> Revision {
    let mut revision = Revision::of(before, after, &Cancel::never()).expect("small enough");
    revision
        .count(before, after, &Cancel::never())
        .expect("small enough");
    revision
}

/// The example with its several-answer criteria counted by sum or by best.
fn base(combine: Combine) -> Definition {
    edited(|d| {
        for criterion in &mut d.criteria {
            if criterion.combine == Some(Combine::Sum) {
                criterion.combine = Some(combine);
            }
        }
    })
}

fn mql(d: &mut Definition) -> &mut Rule {
    d.stages[3].rule.as_mut().expect("the example's")
}

fn of<'a>(d: &'a mut Definition, criterion: &str) -> &'a mut Criterion {
    d.criteria
        .iter_mut()
        .find(|c| c.id == *criterion)
        .expect("the example's")
}

fn threshold(d: &mut Definition, points: i64) {
    let minima = mql(d).points.as_mut().expect("the example's");
    minima.insert("total".into(), points);
}

#[rstest]
#[case::threshold(|d: &mut Definition| threshold(d, 18))]
#[case::points(|d: &mut Definition| of(d, "demo").answers[1].points = 2)]
#[case::more_points(|d: &mut Definition| of(d, "specification").points = Some(7.into()))]
#[case::one_more_required(|d: &mut Definition| mql(d).all.as_mut().unwrap().push("specification".parse().unwrap()))]
#[case::one_less_required(|d: &mut Definition| drop(mql(d).all.as_mut().unwrap().remove(1)))]
#[case::band(|d: &mut Definition| d.bands[2].from = Some(25))]
#[case::what_a_band_does(|d: &mut Definition| d.bands[1].disposition = Some(id("recycle")))]
#[case::order_of_routes(|d: &mut Definition| d.routes.swap(1, 2))]
#[case::route_for_qualified(|d: &mut Definition| d.routes[1].even_if_qualified = true)]
#[case::no_route(|d: &mut Definition| drop(d.routes.pop()))]
#[case::handoff(|d: &mut Definition| d.handoff.as_mut().unwrap().stage = id("ready"))]
#[case::service_level(|d: &mut Definition| d.handoff.as_mut().unwrap().service_level.as_mut().unwrap().response_hours = Some(24))]
#[case::order_of_one_of(|d: &mut Definition| d.criteria[0].answers.swap(0, 1))]
#[case::condition(|d: &mut Definition| of(d, "specification").when = Some(Condition { event: Some("spec".into()), ..Condition::default() }))]
#[case::added(|d: &mut Definition| d.criteria.push(Criterion { id: id("webinar"), name: "Webinar".into(), points: Some(2.into()), ..Criterion::default() }))]
#[case::added_and_no_outcome(|d: &mut Definition| d.criteria.push(Criterion { id: id("webinar"), name: "Webinar".into(), ..Criterion::default() }))]
#[case::removed(|d: &mut Definition| d.criteria.retain(|c| c.id != *"specification"))]
#[case::kind(|d: &mut Definition| of(d, "specification").kind = CriterionKind::Fit)]
#[case::stages(|d: &mut Definition| d.stages.swap(2, 3))]
#[case::readiness(|d: &mut Definition| d.stages[2].readiness = crate::model::Readiness::None)]
#[case::track(|d: &mut Definition| d.dispositions[2].track = Some(id("restart")))]
fn the_proof_agrees_with_counting_one_by_one(
    #[values(Combine::Sum, Combine::Highest)] combine: Combine,
    #[case] edit: Edit,
) {
    let before = base(combine);
    let mut after = before.clone();
    edit(&mut after);
    let revision = revised(&before, &after);
    let counted = revision.lead_counts.as_ref().unwrap();
    let (all, differ) = by_hand(&before, &after);
    assert_eq!(counted.possible_leads.to_string(), all.to_string());
    assert_eq!(counted.changed_leads.to_string(), differ.to_string());
    assert_eq!(revision.example().is_some(), differ > 0);
    let gone = revision.diff.has_removals();
    let expected = if differ > 0 || gone {
        Bump::Major
    } else {
        Bump::Minor
    };
    assert_eq!(revision.bump, expected);
}

#[test]
fn two_points_less_for_an_mql() {
    let before = worked();
    let after = edited(|d| threshold(d, 18));
    let revision = revised(&before, &after);
    assert_eq!(revision.bump, Bump::Major);
    assert_eq!(revision.headline(), "different leads are forwarded");
    assert_eq!(revision.diff.changes.len(), 1);
    let change = &revision.diff.changes[0];
    assert_eq!(change.message, "MQL: threshold lowered from 20 to 18");
    assert_eq!(revision.severities().next(), Some(ChangeSeverity::Outcome));
    let counted = revision.lead_counts.as_ref().unwrap();
    assert_eq!(counted.possible_leads.to_string(), "9216");
    // Counted by `by_hand`, and by the screen's sketch.
    assert_eq!(
        counted.changed_leads.to_string(),
        by_hand(&before, &after).1.to_string()
    );
    let example = revision.example().unwrap();
    // 5 + 3 + 5 + 5 = 18 with four answers, three of which are required.
    assert_eq!(
        example.witness.texts(),
        [
            "vertical=expertise",
            "product=customised",
            "money=funded",
            "demo=one-to-one"
        ]
    );
    assert_eq!(example.before.verdict.total, 18);
    assert_eq!(example.before_words, "18 points, Lead: Nurture");
    assert_eq!(
        example.after_words,
        "18 points, MQL: Forward to Sales, first response in 48 hours, 5 to 9 attempts"
    );
}

#[test]
fn wording_is_a_patch_and_a_term_a_minor() {
    let before = worked();
    let wording = edited(|d| d.stages[3].definition.push_str(" Always."));
    let revision = revised(&before, &wording);
    assert_eq!(
        (revision.bump, revision.headline()),
        (Bump::Patch, "wording only")
    );
    assert_eq!(revision.proof_sentence(), None);
    let term = edited(|d| {
        d.terms.push(Term {
            id: id("new"),
            name: "New".into(),
            ..Term::default()
        });
    });
    let revision = revised(&before, &term);
    assert_eq!(
        (revision.bump, revision.headline()),
        (Bump::Minor, "something added")
    );
    let fewer = edited(|d| drop(d.terms.pop()));
    let revision = revised(&before, &fewer);
    assert_eq!(
        (revision.bump, revision.headline()),
        (Bump::Major, "something was removed")
    );
    assert_eq!(revised(&before, &before).bump, Bump::None);
}

#[test]
fn points_that_move_nobody_are_a_minor_and_say_so() {
    // Nothing requires points: no minimum, a single band.
    let before = edited(|d| {
        mql(d).points = None;
        d.stages[1].rule.as_mut().unwrap().points = None;
        d.bands.truncate(1);
    });
    let mut after = before.clone();
    of(&mut after, "specification").points = Some(7.into());
    let revision = revised(&before, &after);
    assert_eq!(revision.bump, Bump::Minor);
    assert_eq!(revision.outcomes, OutcomeComparison::Same);
    assert_eq!(
        revision.severities().collect::<Vec<_>>(),
        [ChangeSeverity::Queue]
    );
    assert_eq!(revision.headline(), "only the order of the leads changes");
    assert_eq!(
        revision.proof_sentence().unwrap(),
        "Proved: no possible lead's outcome changes; points move, so the order of the leads can."
    );
    assert_eq!(by_hand(&before, &after).1, 0);
}

#[test]
fn a_condition_written_otherwise_is_wording() {
    let asks = |values: [&str; 2]| Condition {
        field: Some("industry".into()),
        is_in: Some(values.map(str::to_owned).to_vec()),
        ..Condition::default()
    };
    let with = |values| edited(|d| of(d, "specification").when = Some(asks(values)));
    let revision = revised(&with(["Food", "paper"]), &with(["Paper", "food"]));
    assert_eq!(revision.bump, Bump::Patch);
}

#[test]
fn without_a_proof_the_number_is_on_the_safe_side() {
    let after = edited(|d| of(d, "specification").points = Some(7.into()));
    let revision = Revision::unproved(&worked(), &after);
    assert_eq!(
        (revision.bump, revision.headline()),
        (Bump::Major, "different leads may be forwarded")
    );
    let wording = edited(|d| d.stages[3].definition.push('!'));
    assert_eq!(Revision::unproved(&worked(), &wording).bump, Bump::Patch);
}

#[test]
fn another_name_of_the_session_is_wording() {
    let same = revised(&worked(), &worked());
    assert_eq!(same.clone().with_session_names("a", "a").bump, Bump::None);
    let revision = same.with_session_names("Acme", "Acme Ltd");
    assert_eq!(revision.bump, Bump::Patch);
    assert_eq!(
        revision.diff.changes[0].message,
        "session Acme renamed to Acme Ltd"
    );
}

#[test]
fn of_two_changes_only_one_moves_anybody() {
    let before = worked();
    let after = edited(|d| {
        threshold(d, 18);
        // No rule refers to it and it is worth nothing.
        d.criteria.insert(
            0,
            Criterion {
                id: id("webinar"),
                name: "Webinar".into(),
                ..Criterion::default()
            },
        );
        // Only a person can send leads there.
        d.dispositions.push(crate::model::Disposition {
            id: id("call"),
            name: "Call".into(),
            ..Default::default()
        });
    });
    let mut revision = revised(&before, &after);
    revision.trace(&before, &after, &Cancel::never()).unwrap();
    let found: Vec<(ChangeSeverity, &str)> = revision
        .changes_by_severity()
        .into_iter()
        .map(|(c, severity)| (severity, c.message.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            (
                ChangeSeverity::Outcome,
                "MQL: threshold lowered from 20 to 18"
            ),
            (ChangeSeverity::Addition, "criterion Webinar added"),
            (ChangeSeverity::Addition, "disposition Call added"),
        ]
    );
    assert_eq!(revision.bump, Bump::Major);
}

#[test]
fn two_changes_that_only_matter_together_share_the_blame() {
    // The criterion alone has no effect; without it, the rule that excludes it is empty.
    let before = edited(|d| d.bands.truncate(1));
    let mut after = before.clone();
    let new = Criterion {
        id: id("webinar"),
        name: "Webinar".into(),
        ..Criterion::default()
    };
    after.criteria.push(new);
    mql(&mut after).none = Some(vec!["webinar".parse().unwrap()]);
    let mut revision = revised(&before, &after);
    revision.trace(&before, &after, &Cancel::never()).unwrap();
    assert!(revision.severities().all(|s| s == ChangeSeverity::Outcome));
}
