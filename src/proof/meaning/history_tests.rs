//! What conditions ask of the history of a lead: counts and orders of events in windows of days.

/// The days that a test looks at, as ages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Window {
    /// The least age that counts.
    pub from: i64,
    /// The greatest age that counts; `None` if any does.
    pub to: Option<i64>,
}

/// A kind of event row: its name, and which conditions on rows it meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowKind {
    /// The name, by number.
    pub name: usize,
    /// For each condition on rows, whether it is known to hold of the row.
    pub meets: Vec<bool>,
}

/// What a test counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    /// The names of the events, by number.
    pub names: Vec<usize>,
    /// The condition on their rows, by number.
    pub row: Option<usize>,
    pub window: Window,
    /// Whether days are counted instead of events.
    pub distinct_days: bool,
}

/// Names of events, one after the other, and the days that are looked at.
pub(super) type Sequence = (Vec<usize>, Window);

/// A test of a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HistoryTest {
    /// It happened so often.
    Count {
        counted: Counted,
        at_least: u32,
        at_most: Option<u32>,
    },
    /// Events with these names happened one after the other.
    InOrder(Sequence),
}

/// How far something has to be counted.
#[derive(Clone, Debug)]
pub(super) struct Counter {
    pub counted: Counted,
    /// Counts from this one on are alike.
    pub enough: u32,
}

/// How different the sequences are, and so in which ways events have to be tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Orders {
    /// All are one order, in windows each of which includes the next. Events one after the other
    /// are enough: those that lie anywhere can be put where the narrowest window that holds has
    /// them, and what doesn't hold only gets fewer ways.
    One,
    /// Two orders that look at the same days. Events of one moment are needed, too: where both hold,
    /// all of a day can be put there, and where one does, events can be put as it has them.
    Two,
    /// Others. Events without a time of day can serve each at another place.
    Many,
}

impl Orders {
    /// Returns how different some sequences are.
    pub(super) fn of(sequences: &[Sequence]) -> Self {
        let mut orders: Vec<&Vec<usize>> = sequences.iter().map(|(names, _)| names).collect();
        orders.sort();
        orders.dedup();
        let windows = || sequences.iter().map(|(_, window)| *window);
        let nested =
            windows().all(|one| windows().all(|other| one.includes(other) || other.includes(one)));
        let same = windows().all(|one| windows().all(|other| one == other));
        match orders.len() {
            0 | 1 if nested => Self::One,
            2 if same => Self::Two,
            _ => Self::Many,
        }
    }
}

/// Returns what has to be counted for some tests, each thing once.
pub(super) fn counters(tests: &[HistoryTest]) -> Vec<Counter> {
    let mut counters: Vec<Counter> = Vec::new();
    for test in tests {
        let HistoryTest::Count {
            counted,
            at_least,
            at_most,
        } = test
        else {
            continue;
        };
        let enough = (*at_least).max(at_most.map_or(0, |most| most.saturating_add(1)));
        match counters.iter_mut().find(|c| c.counted == *counted) {
            Some(same) => same.enough = same.enough.max(enough),
            None => counters.push(Counter {
                counted: counted.clone(),
                enough,
            }),
        }
    }
    counters
}

impl Counted {
    /// Returns whether an event of a kind counts if it lies in a span.
    pub(super) fn counts(&self, kind: &RowKind, span: Window) -> bool {
        self.window.includes(span)
            && self.names.contains(&kind.name)
            && self.row.is_none_or(|row| kind.meets[row])
    }
}

/// Returns the sequences that some tests ask for, each once.
pub(super) fn sequences(tests: &[HistoryTest]) -> Vec<Sequence> {
    let mut sequences = Vec::new();
    for test in tests {
        if let HistoryTest::InOrder(sequence) = test
            && !sequences.contains(sequence)
        {
            sequences.push(sequence.clone());
        }
    }
    sequences
}

/// Returns the spans of days that the windows of the tests cut, the oldest first.
pub(super) fn spans(tests: &[HistoryTest], oldest: i64) -> Vec<Window> {
    let mut cuts = vec![0];
    for test in tests {
        let window = match test {
            HistoryTest::Count { counted, .. } => counted.window,
            HistoryTest::InOrder((_, window)) => *window,
        };
        cuts.push(window.from);
        cuts.extend(window.to.map(|to| to + 1));
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts.retain(|cut| *cut <= oldest);
    let ends = cuts.iter().skip(1).map(|next| Some(next - 1)).chain([None]);
    let spans = cuts
        .iter()
        .zip(ends)
        .map(|(from, to)| Window { from: *from, to });
    let mut spans: Vec<Window> = spans.collect();
    spans.reverse();
    spans
}

impl Window {
    /// Returns whether a span lies in it.
    pub(super) fn includes(self, span: Self) -> bool {
        let ends = self
            .to
            .is_none_or(|to| span.to.is_some_and(|end| end <= to));
        self.from <= span.from && ends
    }

    /// Returns the number of its days; `None` if there is no end to them.
    pub(super) fn len(self) -> Option<i64> {
        Some(self.to? - self.from + 1)
    }
}
