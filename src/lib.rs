//! Accord: a workbench in which Sales and Marketing agree what a qualified lead is.
//!
//! The running program, with arrows to the files behind it:
//!
//! ```text
//!   acme   6 Points                    draft, saved    <-- screens/frame.rs
//!  1Room+ 2Evid+ ... [6Points+] 7Rules 9Publish        <-- app/step.rs, widgets/header.rs
//! -----------------------------------------------
//! FIT               best 10 | Demo                     <-- screens/points.rs: one file per step;
//!   Target vertical  5/3/0  |   5  One-to-one               screens/panes.rs draws the rows,
//! BEHAVIOUR         best 35 | > 2  Online tour              app/dispatch.rs handles Enter, a, d,
//! > Demo               5/2  |   Kind  Behaviour             + and - on any row of any step
//!          +- Points of Demo --------+                 <-- screens/dialogs.rs, app/dialog.rs
//!          | 2                       |                 <-- model/fields/: the table of fields
//!          +-------------------------+
//! -- 12 leads we remember ----- rule: 20 + ... --      <-- screens/strip.rs,
//!  qualify 5, up to 7 (was 4)    of 5 won: 4 in            evidence/lead_summary.rs
//!  IN  Paper mill 19 > 20             OUT  none        <-- scoring/: compiles and scores
//!  +/- points  Enter edit  a add  ? help               <-- app/keymap.rs: the table of keys
//!
//!   key --> terminal/run.rs --> host --> app::update --> effects --> host --> journal, tasks
//!                                                                     |          |
//!   acme/session.yaml, .accord/journal, versions/  <-- store/ <-------+          |
//!   acme/leads.csv, events.csv                     <-- records/ <----------------+
//!
//!   accord score, check, publish, export ...       <-- cli/: one file per command
//!                                                      check/: findings, export/: documents
//! ```
//!
//! A room is a top-level module. It imports only along the arrows of `ARCHITECTURE.md`. Start at
//! [`model::Session`] for the data, at [`app::update()`] for what a key does, and at
//! [`scoring::Scorer`] for what a lead is worth.

pub mod app;
pub mod check;
pub mod cli;
pub mod document;
pub mod evidence;
pub mod export;
pub mod host;
pub mod model;
pub mod plain;
pub mod proof;
pub mod records;
pub mod release;
pub mod revision;
pub mod scoring;
pub mod screens;
pub mod statistics;
pub mod store;
pub mod terminal;
pub mod widgets;
