//! Publishing: whether a definition may be published, as which number, and with which documents.
//!
//! ```text
//!   PublishRequest, FoundOnDisk
//!        |
//!      examine ------> Blocker      versions as published? changes unread? findings to fix?
//!        |
//!   ExaminedDraft
//!        |
//!      prepare ------> Blocker      anything changed? the number allowed? every side agreed?
//!        |
//!   PreparedVersion                 what `store` writes, and how lists describe it
//! ```
//!
//! Pure: `host` reads what is on disk, asks here, and writes. The screens ask the same questions for
//! what they say before `P` is pressed: [`waits_for`] and [`side_agreement`] for what is missing,
//! [`UsedNumbers`] for the number.

mod blocker;
mod documents;
mod exports;
mod gate;
mod next_version;
mod number;
mod prepare;
mod request;
mod status;
#[cfg(test)]
mod tests;

pub use blocker::Blocker;
pub use documents::PreparedVersion;
pub use gate::{SideAgreement, everybody_agrees, must_be_settled, side_agreement, waits_for};
pub use number::UsedNumbers;
pub use prepare::{ExaminedDraft, examine};
pub use request::{
    BumpOverride, FoundOnDisk, LastRelease, LeftOutChanges, PublishOverrides, PublishRequest, Stop,
};
pub use status::release_status;
