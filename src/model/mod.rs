//! The definition and the workshop: every type a session is made of, and their rules.
//!
//! This room depends on no other. It holds plain data that `store` reads and writes as YAML, and
//! two tables that every reader shares: the enumerations with their words ([`enums`]) and the
//! description of each thing's fields ([`record`]). Forms, the plain mode, search, validation and
//! the diff between versions are all made from these.
//!
//! Start at [`Session`] (one folder), then [`Definition`] (what is published) and [`Workshop`]
//! (what happened in the room).

mod access;
pub mod alignment;
mod audience;
pub mod ballot;
mod ballot_method;
mod buying_roles;
mod byte_size;
mod changes;
mod condition;
mod contact_details;
mod criterion;
mod criterion_points;
mod data;
mod definition;
mod disposition;
pub mod enums;
pub mod estimates;
mod event_names;
mod fade;
mod fields;
mod funnel_plan;
mod gate_templates;
mod glossary;
mod id;
pub mod local_time;
mod never;
mod number;
mod offered_history;
pub mod old_words;
mod percent;
mod place;
pub mod printable;
mod problem;
mod published_files;
mod published_texts;
mod reading;
pub mod record;
mod release;
pub mod rename;
mod review;
mod rule;
pub mod rule_parts;
mod sealed;
mod session;
mod spread;
mod stage;
mod subject;
mod subject_in_record;
mod subject_in_session;
mod subject_text;
mod version;
mod vote_naming;
mod voter;
pub mod wording;
mod workshop;
mod workshop_file;
mod written_date;
pub mod written_day;

pub use audience::{Journey, JourneyStep, Persona, Segment};
pub use buying_roles::BuyingRoles;
pub use byte_size::bytes_text;
pub use changes::Changes;
pub use condition::Condition;
pub use contact_details::{
    MASKED_EMAIL, MASKED_PHONE, mask_contact_details, mask_contact_details_except, mask_lead_id,
};
pub use criterion::{Answer, AnswerRef, Criterion, Group, YES};
pub use criterion_points::{BadPoints, CriterionPoints, EachTime, MOST_TIMES};
pub use data::{Bucket, Data, Sample, USUAL_LOST_WORDS, USUAL_WON_WORDS};
pub use definition::Definition;
pub use disposition::{
    Attempts, Band, Commitments, Disposition, Handoff, NO_TRACK, ReportBack, Route, ServiceLevel,
    Track,
};
pub use enums::{
    Agreement, BallotMethod, BucketOutcome, BuyingRole, Collected, Combine, Covers, CriterionKind,
    DayOrder, DecidedBy, DispositionAction, ExitOutcome, Expression, NameSource, Phase, Readiness,
    Receiver, ReviewCycle, Side, VoteNaming,
};
pub use event_names::EventNames;
pub use fade::{BadFade, Fade};
pub use funnel_plan::FunnelPlan;
pub use gate_templates::{GateTemplate, gate_templates};
pub use glossary::{Metric, QualificationLevel, Target, Term};
pub use id::{BadId, FreshIds, Id};
pub use never::NeverRule;
pub use number::{BadNumber, Number};
pub use offered_history::OfferedHistory;
pub use percent::{BadPercent, Percent};
pub use place::{Kind, Place};
pub use problem::Problem;
pub(crate) use published_files::never_sentences;
pub use published_files::{GlossaryFile, GlossaryStage, ModelFile, RuleInWords};
pub use published_texts::{EXPORTS, PICTURES, PublishedFile, PublishedTexts};
pub use reading::{
    DateOrder, DecimalMark, Delimiter, EventColumnNames, ReadingRules, ThousandsMark,
};
pub use release::Release;
pub use rule::{AtLeast, BadReference, CountScope, Reference, Rule};
pub use sealed::Sealed;
pub use session::{FORMAT_GLOSSARY, FORMAT_MODEL, FORMAT_SESSION, FORMAT_WORKSHOP, Session};
pub use spread::{Median, SideVotes, Spread};
pub use stage::{Exit, Stage};
pub use subject::{Subject, SubjectKind};
pub use subject_text::SubjectText;
pub use version::{BadVersion, Version};
pub use workshop::{
    ActionItem, AgendaItem, Ballot, Benchmark, BoardCheck, Decision, Dissent, ParkedThought,
    Participant, Position, Question, Round, SignOff, Vote, Waiver, Workshop,
};
pub use workshop_file::WorkshopFile;

/// Whether a value is its type's default; such values are left out of files.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
