//! Editing one part of a rule in place: its number, what it is about, the answers it names and how
//! it asks for them.

use crate::app::actions::edit_rule::{topic_pick, topics_pick};
use crate::app::actions::linked_threshold;
use crate::app::actions::reference_ticks::reference_ticks;
use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::{Pick, Unmatched};
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, RuleCommand, TickCommand, TickValue};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::sentence;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::rule_parts::{self, NewRulePart, PartContent, RulePart};
use crate::model::{CountScope, Reference, Rule};

/// A part of a rule, looked up.
struct Found {
    rule: Rule,
    part: RulePart,
}

impl Found {
    /// Returns what the part counts, if it counts.
    fn scope(&self) -> Option<&CountScope> {
        match self.part {
            RulePart::AtLeast(i) => self.rule.at_least.get(i).map(|part| &part.of),
            _ => None,
        }
    }
}

fn find_part(state: &State, at: &Place, index: usize) -> Option<Found> {
    let rule = rule_parts::rule_at(state.session(), at);
    let part = rule_parts::parts_of(&rule).get(index).cloned()?;
    Some(Found { rule, part })
}

const VOTED_ON: &str = "A ballot on it is open: it stays as it is until the votes are shown (v)";

fn is_voted_on(state: &State, at: &Place, part: &RulePart) -> bool {
    matches!(part, RulePart::Points(_)) && secrecy::hides_threshold(state.session(), at)
}

/// Opens a part of a rule: asks what of it to change, unless there is only one thing.
pub(crate) fn open_rule_part(state: &mut State, at: &Place, index: usize) -> Vec<Effect> {
    let Some(found) = find_part(state, at, index) else {
        return Vec::new();
    };
    if is_voted_on(state, at, &found.part) {
        return state.warn(VOTED_ON);
    }
    if found.part == RulePart::Reached {
        return ask_topic(state, at, index);
    }
    let choices = part_choices(&found, at, index);
    let definition = &state.session().definition;
    let (_, phrase) = rule_parts::part_phrase(definition, &found.rule, &found.part);
    let mut pick = Pick::one(phrase, choices, "");
    if rule_parts::part_number(&found.rule, &found.part).is_some() {
        let part = index;
        let at = at.clone();
        pick = pick.or_typed(Unmatched::Number(EntryCommand::RuleNumber { at, part }));
    }
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Returns what can be changed of a part.
fn part_choices(found: &Found, at: &Place, index: usize) -> Vec<Choice> {
    let choice = |word: &str, label: &str, note: &str, run: RuleCommand| {
        Choice::new(word, label, note, Command::Rule(run))
    };
    let mut choices = Vec::new();
    if rule_parts::part_number(&found.rule, &found.part).is_some() {
        let run = RuleCommand::AskNumber(at.clone(), index);
        choices.push(choice("number", "Another number", "or type it here", run));
    }
    let kind = rule_parts::part_kind(&found.rule, &found.part);
    let topic = match kind {
        Some(NewRulePart::Points) => "Points of something else",
        Some(NewRulePart::Phase) => "Another phase",
        Some(NewRulePart::Covers) => "Criteria on something else",
        Some(NewRulePart::Topics) => "Other topics",
        _ => "",
    };
    if !topic.is_empty() {
        let run = RuleCommand::AskTopic(at.clone(), index);
        choices.push(choice("topic", topic, "", run));
        return choices;
    }
    let run = RuleCommand::AskReferences(at.clone(), index);
    choices.push(choice("answers", "Other answers", "", run));
    let of_answers = [
        NewRulePart::All,
        NewRulePart::Any,
        NewRulePart::Count,
        NewRulePart::None,
    ];
    for (new, word, label) in NewRulePart::CHOICES {
        let fits = at.kind != Kind::Never || new.is_of_answers();
        if fits && of_answers.contains(new) && Some(*new) != kind {
            let run = RuleCommand::SetKind(at.clone(), index, *new);
            choices.push(choice(word, &format!("Instead: {label}"), "", run));
        }
    }
    choices
}

/// Asks for the number of a part.
pub(crate) fn ask_number(state: &mut State, at: &Place, index: usize) -> Vec<Effect> {
    let Some(Found { rule, part }) = find_part(state, at, index) else {
        return Vec::new();
    };
    let Some(number) = rule_parts::part_number(&rule, &part) else {
        return Vec::new();
    };
    if is_voted_on(state, at, &part) {
        return state.warn(VOTED_ON);
    }
    let (_, phrase) = rule_parts::part_phrase(&state.session().definition, &rule, &part);
    let command = EntryCommand::RuleNumber {
        at: at.clone(),
        part: index,
    };
    let hint = "A whole number; + and - count it up and down without Enter";
    let entry = TextEntry::line(command, phrase, hint, &number.to_string()).select_all();
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Asks for the answers a part names.
pub(crate) fn ask_references(state: &mut State, at: &Place, index: usize) -> Vec<Effect> {
    let Some(Found { rule, part }) = find_part(state, at, index) else {
        return Vec::new();
    };
    let Some(references) = rule_parts::part_references(&rule, &part) else {
        return Vec::new();
    };
    let split = rule_parts::split_references(&references).into_iter();
    let ticked: Vec<TickValue> = split.map(TickValue::Reference).collect();
    let title = if matches!(part, RulePart::All(_)) {
        "Which answers are enough?"
    } else {
        "Which answers?"
    };
    let ticks = reference_ticks(state.session());
    let command = TickCommand::SetReferences(at.clone(), index);
    let pick = Pick::many(title, ticks, &ticked, command);
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Asks what a part is about.
pub(crate) fn ask_topic(state: &mut State, at: &Place, index: usize) -> Vec<Effect> {
    let found = find_part(state, at, index);
    if let Some(CountScope::Topics(topics)) = found.as_ref().and_then(Found::scope) {
        let pick = topics_pick(topics, TickCommand::SetReferences(at.clone(), index));
        return state.open(Dialog::Pick(Box::new(pick)));
    }
    let kind = found.and_then(|f| rule_parts::part_kind(&f.rule, &f.part));
    let run = |content| RuleCommand::SetTopic(at.clone(), index, content);
    match kind.and_then(|kind| topic_pick(state.session(), at, kind, &run)) {
        Some(pick) if !pick.is_empty() => state.open(Dialog::Pick(Box::new(pick))),
        _ => state.refuse("There is nothing else to pick from"),
    }
}

/// Sets what a part is about; its number stays.
pub(crate) fn set_topic(
    state: &mut State,
    at: &Place,
    index: usize,
    content: &PartContent,
) -> Vec<Effect> {
    let Some(Found { rule, part }) = find_part(state, at, index) else {
        return Vec::new();
    };
    match rule_parts::set_topic(&rule, &part, content) {
        Ok(changed) => state.edit(Edit::set_rule(at, &changed)),
        Err(refused) => state.refuse(sentence::sentence(&refused.0)),
    }
}

/// Asks for the answers of a part in another way.
pub(crate) fn set_kind(
    state: &mut State,
    at: &Place,
    index: usize,
    kind: NewRulePart,
) -> Vec<Effect> {
    let Some(Found { rule, part }) = find_part(state, at, index) else {
        return Vec::new();
    };
    state.edit(Edit::set_rule(
        at,
        &rule_parts::set_kind(&rule, &part, kind),
    ))
}

/// Sets the number of a part.
pub(crate) fn set_rule_number(
    state: &mut State,
    at: &Place,
    index: usize,
    text: &str,
) -> Vec<Effect> {
    let before = state.session().definition.clone();
    let Some(Found { rule, part }) = find_part(state, at, index) else {
        return Vec::new();
    };
    let Ok(number) = text.trim().parse() else {
        return state.refuse("Write a whole number, such as 20");
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

/// Replaces the references of a part of a rule.
pub(crate) fn set_rule_references(
    state: &mut State,
    at: &Place,
    index: usize,
    references: &[Reference],
) -> Vec<Effect> {
    let Some(Found { rule, part }) = find_part(state, at, index) else {
        return Vec::new();
    };
    let rule = rule_parts::set_references(&rule, &part, references);
    state.edit(Edit::set_rule(at, &rule))
}
