//! The strip along the bottom: what the model now says of the leads, in any step.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::{State, Step, secrecy};
use crate::evidence::{LeadSource, LeadSummary, MovedLeads, Reclassified};
use crate::model::{Definition, wording};
use crate::widgets::Theme;
use crate::widgets::chart::{self, ChartBand};
use crate::widgets::panel::rule_line;
use crate::widgets::text::{put, put_right};

/// Returns the height of the strip on a screen with this many rows.
pub fn height(state: &State, rows: u16) -> u16 {
    if !state.step.has_strip() {
        return 0;
    }
    match rows {
        0..=19 => 2,
        20..=31 => 4,
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
    draw_figures(state, outlook, buf, row_area(area, 1), theme);
    let chart_rows = area.height.saturating_sub(3);
    if chart_rows > 0 {
        let chart_area = Rect {
            y: area.y + 2,
            height: chart_rows,
            ..area
        };
        chart::histogram(
            buf,
            chart_area,
            theme,
            &outlook.tally.histogram,
            &chart_bands(definition),
        );
        if outlook.has_named_leads() {
            draw_moves(&moves, buf, row_area(area, area.height - 1), theme);
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

/// How much of the lead files has been read.
fn reading_text(percent: u8) -> String {
    format!("reading the leads, {percent}%")
}

fn leads_title(outlook: &LeadSummary) -> String {
    let count =
        |n: usize, noun: &str| wording::count_noun(i64::try_from(n).unwrap_or(i64::MAX), noun);
    match outlook.source {
        LeadSource::Recorded => count(outlook.tally.leads, "recorded lead"),
        LeadSource::Samples => count(outlook.tally.leads, "lead we remember"),
        LeadSource::Possible => format!("all {}", count(outlook.tally.leads, "possible lead")),
        LeadSource::Nothing => "no leads yet".into(),
    }
}

/// The hand-off rule in a few words: `20 + Funded + 1:1 demo`.
fn rule_text(definition: &Definition, rule: &crate::model::Rule) -> String {
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

fn draw_figures(state: &State, outlook: &LeadSummary, buf: &mut Buffer, area: Rect, theme: &Theme) {
    if area.height == 0 {
        return;
    }
    let tally = &outlook.tally;
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
        let (least, most) = match (tally.histogram.first(), tally.histogram.last()) {
            (Some(first), Some(last)) => (first.0, last.0),
            _ => (0, 0),
        };
        let text = format!("points only, {least} to {most}; on Rules, give the hand-off a rule");
        put(buf, area.x, area.y, &text, area.width, theme.warn);
        return;
    }
    let verb = if tally.qualify == 1 {
        "qualifies"
    } else {
        "qualify"
    };
    let mut text = format!("{} {verb}", wording::grouped(tally.qualify));
    if outlook.lacks_could_qualify() {
        text.push_str(", up to ...");
    } else if tally.could_qualify > tally.qualify {
        text.push_str(&format!(
            ", up to {}",
            wording::grouped(tally.could_qualify)
        ));
    }
    if let Some(before) = state
        .baseline
        .as_ref()
        .filter(|b| b.source == outlook.source)
        && before.tally.qualify != tally.qualify
    {
        text.push_str(&format!(
            " (was {})",
            wording::grouped(before.tally.qualify)
        ));
    }
    let end = put(
        buf,
        area.x + 1,
        area.y,
        &text,
        area.width.saturating_sub(1),
        theme.heading,
    );
    let ended = ended_text(outlook);
    let left = (end + 2).min(area.right());
    put_right(buf, left, area.right(), area.y, &ended, theme.text);
}

/// How many of those that ended well, and of those that didn't, are in.
fn ended_text(outlook: &LeadSummary) -> String {
    let (good, bad) = match outlook.source {
        LeadSource::Samples => ("viable", "rest"),
        LeadSource::Recorded | LeadSource::Possible | LeadSource::Nothing => ("won", "lost"),
    };
    let counts = [(good, outlook.tally.won), (bad, outlook.tally.lost)].into_iter();
    let counts = counts
        .filter(|(_, (_, all))| *all > 0)
        .map(|(word, (inside, all))| {
            format!(
                "{word}: {} of {}",
                wording::grouped(inside),
                wording::grouped(all)
            )
        });
    let counts: Vec<String> = counts.collect();
    if counts.is_empty() {
        return String::new();
    }
    format!("{} in", counts.join(", "))
}

fn draw_moves(moves: &Reclassified, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let list = |leads: &MovedLeads| -> String {
        if leads.count == 0 {
            return "none".into();
        }
        let one = |(name, from, to): &(String, i64, i64)| {
            if from == to {
                format!("{name} {to}")
            } else {
                format!("{name} {from} > {to}")
            }
        };
        let shown: Vec<String> = leads.named.iter().take(3).map(one).collect();
        let more = leads.count.saturating_sub(3);
        let more = if more > 0 {
            format!(" and {more} more")
        } else {
            String::new()
        };
        format!("{}{more}", shown.join(", "))
    };
    let inside = format!("IN  {}", list(&moves.newly_qualified));
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
    let outside = format!("OUT  {}", list(&moves.no_longer_qualified));
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
