//! Which part of a list or form is on the screen, and where its rows are.

use ratatui::layout::Rect;

/// What a list or form is to show: the part around its selected row or, once somebody has scrolled
/// it, the part that begins with a given line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct View {
    /// Index of the selected row.
    pub selected: Option<usize>,
    /// The first line shown, whether or not the selected row is in sight then.
    pub scroll: Option<usize>,
}

impl View {
    /// The same part, from this line on.
    #[must_use]
    pub fn scrolled(self, scroll: Option<usize>) -> Self {
        Self { scroll, ..self }
    }
}

impl From<Option<usize>> for View {
    fn from(selected: Option<usize>) -> Self {
        Self {
            selected,
            scroll: None,
        }
    }
}

/// The rows of a list or form that are on the screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShownRows {
    /// The area of the list, with what it leaves free.
    pub area: Rect,
    /// The first line shown.
    pub first: usize,
    /// The first line shown once it is scrolled to its end.
    pub last_first: usize,
    /// Index and area of each row.
    pub rows: Vec<(usize, Rect)>,
}

impl ShownRows {
    /// Takes other rows for those shown; a row without one, such as a heading, is left out.
    #[must_use]
    pub fn indexed(mut self, index: impl Fn(usize) -> Option<usize>) -> Self {
        let rows = self.rows.into_iter();
        self.rows = rows
            .filter_map(|(row, area)| Some((index(row)?, area)))
            .collect();
        self
    }
}
