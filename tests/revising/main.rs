//! The quarterly revision at the keyboard: what changes for which leads, who signed what, and the
//! versions afterwards.

#[path = "../common/mod.rs"]
mod common;

mod altered;
mod numbers;
mod quarter;
mod secrecy;

use accord::app::Step;
use common::{Bench, on};

/// Both sides sign.
const SIGN_BOTH: &str = "s<enter>Ada<enter><enter>s<down><enter>Owen<enter><enter>";
/// Opens the MQL's rule on Rules, at its first number.
const MQL_RULE: &str =
    "/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>";
/// Adds a word to the MQL's definition.
const REWORD: &str = "/Marketing qualified stage<enter><tab><down><enter> Gladly.<ctrl-s>";

/// An example published as 1.0.0.
fn published(example: &str) -> Bench {
    let mut bench = on(example);
    bench.go(Step::Publish).keys(SIGN_BOTH).keys("P");
    if example == "b2b-saas" {
        // One of its criteria is a hypothesis.
        bench.keys("Nobody asked for a quote yet<enter>Ada<enter>2027-01-15<enter>");
    }
    bench.keys("y").shows("Published 1.0.0");
    bench
}

/// Then with a revision begun, on Publish.
fn revised(example: &str) -> Bench {
    let mut bench = published(example).reopen();
    bench.keys("y").go(Step::Publish);
    bench
}
