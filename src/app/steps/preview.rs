//! Step 8, Preview: how sample and recorded leads are scored, sorted by score.

use crate::app::input::command::{Command, RecordCommand};
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, Tone};
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::leads::LeadsStatus;
use crate::app::state::workbench::State;
use crate::app::steps::field_rows::core_field_rows;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::lead_rows::{reason_rows, tick_rows, unknown_rows, verdict_rows};
use crate::app::steps::screen::Screen;
use crate::app::steps::secret_rows;
use crate::evidence::{LeadSummary, ScoredLead};
use crate::model::alignment::is_contested;
use crate::model::record::{Kind, Place};
use crate::model::{Id, Sample, Session, wording};
use crate::widgets::text::fit;

/// The Preview step.
pub struct PreviewScreen;

impl Screen for PreviewScreen {
    fn step(&self) -> Step {
        Step::Preview
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        if secrecy::hides_figures(state.session()) {
            return secret_rows::sample_rows(state);
        }
        let outlook = state.outlook.as_deref();
        let mut samples: Vec<(&Sample, Option<&ScoredLead>)> = state
            .session()
            .samples
            .iter()
            .map(|sample| (sample, outlook.and_then(|o| line_of(o, &sample.id))))
            .collect();
        // Samples on which Sales, Marketing and the model disagree come first.
        let contested = |(sample, line): &(&Sample, Option<&ScoredLead>)| {
            let forwards = |l: &ScoredLead| {
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
        let title = if samples.iter().any(contested) {
            "SAMPLE LEADS, DISPUTED FIRST"
        } else {
            "SAMPLE LEADS, BY SCORE"
        };
        let mut rows = vec![Row::heading(title, "points")];
        for (sample, line) in samples {
            let target = RowTarget::Record(Place::new(Kind::Sample, sample.id.clone()));
            rows.push(match (outlook, line) {
                (Some(outlook), Some(line)) => lead_row(state, outlook, line, target),
                _ => Row::new(target, &sample.name, "..."),
            });
        }
        if rows.len() == 1 {
            rows.push(Row::heading(
                "  none yet: a adds one, M adds the model's",
                "",
            ));
        }
        let Some(outlook) = outlook else { return rows };
        if outlook.recorded_count() > 0 {
            rows.push(Row::heading("RECORDED LEADS, BY SCORE", "points"));
        }
        rows
    }

    fn tail_len(&self, state: &State) -> usize {
        state.outlook.as_ref().map_or(0, |o| o.recorded_count())
    }

    fn tail_row(&self, state: &State, index: usize) -> Row {
        if secrecy::hides_figures(state.session()) {
            let row = secret_rows::recorded_row(state, index);
            return row.unwrap_or_else(|| Row::heading("", ""));
        }
        let found = state.outlook.as_deref().and_then(|outlook| {
            let lead = *outlook.leads_by_total().get(index)? as usize;
            Some(lead_row(
                state,
                outlook,
                &outlook.scored_lead(lead)?,
                RowTarget::Lead(lead),
            ))
        });
        found.unwrap_or_else(|| Row::heading("", ""))
    }

    fn tail_position(&self, state: &State, target: &RowTarget) -> Option<usize> {
        let RowTarget::Lead(index) = target else {
            return None;
        };
        if secrecy::hides_figures(state.session()) {
            return Some(*index);
        }
        let order = state.outlook.as_ref()?.leads_by_total();
        order.iter().position(|lead| *lead as usize == *index)
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        match &row.target {
            RowTarget::Record(place) => sample_rows(state, place),
            RowTarget::Lead(index) => recorded_rows(state, *index),
            _ => Vec::new(),
        }
    }

    fn addable(&self, _: &State, _: Option<&Row>) -> Vec<Addable> {
        vec![Addable::new(Kind::Sample)]
    }

    fn act(&self, state: &State, action: Action, focus: &KeyFocus) -> Option<Command> {
        if action == Action::SuggestSamples {
            return Some(Command::Record(RecordCommand::SuggestSamples));
        }
        // Enter on a sample goes straight to its first answer, where Space ticks.
        if action == Action::Edit
            && matches!(focus.target(), RowTarget::Record(p) if p.kind == Kind::Sample)
        {
            let (rows, _) = state.detail_of(focus.list_row.as_ref());
            let first = rows
                .iter()
                .position(|r| matches!(r.target, RowTarget::SampleAnswer(..)));
            return Some(Command::FocusDetail(Some(first.unwrap_or(0))));
        }
        None
    }

    fn is_done(&self, session: &Session) -> bool {
        session.samples.len() >= 2 || session.data.leads.is_some()
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[
            Action::Tick,
            Action::Edit,
            Action::Add,
            Action::SuggestSamples,
            Action::QuickList,
            Action::Ballot,
        ]
    }

    fn empty_hint(&self) -> &'static str {
        "No leads yet: press a to add one, or choose a file on Evidence."
    }
}

fn line_of<'a>(outlook: &'a LeadSummary, id: &Id) -> Option<&'a ScoredLead> {
    outlook
        .samples
        .iter()
        .find(|l| l.sample.as_ref() == Some(id))
}

/// A sample lead: what the model says, its answers to tick, and its other fields.
fn sample_rows(state: &State, place: &Place) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut unknown = Vec::new();
    if secrecy::hides_figures(state.session()) {
        rows.push(secret_rows::verdict_row());
    } else if let Some(outlook) = &state.outlook
        && let Some(line) = line_of(outlook, &place.id)
    {
        let verdict = outlook.scorer.verdict(&line.responses);
        rows.extend(verdict_rows(state, &verdict, line));
        unknown = unknown_rows(state, &verdict);
    }
    rows.extend(tick_rows(state, &place.id));
    rows.push(Row::heading("DETAILS", ""));
    rows.extend(unknown);
    let mut fields = core_field_rows(state.session(), place);
    fields
        .retain(|r| matches!(&r.target, RowTarget::Field(_, key) if !matches!(*key, "yes" | "no")));
    rows.extend(fields);
    rows
}

/// A recorded lead: what the model says and why, what isn't known, and what the file contains.
fn recorded_rows(state: &State, index: usize) -> Vec<Row> {
    let Some(outlook) = &state.outlook else {
        return Vec::new();
    };
    let Some(line) = outlook.scored_lead(index) else {
        return Vec::new();
    };
    if secrecy::hides_figures(state.session()) {
        let mut rows = vec![secret_rows::verdict_row()];
        rows.extend(file_rows(state, index));
        return rows;
    }
    let verdict = outlook.scorer.verdict(&line.responses);
    let mut rows = verdict_rows(state, &verdict, &line);
    rows.extend(reason_rows(state, &verdict));
    rows.extend(unknown_rows(state, &verdict));
    rows.extend(file_rows(state, index));
    rows
}

/// Returns whether another lead of its list has the same total. Ties are marked only in short
/// lists; a long one is full of them.
fn is_tied(outlook: &LeadSummary, line: &ScoredLead) -> bool {
    const FEW: usize = 60;
    let total = line.outcome.total;
    if line.sample.is_none() {
        let mut counts = outlook.tally.histogram.iter();
        return outlook.recorded_count() <= FEW && counts.any(|c| c.0 == total && c.1 > 1);
    }
    let others = outlook.samples.iter().filter(|other| other.id != line.id);
    outlook.samples.len() <= FEW && others.into_iter().any(|o| o.outcome.total == total)
}

fn lead_row(state: &State, outlook: &LeadSummary, line: &ScoredLead, target: RowTarget) -> Row {
    let definition = &state.session().definition;
    let tie = if is_tied(outlook, line) { "=" } else { "" };
    let next = line
        .outcome
        .disposition
        .and_then(|d| definition.dispositions.get(d))
        .map_or("", |d| d.name.as_str());
    // The points matter more than the end of a long disposition.
    let next = fit(next, if state.size.0 < 100 { 14 } else { 30 });
    let (mark, tone) = if line.outcome.qualified {
        ("+", Tone::Good)
    } else if line.could_qualify {
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
    Row::new(target, &line.title, value.trim())
        .mark(mark)
        .tone(tone)
}

/// What the file contains of a recorded lead: its fields and events. Names aren't in the list, but
/// here the facilitator looks at a single lead.
fn file_rows(state: &State, index: usize) -> Vec<Row> {
    let LeadsStatus::Loaded { dataset, .. } = &state.recorded else {
        return Vec::new();
    };
    let lead = dataset.lead(index);
    let mut rows = vec![Row::heading("IN THE FILE", format!("line {}", lead.line))];
    for (name, value) in dataset.columns.iter().zip(&lead.values) {
        if !value.trim().is_empty() {
            rows.push(Row::info(name, value).tone(Tone::Quiet));
        }
    }
    let mut counts = std::collections::BTreeMap::<&str, i64>::new();
    for event in &lead.events {
        *counts.entry(&event.name).or_default() += 1;
    }
    for (name, times) in counts {
        rows.push(Row::info(name, wording::count_noun(times, "time")).tone(Tone::Quiet));
    }
    rows
}
