//! The widgets: fields, lists, tables, dialogs, charts and the theme.
//!
//! Widgets only draw. They keep no state: everything comes in by reference, and the same arguments
//! always give the same cells. They depend on ratatui alone, not on the model, keys or terminal.
//! `screens` and `terminal` call them.
//!
//! Two rules hold throughout:
//! - all text passes through [`text::clean`] before it reaches a cell, so that a name from a file
//!   can't move the cursor or reverse the line;
//! - any [`Rect`](ratatui::layout::Rect) is fine, down to 0x0: what doesn't fit is left out.
//!
//! Functions take `(buf, area, theme, ...)`, or `(frame, area, theme, ...)` if they place the
//! terminal's cursor.

pub mod ansi;
pub mod ascii;
pub mod big_text;
pub mod cell_runs;
pub mod chart;
mod chart_band;
pub mod colour_depth;
pub mod dialog;
mod focus;
pub mod footer;
pub mod form;
pub mod header;
pub mod input;
mod letters;
pub mod list;
mod palette;
pub mod panel;
pub mod paper;
pub mod pipeline;
pub mod rgb;
mod score_axis;
mod score_columns;
mod score_scale;
pub mod scroll;
pub mod svg;
pub mod table;
pub mod text;
pub mod text_area;
pub mod theme;
pub mod theme_name;
pub mod timeline;
pub mod toast;
pub mod too_small;
mod view;

pub use focus::Focus;
pub use theme::Theme;
pub use theme_name::ThemeName;
pub use view::{ShownRows, View};

#[cfg(test)]
pub(crate) mod testing;
