//! Points of a behaviour that fade with time: the answers of a decay, written out.

use std::fmt;
use std::str::FromStr;

use super::Condition;

/// The most steps of a decay.
const MOST_STEPS: usize = 12;

/// Points that fade with time: so many while the event is at most so many days ago, then the next.
/// Written as `8, 4, 2, 1 at 30, 60, 90, 120 days`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fade {
    /// Points and days of each step; the days ascend.
    steps: Vec<(i64, u32)>,
}

impl Default for Fade {
    /// Half of the points are left after each month.
    fn default() -> Self {
        Self {
            steps: vec![(8, 30), (4, 60), (2, 90), (1, 120)],
        }
    }
}

/// Why a text is no decay: what to write.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFade {
    /// It isn't points and days.
    #[error("write points and days, such as 8, 4, 2, 1 at 30, 60, 90, 120 days")]
    Unreadable,
    /// There are more of one than of the other.
    #[error("{0} points and {1} days: give each its own")]
    Uneven(usize, usize),
    /// The days don't ascend.
    #[error("{1} days after {0} days: let the days ascend")]
    NotAscending(u32, u32),
    /// There are too many steps.
    #[error("{0} steps are too many: give at most 12")]
    TooMany(usize),
}

impl Fade {
    /// Yields the answers: label, points and condition. The first that holds is worth most, if the
    /// points descend.
    pub fn answers(&self, when: &Condition) -> impl Iterator<Item = (String, i64, Condition)> {
        self.steps.iter().map(|(points, days)| {
            let label = match days {
                1 => "In the last day".to_owned(),
                days => format!("In the last {days} days"),
            };
            let when = Condition {
                within_days: Some(*days),
                older_than_days: None,
                ..when.clone()
            };
            (label, *points, when)
        })
    }
}

impl fmt::Display for Fade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let points: Vec<String> = self.steps.iter().map(|(p, _)| p.to_string()).collect();
        let days: Vec<String> = self.steps.iter().map(|(_, d)| d.to_string()).collect();
        write!(f, "{} at {} days", points.join(", "), days.join(", "))
    }
}

impl FromStr for Fade {
    type Err = BadFade;
    fn from_str(text: &str) -> Result<Self, BadFade> {
        fn numbers<N: FromStr>(text: &str) -> Result<Vec<N>, BadFade> {
            let words = text.split([',', ';', ' ', '\t', '/']);
            let words = words.filter(|word| !word.is_empty());
            words
                .map(|word| word.parse().map_err(|_| BadFade::Unreadable))
                .collect()
        }
        let lower = text.trim().to_lowercase();
        let (points, days) = lower.split_once(" at ").ok_or(BadFade::Unreadable)?;
        let days = days.trim();
        let days = days.strip_suffix("days").unwrap_or(days);
        let (points, days) = (numbers::<i64>(points)?, numbers::<u32>(days)?);
        if points.is_empty() {
            return Err(BadFade::Unreadable);
        }
        if points.len() != days.len() {
            return Err(BadFade::Uneven(points.len(), days.len()));
        }
        if points.len() > MOST_STEPS {
            return Err(BadFade::TooMany(points.len()));
        }
        if let Some(pair) = days.windows(2).find(|pair| pair[0] >= pair[1]) {
            return Err(BadFade::NotAscending(pair[0], pair[1]));
        }
        let steps = points.into_iter().zip(days).collect();
        Ok(Self { steps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decay_reads_and_writes_the_same() {
        let usual = "8, 4, 2, 1 at 30, 60, 90, 120 days";
        assert_eq!(Fade::default().to_string(), usual);
        assert_eq!(usual.parse(), Ok(Fade::default()));
        assert_eq!("8 4 2 1 AT 30;60;90;120".parse(), Ok(Fade::default()));
        for (text, why) in [
            ("8", BadFade::Unreadable),
            ("at 30", BadFade::Unreadable),
            ("8 at soon", BadFade::Unreadable),
            ("8, 4 at 30 days", BadFade::Uneven(2, 1)),
            ("8, 4 at 60, 30 days", BadFade::NotAscending(60, 30)),
        ] {
            assert_eq!(text.parse::<Fade>(), Err(why), "{text}");
        }
    }

    #[test]
    fn its_answers_look_back_so_many_days() {
        let when: Condition = serde_json::from_str(r#"{"event":"demo","at_least":2}"#).unwrap();
        let fade: Fade = "5, 1 at 7, 14".parse().unwrap();
        let answers: Vec<_> = fade
            .answers(&when)
            .map(|(label, points, when)| (label, points, serde_json::to_string(&when).unwrap()))
            .collect();
        let condition =
            |days: u32| format!(r#"{{"event":"demo","at_least":2,"within_days":{days}}}"#);
        assert_eq!(
            answers,
            [
                ("In the last 7 days".into(), 5, condition(7)),
                ("In the last 14 days".into(), 1, condition(14)),
            ]
        );
    }
}
