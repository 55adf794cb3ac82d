//! "Fades with time": turns a behaviour found by an event into the answers of a decay.

use crate::app::actions::each_time::focused_criterion;
use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::sentence;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::{Condition, CriterionKind, Fade, Session};

/// Asks for the points and days of the focused behaviour, beginning with the usual ones.
pub(crate) fn open_fade(state: &mut State) -> Vec<Effect> {
    let focus = state.focus();
    let Some(at) = focused_criterion(&focus) else {
        return state.refuse("Not here: what fades with time is a behaviour of step 6");
    };
    if let Some(refused) = secrecy::edit_refusal(state.session(), &at, "points") {
        return state.warn(sentence::sentence(&refused.0));
    }
    if let Err(why) = event_of(state.session(), &at) {
        return state.refuse(why);
    }
    let title = format!("{}: fades with time", state.session().title_of(&at));
    let hint = "Points, then the days up to which they count; each becomes an answer";
    let text = Fade::default().to_string();
    let entry = TextEntry::line(EntryCommand::Fade { at }, title, hint, &text);
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Returns the condition that finds a behaviour by an event, or why it can't fade.
fn event_of<'a>(session: &'a Session, at: &Place) -> Result<&'a Condition, &'static str> {
    let criterion = session.definition.criterion(at.id.as_str());
    let criterion = criterion.ok_or("The criterion is gone")?;
    if criterion.kind != CriterionKind::Behaviour {
        return Err("Only a behaviour fades with time: this is a fit criterion");
    }
    if !criterion.answers.is_empty() {
        return Err("It has answers already: give each its days, under Found by");
    }
    let when = criterion.when.as_ref().filter(|when| when.event.is_some());
    when.ok_or("Say first by which event it is found, under Found by (m shows it)")
}

/// Writes the answers, as one step of undo.
pub(crate) fn write_fade(state: &mut State, at: &Place, text: &str) -> Vec<Effect> {
    let fade: Fade = match text.parse() {
        Ok(fade) => fade,
        Err(why) => return state.warn(sentence::sentence(&why.to_string())),
    };
    let edit = match event_of(state.session(), at) {
        Ok(when) => fade_edit(state.session(), at, when, &fade),
        Err(why) => return state.refuse(why),
    };
    let effects = state.edit(edit);
    if !effects.is_empty() {
        let says = "It fades with time: the highest answer that holds counts; u takes it back";
        state.notify(NoticeLevel::Info, says);
    }
    effects
}

fn fade_edit(session: &Session, at: &Place, when: &Condition, fade: &Fade) -> Edit {
    let mut edits = vec![
        Edit::set(at, "combine", "highest"),
        Edit::set(at, "points", ""),
        Edit::set(at, "when", ""),
    ];
    let mut ids = session.fresh_ids(Kind::Answer, Some(&at.id));
    for (label, points, when) in fade.answers(when) {
        let when = serde_json::to_string(&when).expect("a condition is plain data");
        edits.push(Edit::Add {
            at: Place::part(Kind::Answer, at.id.clone(), ids.next(&label)),
            index: usize::MAX,
            name: label,
            fields: vec![("points".into(), points.to_string()), ("when".into(), when)],
        });
    }
    Edit::Several {
        label: format!("{}: fades with time", session.title_of(at)),
        edits,
    }
}
