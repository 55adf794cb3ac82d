//! Evaluates a compiled definition for one lead. This is the plain evaluator; every faster one must
//! agree with it.
//!
//! ```text
//!   fields and events --> bound_condition, event_tally --> bound_scorer --+
//!   sample lead, possible lead -------------------------------------------+--> Responses
//!                                                                               |
//!                     points, rules, decide --> Outcome; with reasons: Verdict <-+
//! ```
//!
//! `completions` says what a lead could still become.

mod audience;
mod bound_condition;
mod bound_scorer;
mod completions;
mod day_window;
mod decide;
mod event_tally;
mod field_test;
mod outcome;
mod points;
mod possible;
mod responses;
mod rules;
mod sequence;
mod truth;
mod turning_days;
mod verdict;

pub use audience::{BoundAudience, LeadAudience};
pub use bound_condition::BoundCondition;
pub(super) use bound_condition::{ConditionPart, EventTest};
pub use bound_scorer::BoundScorer;
pub(super) use completions::{CapUnit, CompletionSearch, add_sums, sum_bounds};
pub(super) use day_window::DayWindow;
pub use decide::Decider;
pub(crate) use decide::{ModelRule, OutcomeClass};
pub use event_tally::{EventTally, TalliedEvent};
pub use field_test::ComparedAs;
pub(super) use field_test::{FieldTest, field_tests};
pub use outcome::Outcome;
pub use possible::PossibleLeads;
pub use responses::Responses;
pub(crate) use responses::held_answers;
pub(super) use sequence::{SequenceProgress, SequenceTest};
pub use truth::Truth;
pub(super) use turning_days::TurningDays;
pub(super) use verdict::topics_text;
pub use verdict::{Cap, HeldAnswer, Reason, Verdict};
