//! A document shown before it is written: which, of what, where to, and what it holds.

use crate::app::dialogs::reading;
use crate::app::input::export_command::{ExportOf, ExportRequest};
use crate::model::EXPORTS;

/// Rows above the preview: format, definition, file and a line between.
pub const HEAD_ROWS: u16 = 4;

/// A rendered document, as far as the dialog shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportPreview {
    /// The name of its file, or of its folder.
    pub name: String,
    /// What it holds, as lines.
    pub lines: Vec<String>,
    /// Its size in bytes, of all its files.
    pub bytes: usize,
}

/// A document before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportDialog {
    /// The document.
    pub request: ExportRequest,
    /// What it can be of: the draft, then the versions, the newest first.
    pub choices: Vec<ExportOf>,
    /// The path typed, if one was.
    pub typed_path: Option<String>,
    /// The document, or why it can't be rendered; `None` until it is there.
    pub preview: Option<Result<ExportPreview, String>>,
    /// Rows of the preview above those shown.
    pub top: usize,
}

impl ExportDialog {
    /// Creates a dialog that waits for its preview.
    pub fn new(request: ExportRequest, choices: Vec<ExportOf>) -> Self {
        Self {
            request,
            choices,
            typed_path: None,
            preview: None,
            top: 0,
        }
    }

    /// Returns where the document goes: as typed, else in `exports/`; blank while its name is not
    /// known.
    pub fn path(&self) -> String {
        match (&self.typed_path, &self.preview) {
            (Some(path), _) => path.clone(),
            (None, Some(Ok(preview))) => format!("{EXPORTS}/{}", preview.name),
            (None, _) => String::new(),
        }
    }

    /// Returns the lines of the preview, wrapped to this many columns.
    pub fn lines(&self, columns: u16) -> Vec<String> {
        let text = match &self.preview {
            None => "Rendering ...".to_owned(),
            Some(Err(why)) => format!("It can't be rendered: {why}"),
            Some(Ok(preview)) => preview.lines.join("\n"),
        };
        reading::text_lines(&text, columns)
    }

    /// Returns how many rows are above the first one shown at the end of the preview.
    pub fn last_top(&self, screen: (u16, u16)) -> usize {
        let (columns, rows) = reading::inside(reading::text_size(screen));
        let rows = rows.saturating_sub(usize::from(HEAD_ROWS));
        self.lines(columns).len().saturating_sub(rows)
    }

    /// Turns to the next of its choices, or the one before; nothing beyond the ends. Returns whether
    /// it is another now.
    pub fn turn(&mut self, forward: bool) -> bool {
        let at = self.choices.iter().position(|of| *of == self.request.of);
        let to = match (at, forward) {
            (Some(at), true) => at + 1,
            (Some(at), false) => at.wrapping_sub(1),
            (None, _) => 0,
        };
        self.choose(to)
    }

    /// Turns to the choice of this index, if there is one. Returns whether it is another now.
    pub fn choose(&mut self, index: usize) -> bool {
        match self.choices.get(index) {
            Some(of) if *of != self.request.of => {
                self.request.of = *of;
                (self.preview, self.top) = (None, 0);
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Version;

    #[test]
    fn it_turns_between_the_draft_and_the_versions_and_keeps_a_typed_path() {
        let version = ExportOf::Version(Version::FIRST);
        let request = ExportRequest {
            format: "html".into(),
            of: ExportOf::Draft,
        };
        let mut dialog = ExportDialog::new(request, vec![ExportOf::Draft, version]);
        assert_eq!(dialog.path(), "");
        dialog.preview = Some(Ok(ExportPreview {
            name: "handbook-draft.html".into(),
            lines: Vec::new(),
            bytes: 0,
        }));
        assert_eq!(dialog.path(), "exports/handbook-draft.html");
        assert!(!dialog.turn(false), "the draft is the first");
        assert!(dialog.turn(true));
        assert_eq!(
            (dialog.request.of, dialog.preview.as_ref()),
            (version, None)
        );
        assert!(!dialog.turn(true), "there is one version");
        dialog.typed_path = Some("elsewhere.html".into());
        assert!(dialog.turn(false));
        assert_eq!(dialog.path(), "elsewhere.html");
    }
}
