//! What every step shares: title, rail, panes, strip, message and keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{agenda, dialogs, draw_card, panes, picture, progress, strip};
use crate::app::keymap::{self, Action};
use crate::app::overlay::Overlay;
use crate::app::room_card::room_card;
use crate::app::{Level, Progress, Saved, State, Step};
use crate::check::{Finding, Severity};
use crate::widgets::header::{RailItem, rail, title_line};
use crate::widgets::{Theme, ascii, footer, panel, toast, toosmall};

/// Draws the workbench.
pub fn draw(state: &State, theme: &Theme, frame: &mut Frame) {
    draw_all(state, theme, frame);
    ascii::only(frame.buffer_mut(), theme);
}

fn draw_all(state: &State, theme: &Theme, frame: &mut Frame) {
    let screen = frame.area();
    if toosmall::too_small(screen) {
        toosmall::draw(frame.buffer_mut(), screen, theme);
        return;
    }
    if shows_card(state) {
        let card = room_card(state);
        draw_card(&card, state.now, frame.buffer_mut(), screen, theme);
        return;
    }
    let mut area = screen;
    top(state, theme, frame, &mut area);
    bottom(state, theme, frame, &mut area);
    let strip_rows = strip::height(state, screen.height).min(area.height);
    let strip_area = take_bottom(&mut area, strip_rows);
    strip::draw(state, frame.buffer_mut(), strip_area, theme);
    if let Some(picture) = picture(state.step) {
        let rows = (picture.height)(state, screen.height).min(area.height / 2);
        if rows > 0 {
            let above = take_top(&mut area, rows);
            (picture.draw)(state, frame.buffer_mut(), above, theme);
            let line = take_top(&mut area, 1);
            panel::rule_line(frame.buffer_mut(), line, theme, "", "");
        }
    }
    panes::draw(state, frame, area, theme);
    dialogs::draw(state, frame, screen, theme);
}

/// Whether the room view takes the screen: not while a dialog wants an answer.
fn shows_card(state: &State) -> bool {
    let only_tells = |overlay: &Overlay| matches!(overlay, Overlay::Words(_));
    state.projector.on && state.overlays.iter().all(only_tells)
}

fn take_top(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    let taken = Rect {
        height: rows,
        ..*area
    };
    area.y += rows;
    area.height -= rows;
    taken
}

fn take_bottom(area: &mut Rect, rows: u16) -> Rect {
    let rows = rows.min(area.height);
    area.height -= rows;
    Rect {
        y: area.y + area.height,
        height: rows,
        ..*area
    }
}

fn top(state: &State, theme: &Theme, frame: &mut Frame, area: &mut Rect) {
    let tall = area.height >= 20;
    let step = format!("{} {}", state.step.number(), state.step.name());
    let title = if panes::only_detail(state, area.width) {
        // Where one pane shows, the title says what its fields are of.
        format!(
            " {step} > {}",
            state.selected().map_or(String::new(), |row| row.text)
        )
    } else {
        format!(" {}   {step}", state.session().name)
    };
    let (right, style) = right_of_title(state, theme, area.width);
    let line = take_top(area, 1);
    title_line(frame.buffer_mut(), line, theme, &title, (&right, style));
    let items: Vec<RailItem> = Step::ALL
        .into_iter()
        .map(|step| RailItem {
            number: step.number(),
            name: step.name(),
            sign: match progress(state, step) {
                Progress::ToDo => ' ',
                Progress::Open => '.',
                Progress::Done => '+',
                Progress::Flagged => '!',
            },
            current: step == state.step,
        })
        .collect();
    let line = take_top(area, 1);
    rail(frame.buffer_mut(), line, theme, &items);
    if tall {
        let line = take_top(area, 1);
        panel::rule_line(frame.buffer_mut(), line, theme, "", "");
    }
}

/// The clock, once it was started, and where the session stands where both fit.
fn right_of_title(state: &State, theme: &Theme, columns: u16) -> (String, Style) {
    let (standing, style) = status(state, theme);
    match agenda::clock(state, theme) {
        Some((clock, style)) if columns >= 100 => (format!("{clock}  {standing}"), style),
        Some(clock) if style != theme.bad => clock,
        _ => (standing, style),
    }
}

/// Where the session stands, at the right of the title.
fn status(state: &State, theme: &Theme) -> (String, Style) {
    if state.read_only.is_some() {
        return ("read-only ".into(), theme.warn);
    }
    let version = state
        .last_version()
        .map_or("draft".to_owned(), |v| format!("draft after {v}"));
    if state.unanswered.is_some() {
        return (format!("{version}, NOT ANSWERED "), theme.bad);
    }
    match &state.saved {
        Saved::Yes if !state.unread.is_empty() => (format!("{version}, UNREAD "), theme.warn),
        Saved::Yes => (format!("{version}, saved "), theme.muted),
        Saved::Soon => (format!("{version}, kept "), theme.muted),
        Saved::Failed(_) => (format!("{version}, NOT WRITTEN "), theme.bad),
    }
}

fn bottom(state: &State, theme: &Theme, frame: &mut Frame, area: &mut Rect) {
    let roomy = area.height >= 26;
    let keys = take_bottom(area, if roomy { 2 } else { 1 });
    let pairs = key_pairs(state);
    footer::draw(frame.buffer_mut(), keys, theme, &pairs);
    let (level, text) = message(state);
    // What to do about it stands at the end of a long sentence.
    let most = if roomy || level == toast::Level::Error {
        3
    } else {
        2
    };
    let rows = toast::height(level, &text, area.width).min(most);
    let lines = take_bottom(area, rows);
    toast::draw(frame.buffer_mut(), lines, theme, level, &text);
}

/// The line above the keys: what was last said, else an offer, a tip, or the help of the field.
fn message(state: &State) -> (toast::Level, String) {
    if let Some(notice) = &state.notice {
        let level = match notice.level {
            Level::Info => toast::Level::Info,
            Level::Warn => toast::Level::Warn,
            Level::Error => toast::Level::Error,
        };
        return (level, notice.text.clone());
    }
    if let Some(follow) = &state.follow {
        return (toast::Level::Warn, follow.question.clone());
    }
    if let Some(tip) = &state.tip {
        return (toast::Level::Info, tip.clone());
    }
    (toast::Level::Info, help_line(state))
}

/// One line of help for the field in hand.
fn help_line(state: &State) -> String {
    let Some(crate::app::Does::Field(place, key)) = state.in_hand().map(|r| r.does) else {
        return String::new();
    };
    let spec = state
        .session()
        .record(&place)
        .and_then(|r| r.specs().into_iter().find(|s| s.key == key));
    spec.map(|s| s.help.to_owned()).unwrap_or_default()
}

fn key_pairs(state: &State) -> Vec<(&'static str, &'static str)> {
    const COMMON: &[Action] = &[
        Action::NextPane,
        Action::Undo,
        Action::Findings,
        Action::Loop,
        Action::NextStep,
        Action::Find,
        Action::Park,
        Action::Timer,
        Action::RoomView,
        Action::More,
        Action::Quit,
        Action::Help,
    ];
    if !state.overlays.is_empty() {
        // A dialog prints its own keys; a line typed in its form has no dialog around it.
        return if dialogs::typed_in_place(state) {
            vec![("Enter", "keep"), ("Esc", "give up"), ("Ctrl-U", "clear")]
        } else {
            Vec::new()
        };
    }
    let own = state.screen().footer();
    let mut pairs = Vec::new();
    for action in own.iter().chain(COMMON.iter().filter(|a| !own.contains(a))) {
        if *action == Action::Loop && !(Step::Points..=Step::Preview).contains(&state.step) {
            continue;
        }
        if *action == Action::Follow && state.follow.is_none() {
            continue;
        }
        let to_mend = |f: &Finding| f.severity != Severity::Note;
        if *action == Action::Findings
            && !state
                .findings
                .iter()
                .chain(&state.proved.stale)
                .any(to_mend)
        {
            continue;
        }
        let binding = keymap::binding(*action);
        if !binding.short.is_empty() {
            pairs.push((binding.shown, binding.short));
        }
    }
    pairs
}
