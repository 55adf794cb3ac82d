//! What became of leads, as bitmaps.

use jiff::civil::Date;

use crate::model::Data;
use crate::scoring::Dataset;
use crate::scoring::engine::Bitmap;

/// Leads by what became of them. A lead falls in one bucket at most.
#[derive(Clone, Debug)]
pub struct OutcomeGroups {
    /// The leads of each bucket of the session, in order.
    pub buckets: Vec<Bitmap>,
    /// Those that became viable: by their bucket or, where no column has buckets, the won ones.
    pub viable: Bitmap,
    /// Those that Sales touched and rejected or, where no column has buckets, the lost ones.
    pub rejected: Bitmap,
    /// Those that were won or, where no column says so, the viable ones.
    pub won: Bitmap,
    /// Those that were lost or, where no column says so, the rejected ones.
    pub lost: Bitmap,
}

impl OutcomeGroups {
    pub(super) fn of(dataset: &Dataset, data: &Data) -> Self {
        let column = |field: &Option<String>| field.as_ref().and_then(|f| dataset.column(f));
        let reading = &dataset.reading;
        let none = || Bitmap::new(dataset.len());
        let mut buckets = vec![none(); data.buckets.len()];
        let by_bucket = column(&data.bucket_field).map(|column| {
            let of = |text: &str| {
                let value = reading.value(text);
                data.buckets.iter().position(|b| b.matches(value))
            };
            let of_leads = dataset.map_column(column, of);
            for (lead, bucket) in of_leads.iter().enumerate() {
                if let Some(bucket) = bucket {
                    buckets[*bucket].set(lead);
                }
            }
            let well = |bucket: &Option<usize>| bucket.and_then(|b| data.buckets[b].ended_well());
            of_leads.iter().map(well).collect::<Vec<_>>()
        });
        let by_outcome = column(&data.outcome_field)
            .map(|column| dataset.map_column(column, |text| data.ended_well(reading.value(text))));
        let those = |ended: Option<&Vec<Option<bool>>>, well: bool| {
            ended.map_or_else(none, |ended| {
                Bitmap::from_fn(ended.len(), |lead| ended[lead] == Some(well))
            })
        };
        let (bucketed, closed) = (by_bucket.as_ref(), by_outcome.as_ref());
        let [viable, rejected] = [true, false].map(|well| those(bucketed.or(closed), well));
        let [won, lost] = [true, false].map(|well| those(closed.or(bucketed), well));
        Self {
            buckets,
            viable,
            rejected,
            won,
            lost,
        }
    }

    /// Returns the same groups with these leads only.
    pub(super) fn among(&self, some: &Bitmap) -> Self {
        let among = |group: &Bitmap| Bitmap::from_fn(group.len(), |l| group.get(l) && some.get(l));
        Self {
            buckets: self.buckets.iter().map(among).collect(),
            viable: among(&self.viable),
            rejected: among(&self.rejected),
            won: among(&self.won),
            lost: among(&self.lost),
        }
    }
}

/// Returns each lead's day in a field's column, `None` where it has none that can be read; `None`
/// if no column holds the field.
pub(super) fn days_of(dataset: &Dataset, field: Option<&String>) -> Option<Vec<Option<Date>>> {
    let column = dataset.column(field?)?;
    let reading = &dataset.reading;
    Some(dataset.map_column(column, |text| reading.day(reading.value(text))))
}
