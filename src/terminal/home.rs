//! The home screen: recent sessions, the examples, a new one.

use std::path::PathBuf;
use std::time::Duration;

use super::run::Look;
use super::tty::Tty;
use super::{Left, TerminalError};
use crate::app::keymap::{self, Action};
use crate::app::{Key, Message};
use crate::screens::{Home, HomeRow, draw_home};

/// How often signals are looked for.
const LOOK_EVERY: Duration = Duration::from_millis(250);

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A session's folder.
    Session(PathBuf),
    /// A session's folder, to look at its versions.
    Versions(PathBuf),
    /// A throw-away copy of an example, by its name.
    Example(&'static str),
    /// A new session.
    New,
}

/// A row that can be chosen, with its words and a note.
pub type Offer = (Choice, String, String);

/// Shows the home screen until something is chosen, or until it is left.
pub fn home(
    recent: &[Offer],
    examples: &[Offer],
    look: &Look,
) -> Result<Result<Choice, Left>, TerminalError> {
    let mut tty = Tty::enter()?;
    choose(recent, examples, look, &mut tty).or_else(|failed| tty.closed_by(failed).map(Err))
}

/// The rows, and what each stands for; a heading for nothing.
fn rows_of(recent: &[Offer], examples: &[Offer]) -> (Vec<HomeRow>, Vec<Option<Choice>>) {
    let mut choices: Vec<Option<Choice>> = Vec::new();
    let mut rows = Vec::new();
    let mut add = |text: &str, note: &str, choice: Option<Choice>| {
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
        Some(Choice::New),
    );
    if !recent.is_empty() {
        add("RECENT", "", None);
    }
    for (choice, text, note) in recent {
        add(text, note, Some(choice.clone()));
    }
    add(
        "EXAMPLES (copies: nothing you do to them is kept)",
        "",
        None,
    );
    for (choice, text, note) in examples {
        add(text, note, Some(choice.clone()));
    }
    (rows, choices)
}

fn choose(
    recent: &[Offer],
    examples: &[Offer],
    look: &Look,
    tty: &mut Tty,
) -> Result<Result<Choice, Left>, TerminalError> {
    let (rows, choices) = rows_of(recent, examples);
    let first = if recent.is_empty() { 1 } else { 3 };
    let mut home = Home {
        rows,
        selected: first,
        ..Home::default()
    };
    loop {
        home.place = match &choices[home.selected] {
            Some(Choice::Session(path)) => path.display().to_string(),
            _ => String::new(),
        };
        tty.draw(|frame| draw_home(&home, &look.theme, frame))?;
        if let Some(left) = tty.must_end() {
            return Ok(Err(left));
        }
        tty.stop_if_asked(|| ())?;
        let Some(Message::Key(key)) = tty.next(LOOK_EVERY)?.message() else {
            continue;
        };
        match chosen(&mut home, key) {
            Chosen::Nothing => {}
            Chosen::Leave => return Ok(Err(Left::ByKey)),
            Chosen::Take => {
                if let Some(choice) = choices[home.selected].clone() {
                    return Ok(Ok(choice));
                }
            }
            Chosen::New => return Ok(Ok(Choice::New)),
            Chosen::Versions => match &choices[home.selected] {
                Some(Choice::Session(path)) => return Ok(Ok(Choice::Versions(path.clone()))),
                _ => home.notice = "R shows the versions of a recent session".into(),
            },
        }
    }
}

enum Chosen {
    Nothing,
    Take,
    New,
    Versions,
    Leave,
}

fn chosen(home: &mut Home, key: Key) -> Chosen {
    if key.typed() == Some('n') {
        return Chosen::New;
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
    match keymap::action(key) {
        Some(Action::Versions) => return Chosen::Versions,
        Some(Action::Up) => home.selected = step(home.selected, -1),
        Some(Action::Down) => home.selected = step(home.selected, 1),
        Some(Action::Edit) => return Chosen::Take,
        Some(Action::Quit | Action::Back) => return Chosen::Leave,
        _ => home.notice = format!("{key} does nothing here"),
    }
    Chosen::Nothing
}
