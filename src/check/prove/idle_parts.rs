//! Finds parts of rules that never matter because the rest of the rule implies them.

use super::proof_checks::{NamedRule, ProofChecks};
use super::unproved::ProofQuestion;
use crate::model::{Rule, wording};
use crate::proof::{LeadProperty, Proof, RuleOwner, check_queries, find_smallest};

impl ProofChecks<'_> {
    pub(super) fn check_parts(&mut self, proof: &Proof) {
        for ruled in self.named_rules() {
            let met = match ruled.owner {
                RuleOwner::Stage(s) => proof.stages[s].reached.can_happen() == Some(true),
                RuleOwner::Route(_) => {
                    let holds = [LeadProperty::Rule(ruled.owner, true)];
                    let about =
                        ProofQuestion::about_one("whether a lead meets the rule of {}", ruled.name);
                    let met = self.ask(about, |scorer, cancel| {
                        find_smallest(scorer, &holds, cancel)
                    });
                    matches!(met, Some(Some(_)))
                }
            };
            // If nobody meets a rule, every part excludes somebody; that has been reported already.
            if met {
                self.check_rule_parts(&ruled);
            }
        }
    }

    fn check_rule_parts(&mut self, ruled: &NamedRule) {
        let parts = single_part_rules(ruled.rule);
        if self.check_points_decide(ruled, &parts) {
            return;
        }
        for (p, part) in parts.iter().enumerate() {
            // If the rest already implies the required stage, that is good order, not a mistake.
            if part.reached.is_some() {
                continue;
            }
            let (of, name) = (ruled.owner, ruled.name);
            let about =
                ProofQuestion::about_one("whether each part of the rule of {} matters", name);
            let without = self.ask(about, |s, cancel| {
                check_queries::lead_failing_part(s, of, p, cancel)
            });
            if without != Some(None) {
                continue;
            }
            let words = wording::rule_parts(self.definition, part).join(" and ");
            let is_handoff = of == RuleOwner::Stage(self.handoff_stage().unwrap_or(usize::MAX));
            if parts.len() == 1 && is_handoff {
                return; // reported separately: every lead qualifies
            }
            let (code, message) = if parts.len() == 1 {
                let message = format!("every lead meets the rule of `{name}`: \"{words}\"");
                ("A237", message)
            } else if part.points.is_some() {
                let message = format!(
                    "\"{words}\" never matters in the rule of `{name}`: every lead that meets the rest has them"
                );
                ("A236", message)
            } else {
                let message = format!(
                    "\"{words}\" never matters in the rule of `{name}`: the rest of the rule implies it"
                );
                ("A237", message)
            };
            self.add(code, ruled.place.clone(), message);
        }
    }

    /// Returns whether points alone decide, so that nothing else required matters; reports it if
    /// so.
    fn check_points_decide(&mut self, ruled: &NamedRule, parts: &[Rule]) -> bool {
        let (points, others): (Vec<usize>, Vec<usize>) =
            (0..parts.len()).partition(|p| parts[*p].points.is_some());
        let others: Vec<usize> = others
            .into_iter()
            .filter(|p| parts[*p].reached.is_none())
            .collect();
        if points.is_empty() || others.len() < 2 {
            return false; // a single part is reported on its own
        }
        let of = ruled.owner;
        let mut properties: Vec<LeadProperty> = points
            .iter()
            .map(|p| LeadProperty::Part(of, *p, true))
            .collect();
        let unmet = others
            .iter()
            .map(|p| LeadProperty::Part(of, *p, false))
            .collect();
        properties.push(LeadProperty::AnyOf(unmet));
        let about =
            ProofQuestion::about_one("whether points alone decide the rule of {}", ruled.name);
        if self.ask(about, |scorer, cancel| {
            find_smallest(scorer, &properties, cancel)
        }) != Some(None)
        {
            return false;
        }
        let words: Vec<String> = points
            .iter()
            .flat_map(|p| wording::rule_parts(self.definition, &parts[*p]))
            .collect();
        let message = format!(
            "the points alone decide the rule of `{}`: every lead with {} has everything else it asks for",
            ruled.name,
            wording::join_list(&words, "and")
        );
        self.add("A238", ruled.place.clone(), message);
        true
    }
}

/// Splits a rule into rules of one part each, in the order of [`RuleOwner::part_texts`].
pub(super) fn single_part_rules(rule: &Rule) -> Vec<Rule> {
    let mut parts = Vec::new();
    for reference in rule.all.iter().flatten() {
        parts.push(Rule {
            all: Some(vec![reference.clone()]),
            ..Rule::default()
        });
    }
    if let Some(any) = &rule.any {
        parts.push(Rule {
            any: Some(any.clone()),
            ..Rule::default()
        });
    }
    for reference in rule.none.iter().flatten() {
        parts.push(Rule {
            none: Some(vec![reference.clone()]),
            ..Rule::default()
        });
    }
    for part in &rule.at_least {
        parts.push(Rule {
            at_least: vec![part.clone()],
            ..Rule::default()
        });
    }
    for (of, least) in rule.points.iter().flatten() {
        parts.push(Rule {
            points: Some([(of.clone(), *least)].into()),
            ..Rule::default()
        });
    }
    if let Some(reached) = &rule.reached {
        parts.push(Rule {
            reached: Some(reached.clone()),
            ..Rule::default()
        });
    }
    parts
}
