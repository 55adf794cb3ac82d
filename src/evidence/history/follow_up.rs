//! How each recorded lead was followed up: how soon Sales responded, and how often it tried.

use jiff::civil::Date;

use super::recorded_list::{Found, HandedOff, RecordedList, days_between};
use crate::model::{Definition, Median, ServiceLevel};
use crate::scoring::WrittenTime;

/// When a lead that was handed off got its first response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ResponseTiming {
    /// Within the hours agreed.
    InTime,
    /// After them.
    Late,
    /// It got one, and no hours are agreed.
    Responded,
    /// It got none.
    Never,
    /// Contradictory: before it was handed off.
    BeforeHandOff,
    /// Contradictory: attempts are recorded, but no response.
    OnlyAttempts,
    /// The time of the response or of the hand-off can't be read.
    Unreadable,
}

/// How often Sales tried to reach a lead that was handed off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttemptsMade {
    /// So often; 0 if nothing is recorded, neither attempts nor a response.
    Times(i64),
    /// A response is recorded, but not how often Sales tried.
    NotRecorded,
    /// Contradictory: a response is recorded, and that nobody tried.
    OnlyResponse,
    /// The number can't be read.
    Unreadable,
}

/// How a lead that was handed off was followed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct FollowUp {
    /// When it got a response; `None` if no column says.
    pub timing: Option<ResponseTiming>,
    /// How often Sales tried; `None` if no column says.
    pub attempts: Option<AttemptsMade>,
}

/// How the recorded leads were followed up.
pub(super) struct FollowUps {
    /// Which day counts as that of the hand-off.
    pub handed_off: HandedOff,
    /// When each was handed off.
    from: Vec<Found<WrittenTime>>,
    /// Each lead's; `None` for one that wasn't handed off.
    pub leads: Vec<Option<FollowUp>>,
}

/// How some leads were followed up, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FollowUpCounts {
    /// Those handed off.
    pub handed_off: usize,
    /// Answered within the hours agreed.
    pub in_time: usize,
    /// Answered after them.
    pub late: usize,
    /// Answered, where no hours are agreed.
    pub responded: usize,
    /// Never answered.
    pub never: usize,
    /// Contradictory: answered before the hand-off.
    pub before_hand_off: usize,
    /// Contradictory: attempts, but no response.
    pub only_attempts: usize,
    /// Contradictory: a response, but no attempts.
    pub only_response: usize,
    /// Neither attempts nor a response.
    pub never_followed_up: usize,
    /// Those of whom it is known whether they were followed up.
    pub known_attempts: usize,
    /// Rows in which a time or a number can't be read.
    pub unreadable: usize,
    /// The numbers of attempts, where they are known.
    pub attempts: Vec<i64>,
}

/// Returns the service level of leads that are handed off: that of the hand-off's disposition or,
/// if it has none, the hand-off's.
pub(super) fn agreed_service_level(definition: &Definition) -> Option<&ServiceLevel> {
    let handoff = definition.handoff.as_ref()?;
    let own = definition.disposition(handoff.disposition.as_str());
    let own = own.and_then(|disposition| disposition.service_level.as_ref());
    own.or(handoff.service_level.as_ref())
}

impl FollowUps {
    /// Reads how the leads were followed up; `None` if no column says when they were handed off or
    /// created.
    pub fn of(list: &RecordedList<'_>, agreed: Option<&ServiceLevel>) -> Option<Self> {
        let (handed_off, from) = list.handed_off()?;
        let responses = list.times(list.data.first_response_field.as_ref());
        let attempts = list.numbers(list.data.attempts_field.as_ref());
        let hours = agreed.and_then(|agreed| agreed.response_hours);
        let follow_up = |lead: usize| {
            let tried = attempts.as_ref().map(|attempts| attempts[lead]);
            let response = responses.as_ref().map(|responses| responses[lead]);
            if from[lead] == Found::Blank {
                return None;
            }
            Some(FollowUp {
                timing: response.map(|response| timing(list, from[lead], response, tried, hours)),
                attempts: tried.map(|tried| attempts_made(tried, response)),
            })
        };
        Some(Self {
            handed_off,
            leads: (0..from.len()).map(follow_up).collect(),
            from,
        })
    }

    /// Returns how many of the leads without a response may still get one in time on a day: it is at
    /// most so many hours, in calendar days, after they were handed off.
    pub fn open_on(&self, today: Date, hours: u32) -> usize {
        let is_open = |(lead, from): &(&Option<FollowUp>, &Found<WrittenTime>)| {
            let is_never = |lead: FollowUp| lead.timing == Some(ResponseTiming::Never);
            let days = from.value().map(|from| days_between(from.at.date(), today));
            lead.is_some_and(is_never)
                && days.is_some_and(|days| i64::from(days) <= i64::from(hours / 24))
        };
        self.leads.iter().zip(&self.from).filter(is_open).count()
    }

    /// Counts some leads.
    pub fn count(&self, some: impl Iterator<Item = usize>) -> FollowUpCounts {
        let mut counts = FollowUpCounts::default();
        let leads = some.filter_map(|lead| self.leads.get(lead).copied().flatten());
        leads.for_each(|follow_up| counts.add(follow_up));
        counts
    }
}

fn timing(
    list: &RecordedList<'_>,
    from: Found<WrittenTime>,
    response: Found<WrittenTime>,
    tried: Option<Found<f64>>,
    hours: Option<u32>,
) -> ResponseTiming {
    let tried = tried.and_then(Found::value);
    let (from, to) = match (from, response) {
        (_, Found::Blank) if tried.is_some_and(|tried| tried > 0.0) => {
            return ResponseTiming::OnlyAttempts;
        }
        (_, Found::Blank) => return ResponseTiming::Never,
        (Found::Value(from), Found::Value(to)) => (from, to),
        _ => return ResponseTiming::Unreadable,
    };
    let took = list.elapsed(from, to);
    if took.is_negative() {
        return ResponseTiming::BeforeHandOff;
    }
    let by_clock = from.has_time && to.has_time;
    match hours.map(i64::from) {
        None => ResponseTiming::Responded,
        Some(hours) if by_clock && took.as_secs() <= hours * 3600 => ResponseTiming::InTime,
        // In calendar days, less than a day is the same day.
        Some(hours) if !by_clock && took.as_hours() / 24 <= hours / 24 => ResponseTiming::InTime,
        Some(_) => ResponseTiming::Late,
    }
}

fn attempts_made(tried: Found<f64>, response: Option<Found<WrittenTime>>) -> AttemptsMade {
    let responded = matches!(response, Some(Found::Value(_) | Found::Unreadable));
    match tried {
        Found::Blank if responded => AttemptsMade::NotRecorded,
        Found::Blank => AttemptsMade::Times(0),
        Found::Value(0.0) if responded => AttemptsMade::OnlyResponse,
        Found::Value(tried) if tried >= 0.0 && tried.fract() == 0.0 && tried < 1e9 => {
            AttemptsMade::Times(tried as i64)
        }
        Found::Value(_) | Found::Unreadable => AttemptsMade::Unreadable,
    }
}

impl FollowUpCounts {
    fn add(&mut self, follow_up: FollowUp) {
        self.handed_off += 1;
        let mut unreadable = false;
        match follow_up.timing {
            Some(ResponseTiming::InTime) => self.in_time += 1,
            Some(ResponseTiming::Late) => self.late += 1,
            Some(ResponseTiming::Responded) => self.responded += 1,
            Some(ResponseTiming::Never) => self.never += 1,
            Some(ResponseTiming::BeforeHandOff) => self.before_hand_off += 1,
            Some(ResponseTiming::OnlyAttempts) => self.only_attempts += 1,
            Some(ResponseTiming::Unreadable) => unreadable = true,
            None => {}
        }
        match follow_up.attempts {
            Some(AttemptsMade::Times(times)) => {
                self.known_attempts += 1;
                self.never_followed_up += usize::from(times == 0);
                self.attempts.push(times);
            }
            Some(AttemptsMade::NotRecorded) => self.known_attempts += 1,
            Some(AttemptsMade::OnlyResponse) => self.only_response += 1,
            Some(AttemptsMade::Unreadable) => unreadable = true,
            None => {}
        }
        self.unreadable += usize::from(unreadable);
    }

    /// Returns how many leads can be said to be answered in time, late or never: those handed off
    /// without those that contradict themselves or can't be read.
    pub fn timed(&self) -> usize {
        self.in_time + self.late + self.responded + self.never
    }

    /// Returns the median number of attempts, 0 among them.
    pub fn median_attempts(&self) -> Option<Median> {
        Median::of(&self.attempts)
    }

    /// Returns how many got at least so many attempts.
    pub fn at_least(&self, attempts: u32) -> usize {
        let enough = self.attempts.iter().filter(|n| **n >= i64::from(attempts));
        enough.count()
    }
}
