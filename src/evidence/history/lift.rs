//! The page about the lift of each answer and of each band.

use super::cell::Cell;
use super::context::PageContext;
use super::judged_scores::{LeadTally, named_leak_note, unjudged_note};
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::section::{FigureRow, FigureTable, RowSubject, Section};
use crate::evidence::past_leads::PastScores;
use crate::model::Definition;
use crate::model::wording::answer_title;
use crate::scoring::engine::Bitmap;

/// Says how often leads with each answer and in each band became viable, against all.
pub(super) fn lift(context: &PageContext<'_>) -> Section {
    let section = Section::new("lift", "Lift of criteria and bands");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let definition = &context.session.definition;
    let all = LeadTally::all(&past.leads);
    let mut section = section.note(facts_note(&past.leads)).note(base_note(all));
    section.notes.extend(unjudged_note(all));
    section
        .notes
        .extend(named_leak_note(&past.leads, definition));
    section.tables.push(criteria_table(past, definition, all));
    let bands = bands_table(past, definition, all);
    if !bands.rows.is_empty() {
        section.tables.push(bands);
    }
    section
}

/// Says what lift is measured against.
fn base_note(all: LeadTally) -> String {
    format!(
        "Lift: share viable against that of all leads judged, {} ({} of {}); 1.00 is no \
         difference.",
        Cell::Share(all.share_viable()).written(),
        Cell::count(all.viable).written(),
        Cell::count(all.judged()).written(),
    )
}

fn columns(first: &'static str) -> [&'static str; 6] {
    [first, "leads", "viable", "rejected", "share viable", "lift"]
}

fn row(name: String, tally: LeadTally, all: LeadTally) -> FigureRow {
    FigureRow::new([
        Cell::text(name),
        Cell::count(tally.leads),
        Cell::count(tally.viable),
        Cell::count(tally.rejected),
        Cell::Share(tally.share_viable()),
        tally.lift(all),
    ])
}

fn criteria_table(past: &PastScores, definition: &Definition, all: LeadTally) -> FigureTable {
    let mut table = FigureTable::new("criteria", "BY ANSWER", &columns("answer"));
    let scorer = past.scored.scorer();
    for criterion in &definition.criteria {
        let Some(at) = scorer.criterion_index(criterion.id.as_str()) else {
            continue;
        };
        for answer in criterion.answer_list() {
            let Some(own) = scorer.answer_index(at, answer.id) else {
                continue;
            };
            let tally = LeadTally::among(&past.leads, &past.scored.leads_with(at, &[own]));
            let made = row(answer_title(criterion, &answer), tally, all);
            table.rows.push(match scorer.reference_to(at, own) {
                Some(reference) => made.about(RowSubject::Answer(reference)),
                None => made,
            });
        }
    }
    table
}

fn bands_table(past: &PastScores, definition: &Definition, all: LeadTally) -> FigureTable {
    let mut table = FigureTable::new("bands", "BY BAND", &columns("band"));
    let scorer = past.scored.scorer();
    let mut of_band: Vec<Bitmap> = definition
        .bands
        .iter()
        .map(|_| Bitmap::new(past.scored.len()))
        .collect();
    for lead in past.leads.counted.iter() {
        let band = scorer.band_of(past.scored.total(lead));
        if let Some(leads) = band.and_then(|band| of_band.get_mut(band)) {
            leads.set(lead);
        }
    }
    for (band, leads) in definition.bands.iter().zip(&of_band) {
        let tally = LeadTally::among(&past.leads, leads);
        table.rows.push(row(band.name.clone(), tally, all));
    }
    table
}
