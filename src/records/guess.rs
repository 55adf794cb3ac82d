//! What was taken to be so because nothing said otherwise.

use std::borrow::Cow;

/// Something about a file that was found out, not said: its encoding, or what a column is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guess {
    /// What was taken, as the start of a sentence.
    what: String,
    /// The option of the command line that says otherwise.
    option: Cow<'static, str>,
    /// The label of the field of the session that does.
    field: &'static str,
}

impl Guess {
    /// Notes what was taken, and the option and the field that say otherwise.
    pub(super) fn new(
        what: String,
        option: impl Into<Cow<'static, str>>,
        field: &'static str,
    ) -> Self {
        Self {
            what,
            option: option.into(),
            field,
        }
    }

    /// Returns the sentence for the command line, such as `read as Windows-1252; --encoding says
    /// otherwise`.
    pub fn with_option(&self) -> String {
        format!("{}; {} says otherwise", self.what, self.option)
    }

    /// Returns the sentence for the workbench, which names the field of the leads file's form.
    pub fn with_field(&self) -> String {
        format!("{}; the field `{}` says otherwise", self.what, self.field)
    }
}
