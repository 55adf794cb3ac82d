//! The session that lines work: each of these files has methods of `PlainSession`.
//!
//! ```text
//!   run --> lines                         the loop, and the thread that reads
//!    |----> report                        what a line changed, and what comes next
//!    `----> answer --> voting             a line while a dialog is open
//!              `-----> command            a line while none is
//!                         `--> answers    a text, choices, a record to open
//!   session                               keys, time and output, used by all
//! ```

mod answer;
mod answers;
mod command;
mod export;
mod lines;
mod report;
mod run;
mod session;
mod voting;

pub use run::{PlainError, run};
