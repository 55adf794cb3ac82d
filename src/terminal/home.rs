//! The home screen: recent sessions, the examples, a new session.

use std::path::PathBuf;
use std::time::Duration;

use super::run::DisplayOptions;
use super::tty::Tty;
use super::{ExitReason, TerminalError};
use crate::app::input::keymap::{self, Action};
use crate::app::{Key, Message};
use crate::screens::{HomeRow, HomeView, draw_home};

/// How often to check for signals.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// What the user chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HomeChoice {
    /// The folder of a session.
    Session(PathBuf),
    /// The folder of a session, to show its versions.
    Versions(PathBuf),
    /// The name of an example, of which to open a throw-away copy.
    Example(&'static str),
    /// A new session.
    New,
}

/// A choice with its text and a note.
pub type HomeOffer = (HomeChoice, String, String);

/// Shows the home screen until something is chosen or the user leaves.
///
/// # Errors
///
/// Fails if there is no terminal, or if it fails.
pub fn show_home(
    recent: &[HomeOffer],
    examples: &[HomeOffer],
    display: &DisplayOptions,
) -> Result<Result<HomeChoice, ExitReason>, TerminalError> {
    let mut tty = Tty::enter()?;
    choose_entry(recent, examples, display, &mut tty)
        .or_else(|error| tty.exit_or_error(error).map(Err))
}

/// Returns the rows and the choice of each; headings have none.
fn rows_of(
    recent: &[HomeOffer],
    examples: &[HomeOffer],
) -> (Vec<HomeRow>, Vec<Option<HomeChoice>>) {
    let mut choices: Vec<Option<HomeChoice>> = Vec::new();
    let mut rows = Vec::new();
    let mut add = |text: &str, note: &str, choice: Option<HomeChoice>| {
        rows.push(HomeRow {
            text: text.into(),
            note: note.into(),
            heading: choice.is_none(),
        });
        choices.push(choice);
    };
    add("START", "", None);
    add(
        "New session",
        "a name, people, a template",
        Some(HomeChoice::New),
    );
    if !recent.is_empty() {
        add("RECENT", "", None);
    }
    for (choice, text, note) in recent {
        add(text, note, Some(choice.clone()));
    }
    add("EXAMPLES (copies: your changes aren't kept)", "", None);
    for (choice, text, note) in examples {
        add(text, note, Some(choice.clone()));
    }
    (rows, choices)
}

fn choose_entry(
    recent: &[HomeOffer],
    examples: &[HomeOffer],
    display: &DisplayOptions,
    tty: &mut Tty,
) -> Result<Result<HomeChoice, ExitReason>, TerminalError> {
    let (rows, choices) = rows_of(recent, examples);
    let first = if recent.is_empty() { 1 } else { 3 };
    let mut home = HomeView {
        rows,
        selected: first,
        ..HomeView::default()
    };
    loop {
        home.place = match &choices[home.selected] {
            Some(HomeChoice::Session(path)) => path.display().to_string(),
            _ => String::new(),
        };
        tty.draw(|frame| draw_home(&home, &display.theme, frame))?;
        if let Some(exit) = tty.exit_reason() {
            return Ok(Err(exit));
        }
        tty.suspend_if_asked(|| ())?;
        let Some(Message::Key(key)) = tty.next_event(POLL_INTERVAL)?.message() else {
            continue;
        };
        match home_action(&mut home, key) {
            HomeAction::Nothing => {}
            HomeAction::Leave => return Ok(Err(ExitReason::ByKey)),
            HomeAction::Open => {
                if let Some(choice) = choices[home.selected].clone() {
                    return Ok(Ok(choice));
                }
            }
            HomeAction::New => return Ok(Ok(HomeChoice::New)),
            HomeAction::Versions => match &choices[home.selected] {
                Some(HomeChoice::Session(path)) => {
                    return Ok(Ok(HomeChoice::Versions(path.clone())));
                }
                _ => home.notice = "R shows the versions of a recent session".into(),
            },
        }
    }
}

enum HomeAction {
    Nothing,
    Open,
    New,
    Versions,
    Leave,
}

fn home_action(home: &mut HomeView, key: Key) -> HomeAction {
    if key.typed_char() == Some('n') {
        return HomeAction::New;
    }
    let last = home.rows.len() - 1;
    let step = |from: usize, by: isize| -> usize {
        let mut to = from;
        loop {
            let next = to.saturating_add_signed(by);
            if next > last || next == to {
                return from;
            }
            to = next;
            if !home.rows[to].heading {
                return to;
            }
        }
    };
    home.notice.clear();
    match keymap::action_for(key) {
        Some(Action::Versions) => return HomeAction::Versions,
        Some(Action::Up) => home.selected = step(home.selected, -1),
        Some(Action::Down) => home.selected = step(home.selected, 1),
        Some(Action::Edit) => return HomeAction::Open,
        Some(Action::Quit | Action::Back) => return HomeAction::Leave,
        _ => home.notice = format!("{key} does nothing here"),
    }
    HomeAction::Nothing
}
