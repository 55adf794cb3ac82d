//! What is known of fields that were walked over already, in a text with stray quotes.
//!
//! A row that a stray quote made is given up but for its first line, and the next row begins within
//! what was just walked over. From each place where a field begins everything goes on the same way,
//! whatever row it is in; so the walk leaves a step there, and later ones jump along. Steps that
//! follow each other are joined as they are used (as in a union-find), so that a file full of stray
//! quotes takes time in proportion to its length and not to the columns times the lines.

use rustc_hash::FxHashMap;

/// Steps from places where a field begins.
#[derive(Debug, Default)]
pub(super) struct FieldSteps {
    steps: FxHashMap<usize, FieldStep>,
    /// Fields that are closed where they should not be, and whether a line ends in each.
    badly_closed: FxHashMap<usize, bool>,
    /// With more of both it is time to forget some.
    forget_at: usize,
}

/// From the beginning of a field to that of one behind it in the same row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FieldStep {
    /// Where that one begins.
    pub to: usize,
    /// How many fields are between, the first included.
    pub fields: usize,
    /// Whether a line ends in one of them.
    pub spans: bool,
    /// Whether one is closed where it shouldn't be.
    pub badly_closed: bool,
}

impl FieldStep {
    fn then(self, next: Self) -> Self {
        Self {
            to: next.to,
            fields: self.fields + next.fields,
            spans: self.spans || next.spans,
            badly_closed: self.badly_closed || next.badly_closed,
        }
    }
}

impl FieldSteps {
    /// Remembers a field that begins here and is followed by another.
    pub fn add(&mut self, here: usize, step: FieldStep) {
        self.steps.insert(here, step);
    }

    /// Remembers a field that is closed where it shouldn't be, and whether a line ends in it.
    pub fn add_badly_closed(&mut self, here: usize, spans: bool) {
        self.badly_closed.insert(here, spans);
    }

    /// As far as is known from here on.
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

    /// Whether a line ends in the field here, if it is known to be closed where it shouldn't be.
    pub fn badly_closed(&self, here: usize) -> Option<bool> {
        self.badly_closed.get(&here).copied()
    }

    /// Forgets what lies before this place: no row begins there any more. It is done once there
    /// is twice as much as was left the last time, so that it costs little.
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
        let mut known = FieldSteps::default();
        for here in 0..1_000_usize {
            let step = FieldStep {
                to: here + 1,
                fields: 1,
                spans: here == 700,
                badly_closed: here == 500,
            };
            known.add(here, step);
        }
        let far = known.find(600).unwrap();
        assert_eq!(
            (far.to, far.fields, far.spans, far.badly_closed),
            (1_000, 400, true, false)
        );
        let all = known.find(0).unwrap();
        assert_eq!(
            (all.to, all.fields, all.spans, all.badly_closed),
            (1_000, 1_000, true, true)
        );
        known.add(
            1_000,
            FieldStep {
                to: 1_001,
                fields: 1,
                ..FieldStep::default()
            },
        );
        assert_eq!(known.find(0).unwrap().to, 1_001);
        assert_eq!(known.find(999).unwrap().fields, 2);
        assert_eq!(known.find(1_001), None);
    }
}
