//! The loop: draw, wait, handle.

use std::collections::VecDeque;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::tty::{Tty, TtyEvent};
use super::{ExitReason, TerminalError, guard};
use crate::app::dialog::{Dialog, KeyQuestion, QuestionCommand};
use crate::app::{Key, KeyCode, Message, NoticeLevel, State, Step, typeahead};
use crate::host::{Host, OpenError, OpenedSession, open_or_look, open_read_only};
use crate::screens::{self, BrokenSession};
use crate::widgets::Theme;

/// How the screen looks.
#[derive(Clone, Debug)]
pub struct DisplayOptions {
    /// Styles.
    pub theme: Theme,
    /// Whether the bell rings when time runs out.
    pub bell: bool,
}

/// Where the workbench begins.
#[derive(Clone, Debug, Default)]
pub struct WorkbenchStart {
    /// The session's folder.
    pub path: PathBuf,
    /// The step it opens on; Room if absent.
    pub step: Option<Step>,
    /// What is selected there, as a place.
    pub select: Option<String>,
    /// A line that stays until the first edit.
    pub tip: Option<String>,
    /// Whether the published versions are listed at once.
    pub versions: bool,
}

/// How long the loop waits for a key when nothing else is going on, and when the worker owes an
/// answer.
const IDLE_WAIT: Duration = Duration::from_millis(200);
const BUSY_WAIT: Duration = Duration::from_millis(3);
/// How long it waits for one more key after a key; none would leave keys that were read already.
const NEXT_KEY_WAIT: Duration = Duration::from_millis(1);
/// How many keys it takes before it draws: a held key must not keep the screen from being drawn,
/// and a text that comes key by key must not be drawn for each of them.
const MAX_KEYS: usize = 64;
const MAX_TEXT_KEYS: usize = 64 * 1024;

/// Opens a session and works on it until it is left.
pub fn workbench(
    start: &WorkbenchStart,
    look: &DisplayOptions,
) -> Result<ExitReason, TerminalError> {
    let mut tty = Tty::enter()?;
    match open_session(start, look, &mut tty) {
        Ok(Ok(opened)) => run_workbench(opened, start, look, tty),
        Ok(Err(left)) => Ok(left),
        Err(failed) => tty.exit_or_error(failed),
    }
}

/// The session, once it opens; or how somebody left while it didn't.
fn open_session(
    start: &WorkbenchStart,
    look: &DisplayOptions,
    tty: &mut Tty,
) -> Result<Result<OpenedSession, ExitReason>, TerminalError> {
    match open_or_look(&start.path, &screens::ALL) {
        Ok(opened) => Ok(Ok(opened)),
        Err(OpenError::Held { who }) => {
            let why = format!("it is open elsewhere ({who})");
            match open_read_only(&start.path, &why, &screens::ALL) {
                Ok(mut opened) => {
                    opened.state.dialogs.push(open_elsewhere_question(&who));
                    Ok(Ok(opened))
                }
                // It was broken just now: wait, as for any that can't be read.
                Err(_) => wait_until_readable(&start.path, look, tty),
            }
        }
        Err(OpenError::Unreadable(_) | OpenError::ReadOnly) => {
            wait_until_readable(&start.path, look, tty)
        }
    }
}

fn run_workbench(
    opened: OpenedSession,
    start: &WorkbenchStart,
    look: &DisplayOptions,
    mut tty: Tty,
) -> Result<ExitReason, TerminalError> {
    let OpenedSession {
        mut host,
        mut state,
    } = opened;
    open_first_step(&mut host, &mut state, start);
    // The first figures are there with the first frame where they can be had at once.
    host.wait_idle(&mut state, Duration::from_millis(30));
    let left = event_loop(&mut host, &mut state, look, &mut tty);
    host.close(&mut state);
    let left = left.or_else(|failed| tty.exit_or_error(failed));
    let listens = guard::restore();
    if let crate::app::SaveState::Failed(why) = &state.save_state
        && listens
    {
        let why = crate::widgets::text::clean(why);
        let text = format!(
            "{why}\n{}\n",
            crate::app::unsaved_edits_text(host.unwritten())
        );
        // Nobody is left to tell if this fails.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
    left
}

fn open_first_step(host: &mut Host, state: &mut State, start: &WorkbenchStart) {
    let mut effects = Vec::new();
    if let Some(place) = start.select.as_ref().and_then(|p| p.parse().ok()) {
        effects.extend(state.go_to_place(&place));
    } else {
        effects.extend(state.go_to_step(start.step.unwrap_or(Step::Room)));
    }
    state.tip.clone_from(&start.tip);
    if start.versions {
        effects.extend(crate::app::versions::open_versions(state));
    }
    for message in host.perform(state, effects) {
        host.handle(state, message);
    }
}

fn open_elsewhere_question(who: &str) -> Dialog {
    let ask = KeyQuestion::new(
        "This session is open elsewhere",
        format!("{who}. It can be viewed here, not changed."),
    )
    .answer('r', "view it, read-only", QuestionCommand::Close)
    .answer('q', "quit", QuestionCommand::Quit);
    Dialog::KeyQuestion(ask)
}

fn event_loop(
    host: &mut Host,
    state: &mut State,
    look: &DisplayOptions,
    tty: &mut Tty,
) -> Result<ExitReason, TerminalError> {
    let size = tty.size()?;
    host.handle(state, Message::Resize(size.width, size.height));
    while !host.is_done() {
        if let Some(left) = tty.exit_reason() {
            return Ok(left);
        }
        tty.draw(|frame| screens::draw(state, &look.theme, frame))?;
        let mut waiting = wait_for_messages(host.is_busy(), state, tty)?;
        while let Some(message) = typeahead::next_message(state, &mut waiting) {
            host.handle(state, message);
        }
        host.poll(state);
        if host.take_bell() && look.bell {
            guard::ring_bell();
        }
        tty.suspend_if_asked(|| host.close(state))?;
    }
    Ok(ExitReason::ByKey)
}

/// Waits for a key and takes all that are there.
fn wait_for_messages(
    busy: bool,
    state: &State,
    tty: &mut Tty,
) -> Result<VecDeque<Message>, TerminalError> {
    let mut messages = VecDeque::new();
    let (mut patience, most) = match (state.is_adding_list(), typeahead::takes_text(state)) {
        (true, _) => (Duration::ZERO, MAX_KEYS),
        (false, true) => (IDLE_WAIT, MAX_TEXT_KEYS),
        (false, false) => (IDLE_WAIT, MAX_KEYS),
    };
    if busy {
        patience = patience.min(BUSY_WAIT);
    }
    let began = Instant::now();
    loop {
        match tty.next_event(patience)? {
            TtyEvent::Message(message) => messages.push_back(message),
            TtyEvent::Ignored => {}
            TtyEvent::Timeout => break,
        }
        patience = NEXT_KEY_WAIT;
        if messages.len() >= most || began.elapsed() > IDLE_WAIT {
            break;
        }
    }
    if state.is_adding_list() {
        messages.push_back(Message::Continue);
    }
    Ok(messages)
}

/// Shows why a session can't be read until it can, or until somebody leaves.
fn wait_until_readable(
    path: &Path,
    look: &DisplayOptions,
    tty: &mut Tty,
) -> Result<Result<OpenedSession, ExitReason>, TerminalError> {
    loop {
        let broken = match open_or_look(path, &screens::ALL) {
            Ok(mut opened) => {
                opened
                    .state
                    .notify(NoticeLevel::Info, "session.yaml is fixed");
                return Ok(Ok(opened));
            }
            Err(OpenError::Unreadable(why)) => {
                let whole = why.to_string();
                let sentence = why.sentence();
                let snippet = whole
                    .strip_prefix(sentence.as_str())
                    .unwrap_or(&whole)
                    .trim_matches('\n')
                    .to_owned();
                BrokenSession { sentence, snippet }
            }
            Err(why @ (OpenError::Held { .. } | OpenError::ReadOnly)) => BrokenSession {
                sentence: why.to_string(),
                snippet: String::new(),
            },
        };
        tty.draw(|frame| screens::draw_broken(&broken, &look.theme, frame))?;
        let message = tty.next_event(Duration::from_millis(500))?.message();
        if matches!(message, Some(Message::Key(key)) if is_leave_key(key)) {
            return Ok(Err(ExitReason::ByKey));
        }
        if let Some(left) = tty.exit_reason() {
            return Ok(Err(left));
        }
        tty.suspend_if_asked(|| ())?;
    }
}

/// Whether a key leaves a screen on which nothing else can be done.
pub fn is_leave_key(key: Key) -> bool {
    key.typed_char() == Some('q') || key.code == KeyCode::Esc || Some(key) == Key::parse("ctrl-c")
}
