//! Draws plots. Each can be read without colour, at 80x24, and takes more room where there is some.

mod calibration;
mod curves;
mod differences;
mod dispatch;
mod funnel;
mod grid;
mod signs;
mod timelines;

pub(super) use curves::AxisScale;
pub(super) use dispatch::{draw, fewest_columns, height};

#[cfg(test)]
mod plot_tests;
