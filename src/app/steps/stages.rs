//! Step 5, Stages: the pipeline as a row, each stage's definition, and other agreed terms.

use crate::app::input::command::Command;
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, Tone};
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::app::steps::board_rows;
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::room::{own_words_rows, own_words_status, reveal_command};
use crate::app::steps::screen::Screen;
use crate::model::record::{Kind, Place};
use crate::model::{Session, wording};

/// The Stages step.
pub struct StagesScreen;

impl Screen for StagesScreen {
    fn step(&self) -> Step {
        Step::Stages
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let session = state.session();
        let definition = &session.definition;
        let mut rows = vec![Row::heading("PIPELINE, IN ORDER", "")];
        for stage in &definition.stages {
            let place = Place::new(Kind::Stage, stage.id.clone());
            let value = match own_words_status(session, &place).as_str() {
                "" => stage.owner.clone(),
                words => words.to_owned(),
            };
            let mark = if stage.definition.is_empty() { "!" } else { "" };
            rows.push(
                Row::new(RowTarget::Record(place), &stage.name, value)
                    .indent(1)
                    .mark(mark),
            );
        }
        rows.push(Row::heading("OTHER TERMS", ""));
        for term in &definition.terms {
            let place = Place::new(Kind::Term, term.id.clone());
            let value = own_words_status(session, &place);
            let mark = if term.definition.is_empty() { "!" } else { "" };
            rows.push(
                Row::new(RowTarget::Record(place), &term.name, value)
                    .indent(1)
                    .mark(mark),
            );
        }
        rows.push(Row::heading("QUALIFICATION LEVELS", ""));
        for level in &definition.qualification_levels {
            let place = Place::new(Kind::Qualification, level.id.clone());
            rows.push(
                Row::new(
                    RowTarget::Record(place),
                    format!("{} {}", level.id, level.name),
                    "",
                )
                .indent(1),
            );
        }
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        let RowTarget::Record(place) = &row.target else {
            return Vec::new();
        };
        let session = state.session();
        let mut rows = field_rows(session, place, state.cursor().more);
        if !matches!(place.kind, Kind::Stage | Kind::Term) {
            return rows;
        }
        let words = own_words_rows(state, place);
        // Both sides' words follow the agreed wording directly.
        let after = rows
            .iter()
            .position(|r| matches!(&r.target, RowTarget::Field(_, "definition")));
        let after = after.map_or(rows.len(), |i| i + 1);
        rows.splice(after..after, words);
        if let Some(stage) = session
            .definition
            .stage(place.id.as_str())
            .filter(|_| place.kind == Kind::Stage)
        {
            if let Some(entry) = rows
                .iter_mut()
                .find(|r| matches!(&r.target, RowTarget::Field(_, "rule")))
            {
                entry.value = if secrecy::hides_threshold(session, place) {
                    secrecy::HIDDEN.into()
                } else {
                    wording::stage_entry(&session.definition, stage)
                };
                entry.tone = Tone::Plain;
            }
            if !stage.exits.is_empty() {
                rows.push(Row::heading("EXITS", ""));
            }
            for exit in &stage.exits {
                let target =
                    RowTarget::Record(Place::part(Kind::Exit, stage.id.clone(), exit.id.clone()));
                rows.push(Row::new(target, &exit.name, exit_value(session, exit)));
            }
        }
        rows.extend(board_rows::board_rows(session, place));
        rows
    }

    fn addable(&self, _: &State, row: Option<&Row>) -> Vec<Addable> {
        let mut all = vec![Addable::new(Kind::Stage)];
        if let Some(Row {
            target: RowTarget::Record(place),
            ..
        }) = row
        {
            match place.kind {
                Kind::Stage => {
                    all.push(
                        Addable::part(Kind::Exit, &place.id).with_label("exit from this stage"),
                    );
                }
                Kind::Term => all.insert(0, Addable::new(Kind::Term)),
                Kind::Qualification => all.insert(0, Addable::new(Kind::Qualification)),
                _ => {}
            }
        }
        if !all.iter().any(|a| a.kind == Kind::Term) {
            all.push(Addable::new(Kind::Term));
        }
        if let Some(RowTarget::Record(place)) = row.map(|row| &row.target)
            && matches!(place.kind, Kind::Stage | Kind::Term)
        {
            all.push(board_rows::addable(place));
        }
        all
    }

    fn act(&self, _: &State, action: Action, focus: &KeyFocus) -> Option<Command> {
        reveal_command(action, focus)
    }

    fn is_done(&self, session: &Session) -> bool {
        let definition = &session.definition;
        !definition.stages.is_empty() && definition.stages.iter().all(|s| !s.definition.is_empty())
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[
            Action::Edit,
            Action::Add,
            Action::RevealWords,
            Action::Ballot,
            Action::QuickList,
            Action::MoveUp,
            Action::MoreFields,
        ]
    }

    fn empty_hint(&self) -> &'static str {
        "No stages yet: press A to type a list, such as contact, suspect, lead, MQL, SAL, SQL."
    }
}

fn exit_value(session: &Session, exit: &crate::model::Exit) -> String {
    let definition = &session.definition;
    let mut parts = Vec::new();
    if let Some(outcome) = exit.outcome {
        parts.push(outcome.label().to_owned());
    }
    if let Some(stage) = &exit.stage {
        parts.push(format!(
            "to {}",
            definition
                .stage(stage.as_str())
                .map_or("?", |s| s.name.as_str())
        ));
    }
    if let Some(next) = &exit.disposition {
        parts.push(wording::disposition(definition, next.as_str()));
    }
    if let Some(track) = &exit.track {
        parts.push(format!(
            "track {}",
            definition
                .track(track.as_str())
                .map_or("?", |t| t.name.as_str())
        ));
    }
    parts.join(", ")
}
