//! Why there is no document.

/// Why a document could not be rendered.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A built-in template failed.
    #[error("the {0} template failed: {1}; please report this with the session that caused it")]
    Template(&'static str, String),
    /// The definition has errors, or a warehouse can't be asked as it was said. Holds what is wrong
    /// and what to do.
    #[error("{0}")]
    Warehouse(String),
}
