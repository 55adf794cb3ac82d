//! The version browser: the published versions and what each changed, any two compared, any old
//! one shown or restored as the draft.

use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::pick::Pick;
use crate::app::input::command::{Command, VersionCommand, VersionRequest};
use crate::app::input::sentence;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::app::steps::release_status;
use crate::document::Edit;
use crate::model::{Definition, Release, Version, wording};
use crate::revision::Bump;

/// Lists the versions, newest first.
pub fn open_versions(state: &mut State) -> Vec<Effect> {
    if state.versions.is_empty() {
        let number = state.used_numbers().next(Bump::Major);
        let text = format!("Nothing has been published yet: P on Publish writes {number}");
        return state.refuse(text);
    }
    let title = match release_status::release_status(state) {
        Some(standing) => format!("Versions: {standing}"),
        None => "Versions".into(),
    };
    let choices = version_choices(state, None, VersionCommand::Open);
    let pick = Pick::one(title, choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

fn version_choices(
    state: &State,
    but: Option<Version>,
    command: impl Fn(Version) -> VersionCommand,
) -> Vec<Choice> {
    let releases = state.versions.iter().rev();
    let others = releases.filter(|release| Some(release.version) != but);
    others
        .map(|release| {
            Choice::new(
                release.version.to_string(),
                version_line(state, release),
                signer_names(release),
                Command::Version(command(release.version)),
            )
        })
        .collect()
}

/// Formats its number, date and main changes.
fn version_line(state: &State, release: &Release) -> String {
    let day = release
        .published
        .map(|at| at.to_zoned(state.time_zone.clone()))
        .map(|at| at.strftime("  %Y-%m-%d").to_string());
    let what = match &release.changes {
        Some(changes) => format!("  {}", changes.what),
        None => String::new(),
    };
    let altered = if release.altered.is_empty() {
        ""
    } else {
        "  altered"
    };
    let day = day.unwrap_or_default();
    format!("{}{day}{altered}{what}", release.version)
}

fn signer_names(release: &Release) -> String {
    let names: Vec<&str> = release.agreed_by.iter().map(|s| s.name.as_str()).collect();
    names.join(", ")
}

/// Asks what to do with the version picked.
pub fn open_version_actions(state: &mut State, version: Version) -> Vec<Effect> {
    let Some(at) = state.versions.iter().position(|r| r.version == version) else {
        return Vec::new();
    };
    let release = &state.versions[at];
    let mut question = KeyQuestion::new(version_line(state, release), version_summary(release))
        .answer(
            'l',
            "view it",
            request_command(VersionRequest::Show(version)),
        )
        .answer(
            'd',
            "compare it with the draft",
            request_command(VersionRequest::Compare(version, None)),
        );
    if let Some(before) = at
        .checked_sub(1)
        .map(|before| state.versions[before].version)
    {
        question = question.answer(
            'b',
            format!("compare it with {before}, the one before"),
            request_command(VersionRequest::Compare(before, Some(version))),
        );
    }
    if state.versions.len() > 2 {
        question = question.answer(
            'o',
            "compare it with another",
            Command::Version(VersionCommand::AskCompare(version)),
        );
    }
    if state.read_only.is_none() {
        question = question.answer(
            'r',
            "restore it as the draft (undo brings the current draft back)",
            request_command(VersionRequest::Restore(version)),
        );
    }
    let question = question.answer('n', "nothing", Command::Close);
    state.open(Dialog::KeyQuestion(question))
}

fn request_command(request: VersionRequest) -> Command {
    Command::Version(VersionCommand::Request(request))
}

/// Has published versions read.
pub(crate) fn request(state: &mut State, request: VersionRequest) -> Vec<Effect> {
    if let VersionRequest::Compare(from, to) = &request {
        state.notify(NoticeLevel::Info, comparing_text(*from, *to));
    }
    vec![Effect::Version(request)]
}

/// Describes what it changed, and how that was proved.
fn version_summary(release: &Release) -> String {
    let altered = release.altered.iter();
    let mut parts: Vec<String> = altered.map(|what| sentence::sentence(what)).collect();
    let first = parts.len();
    let signed = release.agreed_by.iter();
    let signed: Vec<String> = signed
        .map(|s| format!("{} ({})", s.name, s.side.label()))
        .collect();
    if !signed.is_empty() {
        parts.push(format!("Agreed by {}.", signed.join(", ")));
    }
    if let Some(changes) = &release.changes {
        if !changes.changed_leads.is_empty() {
            parts.push(format!(
                "{} of {} possible leads got a different outcome.",
                wording::grouped_digits(&changes.changed_leads),
                wording::grouped_digits(&changes.possible_leads)
            ));
        }
        let shown = changes.changes.iter().take(4).cloned();
        parts.extend(shown.map(|change| sentence::sentence(&change)));
        let more = changes.changes.len().saturating_sub(4);
        if more > 0 {
            parts.push(format!("And {more} more."));
        }
    }
    if parts.len() == first {
        parts.push("The first version.".into());
    }
    parts.join(" ")
}

/// Asks which other version to compare with.
pub fn ask_compare_with(state: &mut State, version: Version) -> Vec<Effect> {
    let title = format!("Compare {version} with");
    let compare = |other| VersionCommand::Compare(version, other);
    let choices = version_choices(state, Some(version), compare);
    let pick = Pick::one(title, choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Returns the notice shown until a comparison is ready.
fn comparing_text(from: Version, to: Option<Version>) -> String {
    let to = to.map_or("the draft".into(), |to| to.to_string());
    format!("Comparing {from} with {to} ...")
}

/// Compares two versions, the older first.
pub fn compare_versions(state: &mut State, one: Version, other: Version) -> Vec<Effect> {
    let (from, to) = (one.min(other), one.max(other));
    request(state, VersionRequest::Compare(from, Some(to)))
}

/// Restores a version as the draft, by an edit like any other.
pub(crate) fn restore_version(
    state: &mut State,
    version: Version,
    definition: Box<Definition>,
    altered: &[String],
) -> Vec<Effect> {
    let effects = state.edit(Edit::Restore {
        version,
        definition,
    });
    if !effects.is_empty() {
        match altered.first() {
            None => {
                let text = format!("The draft is {version} again; u brings back what it was");
                state.notify(NoticeLevel::Info, text);
            }
            Some(what) => {
                let text = format!(
                    "The draft is {version} as it is now, altered ({what}); u brings back what it was"
                );
                state.notify(NoticeLevel::Warn, text);
            }
        }
    }
    effects
}
