//! Findings about what the method calls for and the draft doesn't have yet.

use jiff::civil::Date;

use super::collector::FindingCollector;
use super::verification::lacks_example;
use crate::model::{
    Criterion, CriterionKind, ExitOutcome, Expression, Kind, NO_TRACK, Place, Session, Stage,
};

/// The words a pipeline should define, each with its synonyms.
const PIPELINE_WORDS: [(&str, &[&str]); 5] = [
    ("contact", &[]),
    ("suspect", &[]),
    ("lead", &[]),
    ("qualified lead", &["mql", "marketing qualified lead"]),
    ("prospect", &[]),
];

/// What the names of the five metrics have in common, in lower case: one of them is in each.
const METRIC_WORDS: [&str; 6] = ["reach", "qualif", "conver", "contribut", "win", "won"];

impl FindingCollector<'_> {
    pub(super) fn check_method(&mut self, session: &Session) {
        self.check_pipeline_words();
        self.check_behaviours(session);
        self.check_expressions();
        self.check_metrics();
        self.check_commitments();
        self.check_track_contents();
        self.check_not_ready();
        for stage in &self.definition.stages {
            let place = || Place::new(Kind::Stage, stage.id.clone());
            if stage.owner.trim().is_empty() {
                self.add("A217", place(), format!("nobody owns `{}`", stage.name));
            }
            if is_called(stage, &["sal", "sales accepted lead", "accepted lead"]) {
                self.check_three_outcomes(stage, &place());
            }
            let sql = ["sql", "sales qualified lead"];
            if is_called(stage, &sql) && stage.checklist.iter().all(|line| line.trim().is_empty()) {
                self.add(
                    "A264",
                    place(),
                    format!("`{}` has no checklist", stage.name),
                );
            }
        }
        for disposition in &self.definition.dispositions {
            if disposition.owner.trim().is_empty() {
                let place = Place::new(Kind::Disposition, disposition.id.clone());
                self.add("A217", place, format!("nobody owns `{}`", disposition.name));
            }
        }
    }

    fn check_pipeline_words(&mut self) {
        let definition = self.definition;
        let missing: Vec<&str> = PIPELINE_WORDS
            .iter()
            .filter(|(word, synonyms)| {
                let names: Vec<&str> = synonyms.iter().copied().chain([*word]).collect();
                let stage = definition.stages.iter().any(|s| is_called(s, &names));
                let term = definition.terms.iter().any(|term| {
                    let own = [term.id.as_str(), &term.name];
                    goes_by(&own, &term.synonyms, &names)
                });
                !stage && !term
            })
            .map(|(word, _)| *word)
            .collect();
        if !missing.is_empty() {
            let message = format!("pipeline terms not defined: {}", missing.join(", "));
            self.add("A205", Place::single(Kind::Settings), message);
        }
    }

    /// Reports that none of the metrics that show whether the hand-off works is there.
    fn check_metrics(&mut self) {
        let definition = self.definition;
        let measures = |text: &str| {
            let text = text.to_lowercase();
            METRIC_WORDS.iter().any(|word| text.contains(word))
        };
        let mut metrics = definition.metrics.iter();
        if definition.handoff.is_none()
            || metrics.any(|m| measures(&m.name) || measures(m.id.as_str()))
        {
            return;
        }
        let message =
            "no metric for reach, qualification, conversion, contribution or wins".to_string();
        self.add("A263", Place::single(Kind::Settings), message);
    }

    fn check_behaviours(&mut self, session: &Session) {
        let behaviour = |c: &&Criterion| c.kind == CriterionKind::Behaviour;
        let place = |c: &Criterion| Place::new(Kind::Criterion, c.id.clone());
        for criterion in self.definition.criteria.iter().filter(behaviour) {
            if lacks_example(session, criterion) {
                let message = format!("`{}` is a hypothesis: no real example yet", criterion.name);
                self.add("A305", place(criterion), message);
            }
            // Explicit points of 0 count as set; answers that are all 0 don't.
            if !criterion.has_points() {
                let message = format!("`{}` has no points", criterion.name);
                self.add("A210", place(criterion), message);
            }
        }
        let steps: Vec<_> = self
            .definition
            .journeys
            .iter()
            .flat_map(|j| &j.steps)
            .collect();
        if steps.is_empty() {
            return self.add(
                "A208",
                Place::single(Kind::Settings),
                "there are no buying steps yet",
            );
        }
        for criterion in self.definition.criteria.iter().filter(behaviour) {
            if !steps
                .iter()
                .any(|step| step.behaviours.contains(&criterion.id))
            {
                let message = format!("`{}` belongs to no buying step", criterion.name);
                self.add("A206", place(criterion), message);
            }
        }
        for stage in &self.definition.stages {
            let shown = steps
                .iter()
                .any(|step| step.stage.as_ref() == Some(&stage.id) && !step.behaviours.is_empty());
            if !shown {
                let message = format!("no behaviour tells us that a lead is at `{}`", stage.name);
                self.add("A207", Place::new(Kind::Stage, stage.id.clone()), message);
            }
        }
    }

    fn check_expressions(&mut self) {
        let criteria = &self.definition.criteria;
        let has = |expression| criteria.iter().any(|c| c.expression == Some(expression));
        let message = match (has(Expression::Explicit), has(Expression::Implicit)) {
            (true, true) => return,
            _ if criteria.is_empty() => return,
            (true, false) => "no criterion is observed by us",
            (false, true) => "no criterion is stated by the lead",
            (false, false) => "no criterion says whether it is stated or observed",
        };
        self.add("A211", Place::single(Kind::Settings), message);
    }

    /// A sales accepted lead has three outcomes, and each must lead somewhere.
    fn check_three_outcomes(&mut self, stage: &Stage, place: &Place) {
        let mut flaws = Vec::new();
        for &outcome in ExitOutcome::ALL {
            let exits: Vec<_> = stage
                .exits
                .iter()
                .filter(|exit| exit.outcome == Some(outcome))
                .collect();
            let word = outcome.word();
            match exits.as_slice() {
                [] => flaws.push(format!("{word} is missing")),
                [exit] => {
                    let somewhere =
                        exit.stage.is_some() || exit.disposition.is_some() || exit.track.is_some();
                    let next = exit.disposition.as_ref();
                    let next = next.and_then(|id| self.definition.disposition(id.as_str()));
                    let track = exit.track.as_ref().or(next.and_then(|d| d.track.as_ref()));
                    if !somewhere {
                        flaws.push(format!("{word} leads nowhere"));
                    } else if outcome == ExitOutcome::SendBack
                        && track.is_none_or(|track| *track == NO_TRACK)
                    {
                        flaws.push(format!("{word} leads to no nurture track"));
                    }
                }
                _ => flaws.push(format!("{word} appears {} times", exits.len())),
            }
        }
        let extra = stage.exits.iter().filter(|exit| exit.outcome.is_none());
        flaws.extend(extra.map(|exit| format!("`{}` is none of the three", exit.name)));
        if !flaws.is_empty() {
            let message = format!("outcomes of `{}`: {}", stage.name, flaws.join(", "));
            self.add("A209", place.clone(), message);
        }
    }

    pub(super) fn check_review(&mut self, session: &Session, today: Date) {
        if let Some(date) = session.workshop.review_date.filter(|date| *date < today) {
            let message = format!("the review was due on {date}");
            self.add("A218", Place::single(Kind::Settings), message);
        }
    }
}

/// Returns whether a stage has one of these names; see [`goes_by`].
pub(super) fn is_called(stage: &Stage, names: &[&str]) -> bool {
    goes_by(&[stage.id.as_str(), &stage.name], &stage.synonyms, names)
}

/// Returns whether something has one of these names, ignoring case, hyphens and an abbreviation in
/// brackets.
pub(super) fn goes_by(own: &[&str], synonyms: &[String], names: &[&str]) -> bool {
    let plain = |text: &str| {
        let text = text.split('(').next().unwrap_or(text);
        let words = text.split(|c: char| !c.is_alphanumeric());
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        words.join(" ")
    };
    let mut all = own
        .iter()
        .copied()
        .chain(synonyms.iter().map(String::as_str));
    all.any(|name| names.contains(&plain(name).as_str()))
}
