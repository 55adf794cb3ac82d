//! The widgets: fields, lists, tables, dialogs, charts and the theme.
//!
//! This room only draws. State comes in by reference, nothing is remembered between two drawings
//! but what the caller keeps; the same arguments always give the same cells. It knows ratatui
//! alone: no model, no keys, no terminal. `screens` and `terminal` call it.
//!
//! Two habits hold throughout:
//! - any text passes through [`text::clean`] before it reaches a cell, so that a name from a file
//!   can't move the cursor or turn the line around;
//! - any [`Rect`](ratatui::layout::Rect) is fine, down to 0x0: what doesn't fit is left out.
//!
//! Functions take `(buf, area, theme, ...)`, or `(frame, area, theme, ...)` where the terminal's
//! cursor must be placed.

pub mod ascii;
pub mod big_text;
pub mod chart;
pub mod dialog;
pub mod footer;
pub mod form;
pub mod header;
pub mod input;
pub mod list;
pub mod panel;
pub mod pipeline;
pub mod scroll;
pub mod table;
pub mod text;
pub mod text_area;
pub mod theme;
pub mod timeline;
pub mod toast;
pub mod too_small;

pub use theme::{Theme, ThemeName};

#[cfg(test)]
mod testing;
