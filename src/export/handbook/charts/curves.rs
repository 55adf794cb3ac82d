//! Shares along a threshold: a line for each, and the threshold in force.

use super::super::map_layout::{Drawing, Frame};
use super::chart::Chart;
use super::plane::{WIDTH, along};
use crate::evidence::history::{PlottedCurve, PlottedCurves};

/// Classes of lines: each has a colour and a dash of its own.
const LINES: [&str; 3] = ["curve-1", "curve-2", "curve-3"];
/// About so many numbers stand below the axis.
const TICKS: i64 = 8;
/// Where the curves lie.
const FIELD: Frame = Frame {
    x: 50,
    y: 26,
    width: WIDTH - 50 - 20,
    height: 220,
};

pub(super) fn draw(plot: &PlottedCurves) -> Chart {
    let mut drawing = Drawing {
        width: WIDTH,
        height: FIELD.bottom() + 28,
        ..Drawing::default()
    };
    add_axes(&mut drawing, plot.range);
    if let Some(present) = plot.present {
        let x = place(plot.range, present);
        let ends = [(x, FIELD.y), (x, FIELD.bottom())];
        drawing.add_line(&ends, "present", false);
        drawing.add_text(x, FIELD.y - 10, "tick", format!("now {present}"));
    }
    let lines = plot.lines.iter().zip(LINES.iter().copied().cycle());
    for (line, class) in lines.clone() {
        for run in runs(line) {
            let points = run
                .iter()
                .map(|(at, share)| {
                    let height = along(*share, FIELD.height);
                    (place(plot.range, *at), FIELD.bottom() - height)
                })
                .collect::<Vec<_>>();
            drawing.add_line(&points, class, false);
        }
    }
    Chart {
        description: "What each threshold of the total would give among recorded leads. The \
                      upright line is the threshold in force."
            .into(),
        legend: lines
            .map(|(line, class)| (class, line.label.clone()))
            .collect(),
        drawing,
    }
}

/// Returns where a number is on the axis, or the nearest that is.
fn place((least, greatest): (i64, i64), at: i64) -> usize {
    let span = greatest.saturating_sub(least).max(1);
    let from = at.saturating_sub(least).clamp(0, span);
    FIELD.x + along(from as f64 / span as f64, FIELD.width)
}

fn add_axes(drawing: &mut Drawing, range: (i64, i64)) {
    for (quarter, label) in ["100%", "75%", "50%", "25%", "0%"].into_iter().enumerate() {
        let y = FIELD.y + FIELD.height * quarter / 4;
        drawing.add_line(&[(FIELD.x, y), (FIELD.right(), y)], "grid-line", false);
        drawing.add_text(FIELD.x - 8, y + 4, "row-name", label.into());
    }
    for tick in ticks(range) {
        let x = place(range, tick);
        drawing.add_text(x, FIELD.bottom() + 18, "tick", tick.to_string());
    }
}

/// Round numbers along the axis.
fn ticks((least, greatest): (i64, i64)) -> Vec<i64> {
    let span = greatest.saturating_sub(least);
    let steps = [1, 2, 5].into_iter().cycle();
    let mut tens = 1_i64;
    let mut step = 1;
    for base in steps {
        step = tens.saturating_mul(base);
        if span / step <= TICKS {
            break;
        }
        if base == 5 {
            tens = tens.saturating_mul(10);
        }
    }
    let first = least.div_euclid(step).saturating_mul(step);
    let mut ticks = Vec::new();
    let mut tick = first;
    while tick <= greatest {
        if tick >= least {
            ticks.push(tick);
        }
        let Some(next) = tick.checked_add(step) else {
            break;
        };
        tick = next;
    }
    ticks
}

/// The parts of a line between places where too few leads are.
fn runs(line: &PlottedCurve) -> Vec<Vec<(i64, f64)>> {
    let mut runs: Vec<Vec<(i64, f64)>> = vec![Vec::new()];
    for (at, value) in &line.values {
        match (value, runs.last_mut()) {
            (Some(share), Some(run)) => run.push((*at, *share)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_below_the_axis_are_round_and_few() {
        assert_eq!(ticks((0, 8)), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
        assert_eq!(ticks((-7, 61)), [0, 10, 20, 30, 40, 50, 60]);
        assert_eq!(ticks((3, 3)), [3]);
        assert_eq!(ticks((0, 1_000_000)).len(), 6);
        assert!(ticks((i64::MIN, i64::MAX)).len() <= 10);
    }

    #[test]
    fn a_line_breaks_where_too_few_leads_are() {
        let line = PlottedCurve {
            label: "recall".into(),
            sign: 'r',
            values: vec![
                (1, Some(1.0)),
                (2, Some(0.5)),
                (3, None),
                (4, Some(0.2)),
                (5, Some(0.1)),
                (6, None),
                (7, Some(0.0)),
            ],
        };
        assert_eq!(runs(&line), [[(1, 1.0), (2, 0.5)], [(4, 0.2), (5, 0.1)]]);
    }
}
