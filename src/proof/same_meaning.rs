//! Whether two conditions mean the same, however they are written.

use super::meaning::Meanings;
use crate::model::Condition;

/// Returns whether two conditions come to the same for every lead: both hold, both don't, or both
/// are unknown. Where that can't be settled, returns whether they are written alike.
pub fn mean_the_same(one: &Condition, other: &Condition) -> bool {
    if one == other {
        return true;
    }
    let mut meanings = Meanings::default();
    let both = [one, other].map(|condition| meanings.add(condition));
    if both[0] == both[1] {
        return true;
    }
    let joint = meanings.joint_truths(&both, &|| false);
    joint.is_ok_and(|joint| joint.iter().all(|joint| joint.truths[0] == joint.truths[1]))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn condition(text: &str) -> Condition {
        serde_json::from_str(text).unwrap()
    }

    #[rstest]
    #[case(
        r#"{"field":"industry","is":"X"}"#,
        r#"{"field":"Industry","in":[" x"]}"#
    )]
    #[case(r#"{"field":"n","min":"1"}"#, r#"{"all":[{"field":"n","min":"1.0"}]}"#)]
    #[case(
        r#"{"field":"n","min":"10"}"#,
        r#"{"any":[{"field":"n","min":"10"},{"field":"n","min":"20"}]}"#
    )]
    #[case(
        r#"{"event":"demo","at_least":2,"within_days":7}"#,
        r#"{"all":[{"event":"demo","at_least":2,"within_days":7},{"event":"Demo"}]}"#
    )]
    #[case(
        r#"{"field":"n","known":false}"#,
        r#"{"none":[{"field":"n","known":true}]}"#
    )]
    #[case(
        r#"{"event":"demo","at_most":2}"#,
        r#"{"none":[{"event":"demo","at_least":3}]}"#
    )]
    fn what_is_written_otherwise_can_mean_the_same(#[case] one: &str, #[case] other: &str) {
        assert!(mean_the_same(&condition(one), &condition(other)));
    }

    #[rstest]
    #[case(r#"{"field":"n","min":"10"}"#, r#"{"field":"n","min":"10.5"}"#)]
    // A missing value makes one unknown and the other known.
    #[case(
        r#"{"field":"n","is":"x"}"#,
        r#"{"all":[{"field":"n","is":"x"},{"field":"n","known":true}]}"#
    )]
    #[case(
        r#"{"event":"demo","within_days":7}"#,
        r#"{"event":"demo","within_days":8}"#
    )]
    #[case(r#"{"event":"demo"}"#, r#"{"event":["demo","call"]}"#)]
    fn what_means_something_else_is_told_apart(#[case] one: &str, #[case] other: &str) {
        assert!(!mean_the_same(&condition(one), &condition(other)));
    }
}
