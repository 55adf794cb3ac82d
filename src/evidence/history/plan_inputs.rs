//! The numbers a plan reckons with: as the room wrote them, else as the recorded leads have them,
//! else lacking.

use super::cell::Cell;
use super::section::{FigureRow, FigureTable, RowSubject};
use super::whole_numbers::Ratio;
use crate::evidence::past_leads::{OldEnough, PastLeads, PastScores, old_enough_among};
use crate::model::{FunnelPlan, Kind, NameSource, Percent, Place};
use crate::scoring::engine::Bitmap;
use crate::statistics::{FEWEST, Share};

/// A number of the plan.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum PlanInput<T> {
    /// The room wrote it.
    Written(T),
    /// The recorded leads have it, as these words say.
    Recorded(T, String),
    /// It isn't there, for this reason.
    Absent(String),
}

impl<T> PlanInput<T> {
    /// Returns what the room wrote, else what the recorded leads say.
    fn new(written: Option<T>, recorded: impl FnOnce() -> Result<(T, String), String>) -> Self {
        match (written, recorded) {
            (Some(written), _) => Self::Written(written),
            (None, recorded) => match recorded() {
                Ok((value, words)) => Self::Recorded(value, words),
                Err(why) => Self::Absent(why),
            },
        }
    }

    /// Returns the number, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Written(value) | Self::Recorded(value, _) => Some(value),
            Self::Absent(_) => None,
        }
    }

    /// Returns where the number comes from.
    fn origin(&self) -> String {
        match self {
            Self::Written(_) => "the plan".into(),
            Self::Recorded(_, words) => format!("recorded: {words}"),
            Self::Absent(why) => format!("lacking: {why}"),
        }
    }
}

/// A share of the plan, exactly and as it is written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PlanShare {
    /// The share.
    pub ratio: Ratio,
    /// As it is written, such as `7%`.
    pub written: String,
}

impl PlanShare {
    /// Creates a share from a percentage that the room wrote.
    pub fn of_percent(percent: Percent) -> Self {
        Self {
            ratio: Ratio::of_percent(percent),
            written: percent.to_string(),
        }
    }
}

/// The shares and values on the way from MQLs to revenue.
pub(super) struct FunnelInputs {
    /// MQLs that account managers accept.
    pub accepted: PlanInput<PlanShare>,
    /// Accepted ones that become opportunities.
    pub opportunity: PlanInput<PlanShare>,
    /// Opportunities that are won.
    pub won: PlanInput<PlanShare>,
    /// What a won deal is worth.
    pub deal_value: PlanInput<u128>,
    /// Which recorded leads the shares are taken from, if there are any.
    pub old: Option<OldEnough>,
}

impl FunnelInputs {
    /// Takes the numbers from the plan, and those it doesn't have from the recorded leads.
    pub fn new(plan: &FunnelPlan, leads: Option<&PastLeads>) -> Self {
        let old = leads.map(|leads| {
            let everybody = Bitmap::from_fn(leads.dataset.len(), |_| true);
            old_enough_among(leads, &everybody)
        });
        let recorded = leads
            .zip(old.as_ref())
            .map(|(leads, old)| RecordedFunnel::of(leads, old));
        let share = |written: Option<Percent>, found: Option<Result<Share, String>>| {
            PlanInput::new(written.map(PlanShare::of_percent), || {
                let share = found.ok_or(NO_LEADS)??;
                let written = Cell::Share(share).written();
                if share.is_of_few() {
                    return Err(written);
                }
                let ratio = Ratio::of_share(share).ok_or(written.as_str())?;
                let counts = [share.count, share.of].map(|n| Cell::Count(n as i64).written());
                Ok((PlanShare { ratio, written }, counts.join(" of ")))
            })
        };
        let recorded = recorded.as_ref();
        Self {
            accepted: share(plan.accepted_share, recorded.map(RecordedFunnel::accepted)),
            opportunity: share(
                plan.opportunity_share,
                recorded.map(RecordedFunnel::opportunities),
            ),
            won: share(plan.won_share, recorded.map(RecordedFunnel::won)),
            deal_value: PlanInput::new(plan.deal_value.map(u128::from), || {
                mean_value(leads.ok_or(NO_LEADS)?)
            }),
            old,
        }
    }
}

/// Said where neither the plan nor recorded leads have a number.
const NO_LEADS: &str = "Enter writes it";

/// How far recorded leads got that are old enough.
struct RecordedFunnel<'a> {
    leads: &'a PastLeads,
    old: &'a OldEnough,
    /// Those that have a day on which they became an opportunity; `None` if no column has it.
    converted: Option<Bitmap>,
}

impl<'a> RecordedFunnel<'a> {
    fn of(leads: &'a PastLeads, old: &'a OldEnough) -> Self {
        let days = leads.days(leads.data.converted_field.as_ref());
        let converted = days.map(|days| Bitmap::from_fn(days.len(), |lead| days[lead].is_some()));
        Self {
            leads,
            old,
            converted,
        }
    }

    /// The viable ones of all.
    fn accepted(&self) -> Result<Share, String> {
        if self.leads.data.bucket_field.is_none() {
            return Err("no column of buckets says what Sales accepted".into());
        }
        let viable = self.leads.all.viable.count_common(&self.old.leads);
        Ok(Share::new(viable, self.old.leads.count()))
    }

    /// Those that became an opportunity, of the viable ones.
    fn opportunities(&self) -> Result<Share, String> {
        if self.leads.data.bucket_field.is_none() {
            return Err("no column of buckets says what Sales accepted".into());
        }
        let converted = self.converted.as_ref().ok_or(NO_CONVERTED)?;
        let viable = self
            .leads
            .all
            .viable
            .iter()
            .filter(|l| self.old.leads.get(*l));
        let viable: Vec<usize> = viable.collect();
        let became = viable.iter().filter(|lead| converted.get(**lead)).count();
        Ok(Share::new(became, viable.len()))
    }

    /// The won ones of the opportunities.
    fn won(&self) -> Result<Share, String> {
        if self.leads.data.outcome_field.is_none() {
            return Err("no column of outcomes says what was won".into());
        }
        let converted = self.converted.as_ref().ok_or(NO_CONVERTED)?;
        let opportunities = converted.iter().filter(|lead| self.old.leads.get(*lead));
        let opportunities: Vec<usize> = opportunities.collect();
        let won = |lead: &&usize| self.leads.all.won.get(**lead);
        Ok(Share::new(
            opportunities.iter().filter(won).count(),
            opportunities.len(),
        ))
    }
}

const NO_CONVERTED: &str = "no column says when leads became opportunities";

/// Returns the mean value of the won deals, rounded down, and from how many it is.
fn mean_value(leads: &PastLeads) -> Result<(u128, String), String> {
    let column = leads.data.value_field.as_ref();
    let column = column.and_then(|field| leads.dataset.column(field));
    let column = column.ok_or("no column says what deals were worth")?;
    let reading = &leads.dataset.reading;
    let values = leads.dataset.map_column(column, |text| {
        let number = reading.number(reading.value(text))?;
        number.to_string().parse::<f64>().ok()
    });
    let won: Vec<f64> = leads
        .all
        .won
        .iter()
        .filter_map(|lead| values[lead])
        .collect();
    if won.len() < FEWEST as usize {
        return Err(format!("{} won deals have a value: too few", won.len()));
    }
    let mean = won.iter().sum::<f64>() / won.len() as f64;
    let words = format!("mean of {} won", Cell::count(won.len()).written());
    Ok((mean.max(0.0) as u128, words))
}

/// Returns attempts for each lead: as the plan says, else the mean over recorded leads that were
/// tried at least once.
pub(super) fn attempts(plan: &FunnelPlan, past: Option<&PastScores>) -> PlanInput<f64> {
    PlanInput::new(plan.attempts.map(f64::from), || {
        let past = past.ok_or(NO_LEADS)?;
        past.mean_attempts(mean_attempts).clone()
    })
}

/// Returns the mean number of attempts over the leads that were tried at least once, and from how
/// many it is.
fn mean_attempts(leads: &PastLeads) -> Result<(f64, String), String> {
    let column = leads.data.attempts_field.as_ref();
    let column = column.and_then(|field| leads.dataset.column(field));
    let column = column.ok_or("no column says how many were made; Enter writes it")?;
    let reading = &leads.dataset.reading;
    let made = leads.dataset.map_column(column, |text| {
        let number = reading.number(reading.value(text))?;
        number.to_string().parse::<f64>().ok()
    });
    let made: Vec<f64> = made
        .into_iter()
        .flatten()
        .filter(|made| *made > 0.0)
        .collect();
    if made.len() < FEWEST as usize {
        let many = made.len();
        return Err(format!("{many} leads say how many were made: too few"));
    }
    let mean = made.iter().sum::<f64>() / made.len() as f64;
    let words = format!("mean of {} leads tried", Cell::count(made.len()).written());
    Ok((mean, words))
}

/// Creates the table of a plan's inputs.
pub(super) fn inputs_table() -> FigureTable {
    FigureTable::new(
        "plan",
        "THE PLAN: Enter writes a number",
        &["what", "value", "from"],
    )
}

/// Returns the row of an input that only the room can say.
pub(super) fn written_row(what: &str, key: &'static str, value: Option<Cell>) -> FigureRow {
    let from = if value.is_some() {
        "the plan".to_owned()
    } else {
        format!("lacking: {NO_LEADS}")
    };
    FigureRow::new([
        Cell::text(what),
        value.unwrap_or_default(),
        Cell::Text(from),
    ])
    .about(RowSubject::Field(Place::single(Kind::Plan), key))
}

/// Returns the row of an input that recorded leads may say.
pub(super) fn input_row<T>(
    what: &str,
    key: &'static str,
    input: &PlanInput<T>,
    value: impl FnOnce(&T) -> Cell,
) -> FigureRow {
    let cell = input.value().map(value).unwrap_or_default();
    FigureRow::new([Cell::text(what), cell, Cell::Text(input.origin())])
        .about(RowSubject::Field(Place::single(Kind::Plan), key))
}

/// The source of names that stays as it is, and the one that is solved for.
pub(super) fn sources(plan: &FunnelPlan) -> (NameSource, NameSource) {
    match plan.fixed_source.unwrap_or(NameSource::ExistingProspects) {
        NameSource::NewNames => (NameSource::NewNames, NameSource::ExistingProspects),
        NameSource::ExistingProspects => (NameSource::ExistingProspects, NameSource::NewNames),
    }
}
