//! The open page of evidence: its plot, notes and table; on Evidence without a page, how the
//! recorded leads ended.

use serde::{Deserialize, Serialize};

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::page::PageDialog;
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::evidence::LeadSummary;
use crate::evidence::history::{Cell, FigureTable, Plot, Section};
use crate::model::{Bucket, mask_contact_details_except, wording};

/// The most rows of a table that are handed on: more fit on no screen.
const MOST_ROWS: usize = 60;

/// The open page of evidence, or how the recorded leads ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EvidencePlot {
    /// What it shows.
    pub title: String,
    /// What must be known to read it, as sentences.
    pub notes: Vec<String>,
    /// Its plots.
    pub plots: Vec<Plot>,
    /// Numbers of leads, a bar each.
    pub bars: Vec<LeadBar>,
    /// The table that its selected row is in.
    pub table: Option<WallTable>,
}

/// A number of leads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeadBar {
    /// Which leads.
    pub label: String,
    /// How many are recorded.
    pub recorded: u64,
    /// How many the room remembers.
    pub remembered: u64,
}

/// A table with its figures as they are written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WallTable {
    /// Its heading.
    pub title: String,
    /// The heads of its columns, with whether the column holds figures.
    pub columns: Vec<(String, bool)>,
    /// Rows, a text for each column.
    pub rows: Vec<Vec<String>>,
    /// The index of the selected row, if something can be selected.
    pub selected: Option<usize>,
}

impl EvidencePlot {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self {
            title,
            notes,
            plots,
            bars,
            table,
        } = self;
        change(title);
        notes.iter_mut().for_each(&mut *change);
        for plot in plots {
            plot.for_each_text(change);
        }
        for bar in bars {
            change(&mut bar.label);
        }
        if let Some(table) = table {
            change(&mut table.title);
            table.columns.iter_mut().for_each(|(head, _)| change(head));
            // Figures aren't written by people, and one may look like the number of a lead.
            let is_text: Vec<bool> = table.columns.iter().map(|(_, figure)| !figure).collect();
            for row in &mut table.rows {
                let texts = row
                    .iter_mut()
                    .zip(&is_text)
                    .filter(|(_, is_text)| **is_text);
                texts.for_each(|(text, _)| change(text));
            }
        }
    }
}

/// Makes it, where there is something to show: the open page, unless it is hidden. A lead's id may
/// be an address, and is masked.
pub(super) fn of(state: &State) -> Option<EvidencePlot> {
    let mut dialogs = state.dialogs.iter().rev();
    let dialog = dialogs.find_map(|dialog| match dialog {
        Dialog::Page(page) => Some(page),
        _ => None,
    })?;
    if secrecy::hides_page(state.session(), dialog.page) {
        return None;
    }
    let section = state.pages.section(dialog.page)?;
    let mut plot = page_plot(section, dialog);
    let outlook = state.outlook.as_deref();
    let is_lead_id = |text: &str| outlook.is_some_and(|outlook| outlook.is_phone_like_id(text));
    plot.for_each_text(&mut |text| *text = mask_contact_details_except(text, &is_lead_id));
    for plot in &mut plot.plots {
        plot.for_each_number(&mut |number| *number = short(*number));
    }
    Some(plot)
}

/// A number with six decimals, which JSON gives back as it is.
fn short(number: f64) -> f64 {
    if number.is_finite() {
        (number * 1e6).round() / 1e6
    } else {
        0.0
    }
}

fn page_plot(section: &Section, dialog: &PageDialog) -> EvidencePlot {
    EvidencePlot {
        title: section.title.clone(),
        notes: section.notes.clone(),
        plots: section.plots.clone(),
        bars: Vec::new(),
        table: selected_table(section, dialog.row),
    }
}

/// Returns the table that a row is in, counted over all tables, with the rows around it.
fn selected_table(section: &Section, row: usize) -> Option<WallTable> {
    let mut before = 0;
    for table in &section.tables {
        let rows = table.rows.len();
        if row < before + rows {
            return Some(wall_table(table, row - before));
        }
        before += rows;
    }
    None
}

fn wall_table(table: &FigureTable, selected: usize) -> WallTable {
    let first = selected.saturating_sub(MOST_ROWS / 2);
    let rows = table.rows.iter().skip(first).take(MOST_ROWS);
    let heads = table.columns.iter().enumerate();
    WallTable {
        title: table.title.clone(),
        columns: heads
            .map(|(at, head)| (head.clone(), table.is_numeric(at)))
            .collect(),
        rows: rows
            .map(|row| row.cells.iter().map(Cell::written).collect())
            .collect(),
        selected: Some(selected - first),
    }
}

/// Makes the one of the step itself, without an open page: how many leads are in each bucket or,
/// where no column says that, how they ended.
pub(super) fn of_step(state: &State) -> Option<EvidencePlot> {
    let summary = state.outlook.as_deref()?;
    let mut bars = bucket_bars(&state.session().data.buckets, summary);
    let sum = |of: fn(&LeadBar) -> u64, bars: &[LeadBar]| bars.iter().map(of).sum::<u64>();
    let all = summary.recorded_count() as u64;
    let in_buckets = sum(|bar| bar.recorded, &bars);
    if in_buckets > 0 && in_buckets < all {
        bars.push(lead_bar("In no bucket", all - in_buckets));
    } else if in_buckets == 0 && all > 0 {
        bars.retain(|bar| bar.remembered > 0);
        bars.splice(0..0, outcome_bars(summary));
    }
    let title = match sum(|bar| bar.recorded, &bars) {
        0 => match sum(|bar| bar.remembered, &bars) {
            0 => return None,
            remembered => wording::count_noun(remembered, "lead we remember"),
        },
        recorded => wording::count_noun(recorded, "recorded lead"),
    };
    Some(EvidencePlot {
        title: format!("How {title} ended"),
        bars,
        ..EvidencePlot::default()
    })
}

fn bucket_bars(buckets: &[Bucket], summary: &LeadSummary) -> Vec<LeadBar> {
    let bar = |(index, bucket): (usize, &Bucket)| {
        let (recorded, remembered) = summary.bucket_counts(index);
        LeadBar {
            label: bucket.name.clone(),
            recorded: recorded as u64,
            remembered: remembered as u64,
        }
    };
    buckets.iter().enumerate().map(bar).collect()
}

/// Those that ended well, badly and neither way; nothing where no column says how they ended.
fn outcome_bars(summary: &LeadSummary) -> Vec<LeadBar> {
    let (words, tally) = (summary.outcome_words(), &summary.tally);
    let (good, bad) = (tally.won.1 as u64, tally.lost.1 as u64);
    if good + bad == 0 {
        return Vec::new();
    }
    let first_upper = |word: &str| word[..1].to_uppercase() + &word[1..];
    vec![
        lead_bar(&first_upper(words.good), good),
        lead_bar(&first_upper(words.bad), bad),
        lead_bar("Neither", tally.ended_neither_way() as u64),
    ]
}

fn lead_bar(label: &str, recorded: u64) -> LeadBar {
    LeadBar {
        label: label.into(),
        recorded,
        remembered: 0,
    }
}
