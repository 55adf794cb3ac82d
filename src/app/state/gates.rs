//! The templates of the hand-off rule on the screen.

use crate::model::Covers;

/// How many leads a rule lets through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GateVolume {
    /// How many qualify, of how many; `None` if that isn't known.
    pub qualify: Option<(usize, usize)>,
}

/// What the templates on the screen are.
#[derive(Clone, Debug, Default)]
pub struct GateTemplates {
    /// Number of the last request for volumes.
    pub serial: u64,
    /// For each choice, the topics that no criterion covers.
    pub uncovered: Vec<Vec<Covers>>,
}
