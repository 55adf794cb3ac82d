//! Statistics: what a count of leads lets one say, and how sure it is.
//!
//! Pure mathematics: nothing here knows what a lead is.

mod discoveries;
mod intervals;
mod normal;
mod share;

pub use discoveries::{DISCOVERY_RATE, discoveries};
pub use intervals::{Interval, newcombe, wilson};
pub use share::{FEWEST, Share, share_difference_p};
