//! Personas and segments, with journeys, targets and actuals.

use serde::{Deserialize, Serialize};

use crate::app::input::row::RowTarget;
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::personas::step_count;
use crate::evidence::history::{TargetCell, target_cells};
use crate::model::record::Kind;
use crate::model::{Definition, Id};

/// Personas and segments, with journeys, targets and actuals.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonaGrid {
    /// The names of the segments.
    pub segments: Vec<String>,
    /// The personas, each with a cell for each segment and one for all.
    pub personas: Vec<PersonaRow>,
    /// What is wanted in each segment, then in all.
    pub totals: Vec<TargetSum>,
    /// What is selected.
    pub selected: GridSelection,
}

/// A persona in each segment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonaRow {
    /// The persona's name.
    pub name: String,
    /// A cell for each segment.
    pub cells: Vec<PersonaCell>,
    /// What is wanted of it in all segments.
    pub total: TargetSum,
}

/// A persona in a segment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PersonaCell {
    /// How many steps its journey has; `None` if there is no journey.
    pub steps: Option<u32>,
    /// What is wanted of it.
    pub target: TargetSum,
}

/// Qualified leads that are wanted, and those there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TargetSum {
    /// How many are wanted; `None` without a target.
    pub wanted: Option<u64>,
    /// How many there are; `None` if that isn't known or not to be told.
    pub actual: Option<u64>,
}

/// What is selected in the grid, by positions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct GridSelection {
    /// The persona.
    pub persona: Option<u32>,
    /// The segment.
    pub segment: Option<u32>,
}

impl PersonaGrid {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self {
            segments,
            personas,
            totals: _,
            selected: _,
        } = self;
        segments.iter_mut().for_each(&mut *change);
        for PersonaRow {
            name,
            cells: _,
            total: _,
        } in personas
        {
            change(name);
        }
    }
}

impl PersonaGrid {
    /// Returns whether anything is wanted at all.
    pub fn has_targets(&self) -> bool {
        self.totals.iter().any(|total| total.wanted.is_some())
    }

    /// Returns whether a cell is selected, alone or with its row or column.
    pub fn is_selected(&self, persona: usize, segment: usize) -> bool {
        let GridSelection {
            persona: row,
            segment: column,
        } = self.selected;
        let is = |selected: Option<u32>, at: usize| selected.is_none_or(|s| s as usize == at);
        (row.is_some() || column.is_some()) && is(row, persona) && is(column, segment)
    }
}

impl TargetSum {
    fn add(&mut self, other: Self) {
        let add = |sum: &mut Option<u64>, other: Option<u64>| {
            if let Some(other) = other {
                *sum = Some(sum.unwrap_or(0) + other);
            }
        };
        add(&mut self.wanted, other.wanted);
        add(&mut self.actual, other.actual);
    }

    fn of(cells: impl Iterator<Item = Self>) -> Self {
        let mut sum = Self::default();
        cells.for_each(|cell| sum.add(cell));
        sum
    }
}

impl From<TargetCell> for TargetSum {
    fn from(TargetCell { wanted, actual }: TargetCell) -> Self {
        Self { wanted, actual }
    }
}

/// Makes it, where there are personas and segments.
pub(super) fn of(state: &State, focus: &KeyFocus) -> Option<PersonaGrid> {
    let session = state.session();
    let definition = &session.definition;
    if definition.personas.is_empty() || definition.segments.is_empty() {
        return None;
    }
    // How many qualify is what the model says.
    let summary = state.outlook.as_deref();
    let summary = summary.filter(|_| !secrecy::hides_figures(session));
    let targets = target_cells(definition, &session.data, summary);
    let personas: Vec<PersonaRow> = definition
        .personas
        .iter()
        .zip(targets)
        .map(|(persona, targets)| persona_row(definition, &persona.id, &persona.name, &targets))
        .collect();
    let column = |at: usize| TargetSum::of(personas.iter().map(|row| row.cells[at].target));
    let mut totals: Vec<TargetSum> = (0..definition.segments.len()).map(column).collect();
    totals.push(TargetSum::of(totals.iter().copied()));
    Some(PersonaGrid {
        segments: definition.segments.iter().map(|s| s.name.clone()).collect(),
        personas,
        totals,
        selected: selection(state, focus),
    })
}

fn persona_row(
    definition: &Definition,
    persona: &Id,
    name: &str,
    targets: &[TargetCell],
) -> PersonaRow {
    let cell = |(segment, target): (&Id, &TargetCell)| {
        let steps = step_count(definition, persona, segment);
        PersonaCell {
            steps: steps.map(|steps| u32::try_from(steps).unwrap_or(u32::MAX)),
            target: TargetSum::from(*target),
        }
    };
    let segments = definition.segments.iter().map(|segment| &segment.id);
    let cells: Vec<PersonaCell> = segments.zip(targets).map(cell).collect();
    PersonaRow {
        name: name.to_owned(),
        total: TargetSum::of(cells.iter().map(|cell| cell.target)),
        cells,
    }
}

/// The persona, segment or cell that is selected.
fn selection(state: &State, focus: &KeyFocus) -> GridSelection {
    let definition = &state.session().definition;
    let persona = |id: &Id| definition.personas.iter().position(|p| p.id == *id);
    let segment = |id: &Id| definition.segments.iter().position(|s| s.id == *id);
    let (persona, segment) = match (focus.target(), focus.list_target()) {
        (RowTarget::GridCell(p, s), _) => (persona(p), segment(s)),
        (_, RowTarget::Record(place)) => match place.kind {
            Kind::Persona => (persona(&place.id), None),
            Kind::Segment => (None, segment(&place.id)),
            Kind::Target => {
                let mut targets = definition.targets.iter();
                let target = targets.find(|target| target.id == place.id);
                target.map_or((None, None), |t| (persona(&t.persona), segment(&t.segment)))
            }
            _ => (None, None),
        },
        _ => (None, None),
    };
    let index = |at: Option<usize>| at.and_then(|at| u32::try_from(at).ok());
    GridSelection {
        persona: index(persona),
        segment: index(segment),
    }
}
