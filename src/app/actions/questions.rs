//! Questions the workbench asks, and the sign-offs and the status behind them.

use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::input::command::{Command, DiskCommand, VersionCommand};
use crate::app::state::workbench::State;
use crate::app::steps::release_status::release_status;
use crate::model::SignOff;

/// Asks what to do when another program changed session.yaml to [`State::session_on_disk`].
pub fn changed_on_disk_question() -> Dialog {
    let question = KeyQuestion::new(
        "session.yaml was changed by somebody else",
        "Your own edits are kept in the journal whatever you choose, and taking theirs can be undone.",
    )
    .answer('t', "take theirs", Command::Disk(DiskCommand::TakeTheirs))
    .answer('m', "keep mine, overwriting theirs", Command::Disk(DiskCommand::KeepMine))
    .answer('l', "later; nothing is written until then", Command::Close);
    Dialog::KeyQuestion(question)
}

/// Asks what to do when another program changed session.yaml and it can't be read.
pub fn broken_on_disk_question(why: &str) -> Dialog {
    let question = KeyQuestion::new(
        "session.yaml can no longer be read",
        format!("Somebody else changed it. {why}"),
    )
    .answer(
        'm',
        "keep mine, overwriting it",
        Command::Disk(DiskCommand::KeepMine),
    )
    .answer(
        'l',
        "later; nothing is written until it is fixed",
        Command::Close,
    );
    Dialog::KeyQuestion(question)
}

/// Returns the sign-offs of the required sides, whichever text each of them signed.
pub fn required_sign_offs(state: &State) -> Vec<SignOff> {
    let workshop = &state.session().workshop;
    workshop
        .signing_sides()
        .iter()
        .filter_map(|side| workshop.sign_off(*side).cloned())
        .collect()
}

/// Asks whether to begin the revision of a published session; `None` if its workshop isn't over.
pub fn revision_question(state: &State) -> Option<Dialog> {
    let release = state.versions.last()?;
    if !state.session().workshop.is_over(Some(release.version)) || state.read_only.is_some() {
        return None;
    }
    let mut text = format!(
        "{}. The revision begins with the definitions as they stand; votes and wordings shown before it was published are kept with {}, and so are the minutes.",
        release_status(state)?,
        release.version
    );
    if state.session().workshop.has_secrets() {
        text.push_str(
            " Some words or votes are still sealed: no version has them, and beginning drops them for good. To read them first: n, then r shows them.",
        );
    }
    let question = KeyQuestion::new("Begin the revision?", text)
        .answer(
            'y',
            "begin it",
            Command::Version(VersionCommand::Revise(release.version)),
        )
        .answer(
            'n',
            "not now; look around or continue as it is",
            Command::Close,
        );
    Some(Dialog::KeyQuestion(question))
}
