//! What the words of a line mean. Nothing here knows a session.
//!
//! ```text
//!   words     the commands: one table for both dispatch and `help`
//!   matching  which of several texts is meant
//!   spoken    words of this mode for keys that messages name
//!   line      a line's parts, and the result of a line
//! ```

pub(super) mod line;
pub(super) mod matching;
pub(super) mod spoken;
pub(super) mod words;
