//! The columnar engine against the plain evaluator, on made-up models and leads: equal in every
//! column of every lead, from scratch and after edits.

#[allow(dead_code)]
mod second;

use std::collections::BTreeMap;
use std::sync::Arc;

use accord::model::{AtLeast, CountScope, Covers, CriterionPoints, Definition, EachTime, Id};
use accord::records::{ReadOptions, read_events, read_leads};
use accord::scoring::engine::OutcomeChanges;
use accord::scoring::{Dataset, Engine, Outcome, ScoredDataset, Scorer};
use proptest::prelude::*;
use second::{Options, made_up};

/// The leads of a case, repeated until there are so many.
fn dataset(leads: &[u8], events: Option<&[u8]>, options: &Options, number: usize) -> Dataset {
    let read = ReadOptions {
        id: options.id.clone(),
        columns: options.columns.clone(),
        encoding: None,
        as_of: options.as_of,
        as_of_field: options.as_of_field.clone(),
        default_as_of: options.data_as_of,
        ..ReadOptions::default()
    };
    let events = events.map(|bytes| read_events(bytes, &read).expect("the events read").0);
    let (mut data, _) =
        read_leads(leads, &read, events.unwrap_or_default()).expect("the leads read");
    let own = data.len();
    if own == 0 {
        return data;
    }
    for more in own..number {
        // In a varying order, so that bitmap words differ.
        let lead = data.lead((more * 7 + more / own) % own);
        data.push_lead(&lead);
    }
    data
}

/// Checks everything known about every lead against the plain evaluator.
fn agrees(scored: &ScoredDataset, scorer: &Scorer, data: &Dataset) -> Result<(), TestCaseError> {
    let bound = scorer.bind(data);
    let gaps = scored.missing_texts();
    let mut outcomes = Vec::new();
    prop_assert_eq!(scored.len(), data.len());
    for i in 0..data.len() {
        let answers = bound.responses(&data.lead(i));
        let outcome = scorer.outcome(&answers);
        prop_assert_eq!(scored.outcome(i), outcome, "lead {}", i);
        prop_assert_eq!(scored.responses(i), answers.clone(), "lead {}", i);
        prop_assert_eq!(scored.total(i), outcome.total);
        let (mut missing, mut unknown) = (String::new(), String::new());
        gaps.write_missing(i, &mut missing);
        gaps.write_unknown(i, &mut unknown);
        prop_assert_eq!(missing, scorer.missing_parts(&answers).join(";"));
        let names = scorer.unknown_criteria(&answers);
        let names: Vec<&str> = names.iter().map(Id::as_str).collect();
        prop_assert_eq!(unknown, names.join(";"));
        outcomes.push(outcome);
    }
    counts_agree(scored, &outcomes)
}

/// Checks who could qualify against the search for a single lead.
fn could_agrees(scored: &ScoredDataset) -> Result<(), TestCaseError> {
    let could = scored.could_qualify(&|| true).expect("nobody gave it up");
    for lead in 0..scored.len() {
        let one = scored.scorer().could_qualify(&scored.responses(lead));
        prop_assert_eq!(could.get(lead), one, "lead {}", lead);
    }
    Ok(())
}

fn counts_agree(scored: &ScoredDataset, outcomes: &[Outcome]) -> Result<(), TestCaseError> {
    let counts = scored.counts();
    let how_many = |of: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|o| of(o)).count();
    prop_assert_eq!(counts.leads, outcomes.len());
    prop_assert_eq!(counts.qualify, how_many(&|o| o.qualified));
    for (s, n) in counts.stages.iter().enumerate() {
        prop_assert_eq!(*n, how_many(&|o| o.stage == Some(s)));
    }
    for (b, n) in counts.bands.iter().enumerate() {
        prop_assert_eq!(*n, how_many(&|o| o.band == Some(b)));
    }
    for (d, n) in counts.dispositions.iter().enumerate() {
        prop_assert_eq!(*n, how_many(&|o| o.disposition == Some(d)));
        let sent = scored.with_disposition(d);
        for (lead, outcome) in outcomes.iter().enumerate() {
            prop_assert_eq!(sent.get(lead), outcome.disposition == Some(d));
        }
    }
    let mut totals: BTreeMap<i64, u32> = BTreeMap::new();
    for outcome in outcomes {
        *totals.entry(outcome.total).or_default() += 1;
    }
    prop_assert_eq!(&counts.totals, &totals.into_iter().collect::<Vec<_>>());
    let mut order: Vec<u32> = (0..outcomes.len() as u32).collect();
    order.sort_by_key(|i| std::cmp::Reverse(outcomes[*i as usize].total));
    prop_assert_eq!(scored.order_by_total(), order);
    let qualified = scored.qualified();
    for (lead, outcome) in outcomes.iter().enumerate() {
        prop_assert_eq!(qualified.get(lead), outcome.qualified);
    }
    Ok(())
}

/// The changes, found lead by lead.
fn changes(now: &ScoredDataset, then: &ScoredDataset) -> OutcomeChanges {
    let mut changes = OutcomeChanges::default();
    let name = |scored: &ScoredDataset, outcome: &Outcome| {
        let disposition = outcome.disposition;
        disposition.and_then(|d| scored.scorer().disposition_id(d).cloned())
    };
    for i in 0..now.len() {
        let (a, b) = (now.outcome(i), then.outcome(i));
        match (b.qualified, a.qualified) {
            (false, true) => changes.newly_qualified.push(i),
            (true, false) => changes.no_longer_qualified.push(i),
            _ => {}
        }
        let is_redirected = name(now, &a) != name(then, &b);
        changes.redirected += usize::from(is_redirected);
        if is_redirected && a.qualified == b.qualified {
            let way = (b.disposition, a.disposition);
            *changes.moved.entry(way).or_default() += 1;
        }
        changes.total_changed += usize::from(a.total != b.total);
    }
    changes
}

const POINTS: [i64; 12] = [
    0,
    1,
    -1,
    5,
    17,
    -40,
    200,
    30_000,
    -32_767,
    40_000,
    i64::MAX,
    i64::MIN,
];

/// Edits a definition as the room would, including into malformed drafts. `other` supplies
/// conditions and rules.
fn edit(definition: &mut Definition, other: &Definition, [what, which, how]: [u16; 3]) {
    let (which, how) = (usize::from(which), usize::from(how));
    let points = POINTS[how % if which.is_multiple_of(5) { 12 } else { 7 }];
    let (c, s, g) = (
        which % definition.criteria.len(),
        which % definition.stages.len(),
        which % definition.groups.len().max(1),
    );
    let criterion = &mut definition.criteria[c];
    let donor = &other.criteria[how % other.criteria.len()];
    match what % 14 {
        0..=3 => match criterion.answers.len() {
            0 => criterion.points = Some(points.into()),
            levels => criterion.answers[how / 16 % levels].points = points,
        },
        4 | 5 => {
            let when = donor
                .when
                .clone()
                .or_else(|| donor.answers.first()?.when.clone());
            match criterion.answers.len() {
                0 => criterion.when = when,
                levels => criterion.answers[how / 16 % levels].when = when,
            }
        }
        6 => {
            let lent = &other.stages[how % other.stages.len()].rule;
            definition.stages[s].rule.clone_from(lent);
        }
        7 => definition.criteria.swap(c, 0),
        8 => match definition.groups.get_mut(g) {
            Some(group) if how.is_multiple_of(2) => group.max = Some(points),
            Some(group) => group.min = (how % 3 > 0).then_some(points),
            None => definition.stages.swap(s, 0),
        },
        9 => match definition.bands.last_mut() {
            Some(band) => band.from = band.from.map(|_| points),
            None => definition.bands.clone_from(&other.bands),
        },
        10 => match definition.routes.first_mut() {
            Some(route) => route.even_if_qualified = !route.even_if_qualified,
            None => definition.routes.clone_from(&other.routes),
        },
        11 if criterion.answers.is_empty() => {
            let times = i64::try_from(1 + how % 6).expect("small");
            let each = [2, -3, 1][how % 3];
            let up_to = each * times;
            criterion.points = Some(CriterionPoints::Each(EachTime { each, up_to }));
        }
        12 => {
            let from = how % 4;
            let topics = Covers::ALL[from..=(from + 2)].to_vec();
            let count = 1 + u32::try_from(which % 3).expect("small");
            let of = CountScope::Topics(topics);
            let rule = definition.stages[s].rule.get_or_insert_default();
            rule.at_least = vec![AtLeast { count, of }];
            for (n, criterion) in definition.criteria.iter_mut().enumerate() {
                criterion.covers = vec![Covers::ALL[(n + how) % Covers::ALL.len()]];
            }
        }
        _ if which.is_multiple_of(2) => definition.stages.swap(s, 0),
        _ => criterion.combine = donor.combine.filter(|_| !criterion.answers.is_empty()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_500))]

    #[test]
    fn the_engine_is_the_plain_evaluator_on_any_model_after_any_edits(
        (definition, leads, events, options) in made_up::case(),
        (other, ..) in made_up::case(),
        edits in prop::collection::vec(any::<[u16; 3]>(), 0..6),
        number in 0..200_usize,
        block in prop::sample::select(&[1_usize, 64, 128, 1 << 14][..]),
    ) {
        let data = Arc::new(dataset(&leads, events.as_deref(), &options, number));
        let mut engine = Engine::with_block_size(data.clone(), block);
        let scorer = Arc::new(Scorer::new(&definition));
        let mut last = engine.score(scorer.clone());
        agrees(&last, &scorer, &data)?;
        could_agrees(&last)?;
        let mut definition = definition;
        for one in edits {
            edit(&mut definition, &other, one);
            let scorer = Arc::new(Scorer::new(&definition));
            let now = engine.score(scorer.clone());
            agrees(&now, &scorer, &data)?;
            prop_assert_eq!(now.changes_since(&last), changes(&now, &last));
            last = now;
        }
        could_agrees(&last)?;
    }
}

/// More leads than fit one block, with a column of distinct values: these are stored and compared
/// differently.
#[test]
fn seventy_thousand_leads_of_ever_other_values_are_scored_as_one_by_one() {
    let mut data = Dataset::new(["size", "region"].map(String::from).to_vec());
    for lead in 0..70_000_i64 {
        let size = match lead % 50 {
            0 => String::new(),
            1 => format!(" {}.50 ", lead * 7919 % 100_003),
            2 => format!("-{lead}"),
            3 => format!("{lead}00000000000000000"),
            4 => format!("about {lead}"),
            5 => format!("{}.00000001", lead * 7919 % 100_003),
            _ => format!("{}", lead * 7919 % 100_003),
        };
        let region = ["EU", "us", "", " eu "][usize::try_from(lead % 4).expect("small")];
        data.push(&lead.to_string(), 2, &[&size, region], &[], None);
    }
    assert!(data.value_counts(0).is_none() && data.value_counts(1).is_some());
    let conditions = [
        r#"{"field":"size","min":50000}"#,
        r#"{"field":"size","min":"1000.5","max":"90000"}"#,
        r#"{"field":"size","max":"90000.000000005"}"#,
        r#"{"field":"size","min":10,"known":true}"#,
        r#"{"field":"size","in":["17","ABOUT 54"],"any":[{"field":"region","is":"EU"}]}"#,
        r#"{"none":[{"field":"size","contains":"0.5"},{"field":"size","max":1000}]}"#,
        r#"{"field":"region","not_in":["eu"],"all":[{"field":"size","known":false}]}"#,
    ];
    let criteria: Vec<String> = conditions
        .iter()
        .enumerate()
        .map(|(n, when)| {
            format!(
                r#"{{"id":"c{n}","name":"","kind":"fit","points":{},"when":{when}}}"#,
                1 << n
            )
        })
        .collect();
    let text = format!(r#"{{"criteria":[{}]}}"#, criteria.join(","));
    let definition: Definition = serde_json::from_str(&text).expect("a definition");
    let scorer = Arc::new(Scorer::new(&definition));
    let data = Arc::new(data);
    let scored = Engine::new(data.clone()).score(scorer.clone());
    let bound = scorer.bind(&data);
    for (lead, one) in data.leads().enumerate() {
        let answers = bound.responses(&one);
        assert_eq!(
            scored.responses(lead),
            answers,
            "lead {lead}: {:?}",
            one.values
        );
        assert_eq!(scored.outcome(lead), scorer.outcome(&answers));
    }
    assert!(
        scored.counts().totals.len() > 8,
        "each condition holds for some"
    );
}
