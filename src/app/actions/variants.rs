//! Variants: keeping the present points and rules as A, trying a number as B, seeing both side by
//! side, and taking either.

use std::sync::Arc;

use crate::app::actions::count::number_field;
use crate::app::actions::{edit_field, edit_part};
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::variants::{NumberAt, Trial, VariantsDialog};
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::row::RowTarget;
use crate::app::input::sentence;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::message::Effect;
use crate::app::state::variant::{Variant, VariantComparison, VariantFigures};
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::variant_lines::{VariantLine, variant_lines};
use crate::document::{self, Edit};
use crate::model::record::{Kind, Refusal};
use crate::model::rule_parts::{self, RulePart};
use crate::model::{Definition, Session};

/// Tries another number where a row has one; elsewhere keeps the points and rules as A, or compares
/// A with what is there now.
pub(crate) fn open_variants(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    if secrecy::hides_figures(state.session()) {
        return state.warn(sentence::sentence(FIGURES_HIDDEN));
    }
    match number_at(state, focus.target()) {
        Some(at) => {
            let dialog = VariantsDialog {
                trial: Some(Trial::new(at)),
                scroll: 0,
            };
            state.variants.comparison = None;
            state.open(Dialog::Variants(Box::new(dialog)))
        }
        None => keep_or_compare(state),
    }
}

/// Returns the number on a row, if it is one of the points and rules.
fn number_at(state: &State, target: &RowTarget) -> Option<NumberAt> {
    let session = state.session();
    match target {
        RowTarget::RulePart(at, index) => {
            let rule = rule_parts::rule_at(session, at);
            let part = rule_parts::parts_of(&rule).get(*index).cloned()?;
            rule_parts::part_number(&rule, &part)?;
            Some(NumberAt::RulePart(at.clone(), *index))
        }
        RowTarget::Record(at) if matches!(at.kind, Kind::Stage | Kind::Route) => {
            let rule = rule_parts::rule_at(session, at);
            let total = RulePart::Points("total".into());
            let index = rule_parts::parts_of(&rule).iter().position(|p| *p == total);
            index.map(|index| NumberAt::RulePart(at.clone(), index))
        }
        target => {
            let (at, key) = number_field(state, target)?;
            Variant::has_field(at.kind, key).then_some(NumberAt::Field(at, key))
        }
    }
}

/// Returns the dialog's title.
pub fn dialog_title(state: &State, dialog: &VariantsDialog) -> String {
    match &dialog.trial {
        Some(trial) => format!("What if? {}", number_title(state.session(), &trial.at)),
        None => "The points and rules kept as A, and those there now as B".into(),
    }
}

/// Returns the dialog as lines, each with what it is in A and in B, and what can be answered.
pub fn spoken_lines(state: &State, dialog: &VariantsDialog) -> Vec<String> {
    let line = |line: VariantLine| {
        let [a, b] = &line.values;
        if line.heading {
            line.what
        } else {
            format!("{}: A {}, B {}", line.what, or_dash(a), or_dash(b))
        }
    };
    let title = format!("? {}", dialog_title(state, dialog));
    let answers = match &dialog.trial {
        Some(trial) if trial.is_blank() => {
            "A number tries it as B; `keep` keeps the points and rules as A, or compares; esc leaves them."
        }
        Some(_) => "An empty line takes B, another number tries that, esc leaves A.",
        None => "a takes A, b takes B, esc leaves both.",
    };
    let lines = variant_lines(state).into_iter().map(line);
    let lines = std::iter::once(title).chain(lines);
    lines.chain([answers.to_owned()]).collect()
}

fn or_dash(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

/// Returns what the number is, for the title.
fn number_title(session: &Session, at: &NumberAt) -> String {
    match at {
        NumberAt::Field(place, key) => {
            let record = session.record(place);
            let spec = record.and_then(|r| r.specs().into_iter().find(|s| s.key == *key));
            let label = spec.map_or(*key, |spec| spec.label).to_lowercase();
            format!("{}: {label}", session.title_of(place))
        }
        NumberAt::RulePart(place, index) => {
            let rule = rule_parts::rule_at(session, place);
            let part = rule_parts::parts_of(&rule).get(*index).cloned();
            let phrase = part.map_or_else(String::new, |part| {
                rule_parts::part_phrase(&session.definition, &rule, &part).1
            });
            format!("{}: {phrase}", session.title_of(place))
        }
    }
}

/// Keeps the present points and rules as A, or compares them with those kept before.
fn keep_or_compare(state: &mut State) -> Vec<Effect> {
    let kept = state.variants.kept.as_ref();
    let differs = kept.is_some_and(|kept| kept.differences(state.session()).next().is_some());
    if differs {
        let effects = compare_with_kept(state);
        state.dialogs.push(Dialog::Variants(Box::default()));
        return effects;
    }
    state.variants.kept = Some(Variant::of(state.session()));
    state.refuse(
        "A keeps the points and rules as they are: change some, then W shows A and B side by side",
    );
    vec![Effect::KeepVariant]
}

/// Asks for the figures of A and of what is there now.
fn compare_with_kept(state: &mut State) -> Vec<Effect> {
    let Some(edit) = take_edit(state) else {
        return Vec::new();
    };
    match edit.applied_to(state.session()) {
        Ok(a) => {
            let now = state.session().definition.clone();
            vec![compare(state, [a.definition, now])]
        }
        Err(refused) => state.refuse(sentence::sentence(&refused.0)),
    }
}

/// Returns the edit that takes A back.
fn take_edit(state: &State) -> Option<Edit> {
    Some(Edit::Several {
        label: "take variant A".into(),
        edits: state.variants.kept.as_ref()?.edits(state.session()),
    })
}

/// Begins to compare two variants; what is computed of earlier ones is dropped.
fn compare(state: &mut State, definitions: [Arc<Definition>; 2]) -> Effect {
    state.variants.serial += 1;
    let serial = state.variants.serial;
    state.variants.comparison = Some(VariantComparison {
        serial,
        definitions: definitions.clone(),
        figures: None,
    });
    Effect::CompareVariants {
        serial,
        definitions,
    }
}

/// Takes what was computed of the variants, unless others are compared by now.
pub(crate) fn variants_compared(state: &mut State, serial: u64, figures: VariantFigures) {
    let comparison = state.variants.comparison.as_mut();
    if let Some(comparison) = comparison.filter(|c| c.serial == serial) {
        comparison.figures = Some(figures);
    }
}

/// Compares the variants on the screen again, as the leads were scored anew meanwhile.
pub(crate) fn compare_again(state: &mut State) -> Vec<Effect> {
    let Some(Dialog::Variants(dialog)) = state.dialogs.last() else {
        return Vec::new();
    };
    match dialog.trial.clone() {
        Some(trial) => try_number(state, &trial),
        None => compare_with_kept(state),
    }
}

/// Compares the present number with the one typed; nothing while none is.
fn try_number(state: &mut State, trial: &Trial) -> Vec<Effect> {
    let session = state.session();
    let tried = trial.number().and_then(|number| {
        let edit = number_edit(session, &trial.at, number).ok()?;
        edit.applied_to(session).ok()
    });
    let Some(tried) = tried else {
        state.variants.comparison = None;
        return Vec::new();
    };
    let now = state.session().definition.clone();
    vec![compare(state, [now, tried.definition])]
}

fn number_edit(session: &Session, at: &NumberAt, number: i64) -> Result<Edit, Refusal> {
    match at {
        NumberAt::Field(place, key) => {
            let text = document::points_text(session, place, key, &number.to_string());
            Ok(Edit::set(place, key, text))
        }
        NumberAt::RulePart(place, index) => {
            let rule = rule_parts::rule_at(session, place);
            let part = rule_parts::parts_of(&rule).get(*index).cloned();
            let part = part.ok_or_else(|| Refusal("this part of the rule is gone".into()))?;
            let changed = rule_parts::set_part_number(&rule, &part, number)?;
            Ok(Edit::set_rule(place, &changed))
        }
    }
}

/// Handles a key in the dialog, which was taken off the stack.
pub(crate) fn key_in_variants(
    state: &mut State,
    mut dialog: Box<VariantsDialog>,
    key: Key,
) -> Vec<Effect> {
    let last = variant_lines(state).len().saturating_sub(1);
    let scroll = dialog.scroll;
    dialog.scroll = match key.code {
        KeyCode::Up => scroll.saturating_sub(1),
        KeyCode::Down => (scroll + 1).min(last),
        KeyCode::PageUp => scroll.saturating_sub(8),
        KeyCode::PageDown => (scroll + 8).min(last),
        KeyCode::Esc => return Vec::new(),
        _ => match dialog.trial.take() {
            Some(trial) => return key_in_trial(state, dialog, trial, key),
            None => return key_in_comparison(state, dialog, key),
        },
    };
    state.open(Dialog::Variants(dialog))
}

fn key_in_comparison(state: &mut State, dialog: Box<VariantsDialog>, key: Key) -> Vec<Effect> {
    match key.code {
        KeyCode::Char('a' | 'A') => take_a(state),
        KeyCode::Char('b' | 'B') | KeyCode::Enter => take_b(state),
        _ => state.open(Dialog::Variants(dialog)),
    }
}

fn key_in_trial(
    state: &mut State,
    mut dialog: Box<VariantsDialog>,
    mut trial: Trial,
    key: Key,
) -> Vec<Effect> {
    let again = keymap::action_for(key) == Some(Action::WhatIf);
    if trial.is_blank() && (again || key.code == KeyCode::Enter) {
        return keep_or_compare(state);
    }
    if key.code == KeyCode::Enter {
        let Some(number) = trial.number() else {
            dialog.trial = Some(trial);
            state.dialogs.push(Dialog::Variants(dialog));
            return state.warn("Write a whole number, such as 15 or -10");
        };
        return take_number(state, &trial.at, number);
    }
    let before = trial.number();
    trial.key(key);
    let effects = if trial.number() == before {
        Vec::new()
    } else {
        try_number(state, &trial)
    };
    dialog.trial = Some(trial);
    state.dialogs.push(Dialog::Variants(dialog));
    effects
}

/// Sets the number that was tried.
fn take_number(state: &mut State, at: &NumberAt, number: i64) -> Vec<Effect> {
    if let Err(refused) = number_edit(state.session(), at, number) {
        return state.refuse(sentence::sentence(&refused.0));
    }
    let text = number.to_string();
    match at {
        NumberAt::Field(place, key) => edit_field::set_field(state, place, key, &text),
        NumberAt::RulePart(place, index) => edit_part::set_rule_number(state, place, *index, &text),
    }
}

/// Makes the points and rules those of A again, as one step of undo.
fn take_a(state: &mut State) -> Vec<Effect> {
    let Some(edit) = take_edit(state) else {
        return state.refuse("No points and rules are kept as A yet: W keeps them");
    };
    let effects = state.edit(edit);
    if !effects.is_empty() {
        state.notify(
            NoticeLevel::Info,
            "A is taken: the points and rules are as they were kept; u brings B back",
        );
    }
    effects
}

/// Leaves the points and rules as they are, and forgets A.
fn take_b(state: &mut State) -> Vec<Effect> {
    state.variants.kept = None;
    state.refuse("B is taken: the points and rules stay as they are; W keeps them as a new A");
    vec![Effect::KeepVariant]
}
