//! Time taken by proofs: `cargo bench --bench proof`.

#[path = "models/meanings.rs"]
mod meanings;
mod models;

use std::path::Path;

use accord::model::Definition;
use accord::proof::{
    Cancel, Comparison, ONE_LEAD_BUDGET, Proof, check_queries, missing, missing_parts,
};
use accord::revision::Revision;
use accord::scoring::{Responses, Scorer, Truth};
use divan::Bencher;

fn main() {
    divan::main();
}

/// The worked example, as in the repository.
fn worked() -> Definition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/worked-example");
    let session = accord::store::SessionFolder::at(&folder).load();
    (*session.expect("the example reads").0.definition).clone()
}

/// Everything that can be proved about the worked example.
#[divan::bench]
fn worked_example(bencher: Bencher) {
    let scorer = Scorer::new(&worked());
    bencher.bench(|| Proof::new(&scorer, &Cancel::never()));
}

/// The same for sixty criteria.
#[divan::bench]
fn sixty_criteria(bencher: Bencher) {
    let scorer = Scorer::new(&models::sixty());
    bencher.bench(|| Proof::new(&scorer, &Cancel::never()));
}

/// Two versions of the sixty criteria that differ in three places.
#[divan::bench]
fn three_edits_of_sixty_criteria(bencher: Bencher) {
    let before = models::sixty();
    let mut after = before.clone();
    let minima = after.stages[5]
        .rule
        .as_mut()
        .and_then(|rule| rule.points.as_mut());
    minima
        .expect("it asks for points")
        .insert("total".into(), 38);
    after.criteria[2].answers[0].points += 1;
    after.criteria[33].points = Some(4.into());
    bencher.bench(|| Comparison::new(&before, &after, &Cancel::never()));
}

/// The sixty criteria with conditions on sixty fields: at most twice the time of those without.
#[divan::bench]
fn sixty_criteria_on_sixty_fields(bencher: Bencher) {
    let inputs = || Scorer::new(&meanings::sixty_fields());
    bencher
        .with_inputs(inputs)
        .bench_refs(|scorer| Proof::new(scorer, &Cancel::never()));
}

/// Two versions of criteria that share twelve fields and six events: less than 100 ms.
#[divan::bench]
fn two_versions_that_share_fields_and_events(bencher: Bencher) {
    bencher
        .with_inputs(meanings::shared_fields)
        .bench_refs(|[before, after]| {
            Comparison::new(before, after, &Cancel::never()).expect("it is settled")
        });
}

/// Ten parts of a text on one field: less than 50 ms.
#[divan::bench]
fn ten_parts_of_one_field(bencher: Bencher) {
    let inputs = || Scorer::new(&meanings::ten_parts());
    bencher
        .with_inputs(inputs)
        .bench_refs(|scorer| Proof::new(scorer, &Cancel::never()).expect("it is settled"));
}

/// Two hundred limits and texts on one field, settled.
#[divan::bench]
fn two_hundred_limits_on_one_field(bencher: Bencher) {
    let inputs = || Scorer::new(&meanings::two_hundred_limits());
    bencher
        .with_inputs(inputs)
        .bench_refs(|scorer| Proof::new(scorer, &Cancel::never()).expect("it is settled"));
}

/// Two hundred parts, numbers and dates on one field: settled, or said not to be, within two seconds.
#[divan::bench(sample_count = 10)]
fn two_hundred_parts_numbers_and_dates_on_one_field(bencher: Bencher) {
    let inputs = || Scorer::new(&meanings::two_hundred_mixed());
    bencher
        .with_inputs(inputs)
        .bench_refs(|scorer| Proof::new(scorer, &Cancel::never()));
}

/// Which points of the sixty criteria matter: one query each.
#[divan::bench]
fn points_that_matter_of_sixty_criteria(bencher: Bencher) {
    let scorer = Scorer::new(&models::sixty());
    let matter = |c| check_queries::points_difference(&scorer, c, &Cancel::never());
    bencher.bench(|| (0..60).map(matter).collect::<Result<Vec<_>, _>>());
}

/// What a lead lacks if nothing is known about it.
#[divan::bench]
fn missing_of_sixty_criteria(bencher: Bencher) {
    let scorer = Scorer::new(&models::sixty());
    let nothing = Responses::unknown(&scorer);
    bencher.bench(|| missing(&scorer, &nothing, &Cancel::never()));
}

/// Sixty yes/no criteria under two counts, a choice and three minima, and a thousand leads of which
/// half the answers are not known.
fn counted() -> (Scorer, Vec<Responses>) {
    let criteria: Vec<_> = (0..60)
        .map(|n| {
            let kind = ["behaviour", "fit"][n % 2];
            let phase = ["consideration", "research"][n % 2];
            let mut criterion = serde_json::json!({
                "id": format!("c{n}"), "name": "C", "kind": kind, "points": 1 + n % 7});
            if kind == "behaviour" {
                criterion["phase"] = phase.into();
            }
            criterion
        })
        .collect();
    let named = |range: std::ops::Range<usize>| range.map(|n| format!("c{n}")).collect::<Vec<_>>();
    let definition = serde_json::json!({
        "criteria": criteria,
        "stages": [{"id": "mql", "name": "MQL", "readiness": "sales-worthy", "rule": {
            "any": named(0..10),
            "at_least": [{"count": 12, "of": {"phase": "consideration"}},
                         {"count": 9, "of": named(20..45)}],
            "points": {"total": 130, "fit": 60, "behaviour": 55}}}],
        "handoff": {"stage": "mql", "disposition": "go"},
        "dispositions": [{"id": "go", "name": "Go", "action": "forward"}]});
    let definition: Definition = serde_json::from_value(definition).expect("well formed");
    let scorer = Scorer::new(&definition);
    let mut state = 7_u64;
    let leads = (0..1_000).map(|_| {
        let mut answers = Responses::unknown(&scorer);
        for c in 0..60 {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            match state >> 62 {
                0 => answers.set(c, 0, Truth::Yes),
                1 => answers.set(c, 0, Truth::No),
                _ => {}
            }
        }
        answers
    });
    let leads = leads.collect();
    (scorer, leads)
}

/// The CSV content for a thousand leads: outcomes, missing parts and unknown criteria.
#[divan::bench]
fn a_thousand_leads_without_smallest_sets(bencher: Bencher) {
    let (scorer, leads) = counted();
    let said = |lead| {
        (
            scorer.outcome(lead),
            scorer.missing_parts(lead),
            scorer.unknown_criteria(lead),
        )
    };
    bencher.bench(|| leads.iter().map(said).collect::<Vec<_>>());
}

/// The JSON content for the same leads, including smallest sets: at most ten times as long.
#[divan::bench]
fn a_thousand_leads_with_smallest_sets(bencher: Bencher) {
    let (scorer, leads) = counted();
    let said = |lead| {
        let cancel = Cancel::never().with_budget(ONE_LEAD_BUDGET);
        let all = (scorer.verdict(lead), missing_parts(&scorer, lead, &cancel));
        serde_json::to_vec(&all).expect("plain data")
    };
    bencher.bench(|| leads.iter().map(said).collect::<Vec<_>>());
}

/// Sixty criteria, and a version with three edits: more points for an answer, a lower threshold,
/// and another rule for a stage.
fn revised() -> (Definition, Definition) {
    let before = models::sixty();
    let mut after = before.clone();
    after.criteria[4].answers[0].points += 2;
    let rule = |definition: &mut Definition, stage: usize| {
        definition.stages[stage]
            .rule
            .clone()
            .expect("it has a rule")
    };
    let mut lowered = rule(&mut after, 5);
    let points = lowered.points.as_mut().expect("it asks for points");
    *points.get_mut("total").expect("in all") -= 3;
    after.stages[5].rule = Some(lowered);
    let mut eased = rule(&mut after, 6);
    eased.at_least[0].count -= 1;
    after.stages[6].rule = Some(eased);
    (before, after)
}

/// The whole comparison of three edits: sentences, proved version number, and count of possible
/// leads.
#[divan::bench]
fn sixty_criteria_revised(bencher: Bencher) {
    let (before, after) = revised();
    bencher.bench(|| {
        let mut revision = Revision::of(&before, &after, &Cancel::never()).expect("provable");
        let counted = revision.count(&before, &after, &Cancel::never());
        counted.expect("countable");
        revision
    });
}

/// Only the version number, which comes first.
#[divan::bench]
fn sixty_criteria_bump(bencher: Bencher) {
    let (before, after) = revised();
    bencher.bench(|| Revision::of(&before, &after, &Cancel::never()));
}
