//! The parts all steps share: title, rail, panes, strip, message and keys.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::hit_map::HitMap;
use super::{clock, dialogs, draw_card, panes, strip, wall};
use crate::app::actions::count;
use crate::app::dialogs::dialog::Dialog;
use crate::app::input::keymap::{self, Action};
use crate::app::input::pointer::PointerTarget;
use crate::app::projector::room_card::room_card;
use crate::app::projector::wall::pictures::step_pictures;
use crate::app::steps::list_view;
use crate::app::steps::selection::StepRows;
use crate::app::steps::table::step_progress;
use crate::app::{Key, NoticeLevel, RowTarget, SaveState, State, Step, StepProgress};
use crate::check::{Finding, Severity};
use crate::screens::picture;
use crate::widgets::header::{RailItem, rail, title_line};
use crate::widgets::text::{fit, put, width};
use crate::widgets::{Theme, footer, panel, paper, toast, too_small};

/// Draws the workbench.
pub fn draw(state: &State, theme: &Theme, frame: &mut Frame) {
    draw_mapped(state, theme, frame);
}

/// Draws the workbench, and returns what lies where.
pub fn draw_mapped(state: &State, theme: &Theme, frame: &mut Frame) -> HitMap {
    let mut hits = HitMap::default();
    draw_all(state, theme, frame, &mut hits);
    paper::lay(frame.buffer_mut(), theme);
    hits
}

fn draw_all(state: &State, theme: &Theme, frame: &mut Frame, hits: &mut HitMap) {
    let screen = frame.area();
    if too_small::is_too_small(screen) {
        too_small::draw(frame.buffer_mut(), screen, theme);
        return;
    }
    if shows_card(state) {
        let card = room_card(state);
        draw_card(&card, state.now, frame.buffer_mut(), screen, theme);
        return;
    }
    let rows = StepRows::new(state);
    let mut area = screen;
    draw_top(&rows, theme, frame, &mut area, hits);
    draw_bottom(&rows, theme, frame, &mut area, hits);
    let strip_rows = strip::height(state, screen).min(area.height);
    let strip_area = take_bottom(&mut area, strip_rows);
    strip::draw(state, frame.buffer_mut(), strip_area, theme);
    if let Some(picture) = picture(state.step) {
        let height = (picture.height)(state, screen.height).min(area.height / 2);
        if height > 0 {
            let above = take_top(&mut area, height);
            (picture.draw)(&rows, frame.buffer_mut(), above, theme, hits);
            let line = take_top(&mut area, 1);
            panel::rule_line(frame.buffer_mut(), line, theme, "", "");
        }
    }
    draw_third_pane(&rows, theme, frame, screen.width, &mut area);
    panes::draw(&rows, frame, area, theme, hits);
    dialogs::draw(&rows, frame, screen, theme, hits);
}

/// The most columns of the pictures: texts have more use for the others.
const MOST_COLUMNS_OF_PICTURES: u16 = 80;

/// Draws the pictures of the step to the right of a wide screen, and takes their columns.
fn draw_third_pane(
    rows: &StepRows,
    theme: &Theme,
    frame: &mut Frame,
    columns: u16,
    area: &mut Rect,
) {
    if columns < wall::BESIDE_PANES_FROM {
        return;
    }
    let pictures = step_pictures(rows.state(), &rows.focus());
    let taken = (area.width / 3).min(MOST_COLUMNS_OF_PICTURES);
    let pane = Rect {
        x: area.right() - taken + 2,
        width: taken - 2,
        ..*area
    };
    let fewest = wall::fewest_rows(&pictures, pane);
    if fewest == 0 || fewest > pane.height {
        return;
    }
    let buf = frame.buffer_mut();
    for y in area.top()..area.bottom() {
        put(buf, pane.x - 2, y, theme.vertical(), 1, theme.border);
    }
    wall::draw_pictures(&pictures, buf, pane, theme);
    area.width -= taken + 1;
}

/// Returns whether the room view takes the screen: not while a dialog needs an answer.
fn shows_card(state: &State) -> bool {
    let only_tells = |dialog: &Dialog| matches!(dialog, Dialog::OwnWords(_));
    state.room_view.is_on && state.dialogs.iter().all(only_tells)
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

fn draw_top(rows: &StepRows, theme: &Theme, frame: &mut Frame, area: &mut Rect, hits: &mut HitMap) {
    let state = rows.state();
    let tall = area.height >= 20;
    let step = format!("{} {}", state.step.number(), state.step.name());
    let (right, style) = title_right(state, theme, area.width);
    let title = if panes::shows_only_detail(state, area.width) {
        // With a single pane, the title names the record its fields belong to.
        let record = rows.selected_row().map_or("", |row| &row.text);
        format!(" {step} > {record}")
    } else {
        // The step is kept whole; the session's name is cut first.
        let rest = width(&step) + width(&right) + 7;
        let room = usize::from(area.width).saturating_sub(rest);
        format!(" {}   {step}", fit(&state.session().name, room.max(8)))
    };
    let line = take_top(area, 1);
    title_line(frame.buffer_mut(), line, theme, &title, (&right, style));
    let items: Vec<RailItem> = Step::ALL
        .into_iter()
        .map(|step| RailItem {
            number: step.number(),
            name: step.name(),
            sign: match step_progress(state, step) {
                StepProgress::ToDo => ' ',
                StepProgress::Open => '.',
                StepProgress::Done => '+',
                StepProgress::Flagged => '!',
            },
            current: step == state.step,
        })
        .collect();
    let line = take_top(area, 1);
    let steps = rail(frame.buffer_mut(), line, theme, &items);
    for (item, place) in items.iter().zip(steps) {
        hits.add(place, PointerTarget::Step(item.number));
    }
    if tall {
        let line = take_top(area, 1);
        panel::rule_line(frame.buffer_mut(), line, theme, "", "");
    }
}

/// The clock, once started, and the save state if both fit.
fn title_right(state: &State, theme: &Theme, columns: u16) -> (String, Style) {
    let (standing, style) = save_status(state, theme);
    match clock::clock_text(state, theme) {
        Some((clock, style)) if columns >= 100 => (format!("{clock}  {standing}"), style),
        Some(clock) if style != theme.bad => clock,
        _ => (standing, style),
    }
}

/// The save state, at the right of the title.
fn save_status(state: &State, theme: &Theme) -> (String, Style) {
    if state.read_only.is_some() {
        return ("read-only ".into(), theme.warn);
    }
    let version = state
        .last_version()
        .map_or("draft".to_owned(), |v| format!("draft since {v}"));
    if state.recovery_question.is_some() {
        return (format!("{version}, RECOVERY PENDING "), theme.bad);
    }
    match &state.save_state {
        SaveState::Saved if !state.unread_changes.is_empty() => {
            (format!("{version}, CHANGES UNREADABLE "), theme.warn)
        }
        SaveState::Saved => (format!("{version}, saved "), theme.muted),
        SaveState::Saving => (format!("{version}, saving "), theme.muted),
        SaveState::Failed(_) => (format!("{version}, NOT SAVED "), theme.bad),
    }
}

fn draw_bottom(
    rows: &StepRows,
    theme: &Theme,
    frame: &mut Frame,
    area: &mut Rect,
    hits: &mut HitMap,
) {
    let roomy = area.height >= 26;
    let keys = take_bottom(area, if roomy { 2 } else { 1 });
    let pairs = key_pairs(rows);
    let areas = footer::draw(frame.buffer_mut(), keys, theme, &pairs);
    hits.add_keys(&pairs, &areas, |pair| label_key(pairs[pair]));
    let (level, text) = message_line(rows);
    // A long sentence ends with what to do about it.
    let max_rows = if roomy || level == toast::ToastLevel::Error {
        3
    } else {
        2
    };
    let height = toast::height(level, &text, area.width).min(max_rows);
    let lines = take_bottom(area, height);
    toast::draw(frame.buffer_mut(), lines, theme, level, &text);
}

/// The line above the keys: the latest notice, else an offer, a tip, or help for the field.
fn message_line(rows: &StepRows) -> (toast::ToastLevel, String) {
    let state = rows.state();
    if let Some(notice) = &state.notice {
        let level = match notice.level {
            NoticeLevel::Info => toast::ToastLevel::Info,
            NoticeLevel::Warn => toast::ToastLevel::Warn,
            NoticeLevel::Error => toast::ToastLevel::Error,
        };
        return (level, notice.text.clone());
    }
    if let Some(publishing) = state.publishing {
        return (toast::ToastLevel::Info, publishing.text());
    }
    if let Some(question) = state.linked_question() {
        return (toast::ToastLevel::Warn, question.to_owned());
    }
    if let Some(tip) = shown_tip(state) {
        return (toast::ToastLevel::Info, tip.to_owned());
    }
    if let Some(text) = state.marks_text() {
        return (toast::ToastLevel::Info, text);
    }
    (toast::ToastLevel::Info, help_line(rows))
}

/// The tip, where the keys do what it says.
fn shown_tip(state: &State) -> Option<&str> {
    let tip = state.tip.as_ref().filter(|_| state.dialogs.is_empty())?;
    let row = state.focused_row()?;
    (row.target == tip.row).then_some(tip.text.as_str())
}

/// One line of help for the focused field.
fn help_line(rows: &StepRows) -> String {
    let Some(RowTarget::Field(place, key)) = rows.focused_row().map(|row| &row.target) else {
        return String::new();
    };
    let record = rows.state().session().record(place);
    let spec = record.and_then(|r| r.specs().into_iter().find(|s| s.key == *key));
    spec.map(|s| s.help.to_owned()).unwrap_or_default()
}

/// The key that a label in the footer stands for.
fn label_key(pair: (&str, &str)) -> Option<Key> {
    let shown = |b: &&keymap::Binding| (b.footer_key, b.footer_label) == pair;
    let binding = keymap::BINDINGS.iter().find(shown)?;
    Key::parse(binding.keys[0])
}

/// How many of a step's own actions stand before what is needed everywhere.
const OWN_FIRST: usize = 4;

/// What is needed everywhere.
const NEEDED: [Action; 2] = [Action::NextPane, Action::Undo];

/// The keys that do something now, the most needed first: not all may fit.
/// What digits do on the focused row, if they don't go to a step.
fn digit_hint(rows: &StepRows) -> Option<(&'static str, &'static str)> {
    match &rows.focused_row()?.target {
        RowTarget::SampleAnswer(..) => Some(("1-9", "answer")),
        target if count::has_number(rows.state(), target) => Some(("0-9", "number")),
        _ => None,
    }
}

fn key_pairs(rows: &StepRows) -> Vec<(&'static str, &'static str)> {
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
        Action::MoreFields,
        Action::Quit,
        Action::Help,
    ];
    let state = rows.state();
    if !state.dialogs.is_empty() {
        // A dialog prints its own keys; a line typed in a form has no dialog around it.
        return if list_view::is_filtering(state) {
            vec![("Enter", "keep"), ("Esc", "clear"), ("Ctrl-U", "anew")]
        } else if panes::typed_in_place(rows) {
            vec![("Enter", "save"), ("Esc", "discard"), ("Ctrl-U", "clear")]
        } else {
            Vec::new()
        };
    }
    let own = state.screen().footer_actions();
    let (first, others) = own.split_at(own.len().min(OWN_FIRST));
    let common = COMMON.iter().filter(|a| !own.contains(a));
    let (needed, common): (Vec<_>, Vec<_>) = common.partition(|a| NEEDED.contains(a));
    let needed_first = first.iter().chain(needed);
    let mut pairs: Vec<_> = digit_hint(rows).into_iter().collect();
    for action in needed_first.chain(others).chain(common) {
        if *action == Action::Loop && !(Step::Points..=Step::Preview).contains(&state.step) {
            continue;
        }
        if *action == Action::MoveLinked && state.linked_question().is_none() {
            continue;
        }
        let to_mend = |f: &Finding| f.severity != Severity::Note;
        if *action == Action::Findings
            && !state
                .findings
                .iter()
                .chain(&state.proofs.stale)
                .any(to_mend)
        {
            continue;
        }
        let binding = keymap::binding_of(*action);
        if !binding.footer_label.is_empty() {
            pairs.push((binding.footer_key, binding.footer_label));
        }
    }
    pairs
}
