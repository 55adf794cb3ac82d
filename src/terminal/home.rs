//! The home screen: recent sessions, the examples, a new session.

use std::path::PathBuf;
use std::time::Duration;

use super::display::DisplayOptions;
use super::tty::{Tty, TtyEvent};
use super::{ExitReason, TerminalError, guard};
use crate::app::dialogs::reading::{home_help_lines, last_of_keys};
use crate::app::input::keymap::{self, Action};
use crate::app::input::pointer::{Gesture, MouseUse, PointerTarget, WHEEL_LINES};
use crate::app::{Key, KeyCode, Message};
use crate::screens::{HitMap, HomeRow, HomeView, draw_home_mapped};

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
    /// A new session from another one.
    NewFrom,
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
    add(
        "New session from another one",
        "its definition and people",
        Some(HomeChoice::NewFrom),
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
    let first = if recent.is_empty() { 1 } else { 4 };
    let mut home = HomeView {
        rows,
        selected: first,
        ..HomeView::default()
    };
    let mut hits = HitMap::default();
    let mut mouse = MouseUse::Workbench;
    loop {
        home.place = match &choices[home.selected] {
            Some(HomeChoice::Session(path)) => path.display().to_string(),
            _ => String::new(),
        };
        guard::report_mouse(mouse == MouseUse::Workbench)?;
        tty.draw(|frame| hits = draw_home_mapped(&home, &display.theme(), frame))?;
        if let Some(exit) = tty.exit_reason() {
            return Ok(Err(exit));
        }
        tty.suspend_if_asked(|| ())?;
        let size = tty.size()?;
        let last_of_help = last_of_keys(home_help_lines, (size.width, size.height));
        let keys = match tty.next_event(POLL_INTERVAL)? {
            TtyEvent::Message(Message::Key(key)) => vec![key],
            TtyEvent::Mouse(gesture, column, row) => match hits.at(column, row) {
                Some(target) => keys_of_mouse(&mut home, gesture, target),
                None => Vec::new(),
            },
            _ => Vec::new(),
        };
        if let Some(at) = home.help {
            home.help = keys
                .iter()
                .try_fold(at, |at, key| scroll_help(at, *key, last_of_help));
            continue;
        }
        // Where no help is open the mouse means one key at most.
        let Some(key) = keys.first().copied() else {
            continue;
        };
        home.scroll = None;
        if keymap::action_for(key) == Some(Action::Mouse) {
            home.notice = switch_mouse(&mut mouse).into();
            continue;
        }
        match home_action(&mut home, key) {
            HomeAction::Nothing => {}
            HomeAction::Leave => return Ok(Err(ExitReason::ByKey)),
            HomeAction::Open => {
                if let Some(choice) = choices[home.selected].clone() {
                    return Ok(Ok(choice));
                }
            }
            HomeAction::Choose(choice) => return Ok(Ok(choice)),
            HomeAction::Versions => match &choices[home.selected] {
                Some(HomeChoice::Session(path)) => {
                    return Ok(Ok(HomeChoice::Versions(path.clone())));
                }
                _ => home.notice = "R shows the versions of a recent session".into(),
            },
        }
    }
}

/// Turns the mouse off or on, and says what it does now.
fn switch_mouse(mouse: &mut MouseUse) -> &'static str {
    match *mouse {
        MouseUse::Workbench => {
            *mouse = MouseUse::Terminal;
            "The mouse is off: the terminal selects text as usual; F8 turns it on"
        }
        MouseUse::Terminal => {
            *mouse = MouseUse::Workbench;
            "The mouse is on: click selects, again opens; F8 turns it off"
        }
    }
}

/// Returns the keys that the mouse stands for: a click on a selected row is Enter, one on a key
/// that key, the wheel over the help scrolls it. A click on another row selects it, and the wheel
/// over the rows scrolls them, at once.
fn keys_of_mouse(home: &mut HomeView, gesture: Gesture, target: &PointerTarget) -> Vec<Key> {
    let wheel = match gesture {
        Gesture::Click => None,
        Gesture::WheelUp => Some(KeyCode::Up),
        Gesture::WheelDown => Some(KeyCode::Down),
    };
    if home.help.is_some() {
        return match (wheel, target) {
            (Some(code), _) => vec![Key::plain(code); WHEEL_LINES],
            (None, PointerTarget::Key(key)) => vec![*key],
            _ => Vec::new(),
        };
    }
    match (wheel, target) {
        (None, PointerTarget::Key(key)) => return vec![*key],
        (None, PointerTarget::Row(_, index, view)) => {
            if *index == home.selected {
                return vec![Key::plain(KeyCode::Enter)];
            }
            if home.rows.get(*index).is_some_and(|row| !row.heading) {
                home.notice.clear();
                home.selected = *index;
                // Clicked twice, a row must not move meanwhile.
                home.scroll = Some(view.first);
            }
        }
        (Some(code), PointerTarget::Row(_, _, view) | PointerTarget::View(_, view)) => {
            home.scroll = Some(if code == KeyCode::Up {
                view.first.saturating_sub(WHEEL_LINES)
            } else {
                (view.first + WHEEL_LINES).min(view.last)
            });
        }
        _ => {}
    }
    Vec::new()
}

enum HomeAction {
    Nothing,
    Open,
    Choose(HomeChoice),
    Versions,
    Leave,
}

fn home_action(home: &mut HomeView, key: Key) -> HomeAction {
    match key.typed_char() {
        Some('n') => return HomeAction::Choose(HomeChoice::New),
        Some('N') => return HomeAction::Choose(HomeChoice::NewFrom),
        _ => {}
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
        Some(Action::Quit) => return HomeAction::Leave,
        // Esc is pressed once too often on the way back from a session.
        Some(Action::Back) => home.notice = "q quits".into(),
        Some(Action::Help) => home.help = Some(0),
        _ => home.notice = format!("{key} does nothing here"),
    }
    HomeAction::Nothing
}

/// Returns how far a help is scrolled down after a key; `None` if the key closes it.
pub(super) fn scroll_help(at: usize, key: Key, last: usize) -> Option<usize> {
    const PAGE: usize = 10;
    let at = match keymap::action_for(key) {
        Some(Action::Down) => at + 1,
        Some(Action::Up) => at.saturating_sub(1),
        Some(Action::PageDown | Action::Tick) => at + PAGE,
        Some(Action::PageUp) => at.saturating_sub(PAGE),
        Some(Action::First) => 0,
        Some(Action::Last) => last,
        _ => return None,
    };
    Some(at.min(last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::input::pointer::{ShownView, ViewArea};

    fn home() -> HomeView {
        let (rows, _) = rows_of(&[], &[]);
        HomeView {
            rows,
            selected: 1,
            ..HomeView::default()
        }
    }

    #[test]
    fn esc_says_which_key_quits_and_only_that_one_does() {
        let mut home = home();
        let esc = Key::parse("esc").expect("a key");
        assert!(matches!(home_action(&mut home, esc), HomeAction::Nothing));
        assert_eq!(home.notice, "q quits");
        assert!(matches!(
            home_action(&mut home, Key::char('q')),
            HomeAction::Leave
        ));
    }

    #[test]
    fn help_opens_scrolls_and_closes() {
        let mut home = home();
        home_action(&mut home, Key::char('?'));
        assert_eq!(home.help, Some(0));
        let down = Key::parse("down").expect("a key");
        assert_eq!(scroll_help(0, down, 5), Some(1));
        assert_eq!(scroll_help(5, down, 5), Some(5));
        assert_eq!(scroll_help(3, Key::char('?'), 5), None);
    }

    #[test]
    fn a_click_selects_and_a_second_one_opens() {
        let mut home = home();
        let view = ShownView { first: 0, last: 3 };
        let row = |index| PointerTarget::Row(ViewArea::List, index, view);
        let click =
            |home: &mut HomeView, at: &PointerTarget| keys_of_mouse(home, Gesture::Click, at);
        assert_eq!(click(&mut home, &row(2)), []);
        assert_eq!((home.selected, home.scroll), (2, Some(0)));
        assert_eq!(click(&mut home, &row(2)), [Key::plain(KeyCode::Enter)]);
        assert!(home.rows[0].heading);
        assert_eq!(click(&mut home, &row(0)), []);
        assert_eq!(home.selected, 2, "a heading isn't selected");
        let quit = PointerTarget::Key(Key::char('q'));
        assert_eq!(click(&mut home, &quit), [Key::char('q')]);
    }

    #[test]
    fn the_wheel_scrolls_the_rows_or_the_help() {
        let mut home = home();
        let view = ShownView { first: 1, last: 3 };
        let rows = PointerTarget::View(ViewArea::List, view);
        assert_eq!(keys_of_mouse(&mut home, Gesture::WheelDown, &rows), []);
        assert_eq!((home.scroll, home.selected), (Some(3), 1));
        keys_of_mouse(&mut home, Gesture::WheelUp, &rows);
        assert_eq!(home.scroll, Some(0));
        home.help = Some(0);
        let down = keys_of_mouse(&mut home, Gesture::WheelDown, &PointerTarget::Dialog);
        assert_eq!(down, [Key::plain(KeyCode::Down); WHEEL_LINES]);
    }

    #[test]
    fn both_ways_to_a_new_session_are_offered() {
        let (rows, choices) = rows_of(&[], &[]);
        assert!(choices.contains(&Some(HomeChoice::New)));
        assert!(choices.contains(&Some(HomeChoice::NewFrom)));
        assert_eq!(rows[2].text, "New session from another one");
        let chosen = home_action(&mut home(), Key::char('N'));
        assert!(matches!(chosen, HomeAction::Choose(HomeChoice::NewFrom)));
    }
}
