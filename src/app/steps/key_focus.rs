//! What a key acts on.

use crate::app::input::row::{Row, RowTarget};

static NOTHING: RowTarget = RowTarget::Nothing;

/// The rows that a key acts on, built once for it and handed to all that take part in it. It is as
/// of the moment the key was pressed, and says nothing about the rows after a change.
#[derive(Clone, Debug, Default)]
pub struct KeyFocus {
    /// The row acted on: the selected one of the pane with the focus, or of an open form.
    pub row: Option<Row>,
    /// The selected row of the list, whichever pane has the focus.
    pub list_row: Option<Row>,
    /// The selected target in the detail pane, if that has the focus and the row is one of
    /// something. It stays selected when an edit moves the rows.
    pub detail_target: Option<RowTarget>,
}

impl KeyFocus {
    /// The same with another row acted on, as in a form over the panes.
    #[must_use]
    pub fn on_row(self, row: Row) -> Self {
        Self {
            row: Some(row),
            ..self
        }
    }

    /// Returns what the row acted on stands for.
    pub fn target(&self) -> &RowTarget {
        self.row.as_ref().map_or(&NOTHING, |row| &row.target)
    }

    /// Returns what the selected row of the list stands for.
    pub fn list_target(&self) -> &RowTarget {
        self.list_row.as_ref().map_or(&NOTHING, |row| &row.target)
    }
}
