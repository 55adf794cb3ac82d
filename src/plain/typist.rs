//! Who writes the lines of the plain mode.

/// Who writes the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typist {
    /// A person at a terminal: refused answers are asked again, and errors have no line number.
    Person,
    /// A script: a refused answer closes its dialog, so that the next line isn't taken for it.
    Script,
}
