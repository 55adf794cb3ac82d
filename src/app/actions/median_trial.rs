//! What either side's median of the selected line of the sheet would do: asked here, worked out
//! beside the screen.

use crate::app::dialogs::dialog::Dialog;
use crate::app::dialogs::sheet_box::shown_lines;
use crate::app::secrecy;
use crate::app::state::median_trial::{MedianEffect, MedianQuestion, MedianTrial, TriedMedian};
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::document::set_value_edit;
use crate::model::{BallotMethod, Session, Side, Spread, Subject};

/// Asks what the medians on the screen would do, unless that was the last question.
pub fn ask_medians(state: &mut State) -> Option<Effect> {
    let question = question_on_screen(state)?;
    let asked = state.room_view.medians.as_ref();
    if asked.is_some_and(|asked| asked.question == question) {
        return None;
    }
    state.room_view.medians = Some(MedianTrial {
        question: question.clone(),
        effects: None,
    });
    Some(Effect::TryMedians(Box::new(question)))
}

/// Takes an answer; one to an earlier question is dropped.
pub fn medians_tried(state: &mut State, question: &MedianQuestion, effects: Vec<MedianEffect>) {
    if let Some(asked) = &mut state.room_view.medians
        && asked.question == *question
    {
        asked.effects = Some(effects);
    }
}

/// Returns the medians of the selected line, where its votes are shown and there are leads with
/// names.
fn question_on_screen(state: &State) -> Option<MedianQuestion> {
    let sheet = state.dialogs.iter().rev().find_map(|dialog| match dialog {
        Dialog::Sheet(sheet) => Some(sheet),
        _ => None,
    })?;
    let session = state.session();
    let is_of_points = sheet.method == BallotMethod::Points && sheet.is_shown(session);
    if !is_of_points || secrecy::hides_figures(session) {
        return None;
    }
    let outlook = state.outlook.as_ref();
    let outlook = outlook.filter(|outlook| outlook.has_named_leads())?;
    let lines = shown_lines(session, sheet.method);
    let line = lines.get(sheet.cursor.min(lines.len().saturating_sub(1)))?;
    let spread = line.spread.as_ref()?;
    Some(MedianQuestion {
        outlook: outlook.clone(),
        medians: medians(session, &line.subject, spread),
        subject: line.subject.clone(),
    })
}

/// The medians of Sales and Marketing, each with the definition in which it is taken.
fn medians(session: &Session, subject: &Subject, spread: &Spread) -> Vec<TriedMedian> {
    let sides = [Side::Sales, Side::Marketing].into_iter();
    let medians = sides.filter_map(|side| Some((side, spread.side(side)?.median.rounded())));
    let tried = |(side, value): (Side, i64)| {
        let edit = set_value_edit(session, subject, &value.to_string());
        let taken = edit.and_then(|edit| edit.applied_to(session).ok());
        TriedMedian {
            side,
            value,
            definition: taken.map(|taken| taken.definition),
        }
    };
    medians.map(tried).collect()
}
