//! The strip along the bottom: what the model now says of the leads, in any step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::projector::lead_figures::{
    EndedCounts, leads_title, moved_text, points_only, qualify_text, reading_text,
};
use crate::app::{State, Step, secrecy};
use crate::evidence::{LeadSource, LeadSummary, MovedLeads, Reclassified};
use crate::model::{Definition, Rule, wording};
use crate::widgets::Theme;
use crate::widgets::chart::{self, ChartBand};
use crate::widgets::panel::rule_line;
use crate::widgets::text::{put, put_right, width};

/// The rows of a strip whose histogram has an axis.
const TALL_ROWS: u16 = 10;

/// Returns the height of the strip on a screen with this many rows.
pub fn height(state: &State, rows: u16) -> u16 {
    if !state.step.has_strip() {
        return 0;
    }
    match rows {
        0..=19 => 2,
        20..=31 => 4,
        36.. => TALL_ROWS,
        _ if state.step == Step::Preview => 9,
        _ => 6,
    }
}

/// Returns the definition's bands for the chart.
pub fn chart_bands(definition: &Definition) -> Vec<ChartBand<'_>> {
    definition
        .bands
        .iter()
        .map(|b| ChartBand {
            name: b.name.as_str(),
            from: b.from,
        })
        .collect()
}

/// Draws the strip.
pub fn draw(state: &State, buf: &mut Buffer, area: Rect, theme: &Theme) {
    if area.height == 0 {
        return;
    }
    if secrecy::hides_figures(state.session()) {
        rule_line(buf, row_area(area, 0), theme, secrecy::FIGURES_HIDDEN, "");
        return;
    }
    let definition = &state.session().definition;
    let rule = definition.handoff_stage().and_then(|s| s.rule.as_ref());
    let right = match rule {
        Some(rule) => format!("rule: {}", rule_text(definition, rule)),
        None => "no hand-off rule yet".into(),
    };
    let Some(outlook) = &state.outlook else {
        let title = state
            .load_percent
            .map_or("scoring ...".into(), reading_text);
        rule_line(buf, row_area(area, 0), theme, &title, &right);
        return;
    };
    let title = state
        .load_percent
        .map_or_else(|| leads_title(outlook), reading_text);
    rule_line(buf, row_area(area, 0), theme, &title, &right);
    let moves = state
        .baseline
        .as_ref()
        .map(|b| outlook.reclassified_since(b))
        .unwrap_or_default();
    let chart_rows = area.height.saturating_sub(3);
    // Without a row of their own, the moves are counted behind the figures.
    let moved = if chart_rows == 0 {
        moves.moved_count_text()
    } else {
        String::new()
    };
    draw_figures(state, outlook, &moved, buf, row_area(area, 1), theme);
    if chart_rows > 0 {
        let chart_area = Rect {
            y: area.y + 2,
            height: chart_rows,
            ..area
        };
        let (counts, bands) = (&outlook.tally.histogram, chart_bands(definition));
        if area.height >= TALL_ROWS {
            let threshold = rule.and_then(Rule::threshold);
            chart::histogram_with_axis(buf, chart_area, theme, counts, &bands, threshold);
        } else {
            chart::histogram(buf, chart_area, theme, counts, &bands);
        }
        if outlook.has_named_leads() {
            let row = row_area(area, area.height - 1);
            draw_moves(&moves, definition, buf, row, theme);
        }
    }
}

fn row_area(area: Rect, row: u16) -> Rect {
    Rect {
        y: area.y + row.min(area.height),
        height: u16::from(row < area.height),
        ..area
    }
}

/// The hand-off rule in a few words: `20 + Funded + 1:1 demo`.
fn rule_text(definition: &Definition, rule: &Rule) -> String {
    let mut parts: Vec<String> = rule.threshold().iter().map(ToString::to_string).collect();
    for reference in rule.all.iter().flatten() {
        let name = definition
            .criterion(reference.criterion.as_str())
            .map_or_else(|| reference.to_string(), |c| c.name.clone());
        parts.push(name);
    }
    let others = rule.any.iter().count()
        + rule.at_least.len()
        + rule.none.iter().count()
        + rule.reached.iter().count()
        + rule
            .points
            .as_ref()
            .map_or(0, |p| p.len() - usize::from(p.contains_key("total")));
    if others > 0 {
        parts.push(format!("{others} more"));
    }
    parts.join(" + ")
}

fn draw_figures(
    state: &State,
    outlook: &LeadSummary,
    moved: &str,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    if area.height == 0 {
        return;
    }
    if outlook.source == LeadSource::Nothing {
        let text = if state.session().definition.criteria.is_empty() {
            "Nothing is scored yet: add criteria on Points".into()
        } else if let Some(proved) = crate::app::steps::possible_leads::qualify_text(state) {
            format!("{proved}: sketch a lead on Preview, or choose a file on Evidence")
        } else if state.proofs.done {
            "Too many possible leads to count: sketch a lead on Preview, or choose a file on Evidence"
                .into()
        } else {
            "Counting the possible leads ...".into()
        };
        put(buf, area.x, area.y, &text, area.width, theme.muted);
        return;
    }
    if !outlook.has_handoff_rule {
        let text = points_only(outlook);
        put(buf, area.x, area.y, &text, area.width, theme.warn);
        return;
    }
    let mut text = qualify_text(outlook, state.baseline.as_deref());
    if !moved.is_empty() {
        text.push_str(&format!("; {moved}"));
    }
    let end = put(
        buf,
        area.x + 1,
        area.y,
        &text,
        area.width.saturating_sub(1),
        theme.heading,
    );
    let left = (end + 2).min(area.right());
    let columns = usize::from(area.right() - left);
    let ended = EndedCounts::of(outlook);
    let texts = [3, 2, 1].map(|groups| ended.text(groups));
    // A figure that is cut would be another figure.
    let mut fitting = texts.into_iter().filter(|text| width(text) <= columns);
    let ended = fitting.next().unwrap_or_default();
    put_right(buf, left, area.right(), area.y, &ended, theme.text);
}

/// Draws who came in and who dropped out, then what else became of leads with the last change: in
/// words or, where they don't fit, as a count.
fn draw_moves(
    moves: &Reclassified,
    definition: &Definition,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let moved = moves.move_texts(definition).join("; ");
    if moved.is_empty() {
        draw_in_and_out(moves, buf, area, theme);
        return;
    }
    let columns = usize::from(area.width.saturating_sub(1));
    // As many names as fit: before the moves in words, else before their count.
    let named = (1..=MAX_NAMES).rev().map(|names| (names, moved.clone()));
    let counted = (0..=MAX_NAMES)
        .rev()
        .map(|names| (names, moves.moved_count_text()));
    let fits = |(names, moved): &(usize, String)| {
        let parts = in_and_out(moves, *names, theme);
        let before: usize = parts.iter().map(|(text, _)| width(text) + 2).sum();
        before + width(moved) <= columns
    };
    let fitting = named.chain(counted).find(fits);
    let (names, moved) = fitting.unwrap_or_else(|| (0, moves.moved_count_text()));
    let mut x = area.x + 1;
    let moved = (moved, theme.heading);
    for (text, style) in in_and_out(moves, names, theme).into_iter().chain([moved]) {
        let room = area.right().saturating_sub(x);
        x = put(buf, x, area.y, &text, room, style) + 2;
    }
}

/// The most leads named in the strip as coming in, or dropping out.
const MAX_NAMES: usize = 3;

/// Who came in and who dropped out, with so many names each; nothing where nobody did.
fn in_and_out(moves: &Reclassified, names: usize, theme: &Theme) -> Vec<(String, Style)> {
    let both = [
        ("IN", &moves.newly_qualified, theme.in_lead),
        ("OUT", &moves.no_longer_qualified, theme.out_lead),
    ];
    let both = both.into_iter().filter(|(_, leads, _)| leads.count > 0);
    both.map(|(word, leads, style)| (format!("{word}  {}", leads_text(leads, names)), style))
        .collect()
}

/// The first leads with their points before and after, or `none`; without names their number.
fn leads_text(leads: &MovedLeads, names: usize) -> String {
    if leads.count == 0 {
        return "none".into();
    }
    if names == 0 {
        return wording::grouped(leads.count);
    }
    moved_text(leads, names)
}

fn draw_in_and_out(moves: &Reclassified, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let inside = format!("IN  {}", leads_text(&moves.newly_qualified, MAX_NAMES));
    let style = if moves.newly_qualified.count == 0 {
        theme.text
    } else {
        theme.in_lead
    };
    let end = put(
        buf,
        area.x + 1,
        area.y,
        &inside,
        area.width.saturating_sub(1),
        style,
    );
    let outside = format!("OUT  {}", leads_text(&moves.no_longer_qualified, MAX_NAMES));
    let style = if moves.no_longer_qualified.count == 0 {
        theme.text
    } else {
        theme.out_lead
    };
    put_right(
        buf,
        (end + 2).min(area.right()),
        area.right(),
        area.y,
        &outside,
        style,
    );
}
