//! Points once, or for each time the criterion's event happened.

use crate::app::input::row::RowTarget;
use crate::app::input::sentence;
use crate::app::secrecy;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::key_focus::KeyFocus;
use crate::document::Edit;
use crate::model::record::{Kind, Place};
use crate::model::{CriterionPoints, EachTime};

/// How many times count to begin with.
const USUAL_TIMES: i64 = 5;

/// Returns the criterion of the focused row, or the one whose details are shown.
pub(crate) fn focused_criterion(focus: &KeyFocus) -> Option<Place> {
    let targets = [focus.target(), focus.list_target()].into_iter();
    targets.into_iter().find_map(|target| match target {
        RowTarget::Record(place) | RowTarget::Field(place, _) if place.kind == Kind::Criterion => {
            Some(place.clone())
        }
        _ => None,
    })
}

/// Turns the points of the focused criterion into points for each time, or back.
pub(crate) fn toggle(state: &mut State) -> Vec<Effect> {
    let focus = state.focus();
    let Some(at) = focused_criterion(&focus) else {
        return state.refuse("Not here: points for each time belong to a criterion of step 6");
    };
    if let Some(refused) = secrecy::edit_refusal(state.session(), &at, "points") {
        return state.warn(sentence::sentence(&refused.0));
    }
    let Some(criterion) = state.session().definition.criterion(at.id.as_str()) else {
        return Vec::new();
    };
    if !criterion.answers.is_empty() {
        return state.refuse("It has answers, each with its own points");
    }
    let number = criterion.points.map_or(0, CriterionPoints::number);
    let (text, says) = if criterion.each_time().is_some() {
        (number.to_string(), "Counts once, however often it happened")
    } else {
        let each = if number == 0 { 1 } else { number };
        let up_to = each.saturating_mul(USUAL_TIMES);
        let points = CriterionPoints::Each(EachTime { each, up_to });
        let says = "Counts for each time now; Enter on Points changes both numbers";
        (points.to_string(), says)
    };
    let effects = state.edit_at(&focus, Edit::set(&at, "points", text));
    if !effects.is_empty() {
        state.notify(NoticeLevel::Info, says);
    }
    effects
}
