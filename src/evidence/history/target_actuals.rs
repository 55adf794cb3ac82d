//! How many recorded leads qualify for each persona in each segment, beside the targets.

use jiff::civil::Date;

use super::recorded_list::RecordedList;
use super::target_period::period_days;
use crate::evidence::lead_summary::LeadSummary;
use crate::evidence::qualified_cells::QualifiedCells;
use crate::model::{Data, Definition, Id, Target};
use crate::scoring::BoundAudience;

/// A target with what the recorded leads say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TargetActual {
    /// The persona's name, or its id if there is no such persona.
    pub persona: String,
    /// The segment's name, or its id if there is no such segment.
    pub segment: String,
    /// The period, as written.
    pub period: String,
    /// How many qualified leads are wanted.
    pub target: u32,
    /// How many recorded leads qualify; `None` if no leads are recorded, or it isn't to be told.
    pub actual: Option<usize>,
    /// The planned activity.
    pub activity: String,
}

impl TargetActual {
    /// Returns what is to be looked at: no planned activity, or fewer leads than wanted.
    pub fn flags(&self) -> Vec<String> {
        let mut flags = Vec::new();
        if self.target > 0 && self.activity.trim().is_empty() {
            flags.push("nothing is planned".to_owned());
        }
        let wanted = usize::try_from(self.target).unwrap_or(usize::MAX);
        if let Some(fewer) = self.actual.and_then(|actual| wanted.checked_sub(actual))
            && fewer > 0
        {
            flags.push(format!("{fewer} fewer than wanted"));
        }
        flags
    }
}

/// The recorded leads that qualify, by persona, segment and day of creation.
pub(super) struct QualifiedLeads {
    /// For each, the indices of its persona and segment, and when it was created.
    leads: Vec<(Option<usize>, Option<usize>, Option<Date>)>,
    /// Whether a column says when leads were created.
    pub has_created: bool,
}

impl QualifiedLeads {
    /// Finds whom each recorded lead that qualifies stands for; `None` if no leads are recorded.
    pub fn of(definition: &Definition, data: &Data, summary: &LeadSummary) -> Option<Self> {
        let recorded = summary.recorded.as_ref()?;
        let dataset = &*recorded.history.dataset;
        let list = RecordedList { dataset, data };
        let audience = BoundAudience::new(definition, dataset);
        let created = list.days(data.created_field.as_ref());
        let scorer = recorded.scored.scorer();
        let qualified = recorded.scored.qualified();
        let leads = qualified.iter().map(|lead| {
            let responses = recorded.scored.responses(lead);
            let found = audience.of(scorer, &responses, &dataset.lead(lead));
            let created = created.as_ref().and_then(|created| created[lead]);
            (found.persona, found.segment, created)
        });
        Some(Self {
            leads: leads.collect(),
            has_created: created.is_some(),
        })
    }

    /// Returns how many there are.
    pub fn count(&self) -> usize {
        self.leads.len()
    }

    /// Counts those of a persona in a segment, `None` for those that no persona or no segment
    /// matches, and in a period. A period that names no days counts all, as does a list that doesn't
    /// say when leads were created.
    pub fn in_cell(&self, persona: Option<usize>, segment: Option<usize>, period: &str) -> usize {
        let days = period_days(period).filter(|_| self.has_created);
        let is_in = |day: Option<Date>| match days {
            None => true,
            Some((first, last)) => day.is_some_and(|day| first <= day && day <= last),
        };
        let leads = self.leads.iter();
        leads
            .filter(|lead| lead.0 == persona && lead.1 == segment && is_in(lead.2))
            .count()
    }
}

impl QualifiedLeads {
    /// Returns those that stand for a persona and a segment, with their days in order.
    pub fn cells(self, definition: &Definition) -> QualifiedCells {
        let mut found = QualifiedCells {
            has_created: self.has_created,
            ..QualifiedCells::default()
        };
        for (persona, segment, day) in self.leads {
            let persona = persona.and_then(|at| definition.personas.get(at));
            let segment = segment.and_then(|at| definition.segments.get(at));
            if let (Some(persona), Some(segment)) = (persona, segment) {
                let key = (persona.id.clone(), segment.id.clone());
                found.cells.entry(key).or_default().push(day);
            }
        }
        found
            .cells
            .values_mut()
            .for_each(|days| days.sort_unstable());
        found
    }
}

/// Returns the targets in their order, each with how many recorded leads qualify. Without a summary
/// nothing is said of them.
pub fn target_actuals(
    definition: &Definition,
    data: &Data,
    summary: Option<&LeadSummary>,
) -> Vec<TargetActual> {
    let qualified = summary.and_then(|summary| QualifiedLeads::of(definition, data, summary));
    let targets = definition.targets.iter();
    targets
        .map(|target| TargetActual::of(definition, target, qualified.as_ref()))
        .collect()
}

impl TargetActual {
    pub(super) fn of(
        definition: &Definition,
        target: &Target,
        qualified: Option<&QualifiedLeads>,
    ) -> Self {
        let persona = definition
            .personas
            .iter()
            .position(|p| p.id == target.persona);
        let segment = definition
            .segments
            .iter()
            .position(|s| s.id == target.segment);
        let name = |name: Option<&String>, id: &Id| match name {
            Some(name) if !name.trim().is_empty() => name.clone(),
            _ => id.to_string(),
        };
        // Nobody is what is no more.
        let in_cell = |qualified: &QualifiedLeads| match (persona, segment) {
            (Some(_), Some(_)) => qualified.in_cell(persona, segment, &target.period),
            _ => 0,
        };
        Self {
            persona: name(
                persona.map(|p| &definition.personas[p].name),
                &target.persona,
            ),
            segment: name(
                segment.map(|s| &definition.segments[s].name),
                &target.segment,
            ),
            period: target.period.trim().to_owned(),
            target: target.qualified,
            actual: qualified.map(in_cell),
            activity: target.activity.trim().to_owned(),
        }
    }
}
