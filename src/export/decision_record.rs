//! A decision of the room as documents show it: who agreed, and who didn't and why, with no more
//! names than are kept of votes.

use jiff::Timestamp;
use serde::Serialize;

use crate::model::alignment::alignment;
use crate::model::{Agreement, Decision, Session, Subject};

/// A decision with its words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DecisionRecord {
    /// The title of what was decided on.
    pub subject: String,
    /// The value or wording decided.
    pub value: String,
    /// When it was made.
    pub at: Option<Timestamp>,
    /// Who agreed: people, sides, or numbers of votes such as `Sales 2 votes`.
    pub agreed: Vec<String>,
    /// How far the sides agreed.
    pub agreement: Option<Agreement>,
    /// Who didn't agree.
    pub dissent: Vec<DissentRecord>,
    /// What became of it, such as `replaced by a later one`; blank while it stands.
    pub note: &'static str,
}

/// Somebody who didn't agree to a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DissentRecord {
    /// A person, a side, or a number of votes.
    pub who: String,
    /// Why; blank if nothing was said.
    pub reason: String,
}

impl DecisionRecord {
    /// Puts a decision of a session into words.
    pub fn of(session: &Session, decision: &Decision) -> Self {
        let workshop = &session.workshop;
        let agreed = decision.agreed.iter().map(String::as_str);
        let dissents = workshop.dissents(decision).into_iter();
        let dissents = dissents.map(|(who, reason)| DissentRecord {
            who,
            reason: reason.to_owned(),
        });
        Self {
            subject: Subject::title_of_text(&decision.subject, session),
            value: decision.value.clone(),
            at: decision.at,
            agreed: workshop.voter_names(decision.naming, agreed),
            agreement: decision.agreement,
            dissent: dissents.collect(),
            note: note(session, decision),
        }
    }

    /// Returns who agreed as one text; if nobody is listed, how far the sides agreed.
    pub fn agreed_text(&self) -> String {
        match (self.agreed.as_slice(), self.agreement) {
            ([], Some(agreement)) => agreement.label().into(),
            (agreed, _) => agreed.join(", "),
        }
    }
}

/// Says what became of a decision; blank while it stands.
fn note(session: &Session, decision: &Decision) -> &'static str {
    let subject = decision.subject.parse::<Subject>().ok();
    if decision.superseded_by.is_some() {
        "replaced by a later one"
    } else if decision.agreement == Some(Agreement::Disputed) {
        "left open"
    } else if subject.is_some_and(|subject| alignment(session, &subject).reopened) {
        "changed since: agree again"
    } else {
        ""
    }
}
