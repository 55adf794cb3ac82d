//! The page about where to set the threshold: what each total would forward, reject and miss.

use std::sync::Arc;

use super::cell::Cell;
use super::context::PageContext;
use super::judged_scores::{JudgedScores, LeadTally, ScoreTally, leak_note, unjudged_note};
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plot::{Plot, PlottedCurve, PlottedCurves};
use super::section::{FigureRow, FigureTable, RowSubject, Section};
use crate::evidence::past_leads::{PastLeads, PastScores};
use crate::model::{Definition, Rule};
use crate::scoring::Scorer;
use crate::scoring::engine::Bitmap;
use crate::statistics::Share;

/// The columns after the one that names a row.
const FIGURES: [&str; 7] = [
    "forwarded",
    "of all",
    "rejected of them",
    "viable missed",
    "precision",
    "recall",
    "weekly",
];

/// Says what each total would do as a threshold, beside the present hand-off rule and the total
/// that is tried.
pub(super) fn threshold(context: &PageContext<'_>) -> Section {
    let section = Section::new("threshold", "Where to set the threshold");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let definition = &context.session.definition;
    let present = present_threshold(definition);
    let tried = context.settings.threshold.filter(|t| Some(*t) != present);
    let judged = JudgedScores::of(past);
    let all = Volume {
        all: judged.all,
        weeks: weeks(&past.leads),
    };
    let mut section = section.note(facts_note(&past.leads));
    section.notes.extend(unjudged_note(judged.all));
    section.notes.push(rule_note(definition));
    section.notes.extend(leak_note(&past.leads, definition));
    if judged.scores.len() > 1 {
        section.plots.push(curves(&judged, present, tried));
    }
    section
        .tables
        .push(rule_table(past, definition, &all, tried));
    section
        .tables
        .push(thresholds_table(&judged, &all, present));
    section
}

/// Returns the total that the hand-off rule asks for, if it asks for one.
fn present_threshold(definition: &Definition) -> Option<i64> {
    handoff_rule(definition)?.threshold()
}

fn handoff_rule(definition: &Definition) -> Option<&Rule> {
    definition.handoff_stage()?.rule.as_ref()
}

/// Says what the hand-off rule has to do with totals.
fn rule_note(definition: &Definition) -> String {
    let Some(rule) = handoff_rule(definition) else {
        return "There is no hand-off rule, so no lead is forwarded now.".into();
    };
    let Some(total) = rule.threshold() else {
        return "The hand-off rule asks for no total: it isn't a threshold, so none is marked."
            .into();
    };
    let alone = Rule {
        points: Some([("total".to_owned(), total)].into()),
        ..Rule::default()
    };
    if *rule == alone {
        format!("The hand-off rule asks for a total of {total}, and nothing else.")
    } else {
        format!(
            "The rule asks for a total of {total}, and for more; thresholds are the total alone."
        )
    }
}

/// What the figures of a row are compared with.
struct Volume {
    /// All leads compared.
    all: LeadTally,
    /// The weeks in which they were created.
    weeks: Option<f64>,
}

impl Volume {
    /// Returns the figures of what is forwarded.
    fn figures(&self, forwarded: LeadTally) -> [Cell; 7] {
        let all = self.all;
        [
            Cell::count(forwarded.leads),
            Cell::share(forwarded.leads, all.leads),
            Cell::count(forwarded.rejected),
            Cell::count(all.viable - forwarded.viable),
            Cell::Share(forwarded.share_viable()),
            Cell::share(forwarded.viable, all.viable),
            self.weeks.map_or(Cell::Blank, |weeks| {
                Cell::Number(forwarded.leads as f64 / weeks, 1)
            }),
        ]
    }

    fn row(&self, name: Cell, forwarded: LeadTally) -> FigureRow {
        FigureRow::new([name].into_iter().chain(self.figures(forwarded)))
    }
}

/// Returns how many weeks lie between the first and the last day on which a lead compared was
/// created; `None` if it is less than one, or if nothing says when.
fn weeks(leads: &PastLeads) -> Option<f64> {
    let created = leads.days(leads.data.created_field.as_ref())?;
    let days = || leads.counted.iter().filter_map(|lead| created[lead]);
    let span = days().max()?.since(days().min()?).ok()?.get_days();
    (span >= 7).then(|| f64::from(span) / 7.0)
}

fn columns(first: &'static str) -> Vec<&'static str> {
    [first].into_iter().chain(FIGURES).collect()
}

fn rule_table(
    past: &PastScores,
    definition: &Definition,
    volume: &Volume,
    tried: Option<i64>,
) -> FigureTable {
    let mut table = FigureTable::new("rule", "", &columns("what"));
    let tally = |leads: &Bitmap| LeadTally::among(&past.leads, leads);
    let now = tally(&past.scored.qualified());
    let mut row = volume.row(Cell::text("rule now"), now);
    row.stands_out = true;
    table.rows.push(row);
    let Some(tried) = tried else {
        return table;
    };
    let reach = Bitmap::from_fn(past.scored.len(), |lead| past.scored.total(lead) >= tried);
    let name = Cell::text(format!("from {tried}"));
    table.rows.push(volume.row(name, tally(&reach)));
    if let Some(moved) = qualified_from(past, definition, tried) {
        let name = Cell::text(format!("rule {tried}"));
        table.rows.push(volume.row(name, tally(&moved)));
    }
    table
}

/// Returns who would qualify if the hand-off rule asked for this total instead; `None` if it asks
/// for none.
fn qualified_from(past: &PastScores, definition: &Definition, total: i64) -> Option<Bitmap> {
    present_threshold(definition)?;
    let mut moved = definition.clone();
    let stage = definition.handoff_stage()?.id.clone();
    let stage = moved.stages.iter_mut().find(|s| s.id == stage)?;
    let points = stage.rule.as_mut()?.points.as_mut()?;
    points.insert("total".into(), total);
    let scored = past.scored.rescored(Arc::new(Scorer::new(&moved)))?;
    Some(scored.qualified())
}

fn thresholds_table(judged: &JudgedScores, volume: &Volume, present: Option<i64>) -> FigureTable {
    let mut table = FigureTable::new("thresholds", "BY THRESHOLD", &columns("from"));
    for ScoreTally { total, tally } in judged.at_least() {
        let mut row = volume.row(Cell::Count(total), tally);
        row.stands_out = present == Some(total);
        table.rows.push(row.about(RowSubject::Threshold(total)));
    }
    table
}

fn curves(judged: &JudgedScores, present: Option<i64>, tried: Option<i64>) -> Plot {
    let all = judged.all;
    let at_least = judged.at_least();
    let curve = |label: &str, sign, share: &dyn Fn(LeadTally) -> Share| PlottedCurve {
        label: label.into(),
        sign,
        values: at_least
            .iter()
            .map(|score| {
                let share = share(score.tally);
                let value = share.value().filter(|_| !share.is_of_few());
                (score.total, value)
            })
            .collect(),
    };
    let recall = |tally: LeadTally| Share::new(tally.viable, all.viable);
    let volume = |tally: LeadTally| Share::new(tally.leads, all.leads);
    let ends = (at_least.first(), at_least.last());
    Plot::Curves(PlottedCurves {
        range: ends
            .0
            .zip(ends.1)
            .map_or((0, 0), |(first, last)| (first.total, last.total)),
        lines: vec![
            curve("share forwarded", 'f', &volume),
            curve("recall", 'r', &recall),
            curve("precision", 'p', &LeadTally::share_viable),
        ],
        present,
        tried,
    })
}
