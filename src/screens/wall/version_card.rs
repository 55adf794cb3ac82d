//! Draws the version to publish.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::text_rows::{TextRow, draw_rows, height, wrapped};
use crate::app::projector::wall::version_card::{OpenFindings, Signed, VersionCard};
use crate::model::Side;
use crate::model::wording::{count_noun, grouped};
use crate::widgets::text::width;
use crate::widgets::{Theme, ThemeName, big_text};

/// The fewest rows in which it is worth drawing.
const FEWEST: u16 = 6;
/// Rows of the number where it is large, with a blank one below.
const LARGE_NUMBER: u16 = 6;

/// Returns the fewest rows it is worth drawing in, and the most it has use for.
pub(super) fn rows(picture: &VersionCard, area: Rect) -> (u16, u16) {
    // The styles take no room.
    let theme = Theme::new(ThemeName::Mono, false);
    let lines = height(&all_rows(picture, area.width, LOOKS[0], &theme));
    (lines.min(FEWEST), lines.saturating_add(LARGE_NUMBER))
}

/// Draws it: the number large where there is room for everything else below, and as many changes by
/// name as have room.
pub(super) fn draw(picture: &VersionCard, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let has_number = !picture.number.is_empty();
    let mut rows = Vec::new();
    for looks in LOOKS {
        rows = all_rows(picture, area.width, looks, theme);
        // The row that has the number in small letters isn't needed then.
        let free = area.height.saturating_sub(height(&rows) - 1);
        if has_number && free > LARGE_NUMBER.saturating_sub(2) {
            let place = Rect {
                height: free.min(LARGE_NUMBER) - 1,
                ..area
            };
            let used = big_text::draw(buf, place, &picture.number, theme.heading, theme.ascii) + 1;
            let below = Rect {
                y: area.y + used,
                height: area.height - used,
                ..area
            };
            draw_rows(&rows[1..], buf, below, theme);
            return;
        }
        if height(&rows) <= area.height {
            break;
        }
    }
    draw_rows(&rows, buf, area, theme);
}

/// How roomy the rows are.
#[derive(Clone, Copy)]
struct Roominess {
    /// Whether there are blank rows.
    spaced: bool,
    /// How many changes are named at most.
    named: usize,
}

/// From the roomiest to the one with the fewest rows.
const LOOKS: [Roominess; 6] = [
    looks(true, 6),
    looks(true, 3),
    looks(true, 1),
    looks(false, 3),
    looks(false, 1),
    looks(false, 0),
];

const fn looks(spaced: bool, named: usize) -> Roominess {
    Roominess { spaced, named }
}

/// Makes all rows, what decides first: the number, why, the gate and who signed.
fn all_rows(picture: &VersionCard, columns: u16, looks: Roominess, theme: &Theme) -> Vec<TextRow> {
    let number = match picture.number.as_str() {
        "" => "No version to publish",
        number => number,
    };
    let mut rows = vec![TextRow::default().with(0, columns, number, theme.heading)];
    if !picture.number.is_empty() {
        let next = "the next version, not published yet";
        rows.extend(wrapped(0, columns, next, theme.text));
    }
    rows.extend(wrapped(0, columns, &picture.why, theme.text));
    for facts in [
        vec![gate(picture, theme)],
        signatures(picture, theme),
        consequences(picture, looks.named, theme),
    ] {
        if looks.spaced && !facts.is_empty() {
            rows.push(TextRow::default());
        }
        rows.extend(fact_rows(
            &facts,
            label_columns(picture, columns, theme),
            columns,
        ));
    }
    rows
}

/// A label with a value.
struct VersionFact {
    label: String,
    label_style: Style,
    value: String,
    style: Style,
}

/// The columns of the labels, the same for all.
fn label_columns(picture: &VersionCard, columns: u16, theme: &Theme) -> u16 {
    let mut facts = vec![gate(picture, theme)];
    facts.extend(signatures(picture, theme));
    facts.extend(consequences(picture, 0, theme));
    let widest = facts.iter().map(|fact| width(&fact.label)).max();
    let widest = u16::try_from(widest.unwrap_or(0)).unwrap_or(u16::MAX);
    widest.saturating_add(2).min(columns * 2 / 5)
}

fn fact_rows(facts: &[VersionFact], label: u16, columns: u16) -> Vec<TextRow> {
    let mut rows = Vec::new();
    for fact in facts {
        let values = wrapped(
            label,
            columns.saturating_sub(label),
            &fact.value,
            fact.style,
        );
        let labels = wrapped(0, label.saturating_sub(1), &fact.label, fact.label_style);
        let mut own = values;
        own.resize_with(own.len().max(labels.len()), TextRow::default);
        for (row, label) in own.iter_mut().zip(labels) {
            row.merge(label, 0);
        }
        rows.extend(own);
    }
    rows
}

/// Whether it may be published.
fn gate(picture: &VersionCard, theme: &Theme) -> VersionFact {
    let (value, style) = match (picture.waits_for.as_str(), picture.number.as_str()) {
        ("", "") => ("- closed: nothing to publish".to_owned(), theme.warn),
        ("", _) => ("+ open: P publishes".to_owned(), theme.good),
        (waits, _) => (format!("! closed: waiting for {waits}"), theme.bad),
    };
    VersionFact {
        label: "Gate".into(),
        label_style: theme.label,
        value,
        style,
    }
}

fn signatures(picture: &VersionCard, theme: &Theme) -> Vec<VersionFact> {
    let sides = picture.sides.iter();
    sides
        .map(|side| {
            let (value, style) = match side.signed {
                Signed::ThisText => ("+ agreed", theme.good),
                Signed::EarlierText => ("! agreed to an earlier text", theme.warn),
                Signed::NotYet => ("- not yet", theme.warn),
            };
            VersionFact {
                label: side.side.label().to_owned(),
                label_style: match side.side {
                    Side::Sales => theme.sales,
                    Side::Marketing => theme.marketing,
                    Side::Management | Side::Facilitator => theme.label,
                },
                value: value.to_owned(),
                style,
            }
        })
        .collect()
}

/// Findings, changes, so many of them by name, and what they do.
fn consequences(picture: &VersionCard, named: usize, theme: &Theme) -> Vec<VersionFact> {
    let mut facts = Vec::new();
    let mut add = |label: &str, value: String, style: Style| {
        facts.push(VersionFact {
            label: label.to_owned(),
            label_style: theme.label,
            value,
            style,
        });
    };
    if let Some(findings) = picture.findings {
        let (text, style) = findings_text(findings, theme);
        add("Findings", text, style);
    }
    if let Some(changes) = picture.changes.filter(|_| !picture.last.is_empty()) {
        add(
            "Changes",
            format!("{} since {}", grouped(changes), picture.last),
            theme.text,
        );
        for text in named_changes(picture, changes, named) {
            add("", text, theme.text);
        }
    } else if !picture.last.is_empty() {
        add("Last", picture.last.clone(), theme.text);
    }
    for (leads, what) in &picture.impacts {
        add(leads, what.clone(), theme.text);
    }
    for proof in &picture.proof {
        let (label, rest) = match proof.split_once(": ") {
            Some((label @ ("Proved" | "Not proved"), rest)) => (label, rest),
            _ => ("Proved", proof.as_str()),
        };
        add(label, rest.to_owned(), theme.text);
    }
    facts
}

/// The first changes as sentences, and how many more there are: `and 3 more`.
fn named_changes(picture: &VersionCard, changes: u64, named: usize) -> Vec<String> {
    let mut texts: Vec<String> = picture.first_changes.iter().take(named).cloned().collect();
    let more = changes.saturating_sub(texts.len() as u64);
    if let Some(last) = texts.last_mut().filter(|_| more > 0) {
        last.push_str(&format!(", and {} more", grouped(more)));
    }
    texts
}

fn findings_text(findings: OpenFindings, theme: &Theme) -> (String, Style) {
    let OpenFindings {
        must_be_fixed,
        worth_a_look,
        notes,
    } = findings;
    let rest = format!(
        "{} worth a look, {}",
        grouped(worth_a_look),
        count_noun(notes, "note")
    );
    match must_be_fixed {
        0 => (format!("+ none must be fixed, {rest}"), theme.good),
        n => (format!("! {} must be fixed, {rest}", grouped(n)), theme.bad),
    }
}
