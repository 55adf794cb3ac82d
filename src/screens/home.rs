//! The home screen, and the screen shown while a session can't be read.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::dialogs;
use super::hit_map::HitMap;
use crate::app::dialogs::reading;
use crate::app::input::pointer::ViewArea;
use crate::widgets::Focus;
use crate::widgets::View;
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::{put, wrap};
use crate::widgets::{Theme, footer, header, paper, too_small};

/// A row of the home screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeRow {
    /// The text.
    pub text: String,
    /// A note beside the text.
    pub note: String,
    /// Whether it is a heading.
    pub heading: bool,
}

/// What the home screen shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomeView {
    /// Its rows.
    pub rows: Vec<HomeRow>,
    /// Index of the selected row.
    pub selected: usize,
    /// A line of feedback.
    pub notice: String,
    /// Path of the selected session, shown while there is no notice.
    pub place: String,
    /// How far the help is scrolled down, if it is open.
    pub help: Option<usize>,
    /// The first row shown, where the wheel scrolled the selected one away.
    pub scroll: Option<usize>,
}

/// A session that can't be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BrokenSession {
    /// What is wrong, where, and what to do.
    pub sentence: String,
    /// The offending line with a mark under it.
    pub snippet: String,
}

/// Draws the home screen.
pub fn draw_home(home: &HomeView, theme: &Theme, frame: &mut Frame) {
    draw_home_mapped(home, theme, frame);
}

/// Draws the home screen, and returns what lies where on it.
pub fn draw_home_mapped(home: &HomeView, theme: &Theme, frame: &mut Frame) -> HitMap {
    let mut hits = HitMap::default();
    draw_rows(home, theme, frame, &mut hits);
    if let Some(at) = home.help {
        let screen = frame.area();
        hits.clear();
        dialogs::draw_keys(
            None,
            reading::home_help_lines,
            at,
            frame.buffer_mut(),
            screen,
            theme,
            &mut hits,
        );
    }
    paper::lay(frame.buffer_mut(), theme);
    hits
}

fn draw_rows(home: &HomeView, theme: &Theme, frame: &mut Frame, hits: &mut HitMap) {
    let screen = frame.area();
    if too_small::is_too_small(screen) {
        too_small::draw(frame.buffer_mut(), screen, theme);
        return;
    }
    let buf = frame.buffer_mut();
    let top = Rect {
        height: 1,
        ..screen
    };
    header::title_line(
        buf,
        top,
        theme,
        " Accord   what a qualified lead is, agreed in one room",
        ("", theme.muted),
    );
    let rows: Vec<ListRow> = home
        .rows
        .iter()
        .map(|row| {
            if row.heading {
                ListRow::heading(row.text.as_str())
            } else {
                ListRow::new(row.text.as_str())
                    .right(row.note.as_str())
                    .indent(1)
            }
        })
        .collect();
    let area = Rect {
        y: screen.y + 2,
        height: screen.height.saturating_sub(4),
        ..screen
    };
    let view = View::from(Some(home.selected)).scrolled(home.scroll);
    let shown = list::draw(buf, area, theme, &rows, view, Focus::Here);
    hits.add_rows(ViewArea::List, &shown);
    let (text, style) = match home.notice.as_str() {
        "" => (&home.place, theme.muted),
        _ => (&home.notice, theme.warn),
    };
    put(
        buf,
        screen.x + 1,
        screen.bottom().saturating_sub(2),
        text,
        screen.width.saturating_sub(1),
        style,
    );
    let keys = Rect {
        y: screen.bottom().saturating_sub(1),
        height: 1,
        ..screen
    };
    let pairs = [
        ("Enter", "open"),
        ("Up Down", "choose"),
        ("n", "new"),
        ("q", "quit"),
        ("N", "new from another"),
        ("R", "versions"),
        ("?", "help"),
    ];
    let areas = footer::draw(buf, keys, theme, &pairs);
    hits.add_keys(&pairs, &areas, |_| None);
}

/// Draws why a session can't be read; it opens by itself once the file is fixed.
pub fn draw_broken(broken: &BrokenSession, theme: &Theme, frame: &mut Frame) {
    let screen = frame.area();
    let buf = frame.buffer_mut();
    header::title_line(
        buf,
        Rect {
            height: 1.min(screen.height),
            ..screen
        },
        theme,
        " This session can't be read",
        ("", theme.bad),
    );
    let mut y = screen.y.saturating_add(2);
    let width = screen.width.saturating_sub(2);
    let mut say = |text: &str, style, y: &mut u16| {
        for words in wrap(text, usize::from(width).max(1)) {
            if *y < screen.bottom().saturating_sub(1) {
                put(buf, screen.x + 1, *y, &words, width, style);
                *y += 1;
            }
        }
    };
    say(&broken.sentence, theme.heading, &mut y);
    y = y.saturating_add(1);
    for row in broken.snippet.lines() {
        say(row, theme.text, &mut y);
    }
    y = y.saturating_add(1);
    say(
        "Nothing was changed. Fix the file in another window: it opens here by itself.",
        theme.text,
        &mut y,
    );
    let keys = Rect {
        y: screen.bottom().saturating_sub(1),
        height: 1.min(screen.height),
        ..screen
    };
    footer::draw(frame.buffer_mut(), keys, theme, &[("q", "quit")]);
    paper::lay(frame.buffer_mut(), theme);
}
