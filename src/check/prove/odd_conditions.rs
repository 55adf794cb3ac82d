//! Reports what is odd about conditions by themselves: answers that no lead can have, ranges with a
//! gap between them, conditions that tell nothing apart, sample leads that no lead could be.

use super::doubtful_leads::criterion_place;
use super::proof_checks::ProofChecks;
use super::unproved::ProofQuestion;
use crate::check::criteria::answer_place;
use crate::model::{Kind, Place, Sample};
use crate::proof::{
    AnswerPlace, ConditionFinding, OddCondition, condition_findings, contradiction_in,
};
use crate::scoring::Responses;

impl ProofChecks<'_> {
    /// Reports what is odd about the conditions of answers.
    pub(super) fn check_conditions(&mut self) {
        let about = ProofQuestion::about_model("what the conditions of answers mean together");
        let found = self.ask(about, condition_findings).unwrap_or_default();
        for OddCondition { kind, facts } in found {
            let (code, place, message) = self.odd_condition(&kind);
            self.add(code, place, message);
            if let Some(finding) = self.findings.found.last_mut() {
                finding.facts = facts;
            }
        }
    }

    fn odd_condition(&self, kind: &ConditionFinding) -> (&'static str, Place, String) {
        match kind {
            ConditionFinding::NeverHolds(at) => {
                let message = format!(
                    "{} can never be found: its condition contradicts itself",
                    self.answer_name(*at)
                );
                ("A267", self.place(*at), message)
            }
            ConditionFinding::NeverFirst(at, by) => {
                let before = match by {
                    Some(by) => format!("`{}`", self.label((at.0, *by))),
                    None => "an answer".to_owned(),
                };
                let message = format!(
                    "{} can never be found: whenever it holds, {before} before it holds",
                    self.answer_name(*at)
                );
                ("A267", self.place(*at), message)
            }
            ConditionFinding::AlwaysHolds(at) => {
                let message = format!(
                    "the condition of {} holds of every lead of which it is known",
                    self.answer_name(*at)
                );
                ("A268", self.place(*at), message)
            }
            ConditionFinding::SameLeads(at, other) => {
                let message = format!(
                    "{} and {} hold of the same leads",
                    self.answer_name(*other),
                    self.answer_name(*at)
                );
                ("A269", self.place(*at), message)
            }
            ConditionFinding::Gap(c, field, value) => {
                let criterion = &self.definition.criteria[*c];
                let message = format!(
                    "there is a gap between the answers of `{}`: {value} in `{field}` fits none",
                    criterion.name
                );
                ("A272", criterion_place(criterion), message)
            }
        }
    }

    fn label(&self, (c, l): AnswerPlace) -> String {
        let criterion = &self.definition.criteria[c];
        let answers = criterion.answer_list();
        answers
            .get(l)
            .map_or_else(String::new, |answer| answer.label.to_string())
    }

    /// Names an answer: the criterion alone, if it has no list of answers.
    fn answer_name(&self, at: AnswerPlace) -> String {
        let criterion = &self.definition.criteria[at.0];
        if criterion.answers.is_empty() && criterion.answer_list().len() == 1 {
            format!("`{}`", criterion.name)
        } else {
            format!("`{}` of `{}`", self.label(at), criterion.name)
        }
    }

    fn place(&self, (c, l): AnswerPlace) -> Place {
        let criterion = &self.definition.criteria[c];
        match criterion.answers.get(l) {
            Some(answer) => answer_place(criterion, &answer.id),
            None => criterion_place(criterion),
        }
    }

    /// Reports sample leads that no lead could be.
    pub(super) fn check_samples(&mut self, samples: &[Sample]) {
        for sample in samples {
            let question = "whether a lead could be as the sample leads {} are";
            let about = ProofQuestion::about_one(question, &sample.name);
            let contradiction = self.ask(about, |scorer, cancel| {
                let responses = Responses::from_sample(scorer, sample);
                contradiction_in(scorer, &responses, cancel)
            });
            let Some(Some(answers)) = contradiction else {
                continue;
            };
            let names: Vec<String> = answers
                .iter()
                .map(|c| format!("`{}`", self.definition.criteria[*c].name))
                .collect();
            let message = format!(
                "no lead could be as sample lead `{}` is: its answers to {} contradict each other",
                sample.name,
                crate::model::wording::join_list(&names, "and")
            );
            self.add("A271", Place::new(Kind::Sample, sample.id.clone()), message);
        }
    }
}
