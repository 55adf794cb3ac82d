//! The values of a field, as conditions compare them.

use rustc_hash::FxHashMap;

use super::fact::{ColumnFacts, Fact};
use crate::model::Condition;
use crate::scoring::{Dataset, simple_lower};

/// Returns the distinct values of a column, in order of first appearance; `None` if over half of
/// the values that are filled in are distinct, as names and ids are.
pub(super) fn value_facts(dataset: &Dataset, column: usize, field: &str) -> Option<ColumnFacts> {
    let reading = &dataset.reading;
    let mut facts = vec![Fact::empty(field)];
    let mut known: FxHashMap<String, u32> = FxHashMap::default();
    let most = dataset.len() / 2;
    let of_leads = dataset.map_column(column, |text| {
        let value = reading.value(text);
        if value.is_empty() || facts.len() > most + 1 {
            return 0;
        }
        *known.entry(simple_lower(value)).or_insert_with(|| {
            facts.push(value_fact(field, value));
            u32::try_from(facts.len() - 1).expect("there are fewer than 2^32 leads")
        })
    });
    let filled = of_leads.iter().filter(|fact| **fact != 0).count();
    let is_mostly_distinct = facts.len() > most + 1 || 2 * (facts.len() - 1) > filled;
    (!is_mostly_distinct).then_some(ColumnFacts { of_leads, facts })
}

fn value_fact(field: &str, value: &str) -> Fact {
    Fact {
        text: format!("{field}: {value}"),
        condition: Some(Condition {
            field: Some(field.to_owned()),
            is: Some(value.to_owned()),
            ..Condition::default()
        }),
        is_value: true,
    }
}
