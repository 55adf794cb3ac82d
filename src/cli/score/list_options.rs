//! Options that say how the lists are written and what the columns of events are for.

use crate::model::Delimiter;
use crate::records::ReadOptions;

/// How the lists are written.
#[derive(clap::Args)]
pub(super) struct ListOptions {
    /// The encoding, if the detected one is wrong: utf-8, windows-1252 ...
    #[arg(long)]
    encoding: Option<String>,
    /// What separates the fields, if the detected one is wrong: `,`, `;`, `tab` or `|`
    #[arg(long, value_name = "D", value_parser = parse_delimiter)]
    delimiter: Option<Delimiter>,
    /// The column of the events with the lead's id
    #[arg(long, value_name = "COLUMN")]
    event_id: Option<String>,
    /// The column of the events that says what happened
    #[arg(long, value_name = "COLUMN")]
    event_name: Option<String>,
    /// The column of the events that says when
    #[arg(long, value_name = "COLUMN")]
    event_time: Option<String>,
}

impl ListOptions {
    /// Overrides what a session says.
    pub fn apply_to(&self, options: &mut ReadOptions) {
        let columns = &mut options.events;
        for (own, there) in [
            (&self.encoding, &mut options.encoding),
            (&self.event_id, &mut columns.id),
            (&self.event_name, &mut columns.event),
            (&self.event_time, &mut columns.at),
        ] {
            if own.is_some() {
                there.clone_from(own);
            }
        }
        options.delimiter = self.delimiter.or(options.delimiter);
    }
}

fn parse_delimiter(text: &str) -> Result<Delimiter, String> {
    let word = match text {
        "\t" | "\\t" => "tab",
        "comma" => ",",
        "semicolon" => ";",
        "pipe" => "|",
        other => other,
    };
    Delimiter::from_word(word).ok_or_else(|| "write `,`, `;`, `tab` or `|`, in quotes".into())
}
