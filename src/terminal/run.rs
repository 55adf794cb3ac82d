//! The loop: draw, wait, handle.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossterm::event;

use super::guard::{self, Guard};
use super::signals::{self, Signals};
use super::{TerminalError, events};
use crate::app::overlay::{Answer, Ask, Overlay};
use crate::app::{Level, Message, State, Step};
use crate::host::{Host, OpenError, Opened, open, open_read_only};
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

/// Opens a session and works on it until it is left.
pub fn workbench(start: &Start, look: &Look) -> Result<(), TerminalError> {
    let mut guard = Guard::enter()?;
    let signals = Signals::listen()?;
    let opened = match open(&start.path, &screens::ALL) {
        Ok(opened) => opened,
        Err(OpenError::Held { who }) => {
            match open_read_only(
                &start.path,
                &format!("it is open elsewhere ({who})"),
                &screens::ALL,
            ) {
                Ok(mut opened) => {
                    opened.state.overlays.push(held(&who));
                    opened
                }
                // It was broken just now: wait, as for any that can't be read.
                Err(_) => match wait_until_mended(&start.path, look, &mut guard, &signals)? {
                    Some(opened) => opened,
                    None => return Ok(()),
                },
            }
        }
        Err(OpenError::ReadOnly) => {
            let why = "nothing can be written in its folder";
            match open_read_only(&start.path, why, &screens::ALL) {
                Ok(opened) => opened,
                Err(_) => match wait_until_mended(&start.path, look, &mut guard, &signals)? {
                    Some(opened) => opened,
                    None => return Ok(()),
                },
            }
        }
        Err(OpenError::Unreadable(_)) => {
            match wait_until_mended(&start.path, look, &mut guard, &signals)? {
                Some(opened) => opened,
                None => return Ok(()),
            }
        }
    };
    let Opened {
        mut host,
        mut state,
    } = opened;
    begin(&mut host, &mut state, start);
    // The first figures are there with the first frame where they can be had at once.
    host.settle(&mut state, Duration::from_millis(30));
    let result = go_round(&mut host, &mut state, look, &mut guard, &signals);
    host.close(&mut state);
    drop(guard);
    if let crate::app::Saved::Failed(why) = &state.saved {
        let lost = host.unwritten();
        if lost == 0 {
            eprintln!("{why}\nYour edits are in the journal and come back at the next start.");
        } else {
            let edits = crate::model::wording::counted(lost as i64, "edit");
            eprintln!(
                "{why}\nThe last {edits} couldn't be written anywhere and are lost; those before are kept."
            );
        }
    }
    result
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
    guard: &mut Guard,
    signals: &Signals,
) -> Result<(), TerminalError> {
    let size = guard.terminal.size()?;
    host.handle(state, Message::Resize(size.width, size.height));
    while !host.is_done() && !signals.must_end() {
        guard
            .terminal
            .draw(|frame| screens::draw(state, &look.theme, frame))?;
        for message in wait(host.is_busy())? {
            host.handle(state, message);
        }
        host.poll(state);
        if host.take_bell() && look.bell {
            guard::ring()?;
        }
        if signals.must_stop() {
            host.close(state);
            guard::leave();
            signals::stop()?;
            guard.again()?;
        }
    }
    Ok(())
}

/// Waits for a key and takes all that are there.
fn wait(busy: bool) -> Result<Vec<Message>, TerminalError> {
    let mut messages = Vec::new();
    let mut patience = if busy { BUSY } else { IDLE };
    let began = Instant::now();
    while event::poll(patience)? {
        messages.extend(events::message(event::read()?));
        patience = AT_ONCE;
        // A held key must not keep the screen from being drawn.
        if messages.len() >= 64 || began.elapsed() > IDLE {
            break;
        }
    }
    Ok(messages)
}

/// Shows why a session can't be read until it can, or until somebody leaves.
fn wait_until_mended(
    path: &Path,
    look: &Look,
    guard: &mut Guard,
    signals: &Signals,
) -> Result<Option<Opened>, TerminalError> {
    loop {
        let broken = match open(path, &screens::ALL) {
            Ok(mut opened) => {
                opened.state.say(Level::Info, "session.yaml is mended");
                return Ok(Some(opened));
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
        guard
            .terminal
            .draw(|frame| screens::draw_broken(&broken, &look.theme, frame))?;
        let messages = {
            let mut messages = Vec::new();
            if event::poll(Duration::from_millis(500))? {
                messages.extend(events::message(event::read()?));
            }
            messages
        };
        let leave = messages.iter().any(|m| match m {
            Message::Key(key) => {
                key.typed() == Some('q')
                    || key.code == crate::app::KeyCode::Esc
                    || (key.ctrl && key.code == crate::app::KeyCode::Char('c'))
            }
            _ => false,
        });
        if leave || signals.must_end() {
            return Ok(None);
        }
        if signals.must_stop() {
            guard::leave();
            signals::stop()?;
            guard.again()?;
        }
    }
}
