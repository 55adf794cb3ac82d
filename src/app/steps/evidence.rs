//! Step 2, Evidence: the buckets of past leads, and what the recorded leads contain.

use crate::app::input::command::Command;
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, Tone};
use crate::app::input::sentence::sentence;
use crate::app::input::step::Step;
use crate::app::state::leads::LeadsStatus;
use crate::app::state::workbench::State;
use crate::app::steps::bucket_review;
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::mapping_rows::{mapping_rows, open_count};
use crate::app::steps::offered_rows::{offered_detail, offered_row};
use crate::app::steps::page_rows::page_rows;
use crate::app::steps::screen::Screen;
use crate::evidence::OutcomeWords;
use crate::evidence::history::PageGroup;
use crate::model::record::{Kind, Place};
use crate::model::wording::{count_noun, grouped};
use crate::model::{BucketOutcome, Session, USUAL_LOST_WORDS, USUAL_WON_WORDS};
use crate::widgets::text::bar;

/// The Evidence step.
pub struct EvidenceScreen;

impl Screen for EvidenceScreen {
    fn step(&self) -> Step {
        Step::Evidence
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let session = state.session();
        let mut rows: Vec<Row> = offered_row(state).into_iter().collect();
        rows.extend([data_row(state), Row::heading("BUCKETS OF PAST LEADS", "")]);
        for (index, bucket) in session.data.buckets.iter().enumerate() {
            let place = Place::new(Kind::Bucket, bucket.id.clone());
            let value = bucket_count_text(state, index);
            let mark = if bucket.reviewed.is_some() { "+" } else { "" };
            rows.push(
                Row::new(RowTarget::Record(place), &bucket.name, value)
                    .indent(1)
                    .mark(mark),
            );
            for sample in session
                .samples
                .iter()
                .filter(|s| s.bucket.as_ref() == Some(&bucket.id))
            {
                let place = Place::new(Kind::Sample, sample.id.clone());
                rows.push(Row::new(RowTarget::Record(place), &sample.name, "remembered").indent(3));
            }
        }
        rows.extend(page_rows(state, PageGroup::History, "WHAT HISTORY SAYS"));
        if let LeadsStatus::Loaded { summary, .. } = &state.recorded {
            rows.push(Row::heading("FIELDS OF THE RECORDED LEADS", "filled"));
            for (index, field) in summary.fields.iter().enumerate() {
                let value = field.filled.to_string();
                rows.push(Row::new(RowTarget::Column(index), &field.name, value).indent(1));
            }
            if !summary.events.is_empty() {
                rows.push(Row::heading("WHAT THEY DID", "leads"));
            }
            for (index, event) in summary.events.iter().enumerate() {
                rows.push(
                    Row::new(
                        RowTarget::Event(index),
                        &event.name,
                        event.leads_with.to_string(),
                    )
                    .indent(1),
                );
            }
        }
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        match &row.target {
            RowTarget::Record(place) => {
                let mut rows = field_rows(state.session(), place, state.cursor().more);
                if place.kind == Kind::Data {
                    if state.session().data.leads.is_some() {
                        rows.insert(0, mapping_row(state));
                    }
                    rows.extend(target_row(state));
                    rows.extend(data_notes(state));
                    rows.extend(outcome_rows(state));
                }
                rows.extend(bucket_outcome_row(state.session(), place));
                rows.extend(bucket_review::review_rows(state, place));
                rows
            }
            RowTarget::Column(_) | RowTarget::Event(_) => value_rows(state, row),
            RowTarget::StepAction(_) => offered_detail(),
            _ => Vec::new(),
        }
    }

    fn addable(&self, _: &State, row: Option<&Row>) -> Vec<Addable> {
        let bucket = match row.map(|r| &r.target) {
            Some(RowTarget::Record(place)) if place.kind == Kind::Bucket => {
                Some(place.id.to_string())
            }
            _ => None,
        };
        let lead = Addable::new(Kind::Sample).with_label("lead the room remembers");
        let lead = match bucket {
            Some(bucket) => lead.with_field("bucket", bucket),
            None => lead,
        };
        vec![lead, Addable::new(Kind::Bucket)]
    }

    fn act(&self, state: &State, action: Action, focus: &KeyFocus) -> Option<Command> {
        let command = || bucket_review::review_command(state, focus);
        (action == Action::Edit).then(command)?
    }

    fn is_done(&self, session: &Session) -> bool {
        session.data.leads.is_some()
            || session.data.buckets.iter().all(|b| {
                session
                    .samples
                    .iter()
                    .filter(|s| s.bucket.as_ref() == Some(&b.id))
                    .count()
                    >= 2
            })
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[
            Action::Edit,
            Action::Add,
            Action::QuickList,
            Action::MapFile,
            Action::MoreFields,
        ]
    }

    fn empty_hint(&self) -> &'static str {
        "No leads yet: choose a file, or press a to add the leads the room remembers."
    }
}

/// Returns the row that leads to the mapping screen, with what is open there.
fn mapping_row(state: &State) -> Row {
    let target = RowTarget::Action(Action::MapFile);
    let (value, tone) = match open_count(&mapping_rows(state)) {
        0 => ("F".to_owned(), Tone::Plain),
        open => (format!("F: {open} open"), Tone::Warn),
    };
    Row::new(target, "Map the file", value).tone(tone)
}

fn data_row(state: &State) -> Row {
    let place = Place::single(Kind::Data);
    let row = |text: String, value: &str| Row::new(RowTarget::Record(place.clone()), text, value);
    if let Some(percent) = state.load_percent {
        return row("Reading the leads ...".into(), &format!("{percent}%"));
    }
    match &state.recorded {
        LeadsStatus::None => row("No leads file: Enter sets one".into(), ""),
        LeadsStatus::Loading => row("Reading the leads ...".into(), ""),
        LeadsStatus::Failed(_) => {
            let files = match state.session().data.events {
                Some(_) => "The files couldn't be read",
                None => "The leads couldn't be read",
            };
            row(files.into(), "!").tone(Tone::Bad)
        }
        LeadsStatus::Loaded {
            dataset, rejects, ..
        } => {
            let count = i64::try_from(dataset.len()).unwrap_or(i64::MAX);
            let value = if rejects.is_empty() {
                String::new()
            } else {
                format!("{} unread", grouped(rejects.len()))
            };
            row(count_noun(count, "recorded lead"), &value)
        }
    }
}

/// Returns the row that fewer recorded leads qualify than the targets ask for.
fn target_row(state: &State) -> Option<Row> {
    let finding = state.findings.iter().find(|f| f.code == "A310")?;
    Some(Row::info("Targets", sentence(&finding.message)))
}

fn data_notes(state: &State) -> Vec<Row> {
    match &state.recorded {
        LeadsStatus::Failed(why) => vec![Row::info("Couldn't be read", why).tone(Tone::Bad)],
        LeadsStatus::Loaded {
            rejects, warnings, ..
        } => {
            // The second follow the model, with each scoring.
            let of_model = state
                .outlook
                .as_deref()
                .map(|outlook| &outlook.column_warnings);
            let mut rows: Vec<Row> = warnings
                .iter()
                .chain(of_model.into_iter().flatten())
                .map(|w| Row::info("Note", w).tone(Tone::Warn))
                .collect();
            for (line, reason) in rejects.iter().take(10) {
                rows.push(Row::info(format!("Line {line}"), reason).tone(Tone::Warn));
            }
            if rejects.len() > 10 {
                rows.push(
                    Row::info(
                        "",
                        format!("and {}", count_noun(rejects.len() - 10, "more row")),
                    )
                    .tone(Tone::Warn),
                );
            }
            rows
        }
        LeadsStatus::None | LeadsStatus::Loading => Vec::new(),
    }
}

/// Says how many recorded leads ended well, badly and neither way, and how that is known.
fn outcome_rows(state: &State) -> Vec<Row> {
    let data = &state.session().data;
    let Some(outlook) = state.outlook.as_ref().filter(|o| o.recorded_count() > 0) else {
        return Vec::new();
    };
    if data.outcome_field.is_none() && data.bucket_field.is_none() {
        return Vec::new();
    }
    let (words, tally) = (outlook.outcome_words(), &outlook.tally);
    let other = grouped(tally.ended_neither_way());
    let figures = format!(
        "{} {}, {} {}; {other} other, in neither figure",
        grouped(tally.won.1),
        words.good,
        grouped(tally.lost.1),
        words.bad
    );
    let mut rows = vec![Row::info("How they ended", figures)];
    let by_outcome = words == OutcomeWords::OF_OUTCOMES;
    let usual = [
        ("Won means", &data.won, USUAL_WON_WORDS),
        ("Lost means", &data.lost, USUAL_LOST_WORDS),
    ];
    for (label, given, words) in usual {
        if by_outcome && given.is_empty() {
            let text = format!("not filled in, so: {}", words.join(", "));
            rows.push(Row::info(label, text).tone(Tone::Quiet));
        }
    }
    rows
}

/// Says how a bucket counts in figures, unless it is filled in.
fn bucket_outcome_row(session: &Session, place: &Place) -> Option<Row> {
    let mut buckets = session.data.buckets.iter();
    let bucket = buckets.find(|b| place.kind == Kind::Bucket && b.id == place.id)?;
    let text = match bucket.outcome() {
        _ if bucket.counts_as.is_some() => return None,
        BucketOutcome::Viable => "viable, by its words",
        BucketOutcome::Rejected => "rejected, by its words",
        BucketOutcome::Neither => "neither viable nor rejected",
    };
    Some(Row::info("In figures", text).tone(Tone::Quiet))
}

fn bucket_count_text(state: &State, index: usize) -> String {
    let Some(outlook) = &state.outlook else {
        return String::new();
    };
    match outlook.bucket_counts(index) {
        (0, 0) => "none yet".into(),
        (0, samples) => format!("{samples} remembered"),
        (recorded, 0) => grouped(recorded),
        (recorded, samples) => format!("{} + {samples} remembered", grouped(recorded)),
    }
}

/// Returns the most frequent values of a field with their shares, or how often an event happened.
fn value_rows(state: &State, row: &Row) -> Vec<Row> {
    let name = row.text.as_str();
    let LeadsStatus::Loaded {
        summary, dataset, ..
    } = &state.recorded
    else {
        return Vec::new();
    };
    let all = dataset.len().max(1) as f64;
    let shared = |n: usize| {
        format!(
            "{} {} ({:.0}%)",
            bar(12, n as f64 / all),
            grouped(n),
            100.0 * n as f64 / all
        )
    };
    if let RowTarget::Event(index) = row.target
        && let Some(event) = summary.events.get(index)
    {
        return vec![
            Row::info("Leads that did it", shared(event.leads_with as usize)),
            Row::info("Times in all", grouped(event.total)),
        ];
    }
    let RowTarget::Column(index) = row.target else {
        return Vec::new();
    };
    let Some(field) = summary.fields.get(index) else {
        return Vec::new();
    };
    let mut rows = vec![Row::heading(
        name,
        format!("{} different", grouped(field.distinct)),
    )];
    rows.extend(
        field
            .top
            .iter()
            .map(|(value, n)| Row::info(value, shared(*n as usize))),
    );
    rows
}
