//! Copying a record, with its parts and with what it refers to.

use crate::app::actions::add::select_new;
use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{Command, RecordCommand};
use crate::app::input::row::RowTarget;
use crate::app::input::sentence::sentence;
use crate::app::input::step::Step;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::document::{Edit, open_ballot_refusal};
use crate::model::record::{Kind, Place, Record};
use crate::model::{Id, Session, rule_parts};

/// Fields that are given as the name of a new record.
const NAME_KEYS: [&str; 3] = ["name", "label", "subject"];

/// Copies the record of the focused row, or the one whose details are shown.
pub(crate) fn copy_row(state: &mut State, focus: &KeyFocus) -> Vec<Effect> {
    let targets = [focus.target(), focus.list_target()];
    let place = targets.into_iter().find_map(|target| match target {
        RowTarget::Record(place) => Some(place.clone()),
        _ => None,
    });
    let Some(place) = place.filter(|place| is_copied(place.kind)) else {
        return state.refuse("This can't be copied");
    };
    match place.kind {
        Kind::Journey => ask_journey_cell(state, &place),
        Kind::Stage if state.step == Step::Rules => ask_rule_copy(state, &place),
        _ => copy_record(state, &place),
    }
}

/// Returns whether a copy of such a record makes sense: not of single things, and not of what
/// somebody said about one thing.
fn is_copied(kind: Kind) -> bool {
    !matches!(
        kind,
        Kind::Settings | Kind::Data | Kind::Plan | Kind::Handoff | Kind::Waiver | Kind::BoardCheck
    )
}

/// Returns why a record can't be copied now: the copy would show what is voted on.
fn refusal(session: &Session, place: &Place) -> Option<String> {
    let concerns = |at: &Place| at == place || at.parent.as_ref() == Some(&place.id);
    let open = secrecy::open_subjects(session).find(|subject| concerns(&subject.place));
    let band = (place.kind == Kind::Band).then(|| secrecy::edit_refusal(session, place, "from"));
    open.map(|subject| open_ballot_refusal(session, &subject))
        .or_else(|| band.flatten())
        .map(|refused| sentence(&refused.0))
}

/// Copies a record below itself.
pub(crate) fn copy_record(state: &mut State, place: &Place) -> Vec<Effect> {
    if let Some(why) = refusal(state.session(), place) {
        return state.warn(why);
    }
    let session = state.session();
    let list = session.list(place.kind, place.parent.as_ref());
    let found = list.and_then(|list| Some((list, list.position(&place.id)?)));
    let Some((record, index)) = found.and_then(|(list, index)| Some((list.at(index)?, index)))
    else {
        return state.refuse("It no longer exists: there is nothing to copy");
    };
    let title = record.title();
    let name = copy_name(session, place, record);
    let at = Place {
        kind: place.kind,
        parent: place.parent.clone(),
        id: match place.kind {
            Kind::Qualification => next_level(session),
            _ => session.fresh_id(place.kind, place.parent.as_ref(), &name),
        },
    };
    let mut edits = vec![Edit::Add {
        at: at.clone(),
        index: index + 1,
        name,
        fields: copied_fields(place.kind, record),
    }];
    edits.extend(part_edits(session, place, &at.id));
    apply_copy(state, &title, edits, &at)
}

/// Applies a copy as one step, selects it and says what it is.
fn apply_copy(state: &mut State, title: &str, edits: Vec<Edit>, at: &Place) -> Vec<Effect> {
    let label = format!("copy {title}");
    let effects = state.edit(Edit::Several { label, edits });
    if !effects.is_empty() {
        select_new(state, at);
        let text = match at.kind {
            Kind::Group => format!(
                "Copied {title} without its criteria, as each counts in one group: Enter on Of picks them"
            ),
            _ => format!("Copied {title}; Enter on its fields changes the copy, u removes it"),
        };
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

/// Returns the name of a copy: `Demo (2)`, or the next number that is free. Blank for a record
/// without a name of its own.
fn copy_name(session: &Session, place: &Place, record: &dyn Record) -> String {
    let key = NAME_KEYS.into_iter().find(|key| record.get(key).is_some());
    let Some(name) = key
        .and_then(|key| record.get(key))
        .filter(|n| !n.is_empty())
    else {
        return String::new();
    };
    let numbered = name.strip_suffix(')').and_then(|n| n.rsplit_once(" ("));
    let base = match numbered {
        Some((base, number)) if number.parse::<u32>().is_ok() => base,
        _ => &name,
    };
    let list = session.list(place.kind, place.parent.as_ref());
    let list = list.into_iter();
    let taken: std::collections::HashSet<String> = list
        .flat_map(|list| (0..list.len()).filter_map(move |index| Some(list.at(index)?.title())))
        .collect();
    let mut names = (2_u64..).map(|number| format!("{base} ({number})"));
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}

/// Returns the fields of a record that are filled in, without its name.
fn filled_fields(record: &dyn Record) -> Vec<(String, String)> {
    let specs = record.specs().into_iter();
    let keys = specs
        .map(|spec| spec.key)
        .filter(|key| !NAME_KEYS.contains(key));
    let filled = keys.filter_map(|key| Some((key.to_owned(), record.get(key)?)));
    filled.filter(|(_, text)| !text.is_empty()).collect()
}

/// Returns the fields that a copy gets: of a group all but its criteria, which must not be in two.
fn copied_fields(kind: Kind, record: &dyn Record) -> Vec<(String, String)> {
    let mut fields = filled_fields(record);
    fields.retain(|(key, _)| !(kind == Kind::Group && key == "of"));
    fields
}

/// Returns the number after that of the last qualification level there is or was, which is its id.
fn next_level(session: &Session) -> Id {
    let levels = session.places(Kind::Qualification).into_iter();
    let retired = session.retired.iter().filter_map(|text| text.parse().ok());
    let retired = retired.filter(|place: &Place| place.kind == Kind::Qualification);
    let numbers = levels
        .chain(retired)
        .filter_map(|at| at.id.as_str().parse::<u64>().ok());
    let next = numbers.max().map_or(0, |last| last.saturating_add(1));
    session.fresh_id(Kind::Qualification, None, &next.to_string())
}

/// Returns the edits that give a copy the parts of its original: answers, exits or steps.
fn part_edits(session: &Session, from: &Place, to: &Id) -> Vec<Edit> {
    let kind = match from.kind {
        Kind::Criterion => Kind::Answer,
        Kind::Stage => Kind::Exit,
        Kind::Journey => Kind::Step,
        _ => return Vec::new(),
    };
    let Some(parts) = session.list(kind, Some(&from.id)) else {
        return Vec::new();
    };
    // Answers and exits keep their ids; those of steps are unique among all journeys.
    let mut ids = session.fresh_ids(Kind::Step, None);
    let mut id_of = |part: &dyn Record| match kind {
        Kind::Step => ids.next(&part.title()),
        _ => part.id().clone(),
    };
    let parts = (0..parts.len()).filter_map(|index| parts.at(index));
    parts
        .map(|part| Edit::Add {
            at: Place::part(kind, to.clone(), id_of(part)),
            index: usize::MAX,
            name: part.title(),
            fields: filled_fields(part),
        })
        .collect()
}

/// Asks into which pair of persona and segment a journey is copied; if there is one, it is copied
/// at once.
fn ask_journey_cell(state: &mut State, place: &Place) -> Vec<Effect> {
    let definition = &state.session().definition;
    let Some(from) = definition.journeys.iter().find(|j| j.id == place.id) else {
        return Vec::new();
    };
    let mut cells = Vec::new();
    for persona in &definition.personas {
        for segment in &definition.segments {
            let there = definition.journey(&persona.id, &segment.id);
            if there.is_none_or(|journey| journey.steps.is_empty() && journey.id != from.id) {
                let note = if there.is_some() {
                    "has no steps yet"
                } else {
                    ""
                };
                cells.push((persona, segment, note));
            }
        }
    }
    // Another segment of the same persona first.
    cells.sort_by_key(|(persona, _, _)| persona.id != from.persona);
    let mut choices: Vec<Choice> = cells
        .into_iter()
        .map(|(persona, segment, note)| {
            let cell = Some((persona.id.clone(), segment.id.clone()));
            let run = Command::Record(RecordCommand::Copy(place.clone(), cell));
            Choice::new(
                "",
                format!("{} in {}", persona.name, segment.name),
                note,
                run,
            )
        })
        .collect();
    match choices.len() {
        0 => state.refuse(
            "Every persona has its journey in every segment: add a segment or persona to copy this one to",
        ),
        1 => match choices.remove(0).run {
            Command::Record(RecordCommand::Copy(place, Some((persona, segment)))) => {
                copy_journey(state, &place, &persona, &segment)
            }
            _ => Vec::new(),
        },
        _ => {
            let pick = Pick::one("Copy the journey to", choices, "");
            state.open(Dialog::Pick(Box::new(pick)))
        }
    }
}

/// Copies a journey to a persona in a segment, with its steps and what they refer to.
pub(crate) fn copy_journey(
    state: &mut State,
    place: &Place,
    persona: &Id,
    segment: &Id,
) -> Vec<Effect> {
    let session = state.session();
    let title = cell_title(session, persona, segment);
    let list = &session.definition.journeys;
    let index = list.iter().position(|journey| journey.id == place.id);
    let there = session.definition.journey(persona, segment);
    let mut edits = Vec::new();
    let id = match there {
        Some(journey) => journey.id.clone(),
        None => session.fresh_id(Kind::Journey, None, &format!("{persona} {segment}")),
    };
    let at = Place::new(Kind::Journey, id);
    if there.is_none() {
        edits.push(Edit::Add {
            at: at.clone(),
            index: index.map_or(usize::MAX, |index| index + 1),
            name: String::new(),
            fields: vec![
                ("persona".into(), persona.to_string()),
                ("segment".into(), segment.to_string()),
            ],
        });
    }
    edits.extend(part_edits(session, place, &at.id));
    let effects = state.edit(Edit::Several {
        label: format!("copy the journey to {title}"),
        edits,
    });
    if !effects.is_empty() {
        select_new(state, &at);
        let text = format!("Copied to {title}, with its steps; u removes the copy");
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

fn cell_title(session: &Session, persona: &Id, segment: &Id) -> String {
    let of = |kind, id: &Id| session.title_of(&Place::new(kind, id.clone()));
    format!(
        "{} in {}",
        of(Kind::Persona, persona),
        of(Kind::Segment, segment)
    )
}

/// Asks what the rule of a stage is copied to: a new stage, or one of the others.
fn ask_rule_copy(state: &mut State, place: &Place) -> Vec<Effect> {
    let session = state.session();
    if rule_parts::parts_of(&rule_parts::rule_at(session, place)).is_empty() {
        return copy_record(state, place);
    }
    let whole = Command::Record(RecordCommand::Copy(place.clone(), None));
    let mut choices = vec![Choice::new(
        "",
        "a new stage, a copy of this one",
        "",
        whole,
    )];
    let others = session.definition.stages.iter();
    for stage in others.filter(|s| s.is_computed() && s.id != place.id) {
        let to = Place::new(Kind::Stage, stage.id.clone());
        let note = if stage.rule.is_some() {
            "replaces its rule"
        } else {
            ""
        };
        let run = Command::Record(RecordCommand::CopyRule(place.clone(), to));
        choices.push(Choice::new(stage.id.as_str(), &stage.name, note, run));
    }
    let title = format!("Copy the rule of {} to", session.title_of(place));
    let pick = Pick::one(title, choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Gives a stage the rule of another one.
pub(crate) fn copy_rule(state: &mut State, from: &Place, to: &Place) -> Vec<Effect> {
    let session = state.session();
    if let Some(why) = refusal(session, from).or_else(|| refusal(session, to)) {
        return state.warn(why);
    }
    let rule = rule_parts::rule_at(session, from);
    if rule.reached.as_ref() == Some(&to.id) {
        let to = session.title_of(to);
        return state.warn(format!(
            "The rule asks that a lead has reached {to}: it can't be the rule of {to} itself"
        ));
    }
    let (from, title) = (session.title_of(from), session.title_of(to));
    let effects = state.edit(Edit::Several {
        label: format!("copy the rule of {from} to {title}"),
        edits: vec![Edit::set_rule(to, &rule)],
    });
    if !effects.is_empty() {
        state.cursor_mut().selected = Some(RowTarget::Record(to.clone()));
        let text = format!("{title} now has the rule of {from}; u takes it back");
        state.notify(NoticeLevel::Info, text);
    }
    effects
}
