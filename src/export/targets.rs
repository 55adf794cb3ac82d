//! The targets as a table for spreadsheets: persona, segment, period, target, actual.

use super::csv_text::{csv_row, harmless};
use super::{ExportError, ExportSource};
use crate::evidence::history::{TargetActual, target_actuals};
use crate::model::Data;

/// The columns.
const COLUMNS: [&str; 7] = [
    "persona", "segment", "period", "target", "actual", "activity", "flag",
];

/// Renders the targets as CSV, a row each in their order. Without recorded leads the actuals are
/// empty.
#[allow(clippy::unnecessary_wraps)] // the table of formats asks for it
pub(super) fn render(exported: &ExportSource) -> Result<String, ExportError> {
    let mut text = csv_row(COLUMNS);
    let none = || target_actuals(&exported.definition, &Data::default(), None);
    for target in exported.targets.clone().unwrap_or_else(none) {
        let flags = target.flags().join("; ");
        let TargetActual {
            persona,
            segment,
            period,
            target,
            actual,
            activity,
        } = target;
        let actual = actual.map_or_else(String::new, |actual| actual.to_string());
        let target = target.to_string();
        let cells = [persona, segment, period, target, actual, activity, flags];
        text.push_str(&csv_row(cells.iter().map(|cell| harmless(cell))));
    }
    Ok(text)
}

/// Says why the actuals are empty, if they are.
pub(super) fn notices(exported: &ExportSource) -> Vec<String> {
    let none = exported.targets.is_none();
    let notice = "no recorded leads were read: the actuals are empty";
    none.then(|| notice.to_owned()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_rows_of_csv_with_what_is_to_be_looked_at() {
        let target = |persona: &str, target, actual, activity: &str| TargetActual {
            persona: persona.into(),
            segment: "Mills, \"large\"".into(),
            period: "2027-Q1".into(),
            target,
            actual,
            activity: activity.into(),
        };
        let exported = ExportSource {
            targets: Some(vec![
                target("=Head", 30, Some(12), ""),
                target("Buyer", 10, Some(10), "Fair"),
                target("User", 5, None, "Call\nagain"),
            ]),
            ..ExportSource::default()
        };
        assert_eq!(
            render(&exported).unwrap(),
            "persona,segment,period,target,actual,activity,flag\n\
             '=Head,\"Mills, \"\"large\"\"\",2027-Q1,30,12,,nothing is planned; 18 fewer than wanted\n\
             Buyer,\"Mills, \"\"large\"\"\",2027-Q1,10,10,Fair,\n\
             User,\"Mills, \"\"large\"\"\",2027-Q1,5,,\"Call\nagain\",\n"
        );
    }

    #[test]
    fn without_leads_the_targets_have_no_actuals() {
        let definition = serde_json::from_value(serde_json::json!({
            "personas": [{"id": "boss", "name": "Boss"}],
            "targets": [{"id": "t", "persona": "boss", "segment": "gone", "qualified": 4, "activity": "Fair"}]
        }));
        let exported = ExportSource {
            definition: definition.expect("a definition"),
            ..ExportSource::default()
        };
        let text = render(&exported).unwrap();
        assert_eq!(text.lines().nth(1), Some("Boss,gone,,4,,Fair,"));
    }
}
