//! The version to publish: its number, proof and signatures.

use serde::{Deserialize, Serialize};

use crate::app::input::sentence::sentence;
use crate::app::secrecy;
use crate::app::state::workbench::State;
use crate::app::steps::possible_leads::qualify_text;
use crate::app::steps::revision_rows::net_to_sales_text;
use crate::app::steps::revision_view::{RevisionView, announced_number, revision_view};
use crate::check::Severity;
use crate::model::{Session, Side, wording};
use crate::release;
use crate::revision::{Bump, Impact, Revision};

/// The most changes that are named.
const MOST_NAMED: usize = 6;

/// The version to publish: its number, proof and signatures.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct VersionCard {
    /// The number it would get; blank while none may be shown or there is nothing to publish.
    pub number: String,
    /// Why it is that number: `major: different leads are forwarded`.
    pub why: String,
    /// The last version; blank if there is none.
    pub last: String,
    /// How many changes there are since; `None` while that isn't known or not to be told.
    pub changes: Option<u64>,
    /// The first of them as sentences, those that weigh most first.
    #[serde(default)]
    pub first_changes: Vec<String>,
    /// What is proved, as sentences.
    pub proof: Vec<String>,
    /// What changes for leads: `412 past leads`, `7 outcomes change`.
    pub impacts: Vec<(String, String)>,
    /// The findings that are left; `None` while they are not to be told.
    pub findings: Option<OpenFindings>,
    /// The sides that must sign.
    pub sides: Vec<SideSignature>,
    /// What publishing waits for; blank if it waits for nothing.
    pub waits_for: String,
}

/// The findings that are left, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OpenFindings {
    /// Those that must be fixed or waived.
    pub must_be_fixed: u64,
    /// Those worth a look.
    pub worth_a_look: u64,
    /// The notes.
    pub notes: u64,
}

/// Whether a side has signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SideSignature {
    /// The side.
    pub side: Side,
    /// Whether it signed.
    pub signed: Signed,
}

/// How a side stands to the text to be published.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signed {
    /// It has signed nothing.
    #[default]
    NotYet,
    /// It signed an earlier text.
    EarlierText,
    /// It signed exactly this text.
    ThisText,
}

impl VersionCard {
    /// Calls a function for each text that somebody may have written.
    pub(super) fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        let Self {
            number,
            why,
            last,
            changes: _,
            first_changes,
            proof,
            impacts,
            findings: _,
            sides: _,
            waits_for,
        } = self;
        for text in [number, why, last, waits_for] {
            change(text);
        }
        for text in first_changes.iter_mut().chain(proof) {
            change(text);
        }
        for (leads, what) in impacts {
            change(leads);
            change(what);
        }
    }

    /// Adds what is known of a revision.
    fn add_revision(&mut self, state: &State, revision: &Revision) {
        self.changes = Some(revision.diff.changes.len() as u64);
        let changes = revision.changes_by_severity().into_iter();
        let changes = changes.map(|(change, _)| change.sentence());
        self.first_changes = changes.take(MOST_NAMED).collect();
        self.why = match revision.bump {
            Bump::None => sentence(revision.headline()),
            bump => format!("{}: {}", bump.word(), revision.headline()),
        };
        if revision.bump == Bump::None {
            self.number.clear();
            return;
        }
        self.proof.extend(revision.proof_sentence());
        let impacts = &state.draft_revision.impacts;
        let found = [
            ("past lead", &impacts.recorded),
            ("sample lead", &impacts.samples),
        ];
        for (noun, impact) in found {
            let line = |impact: &Impact| {
                let leads = wording::count_noun(impact.leads, noun);
                (leads, net_to_sales_text(impact))
            };
            self.impacts.extend(impact.as_ref().map(line));
        }
    }
}

/// Makes it. While a ballot hides figures, only the sides are told.
pub(super) fn of(state: &State) -> VersionCard {
    let session = state.session();
    let hidden = secrecy::hides_figures(session);
    let mut card = VersionCard {
        sides: signatures(session),
        last: state
            .last_version()
            .map_or_else(String::new, |last| last.to_string()),
        ..VersionCard::default()
    };
    if hidden {
        card.why = sentence(secrecy::FIGURES_HIDDEN);
        card.waits_for = "the ballot".into();
        return card;
    }
    let number = announced_number(state, None);
    card.number = number.map_or_else(String::new, |number| number.to_string());
    card.proof.extend(qualify_text(state));
    card.findings = Some(open_findings(state));
    match revision_view(state) {
        RevisionView::NothingPublished => card.why = "the first version".into(),
        RevisionView::Pending(_) => card.why = "proving ...".into(),
        RevisionView::Ready(_, revision) => card.add_revision(state, revision),
        RevisionView::Hidden(_) => {}
    }
    card.waits_for = waits_for(state);
    card
}

/// What publishing waits for, also on disk.
fn waits_for(state: &State) -> String {
    let mut waits: Vec<String> = Vec::new();
    waits.extend(release::waits_for(state.session(), &state.findings));
    if state
        .versions
        .iter()
        .any(|version| !version.altered.is_empty())
    {
        waits.push("a reason for what was altered".into());
    }
    if !state.unread_changes.is_empty() {
        waits.push("changes that couldn't be read".into());
    }
    waits.join(", ")
}

/// Which sides have signed the present text, with the digest made once.
fn signatures(session: &Session) -> Vec<SideSignature> {
    let digest = session.definition.digest();
    let sides = session.workshop.signing_sides().iter();
    sides
        .map(|side| SideSignature {
            side: *side,
            signed: match session.workshop.sign_off(*side) {
                None => Signed::NotYet,
                Some(sign_off) if sign_off.digest == digest => Signed::ThisText,
                Some(_) => Signed::EarlierText,
            },
        })
        .collect()
}

fn open_findings(state: &State) -> OpenFindings {
    let mut open = OpenFindings::default();
    for finding in &*state.findings {
        let count = if release::must_be_settled(finding) {
            &mut open.must_be_fixed
        } else if finding.severity == Severity::Note {
            &mut open.notes
        } else {
            &mut open.worth_a_look
        };
        *count += 1;
    }
    open
}
