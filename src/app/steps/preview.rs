//! Step 8, Preview: how sample and recorded leads are scored, sorted by score.

use crate::app::input::command::{Command, RecordCommand};
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, Tone};
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::leads::LeadsStatus;
use crate::app::state::workbench::State;
use crate::app::steps::conflicts;
use crate::app::steps::field_rows::core_field_rows;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::lead_facts;
use crate::app::steps::lead_rows::{
    audience_row, reason_rows, tick_rows, unknown_rows, verdict_rows,
};
use crate::app::steps::list_view;
use crate::app::steps::page_rows::{page_rows, pages_row};
use crate::app::steps::room_verdict;
use crate::app::steps::screen::Screen;
use crate::app::steps::secret_rows;
use crate::evidence::history::PageGroup;
use crate::evidence::{self, LeadSummary, ScoredLead};
use crate::model::alignment::is_contested;
use crate::model::record::{Kind, Place};
use crate::model::{Id, Sample, Session};
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
        let place = |sample: &Sample| Place::new(Kind::Sample, sample.id.clone());
        let in_conflict = |lead: &(&Sample, Option<&ScoredLead>)| {
            conflicts::is_in_conflict(&state.findings, &place(lead.0))
        };
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
        let row = |(sample, line): &(&Sample, Option<&ScoredLead>)| {
            let target = RowTarget::Record(place(sample));
            match (outlook, line) {
                (Some(outlook), Some(line)) => lead_row(state, outlook, line, target),
                _ => Row::new(target, &sample.name, "..."),
            }
        };
        let (conflicts, samples): (Vec<_>, Vec<_>) = samples.into_iter().partition(in_conflict);
        let (disputed, samples): (Vec<_>, Vec<_>) = samples.into_iter().partition(contested);
        let tied = samples_tie(outlook);
        let mut rows = Vec::new();
        if !conflicts.is_empty() {
            rows.push(Row::heading("CONFLICTS: ROOM AGAINST MODEL", "points"));
            rows.extend(conflicts.iter().map(|lead| row(lead).mark("!")));
            rows.push(Row::heading("  change the model, or vote again: v", ""));
        }
        if !disputed.is_empty() {
            rows.push(Row::heading(
                "DISPUTED SAMPLES, BY SCORE",
                points_head(tied),
            ));
            rows.extend(disputed.iter().map(row));
        }
        let title = if rows.is_empty() {
            "SAMPLE LEADS, BY SCORE"
        } else {
            "OTHER SAMPLES, BY SCORE"
        };
        if !samples.is_empty() || rows.is_empty() {
            rows.push(Row::heading(title, points_head(tied)));
        }
        rows.extend(samples.iter().map(row));
        if rows.len() == 1 {
            rows.push(Row::heading(
                "  none yet: a adds one, M adds the model's",
                "",
            ));
        }
        let Some(outlook) = outlook else { return rows };
        rows.extend(pages_row(state, PageGroup::Outcomes, "Against outcomes"));
        if outlook.recorded_count() > 0 {
            let tied = recorded_tie(outlook, |_| true);
            rows.push(Row::heading("RECORDED, BY SCORE", points_head(tied)));
        }
        rows
    }

    fn tail_len(&self, state: &State) -> usize {
        match list_view::recorded_view(state) {
            Some(view) => view.leads.len(),
            None => state.outlook.as_ref().map_or(0, |o| o.recorded_count()),
        }
    }

    fn tail_row(&self, state: &State, index: usize) -> Row {
        let view = list_view::recorded_view(state);
        if secrecy::hides_figures(state.session()) {
            let lead = view.map_or(Some(index), |v| v.leads.get(index).map(|l| *l as usize));
            let row = lead.and_then(|lead| secret_rows::recorded_row(state, lead));
            return row.unwrap_or_else(|| Row::heading("", ""));
        }
        let found = state.outlook.as_deref().and_then(|outlook| {
            let leads = view.map_or(outlook.leads_by_total(), |view| &view.leads);
            let lead = *leads.get(index)? as usize;
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
        if let Some(view) = list_view::recorded_view(state) {
            return view.leads.iter().position(|lead| *lead as usize == *index);
        }
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
            RowTarget::Pages(group) => page_rows(state, *group, "PAST LEADS AGAINST THE MODEL"),
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
            Action::Ballot,
            Action::SuggestSamples,
            Action::RoomVerdict,
            Action::QuickList,
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
        rows.extend(audience_row(state, &line.responses, None));
        // Below the verdict, which is pinned above everything.
        rows.splice(1..1, conflicts::conflict_row(state, &place.id));
        rows.push(room_view_row(state, &RowTarget::Record(place.clone())));
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

/// Whether the room sees what the model says of a lead.
fn room_view_row(state: &State, lead: &RowTarget) -> Row {
    let text = if room_verdict::shows_verdict(state, lead) {
        "facts and verdict"
    } else {
        "facts; i adds the verdict"
    };
    Row::info("Room view", text).tone(Tone::Quiet)
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
    rows.extend(audience_row(state, &line.responses, Some(index)));
    rows.push(room_view_row(state, &RowTarget::Lead(index)));
    rows.extend(reason_rows(state, &verdict));
    rows.extend(unknown_rows(state, &verdict));
    rows.extend(file_rows(state, index));
    rows
}

/// The most leads of a list in which equal scores are marked; a longer one is full of them.
const MOST_MARKED: usize = 60;

/// The heading of the points, which explains the sign of equal scores where there are any.
fn points_head(tied: bool) -> &'static str {
    if tied { "points, = tie" } else { "points" }
}

/// Returns whether two sample leads are marked as having the same score.
fn samples_tie(outlook: Option<&LeadSummary>) -> bool {
    outlook.is_some_and(|outlook| outlook.samples.iter().any(|line| is_tied(outlook, line)))
}

/// Returns whether several recorded leads have the same total, of those this holds for.
fn recorded_tie(outlook: &LeadSummary, is: impl Fn(i64) -> bool) -> bool {
    let mut counts = outlook.tally.histogram.iter();
    outlook.recorded_count() <= MOST_MARKED && counts.any(|c| c.1 > 1 && is(c.0))
}

/// Returns whether another lead of its list has the same total. Ties are marked in short lists.
fn is_tied(outlook: &LeadSummary, line: &ScoredLead) -> bool {
    let total = line.outcome.total;
    if line.sample.is_none() {
        return recorded_tie(outlook, |of| of == total);
    }
    let others = outlook.samples.iter().filter(|other| other.id != line.id);
    outlook.samples.len() <= MOST_MARKED && others.into_iter().any(|o| o.outcome.total == total)
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
    let words = outlook.outcome_words();
    let ended = match line.won {
        Some(well) if line.sample.is_none() => {
            format!("{}: ", if well { words.good } else { words.bad })
        }
        _ => String::new(),
    };
    let value = format!("{ended}{next} {tie}{}", line.outcome.total);
    Row::new(target, &line.title, value.trim())
        .mark(mark)
        .tone(tone)
}

/// What the file has on a recorded lead of what the model asks about. Other columns, which may hold
/// names, are counted; `m` shows them, here and never in the room view.
fn file_rows(state: &State, index: usize) -> Vec<Row> {
    let LeadsStatus::Loaded { dataset, .. } = &state.recorded else {
        return Vec::new();
    };
    let definition = &state.session().definition;
    let lead = dataset.lead(index);
    let mut rows = vec![
        Row::heading("IN THE FILE", format!("line {}", lead.line)),
        Row::info("Id", &lead.id).tone(Tone::Quiet),
    ];
    let facts = lead_facts::lead_facts(state, &RowTarget::Lead(index));
    rows.extend(facts.iter().map(|(label, text)| Row::info(label, text)));
    let others = evidence::other_columns(definition, dataset, index);
    if state.cursor().more {
        let other = |column: usize| Row::info(&dataset.columns[column], &lead.values[column]);
        rows.extend(others.into_iter().map(|c| other(c).tone(Tone::Quiet)));
    } else if !others.is_empty() {
        let text = format!("{} more: m shows them, only here", others.len());
        rows.push(Row::info("Other columns", text).tone(Tone::Quiet));
    }
    rows
}
