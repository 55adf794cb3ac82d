//! What conditions allow, how they read and are written, and how they sound.

use rstest::rstest;

use super::*;
use crate::model::wording;

fn read(text: &str) -> Condition {
    serde_json::from_str(text).unwrap()
}

#[rstest]
#[case(r#"{"field":"a","within_days":3,"older_than_days":1}"#)]
#[case(r#"{"event":["a","b"],"at_least":2,"at_most":2,"distinct_days":true,"within_days":0}"#)]
#[case(r#"{"event":"a","at_most":0,"where":{"any":[{"field":"b","has":"x"},{"field":"c","within_days":3}]}}"#)]
#[case(r#"{"sequence":["a","b","a"],"within_days":9,"older_than_days":2}"#)]
#[case(r#"{"field":"a","is":"x","event":"b","sequence":["c"],"within_days":3}"#)]
#[case(r#"{"field":"a","on_or_after":"2026-01-31","on_or_before":"2026-01-01"}"#)]
fn allowed(#[case] text: &str) {
    assert_eq!(read(text).problem(), None);
    let written = serde_json::to_string(&read(text)).unwrap();
    assert_eq!(read(&written), read(text), "{written}");
}

#[rstest]
#[case(r#"{"within_days":3}"#, "`within_days` alone")]
#[case(r#"{"older_than_days":3}"#, "`older_than_days` alone")]
#[case(r#"{"field":"a","starts_with":" "}"#, "a blank value")]
#[case(r#"{"field":"a","has":"x;y"}"#, "one element")]
#[case(r#"{"starts_with":"x"}"#, "without a field")]
#[case(r#"{"field":"a","is":"x","at_most":2}"#, "`at_most` without an event")]
#[case(
    r#"{"sequence":["a"],"distinct_days":true}"#,
    "`distinct_days` without an event"
)]
#[case(
    r#"{"sequence":["a"],"where":{"field":"b","is":"x"}}"#,
    "`where` without an event"
)]
#[case(
    r#"{"event":"a","at_least":3,"at_most":2}"#,
    "at least 3 and at most 2 is never"
)]
#[case(
    r#"{"event":"a","at_least":0,"at_most":2}"#,
    "`at_least: 0` always holds"
)]
#[case(r#"{"event":["a"," "]}"#, "has no name")]
#[case(r#"{"event":"a","where":{}}"#, "in `where`, an empty condition")]
#[case(
    r#"{"event":"a","where":{"field":"b"}}"#,
    "in `where`, field `b` has no operator"
)]
#[case(
    r#"{"event":"a","where":{"any":[{"event":"b"}]}}"#,
    "use only fields in it"
)]
#[case(r#"{"event":"a","where":{"sequence":["b"]}}"#, "use only fields in it")]
#[case(
    r#"{"event":"a","where":{"event":"a","where":{"field":"b","is":"x"}}}"#,
    "only fields"
)]
#[case(
    r#"{"field":"a","is":"x","event":"b","at_most":2}"#,
    "asks about one of"
)]
#[case(r#"{"field":"a","has":"x","event":"b"}"#, "asks about one of")]
#[case(
    r#"{"event":"a","sequence":["b"],"older_than_days":2}"#,
    "asks about one of"
)]
fn refused(#[case] text: &str, #[case] problem: &str) {
    let found = read(text).problem().unwrap().to_string();
    assert!(found.contains(problem), "{found}");
}

#[test]
fn a_sequence_may_be_long_and_may_not_repeat_everything() {
    let sequence = |names: Vec<String>| Condition {
        sequence: Some(names),
        ..Condition::default()
    };
    let different = (0..200).map(|n| n.to_string());
    assert_eq!(sequence(different.collect()).problem(), None);
    assert_eq!(sequence(vec!["a".into(); 4000]).problem(), None);
    // Seven names twice can be used up in 3^7 = 2,187 ways, eight in 6,561.
    for (names, refused) in [(7, false), (8, true)] {
        let twice = (0..2 * names).map(|n| format!("{}{}", ["x", " X"][n / names], n % names));
        assert_eq!(sequence(twice.collect()).problem().is_some(), refused);
    }
}

#[rstest]
#[case("2026-02-30")]
#[case("2026-1-1")]
#[case("20260101")]
#[case("2026-01-01T00:00")]
#[case("01.01.2026")]
fn only_days_are_days(#[case] text: &str) {
    let condition = format!(r#"{{"field":"a","on_or_after":"{text}"}}"#);
    let error = serde_json::from_str::<Condition>(&condition).unwrap_err();
    assert!(
        error.to_string().contains("write it as 2026-01-31"),
        "{error}"
    );
}

#[rstest]
#[case(
    r#"{"field":"a","starts_with":"x","ends_with":"y"}"#,
    "a starts with “x” and a ends with “y”"
)]
#[case(r#"{"field":"tools","has":"CRM"}"#, "tools has “CRM” in its list")]
#[case(
    r#"{"field":"due","on_or_after":"2026-01-31"}"#,
    "due is on or after 2026-01-31"
)]
#[case(
    r#"{"field":"due","on_or_before":"2026-01-31"}"#,
    "due is on or before 2026-01-31"
)]
#[case(r#"{"field":"due","within_days":30}"#, "due is in the last 30 days")]
#[case(r#"{"field":"due","older_than_days":1}"#, "due is more than 1 day ago")]
#[case(r#"{"event":"a","at_most":2}"#, "a fewer than 3 times")]
#[case(
    r#"{"event":"a","at_most":1,"within_days":7}"#,
    "a at most once in the last 7 days"
)]
#[case(r#"{"event":"a","at_most":0}"#, "a never")]
#[case(r#"{"event":"a","at_least":2,"at_most":5}"#, "a 2 to 5 times")]
#[case(r#"{"event":"a","at_least":2,"at_most":2}"#, "a exactly 2 times")]
#[case(
    r#"{"event":["a","b"],"at_least":3,"distinct_days":true}"#,
    "a or b on at least 3 different days"
)]
#[case(r#"{"event":"a","distinct_days":true}"#, "a on at least 1 day")]
#[case(
    r#"{"event":"a","older_than_days":6,"within_days":30}"#,
    "a at least once between 7 and 30 days ago"
)]
#[case(
    r#"{"event":"a","at_least":2,"where":{"field":"page","is":"x"}}"#,
    "a (where page is “x”) at least 2 times"
)]
#[case(
    r#"{"sequence":["a","b"],"older_than_days":6}"#,
    "a, then b more than 6 days ago"
)]
fn in_words(#[case] text: &str, #[case] words: &str) {
    assert_eq!(wording::condition(&read(text)), words);
}

#[test]
fn names_of_events_and_of_columns_are_told_apart() {
    let condition = read(
        r#"{"all":[{"field":"f","is":"x"},
            {"event":["a","b"],"where":{"any":[{"field":"c","is":"x"}]}},{"sequence":["d"]}]}"#,
    );
    let mut names: [Vec<&str>; 3] = Default::default();
    condition.for_each_field(&mut |name| names[0].push(name));
    condition.for_each_event(&mut |name| names[1].push(name));
    condition.for_each_row_column(&mut |name| names[2].push(name));
    assert_eq!(names, [vec!["f"], vec!["a", "b", "d"], vec!["c"]]);
}
