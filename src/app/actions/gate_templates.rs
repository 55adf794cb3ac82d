//! Choosing the rule of the hand-off from templates, each with what it does to the same leads.

use std::sync::Arc;

use crate::app::dialogs::choice::{Choice, Choices};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{Command, RuleCommand};
use crate::app::input::sentence;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::gates::GateVolume;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::{Covers, Definition, Rule, gate_templates, wording};

/// The title of the list, by which it is known when the volumes come.
const TITLE: &str = "The hand-off rule: which leads does each let through?";

/// Opens the templates, and asks for the volume of each.
pub(crate) fn open_templates(state: &mut State) -> Vec<Effect> {
    if secrecy::hides_figures(state.session()) {
        return state.warn(sentence::sentence(FIGURES_HIDDEN));
    }
    let definition = state.session().definition.clone();
    let Some(stage) = definition.handoff_stage() else {
        return state.refuse("There is no hand-off yet: add one on Rules, then choose its rule");
    };
    if stage.decided_by.is_some() {
        let name = &stage.name;
        let why = format!("A person decides who enters {name}: let its rule decide first");
        return state.refuse(why);
    }
    let at = Place::new(Kind::Stage, stage.id.clone());
    let present = stage
        .rule
        .as_ref()
        .map_or_else(|| "no rule".into(), |rule| wording::rule(&definition, rule));
    let mut choices = vec![Choice::new(
        "keep",
        format!("as it is: {present}"),
        "",
        Command::Close,
    )];
    let mut definitions = vec![definition.clone()];
    let mut uncovered = vec![Vec::new()];
    for template in gate_templates(&definition) {
        let run = RuleCommand::TakeTemplate(at.clone(), Box::new(template.rule.clone()));
        choices.push(Choice::new(
            template.word,
            template.label,
            "",
            Command::Rule(run),
        ));
        definitions.push(Arc::new(with_rule(&definition, &at, template.rule)));
        uncovered.push(template.uncovered);
    }
    let has_leads = state.outlook.as_ref().is_some_and(|o| o.has_named_leads());
    state.gates.serial += 1;
    state.gates.uncovered = uncovered;
    let serial = state.gates.serial;
    let volumes = vec![GateVolume::default(); choices.len()];
    for (choice, note) in choices.iter_mut().zip(notes(state, &volumes, has_leads)) {
        choice.note = note;
    }
    let mut effects = state.open(Dialog::Pick(Box::new(Pick::one(TITLE, choices, ""))));
    if has_leads {
        effects.push(Effect::WeighGates {
            serial,
            definitions,
        });
    }
    effects
}

fn with_rule(definition: &Definition, at: &Place, rule: Rule) -> Definition {
    let mut changed = definition.clone();
    if let Some(stage) = changed.stages.iter_mut().find(|stage| stage.id == at.id) {
        stage.rule = Some(rule);
    }
    changed
}

/// Returns the notes of the choices: the volume, and the topics that no criterion covers.
fn notes(state: &State, volumes: &[GateVolume], has_leads: bool) -> Vec<String> {
    let rows = volumes.iter().zip(&state.gates.uncovered);
    rows.map(|(volume, uncovered)| {
        let volume = match volume {
            _ if !has_leads => "no leads yet".into(),
            GateVolume {
                qualify: Some((qualify, leads)),
            } => format!(
                "{} of {}",
                wording::grouped(whole(*qualify)),
                wording::count_noun(whole(*leads), "lead")
            ),
            GateVolume { qualify: None } => "counting ...".to_owned(),
        };
        match uncovered_text(uncovered) {
            Some(lacks) => format!("{volume}; {lacks}"),
            None => volume,
        }
    })
    .collect()
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// Says which topics no criterion covers.
fn uncovered_text(topics: &[Covers]) -> Option<String> {
    let names = wording::topic_names(topics, "or");
    (!topics.is_empty()).then(|| format!("no criterion covers {names}"))
}

/// Takes the volumes, if the templates they were asked for are still on the screen.
pub(crate) fn gates_weighed(state: &mut State, serial: u64, volumes: &[GateVolume]) {
    if serial != state.gates.serial || secrecy::hides_figures(state.session()) {
        return;
    }
    let notes = notes(state, volumes, true);
    let Some(Dialog::Pick(pick)) = state.dialogs.last_mut() else {
        return;
    };
    if let Choices::One(choices) = &mut pick.choices
        && pick.title == TITLE
    {
        for (choice, note) in choices.iter_mut().zip(notes) {
            choice.note = note;
        }
    }
}

/// Makes a template the rule of the hand-off's stage.
pub(crate) fn take_template(state: &mut State, at: &Place, rule: &Rule) -> Vec<Effect> {
    let effects = state.edit(Edit::set_rule(at, rule));
    if !effects.is_empty() {
        let says =
            "The hand-off has this rule now; its parts can be edited, u brings the old one back";
        state.notify(NoticeLevel::Info, says);
    }
    effects
}
