//! Accord: a workbench in which Sales and Marketing agree what a qualified lead is.
//!
//! The running program, with arrows to its folders:
//!
//! ```text
//!   acme   6 Points                    draft, saved    <-- screens/frame.rs
//!  1Room+ 2Evid+ ... [6Points+] 7Rules 9Publish        <-- app/step.rs, widgets/header.rs
//! -----------------------------------------------
//! FIT               best 10 | Demo                     <-- screens/points.rs: a file a step;
//!   Target vertical  5/3/0  |   5  One-to-one               screens/panes.rs draws the rows,
//! BEHAVIOUR         best 35 | > 2  Online tour              app/acts.rs does what Enter, a, d,
//! > Demo               5/2  |   Kind  Behaviour             + and - mean on any of them
//!          +- Points of Demo --------+                 <-- screens/dialogs.rs, app/overlay.rs
//!          | 2                       |                 <-- model/fields: one table of fields
//!          +-------------------------+
//! -- 12 leads we remember ----- rule: 20 + ... --      <-- screens/strip.rs, evidence/outlook.rs
//!  qualify 5, up to 7 (was 4)    of 5 won: 4 in        <-- scoring/: compile, judge a lead
//!  IN  Paper mill 19 > 20             OUT  none
//!  +/- points  Enter edit  a add  ? help               <-- app/keymap.rs: one table of keys
//!
//!   key --> terminal/run.rs --> host --> app::update --> effects --> host --> journal, worker
//!                                                                     |          |
//!   acme/session.yaml, .accord/journal, versions/  <-- store/ <-------+          |
//!   acme/leads.csv, events.csv                     <-- records/ <----------------+
//!
//!   accord score, check, publish, export ...       <-- cli/: a file a command
//!                                                      check/: findings, export/: documents
//! ```
//!
//! A room imports along the arrows of `ARCHITECTURE.md` only. Start at [`model::Session`] for
//! what there is, at [`app::update()`] for what a key does, at [`scoring::Scorer`] for what a lead
//! is worth.

pub mod app;
pub mod check;
pub mod cli;
pub mod evidence;
pub mod export;
pub mod host;
pub mod model;
pub mod plain;
pub mod proof;
pub mod records;
pub mod revision;
pub mod scoring;
pub mod screens;
pub mod store;
pub mod terminal;
pub mod widgets;
