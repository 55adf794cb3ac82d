//! What each lead has, row by row, as a model sees it.

/// A matrix of small counts, mostly 0, stored row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Design {
    columns: usize,
    /// Where each row's entries begin, followed by their number.
    starts: Vec<usize>,
    /// The columns in which a row isn't 0, in order, and what it has there.
    entries: Vec<(u32, u8)>,
}

/// Some rows of a design, and which of all rows turned out well.
#[derive(Clone, Copy, Debug)]
pub struct Observations<'a> {
    /// What each row has.
    pub design: &'a Design,
    /// Whether each row of the design turned out well.
    pub outcome: &'a [bool],
    /// The rows that are looked at.
    pub rows: &'a [usize],
}

impl Design {
    /// Creates a design of so many rows from its columns, each with a value for every row.
    pub fn from_columns(rows: usize, columns: &[Vec<u8>]) -> Self {
        let mut design = Self {
            columns: columns.len(),
            starts: vec![0],
            entries: Vec::new(),
        };
        for row in 0..rows {
            for (at, column) in (0..).zip(columns) {
                if column[row] > 0 {
                    design.entries.push((at, column[row]));
                }
            }
            design.starts.push(design.entries.len());
        }
        design
    }

    /// Returns the number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// Yields the columns in which a row isn't 0, in order, and what it has there.
    pub fn row(&self, row: usize) -> impl Iterator<Item = (usize, u8)> + Clone {
        let entries = &self.entries[self.starts[row]..self.starts[row + 1]];
        entries
            .iter()
            .map(|(column, times)| (*column as usize, *times))
    }
}

impl<'a> Observations<'a> {
    /// Yields each row that is looked at, and whether it turned out well.
    pub fn iter(self) -> impl Iterator<Item = (usize, bool)> + 'a {
        self.rows.iter().map(move |row| (*row, self.outcome[*row]))
    }

    /// Returns the share of the rows that turned out well, kept off 0 and 1 by half a row.
    pub(super) fn base_rate(self) -> f64 {
        let well = self.iter().filter(|(_, well)| *well).count();
        (well as f64 + 0.5) / (self.rows.len() as f64 + 1.0)
    }
}
