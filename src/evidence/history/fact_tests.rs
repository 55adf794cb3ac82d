//! Facts of made-up leads, counted and compared.

use std::sync::Arc;

use super::fact_counts::FactCounts;
use super::made_up_leads::{
    COLUMNS, DAY_ONE, day, event, leads_of, made_up, roles, table, written,
};
use super::section::{RowSubject, Section};
use super::{each_bucket, in_common};
use crate::evidence::past_leads::{FactsDay, PastLeads};
use crate::model::{Condition, Criterion, CriterionKind, CriterionPoints, Data, Definition, Id};
use crate::scoring::engine::Bitmap;
use crate::scoring::{Dataset, Engine, Scorer};

/// 60 viable and 40 rejected leads: EU 45 of 60 and 15 of 40, large 30 of 60 and 10 of 40, tier A 12
/// of 60 and 12 of 40.
fn hundred() -> PastLeads {
    let columns = ["region", "size", "tier"];
    leads_of(
        &columns,
        &[
            ("viable", &["EU", "large", "A"], 12),
            ("viable", &["EU", "large", "B"], 18),
            ("viable", &["EU", "small", "B"], 15),
            ("viable", &["US", "small", "B"], 15),
            ("rejected", &["EU", "large", "A"], 10),
            ("rejected", &["EU", "small", "A"], 2),
            ("rejected", &["EU", "small", "B"], 3),
            ("rejected", &["US", "small", "B"], 25),
        ],
    )
}

#[test]
fn differences_intervals_and_what_is_sure_are_as_worked_out_by_hand() {
    let section = in_common::compared(&hundred());
    // confint_proportions_2indep(method="newcomb") of statsmodels 0.14; p by proportions_ztest:
    // 0.00018 for region, 0.0124 for size, 0.2513 for tier, each twice: up to rank 4, which may be
    // 0.05 * 4 / 6 = 0.033, they are sure.
    let rows = [
        [
            "region: EU",
            "75.0%",
            "37.5%",
            "+37.5 (+17.8 to +53.7)",
            "2.00",
            "sure",
        ],
        [
            "region: US",
            "25.0%",
            "62.5%",
            "-37.5 (-53.7 to -17.8)",
            "0.40",
            "sure",
        ],
        [
            "size: large",
            "50.0%",
            "25.0%",
            "+25.0 (+5.5 to +41.4)",
            "2.00",
            "sure",
        ],
        [
            "size: small",
            "50.0%",
            "75.0%",
            "-25.0 (-41.4 to -5.5)",
            "0.67",
            "sure",
        ],
        [
            "tier: A",
            "20.0%",
            "30.0%",
            "-10.0 (-27.5 to +6.8)",
            "0.67",
            "",
        ],
        [
            "tier: B",
            "80.0%",
            "70.0%",
            "+10.0 (-6.8 to +27.5)",
            "1.14",
            "",
        ],
    ];
    let found = table(&section, "rows");
    assert_eq!(written(found), rows);
    assert_eq!(found.rows.iter().filter(|row| row.stands_out).count(), 4);
    assert_eq!(
        section.notes[1],
        "60 viable leads against 40 rejected. 4 differences are sure, marked *: 6 compared, less \
         than 1 would stand out by chance."
    );
}

#[test]
fn fewer_than_twenty_of_a_group_tell_nothing() {
    let leads = leads_of(
        &["region"],
        &[("viable", &["EU"], 60), ("rejected", &["US"], 19)],
    );
    let section = in_common::compared(&leads);
    assert!(section.tables.is_empty() && section.plots.is_empty());
    let told = "60 viable leads against 19 rejected. History can't tell: at least 20 of each are \
                needed.";
    assert_eq!(section.notes[1], told);
}

#[test]
fn rare_values_are_lumped_and_names_and_constants_are_no_rows() {
    let mut kinds: Vec<(&str, Vec<String>, usize)> = Vec::new();
    for at in 0..60 {
        let bucket = if at % 2 == 0 { "viable" } else { "rejected" };
        // 19 leads of Bonn, 20 of Köln, 21 of others.
        let city = match at {
            0..19 => "Bonn",
            19..39 => ["Köln", "KÖLN "][at % 2],
            _ => ["Ulm", "Aix", ""][at % 3],
        };
        let name = format!("name {}", at % 31);
        kinds.push((bucket, vec![city.into(), name, "same".into()], 1));
    }
    let kinds: Vec<(&str, Vec<&str>, usize)> = kinds
        .iter()
        .map(|(bucket, values, many)| (*bucket, values.iter().map(String::as_str).collect(), *many))
        .collect();
    let kinds: Vec<(&str, &[&str], usize)> = kinds
        .iter()
        .map(|(bucket, values, many)| (*bucket, values.as_slice(), *many))
        .collect();
    let leads = leads_of(&["city", "name", "all"], &kinds);
    let counts = FactCounts::new(&leads, &[&leads.groups.viable, &leads.groups.rejected]);
    let found: Vec<(&str, usize)> = counts
        .facts
        .iter()
        .map(|fact| (fact.fact.text.as_str(), fact.counts.iter().sum()))
        .collect();
    assert_eq!(
        found,
        [
            ("city: empty", 7),
            ("city: KÖLN", 20),
            ("city: another value", 33)
        ]
    );
    assert_eq!(
        (counts.distinct, counts.shared_by_all),
        (vec!["name".into()], 1)
    );
}

/// The leads for which a condition holds, by the engine.
fn holds_for(engine: &mut Engine, condition: &Condition, leads: usize) -> Bitmap {
    assert_eq!(condition.problem(), None, "{condition:?}");
    let definition = Definition {
        criteria: vec![Criterion {
            id: Id::new("one").unwrap(),
            kind: CriterionKind::Fit,
            points: Some(CriterionPoints::from(1)),
            when: Some(condition.clone()),
            ..Criterion::default()
        }],
        ..Definition::default()
    };
    let scored = engine.score(Arc::new(Scorer::new(&definition)));
    Bitmap::from_fn(leads, |lead| scored.total(lead) == 1)
}

#[test]
fn a_row_counts_exactly_the_leads_for_which_its_condition_holds() {
    for seed in [1, 2] {
        let leads = made_up(seed, 700);
        assert_eq!(leads.facts_day, FactsDay::AfterCreation(7));
        let groups = [&leads.groups.viable, &leads.groups.rejected];
        let counts = FactCounts::new(&leads, &groups);
        let mut engine = Engine::new(leads.dataset.clone());
        let mut seen = [0; 3];
        for fact in &counts.facts {
            let Some(condition) = &fact.fact.condition else {
                seen[0] += 1;
                continue;
            };
            seen[1 + usize::from(condition.is_about_events())] += 1;
            let holds = holds_for(&mut engine, condition, leads.dataset.len());
            let by_engine = groups.map(|group| holds.count_common(group));
            assert_eq!(fact.counts, by_engine, "{} {condition:?}", fact.fact.text);
        }
        assert!(seen[0] > 0 && seen[1] > 20 && seen[2] >= 5, "{seen:?}");
        assert_eq!(leads.left_out.events, ["sales call"]);
        assert_eq!(
            (counts.rare_events, counts.distinct),
            (1, vec!["name".into()])
        );
    }
}

#[test]
fn the_rows_of_a_column_divide_the_leads() {
    let leads = made_up(3, 900);
    let groups = [&leads.groups.viable, &leads.groups.rejected];
    let counts = FactCounts::new(&leads, &groups);
    for field in [
        "region",
        "seniority",
        "staff",
        "budget",
        "rating",
        "city",
        "note",
    ] {
        let own = format!("{field}: ");
        let own = counts
            .facts
            .iter()
            .filter(|f| f.fact.text.starts_with(&own));
        let own: Vec<_> = own.collect();
        let sum = |group: usize| own.iter().map(|f| f.counts[group]).sum::<usize>();
        assert_eq!(vec![sum(0), sum(1)], counts.sizes, "{field}");
        let ranges = own
            .iter()
            .filter(|f| f.fact.text.contains(" up to "))
            .count();
        let is_range = ["staff", "budget"].contains(&field);
        assert_eq!(ranges, if is_range { 3 } else { 0 }, "{field}");
    }
}

#[test]
fn every_row_of_a_page_can_become_a_criterion_but_lumped_values() {
    let section = in_common::compared(&made_up(4, 800));
    for row in &table(&section, "rows").rows {
        let text = row.cells[0].written();
        match &row.subject {
            Some(RowSubject::NewCriterion(label, _)) => assert_eq!(*label, text),
            None => assert!(text.ends_with(": another value"), "{text}"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn an_event_counts_up_to_the_facts_day_and_not_after_it() {
    let mut data = Dataset::new(["bucket", "created"].map(String::from).to_vec());
    data.has_events = true;
    for lead in 0..80_usize {
        let bucket = if lead < 40 { "viable" } else { "rejected" };
        // On the seventh day or on the eighth.
        let events = [event("visit", 7 + lead % 2)];
        let created = DAY_ONE.to_string();
        data.push(&lead.to_string(), 2, &[bucket, &created], &events, None);
    }
    let leads = PastLeads::new(&Arc::new(data), &Arc::new(roles())).unwrap();
    let groups = [&leads.groups.viable, &leads.groups.rejected];
    let counts = FactCounts::new(&leads, &groups);
    assert_eq!(counts.facts.len(), 1);
    assert_eq!(counts.facts[0].fact.text, "did visit");
    assert_eq!(counts.facts[0].counts, [20, 20]);
}

#[test]
fn a_bucket_is_compared_with_all_others() {
    let leads = leads_of(
        &["region"],
        &[
            ("untouched", &["EU"], 20),
            ("untouched", &["US"], 10),
            ("rejected", &["EU"], 10),
            ("rejected", &["US"], 40),
            ("viable", &["EU"], 30),
            ("viable", &["US"], 19),
        ],
    );
    let section = each_bucket::compared(&leads, Section::new("each-bucket", ""));
    let ids: Vec<&str> = section.tables.iter().map(|t| t.id.as_ref()).collect();
    assert_eq!(ids, ["untouched", "rejected", "viable", "left-out"]);
    // 20 of 30 against 40 of 99.
    assert_eq!(
        written(table(&section, "untouched"))[0][..3],
        ["region: EU", "66.7%", "40.4%"]
    );
    // 10 of 50 against 50 of 79, by far the surest: -43.3 points.
    let row = &written(table(&section, "rejected"))[0];
    assert_eq!(row[..3], ["region: EU", "20.0%", "63.3%"]);
    assert_eq!(row[5], "sure");
}

#[test]
fn the_facts_day_never_depends_on_the_outcome() {
    let leads = made_up(5, 300);
    let days = |leads: &PastLeads| -> Vec<_> {
        (0..leads.dataset.len())
            .map(|lead| leads.dataset.as_of_day(lead))
            .collect()
    };
    let mut other = Dataset::new(COLUMNS.map(String::from).to_vec());
    other.has_events = true;
    for lead in leads.dataset.leads() {
        let mut values: Vec<&str> = lead.values.iter().map(String::as_str).collect();
        values[1] = if values[1] == "viable" {
            "rejected"
        } else {
            "viable"
        };
        other.push(&lead.id, lead.line, &values, &lead.events, None);
    }
    let other = PastLeads::new(&Arc::new(other), &Arc::new(roles())).unwrap();
    assert_eq!(days(&leads), days(&other));
    assert_eq!(leads.counted, other.counted);
}

/// A leak: an event on the day a lead is won. Its column of days says that it tells the outcome.
#[test]
fn an_event_that_begins_once_a_lead_is_decided_is_left_out() {
    let names = ["bucket", "created", "closed"].map(String::from);
    let mut data = Dataset::new(names.to_vec());
    data.has_events = true;
    for lead in 0..100_usize {
        let (bucket, closed) = if lead < 50 {
            ("viable", 7)
        } else {
            ("rejected", 9)
        };
        let mut events = vec![event("visit", 1)];
        if lead < 50 {
            events.push(event("contract", closed));
        }
        let days = [DAY_ONE.to_string(), day(closed).to_string()];
        data.push(
            &lead.to_string(),
            2,
            &[bucket, &days[0], &days[1]],
            &events,
            None,
        );
    }
    let roles = Data {
        closed_field: Some("closed".into()),
        ..roles()
    };
    let leads = PastLeads::new(&Arc::new(data), &Arc::new(roles)).unwrap();
    assert_eq!(leads.left_out.closing_events, ["contract"]);
    let contract: Condition = serde_json::from_str(r#"{"event":"Contract"}"#).unwrap();
    assert_eq!(
        leads.outcome_told_by(&contract).as_deref(),
        Some("Contract")
    );
    let section = in_common::compared(&leads);
    assert!(table(&section, "rows").rows.is_empty());
}

#[test]
fn what_only_one_group_has_is_doubted_though_few_have_it() {
    // 22 of 60 viable leads have a contract and no rejected one has: .5 to the power of 22.
    let leads = leads_of(
        &["contract"],
        &[
            ("viable", &["signed"], 22),
            ("viable", &[""], 38),
            ("rejected", &[""], 60),
        ],
    );
    let section = in_common::compared(&leads);
    let doubt = &section.notes[2];
    assert!(doubt.contains("may tell the outcome"), "{doubt}");
    assert!(doubt.contains("contract: signed"), "{doubt}");
}

#[test]
fn a_column_filled_in_with_the_outcome_is_doubted() {
    let leads = leads_of(
        &["contract number"],
        &[("viable", &["yes"], 60), ("rejected", &[""], 60)],
    );
    let section = in_common::compared(&leads);
    assert!(
        section.notes[2].contains("contract number: empty and contract number: yes"),
        "{:?}",
        section.notes
    );
}
