//! The single changes of the numbers and days in conditions.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::model::{Condition, Number};

/// A condition with a single change, and the change in words: `within_days 30 becomes 31`.
pub(super) type ChangedCondition = (String, Condition);

/// Where a condition keeps something.
type FieldOf<T> = fn(&mut Condition) -> &mut Option<T>;

/// Returns every single change of a condition's numbers and days, one up and one down; of a decimal
/// number by one of its last place.
pub(super) fn condition_changes(condition: &Condition) -> Vec<ChangedCondition> {
    let mut changes = own_changes(condition);
    let lists: [FieldOf<Vec<Condition>>; 3] = [|c| &mut c.all, |c| &mut c.any, |c| &mut c.none];
    for list in lists {
        let mut whole = condition.clone();
        let parts = list(&mut whole).take().unwrap_or_default();
        for (p, part) in parts.iter().enumerate() {
            for (what, changed) in condition_changes(part) {
                let mut parts = parts.clone();
                parts[p] = changed;
                let mut whole = condition.clone();
                *list(&mut whole) = Some(parts);
                changes.push((what, whole));
            }
        }
    }
    if let Some(row) = &condition.row {
        for (what, changed) in condition_changes(row) {
            let row = Some(Box::new(changed));
            changes.push((what, with(condition, |c| c.row.clone_from(&row))));
        }
    }
    changes
}

fn with(condition: &Condition, change: impl FnOnce(&mut Condition)) -> Condition {
    let mut changed = condition.clone();
    change(&mut changed);
    changed
}

fn own_changes(condition: &Condition) -> Vec<ChangedCondition> {
    let mut changes = Vec::new();
    let least = condition.least_times();
    let counts: [(&str, Option<u32>, FieldOf<u32>); 4] = [
        ("at_least", condition.event.as_ref().map(|_| least), |c| {
            &mut c.at_least
        }),
        ("at_most", condition.at_most, |c| &mut c.at_most),
        ("within_days", condition.within_days, |c| &mut c.within_days),
        ("older_than_days", condition.older_than_days, |c| {
            &mut c.older_than_days
        }),
    ];
    for (word, count, field) in counts {
        let Some(count) = count else { continue };
        for other in [count.checked_add(1), count.checked_sub(1)]
            .into_iter()
            .flatten()
        {
            let changed = with(condition, |c| *field(c) = Some(other));
            changes.push((format!("{word} {count} becomes {other}"), changed));
        }
    }
    let numbers: [(&str, FieldOf<Number>); 2] = [("min", |c| &mut c.min), ("max", |c| &mut c.max)];
    for (word, field) in numbers {
        let Some(number) = field(&mut condition.clone()).take() else {
            continue;
        };
        for other in neighbours(&number) {
            let what = format!("{word} {number} becomes {other}");
            changes.push((what, with(condition, |c| *field(c) = Some(other))));
        }
    }
    let days: [(&str, FieldOf<Date>); 2] = [
        ("on_or_after", |c| &mut c.on_or_after),
        ("on_or_before", |c| &mut c.on_or_before),
    ];
    for (word, field) in days {
        let Some(day) = *field(&mut condition.clone()) else {
            continue;
        };
        for other in [day.checked_add(1.day()), day.checked_sub(1.day())] {
            let Ok(other) = other else { continue };
            let what = format!("{word} {day} becomes {other}");
            changes.push((what, with(condition, |c| *field(c) = Some(other))));
        }
    }
    // What the language refuses is no change that a query could have.
    changes.retain(|(_, changed)| changed.problem().is_none());
    changes
}

/// Returns the numbers one unit of the last place above and below; those that a number can be.
fn neighbours(number: &Number) -> Vec<Number> {
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let Ok(units) = format!("{whole}{fraction}").parse::<i128>() else {
        return Vec::new();
    };
    let places = fraction.len();
    let written = |units: i128| {
        let sign = if units < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", units.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let point = if places > 0 { "." } else { "" };
        Number::parse(&format!("{sign}{whole}{point}{fraction}")).ok()
    };
    [written(units + 1), written(units - 1)]
        .into_iter()
        .flatten()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_neighbour_on_each_side_of_its_last_place() {
        let near = |text: &str| {
            let number = Number::parse(text).expect("a number");
            neighbours(&number)
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        assert_eq!(near("100"), ["101", "99"]);
        assert_eq!(near("12.5"), ["12.6", "12.4"]);
        assert_eq!(near("-0.05"), ["-0.04", "-0.06"]);
        assert_eq!(near("0"), ["1", "-1"]);
        // One more than eighteen digits is no number.
        assert_eq!(near("999999999999999999"), ["999999999999999998"]);
    }

    #[test]
    fn each_number_of_a_condition_is_moved_up_and_down() {
        let condition = Condition {
            event: Some("visit".into()),
            within_days: Some(30),
            row: Some(Box::new(Condition {
                field: Some("amount".into()),
                min: Some(Number::from(5)),
                ..Condition::default()
            })),
            ..Condition::default()
        };
        let changes = condition_changes(&condition);
        let words: Vec<&str> = changes.iter().map(|(what, _)| what.as_str()).collect();
        assert_eq!(
            words,
            [
                "at_least 1 becomes 2",
                "within_days 30 becomes 31",
                "within_days 30 becomes 29",
                "min 5 becomes 6",
                "min 5 becomes 4"
            ]
        );
        assert_eq!(changes[0].1.at_least, Some(2));
        assert_eq!(changes[4].1.within_days, Some(30));
    }
}
