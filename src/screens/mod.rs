//! Drawing: the frame, the panes, the strip, dialogs and pictures. What the steps list is in
//! `app/steps`.
//!
//! ```text
//!   +--------------------------------------------+
//!   | title, rail of steps                       |   frame
//!   +--------------------+-----------------------+
//!   | picture (timeline, pipeline, grid)         |   a file each, if the step has one
//!   +--------------------+-----------------------+
//!   | list               | detail                |   panes
//!   +--------------------+-----------------------+
//!   | strip: what the model says of the leads    |   strip
//!   | message, keys                              |   frame
//!   +--------------------------------------------+
//!      dialogs on top of it                          dialogs
//! ```
//!
//! [`draw`] only reads the state, and builds the rows of the step once for all of them
//! ([`StepRows`]).

mod ballot;
mod card_text;
mod card_votes;
mod checklist;
mod clock;
mod dialog_frame;
mod dialogs;
mod draft;
mod export_dialog;
mod findings;
mod frame;
mod hit_map;
mod home;
mod journey;
mod label_pairs;
mod mapping;
mod new_session;
mod own_words;
mod page;
mod page_table;
mod panes;
mod personas;
mod plots;
pub mod room_picture;
mod room_view;
#[cfg(test)]
mod rows_tests;
mod sheet;
mod spread;
mod stages;
mod strip;
mod variant_columns;
mod variants;
mod wall;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::selection::StepRows;
use crate::widgets::Theme;

pub use frame::{draw, draw_mapped};
pub use hit_map::HitMap;
pub use home::{BrokenSession, HomeRow, HomeView, draw_broken, draw_home, draw_home_mapped};
pub use new_session::draw_new_session;
pub use room_picture::{FILM_THEME, PICTURE_SIZE, RoomPicture, room_buffer, room_picture};
pub use room_view::{draw_card, draw_waiting};
pub use wall::draw_pictures;

/// A picture above the panes.
struct Picture {
    /// Height in rows, given that of the screen.
    height: fn(&State, u16) -> u16,
    /// Draws the picture.
    draw: fn(&StepRows, &mut Buffer, Rect, &Theme, &mut HitMap),
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
