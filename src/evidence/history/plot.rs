//! Plots as data: what is drawn, not how.

use serde::{Deserialize, Serialize};

use crate::statistics::{Interval, Share};

/// A plot, drawn above the tables that say the same in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Plot {
    /// Differences of shares with their intervals, a line each around a common zero.
    Differences(Vec<PlottedDifference>),
    /// What leads did, a line each from the day they were created.
    Timelines(Vec<PlottedTimeline>),
    /// Shares along a threshold.
    Curves(PlottedCurves),
    /// How many reach each stage, a bar each.
    Funnel(Vec<PlottedStage>),
    /// The share that turned out well by score, with intervals.
    Calibration(Vec<PlottedShare>),
    /// Counts and shares in a grid.
    Grid(PlottedGrid),
}

/// A difference with its interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlottedDifference {
    /// What differs.
    pub label: String,
    /// By how much, from -1 to 1.
    pub value: f64,
    /// The interval.
    pub interval: Interval,
    /// Whether it is sure.
    pub is_sure: bool,
}

/// A lead's events on a line of days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlottedTimeline {
    /// The lead.
    pub label: String,
    /// Day from creation, and the sign of what happened.
    pub events: Vec<(i32, char)>,
    /// The day on which it was passed on.
    pub passed_on: Option<i32>,
    /// The day on which it was closed.
    pub closed: Option<i32>,
}

/// Lines over a common axis of whole numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlottedCurves {
    /// The least and greatest value of the axis.
    pub range: (i64, i64),
    /// The lines.
    pub lines: Vec<PlottedCurve>,
    /// The value that is in force, marked on the axis.
    pub present: Option<i64>,
    /// The value that is tried, marked on the axis.
    pub tried: Option<i64>,
}

/// A line over the axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlottedCurve {
    /// Its name.
    pub label: String,
    /// The sign it is drawn with, unlike any other's.
    pub sign: char,
    /// Its values from 0 to 1 by place on the axis; `None` where there are too few.
    pub values: Vec<(i64, Option<f64>)>,
}

/// A stage with the leads that reach it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlottedStage {
    /// Its name.
    pub label: String,
    /// How many reach it.
    pub leads: u64,
    /// The share of them that won.
    pub won: Share,
}

/// A share with its interval.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlottedShare {
    /// Which leads.
    pub label: String,
    /// The share.
    pub share: Share,
    /// The interval.
    pub interval: Interval,
}

/// A grid of counts and shares.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PlottedGrid {
    /// What the rows are by, from the top.
    pub row_labels: Vec<String>,
    /// What the columns are by, from the left.
    pub column_labels: Vec<String>,
    /// Names of the two axes: rows, columns.
    pub axes: (String, String),
    /// A share for each cell, row by row.
    pub cells: Vec<Share>,
}

impl Plot {
    /// Calls a function for each of its texts.
    pub fn for_each_text(&mut self, change: &mut dyn FnMut(&mut String)) {
        match self {
            Self::Differences(plot) => plot.iter_mut().for_each(|line| change(&mut line.label)),
            Self::Timelines(plot) => plot.iter_mut().for_each(|line| change(&mut line.label)),
            Self::Curves(plot) => {
                let lines = plot.lines.iter_mut();
                lines.for_each(|line| change(&mut line.label));
            }
            Self::Funnel(plot) => plot.iter_mut().for_each(|stage| change(&mut stage.label)),
            Self::Calibration(plot) => plot.iter_mut().for_each(|group| change(&mut group.label)),
            Self::Grid(plot) => {
                let labels = plot.row_labels.iter_mut();
                let labels = labels.chain(&mut plot.column_labels);
                let axes = [&mut plot.axes.0, &mut plot.axes.1];
                labels.chain(axes).for_each(change);
            }
        }
    }

    /// Calls a function for each of its numbers that isn't a count.
    pub fn for_each_number(&mut self, change: &mut dyn FnMut(&mut f64)) {
        let ends = |interval: &mut Interval, change: &mut dyn FnMut(&mut f64)| {
            change(&mut interval.low);
            change(&mut interval.high);
        };
        match self {
            Self::Differences(plot) => {
                for line in plot {
                    change(&mut line.value);
                    ends(&mut line.interval, change);
                }
            }
            Self::Curves(plot) => {
                let values = plot.lines.iter_mut().flat_map(|line| &mut line.values);
                values
                    .filter_map(|(_, value)| value.as_mut())
                    .for_each(change);
            }
            Self::Calibration(plot) => {
                for group in plot {
                    ends(&mut group.interval, change);
                }
            }
            Self::Timelines(_) | Self::Funnel(_) | Self::Grid(_) => {}
        }
    }
}
