//! Gaps: values between the ranges of several conditions on one field that fit none of them.

use super::atoms::Atoms;
use super::days::{DayCuts, day_number, numbered_day};
use super::numbers::{NumberCuts, easy_number, number_texts};
use crate::model::Condition;
use crate::scoring::{BoundCondition, Dataset, Lead};

/// A value that fits none of several ranges, with some of them on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub field: String,
    pub value: String,
}

/// Finds a gap between conditions that are about ranges of one field alone: numbers, or days of the
/// calendar.
pub(crate) fn gap_between(conditions: &[&Condition]) -> Option<Gap> {
    let mut atoms = Atoms::default();
    for condition in conditions {
        atoms.expression(condition);
    }
    let variables = atoms.variables();
    let [variable] = &variables[..] else {
        return None;
    };
    let tests: Vec<&Condition> = variable.atoms.iter().map(|a| atoms.condition(*a)).collect();
    let field = tests.first()?.field.clone()?;
    let values = numbers_between(&tests).or_else(|| days_between(&tests))?;
    let fits = fits(conditions, &field, &values);
    let first = fits.iter().position(|fits| *fits)?;
    let last = fits.iter().rposition(|fits| *fits)?;
    let gap = (first..last).find(|at| !fits[*at])?;
    let field = field.trim().to_owned();
    Some(Gap {
        field,
        value: values[gap].clone(),
    })
}

/// Returns a number of each class, in order, if all tests limit numbers.
fn numbers_between(tests: &[&Condition]) -> Option<Vec<String>> {
    let mut cuts = NumberCuts::default();
    for test in tests {
        match (&test.min, &test.max) {
            (Some(least), _) => cuts.at_least(least),
            (_, Some(most)) => cuts.at_most(most),
            (None, None) => return None,
        }
    }
    let classes = cuts.classes().into_iter();
    classes
        .map(|class| number_texts(easy_number(class)).next())
        .collect()
}

/// Returns a day of each class, in order, if all tests limit days of the calendar.
fn days_between(tests: &[&Condition]) -> Option<Vec<String>> {
    let mut cuts = DayCuts::default();
    for test in tests {
        match (test.on_or_after, test.on_or_before) {
            (Some(first), _) => cuts.begin_class(day_number(first)),
            (_, Some(last)) => cuts.begin_class(day_number(last) + 1),
            (None, None) => return None,
        }
    }
    let days = cuts.examples().into_iter().filter_map(numbered_day);
    Some(days.map(|day| day.to_string()).collect())
}

/// Returns for each value whether it fits one of the conditions.
fn fits(conditions: &[&Condition], field: &str, values: &[String]) -> Vec<bool> {
    let shape = Dataset::new(vec![field.to_owned()]);
    let bound: Vec<BoundCondition> = conditions
        .iter()
        .map(|condition| BoundCondition::new(condition, &shape))
        .collect();
    let fits = |value: &String| {
        let lead = Lead {
            values: vec![value.clone()],
            ..Lead::default()
        };
        bound.iter().any(|test| test.evaluate(&lead).is_yes())
    };
    values.iter().map(fits).collect()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(&[r#"{"field":"n","min":"100"}"#, r#"{"field":"n","max":"49"}"#], Some("70"))]
    #[case(&[r#"{"field":"n","min":"0","max":"499"}"#, r#"{"field":"n","min":"500"}"#], Some("499.5"))]
    #[case(&[r#"{"field":"n","max":"50"}"#, r#"{"field":"n","min":"50"}"#], None)]
    // Below the lowest and above the highest is no gap.
    #[case(&[r#"{"field":"n","min":"10","max":"20"}"#, r#"{"field":"N","min":"15","max":"30"}"#], None)]
    #[case(&[r#"{"field":"n","min":"10"}"#, r#"{"field":"m","max":"5"}"#], None)]
    #[case(&[r#"{"field":"n","min":"10"}"#, r#"{"field":"n","is":"5"}"#], None)]
    #[case(
        &[r#"{"field":"d","on_or_before":"2026-01-31"}"#, r#"{"field":"d","on_or_after":"2026-02-02"}"#],
        Some("2026-02-01")
    )]
    fn a_gap_lies_between_ranges(#[case] conditions: &[&str], #[case] value: Option<&str>) {
        let conditions: Vec<Condition> = conditions
            .iter()
            .map(|text| serde_json::from_str(text).unwrap())
            .collect();
        let gap = gap_between(&conditions.iter().collect::<Vec<_>>());
        assert_eq!(gap.map(|gap| gap.value).as_deref(), value);
    }
}
