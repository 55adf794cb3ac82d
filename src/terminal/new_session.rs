//! The form of a new session on the terminal, until it is created or left.

use std::path::PathBuf;
use std::time::Duration;

use super::display::DisplayOptions;
use super::home::scroll_help;
use super::tty::Tty;
use super::{ExitReason, TerminalError};
use crate::app::dialogs::new_session::{FormResult, FormRow, NewSessionForm};
use crate::app::dialogs::new_session_answers::{NewSessionAnswers, StartingPoint};
use crate::app::dialogs::reading::{last_of_keys, new_session_help_lines};
use crate::app::input::keymap::{self, Action};
use crate::app::{Key, Message};
use crate::screens::draw_new_session;

/// How often to check for signals.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// A folder that was created; or the row that is wrong, and why.
pub type CreationResult = Result<PathBuf, (FormRow, String)>;

/// What the form leaves to its caller: everything about files.
pub struct NewSessionFiles<'a> {
    /// Returns a free folder for a session of this name.
    pub folder_for: &'a dyn Fn(&str) -> String,
    /// Reads the session in a folder, to start from it; or says why it can't.
    pub read: &'a dyn Fn(&str) -> Result<StartingPoint, String>,
    /// Creates the session; or says which row is wrong, and why.
    pub create: &'a dyn Fn(&NewSessionAnswers) -> CreationResult,
}

/// Shows the form until the session is created, and returns its folder; `Err` if it is left.
///
/// # Errors
///
/// Fails if there is no terminal, or if it fails.
pub fn show_new_session(
    mut form: NewSessionForm,
    files: &NewSessionFiles<'_>,
    display: &DisplayOptions,
) -> Result<Result<PathBuf, ExitReason>, TerminalError> {
    let mut tty = Tty::enter()?;
    fill_in(&mut form, files, display, &mut tty).or_else(|error| tty.exit_or_error(error).map(Err))
}

fn fill_in(
    form: &mut NewSessionForm,
    files: &NewSessionFiles<'_>,
    display: &DisplayOptions,
    tty: &mut Tty,
) -> Result<Result<PathBuf, ExitReason>, TerminalError> {
    let mut help = None;
    loop {
        if let Some(name) = form.name_for_folder() {
            let folder = (files.folder_for)(name);
            form.set_folder(folder);
        }
        tty.draw(|frame| draw_new_session(form, help, &display.theme(), frame))?;
        if let Some(exit) = tty.exit_reason() {
            return Ok(Err(exit));
        }
        tty.suspend_if_asked(|| ())?;
        let size = tty.size()?;
        let key = match tty.next_event(POLL_INTERVAL)?.message() {
            Some(Message::Key(key)) => key,
            Some(Message::Paste(text)) => {
                form.paste(&text);
                continue;
            }
            _ => continue,
        };
        if let Some(at) = help {
            let last = last_of_keys(new_session_help_lines, (size.width, size.height));
            help = scroll_help(at, key, last);
            continue;
        }
        if form.dialog.is_none() && keymap::action_for(key) == Some(Action::Help) {
            help = Some(0);
            continue;
        }
        match take_key(form, files, key) {
            FormStep::Continue => {}
            FormStep::Left => return Ok(Err(ExitReason::ByKey)),
            FormStep::Created(path) => return Ok(Ok(path)),
        }
    }
}

/// What follows from a key, once the files it needs were read or written.
enum FormStep {
    Continue,
    Left,
    Created(PathBuf),
}

fn take_key(form: &mut NewSessionForm, files: &NewSessionFiles<'_>, key: Key) -> FormStep {
    match form.key(key) {
        FormResult::Stay => {}
        FormResult::Left => return FormStep::Left,
        FormResult::Read(folder) => match (files.read)(&folder) {
            Ok(point) => form.start_from(point),
            Err(why) => form.refuse(FormRow::Start, &why),
        },
        FormResult::Create => match (files.create)(&form.answers()) {
            Ok(path) => return FormStep::Created(path),
            Err((row, why)) => form.refuse(row, &why),
        },
    }
    FormStep::Continue
}
