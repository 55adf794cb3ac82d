//! The recorded leads that qualify, by the persona and the segment they stand for.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::Id;

/// The days on which the recorded leads that qualify were created, by persona and segment. Leads
/// that stand for no persona or for no segment are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct QualifiedCells {
    /// Persona and segment, with the days in order; `None` where the day isn't known.
    pub cells: BTreeMap<(Id, Id), Vec<Option<Date>>>,
    /// Whether a column says when leads were created.
    pub has_created: bool,
}

impl QualifiedCells {
    /// Counts those of a cell that were created in a period; all of them without one, or where no
    /// column says when leads were created.
    pub fn count(&self, persona: &Id, segment: &Id, period: Option<(Date, Date)>) -> usize {
        let key = (persona.clone(), segment.clone());
        let Some(days) = self.cells.get(&key) else {
            return 0;
        };
        match period.filter(|_| self.has_created) {
            None => days.len(),
            Some((first, last)) => {
                let before = days.partition_point(|day| *day < Some(first));
                days.partition_point(|day| *day <= Some(last)) - before
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_period_counts_its_own_days_alone() {
        let id = |text: &str| Id::new(text).unwrap();
        let days = [
            None,
            Some(date(2026, 12, 31)),
            Some(date(2027, 1, 1)),
            Some(date(2027, 3, 31)),
            Some(date(2027, 4, 1)),
        ];
        let mut found = QualifiedCells {
            cells: BTreeMap::from([((id("it"), id("large")), days.to_vec())]),
            has_created: true,
        };
        let quarter = Some((date(2027, 1, 1), date(2027, 3, 31)));
        assert_eq!(found.count(&id("it"), &id("large"), quarter), 2);
        assert_eq!(found.count(&id("it"), &id("large"), None), 5);
        assert_eq!(found.count(&id("large"), &id("it"), None), 0);
        // Days that no column gives leave nobody out.
        found.has_created = false;
        assert_eq!(found.count(&id("it"), &id("large"), quarter), 5);
    }
}
