//! Acting on a rule's parts: opening one, its number, what a new one is made of.

use super::entry::{Entry, Purpose};
use super::message::Effect;
use super::overlay::Overlay;
use super::pick::{Choice, Pick, Then};
use super::rule_parts::{self, NewPart, Part};
use super::screen::Does;
use super::state::{Level, Pane, State};
use crate::model::record::Place;
use crate::model::{Covers, Phase};

/// Opens a part of a rule: its number, or the answers it names.
pub(super) fn open_part(state: &mut State, at: &Place, index: usize) -> Vec<Effect> {
    let rule = rule_parts::rule_at(state.session(), at);
    let Some(part) = rule_parts::parts(&rule).get(index).cloned() else {
        return Vec::new();
    };
    let definition = state.session().definition.clone();
    let overlay = if let Some(references) = rule_parts::references(&rule, &part) {
        let ticked = rule_parts::split(&references);
        let mut choices = rule_parts::reference_choices(&definition);
        super::hidden::in_choices(state.session(), &mut choices);
        let title = if matches!(part, Part::All(_)) {
            "Which answers will do?"
        } else {
            "Which answers?"
        };
        Overlay::Pick(Box::new(Pick::many(
            title,
            choices,
            ticked,
            Then::Levels(at.clone(), index),
        )))
    } else if matches!(part, Part::Points(_)) && super::hidden::threshold(state.session(), at) {
        let text = "A ballot on it is open: it stays as it is until the votes are shown (v)";
        state.say(Level::Warn, text);
        return Vec::new();
    } else if let Some(number) = rule_parts::number(&rule, &part) {
        let (_, phrase) = rule_parts::phrase(&definition, &rule, &part);
        let purpose = Purpose::RuleNumber {
            at: at.clone(),
            part: index,
        };
        let hint = "A whole number; + and - count it up and down without Enter";
        Overlay::Entry(Box::new(Entry::line(
            purpose,
            phrase,
            hint,
            &number.to_string(),
        )))
    } else {
        return Vec::new();
    };
    state.overlays.push(overlay);
    Vec::new()
}

pub(super) fn set_number(state: &mut State, at: &Place, index: usize, text: &str) -> Vec<Effect> {
    let before = state.session().clone();
    let rule = rule_parts::rule_at(&before, at);
    let (Some(part), Ok(number)) = (
        rule_parts::parts(&rule).get(index).cloned(),
        text.trim().parse(),
    ) else {
        return Vec::new();
    };
    match rule_parts::set_number(&rule, &part, number) {
        Ok(changed) => {
            let effects = state.edit(rule_parts::set_rule(at, &changed));
            super::follow::offer(state, &before);
            effects
        }
        Err(refused) => {
            state.say(Level::Info, super::sentence(&refused.0));
            Vec::new()
        }
    }
}

/// Selects a number that was just added, so that + and - count it at once.
pub(super) fn select_part(state: &mut State, at: &Place, rule: &crate::model::Rule, new: NewPart) {
    let parts = rule_parts::parts(rule);
    let index = match new {
        NewPart::Points => parts.iter().rposition(|p| matches!(p, Part::Points(_))),
        NewPart::Phase | NewPart::Covers | NewPart::Count => {
            parts.iter().rposition(|p| matches!(p, Part::AtLeast(_)))
        }
        _ => return,
    };
    let Some(index) = index else { return };
    let (rows, _) = state.detail();
    if let Some(row) = rows
        .iter()
        .position(|r| r.does == Does::RulePart(at.clone(), index))
    {
        state.cursor_mut().part = row;
        state.cursor_mut().pane = Pane::Detail;
    }
}

/// Asks what a new part of a rule is made of.
pub(super) fn fill_part(state: &mut State, at: &Place, new: NewPart) -> Vec<Effect> {
    let definition = state.session().definition.clone();
    let then = Then::FillPart(at.clone(), new);
    let words = |all: &[(&str, &str)]| {
        all.iter()
            .map(|(w, l)| Choice::new(*w, *l, ""))
            .collect::<Vec<_>>()
    };
    let pick = match new {
        NewPart::Points => {
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
            Pick::one("Points of what?", choices, "total", then)
        }
        NewPart::Phase => Pick::one(
            "Behaviours of which phase?",
            words(Phase::CHOICES),
            "consideration",
            then,
        ),
        NewPart::Covers => Pick::one("Criteria on what?", words(Covers::CHOICES), "need", then),
        NewPart::Reached => {
            let computed = |s: &&crate::model::Stage| s.is_computed() && s.id != at.id;
            let choices = definition.stages.iter().filter(computed);
            let choices = choices
                .map(|s| Choice::new(s.id.to_string(), &s.name, ""))
                .collect();
            Pick::one("Already at which stage?", choices, "", then)
        }
        NewPart::All | NewPart::Any | NewPart::None | NewPart::Count => {
            let mut choices = rule_parts::reference_choices(&definition);
            super::hidden::in_choices(state.session(), &mut choices);
            Pick::many(
                "Which answers? Space ticks, Enter takes",
                choices,
                Vec::new(),
                then,
            )
        }
    };
    if pick.choices.is_empty() {
        state.say(
            Level::Info,
            "There is nothing to pick from yet: add criteria on Points first",
        );
        return Vec::new();
    }
    state.overlays.push(Overlay::Pick(Box::new(pick)));
    Vec::new()
}
