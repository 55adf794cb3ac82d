//! Ranges of the numbers of a field, cut at the quartiles of all recorded leads.

use super::fact::{ColumnFacts, Fact};
use crate::model::{Condition, Number};
use crate::scoring::Dataset;

/// A field with no more distinct numbers than this is shown by its values.
const FEW_NUMBERS: usize = 8;

/// Returns the ranges of a column; `None` if over 40% of it is empty, a value isn't a number, or
/// there are few distinct numbers.
pub(super) fn range_facts(dataset: &Dataset, column: usize, field: &str) -> Option<ColumnFacts> {
    let numbers = distinct_numbers(dataset, column)?;
    if numbers.len() <= FEW_NUMBERS {
        return None;
    }
    let cuts = quartiles(&numbers);
    if cuts.is_empty() {
        return None;
    }
    let are_whole = numbers.iter().all(|(number, _)| whole(number).is_some());
    let reading = &dataset.reading;
    let of_leads = dataset.map_column(column, |text| {
        let number = reading.number(reading.value(text));
        let range = |number: Number| 1 + cuts.partition_point(|cut| *cut < number);
        u32::try_from(number.map_or(0, range)).expect("there are at most four ranges")
    });
    let ranges = (0..=cuts.len()).map(|range| {
        let above = range.checked_sub(1).map(|below| &cuts[below]);
        range_fact(field, above, cuts.get(range), are_whole)
    });
    Some(ColumnFacts {
        of_leads,
        facts: std::iter::once(Fact::empty(field)).chain(ranges).collect(),
    })
}

/// Returns the distinct numbers of a column in ascending order, each with how many leads have it;
/// `None` if over 40% of the values are empty, or one is no number.
fn distinct_numbers(dataset: &Dataset, column: usize) -> Option<Vec<(Number, u64)>> {
    let reading = &dataset.reading;
    let mut empty = 0;
    let mut numbers: Vec<(Number, u64)> = Vec::new();
    let mut add = |text: &str, leads: u64| -> Option<()> {
        let value = reading.value(text);
        if value.is_empty() {
            empty += leads;
        } else {
            numbers.push((reading.number(value)?, leads));
        }
        Some(())
    };
    if let Some(mut counted) = dataset.value_counts(column) {
        counted.try_for_each(|(text, leads)| add(text, u64::from(leads)))?;
    } else {
        let mut leads = 0..dataset.len();
        leads.try_for_each(|lead| add(dataset.value(lead, column), 1))?;
    }
    if empty * 5 > dataset.len() as u64 * 2 {
        return None;
    }
    numbers.sort_by(|a, b| a.0.cmp(&b.0));
    numbers.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        first.1 += if is_same { later.1 } else { 0 };
        is_same
    });
    Some(numbers)
}

/// Returns the quartiles: for each the least number that at least so many quarters of all are at
/// or below. Each once, and not the greatest number of all, above which there is nothing.
fn quartiles(numbers: &[(Number, u64)]) -> Vec<Number> {
    let all: u64 = numbers.iter().map(|(_, leads)| leads).sum();
    let mut cuts: Vec<Number> = Vec::new();
    let (mut below, mut quarter) = (0, 1);
    for (number, leads) in numbers.iter().take(numbers.len().saturating_sub(1)) {
        below += leads;
        if below * 4 >= quarter * all && quarter < 4 {
            cuts.push(number.clone());
            quarter = below * 4 / all + 1;
        }
    }
    cuts
}

fn range_fact(
    field: &str,
    above: Option<&Number>,
    up_to: Option<&Number>,
    are_whole: bool,
) -> Fact {
    let bounds = [
        above.map(|number| format!("above {number}")),
        up_to.map(|number| format!("up to {number}")),
    ];
    let bounds: Vec<String> = bounds.into_iter().flatten().collect();
    let mut condition = Condition {
        max: up_to.cloned(),
        ..Condition::default()
    };
    match above.map(|above| (above, whole(above).filter(|_| are_whole))) {
        Some((_, Some(number))) => condition.min = Some(Number::from(number + 1)),
        // Only "at least" can be asked for: what is above isn't at most that.
        Some((above, None)) => {
            condition.none = Some(vec![Condition {
                field: Some(field.to_owned()),
                max: Some(above.clone()),
                ..Condition::default()
            }]);
        }
        None => {}
    }
    if condition.min.is_some() || condition.max.is_some() {
        condition.field = Some(field.to_owned());
    }
    Fact {
        text: format!("{field}: {}", bounds.join(", ")),
        condition: Some(condition),
        is_value: false,
    }
}

/// Returns a whole number; `None` if it has decimals, or is too large.
fn whole(number: &Number) -> Option<i64> {
    number.to_string().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cuts_of(numbers: &[(i64, u64)]) -> Vec<String> {
        let numbers: Vec<(Number, u64)> = numbers
            .iter()
            .map(|(number, leads)| (Number::from(*number), *leads))
            .collect();
        quartiles(&numbers).iter().map(Number::to_string).collect()
    }

    #[test]
    fn a_quartile_is_the_least_number_with_so_many_quarters_at_or_below() {
        let one_each: Vec<(i64, u64)> = (1..=10).map(|n| (n, 1)).collect();
        // numpy.quantile(range(1, 11), [.25, .5, .75], method="inverted_cdf")
        assert_eq!(cuts_of(&one_each), ["3", "5", "8"]);
        let one_each: Vec<(i64, u64)> = (1..=8).map(|n| (n, 1)).collect();
        assert_eq!(cuts_of(&one_each), ["2", "4", "6"]);
    }

    #[test]
    fn a_number_that_is_several_quartiles_cuts_once_and_the_greatest_never() {
        assert_eq!(cuts_of(&[(0, 60), (1, 20), (2, 20)]), ["0", "1"]);
        assert_eq!(cuts_of(&[(0, 80), (1, 20)]), ["0"]);
        assert_eq!(cuts_of(&[(0, 10), (1, 90)]), [""; 0]);
        assert_eq!(cuts_of(&[(0, 30), (1, 10), (2, 60)]), ["0"]);
    }
}
