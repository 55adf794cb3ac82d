//! The nine steps, one file each, and the drawing they share.
//!
//! ```text
//!   +--------------------------------------------+
//!   | title, rail of steps                       |   frame
//!   +--------------------+-----------------------+
//!   | picture (timeline, pipeline, grid)         |   the step's file, if it has one
//!   +--------------------+-----------------------+
//!   | list               | detail                |   panes
//!   +--------------------+-----------------------+
//!   | strip: what the model says of the leads    |   strip
//!   | message, keys                              |   frame
//!   +--------------------------------------------+
//!      dialogs on top of it                          dialogs
//! ```
//!
//! [`ALL`] is the table of steps `app` runs; a new step is a file and a line in it. [`draw`] only
//! reads the state.

mod agenda;
mod ballot;
mod dialogs;
mod evidence;
mod findings;
mod frame;
mod home;
mod journey;
mod lead_rows;
mod own_words;
mod panes;
mod parked;
mod personas;
mod points;
mod possible_leads;
mod preview;
mod publish;
mod publish_rows;
mod revision_rows;
mod room;
mod room_view;
mod rules;
mod secret_rows;
mod sheet;
mod spread;
mod stages;
mod strip;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{Screen, State, Step, StepProgress};
use crate::widgets::Theme;

pub use frame::draw;
pub use home::{BrokenSession, HomeRow, HomeView, draw_broken, draw_home};
pub use room_view::{draw_card, draw_waiting};

/// Every step, in order.
pub static ALL: [&dyn Screen; 9] = [
    &room::RoomScreen,
    &evidence::EvidenceScreen,
    &personas::PersonasScreen,
    &journey::JourneyScreen,
    &stages::StagesScreen,
    &points::PointsScreen,
    &rules::RulesScreen,
    &preview::PreviewScreen,
    &publish::PublishScreen,
];

/// A picture above the panes.
struct Picture {
    /// Height in rows, given that of the screen.
    height: fn(&State, u16) -> u16,
    /// Draws the picture.
    draw: fn(&State, &mut Buffer, Rect, &Theme),
}

/// Returns the step's picture, if it has one.
fn picture(step: Step) -> Option<Picture> {
    match step {
        Step::Personas => Some(Picture {
            height: personas::height,
            draw: personas::draw,
        }),
        Step::Journey => Some(Picture {
            height: journey::height,
            draw: journey::draw,
        }),
        Step::Stages => Some(Picture {
            height: stages::height,
            draw: stages::draw,
        }),
        _ => None,
    }
}

/// Returns a step's progress: to do until it is visited, flagged if it contains an error.
pub fn step_progress(state: &State, step: Step) -> StepProgress {
    let session = state.session();
    if !session.workshop.visited.contains(&step.word()) {
        return StepProgress::ToDo;
    }
    let flagged = state.findings.iter().any(|f| {
        f.severity != crate::check::Severity::Note && crate::app::finding_target(f).step == step
    });
    let (disputed, open) = crate::app::agreement::step_disputes(state, step);
    if flagged || disputed {
        StepProgress::Flagged
    } else if !open && ALL[usize::from(step.number() - 1)].is_done(session) {
        StepProgress::Done
    } else {
        StepProgress::Open
    }
}
