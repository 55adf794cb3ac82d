//! Numbers typed for a condition, with the words people put around them: `2`, `fewer than 3`,
//! `2 to 4`; `30`, `more than 90`, `8 to 30`. What can't be read is refused with what to write.

use crate::app::dialogs::condition_lists::split_list;
use crate::app::dialogs::written_range::{Range, RangeOf, range_of};
use crate::app::input::condition_command::{ConditionEntry, Operator};
use crate::model::{Condition, Number, wording};

/// How often an event is needed, as the keys of a condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct HowOften {
    pub at_least: Option<u32>,
    pub at_most: Option<u32>,
    /// Whether days or times were written; `None` if neither.
    pub distinct_days: Option<bool>,
}

/// How many days ago something must have happened, as the keys of a condition.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DaysAgo {
    pub within_days: Option<u32>,
    pub older_than_days: Option<u32>,
}

/// Returns why a text typed for a condition is refused, if it is, or else what it means where that
/// is worth saying.
pub(super) fn note(asked: &ConditionEntry, text: &str) -> Option<(bool, String)> {
    let said = |condition: Condition| Some((false, wording::condition(&condition)));
    let refused = |why: String| Some((true, why));
    match asked {
        ConditionEntry::Count(events) => match read_count(text) {
            Ok(often) => said(often.on(Condition {
                event: Some(events.clone()),
                ..Condition::default()
            })),
            Err(why) => refused(why),
        },
        ConditionEntry::Days(condition) => match read_days(text) {
            Ok(days) => said(days.on((**condition).clone())),
            Err(why) => refused(why),
        },
        ConditionEntry::Value(field, operator) if operator.looks_back() => {
            match read_field_days(text, *operator) {
                Ok(days) => said(days.on(Condition {
                    field: Some(field.clone()),
                    ..Condition::default()
                })),
                Err(why) => refused(why),
            }
        }
        ConditionEntry::Value(_, Operator::Min | Operator::Max) => {
            refused(read_number(text).err()?)
        }
        ConditionEntry::Value(_, Operator::Has) if text.contains([';', '\u{37e}']) => refused(
            "write one element of the list; `;` separates elements, so add each as a part".into(),
        ),
        ConditionEntry::Value(_, operator) if operator.is_on_day() => {
            let blank = text.trim().is_empty();
            blank.then(|| (true, "write a day such as 2026-01-31".into()))
        }
        ConditionEntry::Value(..) if split_list(text).is_empty() => {
            refused("write a value, or Esc to leave it out".into())
        }
        ConditionEntry::Field if text.trim().is_empty() => {
            refused("write a name, or Esc to leave it out".into())
        }
        ConditionEntry::Event if split_list(text).is_empty() => {
            refused("write a name, or Esc to leave it out".into())
        }
        ConditionEntry::Sequence if split_list(text).is_empty() => {
            refused("write the events' names, separated by commas".into())
        }
        _ => None,
    }
}

/// Returns whether a text typed for a condition is refused.
pub(super) fn is_refused(asked: &ConditionEntry, text: &str) -> bool {
    matches!(note(asked, text), Some((true, _)))
}

/// Reads how often an event is needed; blank is at least once.
///
/// # Errors
///
/// If it is no number that an event can be needed.
pub(super) fn read_count(text: &str) -> Result<HowOften, String> {
    let lower = text.trim().to_lowercase();
    let (words, distinct_days) = without_unit(&lower);
    let refused = || {
        format!(
            "`{}` isn't valid: write a whole number of at least 1, such as 2, or fewer than 3, at \
             most 3, 2 to 4, exactly 3, never",
            text.trim()
        )
    };
    let range = match words.as_str() {
        "" if lower.is_empty() => Range::Bare(1),
        "never" => Range::Exactly(0),
        words => range_of(words).ok_or_else(refused)?,
    };
    let (least, most) = match range {
        Range::Bare(0) => return Err(refused()),
        Range::Bare(n) | Range::AtLeast(n) => (n, None),
        Range::MoreThan(n) => (n.checked_add(1).ok_or_else(refused)?, None),
        Range::AtMost(n) => (0, Some(n)),
        Range::FewerThan(n) => (0, Some(n.checked_sub(1).ok_or_else(refused)?)),
        Range::Exactly(n) => (n, Some(n)),
        Range::Between(least, most) => (least, Some(most)),
    };
    if least == 0 && most.is_none() {
        return Err(refused());
    }
    let is_plain = least == 1 && most.is_none();
    Ok(HowOften {
        at_least: Some(least).filter(|n| *n > 0 && !is_plain),
        at_most: most,
        distinct_days,
    })
}

/// Reads how many days ago something must have happened; blank is at any time.
///
/// # Errors
///
/// If it is no number of days.
pub(super) fn read_days(text: &str) -> Result<DaysAgo, String> {
    match text.trim() {
        "" => Ok(DaysAgo::default()),
        words => days_of(words, Range::AtMost).ok_or_else(|| {
            format!(
                "`{words}` isn't valid: write whole days, such as 30, more than 90, 8 to 30, or \
                 nothing for any time"
            )
        }),
    }
}

/// Reads how many days ago the day of a field must be: a bare number means what the operator says.
///
/// # Errors
///
/// If it is no number of days.
pub(super) fn read_field_days(text: &str, operator: Operator) -> Result<DaysAgo, String> {
    let words = text.trim();
    let refused = |example: &str| {
        Err(format!(
            "`{words}` isn't valid: write whole days, such as {example}"
        ))
    };
    match operator {
        Operator::OlderThan => days_of(words, Range::MoreThan).map_or_else(|| refused("90"), Ok),
        Operator::DaysBetween => {
            let days = days_of(words, Range::AtMost);
            match days.filter(|days| days.older_than_days.and(days.within_days).is_some()) {
                Some(days) => Ok(days),
                None => refused("8 to 30"),
            }
        }
        _ => days_of(words, Range::AtMost).map_or_else(|| refused("30"), Ok),
    }
}

/// Reads what a field is compared with as a number.
///
/// # Errors
///
/// If it isn't one.
pub(super) fn read_number(text: &str) -> Result<Number, String> {
    let number = text.trim();
    Number::parse(number)
        .map_err(|_| format!("`{number}` isn't valid: write a number, such as 1000 or 2.5"))
}

impl HowOften {
    /// Returns a condition on events with this in place of how often it needs them.
    pub(super) fn on(self, mut condition: Condition) -> Condition {
        (condition.at_least, condition.at_most) = (self.at_least, self.at_most);
        if let Some(distinct) = self.distinct_days {
            condition.distinct_days = distinct;
        }
        condition
    }
}

impl DaysAgo {
    /// Returns a condition with this in place of how many days ago it asks for.
    pub(super) fn on(self, mut condition: Condition) -> Condition {
        condition.within_days = self.within_days;
        condition.older_than_days = self.older_than_days;
        condition
    }
}

/// Returns how often a condition needs its events, as [`read_count`] reads it.
pub(super) fn count_text(condition: &Condition) -> String {
    match (condition.least_times(), condition.at_most) {
        (_, Some(0)) => "never".into(),
        (least, None) => least.to_string(),
        (0, Some(most)) => format!("at most {most}"),
        (least, Some(most)) if least == most => format!("exactly {most}"),
        (least, Some(most)) => format!("{least} to {most}"),
    }
}

/// Returns how many days ago a condition asks for, as [`read_days`] reads it.
pub(super) fn days_text(condition: &Condition) -> String {
    match (condition.within_days, condition.older_than_days) {
        (None, None) => String::new(),
        (Some(most), None) => most.to_string(),
        (None, Some(least)) => format!("more than {least}"),
        (Some(most), Some(least)) => format!("{} to {most}", u64::from(least) + 1),
    }
}

/// Removes what is counted from a text; returns whether it is days, or times, if it says so.
fn without_unit(text: &str) -> (String, Option<bool>) {
    let on_days = text.strip_prefix("on ");
    let ends = |text: &str, ends: &[&str]| {
        let found = ends.iter().find_map(|end| text.strip_suffix(end));
        found.map(|rest| rest.trim_end().to_owned())
    };
    let rest = on_days.unwrap_or(text).trim_start();
    let days: &[&str] = if on_days.is_some() {
        &[" different days", " different day", " days", " day"]
    } else {
        &[" different days"]
    };
    if let Some(rest) = ends(rest, days) {
        return (rest, Some(true));
    }
    match ends(text, &[" times", " time"]) {
        Some(rest) => (rest, Some(false)),
        None => (text.to_owned(), None),
    }
}

/// Reads days back; `bare` is what a number without words means.
fn days_of(text: &str, bare: RangeOf) -> Option<DaysAgo> {
    let lower = text.to_lowercase();
    let words = lower.strip_suffix("ago").unwrap_or(&lower).trim_end();
    let unit = ["days", "day"].iter().find_map(|u| words.strip_suffix(u));
    let range = range_of(unit.unwrap_or(words).trim_end())?;
    let range = match range {
        Range::Bare(n) => bare(n),
        other => other,
    };
    let (first, last) = match range {
        Range::Bare(n) | Range::AtMost(n) => (0, Some(n)),
        Range::FewerThan(n) => (0, Some(n.checked_sub(1)?)),
        Range::AtLeast(n) => (n, None),
        Range::MoreThan(n) => (n.checked_add(1)?, None),
        Range::Exactly(n) => (n, Some(n)),
        Range::Between(first, last) => (first, Some(last)),
    };
    let days = DaysAgo {
        within_days: last,
        older_than_days: first.checked_sub(1),
    };
    (days != DaysAgo::default()).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(asked: &ConditionEntry, texts: &[&str]) {
        for text in texts {
            let note = note(asked, text);
            assert!(matches!(note, Some((true, _))), "{text:?} for {asked:?}");
        }
    }

    #[track_caller]
    fn taken(asked: &ConditionEntry, texts: &[&str]) {
        for text in texts {
            let note = note(asked, text);
            assert!(!matches!(note, Some((true, _))), "{text:?} for {asked:?}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused_wherever_one_is_asked_for() {
        let count = ConditionEntry::Count("demo".into());
        refused(
            &count,
            &[
                "2 or 3",
                "once",
                "1 once",
                "0",
                "-1",
                "2.5",
                "4 to 2",
                "fewer than 0",
                "times",
                "at least 0",
                "+2",
                "4294967296",
                "3 days",
                "a few",
                "2 to",
                "to 4",
            ],
        );
        taken(&count, &["", "1", " 3 ", "3 times", "2 to 4"]);
        let days = ConditionEntry::Days(Box::default());
        refused(
            &days,
            &[
                "180 weeks",
                "a month",
                "1,5",
                "30 to 8",
                "days",
                "ago",
                "at least 0 days ago",
            ],
        );
        taken(&days, &["", "180", "180 days"]);
        for operator in [Operator::Min, Operator::Max] {
            let value = ConditionEntry::Value("Size".into(), operator);
            refused(&value, &["", "many", "1,000", "50 or so"]);
            taken(&value, &["50", "-2.5"]);
        }
        let between = ConditionEntry::Value("joined".into(), Operator::DaysBetween);
        refused(&between, &["", "30", "more than 8"]);
        taken(&between, &["8 to 30", "between 8 and 30 days ago"]);
    }

    /// Reads a count, with days counted or not as before where nothing is said.
    fn count(text: &str) -> (Option<u32>, Option<u32>, Option<bool>) {
        let often = read_count(text).unwrap();
        (often.at_least, often.at_most, often.distinct_days)
    }

    #[test]
    fn a_count_is_read_as_people_write_it() {
        for (text, least, most) in [
            ("", None, None),
            ("1", None, None),
            ("at least 1", None, None),
            ("2", Some(2), None),
            ("2+", Some(2), None),
            ("2 or more", Some(2), None),
            ("more than 2", Some(3), None),
            ("> 2", Some(3), None),
            ("fewer than 3", None, Some(2)),
            ("Less than 3", None, Some(2)),
            ("at most 3", None, Some(3)),
            ("<=3", None, Some(3)),
            ("3 or fewer", None, Some(3)),
            ("2 to 4", Some(2), Some(4)),
            ("2-4", Some(2), Some(4)),
            ("between 2 and 4", Some(2), Some(4)),
            ("0 to 4", None, Some(4)),
            ("exactly 3", Some(3), Some(3)),
            ("exactly 1", Some(1), Some(1)),
            ("exactly 0", None, Some(0)),
            ("never", None, Some(0)),
        ] {
            assert_eq!(count(text), (least, most, None), "{text}");
        }
        assert_eq!(count("on 3 days"), (Some(3), None, Some(true)));
        assert_eq!(count("on fewer than 3 days"), (None, Some(2), Some(true)));
        assert_eq!(
            count("at most 2 different days"),
            (None, Some(2), Some(true))
        );
        assert_eq!(count("fewer than 3 times"), (None, Some(2), Some(false)));
    }

    #[test]
    fn days_back_are_read_as_people_write_them() {
        for (text, within, older) in [
            ("30", Some(30), None),
            ("0", Some(0), None),
            ("in the last 30 days", Some(30), None),
            ("fewer than 30 days ago", Some(29), None),
            ("more than 90", None, Some(90)),
            ("older than 90 days", None, Some(90)),
            ("at least 7 days ago", None, Some(6)),
            ("8 to 30", Some(30), Some(7)),
            ("between 8 and 30 days ago", Some(30), Some(7)),
            ("0 to 30", Some(30), None),
        ] {
            let days = read_days(text).unwrap();
            assert_eq!(
                (days.within_days, days.older_than_days),
                (within, older),
                "{text}"
            );
        }
        let older = read_field_days("90", Operator::OlderThan).unwrap();
        assert_eq!((older.within_days, older.older_than_days), (None, Some(90)));
    }

    #[test]
    fn what_is_there_is_written_as_it_is_read() {
        for least in [None, Some(1), Some(2), Some(3)] {
            for most in [None, Some(0), Some(1), Some(3)] {
                let condition = Condition {
                    event: Some("demo".into()),
                    at_least: least,
                    at_most: most,
                    ..Condition::default()
                };
                if condition.problem().is_some() {
                    continue;
                }
                let read = read_count(&count_text(&condition))
                    .unwrap()
                    .on(condition.clone());
                assert_eq!(read.least_times(), condition.least_times());
                assert_eq!(read.at_most, condition.at_most);
            }
        }
        for (within, older) in [(Some(7), None), (None, Some(7)), (Some(30), Some(7))] {
            let condition = Condition {
                within_days: within,
                older_than_days: older,
                ..Condition::default()
            };
            let read = read_days(&days_text(&condition))
                .unwrap()
                .on(Condition::default());
            assert_eq!(read, condition);
        }
    }
}
