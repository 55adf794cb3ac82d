//! What becomes of text that was typed and of things that were picked.

use super::add_list;
use super::adding::{add_named, new_behaviour, new_thing, open_add};
use super::conditions::ConditionEditor;
use super::edit::Edit;
use super::entry::{Entry, Purpose};
use super::fields;
use super::message::Effect;
use super::overlay::Overlay;
use super::pick::{Pick, Then};
use super::rule_acts::{fill_part, select_part, set_number};
use super::rule_parts::{self, NewPart};
use super::screen::Does;
use super::state::{Level, Pane, State};
use super::update::wanted;
use crate::model::record::{Kind, Place};
use crate::model::{BallotMethod, Sealed, Session, Side, SignOff};

/// Text was finished.
pub fn entry(state: &mut State, entry: Entry) -> Vec<Effect> {
    let text = entry.text();
    let is_list = matches!(entry.purpose, Purpose::Quick { .. });
    // A list is read as it is added.
    let outcome = (!is_list).then(|| entry.outcome(state.session())).flatten();
    if let Some((true, why)) = outcome {
        state.say(Level::Warn, super::sentence(&why));
        state.overlays.push(Overlay::Entry(Box::new(entry)));
        return Vec::new();
    }
    let purpose = entry.purpose.clone();
    if state.unanswered.is_some() && purpose != Purpose::Condition {
        // It waits beneath the question that has to be answered first.
        state.overlays.push(Overlay::Entry(Box::new(entry)));
        super::recovery::ask_again(state);
        return Vec::new();
    }
    if state.read_only.is_some() && purpose != Purpose::Condition {
        // Nothing typed is thrown away because it can't be kept.
        state.overlays.push(Overlay::Entry(Box::new(entry)));
        state.say(
            Level::Warn,
            "Nothing can be changed here: this session is open read-only",
        );
        return Vec::new();
    }
    if is_list {
        return add_list::begin(state, entry);
    }
    let mut effects = match purpose {
        Purpose::Field { at, key } => set_field(state, &at, &key, &text),
        Purpose::Name {
            kind,
            parent,
            index,
            fields,
        } => add_named(state, kind, parent.as_ref(), index, &text, fields),
        Purpose::Words { subject, side } => write_words(state, &subject, side, &text),
        Purpose::Park => park(state, &text),
        Purpose::Sign { side } => sign(state, side, &text),
        Purpose::WithoutUnread => super::recovery::reason(state, &text),
        Purpose::Larger { bump } => super::revised::publish_as(state, &bump, &text),
        Purpose::DespiteAltered { larger } => super::revised::publish_despite(state, larger, &text),
        Purpose::Reason { subject, voter } => {
            super::outcomes::write_reason(state, subject, voter, text)
        }
        Purpose::Outcome { subject } => match subject.parse() {
            Ok(subject) => super::outcomes::set_outcome(state, &subject, &text),
            Err(_) => Vec::new(),
        },
        Purpose::RuleNumber { at, part } => set_number(state, &at, part, &text),
        Purpose::Condition => condition(state, &[text]),
        Purpose::Quick { .. } => Vec::new(),
    };
    if !effects.iter().any(|e| matches!(e, Effect::Draft(_))) {
        // Only now: a kill before the edit is in the journal leaves the draft.
        effects.push(Effect::Draft(None));
    }
    effects
}

fn set_field(state: &mut State, at: &Place, key: &str, text: &str) -> Vec<Effect> {
    let before = state.session().clone();
    let effects = state.edit(Edit::set(at, key, text));
    super::follow::offer(state, &before);
    if state.cursor().pane == Pane::Detail && state.overlays.is_empty() {
        // On to the next field, so that a form is filled top to bottom with Enter.
        let (rows, index) = state.detail();
        let next = index.map_or(0, |index| index + 1);
        if matches!(rows.get(next).map(|r| &r.does), Some(Does::Field(..))) {
            state.cursor_mut().part = next;
        }
    }
    effects
}

/// Opens a side's own words: as they are while sealed, for reading once revealed.
pub fn open_words(state: &mut State, subject: &str, side: Side) -> Vec<Effect> {
    let position = state.session().workshop.position(subject, side);
    if position.is_some_and(|p| p.sealed.is_none()) {
        state.overlays.push(Overlay::Words(subject.to_owned()));
        return Vec::new();
    }
    let text = position
        .and_then(|p| p.sealed.as_ref())
        .and_then(Sealed::open)
        .unwrap_or_default();
    let title = format!("{} own words", side.whose());
    let hint = "Sealed until both sides are shown together; Ctrl-S keeps it";
    let purpose = Purpose::Words {
        subject: subject.into(),
        side,
    };
    state.overlays.push(Overlay::Entry(Box::new(Entry::area(
        purpose, title, hint, &text,
    ))));
    Vec::new()
}

fn write_words(state: &mut State, subject: &str, side: Side, text: &str) -> Vec<Effect> {
    let salt = format!("{subject} {side} {}", state.now);
    let words = Some(text.trim())
        .filter(|t| !t.is_empty())
        .map(|t| Sealed::new(t, salt.as_bytes()));
    let at = state.now;
    let become_of_them = if words.is_some() {
        "kept, sealed until both are shown"
    } else {
        "taken back"
    };
    let effects = state.edit(Edit::Write {
        subject: subject.into(),
        side,
        words,
        at,
    });
    if !effects.is_empty() {
        let text = format!("{} words are {become_of_them}", side.whose());
        state.say(Level::Info, text);
    }
    effects
}

fn park(state: &mut State, text: &str) -> Vec<Effect> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    let (thought, sponsor) = sponsored(state.session(), text);
    let fields = vec![("sponsor".to_owned(), sponsor)];
    let (_, edit) = new_thing(
        state.session(),
        Kind::Parked,
        None,
        usize::MAX,
        &thought,
        fields,
    );
    let effects = state.edit(edit);
    if !effects.is_empty() {
        state.say(Level::Info, "Parked; it waits on Publish");
    }
    effects
}

/// A thought and who brought it up: `thought @ines` or `thought / Ines`. A participant's full name
/// is taken for its beginning.
fn sponsored(session: &Session, text: &str) -> (String, String) {
    let text = text.trim();
    let person = |name: &str| {
        let begins = name.trim().to_lowercase();
        let mut people = session.workshop.participants.iter();
        let known = people.find(|p| p.name.to_lowercase().starts_with(&begins));
        known.map(|p| p.name.clone()).filter(|_| !begins.is_empty())
    };
    if let Some((thought, name)) = text.rsplit_once(" @") {
        let sponsor = person(name).unwrap_or_else(|| name.trim().to_owned());
        return (thought.trim().to_owned(), sponsor);
    }
    // A stroke is often part of the thought: it is followed by a name only where one is known.
    if let Some((thought, name)) = text.rsplit_once(" / ")
        && let Some(sponsor) = person(name)
    {
        return (thought.trim().to_owned(), sponsor);
    }
    (text.to_owned(), String::new())
}

fn sign(state: &mut State, side: Side, name: &str) -> Vec<Effect> {
    let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        name = speaker(state.session(), side).unwrap_or_default();
    }
    if name.is_empty() {
        return Vec::new();
    }
    let definition = state.session().definition.clone();
    let digest = definition.digest();
    let sign_off = SignOff {
        side,
        name: name.clone(),
        at: Some(state.now),
        digest: digest.clone(),
    };
    let effects = state.edit(Edit::Sign { sign_off });
    if !effects.is_empty() {
        state.signed.insert(digest, definition);
        state.say(
            Level::Info,
            format!("{name} agrees for {} to exactly this text", side.label()),
        );
    }
    effects
}

/// Gives the condition editor beneath what was picked or typed.
pub fn condition(state: &mut State, values: &[String]) -> Vec<Effect> {
    let Some(Overlay::Condition(mut editor)) = state.overlays.pop() else {
        return Vec::new();
    };
    let wants = ConditionEditor::take(&mut editor, values, state);
    wanted(state, editor, wants)
}

/// Something was picked.
pub fn pick(state: &mut State, pick: Pick, values: &[String]) -> Vec<Effect> {
    let first = values.first().cloned().unwrap_or_default();
    match pick.then {
        Then::SetField(at, key) => {
            if values.iter().any(|v| v == fields::NEW_BEHAVIOUR) {
                return new_behaviour(state, &at, values);
            }
            set_field(state, &at, &key, &values.join("\n"))
        }
        Then::Add(addable) => {
            let chosen = first
                .parse::<usize>()
                .ok()
                .and_then(|i| addable.get(i).cloned());
            chosen.map(|a| open_add(state, a)).unwrap_or_default()
        }
        Then::GoTo => first
            .parse()
            .map(|place| state.go_to(&place))
            .unwrap_or_default(),
        Then::Act(actions) => {
            let action = first
                .parse::<usize>()
                .ok()
                .and_then(|i| actions.get(i).copied());
            action
                .map(|a| super::acts::act(state, a))
                .unwrap_or_default()
        }
        Then::NewPart(at) => NewPart::from_word(&first)
            .map(|new| fill_part(state, &at, new))
            .unwrap_or_default(),
        Then::FillPart(at, new) => {
            let rule = rule_parts::add(&rule_parts::rule_at(state.session(), &at), new, values);
            let effects = state.edit(rule_parts::set_rule(&at, &rule));
            select_part(state, &at, &rule, new);
            effects
        }
        Then::Levels(at, index) => {
            let rule = rule_parts::rule_at(state.session(), &at);
            let Some(part) = rule_parts::parts(&rule).get(index).cloned() else {
                return Vec::new();
            };
            state.edit(rule_parts::set_rule(
                &at,
                &rule_parts::set_references(&rule, &part, values),
            ))
        }
        Then::Sign => Side::from_word(&first)
            .map(|side| open_sign(state, side))
            .unwrap_or_default(),
        Then::Version => super::releases::picked(state, &first),
        Then::Compare(with) => super::releases::compared(state, with, &first),
        Then::Make(suggestions) => super::making::make(state, &suggestions, values),
        Then::Subject(action) => super::ballots::chosen(state, action, &first),
        Then::Method(subject) => BallotMethod::from_word(&first)
            .map(|method| super::ballots::begin(state, &subject, method))
            .unwrap_or_default(),
        Then::Reason(subject) => super::outcomes::open_reason(state, &subject, &first),
        Then::Outcome(subject) => super::outcomes::set_outcome(state, &subject, &first),
        Then::Agreed(subject) => super::agreeing::agree(state, &subject, &first),
        Then::Condition => Vec::new(),
    }
}

/// Who speaks first for a side, by the list of participants.
fn speaker(session: &Session, side: Side) -> Option<String> {
    let found = session
        .workshop
        .participants
        .iter()
        .find(|p| p.side == side);
    found.map(|p| p.name.clone())
}

/// Asks who agrees for a side.
pub fn open_sign(state: &mut State, side: Side) -> Vec<Effect> {
    let hint = match speaker(state.session(), side) {
        Some(name) => format!("Whose name stands for it; just Enter for {name}"),
        None => "Whose name stands for it".into(),
    };
    let title = format!("{} agrees to exactly this text", side.label());
    let entry = Entry::line(Purpose::Sign { side }, title, hint, "");
    state.overlays.push(Overlay::Entry(Box::new(entry)));
    Vec::new()
}
