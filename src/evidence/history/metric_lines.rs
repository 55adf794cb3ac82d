//! The five metrics and the figures that each consists of.

use crate::model::{Definition, Metric};

/// One of the five metrics.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MetricKind {
    /// How many of the leads passed to Sales were reached.
    ReachRate,
    /// How many Sales accepts, and how long that takes.
    Qualification,
    /// How many of one stage reach the next, and how long that takes.
    Conversion,
    /// How many opportunities came of leads, and what they are worth.
    Contribution,
    /// How many opportunities are won, and what they bring.
    WinRate,
}

/// What a figure is computed from: columns of the leads by their roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NeededColumn {
    /// The day of Sales' first response.
    FirstResponse,
    /// The bucket, which says what became viable.
    Bucket,
    /// The day of creation.
    Created,
    /// The day of the hand-off.
    HandedOff,
    /// The day of the hand-off or of creation.
    HandedOffOrCreated,
    /// The day on which the lead became an opportunity.
    Converted,
    /// The day on which the deal was won or lost.
    Closed,
    /// The outcome: won or lost.
    Outcome,
    /// What the deal was worth.
    Value,
}

/// A figure of a metric.
pub(super) struct MetricLine {
    /// The metric.
    pub kind: MetricKind,
    /// What the figure is.
    pub name: &'static str,
    /// The columns it needs.
    pub needs: &'static [NeededColumn],
}

/// The figures, in the order in which they are computed and shown.
#[rustfmt::skip] // a table
pub(super) const LINES: [MetricLine; 13] = {
    use MetricKind::{Contribution, Conversion, Qualification, ReachRate, WinRate};
    use NeededColumn::{Bucket, Closed, Converted, Created, FirstResponse, HandedOff, HandedOffOrCreated, Outcome, Value};
    const fn line(kind: MetricKind, name: &'static str, needs: &'static [NeededColumn]) -> MetricLine {
        MetricLine { kind, name, needs }
    }
    [
        line(ReachRate, "answered", &[FirstResponse]),
        line(Qualification, "became viable", &[Bucket]),
        line(Qualification, "days to hand-off", &[Created, HandedOff]),
        line(Conversion, "became opportunities", &[Converted]),
        line(Conversion, "days to opportunity", &[Converted, HandedOffOrCreated]),
        line(Conversion, "opportunities won", &[Converted, Outcome]),
        line(Conversion, "days to closing", &[Converted, Closed]),
        line(Contribution, "opportunities", &[Converted]),
        line(Contribution, "their value", &[Converted, Value]),
        line(Contribution, "of them open", &[Converted]),
        line(Contribution, "value of the open", &[Converted, Value]),
        line(WinRate, "won, of won and lost", &[Outcome]),
        line(WinRate, "value of the won", &[Outcome, Value]),
    ]
};

impl MetricKind {
    /// The five, in order.
    pub const ALL: [Self; 5] = [
        Self::ReachRate,
        Self::Qualification,
        Self::Conversion,
        Self::Contribution,
        Self::WinRate,
    ];

    /// Returns its name in a word or two, for tables.
    pub fn short_name(self) -> &'static str {
        match self {
            Self::ReachRate => "Reach",
            Self::Qualification => "Qualify",
            Self::Conversion => "Convert",
            Self::Contribution => "Pipeline",
            Self::WinRate => "Win",
        }
    }

    /// The id of the usual metric, and beginnings of words that names of it have.
    fn words(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::ReachRate => ("reach-rate", &["reach"]),
            Self::Qualification => ("qualification", &["qualif"]),
            Self::Conversion => ("conversion", &["conver"]),
            Self::Contribution => ("contribution", &["contribut", "pipeline"]),
            Self::WinRate => ("win-rate", &["win", "won"]),
        }
    }

    /// Returns the session's metric of this kind: by its id, else the first with such a word in its
    /// name.
    pub fn find(self, definition: &Definition) -> Option<&Metric> {
        let (id, beginnings) = self.words();
        let metrics = &definition.metrics;
        let has_word = |metric: &&Metric| {
            let name = metric.name.to_lowercase();
            let mut words = name.split(|c: char| !c.is_alphanumeric());
            words.any(|word| beginnings.iter().any(|b| word.starts_with(b)))
        };
        let by_id = metrics.iter().find(|metric| metric.id == *id);
        by_id.or_else(|| metrics.iter().find(has_word))
    }
}

impl NeededColumn {
    /// Returns what the column holds.
    pub fn words(self) -> &'static str {
        match self {
            Self::FirstResponse => "Sales' first response",
            Self::Bucket => "the bucket",
            Self::Created => "the day of creation",
            Self::HandedOff => "the day of the hand-off",
            Self::HandedOffOrCreated => "the day of the hand-off or of creation",
            Self::Converted => "the day the lead became an opportunity",
            Self::Closed => "the day the deal was closed",
            Self::Outcome => "the outcome",
            Self::Value => "the deal's value",
        }
    }
}
