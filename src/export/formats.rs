//! The table of formats: a new one is a row here, and a file with its `render`.

use super::{
    Document, ExportError, ExportSource, board_sheet, csv_folder, estimate_sheet, handbook, json,
    markdown_text, targets, warehouse, workbook,
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
    pub shows_leads: ShowsLeads,
    /// Whether it asks where a warehouse keeps the leads ([`ExportSource::warehouse`]).
    pub asks_warehouse: bool,
    /// Renders the document.
    pub render: fn(&ExportSource) -> Result<Document, ExportError>,
}

/// Whether a format shows figures of the recorded leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShowsLeads {
    /// It shows none.
    No,
    /// It goes without them if the lists can't be read.
    IfReadable,
    /// They are what it is for: lists that can't be read are a failure.
    Yes,
}

/// All formats.
pub const FORMATS: &[Format] = &[
    Format {
        name: "markdown",
        extension: "md",
        help: "glossary, scoring model and process map as text",
        shows_leads: ShowsLeads::No,
        asks_warehouse: false,
        render: |source| markdown_text(source).map(Document::from),
    },
    Format {
        name: "json",
        extension: "json",
        help: "the whole definition, for programs",
        shows_leads: ShowsLeads::No,
        asks_warehouse: false,
        render: |source| json::render(source).map(Document::from),
    },
    Format {
        name: "html",
        extension: "html",
        help: "the handbook: to read, print, sign and check leads",
        shows_leads: ShowsLeads::IfReadable,
        asks_warehouse: false,
        render: |source| handbook::render(source).map(Document::from),
    },
    Format {
        name: "xlsx",
        extension: "xlsx",
        help: "a workbook with all tables and a score calculator",
        shows_leads: ShowsLeads::No,
        asks_warehouse: false,
        render: workbook::render,
    },
    Format {
        name: "csv",
        extension: "csv",
        help: "a folder with the sheets of the workbook, a file each",
        shows_leads: ShowsLeads::No,
        asks_warehouse: false,
        render: csv_folder::render,
    },
    Format {
        name: "ballot",
        extension: "md",
        help: "the sheet for blind estimates, to be printed",
        shows_leads: ShowsLeads::No,
        asks_warehouse: false,
        render: |source| estimate_sheet::render(source).map(Document::from),
    },
    Format {
        name: "board",
        extension: "md",
        help: "the sheet for the customer advisory board, to be printed",
        shows_leads: ShowsLeads::No,
        asks_warehouse: false,
        render: |source| board_sheet::render(source).map(Document::from),
    },
    Format {
        name: "targets",
        extension: "csv",
        help: "targets and what recorded leads came to, as CSV",
        shows_leads: ShowsLeads::Yes,
        asks_warehouse: false,
        render: |source| {
            targets::render(source).map(|text| Document {
                notices: targets::notices(source),
                ..Document::from(text)
            })
        },
    },
    Format {
        name: "golden",
        extension: "csv",
        help: "leads with the verdicts that any system must give",
        shows_leads: ShowsLeads::No,
        asks_warehouse: false,
        render: warehouse::golden_folder,
    },
    Format {
        name: "dbt",
        extension: "sql",
        help: "a dbt project that scores leads and tests itself",
        shows_leads: ShowsLeads::No,
        asks_warehouse: true,
        render: warehouse::dbt_project,
    },
    Format {
        name: "sql",
        extension: "sql",
        help: "one query that scores the leads of a warehouse",
        shows_leads: ShowsLeads::No,
        asks_warehouse: true,
        render: warehouse::render,
    },
];

/// Returns the format with a name, or a sentence that lists those there are.
///
/// # Errors
///
/// If there is none.
pub fn format_or_refusal(name: &str) -> Result<&'static Format, String> {
    format(name).ok_or_else(|| format!("there is no such format; there are {}", format_names()))
}

/// Returns the names of all formats, separated by commas.
pub fn format_names() -> String {
    let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
    names.join(", ")
}

/// Returns the format with a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}
