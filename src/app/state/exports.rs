//! What became of a document that was to be written.

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExportResult {
    /// It was written.
    Written {
        /// Where to, as the room knows it.
        path: String,
        /// Number of files, if it is a folder of several.
        files: Option<usize>,
        /// Size in bytes, of all files.
        bytes: usize,
    },
    /// Nothing was written, as something is there already.
    Exists {
        /// The path.
        path: String,
    },
    /// It couldn't be written, for this reason.
    Failed(String),
}
