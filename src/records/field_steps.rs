//! Memoised field boundaries for texts with stray quotes.
//!
//! A row created by a stray quote is rejected except for its first line, and the next row starts
//! within what was just scanned. From any position where a field starts, scanning continues the
//! same way whatever row it belongs to; so the scan records a step there, and later scans jump
//! along. Consecutive steps are merged as they are used (path compression, as in a union-find), so
//! a file full of stray quotes takes time linear in its length rather than columns times lines.

use rustc_hash::FxHashMap;

/// Memoised steps from positions where a field starts.
#[derive(Debug, Default)]
pub(super) struct FieldSteps {
    steps: FxHashMap<usize, FieldStep>,
    /// Fields closed at the wrong place, and whether each spans lines.
    badly_closed: FxHashMap<usize, bool>,
    /// The number of entries from which old ones are dropped.
    forget_at: usize,
}

/// A step from the start of a field to the start of a later one in the same row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FieldStep {
    /// Where the later field starts.
    pub to: usize,
    /// The number of fields stepped over, including the first.
    pub fields: usize,
    /// Which of these is the last one with text, counted from 1; 0 if none has.
    pub last_text: usize,
    /// Whether one of them spans lines.
    pub spans: bool,
    /// Whether one of them is closed at the wrong place.
    pub badly_closed: bool,
}

impl FieldStep {
    fn then(self, next: Self) -> Self {
        Self {
            to: next.to,
            fields: self.fields + next.fields,
            last_text: match next.last_text {
                0 => self.last_text,
                text => self.fields + text,
            },
            spans: self.spans || next.spans,
            badly_closed: self.badly_closed || next.badly_closed,
        }
    }
}

impl FieldSteps {
    /// Records a field that starts here and is followed by another.
    pub fn add(&mut self, here: usize, step: FieldStep) {
        self.steps.insert(here, step);
    }

    /// Records a field that is closed at the wrong place, and whether it spans lines.
    pub fn add_badly_closed(&mut self, here: usize, spans: bool) {
        self.badly_closed.insert(here, spans);
    }

    /// Returns the longest known step from here.
    pub fn find(&mut self, here: usize) -> Option<FieldStep> {
        let mut path = Vec::new();
        let mut at = here;
        while let Some(step) = self.steps.get(&at) {
            path.push((at, *step));
            at = step.to;
        }
        let (_, mut whole) = path.pop()?;
        for (from, step) in path.into_iter().rev() {
            whole = step.then(whole);
            self.steps.insert(from, whole);
        }
        Some(whole)
    }

    /// If the field here is known to be closed at the wrong place, returns whether it spans lines.
    pub fn badly_closed(&self, here: usize) -> Option<bool> {
        self.badly_closed.get(&here).copied()
    }

    /// Drops entries before this position, where no row can start any more. Runs only once the
    /// entries have doubled since the last time, so the amortised cost is small.
    pub fn forget_before(&mut self, at: usize) {
        if self.steps.len() + self.badly_closed.len() > self.forget_at.max(4096) {
            self.steps.retain(|here, _| *here >= at);
            self.badly_closed.retain(|here, _| *here >= at);
            self.forget_at = 2 * (self.steps.len() + self.badly_closed.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_joined_as_they_are_used() {
        let mut steps = FieldSteps::default();
        for here in 0..1_000_usize {
            let step = FieldStep {
                to: here + 1,
                fields: 1,
                last_text: usize::from(here < 800),
                spans: here == 700,
                badly_closed: here == 500,
            };
            steps.add(here, step);
        }
        let far = steps.find(600).unwrap();
        assert_eq!(
            (far.to, far.fields, far.spans, far.badly_closed),
            (1_000, 400, true, false)
        );
        assert_eq!(
            far.last_text, 200,
            "of the fields from 600 on, 799 has the last text"
        );
        let all = steps.find(0).unwrap();
        assert_eq!(
            (all.to, all.fields, all.spans, all.badly_closed),
            (1_000, 1_000, true, true)
        );
        assert_eq!(all.last_text, 800);
        steps.add(
            1_000,
            FieldStep {
                to: 1_001,
                fields: 1,
                ..FieldStep::default()
            },
        );
        assert_eq!(steps.find(0).unwrap().to, 1_001);
        assert_eq!(steps.find(999).unwrap().fields, 2);
        assert_eq!(steps.find(1_001), None);
    }
}
