//! Whom a lead stands for: its segment, its persona, and how far along in buying it is.

use super::bound_condition::BoundCondition;
use super::event_tally::EventTally;
use super::responses::held_answers;
use super::{Responses, Truth};
use crate::model::{Criterion, CriterionKind, Definition, Phase};
use crate::scoring::compile::Scorer;
use crate::scoring::dataset::{Dataset, Lead};

/// Whom a lead stands for. Indices are positions in the definition's lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeadAudience {
    /// The first segment whose condition holds.
    pub segment: Option<usize>,
    /// The first persona whose condition holds.
    pub persona: Option<usize>,
    /// The furthest phase that a behaviour of the lead shows.
    pub phase: Option<Phase>,
}

/// The segments, personas and journeys of a definition, bound to the columns of one data set.
#[derive(Clone, Debug)]
pub struct BoundAudience {
    segments: Vec<Option<BoundCondition>>,
    personas: Vec<Option<BoundCondition>>,
    behaviours: Vec<Behaviour>,
}

/// A behaviour and the phases it can show.
#[derive(Clone, Debug)]
struct Behaviour {
    criterion: usize,
    /// For each answer, whether a bare reference to the criterion holds with it.
    bare: Vec<bool>,
    /// Its own phase.
    phase: Option<Phase>,
    /// The journeys whose steps it shows: persona, segment, and the furthest phase of such a step.
    steps: Vec<(usize, usize, Phase)>,
}

impl BoundAudience {
    /// Binds a definition's segments and personas to the columns of a data set. The data set's own
    /// leads are ignored.
    pub fn new(definition: &Definition, data: &Dataset) -> Self {
        let bound = |when: &Option<_>| when.as_ref().map(|when| BoundCondition::new(when, data));
        let numbered = definition.criteria.iter().enumerate();
        let behaviours = numbered.filter(|(_, c)| c.kind == CriterionKind::Behaviour);
        Self {
            segments: definition.segments.iter().map(|s| bound(&s.when)).collect(),
            personas: definition.personas.iter().map(|p| bound(&p.when)).collect(),
            behaviours: behaviours
                .map(|(at, criterion)| Behaviour::new(definition, at, criterion))
                .filter(|behaviour| behaviour.phase.is_some() || !behaviour.steps.is_empty())
                .collect(),
        }
    }

    /// Returns whom a lead stands for, given what it answers.
    pub fn of(&self, scorer: &Scorer, responses: &Responses, lead: &Lead) -> LeadAudience {
        self.found(scorer, responses, |condition| condition.evaluate(lead))
    }

    /// Like [`Self::of`], for a lead whose events were recorded by a tally that includes
    /// `conditions`.
    pub fn of_tallied(
        &self,
        scorer: &Scorer,
        responses: &Responses,
        lead: &Lead,
        events: &EventTally,
    ) -> LeadAudience {
        let truth = |condition: &BoundCondition| condition.evaluate_tallied(lead, events);
        self.found(scorer, responses, truth)
    }

    /// Returns the conditions of segments and personas.
    pub(in crate::scoring) fn conditions(&self) -> impl Iterator<Item = &BoundCondition> {
        self.segments.iter().chain(&self.personas).flatten()
    }

    fn found(
        &self,
        scorer: &Scorer,
        responses: &Responses,
        truth: impl Fn(&BoundCondition) -> Truth,
    ) -> LeadAudience {
        let first = |of: &[Option<BoundCondition>]| {
            let holds = |when: &Option<_>| when.as_ref().is_some_and(|when| truth(when).is_yes());
            of.iter().position(holds)
        };
        let (segment, persona) = (first(&self.segments), first(&self.personas));
        let shown = self.behaviours.iter();
        let shown = shown.filter(|behaviour| behaviour.is_shown(scorer, responses));
        LeadAudience {
            segment,
            persona,
            phase: shown
                .filter_map(|behaviour| behaviour.phase_for(persona, segment))
                .max(),
        }
    }
}

impl Behaviour {
    fn new(definition: &Definition, at: usize, criterion: &Criterion) -> Self {
        let answers = criterion.answer_list().into_iter().enumerate();
        let steps = definition.journeys.iter().filter_map(|journey| {
            let mut personas = definition.personas.iter();
            let mut segments = definition.segments.iter();
            let persona = personas.position(|p| p.id == journey.persona)?;
            let segment = segments.position(|s| s.id == journey.segment)?;
            let steps = journey.steps.iter();
            let shown = steps.filter(|step| step.behaviours.contains(&criterion.id));
            Some((persona, segment, shown.map(|step| step.phase).max()?))
        });
        Self {
            criterion: at,
            bare: answers
                .map(|(at, answer)| criterion.is_bare(at, answer.points))
                .collect(),
            phase: criterion.phase,
            steps: steps.collect(),
        }
    }

    /// Whether a bare reference to the behaviour holds.
    fn is_shown(&self, scorer: &Scorer, responses: &Responses) -> bool {
        let truths = responses.criterion_truths(self.criterion);
        let combine = scorer.criteria.get(self.criterion).map(|c| c.combine);
        combine.is_some_and(|combine| {
            held_answers(combine, truths).any(|answer| self.bare.get(answer) == Some(&true))
        })
    }

    /// Returns its own phase or, without one, that of the step it shows in the journey of a persona
    /// in a segment.
    fn phase_for(&self, persona: Option<usize>, segment: Option<usize>) -> Option<Phase> {
        let of_lead =
            |(p, s, _): &&(usize, usize, Phase)| persona == Some(*p) && segment == Some(*s);
        let steps = || self.steps.iter().filter(of_lead).map(|step| step.2).max();
        self.phase.or_else(steps)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;
    use crate::scoring::Event;

    fn definition() -> Definition {
        serde_json::from_value(json!({
            "segments": [
                {"id": "mills", "name": "Mills", "when": {"field": "industry", "is": "mill"}},
                {"id": "none", "name": "Nobody says"},
                {"id": "all", "name": "All", "when": {"field": "industry", "known": true}}],
            "personas": [
                {"id": "boss", "name": "Boss", "when": {"field": "title", "contains": "head"}},
                {"id": "buyer", "name": "Buyer", "when": {"event": "order"}}],
            "journeys": [{"id": "j", "persona": "boss", "segment": "mills", "steps": [
                {"id": "s1", "name": "Reads", "phase": "research", "behaviours": ["visit"]},
                {"id": "s2", "name": "Reads on", "phase": "exploration", "behaviours": ["visit"]}]}],
            "criteria": [
                {"id": "visit", "name": "Visit", "kind": "behaviour", "when": {"event": "visit"}},
                {"id": "demo", "name": "Demo", "kind": "behaviour", "phase": "consideration",
                 "combine": "highest", "answers": [
                    {"id": "full", "label": "Full", "points": 5, "when": {"event": "demo"}},
                    {"id": "off", "label": "Off", "points": 0, "when": {"event": "cancelled"}}]}]
        }))
        .unwrap()
    }

    #[rstest]
    #[case("mill", "Head of IT", &[], (Some(0), Some(0), None))]
    #[case("mill", "Head of IT", &["visit"], (Some(0), Some(0), Some(Phase::Exploration)))]
    // Without a journey of its own nobody says which phase a visit shows.
    #[case("shop", "Head of IT", &["visit"], (Some(2), Some(0), None))]
    #[case("shop", "", &["order", "demo"], (Some(2), Some(1), Some(Phase::Consideration)))]
    // An answer without points shows nothing, as in `at_least: {phase: consideration}`.
    #[case("", "", &["cancelled"], (None, None, None))]
    fn the_first_that_matches_and_the_furthest_phase(
        #[case] industry: &str,
        #[case] title: &str,
        #[case] events: &[&str],
        #[case] expected: (Option<usize>, Option<usize>, Option<Phase>),
    ) {
        let definition = definition();
        let scorer = Scorer::new(&definition);
        let mut data = Dataset::new(vec!["industry".into(), "title".into()]);
        data.has_events = true;
        let day = jiff::civil::date(2026, 1, 1);
        let lead = Lead {
            values: vec![industry.into(), title.into()],
            events: events
                .iter()
                .map(|name| Event::on_day(*name, day))
                .collect(),
            as_of: Some(day),
            ..Lead::default()
        };
        let responses = scorer.bind(&data).responses(&lead);
        let audience = BoundAudience::new(&definition, &data);
        let found = audience.of(&scorer, &responses, &lead);
        assert_eq!((found.segment, found.persona, found.phase), expected);
    }
}
