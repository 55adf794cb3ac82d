//! What the workbench knows: data only. [`workbench::State`] holds it, [`message::Message`] comes in,
//! [`message::Effect`] goes out.

pub mod clock;
pub mod exports;
pub mod gates;
pub mod last_change;
pub mod leads;
pub mod linked;
pub mod median_trial;
pub mod message;
pub mod missing;
pub mod pages;
pub mod projector;
pub mod publishing;
pub mod release;
pub mod unfinished;
pub mod unread;
pub mod variant;
pub mod workbench;
