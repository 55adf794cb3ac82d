//! Which leads are old enough for a share that wins: a lead of last week hasn't had the time to win.

use jiff::ToSpan;
use jiff::civil::Date;

use super::groups::days_of;
use super::leads::PastLeads;
use crate::model::Data;
use crate::model::wording::{count_noun, grouped};
use crate::scoring::Dataset;
use crate::scoring::engine::Bitmap;

/// Of every hundred deals, how many are closed by the age from which leads count, unless the
/// session says which age.
const CLOSED_OF_HUNDRED: usize = 90;

/// The leads that count in shares that win.
#[derive(Clone, Debug)]
pub struct OldEnough {
    /// Those of the leads asked about, usually the ones compared, that are old enough.
    pub leads: Bitmap,
    /// The age in days from which a lead is old enough; `None` if that can't be known, so that all
    /// count.
    pub days: Option<u32>,
    /// The day on which the age is taken.
    pub reference: Option<Date>,
    /// How many of them are too young.
    pub too_young: usize,
    /// How many of them have no day of creation, and don't count.
    pub without_day: usize,
    /// Whether the session says the age, rather than the time that deals took.
    pub is_asked: bool,
}

/// Returns the day that stands for today in a list: the latest of the session's reference date, the
/// latest event, and the days of creation, hand-off and first response; where there is none of
/// these, the latest day in another column with a role. Days on which deals close may be planned
/// ones, so they don't count before the others.
pub fn reference_day(dataset: &Dataset, data: &Data) -> Option<Date> {
    let latest = |fields: [&Option<String>; 3]| {
        let days = fields
            .into_iter()
            .filter_map(|f| days_of(dataset, f.as_ref()));
        days.flatten().flatten().max()
    };
    let seen = [
        data.as_of,
        dataset.latest_event,
        latest([
            &data.created_field,
            &data.handed_off_field,
            &data.first_response_field,
        ]),
    ];
    let others = [&data.converted_field, &data.closed_field, &data.as_of_field];
    seen.into_iter().flatten().max().or_else(|| latest(others))
}

/// Returns which of the leads compared are old enough to count in shares that win: those created
/// at least so many days before the [`reference_day`].
pub fn old_enough(leads: &PastLeads) -> OldEnough {
    old_enough_among(leads, &leads.counted)
}

/// Returns which of some recorded leads are old enough, compared or not.
pub fn old_enough_among(leads: &PastLeads, some: &Bitmap) -> OldEnough {
    let data = &leads.data;
    let reference = reference_day(&leads.dataset, data);
    let created = leads.days(data.created_field.as_ref());
    let days = created.as_ref().and_then(|created| {
        let usual = || days_to_close(created, &leads.days(data.closed_field.as_ref())?);
        data.old_enough.or_else(usual)
    });
    let (Some(reference), Some(days), Some(created)) = (reference, days, created) else {
        return OldEnough {
            leads: some.clone(),
            days: None,
            reference,
            too_young: 0,
            without_day: 0,
            is_asked: false,
        };
    };
    let latest = reference.checked_sub(i64::from(days).days()).ok();
    let is_old = |day: Date| latest.is_some_and(|latest| day <= latest);
    let old = Bitmap::from_fn(created.len(), |lead| {
        some.get(lead) && created[lead].is_some_and(is_old)
    });
    let without_day = some.iter().filter(|l| created[*l].is_none());
    let without_day = without_day.count();
    OldEnough {
        too_young: some.count() - old.count() - without_day,
        leads: old,
        days: Some(days),
        reference: Some(reference),
        without_day,
        is_asked: data.old_enough.is_some(),
    }
}

/// Returns the least number of days within which nine of ten deals were closed: the 90th percentile
/// of the inverted empirical distribution. Rows closed before they were created contradict
/// themselves and don't count.
fn days_to_close(created: &[Option<Date>], closed: &[Option<Date>]) -> Option<u32> {
    let pairs = created.iter().zip(closed);
    let days =
        pairs.filter_map(|(from, to)| u32::try_from((*to)?.since((*from)?).ok()?.get_days()).ok());
    let mut days: Vec<u32> = days.collect();
    days.sort_unstable();
    let at = (days.len() * CLOSED_OF_HUNDRED).div_ceil(100);
    days.get(at.checked_sub(1)?).copied()
}

impl OldEnough {
    /// Returns which leads count and how many don't, as a sentence.
    pub fn words(&self) -> String {
        let (Some(days), Some(reference)) = (self.days, self.reference) else {
            return "Shares that win count leads of every age: no columns say when leads were \
                    created and closed."
                .into();
        };
        let why = if self.is_asked {
            "as the session says"
        } else {
            "within which 90% of deals were closed"
        };
        let age = count_noun(days as usize, "day");
        let mut text =
            format!("Shares that win count leads created at least {age} before {reference}, {why}");
        text.push_str(&match self.too_young {
            0 => ": none is too young.".to_owned(),
            1 => ": 1 is too young.".to_owned(),
            many => format!(": {} are too young.", grouped(many as i64)),
        });
        if self.without_day > 0 {
            let many = count_noun(self.without_day, "lead");
            text.push_str(&format!(" {many} without a day of creation: left out."));
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::Bucket;

    /// Ten leads created on 1 January and closed after 1 to 10 days, one created on the 5th and one
    /// on the 6th, both open, and one that says not when.
    fn leads(change: impl FnOnce(&mut Data)) -> PastLeads {
        let mut dataset = Dataset::new(["bucket", "created", "closed"].map(String::from).to_vec());
        for after in 1..=10 {
            let closed = format!("2026-01-{:02}", 1 + after);
            let values = ["viable", "2026-01-01", &closed];
            dataset.push(&after.to_string(), 2, &values, &[], None);
        }
        dataset.push("11", 12, &["viable", "2026-01-05", ""], &[], None);
        dataset.push("12", 13, &["viable", "2026-01-06", ""], &[], None);
        dataset.push("13", 14, &["viable", "", ""], &[], None);
        let mut data = Data {
            bucket_field: Some("bucket".into()),
            created_field: Some("created".into()),
            closed_field: Some("closed".into()),
            buckets: Bucket::defaults(),
            facts_after: Some(0),
            as_of: Some(jiff::civil::date(2026, 1, 14)),
            ..Data::default()
        };
        change(&mut data);
        PastLeads::new(&Arc::new(dataset), &Arc::new(data)).expect("there are buckets")
    }

    #[test]
    fn a_lead_is_old_enough_after_the_days_in_which_nine_of_ten_deals_are_closed() {
        // Days to close are 1 to 10: nine of ten are closed after 9. The 14th less 9 is the 5th.
        let found = old_enough(&leads(|_| ()));
        assert_eq!((found.days, found.leads.count()), (Some(9), 11));
        // The lead without a day has no facts day either, so it isn't compared at all.
        assert_eq!((found.too_young, found.without_day), (1, 0));
        assert_eq!(
            found.words(),
            "Shares that win count leads created at least 9 days before 2026-01-14, within which \
             90% of deals were closed: 1 is too young."
        );
    }

    #[test]
    fn the_session_may_say_the_age_and_without_days_all_count() {
        let found = old_enough(&leads(|data| data.old_enough = Some(8)));
        assert_eq!(
            (found.days, found.too_young, found.is_asked),
            (Some(8), 0, true)
        );
        let found = old_enough(&leads(|data| data.closed_field = None));
        assert_eq!((found.days, found.leads.count()), (None, 12));
        assert!(found.words().contains("of every age"), "{}", found.words());
    }

    #[test]
    fn today_is_the_latest_day_that_leads_were_seen_on() {
        let leads = leads(|data| data.as_of = None);
        let mut dataset = (*leads.dataset).clone();
        let day = |day| Some(jiff::civil::date(2026, 1, day));
        // Created at the latest; deals may be closed later, as planned.
        assert_eq!(reference_day(&dataset, &leads.data), day(6));
        dataset.latest_event = day(20);
        assert_eq!(reference_day(&dataset, &leads.data), day(20));
        let data = Data {
            as_of: day(25),
            ..(*leads.data).clone()
        };
        assert_eq!(reference_day(&dataset, &data), day(25));
    }
}
