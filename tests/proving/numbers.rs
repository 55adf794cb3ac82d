//! All the counts of one model.

use accord::model::Definition;
use accord::proof::{Cancel, Proof, ProvedCount};
use accord::scoring::{Decider, Outcome, Scorer};

use super::leads::{Lead, all, smallest};
use super::models::{Dice, definition};

/// The possible leads and the extended ones, with the evaluator's results.
struct Counted {
    possible: Vec<(Lead, Outcome)>,
    extended: Vec<(Lead, Outcome)>,
}

impl Counted {
    fn new(definition: &Definition, scorer: &Scorer) -> Self {
        let judged = |extended| {
            let leads = all(definition, scorer, extended).into_iter();
            leads
                .map(|lead| (scorer.outcome(&lead.answers), lead))
                .map(|(o, l)| (l, o))
                .collect()
        };
        Self {
            possible: judged(false),
            extended: judged(true),
        }
    }

    #[track_caller]
    fn same(&self, what: &str, found: &ProvedCount, is: impl Fn(&Lead, &Outcome) -> bool) {
        let leads = self
            .possible
            .iter()
            .filter(|(lead, outcome)| is(lead, outcome))
            .count();
        assert_eq!(found.leads.to_string(), leads.to_string(), "{what}");
        let so = self
            .extended
            .iter()
            .filter(|(lead, outcome)| is(lead, outcome));
        let witness = found.smallest.as_ref().map(accord::proof::Witness::texts);
        assert_eq!(witness, smallest(so.map(|(lead, _)| lead)), "{what}");
    }
}

/// Whether a stage's rule holds, by making that stage the hand-off.
fn reaches(definition: &Definition, stage: usize) -> impl Fn(&Lead) -> bool {
    let mut there = definition.clone();
    let stage = definition.stages[stage].clone();
    there.handoff = Some(accord::model::Handoff {
        stage: stage.id.clone(),
        disposition: super::models::id("forward"),
        ..accord::model::Handoff::default()
    });
    let scorer = Scorer::new(&there);
    move |lead| match (&stage.rule, stage.is_computed()) {
        (_, false) => false,
        (None, true) => true,
        _ => scorer.qualifies(&lead.answers),
    }
}

type Points = fn(&Outcome) -> i64;

fn check(definition: &Definition) {
    let scorer = Scorer::new(definition);
    let proof = Proof::new(&scorer, &Cancel::never()).unwrap();
    if definition.criteria.len() % 2 == 1 {
        let piecemeal = Proof::piecemeal(&scorer, &Cancel::never());
        assert_eq!(piecemeal.unwrap(), proof);
    }
    let counted = Counted::new(definition, &scorer);
    assert_eq!(
        proof.possible_leads.to_string(),
        counted.possible.len().to_string()
    );
    counted.same("qualified", &proof.qualified, |_, o| o.qualified);
    for (s, stage) in proof.stages.iter().enumerate() {
        let reaches = reaches(definition, s);
        counted.same(&format!("stage {s}"), &stage.reached, |lead, _| {
            reaches(lead)
        });
        counted.same(&format!("furthest {s}"), &stage.furthest, |_, o| {
            o.stage == Some(s)
        });
    }
    counted.same("no stage", &proof.no_stage, |_, o| o.stage.is_none());
    for (b, band) in proof.bands.iter().enumerate() {
        counted.same(&format!("band {b}"), band, |_, o| o.band == Some(b));
    }
    for (d, disposition) in proof.dispositions.iter().enumerate() {
        let what = format!("disposition {d}");
        counted.same(&what, disposition, |_, o| o.disposition == Some(d));
    }
    counted.same("nothing", &proof.no_disposition, |_, o| {
        o.disposition.is_none()
    });
    for (r, route) in proof.routes.iter().enumerate() {
        let what = format!("route {r}");
        counted.same(&what, route, |_, o| o.decided_by == Decider::Route(r));
    }
    let ends: [(_, Points); 3] = [
        (&proof.total, |o| o.total),
        (&proof.fit, |o| o.fit),
        (&proof.behaviour, |o| o.behaviour),
    ];
    for (found, points) in ends {
        let all = || counted.possible.iter().map(|(_, outcome)| points(outcome));
        for (extreme, expected) in [(&found.min, all().min()), (&found.max, all().max())] {
            assert_eq!(Some(extreme.points), expected);
            let so = counted
                .possible
                .iter()
                .filter(|(_, o)| Some(points(o)) == expected);
            assert_eq!(
                Some(extreme.smallest.texts()),
                smallest(so.map(|(lead, _)| lead))
            );
        }
    }
}

#[test]
fn every_number_and_every_witness_is_what_counting_gives() {
    for seed in 1..=cases(1_500) {
        let definition = definition(&mut Dice::new(seed), 5);
        if Scorer::new(&definition).possible_count().unwrap() > 3_000 {
            continue;
        }
        let checked = std::panic::catch_unwind(|| check(&definition));
        let json = || serde_json::to_string(&definition).unwrap();
        assert!(checked.is_ok(), "seed {seed}: {}", json());
    }
}

/// The number of cases to try: `ACCORD_PROOF_CASES` percent of the usual number.
pub fn cases(usual: u64) -> u64 {
    let percent = std::env::var("ACCORD_PROOF_CASES")
        .ok()
        .and_then(|n| n.parse().ok());
    usual * percent.unwrap_or(100_u64) / 100
}
