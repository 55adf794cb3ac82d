//! What a page says: notes, plots and tables.

use std::borrow::Cow;

use serde::Serialize;

use super::cell::Cell;
use super::plot::Plot;
use crate::model::{Condition, Place, Reference};

/// What a page says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Section {
    /// The page's id.
    pub id: &'static str,
    /// Its title.
    pub title: String,
    /// What must be known to read it, as sentences.
    pub notes: Vec<String>,
    /// Plots, in the order in which they are drawn, above the tables.
    #[serde(skip)]
    pub plots: Vec<Plot>,
    /// Tables.
    pub tables: Vec<FigureTable>,
}

/// A table of figures.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FigureTable {
    /// Names it in JSON, such as `fields`, or the id of what it is about.
    pub id: Cow<'static, str>,
    /// Its heading.
    pub title: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<FigureRow>,
}

/// A row of a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct FigureRow {
    /// Its cells.
    pub cells: Vec<Cell>,
    /// What it is about, if something can be done with it.
    #[serde(skip)]
    pub subject: Option<RowSubject>,
    /// Whether it stands out: a sure difference, the present threshold.
    #[serde(rename = "stands_out", skip_serializing_if = "std::ops::Not::not")]
    pub stands_out: bool,
}

/// What can be done with a row of a table.
#[derive(Clone, Debug, PartialEq)]
pub enum RowSubject {
    /// A criterion can be made of it, with this label and condition.
    NewCriterion(String, Box<Condition>),
    /// These points are suggested for an answer.
    SuggestedPoints(Reference, i64),
    /// It is about an answer of the model.
    Answer(Reference),
    /// It is about a recorded lead, by its index in the file.
    Lead(usize),
    /// It is about a total that may be tried as threshold.
    Threshold(i64),
    /// It is about a field of the session, to be filled in.
    Field(Place, &'static str),
    /// So many qualified leads are needed in this period, and can be made targets.
    NeededLeads(u64),
    /// A field of the session can be set to this text.
    SetField(Place, &'static str, String),
}

impl Section {
    /// Creates a section without content.
    pub fn new(id: &'static str, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            ..Self::default()
        }
    }

    /// Adds a sentence.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Returns the rows of all tables, in order.
    pub fn rows(&self) -> impl Iterator<Item = &FigureRow> {
        self.tables.iter().flat_map(|table| &table.rows)
    }
}

impl FigureTable {
    /// Creates a table without rows.
    pub fn new(
        id: impl Into<Cow<'static, str>>,
        title: impl Into<String>,
        columns: &[&str],
    ) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            columns: columns.iter().map(|c| (*c).to_owned()).collect(),
            rows: Vec::new(),
        }
    }

    /// Adds a row.
    pub fn push(&mut self, cells: impl IntoIterator<Item = Cell>) {
        self.rows.push(FigureRow::new(cells));
    }
}

impl FigureRow {
    /// Creates a row about nothing in particular.
    pub fn new(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            cells: cells.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Returns its name: the texts it begins with, such as criterion and answer.
    pub fn name(&self) -> String {
        let texts = self.cells.iter().take_while(|cell| !cell.is_number());
        texts.map(Cell::written).collect::<Vec<_>>().join(", ")
    }

    /// Says what it is about.
    #[must_use]
    pub fn about(mut self, subject: RowSubject) -> Self {
        self.subject = Some(subject);
        self
    }
}
