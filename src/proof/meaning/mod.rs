//! What conditions mean together: which combinations of them some lead can meet.
//!
//! ```text
//!   expressions   conditions as expressions over atoms, each distinct one once
//!   atoms         the atoms, grouped by the field or the events they are about
//!   numbers, days one number or day between any two limits
//!   values        the classes of a field's values, each with a value
//!   day           what happened on one day, as sequences see it
//!   history_tests what is asked of a history
//!   histories     the classes of histories of events, each with a history
//!   assignments   all combinations of truths, each with facts that give it
//!   gaps          values between ranges that fit none of them
//!   meanings      the entry point: topics of conditions, and their combinations
//!   lead_facts    those facts, as text and as a recorded lead
//!   limits        how much may be enumerated
//! ```
//!
//! What a value answers is asked of the evaluator, never worked out again: a class exists because a
//! value is in it. What a history comes to is counted here, and the evaluator judges the history of a
//! witness before it is shown. That no class is missing follows from how both are written down.

mod assignments;
mod atoms;
mod day;
mod days;
mod expressions;
mod gaps;
mod histories;
mod history_tests;
mod lead_facts;
mod limits;
mod meanings;
mod numbers;
mod values;

pub(crate) use assignments::JointTruths;
pub(crate) use expressions::ExpressionId as MeaningId;
pub(crate) use gaps::{Gap, gap_between};
pub use lead_facts::{EventFact, FieldFact, LeadFacts};
pub(crate) use meanings::Meanings;
pub use values::FieldValue;
