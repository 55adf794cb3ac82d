//! The page suggested-points.

use super::super::cell::Cell;
use super::super::context::PageContext;
use super::super::known_facts::{NO_OUTCOMES, facts_note};
use super::super::section::Section;
use super::answer_columns::AnswerColumn;
use super::opinion::HistoryOpinion;
use super::outcome_leaks::outcome_leak;
use super::tables::{
    calibration_plot, calibration_table, cards_table, points_table, quality_table, used_criteria,
};
use crate::evidence::past_leads::{FactsDay, PastScores};
use crate::model::wording::{count_noun, join_list};
use crate::statistics::FEWEST;

/// Makes the page.
pub(in crate::evidence::history) fn suggested_points(context: &PageContext<'_>) -> Section {
    let section = Section::new("suggested-points", "What history would give");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let opinion = HistoryOpinion::of(context, past);
    let mut section = section.note(facts_note(&past.leads));
    section.notes.push(leads_note(&opinion));
    if let Some(why) = &opinion.cant_tell {
        section.notes.push(format!(
            "History can't tell: {why}. No points are suggested."
        ));
    }
    section.notes.extend(leak_notes(&opinion));
    section.notes.extend(later_note(context, past, &opinion));
    add_tables(&mut section, &opinion);
    if opinion.points().is_some() {
        section.notes.extend(points_notes(context, &opinion));
    }
    section
}

fn add_tables(section: &mut Section, opinion: &HistoryOpinion) {
    let words = opinion.judged.words;
    let points = points_table(&opinion.columns, opinion.points(), words);
    if !points.rows.is_empty() {
        section.tables.push(points);
    }
    let Some(held_out) = &opinion.held_out else {
        return;
    };
    let card = match opinion.cant_tell {
        None => "suggested points",
        Some(_) => "fitted points",
    };
    section.tables.push(quality_table(held_out, card));
    if let (Some(chosen), None) = (&opinion.chosen, &opinion.cant_tell) {
        let cards = cards_table(&opinion.columns, &chosen.cards);
        section.plots.push(calibration_plot(held_out));
        let calibration = calibration_table(held_out, &opinion.judged);
        section.tables.extend([calibration, cards]);
    }
}

/// Says which leads were asked, and which weren't.
fn leads_note(opinion: &HistoryOpinion) -> String {
    let [good, bad] = opinion.judged.words;
    let counts = |rows: &[usize]| {
        let [well, badly] = opinion.judged.counts(rows);
        format!("{well} {good} and {badly} {bad}")
    };
    let split = &opinion.split;
    let mut text = format!(
        "Trained on {} leads; held out: {}.",
        counts(&split.training),
        counts(&split.held_out)
    );
    if opinion.judged.others > 0 {
        let others = count_noun(opinion.judged.others, "lead");
        text.push_str(&format!(" Left out: {others} untouched or open."));
    }
    text
}

/// Says which criteria are left out or may tell the outcome.
fn leak_notes(opinion: &HistoryOpinion) -> Vec<String> {
    let left_out = opinion.columns.left_out.iter();
    let left_out = left_out.map(|(name, field)| {
        format!("Left out: {name}, as it asks about {field}, which tells the outcome.")
    });
    let training = &opinion.split.training;
    let flagged = |column: &AnswerColumn| {
        let why = outcome_leak(column, &opinion.judged, training)?;
        Some(format!(
            "{} ({}) may tell the outcome: {why}. Look whether it is known beforehand; pinned to 0 \
             it is left out.",
            column.name, column.label
        ))
    };
    let flagged = opinion.columns.columns.iter().filter_map(flagged);
    left_out.chain(flagged).collect()
}

/// Where there is no day as of which facts count: names the criteria that count events, some of
/// which may have come after the outcome.
fn later_note(
    context: &PageContext<'_>,
    past: &PastScores,
    opinion: &HistoryOpinion,
) -> Option<String> {
    if past.leads.facts_day != FactsDay::IncludesLater {
        return None;
    }
    let criteria = context.session.definition.criteria.iter().enumerate();
    let of_events = criteria.filter(|(index, criterion)| {
        let mut asks = false;
        for condition in criterion.conditions() {
            condition.for_each_event(&mut |_| asks = true);
        }
        let mut columns = opinion.columns.columns.iter();
        asks && columns.any(|column| column.criterion == *index)
    });
    let names: Vec<String> = of_events.map(|(_, c)| c.name.clone()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "Events that came after the outcome may count in {}.",
            join_list(&names, "and")
        )
    })
}

/// Says how the suggested points are to be read.
fn points_notes(context: &PageContext<'_>, opinion: &HistoryOpinion) -> Vec<String> {
    let [suggested, now] = opinion.best_totals;
    let points = opinion.points().unwrap_or_default();
    let used = used_criteria(&opinion.columns, points);
    let criteria = match used {
        1 => "criterion gets",
        _ => "criteria get",
    };
    let mut first = format!(
        "{used} {criteria} points, at most {suggested} together; the present ones give at most \
         {now}. Unknown counts as no."
    );
    if let Some(most) = context.settings.most_criteria {
        first.push_str(&format!(" Limited to {most}."));
    }
    let columns = opinion.columns.columns.iter();
    let few = columns
        .filter(|column| column.is_of_few() && column.pinned.is_none())
        .count();
    if few > 0 {
        first.push_str(&format!(
            " Without a suggestion: {}, had or lacked by fewer than {FEWEST}.",
            count_noun(few, "answer")
        ));
    }
    let never = "Nothing is applied by itself: Enter takes one value, a pins it, Left and Right \
                 allow fewer or more criteria.";
    let rounding = opinion.held_out.as_ref().map(|held_out| {
        let (more, interval) = held_out.unrounded.difference(&held_out.card);
        let more = Cell::NumberInterval(more, interval, 3).written();
        format!("Held out: AUC of the fit without rounding less that of the points: {more}.")
    });
    [first]
        .into_iter()
        .chain(rounding)
        .chain([never.into()])
        .collect()
}
