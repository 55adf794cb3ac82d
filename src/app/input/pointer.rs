//! What the mouse does, and to what. The screens say what lies where while they draw; the terminal
//! looks up what is under the pointer, so nothing here knows columns and rows.

use crate::app::input::key::Key;
use crate::model::Id;

/// Lines by which the wheel scrolls at a time.
pub const WHEEL_LINES: usize = 3;

/// Whether the workbench takes the mouse, or leaves it to the terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MouseUse {
    /// Clicks and the wheel act on the workbench.
    #[default]
    Workbench,
    /// The terminal selects text as usual.
    Terminal,
}

/// Part of the screen that scrolls by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewArea {
    /// The list on the left.
    List,
    /// The detail pane.
    Detail,
    /// The rows of the top dialog.
    Dialog,
}

/// How far an area is scrolled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ShownView {
    /// The first line shown.
    pub first: usize,
    /// The first line shown once it is scrolled to its end.
    pub last: usize,
}

/// What is under the pointer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PointerTarget {
    /// A row, by its index in its list or form.
    Row(ViewArea, usize, ShownView),
    /// The rest of an area of rows.
    View(ViewArea, ShownView),
    /// A dialog outside its rows, or one that scrolls by keys.
    Dialog,
    /// A step in the header.
    Step(u8),
    /// A key that is named on the screen.
    Key(Key),
    /// A cell in the picture of personas and segments.
    GridCell(Id, Id),
}

/// What the mouse does. Motion means nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The left button is pressed.
    Click,
    /// The wheel turns up.
    WheelUp,
    /// The wheel turns down.
    WheelDown,
}
