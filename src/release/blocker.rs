//! What stops a publication, as typed reasons with their sentences.

use std::fmt::Write as _;

use crate::model::wording::join_list;
use crate::model::{Side, Version};
use crate::revision::Bump;

/// Most findings or altered versions named in a sentence.
const MAX_NAMED: usize = 3;

/// Why a definition can't be published as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Blocker {
    /// An earlier version differs from what was published, and no reason to go on was given.
    #[error("{}; put back what was published, or say why to publish anyway", first_named(.0))]
    AlteredVersions(Vec<String>),
    /// Some changes could not be read, and nobody has accounted for them.
    #[error("changes that couldn't be read were set aside in {}; first give a reason to continue without them", .0.join(", "))]
    UnreadChanges(Vec<String>),
    /// The definition has findings that must be fixed.
    #[error("{}", named_findings("must be fixed first", .0))]
    Findings(Vec<String>),
    /// Some findings may stand only with a waiver, and there is none.
    #[error("{}; record a waiver with the reason, or fix it", named_findings("can't stand without a reason", .0))]
    NeedsWaiver(Vec<String>),
    /// Some criteria aren't verified, and no action says why, who does it and by when.
    #[error("{}; say why they may go out, who verifies them, and by when", named_findings("not verified", .0))]
    Unverified(Vec<String>),
    /// The definition is the same as in this last version.
    #[error("nothing has changed since {0}, so there is nothing to publish")]
    Unchanged(Version),
    /// A smaller step than the changes require was requested.
    #[error("{computed} is computed, since {why}; {asked} would be too little")]
    TooSmall {
        /// The step requested.
        asked: Bump,
        /// The step computed from the changes.
        computed: Bump,
        /// The reason for the computed step, in words.
        why: String,
    },
    /// A larger step was requested without a reason.
    #[error("{computed} is computed, and {asked} is higher: that needs a reason")]
    NeedsReason {
        /// The step requested.
        asked: Bump,
        /// The step computed from the changes.
        computed: Bump,
    },
    /// The number is not the one that was confirmed.
    #[error("it would be {computed}, and {announced} was confirmed: look again, then publish")]
    OtherNumber {
        /// The number announced before.
        announced: Version,
        /// The number it would get.
        computed: Version,
    },
    /// A side has not signed.
    #[error("{} hasn't agreed yet; publishing needs {}", .side.label(), side_list(.needed))]
    NotAgreed {
        /// The side that has not.
        side: Side,
        /// The sides that must.
        needed: &'static [Side],
    },
    /// A side signed another definition.
    #[error("{name} agreed for {} to an earlier text; it has changed since: ask again", .side.label())]
    SignedOtherText {
        /// The side.
        side: Side,
        /// Who signed.
        name: String,
    },
    /// An export that the version is to take along can't be made.
    #[error(
        "the export `{format}` can't be made: {why}; nothing was published: correct it, or take it out of Exports on Publish"
    )]
    Export {
        /// The name of its format.
        format: String,
        /// The reason.
        why: String,
    },
    /// It was stopped on request.
    #[error("stopped before anything was written")]
    Stopped,
}

fn named_findings(what: &str, findings: &[String]) -> String {
    let count = findings.len();
    let things = if count == 1 { "thing" } else { "things" };
    format!("{count} {things} {what}: {}", first_named(findings))
}

/// Joins the first sentences and counts the rest.
fn first_named(sentences: &[String]) -> String {
    let mut text = sentences[..sentences.len().min(MAX_NAMED)].join("; ");
    if sentences.len() > MAX_NAMED {
        let _ = write!(text, "; and {} more", sentences.len() - MAX_NAMED);
    }
    text
}

fn side_list(sides: &[Side]) -> String {
    let names: Vec<String> = sides.iter().map(|side| side.label().to_owned()).collect();
    join_list(&names, "and")
}
