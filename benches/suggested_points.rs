//! Time taken by what history would give: `cargo bench --bench suggested_points`. It must stay under
//! a second for 10,000 leads and 40 criteria.

use std::sync::Arc;

use accord::evidence::history::{PageContext, PageId, PageSettings, page};
use accord::evidence::{LeadSummary, RecordedLeads};
use accord::model::{CriterionPoints, Data, Session};
use accord::scoring::Dataset;
use divan::Bencher;

fn main() {
    divan::main();
}

/// How many criteria there are; every third foretells something.
const CRITERIA: usize = 40;

/// Pseudo-random shares (`SplitMix64`).
struct Random(u64);

impl Random {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn session() -> Session {
    let mut session = Session::new("Planted");
    let definition = Arc::make_mut(&mut session.definition);
    for c in 0..CRITERIA {
        let when = format!(r#"{{"field": "c{c}", "is": "yes"}}"#);
        definition.criteria.push(accord::model::Criterion {
            id: accord::model::Id::new(format!("c{c}")).expect("an id"),
            name: format!("Criterion {c}"),
            points: Some(CriterionPoints::Once(3)),
            when: Some(serde_json::from_str(&when).expect("a condition")),
            ..accord::model::Criterion::default()
        });
    }
    session.data = Arc::new(Data {
        bucket_field: Some("bucket".into()),
        created_field: Some("created".into()),
        ..Data::clone(&session.data)
    });
    session
}

fn dataset(leads: usize) -> Dataset {
    let names = (0..CRITERIA).map(|c| format!("c{c}"));
    let names = ["bucket".into(), "created".into()].into_iter().chain(names);
    let mut dataset = Dataset::new(names.collect());
    let mut random = Random(1);
    for lead in 0..leads {
        let has: Vec<bool> = (0..CRITERIA).map(|_| random.share() < 0.3).collect();
        let real = has.iter().step_by(3).filter(|has| **has).count();
        let is_viable = random.share() < 1.0 / (1.0 + f64::exp(2.9 - 0.7 * real as f64));
        let mut values = vec![if is_viable { "viable" } else { "rejected" }, "2026-03-02"];
        values.extend(has.iter().map(|has| if *has { "yes" } else { "no" }));
        dataset.push(&lead.to_string(), lead as u64 + 2, &values, &[], None);
    }
    dataset
}

#[divan::bench(args = [2_000, 5_000, 10_000], sample_count = 10)]
fn forty_criteria(bencher: Bencher, leads: usize) {
    let session = session();
    let mut recorded = RecordedLeads::new(Arc::new(dataset(leads)), session.data.clone());
    let buckets = &session.data.buckets;
    let summary = LeadSummary::new(&session.definition, &[], buckets, Some(&mut recorded));
    let settings = PageSettings::default();
    let context = PageContext {
        session: &session,
        summary: &summary,
        past: summary.past(),
        settings: &settings,
    };
    let build = page(PageId::SuggestedPoints).build;
    let section = build(&context);
    assert!(
        section.tables.iter().any(|table| table.id == "points"),
        "{:?}",
        section.notes
    );
    bencher.bench(|| build(&context));
}
