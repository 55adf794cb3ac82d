//! The beginning of a revision: what is still open since the last version comes first.

use crate::app::input::row::RowTarget;
use crate::app::input::step::Step;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, Pane, State};
use crate::app::steps::carried_over::carried_over;
use crate::document::Edit;
use crate::model::Version;
use crate::model::record::Kind;
use crate::model::wording::{count_noun, join_list};

/// Begins the revision of a version, with what is still open since then.
pub(crate) fn begin_revision(state: &mut State, made: Version) -> Vec<Effect> {
    let mut effects = state.edit(Edit::Revise { made });
    let open = carried_over(state.session());
    if effects.is_empty() || open.is_empty() {
        return effects;
    }
    effects.extend(state.go_to_step(Step::Room));
    let cursor = state.cursor_mut();
    cursor.selected = open.first().cloned().map(RowTarget::Record);
    cursor.pane = Pane::List;
    let actions = open.iter().filter(|place| place.kind == Kind::ActionItem);
    let actions = actions.count();
    let counts = [
        (actions, "action"),
        (open.len() - actions, "parked thought"),
    ];
    let counts = counts.iter().filter(|(count, _)| *count > 0);
    let counts: Vec<String> = counts.map(|(n, noun)| count_noun(*n, noun)).collect();
    let text = format!("Still open since {made}: {}", join_list(&counts, "and"));
    state.notify(NoticeLevel::Info, text);
    effects
}
