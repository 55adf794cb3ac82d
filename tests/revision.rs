//! The diff of made-up definitions that together use every feature of the language.

#[allow(dead_code)] // lists and judge are for `two_ways.rs`
mod second;

use accord::model::Definition;
use accord::revision::{Bump, Diff, Revision};
use proptest::prelude::*;
use second::made_up;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn made_to_the_first_the_difference_gives_the_second(one in made_up::case(), two in made_up::case()) {
        let (before, after) = (one.0, two.0);
        let diff = Diff::between(&before, &after);
        prop_assert_eq!(diff.is_empty(), before == after);
        prop_assert_eq!(diff.apply(&before), after.clone());
        prop_assert!(Diff::between(&diff.apply(&before), &after).is_empty());
        for change in &diff.changes {
            prop_assert!(!change.message.is_empty());
            // Names that are gone show as ids in question marks; none is gone on its own side.
            prop_assert!(!change.message.contains('?'), "{}", change.message);
        }
        let nothing = Definition::default();
        prop_assert_eq!(Diff::between(&before, &nothing).apply(&before), nothing);
        prop_assert_eq!(Revision::unproved(&before, &before).bump, Bump::None);
    }
}
