//! The clock in the header.

use ratatui::style::Style;

use crate::app::state::clock::Urgency;
use crate::app::state::workbench::State;
use crate::app::steps::clock_face;
use crate::widgets::Theme;

/// Returns the clock for the header: time left, and how far ahead or behind the agenda is.
pub fn clock_text(state: &State, theme: &Theme) -> Option<(String, Style)> {
    let face = clock_face::face(state)?;
    let style = match face.urgency {
        Urgency::None => theme.heading,
        Urgency::Soon => theme.warn,
        Urgency::Last | Urgency::Over => theme.bad,
    };
    Some((format!("{}  {} ", face.text(), face.agenda_text()), style))
}
