//! Plots as they are drawn, without colour: at the size of a page at 80x24 and at 140x40, in lines
//! and in ASCII.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dispatch::{draw, height};
use crate::evidence::history::{
    Plot, PlottedCurve, PlottedCurves, PlottedGrid, PlottedShare, PlottedStage,
};
use crate::statistics::{Share, wilson};
use crate::widgets::testing::{ascii, every_size, rows};
use crate::widgets::{Theme, ThemeName};

/// The area that a page has inside its frame at 80x24, and at 140x40.
const SMALL: Rect = Rect::new(0, 0, 76, 20);
const LARGE: Rect = Rect::new(0, 0, 136, 36);

fn drawn_with(plot: &Plot, area: Rect, theme: &Theme) -> Vec<String> {
    let height = height(plot, area);
    let area = Rect { height, ..area };
    let mut buf = Buffer::empty(area);
    draw(plot, &mut buf, area, theme);
    rows(&buf)
}

fn drawn(plot: &Plot, area: Rect) -> Vec<String> {
    drawn_with(plot, area, &Theme::new(ThemeName::Mono, false))
}

fn curves(present: Option<i64>, tried: Option<i64>) -> Plot {
    let line = |label: &str, sign, values: [Option<f64>; 6]| PlottedCurve {
        label: label.into(),
        sign,
        values: [0, 3, 4, 6, 7, 10].into_iter().zip(values).collect(),
    };
    let all = |values: [f64; 6]| values.map(Some);
    let mut precision = all([0.492, 0.594, 0.649, 0.729, 0.78, 0.9]);
    precision[5] = None;
    Plot::Curves(PlottedCurves {
        range: (0, 10),
        lines: vec![
            line(
                "share forwarded",
                'f',
                all([1.0, 0.7, 0.5, 0.35, 0.25, 0.1]),
            ),
            line("recall", 'r', all([1.0, 0.868, 0.692, 0.56, 0.429, 0.198])),
            line("precision", 'p', precision),
        ],
        present,
        tried,
    })
}

fn funnel() -> Plot {
    let stage = |label: &str, won, leads| PlottedStage {
        label: label.into(),
        leads: leads as u64,
        won: Share::new(won, leads),
    };
    Plot::Funnel(vec![
        stage("Lead", 38, 1_820),
        stage("MQL", 27, 650),
        stage("A stage with quite a long name", 12, 200),
        stage("SQL", 4, 9),
    ])
}

fn calibration() -> Plot {
    let group = |label: &str, viable, of| PlottedShare {
        label: label.into(),
        share: Share::new(viable, of),
        interval: wilson(Share::new(viable, of)),
    };
    Plot::Calibration(vec![
        group("-4 to 0", 12, 52),
        group("3", 16, 36),
        group("4", 7, 12),
        group("6 to 10", 540, 600),
    ])
}

fn grid() -> Plot {
    let share = Share::new;
    Plot::Grid(PlottedGrid {
        row_labels: ["6 to 9", "3", "0"].map(String::from).to_vec(),
        column_labels: ["0", "4 to 8", "9 to 20"].map(String::from).to_vec(),
        axes: ("fit".into(), "behaviour".into()),
        cells: vec![
            share(6, 18),
            share(12, 20),
            share(700, 1_000),
            share(4, 36),
            share(9, 27),
            share(10, 20),
            share(3, 54),
            share(4, 27),
            share(0, 25),
        ],
    })
}

#[test]
fn plots_stay_inside_their_area_at_every_size() {
    let plots = [curves(Some(6), Some(7)), funnel(), calibration(), grid()];
    for plot in plots {
        every_size(|frame, area, theme| draw(&plot, frame.buffer_mut(), area, theme));
    }
}

#[test]
fn show() {
    for (name, plot) in [
        ("curves", curves(Some(6), Some(7))),
        ("curves2", curves(Some(0), Some(3))),
        ("curves3", curves(None, None)),
        ("funnel", funnel()),
        ("cal", calibration()),
        ("grid", grid()),
    ] {
        println!("{name}\n{}", drawn(&plot, SMALL).join("\n"));
        println!("{name}\n{}", drawn_with(&plot, SMALL, &ascii()).join("\n"));
        println!("{name}\n{}", drawn(&plot, LARGE).join("\n"));
    }
}
