//! The tables of the page.

use super::super::cell::Cell;
use super::super::plot::{Plot, PlottedShare};
use super::super::section::{FigureRow, FigureTable, RowSubject};
use super::answer_columns::{AnswerColumn, AnswerColumns};
use super::held_out::HeldOut;
use super::judged_leads::JudgedLeads;
use crate::statistics::{CandidateCard, wilson};

/// The most cards that are listed.
const MOST_CARDS: usize = 3;

/// Returns a row for each answer: what it is worth now and what is suggested. Without a card there
/// are rows only for what the room pinned.
pub(super) fn points_table(
    columns: &AnswerColumns,
    points: Option<&[i64]>,
    words: [&str; 2],
) -> FigureTable {
    let heads = ["criterion", "answer", "now", "suggested", "leads", words[0]];
    let mut table = FigureTable::new("points", "POINTS", &heads);
    for (at, column) in columns.columns.iter().enumerate() {
        let suggested = match points {
            Some(points) => (!column.is_of_few()).then_some(points[at]),
            None => None,
        };
        let suggested = column.pinned.or(suggested);
        if points.is_some() || column.pinned.is_some() {
            table.rows.push(answer_row(column, suggested));
        }
    }
    table
}

fn answer_row(column: &AnswerColumn, suggested: Option<i64>) -> FigureRow {
    let label = match column.pinned {
        Some(_) => format!("{} (pinned)", column.label),
        None => column.label.clone(),
    };
    let [having, well] = column.having;
    let row = FigureRow::new([
        Cell::text(&column.name),
        Cell::text(label),
        Cell::Count(column.now),
        suggested.map_or(Cell::Blank, Cell::Count),
        Cell::count(having),
        Cell::share(well, having),
    ]);
    let Some(points) = suggested else {
        return row;
    };
    FigureRow {
        stands_out: points != column.now,
        ..row.about(RowSubject::SuggestedPoints(
            column.reference.clone(),
            points,
        ))
    }
}

/// Returns how well the card (by this name), the present points and the unrounded regression rank the held-out
/// leads, with paired differences.
pub(super) fn quality_table(held_out: &HeldOut, card: &str) -> FigureTable {
    let heads = ["card", "AUC", "interval", "difference to the room's"];
    let mut table = FigureTable::new("quality", "IN THE HELD-OUT PART", &heads);
    let room = &held_out.room;
    for (name, of) in [
        (card, &held_out.card),
        ("the room's points", room),
        ("fit without rounding", &held_out.unrounded),
    ] {
        let (difference, interval) = of.difference(room);
        table.push([
            Cell::text(name),
            Cell::Number(of.area(), 3),
            Cell::NumberEnds(of.interval(), 3),
            if std::ptr::eq(of, room) {
                Cell::Blank
            } else {
                Cell::NumberInterval(difference, interval, 3)
            },
        ]);
    }
    table
}

/// Returns the first of the equally good cards, the one that is shown before the others.
pub(super) fn cards_table(columns: &AnswerColumns, cards: &[CandidateCard]) -> FigureTable {
    // The points come last: they may be cut off.
    let heads = [
        "card",
        "criteria",
        "cross-validated AUC",
        "distance",
        "points",
    ];
    let mut table = FigureTable::new("cards", "EQUALLY GOOD CARDS", &heads);
    for (at, card) in cards.iter().take(MOST_CARDS).enumerate() {
        let name = if at == 0 { "suggested" } else { "another" };
        table.push([
            Cell::text(name),
            Cell::count(used_criteria(columns, &card.points)),
            Cell::Number(card.area, 3),
            card.distance.map_or(Cell::Blank, |d| Cell::Number(d, 1)),
            Cell::text(points_text(columns, &card.points)),
        ]);
    }
    table
}

/// Returns how many criteria get points.
pub(super) fn used_criteria(columns: &AnswerColumns, points: &[i64]) -> usize {
    let all: Vec<(usize, i64)> = columns
        .columns
        .iter()
        .zip(points)
        .map(|(column, points)| (column.criterion, *points))
        .collect();
    let criteria = all.chunk_by(|a, b| a.0 == b.0);
    criteria
        .filter(|of| of.iter().any(|(_, points)| *points != 0))
        .count()
}

/// Writes the points that aren't 0: `Demo 5, Size 3 / 1`.
fn points_text(columns: &AnswerColumns, points: &[i64]) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut from = 0;
    for criterion in columns.columns.chunk_by(|a, b| a.criterion == b.criterion) {
        let own = &points[from..from + criterion.len()];
        from += criterion.len();
        if own.iter().any(|points| *points != 0) {
            let own: Vec<String> = own.iter().map(i64::to_string).collect();
            texts.push(format!("{} {}", criterion[0].name, own.join(" / ")));
        }
    }
    texts.join(", ")
}

/// Returns the share that turned out well in each group of totals of the held-out leads.
pub(super) fn calibration_table(held_out: &HeldOut, judged: &JudgedLeads) -> FigureTable {
    let share = format!("share {}", judged.words[0]);
    let heads = ["from", "to", "leads", &share, "interval"];
    let mut table = FigureTable::new("calibration", "BY SUGGESTED TOTAL, HELD-OUT PART", &heads);
    for group in &held_out.groups {
        let interval = if group.share.is_of_few() {
            Cell::Blank
        } else {
            Cell::ShareInterval(wilson(group.share))
        };
        table.push([
            Cell::Count(group.from),
            Cell::Count(group.to),
            Cell::Count(i64::try_from(group.share.of).unwrap_or(i64::MAX)),
            Cell::Share(group.share),
            interval,
        ]);
    }
    table
}

/// Returns the same as a plot.
pub(super) fn calibration_plot(held_out: &HeldOut) -> Plot {
    let groups = held_out.groups.iter().map(|group| PlottedShare {
        label: if group.from == group.to {
            group.from.to_string()
        } else {
            format!("{} to {}", group.from, group.to)
        },
        share: group.share,
        interval: wilson(group.share),
    });
    Plot::Calibration(groups.collect())
}
