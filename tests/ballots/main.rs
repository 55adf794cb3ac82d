//! Ballots, decisions and alignment: keys in, record and screen out.

#[path = "../common/mod.rs"]
mod common;

mod cast;
mod conflicts;
mod decided;
mod facts;
mod naming;
mod room;
mod rounds;
mod secrecy;
mod wording;

/// Both sides vote on the demo, far apart; Helen is away.
const FIRST_ROUND: &str = "v8<enter>8<enter>7<enter>1<enter>2<enter>1<enter>x";
/// The votes are shown, Tom gives a reason, and a second round is voted closer together. Helen
/// hasn't voted.
const SECOND_ROUND: &str =
    "rmw<enter>They ask for it<enter>25<enter>5<enter>4<enter>4<enter>4<enter>1<enter>";
/// They are shown, and 3 is decided instead of their median.
const DECIDED: &str = "ry<enter><ctrl-u>3<enter>";
