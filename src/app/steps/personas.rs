//! Step 3, Personas: segments, personas, and which pairs of them have a journey.

use crate::app::input::command::Command;
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, StepAction, Tone};
use crate::app::input::step::Step;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::field_rows;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::screen::Screen;
use crate::model::record::{Kind, Place};
use crate::model::wording::count_noun;
use crate::model::{Definition, Id, Session, Target};

/// The Personas step.
pub struct PersonasScreen;

impl Screen for PersonasScreen {
    fn step(&self) -> Step {
        Step::Personas
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let definition = &state.session().definition;
        let mut rows = vec![Row::heading("SEGMENTS", "")];
        for segment in &definition.segments {
            let target = RowTarget::Record(Place::new(Kind::Segment, segment.id.clone()));
            rows.push(Row::new(target, &segment.name, "").indent(1));
        }
        rows.push(Row::heading("PERSONAS", ""));
        for persona in &definition.personas {
            let target = RowTarget::Record(Place::new(Kind::Persona, persona.id.clone()));
            let role = persona.buying_role.label();
            rows.push(Row::new(target, &persona.name, role).indent(1));
        }
        if !definition.personas.is_empty() && !definition.segments.is_empty() {
            rows.push(Row::heading("WHO BUYS WHERE", ""));
            rows.push(
                Row::new(
                    RowTarget::StepAction(StepAction::JourneyGrid),
                    "Journeys: persona x segment",
                    journeys_made_text(definition),
                )
                .indent(1),
            );
        }
        rows.push(Row::heading("TARGETS", ""));
        for target in &definition.targets {
            let row_target = RowTarget::Record(Place::new(Kind::Target, target.id.clone()));
            let name = |p: Option<&str>| p.unwrap_or("?").to_owned();
            let text = format!(
                "{}, {}",
                name(
                    definition
                        .persona(target.persona.as_str())
                        .map(|p| p.name.as_str())
                ),
                name(
                    definition
                        .segment(target.segment.as_str())
                        .map(|s| s.name.as_str())
                )
            );
            rows.push(
                Row::new(
                    row_target,
                    text,
                    format!("{} {}", target.qualified, target.period),
                )
                .indent(1),
            );
        }
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        match &row.target {
            RowTarget::Record(place) => {
                field_rows::field_rows(state.session(), place, state.cursor().more)
            }
            RowTarget::StepAction(_) => grid_cell_rows(&state.session().definition),
            _ => Vec::new(),
        }
    }

    fn addable(&self, state: &State, row: Option<&Row>) -> Vec<Addable> {
        let definition = &state.session().definition;
        let mut all = vec![Addable::new(Kind::Persona), Addable::new(Kind::Segment)];
        let cell = selected_cell(state);
        let is_on_cell = cell.is_some();
        let first = || {
            let (persona, segment) = (definition.personas.first()?, definition.segments.first()?);
            Some((persona.id.clone(), segment.id.clone()))
        };
        if let Some((persona, segment)) = cell.or_else(first) {
            let target = Addable::new(Kind::Target)
                .with_field("persona", persona.to_string())
                .with_field("segment", segment.to_string());
            all.push(target.with_label("target: how many qualified leads"));
        }
        match row.map(|r| &r.target) {
            _ if is_on_cell => all.rotate_right(1),
            Some(RowTarget::Record(place)) => all.sort_by_key(|a| a.kind != place.kind),
            _ if definition.segments.is_empty() => all.swap(0, 1),
            _ => {}
        }
        all
    }

    fn act(&self, _: &State, action: Action, focus: &KeyFocus) -> Option<Command> {
        let is_grid = action == Action::Edit && matches!(focus.target(), RowTarget::StepAction(_));
        is_grid.then_some(Command::FocusDetail(None))
    }

    fn is_done(&self, session: &Session) -> bool {
        !session.definition.personas.is_empty() && !session.definition.segments.is_empty()
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[
            Action::Edit,
            Action::Add,
            Action::QuickList,
            Action::MoreFields,
        ]
    }

    fn empty_hint(&self) -> &'static str {
        "No segments or personas yet: press a to add one, A to type a list."
    }
}

/// The cell of the grid on which the cursor stands.
fn selected_cell(state: &State) -> Option<(Id, Id)> {
    if state.cursor().pane != Pane::Detail {
        return None;
    }
    let (rows, index) = state.detail();
    match &rows[index?].target {
        RowTarget::GridCell(persona, segment) => Some((persona.clone(), segment.clone())),
        _ => None,
    }
}

fn journeys_made_text(definition: &Definition) -> String {
    let all = definition.personas.len() * definition.segments.len();
    format!("{} of {all}", definition.journeys.len().min(all))
}

pub(crate) fn step_count(definition: &Definition, persona: &Id, segment: &Id) -> Option<usize> {
    definition.journey(persona, segment).map(|j| j.steps.len())
}

/// The targets of a cell of the grid.
pub(crate) fn targets_of<'a>(
    definition: &'a Definition,
    persona: &'a Id,
    segment: &'a Id,
) -> impl Iterator<Item = &'a Target> {
    let of_cell = |t: &&Target| t.persona == *persona && t.segment == *segment;
    definition.targets.iter().filter(of_cell)
}

/// A row for each cell of the grid; Enter opens the journey or adds one.
fn grid_cell_rows(definition: &Definition) -> Vec<Row> {
    let mut rows = Vec::new();
    for persona in &definition.personas {
        for segment in &definition.segments {
            let text = format!("{} in {}", persona.name, segment.name);
            let target = RowTarget::GridCell(persona.id.clone(), segment.id.clone());
            let row = match step_count(definition, &persona.id, &segment.id) {
                Some(n) => Row::new(target, text, count_noun(n, "step")).tone(Tone::Good),
                None => Row::new(target, text, "empty: Enter begins the journey").tone(Tone::Warn),
            };
            let targets = targets_of(definition, &persona.id, &segment.id);
            let targets =
                targets.map(|t| format!("{} {}", t.qualified, t.period).trim().to_owned());
            let targets: Vec<String> = targets.collect();
            rows.push(match targets.as_slice() {
                [] => row,
                all => row.note(format!("target {}", all.join(", "))),
            });
        }
    }
    rows
}
