//! Step 8, Preview: how sample and recorded leads come out, sorted by score.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::lead::{tick_rows, verdict_rows};
use super::strip::chart_bands;
use crate::app::keymap::Action;
use crate::app::screen::field_rows;
use crate::app::{Addable, Does, Effect, Row, Screen, State, Step, Tone};
use crate::evidence::{Line, Outlook};
use crate::model::Session;
use crate::model::record::{Kind, Place};
use crate::widgets::{Theme, chart};

/// The step.
pub struct Preview;

/// Rows the list shows of recorded leads; Find reaches every sample, scrolling these.
const MOST_ROWS: usize = 20_000;

impl Screen for Preview {
    fn step(&self) -> Step {
        Step::Preview
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let Some(outlook) = &state.outlook else {
            return vec![Row::heading("Scoring ...", "")];
        };
        let mut rows = vec![Row::heading("SAMPLE LEADS, BY SCORE", "points")];
        for index in sorted(&outlook.samples) {
            let line = &outlook.samples[index];
            let Some(id) = &line.sample else { continue };
            let place = Place::new(Kind::Sample, id.clone());
            rows.push(lead_row(state, outlook, line, Does::Thing(place)));
        }
        if !outlook.recorded.is_empty() {
            rows.push(Row::heading("RECORDED LEADS, BY SCORE", "points"));
        }
        for index in sorted(&outlook.recorded).into_iter().take(MOST_ROWS) {
            rows.push(lead_row(
                state,
                outlook,
                &outlook.recorded[index],
                Does::Lead(index),
            ));
        }
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        let Some(outlook) = &state.outlook else {
            return Vec::new();
        };
        match &row.does {
            Does::Thing(place) => {
                let line = outlook
                    .samples
                    .iter()
                    .find(|l| l.sample.as_ref() == Some(&place.id));
                let mut rows = line.map(|l| verdict_rows(state, l)).unwrap_or_default();
                rows.extend(tick_rows(state, &place.id));
                rows.push(Row::heading("ABOUT IT", ""));
                let mut fields = field_rows(state.session(), place, false);
                fields.retain(
                    |r| matches!(&r.does, Does::Field(_, key) if !matches!(*key, "yes" | "no")),
                );
                rows.extend(fields);
                rows
            }
            Does::Lead(index) => {
                let Some(line) = outlook.recorded.get(*index) else {
                    return Vec::new();
                };
                let mut rows = verdict_rows(state, line);
                rows.extend(facts(state, *index));
                rows
            }
            _ => Vec::new(),
        }
    }

    fn addable(&self, _: &State, _: Option<&Row>) -> Vec<Addable> {
        vec![Addable::new(Kind::Sample)]
    }

    fn act(&self, state: &mut State, action: Action, row: &Row) -> Option<Vec<Effect>> {
        // Enter on a sample goes straight to its first answer, where Space ticks.
        if action == Action::Edit && matches!(&row.does, Does::Thing(p) if p.kind == Kind::Sample) {
            let (rows, _) = state.detail();
            let first = rows.iter().position(|r| matches!(r.does, Does::Tick(..)));
            let cursor = state.cursor_mut();
            cursor.pane = crate::app::Pane::Detail;
            cursor.part = first.unwrap_or(0);
            return Some(Vec::new());
        }
        None
    }

    fn is_done(&self, session: &Session) -> bool {
        session.samples.len() >= 2 || session.data.leads.is_some()
    }

    fn footer(&self) -> &'static [Action] {
        &[Action::Tick, Action::Edit, Action::Add, Action::QuickList]
    }

    fn when_empty(&self) -> &'static str {
        "No lead yet: a sketches one, Evidence takes a file."
    }
}

/// Indices by total, greatest first; ties stay in their order.
fn sorted(lines: &[Line]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by_key(|i| std::cmp::Reverse(lines[*i].outcome.total));
    order
}

fn lead_row(state: &State, outlook: &Outlook, line: &Line, does: Does) -> Row {
    let definition = &state.session().definition;
    let tied = |other: &Line| other.id != line.id && other.outcome.total == line.outcome.total;
    let lines = if line.sample.is_some() {
        &outlook.samples
    } else {
        &outlook.recorded
    };
    // Ties are marked among the few the room sketched; a long list is full of them.
    let tie = if lines.len() <= 60 && lines.iter().any(tied) {
        "="
    } else {
        ""
    };
    let next = line
        .outcome
        .disposition
        .and_then(|d| definition.dispositions.get(d))
        .map_or("", |d| d.name.as_str());
    let (mark, tone) = if line.outcome.qualified {
        ("+", Tone::Good)
    } else if line.could {
        ("?", Tone::Plain)
    } else {
        ("", Tone::Plain)
    };
    let ended = match line.won {
        Some(true) if line.sample.is_none() => " won",
        Some(false) if line.sample.is_none() => " lost",
        _ => "",
    };
    let value = format!("{next}{ended} {tie}{}", line.outcome.total);
    Row::new(does, &line.title, value.trim())
        .mark(mark)
        .tone(tone)
}

/// What the file says of a recorded lead: its fields and events. No names in the list (R98); here
/// the facilitator looks at one lead.
fn facts(state: &State, index: usize) -> Vec<Row> {
    let crate::app::Recorded::Loaded { dataset, .. } = &state.recorded else {
        return Vec::new();
    };
    let Some(lead) = dataset.leads.get(index) else {
        return Vec::new();
    };
    let mut rows = vec![Row::heading("IN THE FILE", format!("line {}", lead.line))];
    for (name, value) in dataset.columns.iter().zip(&lead.values) {
        if !value.trim().is_empty() {
            rows.push(Row::tells(name, value).tone(Tone::Quiet));
        }
    }
    let mut counts = std::collections::BTreeMap::<&str, usize>::new();
    for event in &lead.events {
        *counts.entry(&event.name).or_default() += 1;
    }
    for (name, times) in counts {
        rows.push(Row::tells(name, format!("{times} times")).tone(Tone::Quiet));
    }
    rows
}

/// Rows of the histogram, where there is room for it.
pub fn height(state: &State, rows: u16) -> u16 {
    let some = state
        .outlook
        .as_ref()
        .is_some_and(|o| !o.tally.histogram.is_empty());
    if some && rows >= 30 { 7 } else { 0 }
}

/// Draws the histogram of totals with the bands.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let Some(outlook) = &state.outlook else {
        return;
    };
    let bands = chart_bands(&state.session().definition);
    chart::histogram(buf, area, theme, &outlook.tally.histogram, &bands);
}
