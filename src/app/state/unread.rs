//! What was found at startup, and changes that couldn't be read.

/// What was found at startup.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own about what was found"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RecoverySummary {
    /// Changes missing from session.yaml that were recovered.
    pub recovered: u64,
    /// All changes missing from session.yaml; `None` if unknown.
    pub unsaved: Option<u64>,
    /// Whether more may be missing because the end of the journal is damaged.
    pub may_be_more: bool,
    /// Whether a reason was already given for the changes that couldn't be read.
    pub answered_before: bool,
    /// Changes set aside earlier that still need a reason.
    pub unread_before: Vec<UnreadChanges>,
    /// Whether the last change was only half written.
    pub half_written: bool,
    /// Whether session.yaml is missing.
    pub session_is_gone: bool,
    /// Whether session.yaml differs from what was saved last.
    pub session_differs: bool,
    /// Names of the sessions in the journal and in session.yaml, if they differ.
    pub two_names: Option<(String, String)>,
    /// Path of the changes that couldn't be read.
    pub set_aside: Option<String>,
}

/// Changes that couldn't be read and for which nobody has given a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadChanges {
    /// Path of the file.
    pub path: String,
    /// Number of changes; `None` if unknown.
    pub changes: Option<u64>,
}
