//! The page that compares the dispositions which Sales reported with those of the model.

use std::collections::BTreeMap;

use super::cell::Cell;
use super::column_heads::head_of;
use super::context::PageContext;
use super::known_facts::facts_note;
use super::recorded_list::RecordedList;
use super::section::{FigureRow, FigureTable, Section};
use crate::model::wording::count_noun;
use crate::model::{Definition, Disposition};
use crate::scoring::engine::Bitmap;
use crate::scoring::{ScoredDataset, field_key, simple_lower};

/// What Sales reported of some leads.
struct ReportedWord {
    /// The word, as first written.
    word: String,
    /// The disposition it names, by its index.
    names: Option<usize>,
    /// How many leads get each disposition from the model, and how many none.
    by_model: Vec<usize>,
}

/// Makes the page.
pub(super) fn reported(context: &PageContext<'_>) -> Section {
    let section = Section::new("reported", "Dispositions that Sales reported");
    let Some(list) = RecordedList::of(context) else {
        return section.note("No leads are recorded.");
    };
    let column = list.data.reported_field.as_ref();
    let Some(column) = column.and_then(|field| list.dataset.column(field)) else {
        return section.note(
            "Lacking: a column with what Sales reported to do next. F on Evidence gives a column \
             that role: Reported.",
        );
    };
    let definition = &context.session.definition;
    let scored = match context.past {
        Some(past) => &past.scored,
        None => match &context.summary.recorded {
            Some(recorded) => &recorded.scored,
            None => return section,
        },
    };
    let counted = context.past.map(|past| &past.leads.counted);
    let words = reported_words(&list, column, definition, scored, counted);
    let mut section = match context.past {
        Some(past) => section.note(facts_note(&past.leads)),
        None => section,
    };
    section = section.note(
        "A reported word names a disposition by its name or its id; case, blanks, hyphens and \
         underscores don't matter. Leads without a word aren't counted.",
    );
    section.tables.push(summary_table(&words));
    section.tables.push(cross_table(definition, &words));
    section
}

/// Counts the leads of each reported word by the model's disposition, the most frequent word first;
/// of `counted` leads alone, if some are left out.
fn reported_words(
    list: &RecordedList<'_>,
    column: usize,
    definition: &Definition,
    scored: &ScoredDataset,
    counted: Option<&Bitmap>,
) -> Vec<ReportedWord> {
    let (mut words, mut places) = (Vec::new(), BTreeMap::new());
    let dispositions = definition.dispositions.len();
    let of_leads = list.dataset.map_column(column, |text| {
        let text = list.dataset.reading.value(text);
        (!text.is_empty()).then(|| {
            *places.entry(simple_lower(text)).or_insert_with(|| {
                words.push(ReportedWord {
                    word: text.to_owned(),
                    names: definition
                        .dispositions
                        .iter()
                        .position(|d| is_named(d, text)),
                    by_model: vec![0; dispositions + 1],
                });
                words.len() - 1
            })
        })
    });
    for (lead, word) in of_leads.iter().enumerate() {
        let Some(word) = word.filter(|_| counted.is_none_or(|counted| counted.get(lead))) else {
            continue;
        };
        // The model may have been changed since the leads were scored.
        let given = scored.outcome(lead).disposition.unwrap_or(dispositions);
        words[word].by_model[given.min(dispositions)] += 1;
    }
    words.retain(|word: &ReportedWord| word.leads() > 0);
    words.sort_by_key(|word| std::cmp::Reverse(word.leads()));
    words
}

/// Returns whether a word is a disposition's name or id.
fn is_named(disposition: &Disposition, word: &str) -> bool {
    let word = field_key(word);
    field_key(&disposition.name) == word || field_key(disposition.id.as_str()) == word
}

impl ReportedWord {
    fn leads(&self) -> usize {
        self.by_model.iter().sum()
    }

    /// Returns how many leads get the same disposition from the model.
    fn same(&self) -> usize {
        self.names.map_or(0, |names| self.by_model[names])
    }
}

fn summary_table(words: &[ReportedWord]) -> FigureTable {
    let mut table = FigureTable::new("summary", "", &["what", "leads", "share"]);
    let sum = |of: &dyn Fn(&ReportedWord) -> usize| words.iter().map(of).sum::<usize>();
    let all = sum(&ReportedWord::leads);
    let named = sum(&|word| {
        if word.names.is_some() {
            word.leads()
        } else {
            0
        }
    });
    let same = sum(&ReportedWord::same);
    table.push([Cell::text("reported"), Cell::count(all), Cell::Blank]);
    if named < all {
        let what = "left out: the word names no disposition";
        table.push([Cell::text(what), Cell::count(all - named), Cell::Blank]);
    }
    let what = "the model says the same";
    table.push([
        Cell::text(what),
        Cell::count(same),
        Cell::share(same, named),
    ]);
    table
}

/// A row for each reported word, a column for each disposition of the model that any of the leads
/// gets or that is reported.
fn cross_table(definition: &Definition, words: &[ReportedWord]) -> FigureTable {
    let is_used = |at: &usize| {
        words
            .iter()
            .any(|word| word.by_model[*at] > 0 || word.names == Some(*at))
    };
    let used: Vec<usize> = (0..=definition.dispositions.len())
        .filter(is_used)
        .collect();
    let head = |at: &usize| match definition.dispositions.get(*at) {
        Some(disposition) => head_of(&disposition.name, &disposition.id),
        None => "none".to_owned(),
    };
    let mut heads = vec!["reported".to_owned(), "leads".to_owned()];
    heads.extend(used.iter().map(head));
    let title = format!(
        "{} REPORTED, BY THE MODEL'S DISPOSITION",
        count_noun(words.len(), "word").to_uppercase()
    );
    let mut table = FigureTable::new("cross", title, &[]);
    table.columns = heads;
    for word in words {
        let cells = used.iter().map(|at| Cell::count(word.by_model[*at]));
        let first = [Cell::text(&word.word), Cell::count(word.leads())];
        table
            .rows
            .push(FigureRow::new(first.into_iter().chain(cells)));
    }
    table
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::page_testing::{list, make, session, written};
    use crate::evidence::history::PageId;

    #[test]
    fn what_sales_reported_stands_against_the_model() {
        let definition = json!({
            "stages": [{"id": "mql", "name": "MQL", "rule": {"all": ["big"]}}],
            "criteria": [{"id": "big", "name": "Big", "kind": "fit", "points": 5,
                          "when": {"field": "size", "is": "big"}}],
            "bands": [{"id": "low", "name": "Low", "disposition": "nurture-on"}],
            "dispositions": [
                {"id": "pass", "name": "Call today, whoever it is", "action": "forward"},
                {"id": "nurture-on", "name": "Nurture", "action": "nurture"},
                {"id": "drop", "name": "Drop", "action": "discard"}],
            "handoff": {"stage": "mql", "disposition": "pass"}});
        // Big leads are passed on, the others nurtured.
        let rows = [
            ("big", "PASS", 15),
            ("small", "Nurture on", 6),
            ("big", "nurture", 3),
            ("small", "drop", 1),
            ("small", "Elsewhere", 2),
            ("big", "", 4),
        ];
        let rows: Vec<Vec<String>> = rows
            .iter()
            .flat_map(|(size, word, times)| {
                std::iter::repeat_n(vec![(*size).to_owned(), (*word).to_owned()], *times)
            })
            .collect();
        let leads = || list(&["size", "word"], &rows, json!({}));
        let with = session(
            definition.clone(),
            json!({"reported_field": "word"}),
            json!({}),
        );
        let section = make(&with, leads(), PageId::Reported);
        // 15 + 6 of the 25 whose word names a disposition.
        assert_eq!(
            written(&section, "summary"),
            [
                "reported | 27 |",
                "left out: the word names no disposition | 2 |",
                "the model says the same | 21 | 84.0%",
            ]
        );
        assert_eq!(
            section.tables[1].columns,
            ["reported", "leads", "pass", "Nurture", "Drop"]
        );
        assert_eq!(
            written(&section, "cross"),
            [
                "PASS | 15 | 15 | 0 | 0",
                "Nurture on | 6 | 0 | 6 | 0",
                "nurture | 3 | 3 | 0 | 0",
                "Elsewhere | 2 | 0 | 2 | 0",
                "drop | 1 | 0 | 1 | 0",
            ]
        );
        let without = make(
            &session(definition, json!({}), json!({})),
            leads(),
            PageId::Reported,
        );
        assert!(without.tables.is_empty() && without.notes[0].starts_with("Lacking"));
    }

    #[test]
    fn what_was_decided_before_its_day_isnt_counted() {
        let definition = json!({
            "dispositions": [{"id": "pass", "name": "Pass on", "action": "forward"}],
            "bands": [{"id": "all", "name": "All", "disposition": "pass"}]});
        let data = json!({"reported_field": "word", "created_field": "created", "bucket_field": "bucket",
            "converted_field": "converted", "facts_after": 7,
            "buckets": [{"id": "viable", "name": "Became viable", "values": ["yes"]}]});
        // Two are compared. Of the others one was decided before its seventh day, one has no day.
        let rows = [
            ["pass", "2026-01-01", "yes", "2026-01-09"],
            ["pass", "2026-01-01", "yes", ""],
            ["pass", "2026-01-01", "yes", "2026-01-04"],
            ["elsewhere", "", "yes", ""],
        ];
        let rows = rows.map(|row| row.map(String::from).to_vec());
        let columns = ["word", "created", "bucket", "converted"];
        let session = session(definition, data, json!({}));
        let section = make(&session, list(&columns, &rows, json!({})), PageId::Reported);
        assert_eq!(
            written(&section, "summary"),
            [
                "reported | 2 |",
                "the model says the same | 2 | 2 of 2: too few"
            ]
        );
        assert_eq!(written(&section, "cross"), ["pass | 2 | 2"]);
    }
}
