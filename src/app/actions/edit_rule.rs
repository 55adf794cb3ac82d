//! Adding parts to a rule: which kind, and what is in it.

use crate::app::actions::reference_ticks::reference_ticks;
use crate::app::dialogs::choice::{Choice, Tick};
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{Command, RuleCommand, TickCommand, TickValue};
use crate::app::input::row::RowTarget;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::default_handoff::default_handoff;
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::rule_parts::{self, NewRulePart, PartContent};
use crate::model::{Covers, Phase, Rule, Session, Stage};

/// Adds a part to a rule.
pub(crate) fn add_rule_part(state: &mut State, at: &Place, content: PartContent) -> Vec<Effect> {
    let before = rule_parts::rule_at(state.session(), at);
    let rule = rule_parts::add_part(&before, content);
    let effects = state.edit(Edit::set_rule(at, &rule));
    select_new_part(state, at, &before, &rule);
    effects
}

/// Selects the part that a rule has now and had not before, so that `+`, `-` and digits act on it.
pub(crate) fn select_new_part(state: &mut State, at: &Place, before: &Rule, after: &Rule) {
    let had = rule_parts::parts_of(before);
    let has = rule_parts::parts_of(after);
    let Some(index) = has.iter().position(|part| !had.contains(part)) else {
        return;
    };
    let (rows, _) = state.detail();
    let part = RowTarget::RulePart(at.clone(), index);
    if let Some(row) = rows.iter().position(|row| row.target == part) {
        state.cursor_mut().detail_row = row;
        state.cursor_mut().pane = Pane::Detail;
    }
}

/// Asks which kind of part to add to a rule. Of a stage that a person decides, asks first whether
/// the rule is to decide, as one added beside the person would never be read.
pub(crate) fn ask_new_rule_part(state: &mut State, at: &Place) -> Vec<Effect> {
    let by_person = |stage: &Stage| stage.decided_by.is_some();
    let stage = state.session().definition.stage(at.id.as_str());
    if at.kind == Kind::Stage && stage.is_some_and(by_person) {
        let title = state.session().title_of(at);
        let text = format!("A person decides who enters {title}, so a rule would not be read.");
        let decide = Command::Rule(RuleCommand::LetRuleDecide(at.clone()));
        let question = KeyQuestion::new(title, text)
            .answer('r', "let the rule decide", decide)
            .answer('l', "leave it to a person", Command::Close);
        return state.open(Dialog::KeyQuestion(question));
    }
    let handoff = state.session().definition.handoff_stage();
    let is_handoff = at.kind == Kind::Stage && handoff.is_some_and(|stage| stage.id == at.id);
    let mut choices: Vec<Choice> = NewRulePart::CHOICES
        .iter()
        .filter(|(new, ..)| at.kind != Kind::Never || new.is_of_answers())
        .map(|(new, word, label)| {
            let run = RuleCommand::AskContent(at.clone(), *new);
            Choice::new(*word, *label, "", Command::Rule(run))
        })
        .collect();
    if is_handoff {
        let run = Command::Rule(RuleCommand::AskTemplate);
        let label = "a whole rule from a template, with its leads";
        choices.push(Choice::new("templates", label, "", run));
    }
    let title = format!("{}: what must hold?", state.session().title_of(at));
    let pick = Pick::one(title, choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Lets the rule of a stage decide instead of a person, and asks for a part of it.
pub(crate) fn let_rule_decide(state: &mut State, at: &Place) -> Vec<Effect> {
    let mut effects = state.edit(Edit::set(at, "decided_by", ""));
    if !effects.is_empty() {
        effects.extend(ask_new_rule_part(state, at));
    }
    effects
}

/// Asks for the content of a new part of a rule.
pub(crate) fn ask_part_content(state: &mut State, at: &Place, new: NewRulePart) -> Vec<Effect> {
    let add = |content| RuleCommand::AddPart(at.clone(), content);
    let pick = topic_pick(state.session(), at, new, &add).unwrap_or_else(|| {
        if new == NewRulePart::Topics {
            let command = TickCommand::AddPart(at.clone(), new);
            return topics_pick(&[], command);
        }
        let title = "Which answers? Space ticks, Enter chooses";
        let command = TickCommand::AddPart(at.clone(), new);
        Pick::many(title, reference_ticks(state.session()), &[], command)
    });
    if pick.is_empty() {
        return state.refuse("There is nothing to pick from yet: add criteria on Points first");
    }
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Returns the list of what a part of this kind can be about, if it is about points, a phase, an
/// aspect or a stage; `run` is what picking one does.
pub(crate) fn topic_pick(
    session: &Session,
    at: &Place,
    new: NewRulePart,
    run: &dyn Fn(PartContent) -> RuleCommand,
) -> Option<Pick> {
    let definition = &session.definition;
    let choice = |word: &str, label: &str, content: PartContent| {
        Choice::new(word, label, "", Command::Rule(run(content)))
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
        NewRulePart::All
        | NewRulePart::Any
        | NewRulePart::None
        | NewRulePart::Count
        | NewRulePart::Topics => return None,
    };
    Some(pick)
}

/// Returns the list of topics to tick.
pub(crate) fn topics_pick(ticked: &[Covers], command: TickCommand) -> Pick {
    let tick = |topic: &Covers| {
        let value = TickValue::Word(topic.word().into());
        Tick::new(topic.word(), topic.label(), "", value)
    };
    let ticks = Covers::ALL.iter().map(tick).collect();
    let ticked = ticked
        .iter()
        .map(|topic| TickValue::Word(topic.word().into()));
    let ticked: Vec<TickValue> = ticked.collect();
    Pick::many(
        "Which topics? Space ticks, Enter chooses",
        ticks,
        &ticked,
        command,
    )
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
