//! The page about the funnel: how many leads reach each stage, and how many of them won.

use super::cell::Cell;
use super::context::PageContext;
use super::judged_scores::{NONE_OLD_ENOUGH, leak_note};
use super::known_facts::{NO_OUTCOMES, facts_note};
use super::plot::{Plot, PlottedStage};
use super::section::{FigureTable, Section};
use crate::evidence::past_leads::{PastScores, old_enough};
use crate::model::Definition;
use crate::model::wording::{count_noun, join_list};
use crate::scoring::engine::Bitmap;
use crate::statistics::Share;

/// The leads that reach a stage.
struct ReachedStage {
    name: String,
    /// Those that won, of all that reach it.
    won: Share,
}

/// Says how many leads reach each stage by the model and which share of them won, and where the
/// volume doesn't fall or that share doesn't rise.
pub(super) fn funnel(context: &PageContext<'_>) -> Section {
    let section = Section::new("funnel", "Funnel by stage");
    let Some(past) = context.past else {
        return section.note(NO_OUTCOMES);
    };
    let old = old_enough(&past.leads);
    let definition = &context.session.definition;
    let mut section = section.note(facts_note(&past.leads)).note(old.words());
    let by_person = stages_by_person(definition);
    if !by_person.is_empty() {
        let names = join_list(&by_person, "and");
        let note = format!("Decided by a person, so that no fact says who reached it: {names}.");
        section.notes.push(note);
    }
    section.notes.extend(leak_note(&past.leads, definition));
    let stages = reached_stages(past, definition, &old.leads);
    if old.leads.count() == 0 {
        section.notes.push(NONE_OLD_ENOUGH.into());
    } else if !stages.is_empty() {
        section.notes.extend(order_notes(&stages));
        section.plots.push(plot(&stages));
    }
    section.tables.push(stages_table(&stages));
    section
}

fn stages_by_person(definition: &Definition) -> Vec<String> {
    let stages = definition
        .stages
        .iter()
        .filter(|stage| !stage.is_computed());
    stages.map(|stage| stage.name.clone()).collect()
}

/// Counts the leads that reach each computed stage, in the model's order: a lead in a later stage
/// has reached the earlier ones.
fn reached_stages(past: &PastScores, definition: &Definition, some: &Bitmap) -> Vec<ReachedStage> {
    // By the furthest stage: all of them, and those that won.
    let mut counts = vec![(0, 0); definition.stages.len()];
    for lead in some.iter() {
        let stage = past.scored.outcome(lead).stage;
        if let Some((leads, won)) = stage.and_then(|stage| counts.get_mut(stage)) {
            *leads += 1;
            *won += usize::from(past.leads.groups.won.get(lead));
        }
    }
    let (mut leads, mut won) = (0, 0);
    let mut stages = Vec::new();
    for (stage, (own, own_won)) in definition.stages.iter().zip(counts).rev() {
        leads += own;
        won += own_won;
        if stage.is_computed() {
            stages.push(ReachedStage {
                name: stage.name.clone(),
                won: Share::new(won, leads),
            });
        }
    }
    stages.reverse();
    stages
}

/// Says from which stage to which the volume doesn't fall, or the share that wins doesn't rise.
fn order_notes(stages: &[ReachedStage]) -> Vec<String> {
    let mut notes = Vec::new();
    for pair in stages.windows(2) {
        let (before, after) = (&pair[0], &pair[1]);
        let way = format!("from {} to {}", before.name, after.name);
        if after.won.of >= before.won.of {
            let many = count_noun(after.won.of as i64, "lead");
            notes.push(format!("The volume doesn't fall {way}: {many} in both."));
        }
        if before.won.is_of_few() || after.won.is_of_few() {
            notes.push(format!("Too few leads say whether more win {way}."));
            continue;
        }
        let shares = before.won.value().zip(after.won.value());
        if let Some((first, second)) = shares.filter(|(first, second)| second <= first) {
            notes.push(format!(
                "The share that wins doesn't rise {way}: {} and {}, {} points less.",
                Cell::Share(before.won).written(),
                Cell::Share(after.won).written(),
                Cell::Number(100.0 * (first - second), 1).written(),
            ));
        }
    }
    if notes.is_empty() && stages.len() > 1 {
        notes.push("The volume falls and the share that wins rises from stage to stage.".into());
    }
    notes
}

fn stages_table(stages: &[ReachedStage]) -> FigureTable {
    let columns = [
        "stage",
        "leads",
        "of the stage before",
        "won",
        "share that wins",
    ];
    let mut table = FigureTable::new("stages", "BY STAGE", &columns);
    let mut before: Option<u64> = None;
    for stage in stages {
        let leads = stage.won.of;
        table.push([
            Cell::text(&stage.name),
            Cell::Count(leads as i64),
            before.map_or(Cell::Blank, |of| Cell::Share(Share { count: leads, of })),
            Cell::Count(stage.won.count as i64),
            Cell::Share(stage.won),
        ]);
        before = Some(leads);
    }
    table
}

fn plot(stages: &[ReachedStage]) -> Plot {
    let plotted = stages.iter().map(|stage| PlottedStage {
        label: stage.name.clone(),
        leads: stage.won.of,
        won: stage.won,
    });
    Plot::Funnel(plotted.collect())
}
