//! The table of formats: a new one is a row here, and a file with its `render`.

use super::{ExportError, ExportSource, estimate_sheet, json, markdown};

/// A format of documents.
pub struct Format {
    /// Its name on the command line.
    pub name: &'static str,
    /// The file extension.
    pub extension: &'static str,
    /// One line of help.
    pub help: &'static str,
    /// Renders the document.
    pub render: fn(&ExportSource) -> Result<String, ExportError>,
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format {
        name: "markdown",
        extension: "md",
        help: "glossary, journeys, scoring model and process map, for people",
        render: markdown::render,
    },
    Format {
        name: "json",
        extension: "json",
        help: "the whole definition with its version and digest, for programs",
        render: json::render,
    },
    Format {
        name: "ballot",
        extension: "md",
        help: "the sheet for blind estimates, to be printed",
        render: estimate_sheet::render,
    },
];

/// Returns the format with a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
