//! Suggested points: taking one, pinning it, and limiting the number of criteria.

use std::collections::BTreeSet;

use crate::app::input::keymap::Action;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::document::{self, Edit};
use crate::evidence::history::{PageId, RowSubject};
use crate::model::{Id, Reference, Subject};

/// Takes the points suggested for an answer as an ordinary edit, or pins them: suggestions then
/// leave them as they are. Pinned ones are let go.
pub(super) fn use_suggestion(
    state: &mut State,
    action: Action,
    answer: &Reference,
    points: i64,
) -> Vec<Effect> {
    match action {
        Action::Add => pin(state, answer, points),
        _ => take(state, answer, points),
    }
}

fn take(state: &mut State, answer: &Reference, points: i64) -> Vec<Effect> {
    let session = state.session();
    let subject = Subject::answer(answer);
    let title = subject.title(session);
    let criterion = session.definition.criterion(answer.criterion.as_str());
    if points == 0 && criterion.is_some_and(|c| c.each_time().is_some()) {
        return state.refuse(format!(
            "{title} is never worth 0: delete the criterion on Points, or let it count once"
        ));
    }
    if subject.value(session).as_deref() == Some(points.to_string().as_str()) {
        return state.refuse(format!("{title} is worth {points} already"));
    }
    let text = document::points_text(session, &subject.place, "points", &points.to_string());
    let effects = state.edit(Edit::set(&subject.place, "points", text));
    if !effects.is_empty() {
        let text = format!("{title} is worth {points} now; u undoes it");
        state.notify(NoticeLevel::Info, text);
    }
    effects
}

fn pin(state: &mut State, answer: &Reference, points: i64) -> Vec<Effect> {
    let title = Subject::answer(answer).title(state.session());
    let pinned = &mut state.pages.settings.pinned;
    let text = if pinned.remove(answer).is_some() {
        format!("{title} isn't pinned any more")
    } else {
        pinned.insert(answer.clone(), points);
        format!("{title} is pinned to {points}")
    };
    state.refuse(text)
}

/// Allows suggestions fewer or more criteria, beginning at as many as the present ones use. As many
/// as there are is no limit.
pub(super) fn slide_criteria(state: &mut State, steps: i64) {
    let all = state.session().definition.criteria.len();
    let from = match state.pages.settings.most_criteria {
        Some(most) => most,
        // Without a limit there can't be more.
        None if steps > 0 => return,
        None => used_criteria(state),
    };
    let to = i64::try_from(from)
        .unwrap_or(i64::MAX)
        .saturating_add(steps);
    let to = usize::try_from(to).unwrap_or(0);
    if from > 0 && to > 0 {
        state.pages.settings.most_criteria = (to < all).then_some(to);
    }
}

/// The number of criteria to which the page on the screen gives points.
fn used_criteria(state: &State) -> usize {
    let section = state.pages.section(PageId::SuggestedPoints);
    let rows = section.into_iter().flat_map(|section| section.rows());
    let used: BTreeSet<Id> = rows
        .filter_map(|row| match &row.subject {
            Some(RowSubject::SuggestedPoints(answer, points)) if *points != 0 => {
                Some(answer.criterion.clone())
            }
            _ => None,
        })
        .collect();
    used.len()
}
