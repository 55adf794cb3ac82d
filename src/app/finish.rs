//! What becomes of text that was typed and of things that were picked.

use super::conditions::ConditionEditor;
use super::edit::Edit;
use super::entry::{Entry, Purpose};
use super::fields;
use super::message::Effect;
use super::overlay::Overlay;
use super::pick::{Choice, Pick, Then};
use super::quick;
use super::rule_parts::{self, NewPart, Part};
use super::screen::{Addable, Does};
use super::state::{Level, Pane, State};
use super::update::wanted;
use crate::model::record::{Kind, Place};
use crate::model::{Covers, Id, Phase, Sealed, Session, Side, SignOff};

/// Text was finished.
pub fn entry(state: &mut State, entry: Entry) -> Vec<Effect> {
    let text = entry.text();
    if let Some((true, why)) = entry.note(state.session()) {
        state.say(Level::Warn, super::sentence(&why));
        state.overlays.push(Overlay::Entry(Box::new(entry)));
        return Vec::new();
    }
    let mut effects = vec![Effect::Draft(None)];
    let purpose = entry.purpose.clone();
    if state.read_only.is_some() && purpose != Purpose::Condition {
        // Nothing typed is thrown away because it can't be kept.
        state.overlays.push(Overlay::Entry(Box::new(entry)));
        state.say(
            Level::Warn,
            "Nothing can be changed here: this session is open read-only",
        );
        return Vec::new();
    }
    effects.extend(match purpose {
        Purpose::Field { at, key } => set_field(state, &at, &key, &text),
        Purpose::Name {
            kind,
            parent,
            index,
            fields,
        } => add_named(state, kind, parent.as_ref(), index, &text, fields),
        Purpose::Quick {
            kind,
            parent,
            fields,
        } => add_many(state, kind, parent.as_ref(), &fields, &text),
        Purpose::Words { subject, side } => write_words(state, &subject, side, &text),
        Purpose::Park => park(state, &text),
        Purpose::Sign { side } => sign(state, side, &text),
        Purpose::RuleNumber { at, part } => set_number(state, &at, part, &text),
        Purpose::Condition => condition(state, &[text]),
    });
    effects
}

fn set_field(state: &mut State, at: &Place, key: &str, text: &str) -> Vec<Effect> {
    let before = state.session().clone();
    let effects = state.edit(Edit::set(at, key, text));
    super::follow::offer(state, &before);
    if state.cursor().pane == Pane::Detail && state.overlays.is_empty() {
        // On to the next field, so that a form is filled top to bottom with Enter.
        let next = state.cursor().part + 1;
        let (rows, _) = state.detail();
        if matches!(rows.get(next).map(|r| &r.does), Some(Does::Field(..))) {
            state.cursor_mut().part = next;
        }
    }
    effects
}

/// Asks for the name of a new thing, or makes it at once where it has none.
pub fn open_add(state: &mut State, addable: Addable) -> Vec<Effect> {
    let Addable {
        kind,
        parent,
        fields,
        label,
    } = addable;
    let unnamed = matches!(
        kind,
        Kind::Handoff | Kind::Journey | Kind::Target | Kind::Exception
    );
    let index = index_after(state, kind, parent.as_ref());
    if unnamed {
        return add_named(state, kind, parent.as_ref(), index, "", fields);
    }
    let title = format!("New {}", label.split(':').next().unwrap_or(&label));
    let purpose = Purpose::Name {
        kind,
        parent,
        index,
        fields,
    };
    let entry = Entry::line(purpose, title, "Its name; Enter adds it, Esc gives up", "");
    state.overlays.push(Overlay::Entry(Box::new(entry)));
    Vec::new()
}

/// A new thing comes after the selected one of its kind, else last.
fn index_after(state: &State, kind: Kind, parent: Option<&Id>) -> usize {
    let rows = [state.in_hand(), state.selected()];
    let selected = rows.into_iter().flatten().find_map(|row| match row.does {
        Does::Thing(place) if place.kind == kind && place.parent.as_ref() == parent => Some(place),
        _ => None,
    });
    let list = state.session().list(kind, parent);
    let after = selected.and_then(|place| list.and_then(|l| l.position(&place.id)));
    after.map_or(usize::MAX, |index| index + 1)
}

fn new_thing(
    session: &Session,
    kind: Kind,
    parent: Option<&Id>,
    index: usize,
    name: &str,
    fields: Vec<(String, String)>,
) -> (Place, Edit) {
    let at = if kind == Kind::Handoff {
        Place::single(kind)
    } else {
        let id = session.fresh_id(kind, parent, name);
        Place {
            kind,
            parent: parent.cloned(),
            id,
        }
    };
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    (
        at.clone(),
        Edit::Add {
            at,
            index,
            name,
            fields,
        },
    )
}

fn add_named(
    state: &mut State,
    kind: Kind,
    parent: Option<&Id>,
    index: usize,
    name: &str,
    mut fields: Vec<(String, String)>,
) -> Vec<Effect> {
    let in_step = fields
        .iter()
        .position(|(key, _)| key == IN_STEP)
        .map(|i| fields.remove(i).1);
    let named = !matches!(
        kind,
        Kind::Handoff | Kind::Journey | Kind::Target | Kind::Exception
    );
    if named && name.trim().is_empty() {
        return Vec::new();
    }
    let (at, edit) = new_thing(state.session(), kind, parent, index, name, fields);
    let mut edits = vec![edit];
    edits.extend(companions(state.session(), kind, parent));
    edits.extend(in_step.and_then(|step| shown_in(state.session(), &step, &at)));
    let edit = match edits.len() {
        1 => edits.remove(0),
        _ => Edit::Several {
            label: format!("add {} {name}", kind.label()),
            edits,
        },
    };
    let effects = state.edit(edit);
    if !effects.is_empty() {
        select_new(state, &at);
    }
    effects
}

/// What else a new thing needs: a criterion's first answers need to be told how they combine.
fn companions(session: &Session, kind: Kind, parent: Option<&Id>) -> Vec<Edit> {
    let (Kind::Level, Some(parent)) = (kind, parent) else {
        return Vec::new();
    };
    let Some(criterion) = session.definition.criterion(parent.as_str()) else {
        return Vec::new();
    };
    let at = Place::new(Kind::Criterion, parent.clone());
    let mut edits = Vec::new();
    if criterion.combine.is_none() {
        edits.push(Edit::set(&at, "combine", "one-of"));
    }
    if criterion.points.is_some() {
        edits.push(Edit::set(&at, "points", ""));
    }
    edits
}

/// Names a new behaviour in the journey step it was typed in.
fn shown_in(session: &Session, step: &str, at: &Place) -> Option<Edit> {
    let step: Place = step.parse().ok()?;
    let there = session.record(&step)?.get("behaviours")?;
    let all = there
        .lines()
        .chain([at.id.as_str()])
        .collect::<Vec<_>>()
        .join("\n");
    Some(Edit::set(&step, "behaviours", all))
}

/// Selects what was just made, and its first field after the name.
fn select_new(state: &mut State, at: &Place) {
    let wanted = Does::Thing(at.clone());
    let (rows, _) = state.list();
    if let Some(index) = rows.iter().position(|row| row.does == wanted) {
        let cursor = state.cursor_mut();
        cursor.row = index;
        cursor.held = Some(wanted);
        cursor.part = 1;
        return;
    }
    let (rows, _) = state.detail();
    if let Some(index) = rows.iter().position(|row| row.does == wanted) {
        let cursor = state.cursor_mut();
        cursor.pane = Pane::Detail;
        cursor.part = index;
    }
}

fn add_many(
    state: &mut State,
    kind: Kind,
    parent: Option<&Id>,
    fields: &[(String, String)],
    text: &str,
) -> Vec<Effect> {
    let items: Vec<_> = quick::parse(kind, text)
        .into_iter()
        .filter_map(Result::ok)
        .collect();
    let Some(count) = std::num::NonZeroUsize::new(items.len()) else {
        return Vec::new();
    };
    let mut trial = state.session().clone();
    let mut edits = companions(&trial, kind, parent);
    let mut last = None;
    for item in items {
        let mut all = fields.to_vec();
        all.extend(item.fields);
        let (at, edit) = new_thing(&trial, kind, parent, usize::MAX, &item.name, all);
        if let Err(refused) = edit.apply(&mut trial) {
            state.say(Level::Warn, format!("{}: {}", item.name, refused));
            continue;
        }
        edits.push(edit);
        last = Some(at);
    }
    let label = format!(
        "add {} from a list",
        crate::model::wording::counted(i64::try_from(count.get()).unwrap_or(0), kind.label())
    );
    let effects = state.edit(Edit::Several {
        label: label.clone(),
        edits,
    });
    if !effects.is_empty() {
        state.say(Level::Info, format!("Added {count}; u takes them back"));
        if let Some(at) = last {
            select_new(state, &at);
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
    let (_, edit) = new_thing(
        state.session(),
        Kind::Parked,
        None,
        usize::MAX,
        text,
        Vec::new(),
    );
    let effects = state.edit(edit);
    if !effects.is_empty() {
        state.say(Level::Info, "Parked; it waits on Publish");
    }
    effects
}

fn sign(state: &mut State, side: Side, name: &str) -> Vec<Effect> {
    let mut name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        name = speaker(state.session(), side).unwrap_or_default();
    }
    if name.is_empty() {
        return Vec::new();
    }
    let digest = state.session().definition.digest();
    let sign_off = SignOff {
        side,
        name: name.clone(),
        at: Some(state.now),
        digest,
    };
    let effects = state.edit(Edit::Sign { sign_off });
    if !effects.is_empty() {
        state.say(
            Level::Info,
            format!("{name} agrees for {} to exactly this text", side.label()),
        );
    }
    effects
}

/// Opens a part of a rule: its number, or the answers it names.
pub fn open_part(state: &mut State, at: &Place, index: usize) -> Vec<Effect> {
    let rule = rule_parts::rule_at(state.session(), at);
    let Some(part) = rule_parts::parts(&rule).get(index).cloned() else {
        return Vec::new();
    };
    let definition = state.session().definition.clone();
    let overlay = if let Some(references) = rule_parts::references(&rule, &part) {
        let ticked = rule_parts::split(&references);
        let choices = rule_parts::reference_choices(&definition);
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

fn set_number(state: &mut State, at: &Place, index: usize, text: &str) -> Vec<Effect> {
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
        Then::Condition => Vec::new(),
    }
}

/// Selects a number that was just added, so that + and - count it at once.
fn select_part(state: &mut State, at: &Place, rule: &crate::model::Rule, new: NewPart) {
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
fn fill_part(state: &mut State, at: &Place, new: NewPart) -> Vec<Effect> {
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
            let choices = rule_parts::reference_choices(&definition);
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

/// A behaviour typed in a journey step is a criterion from then on.
fn new_behaviour(state: &mut State, at: &Place, values: &[String]) -> Vec<Effect> {
    let kept: Vec<String> = values
        .iter()
        .filter(|v| *v != fields::NEW_BEHAVIOUR)
        .cloned()
        .collect();
    let effects = state.edit(Edit::set(at, "behaviours", kept.join("\n")));
    let phase = state
        .session()
        .record(at)
        .and_then(|r| r.get("phase"))
        .unwrap_or_default();
    let fields = vec![
        ("kind".into(), "behaviour".into()),
        ("phase".into(), phase),
        (IN_STEP.into(), at.to_string()),
    ];
    let purpose = Purpose::Name {
        kind: Kind::Criterion,
        parent: None,
        index: usize::MAX,
        fields,
    };
    let hint = "What a buyer does that we can see; it gets its points on Points";
    state.overlays.push(Overlay::Entry(Box::new(Entry::line(
        purpose,
        "New behaviour",
        hint,
        "",
    ))));
    effects
}

/// A pretended field of a new criterion: the journey step it belongs to.
pub const IN_STEP: &str = "in-step";

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
