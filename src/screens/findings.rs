//! The list of findings over a step: all of them above, the selected one in full below.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::ballot::draw_notice;
use super::dialog_frame::{draw_frame, draw_line, list_over_detail};
use super::hit_map::HitMap;
use super::panes::{below_first_line, draw_filter, tone_style};
use crate::app::dialogs::text_entry::EntryBody;
use crate::app::input::pointer::ViewArea;
use crate::app::steps::list_view;
use crate::app::{self, FindingsList, State};
use crate::check::{Finding, Severity, witness_text};
use crate::model::wording::count_noun;
use crate::widgets::Focus;
use crate::widgets::Theme;
use crate::widgets::View;
use crate::widgets::list::{self, ListRow};
use crate::widgets::text::wrap;

/// Draws the list.
pub(super) fn draw(
    state: &State,
    list: &FindingsList,
    frame: &mut Frame,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let findings = &app::shown_findings(state);
    let title = findings_title(state);
    let width = screen.width.saturating_sub(2).min(130);
    let chosen = list.index(findings);
    let lines = chosen.map_or_else(Vec::new, |chosen| {
        finding_lines(
            state,
            &findings[chosen],
            usize::from(width).saturating_sub(2),
        )
    });
    // As tall as needed, with a few spare rows so that the height is the same for every finding.
    let needed = u16::try_from(state.findings.len() + 9).unwrap_or(u16::MAX);
    let size = (width, needed.min(screen.height.saturating_sub(2)));
    let keys = if list_view::findings_filter_entry(state).is_some() {
        "Enter keep   Ctrl-U anew   Esc clear"
    } else {
        "Enter go there   n/N next   f filter   S sort   C copy   Esc back"
    };
    let inner = draw_frame(frame.buffer_mut(), screen, theme, &title, keys, size, hits);
    let inner = draw_notice(state, frame.buffer_mut(), inner, theme);
    let inner = draw_view_title(state, frame, inner, theme);
    let buf = frame.buffer_mut();
    let Some(chosen) = chosen else {
        if state.findings.is_empty() {
            draw_line(buf, inner, 0, "No findings: nothing to fix.", theme.good);
        } else {
            draw_line(buf, inner, 0, "No finding contains this.", theme.muted);
        }
        return;
    };
    let max_height = inner.height * 3 / 5;
    let below = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(1)
        .min(max_height);
    let (above, body) = list_over_detail(buf, inner, below, theme);
    let rows: Vec<ListRow> = findings.iter().map(|f| finding_row(f, theme)).collect();
    let view = View::from(Some(chosen)).scrolled(state.scroll_of(ViewArea::Dialog));
    let shown = list::draw(buf, above, theme, &rows, view, Focus::Here);
    hits.add_rows(ViewArea::Dialog, &shown);
    for (at, (heading, text)) in (1..body.height).zip(&lines) {
        let style = if *heading { theme.heading } else { theme.text };
        draw_line(buf, body, at, text, style);
    }
}

/// Draws how the list is narrowed and sorted above it. Returns the rest of the area.
fn draw_view_title(state: &State, frame: &mut Frame, area: Rect, theme: &Theme) -> Rect {
    let typed = list_view::findings_filter_entry(state).map(|entry| &entry.body);
    if let Some(EntryBody::Line(typed)) = typed {
        return draw_filter(frame, area, theme, typed);
    }
    match app::findings_view_title(state) {
        Some(title) => {
            draw_line(frame.buffer_mut(), area, 0, &title, theme.heading);
            below_first_line(area)
        }
        None => area,
    }
}

/// The number of findings of each severity, and whether more may follow.
fn findings_title(state: &State) -> String {
    let count = |severity: Severity| {
        let count = state
            .findings
            .iter()
            .filter(|f| f.severity == severity)
            .count();
        (count > 0).then(|| match severity {
            Severity::Note => count_noun(count as i64, app::severity_text(severity)),
            _ => format!("{count} {}", app::severity_text(severity)),
        })
    };
    let all = [Severity::Error, Severity::Warning, Severity::Note];
    let mut parts: Vec<String> = all.into_iter().filter_map(count).collect();
    if !state.proofs.done {
        parts.push("proving ...".into());
    }
    if parts.is_empty() {
        "Findings: none".into()
    } else {
        format!("Findings: {}", parts.join(", "))
    }
}

fn finding_row<'a>(finding: &'a Finding, theme: &Theme) -> ListRow<'a> {
    let severity = finding.severity;
    let text = format!(
        "{:<13} {} {}",
        app::severity_text(severity),
        finding.code,
        finding.message
    );
    ListRow::new(text).style(tone_style(theme, app::severity_tone(severity)))
}

/// The selected finding in full: where, what, what to do, and the smallest lead that shows it.
fn finding_lines(state: &State, finding: &Finding, columns: usize) -> Vec<(bool, String)> {
    let at = app::finding_where(state, finding);
    let mut texts = vec![
        (true, finding.message.clone()),
        (false, format!("Where: {at}")),
        (false, format!("What to do: {}", finding.hint)),
    ];
    if !finding.witness.is_empty() {
        let words = witness_text(
            &state.session().definition,
            &finding.witness,
            &finding.facts,
        );
        texts.push((false, format!("Smallest example: {words}")));
    }
    let wrapped = |(heading, text): (bool, String)| {
        wrap(&text, columns.max(1))
            .into_iter()
            .map(move |line| (heading, line))
    };
    texts.into_iter().flat_map(wrapped).collect()
}
