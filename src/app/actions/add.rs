//! Adding records: one by name, many from a quick list, or a behaviour from a journey step.

use crate::app::actions::edit_rule::ask_new_rule_part;
use crate::app::actions::{edit_field, journeys};
use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::quick_columns::line_format;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::{Command, RecordCommand};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::row::{Addable, RowTarget};
use crate::app::state::message::Effect;
use crate::app::state::workbench::{Pane, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::{Id, Session, wording};

/// Asks for the name of a new record, or adds it at once if its kind has no name.
pub(crate) fn open_add(state: &mut State, focus: &KeyFocus, addable: Addable) -> Vec<Effect> {
    let Addable {
        kind,
        parent,
        fields,
        label,
    } = addable;
    let unnamed = matches!(
        kind,
        Kind::Handoff | Kind::Journey | Kind::Target | Kind::Waiver
    );
    let index = index_after(state, focus, kind, parent.as_ref());
    if unnamed {
        let mut effects = add_named(state, kind, parent.as_ref(), index, "", fields);
        if kind == Kind::Waiver && !effects.is_empty() {
            effects.extend(ask_reason(state));
        }
        return effects;
    }
    let title = format!("New {}", label.split(':').next().unwrap_or(&label));
    let help = if is_verdict_on(kind, &fields) {
        "Who on the board said it; Enter adds it, Esc discards it"
    } else {
        "Its name; Enter adds it, Esc discards it"
    };
    let command = EntryCommand::Name {
        kind,
        parent,
        index,
        fields,
    };
    let entry = TextEntry::line(command, title, help, "");
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Opens the reason of the waiver just added, without which it lets nothing stand.
fn ask_reason(state: &mut State) -> Vec<Effect> {
    let focus = state.focus();
    match focus.list_target().clone() {
        RowTarget::Record(at) if at.kind == Kind::Waiver => {
            edit_field::open_field(state, &focus, &at, "reason")
        }
        _ => Vec::new(),
    }
}

/// Returns where a new record goes: after the selected one of its kind, else last.
fn index_after(state: &State, focus: &KeyFocus, kind: Kind, parent: Option<&Id>) -> usize {
    let targets = [focus.target(), focus.list_target()];
    let selected = targets.into_iter().find_map(|target| match target {
        RowTarget::Record(place) if place.kind == kind && place.parent.as_ref() == parent => {
            Some(place)
        }
        _ => None,
    });
    let list = state.session().list(kind, parent);
    let after = selected.and_then(|place| list.and_then(|l| l.position(&place.id)));
    after.map_or(usize::MAX, |index| index + 1)
}

pub(crate) fn new_record(
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

/// Returns whether what is added is a verdict of the advisory board on a thing that is known.
fn is_verdict_on(kind: Kind, fields: &[(String, String)]) -> bool {
    kind == Kind::BoardCheck && fields.first().is_some_and(|(key, _)| key == "subject")
}

pub(crate) fn add_named(
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
        Kind::Handoff | Kind::Journey | Kind::Target | Kind::Waiver
    );
    if named && name.trim().is_empty() {
        return Vec::new();
    }
    let mut name = name.to_owned();
    if is_verdict_on(kind, &fields) {
        // What it is about is known: what was typed is who said it.
        let subject = fields.remove(0).1;
        fields.push(("who".into(), std::mem::replace(&mut name, subject)));
    }
    let (at, edit) = new_record(state.session(), kind, parent, index, &name, fields);
    let mut edits = vec![edit];
    edits.extend(companion_edits(state.session(), kind, parent));
    edits.extend(in_step.and_then(|step| add_to_journey_step(state.session(), &step, &at)));
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

/// Returns the edits that go with a new answer: its criterion must say how answers combine, and
/// gives up points of its own.
pub(crate) fn companion_edits(session: &Session, kind: Kind, parent: Option<&Id>) -> Vec<Edit> {
    let (Kind::Answer, Some(parent)) = (kind, parent) else {
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

/// Adds a new behaviour to the journey step it was typed in.
pub(crate) fn add_to_journey_step(session: &Session, step: &str, at: &Place) -> Option<Edit> {
    let step: Place = step.parse().ok()?;
    let behaviours = session.record(&step)?.get("behaviours")?;
    let all = behaviours
        .lines()
        .chain([at.id.as_str()])
        .collect::<Vec<_>>()
        .join("\n");
    Some(Edit::set(&step, "behaviours", all))
}

/// Selects the record just added, and its first field after the name.
pub(crate) fn select_new(state: &mut State, at: &Place) {
    let target = RowTarget::Record(at.clone());
    if !state.cursor().filter.is_empty() && state.list().0.position(&target).is_none() {
        // What is new is seen, whatever the list was narrowed by.
        state.cursor_mut().filter.clear();
    }
    let found = state.list().0.position(&target);
    if let Some(index) = found {
        // Findings come before the fields.
        let part = state.finding_rows(&target).len() + 1;
        let cursor = state.cursor_mut();
        cursor.row = index;
        cursor.selected = Some(target);
        cursor.detail_row = part;
        return;
    }
    let (rows, _) = state.detail();
    if let Some(index) = rows.iter().position(|row| row.target == target) {
        let cursor = state.cursor_mut();
        cursor.pane = Pane::Detail;
        cursor.detail_row = index;
    }
}

/// Keeps the behaviours ticked for a journey step, and asks about another one, which becomes a
/// criterion; `name` is what was typed in search of it.
pub(crate) fn ask_new_behaviour(
    state: &mut State,
    at: &Place,
    behaviours: &[String],
    name: &str,
) -> Vec<Effect> {
    let effects = journeys::set_ticked_field(state, at, "behaviours", &behaviours.join("\n"));
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
    let command = EntryCommand::Name {
        kind: Kind::Criterion,
        parent: None,
        index: usize::MAX,
        fields,
    };
    let hint = "What a buyer does that we can see; it gets its points on Points";
    state
        .dialogs
        .push(Dialog::TextEntry(Box::new(TextEntry::line(
            command,
            "New behaviour",
            hint,
            name,
        ))));
    effects
}

/// Pseudo-field of a new criterion: the journey step it belongs to.
pub(crate) const IN_STEP: &str = "in-step";

pub(crate) fn add_here(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    if let RowTarget::RulePart(at, _) | RowTarget::NewRulePart(at) = focus.target() {
        return ask_new_rule_part(state, at);
    }
    let addable = state.screen().addable(state, focus.list_row.as_ref());
    match addable.as_slice() {
        [] => state.refuse("Nothing can be added here"),
        [one] => open_add(state, focus, one.clone()),
        several => {
            let choice = |addable: &Addable| {
                let run = Command::Record(RecordCommand::Add(addable.clone()));
                Choice::new("", &addable.label, "", run)
            };
            let pick = Pick::one("Add what?", several.iter().map(choice).collect(), "");
            state.open(Dialog::Pick(Box::new(pick)))
        }
    }
}

/// Opens a quick list of what can be added here, with a text already in it. Asks which kind of
/// criterion where criteria are added, and what else could be meant.
pub(crate) fn open_quick_list(state: &mut State, focus: &KeyFocus, text: &str) -> Vec<Effect> {
    let mut addable = state.screen().addable(state, focus.list_row.as_ref());
    addable.retain(|a| !matches!(a.kind, Kind::Journey | Kind::Target | Kind::Handoff));
    let Some(first) = addable.first().cloned() else {
        return state.refuse("No list can be added here");
    };
    if !matches!(first.kind, Kind::Criterion | Kind::Group) {
        return open_list_of(state, first, text);
    }
    addable.retain(|a| a.kind == Kind::Criterion || a.kind == first.kind);
    let choice = |addable: &Addable| {
        let run = Command::Record(RecordCommand::AddList(addable.clone(), text.into()));
        let (noun, note) = addable
            .label
            .split_once(": ")
            .unwrap_or((&addable.label, ""));
        Choice::new("", wording::plural(noun), note, run)
    };
    let pick = Pick::one("A list of what?", addable.iter().map(choice).collect(), "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Opens a quick list of records, with a text already in it.
pub(crate) fn open_list_of(state: &mut State, addable: Addable, text: &str) -> Vec<Effect> {
    let noun = addable.label.split(':').next().unwrap_or_default();
    let title = format!("Quick list: {}", wording::plural(noun));
    let format = line_format(addable.kind);
    let command = EntryCommand::QuickList {
        kind: addable.kind,
        parent: addable.parent,
        fields: addable.fields,
    };
    let mut entry = TextEntry::area(command, title, format, "");
    if text.is_empty() {
        return state.open(Dialog::TextEntry(Box::new(entry)));
    }
    entry.paste(text);
    let draft = entry.due_draft();
    state.dialogs.push(Dialog::TextEntry(Box::new(entry)));
    draft
        .map(|draft| Effect::UnfinishedText(Some(draft)))
        .into_iter()
        .collect()
}
