//! Editing the parts of a rule: opening one, setting its number, filling a new one.

use super::dialog::Dialog;
use super::message::Effect;
use super::pick::{Choice, Pick, PickCommand};
use super::rule_parts::{self, NewRulePart, RulePart};
use super::screen::RowTarget;
use super::state::{NoticeLevel, Pane, State};
use super::text_entry::{EntryCommand, TextEntry};
use crate::model::record::Place;
use crate::model::{Covers, Phase};

/// Opens a part of a rule: its number, or the answers it names.
pub(super) fn open_rule_part(state: &mut State, at: &Place, index: usize) -> Vec<Effect> {
    let rule = rule_parts::rule_at(state.session(), at);
    let Some(part) = rule_parts::parts_of(&rule).get(index).cloned() else {
        return Vec::new();
    };
    let definition = state.session().definition.clone();
    let dialog = if let Some(references) = rule_parts::part_references(&rule, &part) {
        let ticked = rule_parts::split_references(&references);
        let mut choices = rule_parts::reference_choices(&definition);
        super::secrecy::strip_points(state.session(), &mut choices);
        let title = if matches!(part, RulePart::All(_)) {
            "Which answers are enough?"
        } else {
            "Which answers?"
        };
        Dialog::Pick(Box::new(Pick::many(
            title,
            choices,
            ticked,
            PickCommand::Answers(at.clone(), index),
        )))
    } else if matches!(part, RulePart::Points(_))
        && super::secrecy::hides_threshold(state.session(), at)
    {
        let text = "A ballot on it is open: it stays as it is until the votes are shown (v)";
        state.notify(NoticeLevel::Warn, text);
        return Vec::new();
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
    state.dialogs.push(dialog);
    Vec::new()
}

pub(super) fn set_rule_number(
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
            let mut effects = state.edit(rule_parts::set_rule(at, &changed));
            effects.extend(super::linked_threshold::offer_linked_edit(state, &before));
            effects
        }
        Err(refused) => {
            state.notify(NoticeLevel::Info, super::sentence(&refused.0));
            Vec::new()
        }
    }
}

/// Selects the number just added, so that `+` and `-` count it at once.
pub(super) fn select_rule_part(
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

/// Asks for the content of a new part of a rule.
pub(super) fn ask_part_content(state: &mut State, at: &Place, new: NewRulePart) -> Vec<Effect> {
    let definition = state.session().definition.clone();
    let command = PickCommand::FillPart(at.clone(), new);
    let words = |all: &[(&str, &str)]| {
        all.iter()
            .map(|(w, l)| Choice::new(*w, *l, ""))
            .collect::<Vec<_>>()
    };
    let pick = match new {
        NewRulePart::Points => {
            let mut choices = words(&[
                ("total", "in all"),
                ("fit", "for fit"),
                ("behaviour", "for behaviour"),
            ]);
            choices.extend(
                definition
                    .groups
                    .iter()
                    .map(|g| Choice::new(g.id.to_string(), format!("for {}", g.name), "")),
            );
            Pick::one("Points of what?", choices, "total", command)
        }
        NewRulePart::Phase => Pick::one(
            "Behaviours of which phase?",
            words(Phase::CHOICES),
            "consideration",
            command,
        ),
        NewRulePart::Covers => {
            Pick::one("Criteria on what?", words(Covers::CHOICES), "need", command)
        }
        NewRulePart::Reached => {
            let computed = |s: &&crate::model::Stage| s.is_computed() && s.id != at.id;
            let choices = definition.stages.iter().filter(computed);
            let choices = choices
                .map(|s| Choice::new(s.id.to_string(), &s.name, ""))
                .collect();
            Pick::one("Already at which stage?", choices, "", command)
        }
        NewRulePart::All | NewRulePart::Any | NewRulePart::None | NewRulePart::Count => {
            let mut choices = rule_parts::reference_choices(&definition);
            super::secrecy::strip_points(state.session(), &mut choices);
            Pick::many(
                "Which answers? Space ticks, Enter chooses",
                choices,
                Vec::new(),
                command,
            )
        }
    };
    if pick.choices.is_empty() {
        state.notify(
            NoticeLevel::Info,
            "There is nothing to pick from yet: add criteria on Points first",
        );
        return Vec::new();
    }
    state.dialogs.push(Dialog::Pick(Box::new(pick)));
    Vec::new()
}
