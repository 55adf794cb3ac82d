//! Draws plots. Each can be read without colour, at 80x24, and takes more room where there is some.

mod dispatch;

pub(super) use dispatch::{draw, height};
