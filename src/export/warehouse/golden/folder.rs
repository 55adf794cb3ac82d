//! Golden leads as a folder: a list of leads, their events, the verdicts, and what they are.

use super::choice::{GoldenLeads, golden_leads};
use super::golden_lead::LeadColumns;
use super::golden_set::{Expectation, GoldenSet, golden_sets};
use crate::evidence::VERDICT_COLUMNS;
use crate::export::{Content, Document, ExportError, ExportSource, escape_markdown};
use crate::model::wording::count_noun;
use crate::scoring::{Event, Scorer, field_key};

/// What the columns of the files of golden leads are called, apart from the model's own.
pub(in super::super) struct OwnNames {
    /// The lead, in both files.
    pub id: String,
    /// The event.
    pub event: String,
    /// Its time.
    pub at: String,
}

impl OwnNames {
    /// Chooses names that no field and no column of events has.
    pub fn beside(columns: &LeadColumns) -> Self {
        let named = |name: &str, taken: &[&[String]]| {
            let is_free = |name: &String| {
                let mut taken = taken.iter().copied().flatten();
                !taken.any(|other| field_key(other) == field_key(name))
            };
            let golden = (1..).map(|n| format!("golden_{name}_{n}"));
            let mut names = std::iter::once(name.to_owned()).chain(golden);
            names.find(is_free).unwrap_or_default()
        };
        let events = &columns.event_columns;
        Self {
            id: named("lead_id", &[&columns.fields, events]),
            event: named("event", &[events]),
            at: named("at", &[events]),
        }
    }
}

/// Renders the golden leads of a model, in a folder for each day that they look back from: the first
/// at the top.
pub(in crate::export) fn render(exported: &ExportSource) -> Result<Document, ExportError> {
    let definition = &exported.definition;
    let scorer = Scorer::new(definition);
    let found = golden_leads(definition);
    let sets = golden_sets(&found, definition, &scorer);
    let expected = Expectation::of(exported);
    let names = OwnNames::beside(&found.columns);
    let notices = found.notices(&scorer);
    let mut files = vec![(
        "README.md".to_owned(),
        readme(exported, &found, &sets, &names, &notices),
    )];
    for (n, set) in sets.iter().enumerate() {
        let folder = folder_of(n, set);
        let mut add = |name: &str, text: String| files.push((format!("{folder}{name}"), text));
        add("leads.csv", leads_csv(&found.columns, set, &names)?);
        if found.columns.asks_events {
            add("events.csv", events_csv(&found.columns, set, &names)?);
        }
        add("expected.csv", expected_csv(set, &expected)?);
    }
    Ok(Document {
        content: Content::Folder(files),
        notices,
    })
}

/// Returns the folder of the set with this number, with `/` at its end; blank for the first.
fn folder_of(number: usize, set: &GoldenSet) -> String {
    match number {
        0 => String::new(),
        _ => format!("as-of-{}/", set.day),
    }
}

fn leads_csv(
    columns: &LeadColumns,
    set: &GoldenSet,
    names: &OwnNames,
) -> Result<String, ExportError> {
    let header = std::iter::once(&names.id).chain(&columns.fields);
    let rows = set.leads.iter().map(|lead| {
        let values = lead.lead.values.iter().map(String::as_str);
        std::iter::once(lead.name.as_str()).chain(values).collect()
    });
    csv_text(header.map(String::as_str).collect(), rows)
}

fn events_csv(
    columns: &LeadColumns,
    set: &GoldenSet,
    names: &OwnNames,
) -> Result<String, ExportError> {
    let own = [&names.id, &names.event, &names.at];
    let header = own.into_iter().chain(&columns.event_columns);
    let mut rows: Vec<Vec<String>> = Vec::new();
    for lead in &set.leads {
        for event in &lead.lead.events {
            let mut row = vec![lead.name.clone(), event.name.to_string(), time_text(event)];
            row.extend(event.values.iter().map(ToString::to_string));
            rows.push(row);
        }
    }
    let rows = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect());
    csv_text(header.map(String::as_str).collect(), rows)
}

/// Returns an event's time as text: `2026-01-15`, with its time of day where that is known.
pub(in super::super) fn time_text(event: &Event) -> String {
    let form = if event.has_time {
        "%Y-%m-%d %H:%M:%S"
    } else {
        "%Y-%m-%d"
    };
    event.at.strftime(form).to_string()
}

fn expected_csv(set: &GoldenSet, expected: &Expectation) -> Result<String, ExportError> {
    let mut header = vec!["lead_id"];
    header.extend(VERDICT_COLUMNS);
    let cells = set.leads.iter().map(|lead| expected.cells(lead));
    let cells: Vec<_> = cells.collect();
    let rows = set.leads.iter().zip(&cells).map(|(lead, cells)| {
        let cells = cells.iter().map(String::as_str);
        std::iter::once(lead.name.as_str()).chain(cells).collect()
    });
    csv_text(header, rows)
}

fn csv_text<'a>(
    header: Vec<&'a str>,
    rows: impl Iterator<Item = Vec<&'a str>>,
) -> Result<String, ExportError> {
    let mut builder = csv::WriterBuilder::new();
    let mut writer = builder
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    for row in std::iter::once(header).chain(rows) {
        let written = writer.write_record(row);
        written.map_err(|error| ExportError::Table(error.to_string()))?;
    }
    let bytes = writer.into_inner();
    let bytes = bytes.map_err(|error| ExportError::Table(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| ExportError::Table(error.to_string()))
}

fn readme(
    exported: &ExportSource,
    found: &GoldenLeads,
    sets: &[GoldenSet],
    names: &OwnNames,
    notices: &[String],
) -> String {
    let mut text = format!(
        "# Golden leads of {}, version {}\n\n\
         Leads chosen by the proof, and the verdicts they must get in any system that runs this \
         model. Load `leads.csv`{}, score, and compare with `expected.csv`.\n",
        escape_markdown(&exported.name),
        exported.version_word(),
        if found.columns.asks_events {
            " and `events.csv`"
        } else {
            ""
        },
    );
    for sentence in exported.altered.iter().chain(notices) {
        text.push_str(&format!("\n- {}", escape_markdown(sentence)));
    }
    for (n, set) in sets.iter().enumerate() {
        let folder = folder_of(n, set);
        let events = if found.columns.asks_events {
            format!(" --events {folder}events.csv")
        } else {
            String::new()
        };
        text.push_str(&format!(
            "\n\n## As of {}\n\n    accord score MODEL {folder}leads.csv{events} --as-of {}{}\n\n",
            set.day,
            set.day,
            options(names),
        ));
        text.push_str("| lead | what it shows |\n|---|---|\n");
        for lead in &set.leads {
            let shows = escape_markdown(&lead.shows.join("; "));
            text.push_str(&format!("| {} | {shows} |\n", lead.name));
        }
    }
    text
}

/// Returns the options that say which columns are ours, where they have unusual names.
fn options(names: &OwnNames) -> String {
    let own = [
        ("--id", "lead_id", &names.id),
        ("--event-id", "lead_id", &names.id),
        ("--event-name", "event", &names.event),
        ("--event-time", "at", &names.at),
    ];
    let unusual = own.into_iter().filter(|(_, usual, name)| *usual != *name);
    unusual
        .map(|(flag, _, name)| format!(" {flag} {name}"))
        .collect()
}

impl GoldenLeads {
    /// Returns what the reader should know, as sentences.
    pub fn notices(&self, scorer: &Scorer) -> Vec<String> {
        let mut notices = vec![format!(
            "{}: of {} of the model {} give one of them another outcome, and {} are proved to give \
             no lead of a list another.",
            count_noun(self.leads.len() as u64, "golden lead"),
            count_noun((self.shown + self.idle) as u64, "single change"),
            self.shown,
            self.idle,
        )];
        let asked = asked_in_the_room(scorer);
        if !asked.is_empty() {
            notices.push(format!(
                "No list can say what people answer: {}. Golden leads leave that open.",
                asked.join(", ")
            ));
        }
        if !self.without_lead.is_empty() {
            notices.push(format!(
                "No golden lead shows: {}.",
                self.without_lead.join("; ")
            ));
        }
        if !self.unproved.is_empty() {
            let open = self.unproved.join("; ");
            notices.push(format!(
                "Not proved within the budget, so without a lead: {open}."
            ));
        }
        notices
    }
}

/// Returns the answers without a condition, as references.
fn asked_in_the_room(scorer: &Scorer) -> Vec<String> {
    let mut asked = Vec::new();
    for (c, criterion) in scorer.criteria().iter().enumerate() {
        for (a, answer) in criterion.answers.iter().enumerate() {
            if answer.when.is_none() && criterion.otherwise != Some(a) {
                asked.extend(scorer.reference_to(c, a).map(|r| format!("`{r}`")));
            }
        }
    }
    asked
}
