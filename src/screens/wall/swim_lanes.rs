//! Draws the steps of a journey in lanes: from left to right where it is wide, else from top to
//! bottom.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text_rows::{TextRow, draw_rows, height, wrapped};
use crate::app::projector::wall::swim_lanes::{LaneStep, PhaseLane, StepBehaviour, SwimLanes};
use crate::model::Collected;
use crate::model::wording::count_noun;
use crate::widgets::text::width;
use crate::widgets::{Theme, ThemeName};

/// From how many columns the lanes stand beside each other.
const BESIDE_FROM: u16 = 100;
/// From how many columns phases, steps and behaviours have a column each.
const TABLE_FROM: u16 = 60;
/// Columns of the phase in a table.
const PHASE_COLUMNS: u16 = 15;
/// The fewest rows in which lanes are worth drawing.
const FEWEST: u16 = 6;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &SwimLanes, area: Rect) -> (u16, u16) {
    // The styles take no room.
    let theme = Theme::new(ThemeName::Mono, false);
    let all = height(&all_rows(picture, area.width, u16::MAX, &theme));
    (all.min(FEWEST), all)
}

/// Draws it.
pub(super) fn draw(picture: &SwimLanes, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let rows = all_rows(picture, area.width, area.height, theme);
    draw_rows(&rows, buf, area, theme);
}

/// How much room the rows take.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// With blank rows, and stages where lanes stand beside each other.
    Loose,
    /// Without them.
    Tight,
    /// With the phase on the row of its first step where both have room.
    Tightest,
}

/// Makes all rows for an area, the looser the more room there is.
fn all_rows(picture: &SwimLanes, columns: u16, rows: u16, theme: &Theme) -> Vec<TextRow> {
    let mut all = vec![TextRow::default().with(0, columns, &picture.title, theme.heading)];
    all.extend(summary_row(picture, columns, theme));
    let lanes = |spacing: Spacing| match columns {
        BESIDE_FROM.. => lanes_beside(picture, columns, spacing == Spacing::Loose, theme),
        TABLE_FROM.. => lanes_below(picture, columns, spacing, theme, table_row),
        _ => lanes_below(picture, columns, spacing, theme, stacked_lane),
    };
    let left = usize::from(rows).saturating_sub(all.len());
    let mut shown = lanes(Spacing::Loose);
    for spacing in [Spacing::Tight, Spacing::Tightest] {
        if shown.len() > left {
            shown = lanes(spacing);
        }
    }
    all.extend(shown);
    all
}

/// How many steps are seen today, and how many can't be.
fn summary_row(picture: &SwimLanes, columns: u16, theme: &Theme) -> Vec<TextRow> {
    let steps = picture.steps().count();
    if steps == 0 {
        return wrapped(0, columns, "! no steps yet", theme.bad);
    }
    let seen = picture.steps().filter(|step| step.is_seen()).count();
    let text = format!("{seen} of {} seen today", count_noun(steps as i64, "step"));
    let blind = picture.steps().filter(|step| step.behaviours.is_empty());
    match blind.count() {
        0 => wrapped(0, columns, &text, theme.text),
        blind => {
            let text = format!("{text}, {blind} without a behaviour");
            wrapped(0, columns, &text, theme.text)
        }
    }
}

/// Lanes beside each other, each with its phase above.
fn lanes_beside(picture: &SwimLanes, columns: u16, spaced: bool, theme: &Theme) -> Vec<TextRow> {
    let lanes = u16::try_from(picture.lanes.len()).unwrap_or(1).max(1);
    let lane_columns = columns / lanes;
    let own = lane_columns.saturating_sub(2);
    let rule = theme
        .horizontal()
        .repeat(usize::from(own).saturating_sub(1))
        + ">";
    let mut all = vec![TextRow::default(); 2 + usize::from(spaced)];
    for (index, lane) in (0..).zip(&picture.lanes) {
        let x = index * lane_columns;
        let head = TextRow::default().with(0, own, &lane.phase, theme.heading);
        all[usize::from(spaced)].merge(head, x);
        let rule = TextRow::default().with(0, own, &rule, theme.border);
        all[1 + usize::from(spaced)].merge(rule, x);
        let steps = lane_rows(lane, own, spaced, theme);
        for (at, row) in steps.into_iter().enumerate() {
            let at = at + 2 + usize::from(spaced);
            if at >= all.len() {
                all.push(TextRow::default());
            }
            all[at].merge(row, x);
        }
    }
    all
}

/// The steps of a lane below each other.
fn lane_rows(lane: &PhaseLane, columns: u16, spaced: bool, theme: &Theme) -> Vec<TextRow> {
    if lane.steps.is_empty() {
        return wrapped(0, columns, "! no step", theme.bad);
    }
    let mut rows = Vec::new();
    for (index, step) in lane.steps.iter().enumerate() {
        if spaced && index > 0 {
            rows.push(TextRow::default());
        }
        rows.extend(step_rows(step, columns, theme));
        if spaced && !step.stage.is_empty() {
            let stage = format!("stage: {}", step.stage);
            rows.extend(wrapped(2, columns.saturating_sub(2), &stage, theme.label));
        }
    }
    rows
}

/// A step's name with its behaviours below it.
fn step_rows(step: &LaneStep, columns: u16, theme: &Theme) -> Vec<TextRow> {
    let mut rows = name_rows(step, 0, columns, theme);
    for (text, style) in behaviour_texts(step, theme) {
        rows.extend(wrapped(2, columns.saturating_sub(2), &text, style));
    }
    mark(&mut rows, step);
    rows
}

fn name_rows(step: &LaneStep, x: u16, columns: u16, theme: &Theme) -> Vec<TextRow> {
    if step.is_selected {
        wrapped(x, columns, &format!("> {}", step.name), theme.selected)
    } else {
        wrapped(x, columns, &step.name, theme.heading)
    }
}

fn mark(rows: &mut [TextRow], step: &LaneStep) {
    for row in rows {
        row.is_selected = step.is_selected;
    }
}

/// What shows a step, with whether it is collected.
fn behaviour_texts(step: &LaneStep, theme: &Theme) -> Vec<(String, Style)> {
    if step.behaviours.is_empty() {
        return vec![("! no behaviour".to_owned(), theme.bad)];
    }
    let text = |behaviour: &StepBehaviour| {
        let (sign, word, style) = match behaviour.collected {
            Some(Collected::Now) => ("+", "collected", theme.good),
            Some(Collected::Planned) => ("-", "not collected yet", theme.warn),
            Some(Collected::Never) => ("-", "not collected", theme.warn),
            None => ("?", "collected or not?", theme.warn),
        };
        (format!("{sign} {}: {word}", behaviour.name), style)
    };
    step.behaviours.iter().map(text).collect()
}

/// Lanes below each other, each made by a function.
fn lanes_below(
    picture: &SwimLanes,
    columns: u16,
    spacing: Spacing,
    theme: &Theme,
    lane_rows: fn(&PhaseLane, u16, Spacing, &Theme) -> Vec<TextRow>,
) -> Vec<TextRow> {
    let mut rows = Vec::new();
    for lane in &picture.lanes {
        if spacing == Spacing::Loose {
            rows.push(TextRow::default());
        }
        rows.extend(lane_rows(lane, columns, spacing, theme));
    }
    rows
}

/// A lane with its phase, its steps and their behaviours in a column each.
fn table_row(lane: &PhaseLane, columns: u16, _: Spacing, theme: &Theme) -> Vec<TextRow> {
    let name_columns = (columns - PHASE_COLUMNS) / 2;
    let x = PHASE_COLUMNS + name_columns;
    let mut rows = Vec::new();
    for step in &lane.steps {
        let mut own = name_rows(step, PHASE_COLUMNS, name_columns.saturating_sub(2), theme);
        let mut shown = Vec::new();
        for (text, style) in behaviour_texts(step, theme) {
            shown.extend(wrapped(x, columns - x, &text, style));
        }
        own.resize_with(own.len().max(shown.len()), TextRow::default);
        for (row, shown) in own.iter_mut().zip(shown) {
            row.merge(shown, 0);
        }
        mark(&mut own, step);
        rows.extend(own);
    }
    if rows.is_empty() {
        let none = "! no step";
        rows = wrapped(PHASE_COLUMNS, columns - PHASE_COLUMNS, none, theme.bad);
    }
    let head = TextRow::default().with(0, PHASE_COLUMNS - 1, &lane.phase, theme.label);
    rows[0].merge(head, 0);
    rows
}

/// A lane's phase, and below it each step with its behaviours.
fn stacked_lane(lane: &PhaseLane, columns: u16, spacing: Spacing, theme: &Theme) -> Vec<TextRow> {
    let head = TextRow::default().with(0, columns, &lane.phase, theme.label);
    let mut rows = Vec::new();
    for row in lane_rows(lane, columns.saturating_sub(1), false, theme) {
        let mut indented = TextRow::default();
        indented.merge(row, 1);
        rows.push(indented);
    }
    let taken = width(&lane.phase) + 2;
    match rows.first_mut() {
        Some(first) if spacing == Spacing::Tightest && first.end() + taken <= columns.into() => {
            let phase = TextRow::default().with_right(columns, &lane.phase, theme.label);
            first.merge(phase, 0);
        }
        _ => rows.insert(0, head),
    }
    rows
}
