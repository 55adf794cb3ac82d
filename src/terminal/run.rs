//! The loop: draw, wait, handle.

use std::collections::VecDeque;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::tty::{Came, Tty};
use super::{Left, TerminalError, guard};
use crate::app::overlay::{Answer, Ask, Overlay};
use crate::app::{Key, KeyCode, Level, Message, State, Step, typing};
use crate::host::{Host, OpenError, Opened, open_or_look, open_read_only};
use crate::screens::{self, Broken};
use crate::widgets::Theme;

/// How the screen looks.
#[derive(Clone, Debug)]
pub struct Look {
    /// Styles.
    pub theme: Theme,
    /// Whether the bell rings when time runs out.
    pub bell: bool,
}

/// Where the workbench begins.
#[derive(Clone, Debug, Default)]
pub struct Start {
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
const IDLE: Duration = Duration::from_millis(200);
const BUSY: Duration = Duration::from_millis(3);
/// How long it waits for one more key after a key; none would leave keys that were read already.
const AT_ONCE: Duration = Duration::from_millis(1);
/// How many keys it takes before it draws: a held key must not keep the screen from being drawn,
/// and a text that comes key by key must not be drawn for each of them.
const KEYS: usize = 64;
const KEYS_OF_TEXT: usize = 64 * 1024;

/// Opens a session and works on it until it is left.
pub fn workbench(start: &Start, look: &Look) -> Result<Left, TerminalError> {
    let mut tty = Tty::enter()?;
    match opened(start, look, &mut tty) {
        Ok(Ok(opened)) => work(opened, start, look, tty),
        Ok(Err(left)) => Ok(left),
        Err(failed) => tty.closed_by(failed),
    }
}

/// The session, once it opens; or how somebody left while it didn't.
fn opened(
    start: &Start,
    look: &Look,
    tty: &mut Tty,
) -> Result<Result<Opened, Left>, TerminalError> {
    match open_or_look(&start.path, &screens::ALL) {
        Ok(opened) => Ok(Ok(opened)),
        Err(OpenError::Held { who }) => {
            let why = format!("it is open elsewhere ({who})");
            match open_read_only(&start.path, &why, &screens::ALL) {
                Ok(mut opened) => {
                    opened.state.overlays.push(held(&who));
                    Ok(Ok(opened))
                }
                // It was broken just now: wait, as for any that can't be read.
                Err(_) => wait_until_mended(&start.path, look, tty),
            }
        }
        Err(OpenError::Unreadable(_) | OpenError::ReadOnly) => {
            wait_until_mended(&start.path, look, tty)
        }
    }
}

fn work(opened: Opened, start: &Start, look: &Look, mut tty: Tty) -> Result<Left, TerminalError> {
    let Opened {
        mut host,
        mut state,
    } = opened;
    begin(&mut host, &mut state, start);
    // The first figures are there with the first frame where they can be had at once.
    host.settle(&mut state, Duration::from_millis(30));
    let left = go_round(&mut host, &mut state, look, &mut tty);
    host.close(&mut state);
    let left = left.or_else(|failed| tty.closed_by(failed));
    let listens = guard::leave();
    if let crate::app::Saved::Failed(why) = &state.saved
        && listens
    {
        let why = crate::widgets::text::clean(why);
        let text = format!("{why}\n{}\n", crate::app::what_is_left(host.unwritten()));
        // Nobody is left to tell if this fails.
        let _ = std::io::stderr().write_all(text.as_bytes());
    }
    left
}

fn begin(host: &mut Host, state: &mut State, start: &Start) {
    let mut effects = Vec::new();
    if let Some(place) = start.select.as_ref().and_then(|p| p.parse().ok()) {
        effects.extend(state.go_to(&place));
    } else {
        effects.extend(state.go(start.step.unwrap_or(Step::Room)));
    }
    state.tip.clone_from(&start.tip);
    if start.versions {
        effects.extend(crate::app::releases::open(state));
    }
    for message in host.perform(state, effects) {
        host.handle(state, message);
    }
}

fn held(who: &str) -> Overlay {
    let ask = Ask::new(
        "This session is open elsewhere",
        format!("{who}. Here it can be looked at, not changed."),
    )
    .answer('r', "look at it, read-only", Answer::Nothing)
    .answer('q', "quit", Answer::Quit);
    Overlay::Ask(ask)
}

fn go_round(
    host: &mut Host,
    state: &mut State,
    look: &Look,
    tty: &mut Tty,
) -> Result<Left, TerminalError> {
    let size = tty.size()?;
    host.handle(state, Message::Resize(size.width, size.height));
    while !host.is_done() {
        if let Some(left) = tty.must_end() {
            return Ok(left);
        }
        tty.draw(|frame| screens::draw(state, &look.theme, frame))?;
        let mut waiting = wait(host.is_busy(), state, tty)?;
        while let Some(message) = typing::next(state, &mut waiting) {
            host.handle(state, message);
        }
        host.poll(state);
        if host.take_bell() && look.bell {
            guard::ring();
        }
        tty.stop_if_asked(|| host.close(state))?;
    }
    Ok(Left::ByKey)
}

/// Waits for a key and takes all that are there.
fn wait(busy: bool, state: &State, tty: &mut Tty) -> Result<VecDeque<Message>, TerminalError> {
    let mut messages = VecDeque::new();
    let (mut patience, most) = match (state.is_at_work(), typing::takes_text(state)) {
        (true, _) => (Duration::ZERO, KEYS),
        (false, true) => (IDLE, KEYS_OF_TEXT),
        (false, false) => (IDLE, KEYS),
    };
    if busy {
        patience = patience.min(BUSY);
    }
    let began = Instant::now();
    loop {
        match tty.next(patience)? {
            Came::Message(message) => messages.push_back(message),
            Came::Nothing => {}
            Came::TimeIsUp => break,
        }
        patience = AT_ONCE;
        if messages.len() >= most || began.elapsed() > IDLE {
            break;
        }
    }
    if state.is_at_work() {
        messages.push_back(Message::GoOn);
    }
    Ok(messages)
}

/// Shows why a session can't be read until it can, or until somebody leaves.
fn wait_until_mended(
    path: &Path,
    look: &Look,
    tty: &mut Tty,
) -> Result<Result<Opened, Left>, TerminalError> {
    loop {
        let broken = match open_or_look(path, &screens::ALL) {
            Ok(mut opened) => {
                opened.state.say(Level::Info, "session.yaml is mended");
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
                Broken { sentence, snippet }
            }
            Err(why @ (OpenError::Held { .. } | OpenError::ReadOnly)) => Broken {
                sentence: why.to_string(),
                snippet: String::new(),
            },
        };
        tty.draw(|frame| screens::draw_broken(&broken, &look.theme, frame))?;
        let message = tty.next(Duration::from_millis(500))?.message();
        if matches!(message, Some(Message::Key(key)) if leaves(key)) {
            return Ok(Err(Left::ByKey));
        }
        if let Some(left) = tty.must_end() {
            return Ok(Err(left));
        }
        tty.stop_if_asked(|| ())?;
    }
}

/// Whether a key leaves a screen on which nothing else can be done.
pub fn leaves(key: Key) -> bool {
    key.typed() == Some('q') || key.code == KeyCode::Esc || Some(key) == Key::parse("ctrl-c")
}
