//! Marked rows of a list: what is done to one of them is done to all.

use crate::app::input::row::{Row, RowTarget};
use crate::app::state::workbench::State;
use crate::model::record::Place;
use crate::model::wording;

/// The sign of a marked row.
pub const MARK: &str = "#";

impl State {
    /// Returns the marked records of this step that still exist.
    pub fn marked(&self) -> Vec<Place> {
        let marked = self.cursor().marked.iter();
        let exists = |place: &&Place| self.session().record(place).is_some();
        marked.filter(exists).cloned().collect()
    }

    /// Returns all marked records if this is one of several.
    pub(crate) fn marked_with(&self, place: &Place) -> Option<Vec<Place>> {
        let marked = self.marked();
        (marked.len() > 1 && marked.contains(place)).then_some(marked)
    }

    /// Returns why nothing is done to a record of the marked kind that isn't marked itself: it
    /// would be unclear which are meant.
    pub(crate) fn unmarked_refusal(&self, place: &Place) -> Option<String> {
        let marked = self.marked();
        let alike = marked.first()?.kind == place.kind && !marked.contains(place);
        alike.then(|| {
            format!(
                "{} marked, and {} isn't: z marks it too, Esc clears the marks",
                marked_noun(&marked),
                self.session().title_of(place)
            )
        })
    }

    /// Says how many rows are marked, if any are.
    pub fn marks_text(&self) -> Option<String> {
        let marked = self.marked();
        (!marked.is_empty()).then(|| {
            format!(
                "{} marked: a field, + - and d on one of them change all; Esc clears the marks",
                marked_noun(&marked)
            )
        })
    }
}

/// Returns marked records as a number and a noun: `3 criteria`.
pub(crate) fn marked_noun(marked: &[Place]) -> String {
    let kind = marked.first().map_or("row", |place| place.kind.label());
    wording::count_noun(i64::try_from(marked.len()).unwrap_or(i64::MAX), kind)
}

/// Gives marked rows their sign.
pub(crate) fn sign_marked(state: &State, rows: &mut [Row]) {
    let marked = &state.cursor().marked;
    if marked.is_empty() {
        return;
    }
    for row in rows {
        if matches!(&row.target, RowTarget::Record(place) if marked.contains(place)) {
            row.mark = MARK;
        }
    }
}
