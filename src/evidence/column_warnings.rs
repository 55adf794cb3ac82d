//! What a model asks of its leads' file and no column holds, or several could, as sentences.

use std::collections::BTreeMap;

use crate::scoring::{Dataset, Scorer, field_key};

const OTHER_LIST: &str =
    "no column holds a field that the model asks about: check that this is the list of leads";

/// The most columns of one field that a warning names.
const MAX_NAMED: usize = 5;

/// Returns a sentence for each field that conditions ask about and the data has no column for, and
/// for each such column of the events, in the order of the model. Such conditions are unknown for
/// every lead. If there is no column for any field, that is said first: it may be another list.
pub fn absent_field_warnings(scorer: &Scorer, data: &Dataset) -> Vec<String> {
    let absent = scorer.absent_fields(data);
    let is_other_list = !absent.is_empty() && absent.len() == scorer.fields().len();
    let other = is_other_list.then(|| OTHER_LIST.to_owned());
    let fields = absent.iter().map(|field| absent_field_sentence(field));
    let columns = scorer.absent_event_columns(data).into_iter();
    let columns = columns.map(|column| absent_column_sentence(&column));
    other.into_iter().chain(fields).chain(columns).collect()
}

/// Returns a sentence for each field that conditions ask about and that fits several columns, in the
/// order of the model. `mapped` are the fields whose column was named; `remedy` says how to name
/// one for a field.
pub fn shared_field_warnings(
    scorer: &Scorer,
    data: &Dataset,
    mapped: &BTreeMap<String, String>,
    remedy: impl Fn(&str) -> String,
) -> Vec<String> {
    let fields = scorer.fields();
    let fields: BTreeMap<String, &String> = fields
        .iter()
        .filter(|field| !mapped.contains_key(*field))
        .map(|field| (field_key(field), field))
        .collect();
    let mut fitting: BTreeMap<&String, Vec<&String>> = BTreeMap::new();
    for column in data.columns.iter().filter(|column| !column.is_empty()) {
        if let Some(field) = fields.get(&field_key(column)) {
            fitting.entry(field).or_default().push(column);
        }
    }
    let in_order = scorer.fields();
    let shared = in_order.iter().filter_map(|field| {
        let columns = fitting.get(field).filter(|columns| columns.len() > 1)?;
        Some(shared_sentence(field, columns, data, &remedy(field)))
    });
    shared.collect()
}

fn shared_sentence(field: &str, columns: &[&String], data: &Dataset, remedy: &str) -> String {
    let named = columns.iter().take(MAX_NAMED);
    let named: Vec<String> = named.map(|column| format!("`{column}`")).collect();
    let more = columns.len().saturating_sub(MAX_NAMED);
    let mut list = match named.split_last() {
        Some((last, before)) if more == 0 => format!("{} and {last}", before.join(", ")),
        _ => named.join(", "),
    };
    if more > 0 {
        list.push_str(&format!(" and {more} more"));
    }
    let taken = data.column(field).map(|column| &data.columns[column]);
    let which = match taken {
        Some(taken) if taken != columns[0] => format!("`{taken}` counts"),
        _ => "the first counts".into(),
    };
    format!("`{field}` fits the columns {list}: {which}; {remedy} says otherwise")
}

/// Says that no column holds a field.
pub(super) fn absent_field_sentence(field: &str) -> String {
    format!("no column holds the field `{field}`: conditions on it are not known")
}

/// Says that the events lack a column.
pub(super) fn absent_column_sentence(column: &str) -> String {
    format!("the events have no column `{column}`: conditions with it are not known")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ModelFile;

    /// Compiles a model of two criteria with these conditions.
    fn scorer(first: &str, second: &str) -> Scorer {
        let criterion = |id: &str, when: &str| {
            format!(r#"{{"id":"{id}","name":"{id}","kind":"fit","points":1,"when":{when}}}"#)
        };
        let criteria = [criterion("a", first), criterion("b", second)].join(",");
        let text = format!(r#"{{"accord":"model/1","name":"M","criteria":[{criteria}]}}"#);
        let model: ModelFile = serde_json::from_str(&text).unwrap();
        Scorer::new(&model.definition())
    }

    #[test]
    fn a_list_without_any_field_of_the_model_may_be_another() {
        let scorer = scorer(r#"{"field":"industry","is":"x"}"#, r#"{"event":"visit"}"#);
        let said =
            |column: &str| absent_field_warnings(&scorer, &Dataset::new(vec![column.into()]));
        assert_eq!(
            said("foo"),
            [
                OTHER_LIST,
                "no column holds the field `industry`: conditions on it are not known"
            ]
        );
        assert_eq!(said("Industry"), [""; 0]);
    }

    #[test]
    fn a_field_that_fits_several_columns_is_said_with_the_one_that_counts() {
        let scorer = scorer(
            r#"{"field":"industry","is":"x"}"#,
            r#"{"field":"head_count","min":1}"#,
        );
        let said = |columns: &[&str], mapped: &[&str]| {
            let data = Dataset::new(columns.iter().map(ToString::to_string).collect());
            let mapped = mapped
                .iter()
                .map(|f| ((*f).into(), String::new()))
                .collect();
            shared_field_warnings(&scorer, &data, &mapped, |f| format!("--map {f}=COLUMN"))
        };
        assert_eq!(
            said(
                &[
                    "id",
                    "Industry",
                    "INDUSTRY",
                    "Head-Count",
                    "head_count",
                    "head count"
                ],
                &[]
            ),
            [
                "`industry` fits the columns `Industry` and `INDUSTRY`: the first counts; \
                 --map industry=COLUMN says otherwise",
                "`head_count` fits the columns `Head-Count`, `head_count` and `head count`: \
                 `head_count` counts; --map head_count=COLUMN says otherwise"
            ]
        );
        assert_eq!(said(&["Industry", "industry"], &["industry"]), [""; 0]);
        assert_eq!(said(&["id", "Industry", "", "ID"], &[]), [""; 0]);
    }
}
