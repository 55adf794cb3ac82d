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
fn curves_have_a_sign_each_and_marks_for_the_present_and_the_tried_threshold() {
    assert_eq!(
        drawn(&curves(Some(6), Some(7)), SMALL),
        [
            "100% │r                                        │      :",
            " 75% │ frfrfrfrfrfrfrfrfrfrfprprprppppppppppppppppppppp",
            " 50% │ppppppppppppppppppppppfffffffrrrrrrrrrrrrrrrrrrrr",
            " 25% │                             ffffffffffffffffffffrrrrrrrrrrrrrrrrrrrrr",
            "  0% │                                         │      :fffffffffffffffffffff",
            "     +──────────────────────────────────────────────────────────────────────",
            "                                         now 6 ^      ^ tried 7",
            "      0             p precision   r recall   f share forwarded            10",
        ]
    );
    assert_eq!(
        drawn_with(&curves(Some(0), Some(3)), SMALL, &ascii()),
        [
            "100% |r                    :",
            " 75% ||frfrfrfrfrfrfrfrfrfrfprprprppppppppppppppppppppp",
            " 50% |ppppppppppppppppppppppfffffffrrrrrrrrrrrrrrrrrrrr",
            " 25% ||                    :       ffffffffffffffffffffrrrrrrrrrrrrrrrrrrrrr",
            "  0% ||                    :                           fffffffffffffffffffff",
            "     +----------------------------------------------------------------------",
            "      ^                    ^ now 0, tried 3",
            "      0             p precision   r recall   f share forwarded            10",
        ]
    );
}

#[test]
fn curves_without_a_threshold_have_no_mark() {
    assert_eq!(
        drawn(&curves(None, None), SMALL),
        [
            "100% │r",
            " 75% │ frfrfrfrfrfrfrfrfrfrfprprprppppppppppppppppppppp",
            " 50% │ppppppppppppppppppppppfffffffrrrrrrrrrrrrrrrrrrrr",
            " 25% │                             ffffffffffffffffffffrrrrrrrrrrrrrrrrrrrrr",
            "  0% │                                                 fffffffffffffffffffff",
            "     +──────────────────────────────────────────────────────────────────────",
            "",
            "      0             p precision   r recall   f share forwarded            10",
        ]
    );
}

#[test]
fn curves_take_more_lines_where_there_is_room() {
    assert_eq!(
        drawn(&curves(Some(6), Some(7)), LARGE),
        [
            "100% │r                                                                            │            :",
            "     │                                                                             │            :",
            "     │ rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr                                     │            :",
            "     │                                                                             │            :",
            " 75% │                                                     pppppppppppppppppppppppppppppppppppppp",
            "     │ fffffffffffffffffffffffffffffffffffffffrrrrrrrrrrrrr                        │            :",
            "     │ pppppppppppppppppppppppppppppppppppppppppppppppppppp                        │            :",
            "     │                                                     rrrrrrrrrrrrrrrrrrrrrrrrr            :",
            " 50% │p                                       fffffffffffff                        │            :",
            "     │                                                                             │rrrrrrrrrrrrr",
            "     │                                                     fffffffffffffffffffffffff            :",
            "     │                                                                             │            :",
            " 25% │                                                                             │fffffffffffff",
            "     │                                                                             │            :rrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrrr",
            "     │                                                                             │            :fffffffffffffffffffffffffffffffffffffff",
            "     │                                                                             │            :",
            "  0% │                                                                             │            :",
            "     +──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────",
            "                                                                             now 6 ^            ^ tried 7",
            "      0                                           p precision   r recall   f share forwarded                                          10",
        ]
    );
}

#[test]
fn a_funnel_has_a_bar_for_each_stage() {
    assert_eq!(
        drawn(&funnel(), SMALL),
        [
            "                                                      leads              won",
            "Lead                      ##########################  1,820    2.1% of 1,820",
            "MQL                       #########                     650      4.2% of 650",
            "A stage with quite a lo…  ###                           200      6.0% of 200",
            "SQL                       #                               9  4 of 9: too few",
        ]
    );
    assert_eq!(
        drawn(&funnel(), LARGE),
        [
            "                                                                                                                  leads              won",
            "Lead                      ######################################################################################  1,820    2.1% of 1,820",
            "MQL                       ###############################                                                           650      4.2% of 650",
            "A stage with quite a lo…  #########                                                                                 200      6.0% of 200",
            "SQL                       #                                                                                           9  4 of 9: too few",
        ]
    );
}

#[test]
fn calibration_has_an_interval_for_each_group_that_isnt_too_small() {
    assert_eq!(
        drawn(&calibration(), SMALL),
        [
            "  total  0%                     50%                   100%            viable",
            "-4 to 0  ·      ├───●─────┤      ·                       ·       23.1% of 52",
            "      3  ·             ├──────●───────┤                  ·       44.4% of 36",
            "      4  ·                       ·                       ·  7 of 12: too few",
            "6 to 10  ·                       ·                 ├●┤   ·      90.0% of 600",
        ]
    );
    assert_eq!(
        drawn_with(&calibration(), SMALL, &ascii()),
        [
            "  total  0%                     50%                   100%            viable",
            "-4 to 0  .      [---o-----]      .                       .       23.1% of 52",
            "      3  .             [------o-------]                  .       44.4% of 36",
            "      4  .                       .                       .  7 of 12: too few",
            "6 to 10  .                       .                 [o]   .      90.0% of 600",
        ]
    );
    assert_eq!(
        drawn(&calibration(), LARGE),
        [
            "  total  0%                                                   50%                                                 100%            viable",
            "-4 to 0  ·              ├─────────●─────────────┤              ·                                                     ·       23.1% of 52",
            "      3  ·                               ├───────────────●────────────────┤                                          ·       44.4% of 36",
            "      4  ·                                                     ·                                                     ·  7 of 12: too few",
            "6 to 10  ·                                                     ·                                       ├──●──┤       ·      90.0% of 600",
        ]
    );
}

#[test]
fn a_grid_has_a_bar_and_figures_in_each_cell() {
    assert_eq!(
        drawn(&grid(), SMALL),
        [
            "            behaviour 0          behaviour 4 to 8     behaviour 9 to 20",
            "           +────────────────────+────────────────────+────────────────────+",
            "fit 6 to 9 │                    │############        │##############      │",
            "           │6 of 18: too few    │60.0% of 20         │70.0% of 1,000      │",
            "           +────────────────────+────────────────────+────────────────────+",
            "fit 3      │##                  │#######             │##########          │",
            "           │11.1% of 36         │33.3% of 27         │50.0% of 20         │",
            "           +────────────────────+────────────────────+────────────────────+",
            "fit 0      │#                   │###                 │                    │",
            "           │5.6% of 54          │14.8% of 27         │0.0% of 25          │",
            "           +────────────────────+────────────────────+────────────────────+",
        ]
    );
    assert_eq!(
        drawn_with(&grid(), SMALL, &ascii()),
        [
            "            behaviour 0          behaviour 4 to 8     behaviour 9 to 20",
            "           +--------------------+--------------------+--------------------+",
            "fit 6 to 9 |                    |############        |##############      |",
            "           |6 of 18: too few    |60.0% of 20         |70.0% of 1,000      |",
            "           +--------------------+--------------------+--------------------+",
            "fit 3      |##                  |#######             |##########          |",
            "           |11.1% of 36         |33.3% of 27         |50.0% of 20         |",
            "           +--------------------+--------------------+--------------------+",
            "fit 0      |#                   |###                 |                    |",
            "           |5.6% of 54          |14.8% of 27         |0.0% of 25          |",
            "           +--------------------+--------------------+--------------------+",
        ]
    );
    assert_eq!(
        drawn(&grid(), LARGE),
        [
            "            behaviour 0              behaviour 4 to 8         behaviour 9 to 20",
            "           +────────────────────────+────────────────────────+────────────────────────+",
            "fit 6 to 9 │                        │##############          │#################       │",
            "           │6 of 18: too few        │60.0% of 20             │70.0% of 1,000          │",
            "           +────────────────────────+────────────────────────+────────────────────────+",
            "fit 3      │###                     │########                │############            │",
            "           │11.1% of 36             │33.3% of 27             │50.0% of 20             │",
            "           +────────────────────────+────────────────────────+────────────────────────+",
            "fit 0      │#                       │####                    │                        │",
            "           │5.6% of 54              │14.8% of 27             │0.0% of 25              │",
            "           +────────────────────────+────────────────────────+────────────────────────+",
        ]
    );
}
