//! Editing the parts of a rule: opening one, setting its number, filling a new one.

use crate::app::actions::linked_threshold;
use crate::app::actions::reference_ticks::reference_ticks;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::{Choice, Pick};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, RuleCommand, TickCommand, TickValue};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::row::RowTarget;
use crate::app::input::sentence;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::default_handoff::default_handoff;
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::rule_parts::{self, NewRulePart, PartContent, RulePart};
use crate::model::{Covers, Phase, Reference};

/// Opens a part of a rule: its number, or the answers it names.
pub(crate) fn open_rule_part(state: &mut State, at: &Place, index: usize) -> Vec<Effect> {
    let rule = rule_parts::rule_at(state.session(), at);
    let Some(part) = rule_parts::parts_of(&rule).get(index).cloned() else {
        return Vec::new();
    };
    let definition = state.session().definition.clone();
    let dialog = if let Some(references) = rule_parts::part_references(&rule, &part) {
        let split = rule_parts::split_references(&references).into_iter();
        let ticked: Vec<TickValue> = split.map(TickValue::Reference).collect();
        let ticks = reference_ticks(state.session());
        let title = if matches!(part, RulePart::All(_)) {
            "Which answers are enough?"
        } else {
            "Which answers?"
        };
        Dialog::Pick(Box::new(Pick::many(
            title,
            ticks,
            &ticked,
            TickCommand::SetReferences(at.clone(), index),
        )))
    } else if matches!(part, RulePart::Points(_)) && secrecy::hides_threshold(state.session(), at) {
        let text = "A ballot on it is open: it stays as it is until the votes are shown (v)";
        return state.warn(text);
    } else if let Some(number) = rule_parts::part_number(&rule, &part) {
        let (_, phrase) = rule_parts::part_phrase(&definition, &rule, &part);
        let command = EntryCommand::RuleNumber {
            at: at.clone(),
            part: index,
        };
        let hint = "A whole number; + and - count it up and down without Enter";
        Dialog::TextEntry(Box::new(TextEntry::line(
            command,
            phrase,
            hint,
            &number.to_string(),
        )))
    } else {
        return Vec::new();
    };
    state.open(dialog)
}

pub(crate) fn set_rule_number(
    state: &mut State,
    at: &Place,
    index: usize,
    text: &str,
) -> Vec<Effect> {
    let before = state.session().clone();
    let rule = rule_parts::rule_at(&before, at);
    let (Some(part), Ok(number)) = (
        rule_parts::parts_of(&rule).get(index).cloned(),
        text.trim().parse(),
    ) else {
        return Vec::new();
    };
    match rule_parts::set_part_number(&rule, &part, number) {
        Ok(changed) => {
            let mut effects = state.edit(Edit::set_rule(at, &changed));
            effects.extend(linked_threshold::offer_linked_edit(state, &before));
            effects
        }
        Err(refused) => state.refuse(sentence::sentence(&refused.0)),
    }
}

/// Adds a part to a rule.
pub(crate) fn add_rule_part(state: &mut State, at: &Place, content: PartContent) -> Vec<Effect> {
    let kind = content.kind();
    let rule = rule_parts::add_part(&rule_parts::rule_at(state.session(), at), content);
    let effects = state.edit(Edit::set_rule(at, &rule));
    select_rule_part(state, at, &rule, kind);
    effects
}

/// Replaces the references of a part of a rule.
pub(crate) fn set_rule_references(
    state: &mut State,
    at: &Place,
    index: usize,
    references: &[Reference],
) -> Vec<Effect> {
    let rule = rule_parts::rule_at(state.session(), at);
    let Some(part) = rule_parts::parts_of(&rule).get(index).cloned() else {
        return Vec::new();
    };
    let rule = rule_parts::set_references(&rule, &part, references);
    state.edit(Edit::set_rule(at, &rule))
}

/// Selects the number just added, so that `+` and `-` count it at once.
pub(crate) fn select_rule_part(
    state: &mut State,
    at: &Place,
    rule: &crate::model::Rule,
    new: NewRulePart,
) {
    let parts = rule_parts::parts_of(rule);
    let index = match new {
        NewRulePart::Points => parts.iter().rposition(|p| matches!(p, RulePart::Points(_))),
        NewRulePart::Phase | NewRulePart::Covers | NewRulePart::Count => parts
            .iter()
            .rposition(|p| matches!(p, RulePart::AtLeast(_))),
        _ => return,
    };
    let Some(index) = index else { return };
    let (rows, _) = state.detail();
    if let Some(row) = rows
        .iter()
        .position(|r| r.target == RowTarget::RulePart(at.clone(), index))
    {
        state.cursor_mut().detail_row = row;
        state.cursor_mut().pane = Pane::Detail;
    }
}

/// Asks which kind of part to add to a rule.
pub(crate) fn ask_new_rule_part(state: &mut State, at: &Place) -> Vec<Effect> {
    let choices = NewRulePart::CHOICES
        .iter()
        .map(|(new, word, label)| {
            let run = RuleCommand::AskContent(at.clone(), *new);
            Choice::new(*word, *label, "", Command::Rule(run))
        })
        .collect();
    let title = format!("{}: what must hold?", state.session().title_of(at));
    let pick = Pick::one(title, choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Asks for the content of a new part of a rule.
pub(crate) fn ask_part_content(state: &mut State, at: &Place, new: NewRulePart) -> Vec<Effect> {
    let definition = &state.session().definition;
    let choice = |word: &str, label: &str, content: PartContent| {
        let run = RuleCommand::AddPart(at.clone(), content);
        Choice::new(word, label, "", Command::Rule(run))
    };
    let points = |of: &str, label: &str| choice(of, label, PartContent::Points(of.into()));
    let pick = match new {
        NewRulePart::Points => {
            let mut choices = vec![
                points("total", "in all"),
                points("fit", "for fit"),
                points("behaviour", "for behaviour"),
            ];
            let groups = definition.groups.iter();
            choices.extend(groups.map(|g| points(g.id.as_str(), &format!("for {}", g.name))));
            Pick::one("Points of what?", choices, "total")
        }
        NewRulePart::Phase => {
            let phases = Phase::CHOICES.iter().filter_map(|(word, label)| {
                Some(choice(
                    word,
                    label,
                    PartContent::Phase(Phase::from_word(word)?),
                ))
            });
            let title = "Behaviours of which phase?";
            Pick::one(title, phases.collect(), "consideration")
        }
        NewRulePart::Covers => {
            let aspects = Covers::CHOICES.iter().filter_map(|(word, label)| {
                Some(choice(
                    word,
                    label,
                    PartContent::Covers(Covers::from_word(word)?),
                ))
            });
            Pick::one("Criteria on what?", aspects.collect(), "need")
        }
        NewRulePart::Reached => {
            let computed = |s: &&crate::model::Stage| s.is_computed() && s.id != at.id;
            let stages = definition.stages.iter().filter(computed).map(|stage| {
                let content = PartContent::Reached(stage.id.clone());
                choice(stage.id.as_str(), &stage.name, content)
            });
            Pick::one("Already at which stage?", stages.collect(), "")
        }
        NewRulePart::All | NewRulePart::Any | NewRulePart::None | NewRulePart::Count => {
            let title = "Which answers? Space ticks, Enter chooses";
            let command = TickCommand::AddPart(at.clone(), new);
            Pick::many(title, reference_ticks(state.session()), &[], command)
        }
    };
    if pick.is_empty() {
        return state.refuse("There is nothing to pick from yet: add criteria on Points first");
    }
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Creates the hand-off with its usual fields and selects it.
pub(crate) fn make_handoff(state: &mut State) -> Vec<Effect> {
    let at = Place::single(Kind::Handoff);
    let effects = state.edit(Edit::Add {
        at: at.clone(),
        index: 0,
        name: String::new(),
        fields: default_handoff(state.session()).fields,
    });
    state.cursor_mut().selected = Some(RowTarget::Record(at));
    effects
}
