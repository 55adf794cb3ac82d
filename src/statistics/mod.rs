//! Statistics: what a count of leads lets one say, and how sure it is.
//!
//! Pure mathematics: nothing here knows what a lead is.

mod card_choice;
mod design;
mod discoveries;
mod intervals;
mod logistic;
mod normal;
mod purity;
#[cfg(test)]
pub(crate) mod random;
mod ranking;
mod score_line;
mod scorecard;
mod share;

pub use card_choice::{CandidateCard, CardTask, ChosenCards, EQUALLY_GOOD};
pub use design::{Design, Observations};
pub use discoveries::{DISCOVERY_RATE, discoveries};
pub use intervals::{Interval, newcombe, wilson};
pub use logistic::LogisticFit;
pub use purity::pure_group;
pub use ranking::{Ranking, ranking_area};
pub use scorecard::{CardColumn, MOST_POINTS};
pub use share::{FEWEST, Share, share_difference_p};
