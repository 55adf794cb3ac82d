//! What each action means everywhere, unless the step answers it itself.

use super::adding::open_add;
use super::counting::count;
use super::edit::Edit;
use super::entry::{Entry, Purpose};
use super::fields;
use super::key::{Key, KeyCode};
use super::keymap::{self, Action, BINDINGS};
use super::message::Effect;
use super::moving::{focus, moved};
use super::overlay::{Answer, Ask, Form, Overlay};
use super::pick::{Choice, Pick, Then};
use super::rule_parts;
use super::screen::{Addable, Does, Row, field_rows};
use super::state::{Level, Pane, State, nearest};
use crate::model::record::{Kind, Place};
use crate::model::{Id, Reference};

/// Does an action.
pub fn act(state: &mut State, action: Action) -> Vec<Effect> {
    if action == Action::RoomView || (action == Action::Back && state.projector.on) {
        state.projector.on ^= true;
        return Vec::new();
    }
    if let Some(effects) = moved(state, action) {
        return effects;
    }
    let row = state.in_hand();
    if let Some(row) = &row
        && let Some(effects) = state.screen().act(state, action, row)
    {
        return effects;
    }
    match action {
        Action::Edit => row.map(|row| enter(state, &row)).unwrap_or_default(),
        Action::Tick => row.map(|row| toggle(state, &row)).unwrap_or_default(),
        Action::Add => add(state),
        Action::QuickList => quick_list(state),
        Action::Delete => row.map(|row| delete(state, &row)).unwrap_or_default(),
        Action::MoveUp => row.map(|row| reorder(state, &row, -1)).unwrap_or_default(),
        Action::MoveDown => row.map(|row| reorder(state, &row, 1)).unwrap_or_default(),
        Action::Plus => row.map(|row| count(state, &row, 1)).unwrap_or_default(),
        Action::Minus => row.map(|row| count(state, &row, -1)).unwrap_or_default(),
        Action::Follow => super::follow::take(state),
        Action::Ballot => super::ballots::open(state),
        Action::Sheet => super::sheet::open(state),
        Action::Sign => super::ballots::agree(state),
        Action::Undo => state.enter(&super::document::Entry::Undo),
        Action::Redo => state.enter(&super::document::Entry::Redo),
        // With nothing in the list yet it is wanted most.
        Action::Make if state.step == super::Step::Preview => super::making::open_making(state),
        Action::Reveal => elsewhere(
            state,
            "r shows both sides' words: on a question of step 1, a wording of step 5",
        ),
        Action::Publish => elsewhere(state, "P publishes on step 9"),
        Action::Make => elsewhere(state, "M makes sample leads on step 8"),
        _ => general(state, action),
    }
}

/// Enter on a row.
fn enter(state: &mut State, row: &Row) -> Vec<Effect> {
    match &row.does {
        Does::Nothing
        | Does::Lead(_)
        | Does::Own(_)
        | Does::Changed(_)
        | Does::Column(_)
        | Does::Happened(_) => Vec::new(),
        Does::Thing(place) if state.cursor().pane == Pane::List => {
            let _ = place;
            focus(state, Pane::Detail);
            Vec::new()
        }
        Does::Thing(place) => {
            state.overlays.push(Overlay::Form(Form {
                place: place.clone(),
                row: 0,
                more: false,
            }));
            Vec::new()
        }
        Does::Field(place, key) => fields::open(state, &place.clone(), key),
        Does::RulePart(at, part) => super::rule_acts::open_part(state, &at.clone(), *part),
        Does::NewRulePart(at) => {
            let at = at.clone();
            new_part(state, &at)
        }
        Does::Words(subject, side) => super::finish::open_words(state, &subject.clone(), *side),
        Does::Tick(..) => toggle(state, row),
        Does::Cell(persona, segment) => open_journey(state, &persona.clone(), &segment.clone()),
        Does::Agreement(subject) => super::agreeing::open_history(state, &subject.clone()),
        Does::GoTo(place) => state.go_to(&place.clone()),
        Does::Finding(code, place) => {
            let same = |f: &&crate::check::Finding| {
                f.code == *code && f.place == *place && f.message == row.text
            };
            let any = |f: &&crate::check::Finding| f.code == *code && f.place == *place;
            let findings = state.findings.clone();
            let found = findings
                .iter()
                .find(same)
                .or_else(|| findings.iter().find(any));
            found
                .map(|f| super::mend::go_to(state, f))
                .unwrap_or_default()
        }
        Does::Act(action) => act(state, *action),
    }
}

/// Asks what sort of part a rule gets.
pub fn new_part(state: &mut State, at: &Place) -> Vec<Effect> {
    let choices = rule_parts::NewPart::CHOICES
        .iter()
        .map(|(_, word, label)| Choice::new(*word, *label, ""))
        .collect();
    let title = format!("{}: what must hold?", state.session().title_of(at));
    let pick = Pick::one(title, choices, "", Then::NewPart(at.clone()));
    state.overlays.push(Overlay::Pick(Box::new(pick)));
    Vec::new()
}

/// Goes to the journey of a persona in a segment, making it where there is none.
fn open_journey(state: &mut State, persona: &Id, segment: &Id) -> Vec<Effect> {
    let there = state
        .session()
        .definition
        .journey(persona, segment)
        .map(|j| j.id.clone());
    if let Some(id) = there {
        return state.go_to(&Place::new(Kind::Journey, id));
    }
    let label = format!("{persona} {segment}");
    let id = state.session().fresh_id(Kind::Journey, None, &label);
    let at = Place::new(Kind::Journey, id);
    let fields = vec![
        ("persona".into(), persona.to_string()),
        ("segment".into(), segment.to_string()),
    ];
    let edit = Edit::Add {
        at: at.clone(),
        index: usize::MAX,
        name: String::new(),
        fields,
    };
    let mut effects = state.edit(edit);
    effects.extend(state.go_to(&at));
    effects
}

/// Space on a row: ticks answers round yes, no, not known; turns flags; opens the rest.
fn toggle(state: &mut State, row: &Row) -> Vec<Effect> {
    match &row.does {
        Does::Tick(sample, level) => {
            let next = match answer_of(state, sample, level) {
                None => Some(true),
                Some(true) => Some(false),
                Some(false) => None,
            };
            state.edit(Edit::Tick {
                sample: sample.clone(),
                reference: level.clone(),
                holds: next,
            })
        }
        Does::Field(place, key) => fields::open(state, &place.clone(), key),
        _ => Vec::new(),
    }
}

/// How a sample lead answers a level.
pub fn answer_of(state: &State, sample: &Id, level: &Reference) -> Option<bool> {
    let sample = state.session().samples.iter().find(|s| s.id == *sample)?;
    match (sample.yes.contains(level), sample.no.contains(level)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

fn add(state: &mut State) -> Vec<Effect> {
    let in_hand = state.in_hand();
    if let Some(Does::RulePart(at, _) | Does::NewRulePart(at)) = in_hand.as_ref().map(|r| &r.does) {
        return new_part(state, &at.clone());
    }
    let row = state.selected();
    let addable = state.screen().addable(state, row.as_ref());
    match addable.as_slice() {
        [] => {
            state.say(Level::Info, "Nothing can be added here");
            Vec::new()
        }
        [one] => open_add(state, one.clone()),
        several => {
            let choices = several
                .iter()
                .enumerate()
                .map(|(i, a)| Choice::new(i.to_string(), &a.label, ""))
                .collect();
            let pick = Pick::one("Add what?", choices, "0", Then::Add(several.to_vec()));
            state.overlays.push(Overlay::Pick(Box::new(pick)));
            Vec::new()
        }
    }
}

fn elsewhere(state: &mut State, where_it_is: &str) -> Vec<Effect> {
    state.say(Level::Info, format!("Not here: {where_it_is}"));
    Vec::new()
}

fn quick_list(state: &mut State) -> Vec<Effect> {
    let row = state.selected();
    let addable = state.screen().addable(state, row.as_ref());
    let named = |a: &&Addable| !matches!(a.kind, Kind::Journey | Kind::Target | Kind::Handoff);
    let Some(first) = addable.iter().find(named).cloned() else {
        state.say(Level::Info, "No list can be added here");
        return Vec::new();
    };
    let title = format!(
        "Quick list: {}",
        first.label.split(':').next().unwrap_or_default()
    );
    let purpose = Purpose::Quick {
        kind: first.kind,
        parent: first.parent,
        fields: first.fields,
    };
    let entry = Entry::area(purpose, title, super::quick::shape(first.kind), "");
    state.overlays.push(Overlay::Entry(Box::new(entry)));
    Vec::new()
}

fn delete(state: &mut State, row: &Row) -> Vec<Effect> {
    match &row.does {
        Does::Thing(place) if !matches!(place.kind, Kind::Settings | Kind::Data) => {
            let label = state.session().title_of(place);
            if place.kind == Kind::Participant && state.session().workshop.has_voted(&place.id) {
                let text = format!(
                    "{label} has voted, and whose vote it was stays on record: x in a ballot says who is away"
                );
                state.say(Level::Warn, text);
                return Vec::new();
            }
            let effects = state.edit(Edit::Remove { at: place.clone() });
            if !effects.is_empty() {
                state.say(Level::Info, format!("Deleted {label}; u brings it back"));
            }
            effects
        }
        Does::Field(place, key) => {
            let effects = state.edit(Edit::set(place, key, ""));
            if !effects.is_empty() {
                state.say(Level::Info, "Cleared; u brings it back");
            }
            effects
        }
        Does::RulePart(at, index) => {
            let rule = rule_parts::rule_at(state.session(), at);
            let Some(part) = rule_parts::parts(&rule).get(*index).cloned() else {
                return Vec::new();
            };
            state.edit(rule_parts::set_rule(at, &rule_parts::remove(&rule, &part)))
        }
        Does::Tick(sample, level) => state.edit(Edit::Tick {
            sample: sample.clone(),
            reference: level.clone(),
            holds: None,
        }),
        _ => {
            state.say(Level::Info, "This can't be deleted");
            Vec::new()
        }
    }
}

fn reorder(state: &mut State, row: &Row, by: isize) -> Vec<Effect> {
    let Does::Thing(place) = &row.does else {
        return Vec::new();
    };
    let list = state.session().list(place.kind, place.parent.as_ref());
    let Some((from, count)) = list.and_then(|l| Some((l.position(&place.id)?, l.len()))) else {
        return Vec::new();
    };
    let to = from.saturating_add_signed(by);
    if to == from || to >= count {
        return Vec::new();
    }
    let effects = state.edit(Edit::Move {
        at: place.clone(),
        to,
    });
    if state.cursor().pane == Pane::Detail {
        let (rows, _) = state.detail();
        if let Some(index) = rows.iter().position(|r| r.does == row.does) {
            state.cursor_mut().part = index;
        }
    } else {
        state.cursor_mut().held = Some(row.does.clone());
    }
    effects
}

/// A key in the form of one thing.
pub fn in_form(state: &mut State, mut form: Form, key: Key) -> Vec<Effect> {
    let rows = field_rows(state.session(), &form.place, form.more);
    let selected = nearest(&rows, form.row);
    match keymap::action(key) {
        Some(Action::Up) => form.row = form.row.saturating_sub(1),
        Some(Action::Down) => form.row = (form.row + 1).min(rows.len().saturating_sub(1)),
        Some(Action::More) => form.more = !form.more,
        Some(Action::Back | Action::Quit) => return Vec::new(),
        Some(
            action @ (Action::Edit | Action::Tick | Action::Plus | Action::Minus | Action::Delete),
        ) => {
            let row = selected.map(|i| rows[i].clone());
            state.overlays.push(Overlay::Form(form));
            let Some(row) = row else { return Vec::new() };
            return match action {
                Action::Plus => count(state, &row, 1),
                Action::Minus => count(state, &row, -1),
                Action::Delete => delete(state, &row),
                _ if row.does == Does::Act(Action::More) => {
                    if let Some(Overlay::Form(form)) = state.overlays.last_mut() {
                        form.more = true;
                    }
                    Vec::new()
                }
                _ => enter(state, &row),
            };
        }
        Some(Action::Undo) => {
            state.overlays.push(Overlay::Form(form));
            return state.enter(&super::document::Entry::Undo);
        }
        _ if key.code == KeyCode::Esc => return Vec::new(),
        _ => {}
    }
    state.overlays.push(Overlay::Form(form));
    Vec::new()
}

/// What means the same in every step.
fn general(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::More => state.cursor_mut().more ^= true,
        Action::Versions => return super::releases::open(state),
        Action::Help => state.overlays.push(Overlay::Help(0)),
        Action::Park => {
            let hint = "Kept for the end; @name says who brought it up";
            let entry = Entry::line(Purpose::Park, "Park a thought", hint, "");
            state.overlays.push(Overlay::Entry(Box::new(entry)));
        }
        Action::Findings => return super::mend::open(state),
        Action::NextFinding => return super::mend::next(state, true),
        Action::PreviousFinding => return super::mend::next(state, false),
        Action::Timer => return super::clock::start_or_pause(state),
        Action::MoreTime => return super::clock::two_more(state),
        Action::Ask => super::prompts::next(state),
        Action::Benchmarks => super::prompts::benchmarks(state),
        Action::Find => find(state),
        Action::Palette => palette(state),
        Action::Back => state.notice = None,
        Action::Quit => return quit(state),
        _ => {}
    }
    Vec::new()
}

fn find(state: &mut State) {
    let session = state.session();
    let mut choices = Vec::new();
    for &kind in Kind::ALL {
        if matches!(kind, Kind::Settings | Kind::Data | Kind::Exception) {
            continue;
        }
        for place in session.places(kind) {
            choices.push(Choice::new(
                place.to_string(),
                session.title_of(&place),
                kind.label(),
            ));
        }
    }
    if choices.is_empty() {
        state.say(Level::Info, "There is nothing to find yet");
        return;
    }
    let pick = Pick::one("Find", choices, "", Then::GoTo);
    state.overlays.push(Overlay::Pick(Box::new(pick)));
}

fn palette(state: &mut State) {
    let mut actions = Vec::new();
    let mut choices = Vec::new();
    for binding in BINDINGS.iter().filter(|b| b.action != Action::Palette) {
        choices.push(Choice::new(
            actions.len().to_string(),
            binding.help,
            binding.keys[0],
        ));
        actions.push(binding.action);
    }
    let pick = Pick::one("Every command", choices, "", Then::Act(actions));
    state.overlays.push(Overlay::Pick(Box::new(pick)));
}

fn quit(state: &mut State) -> Vec<Effect> {
    if let super::state::Saved::Failed(why) = &state.saved {
        let why = why.trim_end_matches('.');
        let text = format!("{why}. Your edits are in the journal and come back at the next start.");
        let ask = Ask::new("Quit without session.yaml written?", text)
            .answer('q', "quit; the journal keeps everything", Answer::Quit)
            .answer('s', "stay", Answer::Nothing);
        state.overlays.push(Overlay::Ask(ask));
        return Vec::new();
    }
    vec![Effect::Quit]
}
