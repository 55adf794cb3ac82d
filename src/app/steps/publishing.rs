//! A publication under way: `host` works it out beside the screen.
//!
//! Until it is over or stopped, nothing that would be published can be changed, so that what is
//! published is exactly what was confirmed. Time taken and visits to steps are recorded as ever.

use crate::app::state::message::Effect;
use crate::app::state::publishing::Publishing;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::model::Version;

/// Notes that a publication has begun.
pub(crate) fn begin(state: &mut State, number: Option<Version>) {
    state.publishing = Some(Publishing { number });
    state.notice = None;
}

/// Notes that a publication was stopped in time.
pub(crate) fn stopped(state: &mut State) {
    state.publishing = None;
    state.notify(NoticeLevel::Info, "Stopped: nothing was published");
}

/// Stops a publication under way; `None` if there is none.
pub(crate) fn stop(state: &State) -> Option<Vec<Effect>> {
    state.publishing.map(|_| vec![Effect::StopPublishing])
}

/// Says that a publication is under way, if one is, and returns whether it is.
pub fn refuse_meanwhile(state: &mut State) -> bool {
    let Some(publishing) = state.publishing else {
        return false;
    };
    state.notify(NoticeLevel::Warn, publishing.refusal());
    true
}
