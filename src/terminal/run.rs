//! The main loop: draw, wait, handle.

use std::collections::VecDeque;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::display::DisplayOptions;
use super::tty::{Tty, TtyEvent};
use super::{ExitReason, TerminalError, guard};
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::input::command::Command;
use crate::app::input::pointer::MouseUse;
use crate::app::state::workbench::Tip;
use crate::app::update::typeahead;
use crate::app::{Key, KeyCode, Message, NoticeLevel, State, Step};
use crate::host::{Host, OpenError, OpenedSession, open_or_look, open_read_only};
use crate::screens::{self, BrokenSession, HitMap};

/// Where the workbench starts.
#[derive(Clone, Debug, Default)]
pub struct WorkbenchStart {
    /// The session's folder.
    pub path: PathBuf,
    /// The step it opens on; Room if absent.
    pub step: Option<Step>,
    /// The place to select there.
    pub select: Option<String>,
    /// A tip for what is selected there, shown until the first edit.
    pub tip: Option<String>,
    /// Whether to list the published versions at once.
    pub versions: bool,
}

/// How long the loop waits for a key: when nothing else is going on, and when a background task
/// is due to reply.
const IDLE_WAIT: Duration = Duration::from_millis(200);
const BUSY_WAIT: Duration = Duration::from_millis(3);
/// How long it waits for another key after a key; zero would miss keys already read.
const NEXT_KEY_WAIT: Duration = Duration::from_millis(1);
/// How long it waits while a letter waits for the next one.
const TYPING_WAIT: Duration = Duration::from_millis(20);
/// Maximum number of keys before it draws, so that a held key doesn't starve the screen; text that
/// arrives key by key may be longer, so that it isn't drawn for each character.
const MAX_KEYS: usize = 64;
const MAX_TEXT_KEYS: usize = 64 * 1024;

/// Opens a session and runs the workbench until the user leaves.
///
/// # Errors
///
/// Fails if there is no terminal, or if it fails.
pub fn workbench(
    start: &WorkbenchStart,
    display: &DisplayOptions,
) -> Result<ExitReason, TerminalError> {
    let mut tty = Tty::enter()?;
    match open_session(start, display, &mut tty) {
        Ok(Ok(opened)) => run_workbench(opened, start, display, tty),
        Ok(Err(exit)) => Ok(exit),
        Err(error) => tty.exit_or_error(error),
    }
}

/// Returns the session once it opens, or how the user left before that.
fn open_session(
    start: &WorkbenchStart,
    display: &DisplayOptions,
    tty: &mut Tty,
) -> Result<Result<OpenedSession, ExitReason>, TerminalError> {
    match open_or_look(&start.path) {
        Ok(opened) => Ok(Ok(opened)),
        Err(OpenError::Held { who }) => {
            let why = format!("it is open elsewhere ({who})");
            match open_read_only(&start.path, &why) {
                Ok(mut opened) => {
                    opened.state.dialogs.push(open_elsewhere_question(&who));
                    Ok(Ok(opened))
                }
                // It broke just now: wait, as for any session that can't be read.
                Err(_) => wait_until_readable(&start.path, display, tty),
            }
        }
        Err(OpenError::Unreadable(_) | OpenError::ReadOnly) => {
            wait_until_readable(&start.path, display, tty)
        }
    }
}

fn run_workbench(
    opened: OpenedSession,
    start: &WorkbenchStart,
    display: &DisplayOptions,
    mut tty: Tty,
) -> Result<ExitReason, TerminalError> {
    let OpenedSession {
        mut host,
        mut state,
    } = opened;
    state.theme = display.theme_name();
    open_first_step(&mut host, &mut state, start);
    // Give the first figures a chance to be in the first frame.
    host.wait_idle(&mut state, Duration::from_millis(30));
    let exit = event_loop(&mut host, &mut state, display, &mut tty);
    host.close(&mut state);
    let exit = exit.or_else(|error| tty.exit_or_error(error));
    let listens = guard::restore();
    if let crate::app::SaveState::Failed(why) = &state.save_state
        && listens
    {
        let why = crate::widgets::text::clean(why);
        let text = format!(
            "{why}\n{}\n",
            crate::app::unsaved_edits_text(host.unwritten())
        );
        // If this fails, there is nobody left to tell.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
    exit
}

fn open_first_step(host: &mut Host, state: &mut State, start: &WorkbenchStart) {
    let mut effects = Vec::new();
    if let Some(place) = start.select.as_ref().and_then(|p| p.parse().ok()) {
        effects.extend(state.go_to_place(&place));
    } else {
        effects.extend(state.go_to_step(start.step.unwrap_or(Step::Room)));
    }
    state.tip = start
        .tip
        .clone()
        .zip(state.focused_row())
        .map(|(text, row)| Tip {
            text,
            row: row.target,
        });
    if start.versions {
        effects.extend(crate::app::actions::versions::open_versions(state));
    }
    for message in host.perform(state, effects) {
        host.handle(state, message);
    }
}

fn open_elsewhere_question(who: &str) -> Dialog {
    let question = KeyQuestion::new(
        "This session is open elsewhere",
        format!("{who}. It can be viewed here, not changed."),
    )
    .answer('r', "view it, read-only", Command::Close)
    .answer('q', "quit", Command::Quit);
    Dialog::KeyQuestion(question)
}

fn event_loop(
    host: &mut Host,
    state: &mut State,
    display: &DisplayOptions,
    tty: &mut Tty,
) -> Result<ExitReason, TerminalError> {
    let size = tty.size()?;
    host.handle(state, Message::Resize(size.width, size.height));
    let mut hits = HitMap::default();
    while !host.is_done() {
        if let Some(exit) = tty.exit_reason() {
            return Ok(exit);
        }
        guard::report_mouse(state.mouse == MouseUse::Workbench)?;
        show_chosen_theme(state, display);
        // A frame that isn't drawn leaves the one before it on the screen, and what lies where.
        tty.draw(|frame| hits = screens::draw_mapped(state, &display.theme(), frame))?;
        let mut waiting = wait_for_messages(longest_wait(host), state, &hits, tty)?;
        let now = Timestamp::now();
        if waiting.is_empty() && state.typing.is_waiting() {
            waiting.push_back(Message::Pause(now));
        }
        while let Some(message) = typeahead::next_message(state, &mut waiting) {
            host.handle(state, typeahead::timed(message, now));
        }
        host.poll(state);
        if host.take_bell() && display.bell {
            guard::ring_bell();
        }
        if let Some(text) = host.take_copied() {
            guard::copy(&text);
        }
        tty.suspend_if_asked(|| host.close(state))?;
    }
    Ok(ExitReason::ByKey)
}

/// Shows another theme once it was chosen.
fn show_chosen_theme(state: &mut State, display: &DisplayOptions) {
    let Some(name) = state.chosen_theme.take() else {
        return;
    };
    if let Err(why) = display.choose_theme(name) {
        let text = format!("The theme is changed, but not for the next start: {why}");
        state.notify(NoticeLevel::Warn, text);
    }
}

/// Returns how long the loop may wait for a key: less while something else is due.
fn longest_wait(host: &Host) -> Duration {
    let wait = if host.is_busy() { BUSY_WAIT } else { IDLE_WAIT };
    host.room_card_due().map_or(wait, |due| wait.min(due))
}

/// Waits for a key and takes all that have arrived.
fn wait_for_messages(
    longest: Duration,
    state: &State,
    hits: &HitMap,
    tty: &mut Tty,
) -> Result<VecDeque<Message>, TerminalError> {
    let mut messages = VecDeque::new();
    let (mut patience, max_keys) = match (state.is_adding_list(), typeahead::takes_text(state)) {
        (true, _) => (Duration::ZERO, MAX_KEYS),
        (false, true) => (IDLE_WAIT, MAX_TEXT_KEYS),
        (false, false) => (IDLE_WAIT, MAX_KEYS),
    };
    patience = patience.min(longest);
    if state.typing.is_waiting() {
        patience = patience.min(TYPING_WAIT);
    }
    let began = Instant::now();
    loop {
        match tty.next_event(patience)? {
            TtyEvent::Message(message) => messages.push_back(message),
            TtyEvent::Mouse(gesture, column, row) => {
                let target = hits.at(column, row).cloned();
                messages.extend(target.map(|target| Message::Pointer(gesture, target)));
                // What lies where may be different now.
                break;
            }
            TtyEvent::Ignored => {}
            TtyEvent::Timeout => break,
        }
        patience = NEXT_KEY_WAIT;
        if messages.len() >= max_keys || began.elapsed() > IDLE_WAIT {
            break;
        }
    }
    if state.is_adding_list() {
        messages.push_back(Message::Continue);
    }
    Ok(messages)
}

/// Shows why a session can't be read until it can, or until the user leaves.
fn wait_until_readable(
    path: &Path,
    display: &DisplayOptions,
    tty: &mut Tty,
) -> Result<Result<OpenedSession, ExitReason>, TerminalError> {
    loop {
        let broken = match open_or_look(path) {
            Ok(mut opened) => {
                opened
                    .state
                    .notify(NoticeLevel::Info, "session.yaml is fixed");
                return Ok(Ok(opened));
            }
            Err(OpenError::Unreadable(why)) => {
                let message = why.to_string();
                let sentence = why.sentence();
                let snippet = message
                    .strip_prefix(sentence.as_str())
                    .unwrap_or(&message)
                    .trim_matches('\n')
                    .to_owned();
                BrokenSession { sentence, snippet }
            }
            Err(why @ (OpenError::Held { .. } | OpenError::ReadOnly)) => BrokenSession {
                sentence: why.to_string(),
                snippet: String::new(),
            },
        };
        tty.draw(|frame| screens::draw_broken(&broken, &display.theme(), frame))?;
        let message = tty.next_event(Duration::from_millis(500))?.message();
        if matches!(message, Some(Message::Key(key)) if is_leave_key(key)) {
            return Ok(Err(ExitReason::ByKey));
        }
        if let Some(exit) = tty.exit_reason() {
            return Ok(Err(exit));
        }
        tty.suspend_if_asked(|| ())?;
    }
}

/// Returns whether a key leaves a screen on which nothing else can be done.
pub fn is_leave_key(key: Key) -> bool {
    key.typed_char() == Some('q') || key.code == KeyCode::Esc || Some(key) == Key::parse("ctrl-c")
}
