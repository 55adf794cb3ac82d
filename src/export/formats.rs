//! The table of formats: a new one is a row here, and a file with its `render`.

use super::{
    Document, ExportError, ExportSource, board_sheet, estimate_sheet, handbook, json,
    markdown_text, targets, warehouse,
};

/// A format of documents.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file extension.
    pub extension: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Whether it shows figures of the recorded leads, where a session has them.
    pub shows_leads: bool,
    /// Whether it asks where a warehouse keeps the leads ([`ExportSource::warehouse`]).
    pub asks_warehouse: bool,
    /// Renders the document.
    pub render: fn(&ExportSource) -> Result<Document, ExportError>,
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format {
        name: "markdown",
        extension: "md",
        help: "glossary, journeys, scoring model and process map, for people",
        shows_leads: false,
        asks_warehouse: false,
        render: |source| markdown_text(source).map(Document::from),
    },
    Format {
        name: "json",
        extension: "json",
        help: "the whole definition with its version and digest, for programs",
        shows_leads: false,
        asks_warehouse: false,
        render: |source| json::render(source).map(Document::from),
    },
    Format {
        name: "html",
        extension: "html",
        help: "the handbook: one page to read, print and sign, with a lead checker",
        shows_leads: false,
        asks_warehouse: false,
        render: |source| handbook::render(source).map(Document::from),
    },
    Format {
        name: "ballot",
        extension: "md",
        help: "the sheet for blind estimates, to be printed",
        shows_leads: false,
        asks_warehouse: false,
        render: |source| estimate_sheet::render(source).map(Document::from),
    },
    Format {
        name: "board",
        extension: "md",
        help: "the sheet for the customer advisory board, to be printed",
        shows_leads: false,
        asks_warehouse: false,
        render: |source| board_sheet::render(source).map(Document::from),
    },
    Format {
        name: "targets",
        extension: "csv",
        help: "the targets with what the recorded leads came to, as CSV",
        shows_leads: true,
        asks_warehouse: false,
        render: |source| targets::render(source).map(Document::from),
    },
    Format {
        name: "sql",
        extension: "sql",
        help: "one query that scores the leads of a warehouse, as `accord score` does",
        shows_leads: false,
        asks_warehouse: true,
        render: warehouse::render,
    },
];

/// Returns the format with a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
