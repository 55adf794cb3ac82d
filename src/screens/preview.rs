//! Step 8, Preview: how sample and recorded leads come out, sorted by score.

use super::lead::{reason_rows, tick_rows, unknown_rows, verdict_rows};
use crate::app::keymap::Action;
use crate::app::screen::field_rows;
use crate::app::{Addable, Does, Effect, Row, Screen, State, Step, Tone, hidden};
use crate::evidence::{Line, Outlook};
use crate::model::alignment::is_contested;
use crate::model::record::{Kind, Place};
use crate::model::{Id, Sample, Session, wording};
use crate::widgets::text::fit;

/// The step.
pub struct Preview;

impl Screen for Preview {
    fn step(&self) -> Step {
        Step::Preview
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        if hidden::figures(state.session()) {
            return super::veiled::rows(state);
        }
        let mut rows = vec![Row::heading("SAMPLE LEADS, BY SCORE", "points")];
        let outlook = state.outlook.as_deref();
        let mut samples: Vec<(&Sample, Option<&Line>)> = state
            .session()
            .samples
            .iter()
            .map(|sample| (sample, outlook.and_then(|o| line_of(o, &sample.id))))
            .collect();
        // Where Sales, Marketing and the model don't say the same comes first.
        let contested = |(sample, line): &(&Sample, Option<&Line>)| {
            let forwards = |l: &Line| {
                outlook.map(|o| {
                    o.scorer
                        .forwards(l.outcome.qualified, l.outcome.disposition)
                })
            };
            let model = line.and_then(forwards);
            model.is_some_and(|model| is_contested(state.session(), &sample.id, model))
        };
        samples.sort_by_key(|lead| {
            let total = lead.1.map(|l| std::cmp::Reverse(l.outcome.total));
            (!contested(lead), total)
        });
        for (sample, line) in samples {
            let does = Does::Thing(Place::new(Kind::Sample, sample.id.clone()));
            rows.push(match (outlook, line) {
                (Some(outlook), Some(line)) => lead_row(state, outlook, line, does),
                _ => Row::new(does, &sample.name, "..."),
            });
        }
        if rows.len() == 1 {
            rows.push(Row::heading(
                "  none yet: a sketches one, M takes the model's",
                "",
            ));
        }
        let Some(outlook) = outlook else { return rows };
        if outlook.recorded() > 0 {
            rows.push(Row::heading("RECORDED LEADS, BY SCORE", "points"));
        }
        rows
    }

    fn tail(&self, state: &State) -> usize {
        state.outlook.as_ref().map_or(0, |o| o.recorded())
    }

    fn tail_row(&self, state: &State, index: usize) -> Row {
        if hidden::figures(state.session()) {
            let row = super::veiled::recorded(state, index);
            return row.unwrap_or_else(|| Row::heading("", ""));
        }
        let found = state.outlook.as_deref().and_then(|outlook| {
            let lead = *outlook.order().get(index)? as usize;
            Some(lead_row(
                state,
                outlook,
                &outlook.line(lead)?,
                Does::Lead(lead),
            ))
        });
        found.unwrap_or_else(|| Row::heading("", ""))
    }

    fn in_tail(&self, state: &State, does: &Does) -> Option<usize> {
        let Does::Lead(wanted) = does else {
            return None;
        };
        if hidden::figures(state.session()) {
            return Some(*wanted);
        }
        let order = state.outlook.as_ref()?.order();
        order.iter().position(|lead| *lead as usize == *wanted)
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        match &row.does {
            Does::Thing(place) => sample_rows(state, place),
            Does::Lead(index) => recorded_rows(state, *index),
            _ => Vec::new(),
        }
    }

    fn addable(&self, _: &State, _: Option<&Row>) -> Vec<Addable> {
        vec![Addable::new(Kind::Sample)]
    }

    fn act(&self, state: &mut State, action: Action, row: &Row) -> Option<Vec<Effect>> {
        if action == Action::Make {
            return Some(crate::app::open_making(state));
        }
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
        &[
            Action::Tick,
            Action::Edit,
            Action::Add,
            Action::Make,
            Action::QuickList,
            Action::Ballot,
        ]
    }

    fn when_empty(&self) -> &'static str {
        "No lead yet: a sketches one, Evidence takes a file."
    }
}

fn line_of<'a>(outlook: &'a Outlook, id: &Id) -> Option<&'a Line> {
    outlook
        .samples
        .iter()
        .find(|l| l.sample.as_ref() == Some(id))
}

/// A sample lead: what the model says, its answers to tick, what is known of it besides.
fn sample_rows(state: &State, place: &Place) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut unknown = Vec::new();
    if hidden::figures(state.session()) {
        rows.push(super::veiled::verdict());
    } else if let Some(outlook) = &state.outlook
        && let Some(line) = line_of(outlook, &place.id)
    {
        let verdict = outlook.scorer.verdict(&line.answers);
        rows.extend(verdict_rows(state, &verdict, line));
        unknown = unknown_rows(state, &verdict);
    }
    rows.extend(tick_rows(state, &place.id));
    rows.push(Row::heading("ABOUT IT", ""));
    rows.extend(unknown);
    let mut fields = field_rows(state.session(), place, false);
    fields.retain(|r| matches!(&r.does, Does::Field(_, key) if !matches!(*key, "yes" | "no")));
    rows.extend(fields);
    rows
}

/// A recorded lead: what the model says and why, what isn't known, what the file has.
fn recorded_rows(state: &State, index: usize) -> Vec<Row> {
    let Some(outlook) = &state.outlook else {
        return Vec::new();
    };
    let Some(line) = outlook.line(index) else {
        return Vec::new();
    };
    if hidden::figures(state.session()) {
        let mut rows = vec![super::veiled::verdict()];
        rows.extend(facts(state, index));
        return rows;
    }
    let verdict = outlook.scorer.verdict(&line.answers);
    let mut rows = verdict_rows(state, &verdict, &line);
    rows.extend(reason_rows(state, &verdict));
    rows.extend(unknown_rows(state, &verdict));
    rows.extend(facts(state, index));
    rows
}

/// Whether another lead beside it has as many points. Ties are marked among few leads; a long
/// list is full of them.
fn is_tied(outlook: &Outlook, line: &Line) -> bool {
    const FEW: usize = 60;
    let total = line.outcome.total;
    if line.sample.is_none() {
        let mut counts = outlook.tally.histogram.iter();
        return outlook.recorded() <= FEW && counts.any(|c| c.0 == total && c.1 > 1);
    }
    let others = outlook.samples.iter().filter(|other| other.id != line.id);
    outlook.samples.len() <= FEW && others.into_iter().any(|o| o.outcome.total == total)
}

fn lead_row(state: &State, outlook: &Outlook, line: &Line, does: Does) -> Row {
    let definition = &state.session().definition;
    let tie = if is_tied(outlook, line) { "=" } else { "" };
    let next = line
        .outcome
        .disposition
        .and_then(|d| definition.dispositions.get(d))
        .map_or("", |d| d.name.as_str());
    // Whose points they are, and how many, matters more than the end of a long name.
    let next = fit(next, if state.size.0 < 100 { 14 } else { 30 });
    let (mark, tone) = if line.outcome.qualified {
        ("+", Tone::Good)
    } else if line.could {
        ("?", Tone::Plain)
    } else {
        ("", Tone::Plain)
    };
    let ended = match line.won {
        Some(true) if line.sample.is_none() => "won: ",
        Some(false) if line.sample.is_none() => "lost: ",
        _ => "",
    };
    let value = format!("{ended}{next} {tie}{}", line.outcome.total);
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
    let lead = dataset.lead(index);
    let mut rows = vec![Row::heading("IN THE FILE", format!("line {}", lead.line))];
    for (name, value) in dataset.columns.iter().zip(&lead.values) {
        if !value.trim().is_empty() {
            rows.push(Row::tells(name, value).tone(Tone::Quiet));
        }
    }
    let mut counts = std::collections::BTreeMap::<&str, i64>::new();
    for event in &lead.events {
        *counts.entry(&event.name).or_default() += 1;
    }
    for (name, times) in counts {
        rows.push(Row::tells(name, wording::counted(times, "time")).tone(Tone::Quiet));
    }
    rows
}
