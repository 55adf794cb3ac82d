//! What the draft changes over the last release: the number it would get, whom it forwards
//! otherwise. `host` works it out beside the screen, Publish shows it.

use std::sync::Arc;

use super::entry::{Entry, Purpose};
use super::message::Effect;
use super::overlay::{Answer, Ask, Overlay};
use super::state::{Level, State};
use crate::export;
use crate::model::{Definition, Version};
use crate::revision::{Bump, Impacts, Revision};

/// The last published version, whole.
#[derive(Clone, Debug)]
pub struct Released {
    /// Its number.
    pub version: Version,
    /// What the session was called.
    pub name: String,
    /// What it says.
    pub definition: Arc<Definition>,
    /// What of it isn't as it was published, as sentences.
    pub altered: Vec<String>,
}

/// What the draft changes over the last release, as far as that is worked out.
#[derive(Clone, Debug, Default)]
pub struct Revised {
    /// The number of the scoring that belongs to the same draft and the same leads.
    pub generation: u64,
    /// What changed, and the number; none until it is there.
    pub revision: Option<Arc<Revision>>,
    /// What becomes of the leads there are.
    pub impacts: Arc<Impacts>,
    /// Whether nothing more comes.
    pub done: bool,
}

/// A larger number than computed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Larger {
    /// How far the number is to move.
    pub bump: Bump,
    /// Why.
    pub reason: String,
}

/// What is wanted of a publication beyond what is computed, each with its reason.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overrides {
    /// A larger number.
    pub larger: Option<Larger>,
    /// Why to publish although a version before it was altered; blank to refuse that.
    pub despite_altered: String,
}

/// What Publish may say of the revision.
pub enum Told<'a> {
    /// Nothing was published yet.
    First,
    /// A ballot is open.
    Hidden(&'a Released),
    /// It is being worked out.
    Waits(&'a Released),
    /// It is here; `done` when nothing more comes.
    Here(&'a Released, &'a Revision),
}

/// What may be said of the draft against the last release.
pub fn told(state: &State) -> Told<'_> {
    let Some(released) = &state.released else {
        return Told::First;
    };
    if super::hidden::figures(state.session()) {
        return Told::Hidden(released);
    }
    let revised = &state.revised;
    let present = revised.generation == state.generation;
    match revised.revision.as_deref().filter(|_| present) {
        Some(revision) => Told::Here(released, revision),
        None => Told::Waits(released),
    }
}

/// The revision with all that is told of it, for a text; `None` until it is here.
pub fn document(state: &State) -> Option<export::Revised<'_>> {
    let Told::Here(released, revision) = told(state) else {
        return None;
    };
    let session = state.session();
    let number = revision.number_after(released.version);
    Some(export::Revised {
        name: &session.name,
        from: "last release",
        to: "draft",
        number: Some(number).filter(|_| revision.bump > Bump::None),
        before: &released.definition,
        after: &session.definition,
        revision,
        recorded: state.revised.impacts.recorded.as_ref(),
        samples: state.revised.impacts.samples.as_ref(),
        buckets: &session.data.buckets,
        altered: &released.altered,
    })
}

/// Asks why the number goes further than computed.
pub(super) fn open_reason(state: &mut State, bump: Bump) -> Vec<Effect> {
    let title = match told(state) {
        Told::Here(released, _) => {
            let number = bump.after(released.version);
            format!("Why {number}, further than computed?")
        }
        _ => format!("Why {bump}, further than computed?"),
    };
    let purpose = Purpose::Larger {
        bump: bump.word().into(),
    };
    let hint = "The minutes keep the reason; Enter publishes";
    let entry = Entry::line(purpose, title, hint, "");
    state.overlays.push(Overlay::Entry(Box::new(entry)));
    Vec::new()
}

/// Publishes with a larger number, for a reason.
pub(super) fn publish_as(state: &mut State, bump: &str, reason: &str) -> Vec<Effect> {
    let (Ok(bump), reason) = (bump.parse::<Bump>(), reason.trim()) else {
        return Vec::new();
    };
    if reason.is_empty() {
        state.say(Level::Warn, "A larger number needs a reason: not published");
        return Vec::new();
    }
    let overrides = Overrides {
        larger: Some(Larger {
            bump,
            reason: reason.into(),
        }),
        ..Overrides::default()
    };
    vec![Effect::Publish(super::asks::sign_offs(state), overrides)]
}

/// A version before this one was altered, so nothing was published: whether to go on.
pub(super) fn ask_despite(state: &mut State, what: &str, larger: Option<Larger>) {
    let ask = Ask::new("A published version was altered", what)
        .answer(
            'd',
            "publish all the same, with a reason",
            Answer::PublishDespite(larger),
        )
        .answer('n', "not now", Answer::Nothing);
    state.overlays.push(Overlay::Ask(ask));
}

/// Asks why to publish although a version was altered.
pub(super) fn open_despite(state: &mut State, larger: Option<Larger>) -> Vec<Effect> {
    let larger = larger.map(|larger| (larger.bump.word().to_owned(), larger.reason));
    let purpose = Purpose::DespiteAltered { larger };
    let title = "Why publish although a version was altered?";
    let hint = "The minutes and the glossary keep the reason; Enter publishes";
    let entry = Entry::line(purpose, title, hint, "");
    state.overlays.push(Overlay::Entry(Box::new(entry)));
    Vec::new()
}

/// Publishes although a version was altered, for a reason.
pub(super) fn publish_despite(
    state: &mut State,
    larger: Option<(String, String)>,
    reason: &str,
) -> Vec<Effect> {
    if reason.trim().is_empty() {
        let text = "Building on an altered version needs a reason: not published";
        state.say(Level::Warn, text);
        return Vec::new();
    }
    let larger = larger.and_then(|(bump, reason)| {
        let bump = bump.parse().ok()?;
        Some(Larger { bump, reason })
    });
    let overrides = Overrides {
        larger,
        despite_altered: reason.trim().into(),
    };
    vec![Effect::Publish(super::asks::sign_offs(state), overrides)]
}
