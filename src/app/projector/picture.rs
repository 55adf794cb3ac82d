//! A picture of what the room sees now, asked for with one key.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::app::projector::card::RoomCard;
use crate::app::projector::redaction::Redaction;
use crate::app::projector::room_card::room_card;
use crate::app::state::message::Effect;
use crate::app::state::workbench::State;
use crate::model::Id;

/// Asks for a picture, or says why there is none.
pub(crate) fn take_picture(state: &mut State) -> Vec<Effect> {
    if let Some(why) = &state.read_only {
        let text = format!("No picture is written here: {why}");
        return state.warn(text);
    }
    if state.recovery_question.is_some() {
        return state.warn("No picture is written before what was found on opening is answered");
    }
    vec![Effect::TakePicture]
}

/// Says where the picture is, or why there is none.
pub(crate) fn picture_taken(state: &mut State, outcome: Result<String, String>) -> Vec<Effect> {
    match outcome {
        Ok(path) => state.refuse(format!("The picture is {path}, and .txt beside it")),
        Err(why) => state.fail(why),
    }
}

/// Returns the room card without anybody's name or any recorded lead's id.
pub fn picture_card(state: &State) -> RoomCard {
    let mut card = room_card(state);
    Redaction::of(state).redact(&mut card);
    card
}

/// Returns what a picture of the card is called, without ending: local day and time, the step, and
/// what is selected there, as in `2026-11-30-1405-points-demo`.
pub fn picture_name(state: &State, card: &RoomCard) -> String {
    let step = state.step.word();
    let title = Id::fresh(&card.title, &step, |_| false);
    let time = written_time(state.now, &state.time_zone);
    if title.as_str() == step {
        format!("{time}-{step}")
    } else {
        format!("{time}-{step}-{title}")
    }
}

fn written_time(at: Timestamp, zone: &TimeZone) -> String {
    let local = at.to_zoned(zone.clone());
    local.strftime("%Y-%m-%d-%H%M").to_string()
}
