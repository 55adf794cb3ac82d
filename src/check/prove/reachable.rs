//! Finds what can't happen: rules that no lead meets; stages, bands, routes and dispositions that
//! no lead gets to.

use super::idle_parts::single_part_rules;
use super::proof_checks::{NamedRule, ProofChecks, stage_place};
use super::unproved::ProofQuestion;
use crate::model::wording::{self, count_noun};
use crate::model::{Definition, Disposition, Kind, Place};
use crate::proof::{
    LeadProperty, Proof, ProvedCount, RuleOwner, Witness, check_queries, find_smallest,
};

impl ProofChecks<'_> {
    pub(super) fn check_reachable(&mut self, proof: &Proof) {
        for ruled in self.named_rules() {
            match ruled.owner {
                RuleOwner::Stage(s) => self.check_stage_reached(s, &ruled, proof),
                RuleOwner::Route(r) => self.check_route_decides(r, &ruled, proof),
            }
        }
        self.check_stages_stayed_in(proof);
        self.check_bands_reached(proof);
        self.check_dispositions_given(proof);
    }

    /// Returns whether something can happen, as far as is known. Records it if that is unproved.
    fn can_happen(&mut self, found: &ProvedCount, about: ProofQuestion) -> bool {
        if !found.proved {
            let why = "the rules and points distinguish too many cases";
            self.unproved.note(about, why);
        }
        found.can_happen() != Some(false)
    }

    fn check_stage_reached(&mut self, stage: usize, ruled: &NamedRule, proof: &Proof) {
        let about = ProofQuestion::about_one("whether a lead can reach {}", ruled.name);
        if self.can_happen(&proof.stages[stage].reached, about) {
            return;
        }
        let is_handoff = self.handoff_stage() == Some(stage);
        let required = ruled.rule.reached.as_ref();
        let unreached = required.is_some_and(|id| {
            let at = self.definition.stages.iter().position(|s| s.id == *id);
            at.is_some_and(|at| proof.stages[at].reached.can_happen() == Some(false))
        });
        if unreached && !is_handoff {
            return; // reported for the stage it requires
        }
        let (why, witness) = self.unreachable_reason(ruled, proof);
        let name = ruled.name;
        let (code, message) = if is_handoff {
            ("A156", format!("no lead can qualify: {why}"))
        } else if excess_points_text(ruled, proof).is_some() {
            ("A231", format!("no lead can reach `{name}`: {why}"))
        } else {
            ("A230", format!("no lead can reach `{name}`: {why}"))
        };
        self.add_with_witness(code, ruled.place.clone(), message, &witness);
    }

    fn check_route_decides(&mut self, route: usize, ruled: &NamedRule, proof: &Proof) {
        let about =
            || ProofQuestion::about_one("whether any lead matches the routing rule {}", ruled.name);
        if self.can_happen(&proof.routes[route], about()) {
            return;
        }
        let holds = [LeadProperty::Rule(ruled.owner, true)];
        let Some(met) = self.ask(about(), |scorer, cancel| {
            find_smallest(scorer, &holds, cancel)
        }) else {
            return;
        };
        let (why, witness) = match met {
            None => self.unreachable_reason(ruled, proof),
            Some(met) => {
                let why = if self.definition.routes[route].even_if_qualified {
                    "an earlier routing rule applies to every lead that meets its rule"
                } else {
                    "every lead that meets its rule qualifies, or an earlier routing rule applies to it"
                };
                (why.to_owned(), met)
            }
        };
        let message = format!(
            "the routing rule `{}` applies to no lead: {why}",
            ruled.name
        );
        self.add_with_witness("A234", ruled.place.clone(), message, &witness);
    }

    /// Returns why a rule can't be met, and the smallest lead that meets all but the part named.
    fn unreachable_reason(&mut self, ruled: &NamedRule, proof: &Proof) -> (String, Witness) {
        let nobody = Witness::default;
        if let Some(why) = excess_points_text(ruled, proof) {
            return (why, nobody());
        }
        let parts = single_part_rules(ruled.rule);
        let why = || ProofQuestion::about_one("why no lead meets the rule of {}", ruled.name);
        let words: Vec<String> = parts
            .iter()
            .map(|part| wording::rule_parts(self.definition, part).join(" and "))
            .collect();
        for (p, words) in words.iter().enumerate() {
            let alone = [LeadProperty::Part(ruled.owner, p, true)];
            if self.ask(why(), |scorer, cancel| {
                find_smallest(scorer, &alone, cancel)
            }) == Some(None)
            {
                return (format!("no lead can meet \"{words}\""), nobody());
            }
        }
        // The last part that the rest excludes: points come late, and are the easiest to change.
        for (p, words) in words.iter().enumerate().rev() {
            let others = |p: usize| {
                let properties = (0..parts.len()).filter(move |other| *other != p);
                properties
                    .map(|other| LeadProperty::Part(ruled.owner, other, true))
                    .collect::<Vec<_>>()
            };
            let rest = self.ask(why(), |scorer, cancel| {
                find_smallest(scorer, &others(p), cancel)
            });
            if let Some(Some(witness)) = rest {
                let why = format!("no lead that meets the rest of the rule meets \"{words}\"");
                return (why, witness);
            }
        }
        ("its parts exclude each other".into(), nobody())
    }

    /// Reports stages in which nobody stays because a later one takes everybody.
    fn check_stages_stayed_in(&mut self, proof: &Proof) {
        if !self.scorer.has_handoff_rule() {
            return; // a draft that has no rules yet
        }
        for (s, stage) in self.definition.stages.iter().enumerate() {
            let found = &proof.stages[s];
            let Some(there) = found.reached.smallest.clone() else {
                continue;
            };
            let about = ProofQuestion::about_one("whether a lead stays in {}", &stage.name);
            if self.can_happen(&found.furthest, about) || self.is_broken_stage(stage, 0) {
                continue;
            }
            let after = (s + 1..self.definition.stages.len())
                .find(|later| self.ask_skips(s, *later) == Some(true));
            let name = &stage.name;
            let message = match after {
                Some(later) => {
                    let later = &self.definition.stages[later].name;
                    format!("no lead stays in `{name}`: every lead in it is also in `{later}`")
                }
                None => {
                    format!("no lead stays in `{name}`: every lead in it is also in a later stage")
                }
            };
            self.add_with_witness("A232", stage_place(stage), message, &there);
        }
    }

    /// Returns whether everybody in a stage is in a later one too.
    fn ask_skips(&mut self, stage: usize, later: usize) -> Option<bool> {
        let name = &self.definition.stages[stage].name;
        let about = ProofQuestion::about_one("which stage takes everybody from {}", name);
        let skipped = self.ask(about, |s, cancel| {
            check_queries::lead_skipping_stage(s, stage, later, cancel)
        })?;
        Some(skipped.is_none())
    }

    fn check_bands_reached(&mut self, proof: &Proof) {
        let bands = &self.definition.bands;
        if self
            .broken_places
            .iter()
            .any(|place| place.kind == Kind::Band)
        {
            return;
        }
        let (min, max) = (proof.total.min.points, proof.total.max.points);
        for (b, band) in bands.iter().enumerate() {
            let about = ProofQuestion::about_one("whether a lead is in {}", &band.name);
            if self.can_happen(&proof.bands[b], about) {
                continue;
            }
            let next = bands.get(b + 1).and_then(|next| next.from);
            let why = match (band.from, next) {
                (Some(from), _) if from > max => format!(
                    "it begins at {from}, and no lead has more than {}",
                    count_noun(max, "point")
                ),
                (_, Some(next)) if next <= min => format!(
                    "the next one begins at {next}, and every lead has at least {}",
                    count_noun(min, "point")
                ),
                _ => "no total falls in it".into(),
            };
            let message = format!("no lead is in `{}`: {why}", band.name);
            self.add("A233", Place::new(Kind::Band, band.id.clone()), message);
        }
    }

    /// Reports dispositions that nobody gets, unless something that leads to them is reported
    /// already.
    fn check_dispositions_given(&mut self, proof: &Proof) {
        if !self.scorer.has_handoff_rule() || self.definition.bands.is_empty() {
            return; // a draft that doesn't cover every lead yet
        }
        if proof.qualified.leads == proof.possible_leads {
            return; // every lead qualifies, so what the others would get is moot
        }
        for (d, disposition) in self.definition.dispositions.iter().enumerate() {
            let about = ProofQuestion::about_one("whether a lead gets {}", &disposition.name);
            let can_happen = self.can_happen(&proof.dispositions[d], about);
            // A hand-off names one whether or not its bands override it.
            let fallback = self.definition.handoff.as_ref();
            if fallback.is_some_and(|handoff| handoff.disposition == disposition.id) {
                continue;
            }
            if can_happen
                || is_given_by_person(self.definition, disposition)
                || self.is_already_reported(disposition)
            {
                continue;
            }
            let message = format!("no lead gets `{}`", disposition.name);
            let place = Place::new(Kind::Disposition, disposition.id.clone());
            self.add("A235", place, message);
        }
    }

    /// Returns whether a band, route or hand-off that leads to it has a finding of its own.
    fn is_already_reported(&self, disposition: &Disposition) -> bool {
        let found = &self.findings.found;
        let is_reported = |place: Place| found.iter().any(|finding| finding.place == place);
        let id = &disposition.id;
        let definition = self.definition;
        let by_band = definition.bands.iter().any(|band| {
            let leads_there =
                band.disposition.as_ref() == Some(id) || band.qualified.as_ref() == Some(id);
            leads_there && is_reported(Place::new(Kind::Band, band.id.clone()))
        });
        let by_route = definition.routes.iter().any(|route| {
            route.disposition == *id && is_reported(Place::new(Kind::Route, route.id.clone()))
        });
        by_band || by_route || found.iter().any(|finding| finding.code == "A156")
    }
}

/// Returns whether a person may choose it, on an exit of a stage.
fn is_given_by_person(definition: &Definition, disposition: &Disposition) -> bool {
    let mut exits = definition.stages.iter().flat_map(|stage| &stage.exits);
    exits.any(|exit| exit.disposition.as_ref() == Some(&disposition.id))
}

/// Describes that a rule requires more points than there can be.
fn excess_points_text(ruled: &NamedRule, proof: &Proof) -> Option<String> {
    let minima = ruled.rule.points.as_ref()?;
    minima.iter().find_map(|(of, least)| {
        let (most, what) = match of.as_str() {
            "total" => (proof.total.max.points, "in all"),
            "fit" => (proof.fit.max.points, "for fit"),
            "behaviour" => (proof.behaviour.max.points, "for behaviour"),
            _ => return None,
        };
        (*least > most).then(|| {
            let least = count_noun(*least, "point");
            format!("its rule asks for {least} {what}, and no lead can have more than {most}")
        })
    })
}
