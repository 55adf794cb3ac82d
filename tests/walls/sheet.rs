//! The wall of the estimate sheet.

use accord::app::Step;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::picture::WallPicture;
use accord::app::projector::wall::sheet_gaps::{GapVotes, SheetGaps};

use super::drawn::{assert_wall, wall_text};
use crate::common::{Bench, on};

fn gaps(bench: &Bench) -> Option<SheetGaps> {
    match room_card(&bench.state).pictures.as_slice() {
        [WallPicture::SheetGaps(gaps)] => Some(gaps.clone()),
        [] => None,
        other => panic!("{other:?}"),
    }
}

/// A row of the estimate sheet: the first points, then the same for all other lines.
fn row(bench: &Bench, first: &[i64], others: i64) -> String {
    let lines = accord::model::Subject::estimate_subjects(bench.session()).len();
    let others = std::iter::repeat_n(others, lines - first.len());
    let cells = first.iter().copied().chain(others);
    // Each is followed by a blank, which leads to the next line.
    let cells: Vec<String> = cells.map(|points| points.to_string()).collect();
    cells.join(" ") + " "
}

/// Sales gives 10, 2 and then 5; Marketing 1, 9 and then 5.
fn voted() -> Bench {
    let mut bench = on("worked-example");
    bench.go(Step::Points).keys("V");
    let sales = row(&bench, &[10, 2], 5);
    let marketing = row(&bench, &[1, 9], 5);
    bench.keys("<enter>").keys(&sales);
    bench.keys("<end><enter>").keys(&marketing);
    bench
}

#[test]
fn a_sealed_sheet_has_no_picture() {
    let bench = voted();
    assert_eq!(gaps(&bench), None);
    let wall = wall_text(&bench);
    assert!(wall.contains("HOW MANY POINTS"), "{wall}");
    assert!(!wall.contains("gap"), "{wall}");
}

#[test]
fn a_shown_sheet_has_its_lines_by_gap() {
    let mut bench = voted();
    bench.keys("ry");
    let gaps = gaps(&bench).expect("a picture");
    // Medians and gaps are doubled: 9 and 7 points apart, then nothing.
    let apart = |line: &accord::app::projector::wall::sheet_gaps::SheetGapLine| match line.votes {
        GapVotes::Points { gap, .. } => gap,
        _ => None,
    };
    let found: Vec<Option<i64>> = gaps.lines.iter().map(apart).collect();
    assert_eq!(found[..3], [Some(18), Some(14), Some(0)]);
    assert!(gaps.lines[1].is_disputed && !gaps.lines[2].is_disputed);
    bench.keys("<down>");
    assert_wall("sheet-points", &bench);
}

#[test]
fn a_shown_sheet_of_leads_has_who_said_yes() {
    let mut bench = on("worked-example");
    let leads = bench.session().samples.len();
    let no_to_last = format!("{}n", "y".repeat(leads - 1));
    bench.go(Step::Preview).keys("V<enter>");
    bench.keys(&"y".repeat(leads)).keys("<end><enter>");
    bench.keys(&no_to_last);
    assert_eq!(gaps(&bench), None);
    bench.keys("ry");
    let gaps = gaps(&bench).expect("a picture");
    let last = &bench.session().samples[leads - 1];
    assert_eq!(gaps.lines[0].label, last.id.to_string());
    assert_eq!(
        gaps.lines[0].votes,
        GapVotes::YesNo {
            sales: Some((1, 1)),
            marketing: Some((0, 1)),
            all: None
        }
    );
    assert_wall("sheet-leads", &bench);
}
