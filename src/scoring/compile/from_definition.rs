//! Compiles a definition into a [`Scorer`]. This never fails; malformed parts evaluate to false.

use super::rule::{Clause, CompiledRule, Measure, ResolvedRef};
use super::scorer::{
    CompiledAnswer, CompiledBand, CompiledCriterion, CompiledDisposition, CompiledGroup,
    CompiledHandoff, CompiledNever, CompiledRoute, CompiledStage, EntryRule, Scorer,
};
use crate::model::{
    AtLeast, Combine, CountScope, Covers, Criterion, CriterionKind, Definition, Group, Id,
    Reference, Rule, Stage,
};

impl Scorer {
    /// Compiles a definition for scoring. Malformed parts never hold: a stale reference, an empty
    /// rule or list, a minimum for an unknown group, a cycle of `reached`.
    pub fn new(definition: &Definition) -> Self {
        let mut criteria: Vec<CompiledCriterion> =
            definition.criteria.iter().map(compile_criterion).collect();
        let groups = compile_groups(definition, &mut criteria);
        let mut starts = vec![0];
        for c in &criteria {
            starts.push(starts[starts.len() - 1] + c.answers.len());
        }
        let names = NameResolver {
            definition,
            criteria: &criteria,
            groups: &groups,
        };
        let stages = definition
            .stages
            .iter()
            .map(|s| names.compile_stage(s))
            .collect();
        let next = |id: &Id| definition.dispositions.iter().position(|d| d.id == *id);
        let bands = definition.bands.iter().map(|band| CompiledBand {
            id: band.id.clone(),
            from: band.from,
            disposition: band.disposition.as_ref().and_then(next),
            qualified: band.qualified.as_ref().and_then(next),
        });
        let routes = definition.routes.iter().map(|route| CompiledRoute {
            id: route.id.clone(),
            rule: names.compile_rule(route.rule.as_ref()),
            disposition: next(&route.disposition),
            even_if_qualified: route.even_if_qualified,
        });
        let never = definition.never.iter().map(|never| CompiledNever {
            id: never.id.clone(),
            rule: names.compile_rule(
                never
                    .rule
                    .as_ref()
                    .filter(|_| never.misplaced_keys().is_empty()),
            ),
        });
        let handoff = definition.handoff.as_ref().map(|handoff| CompiledHandoff {
            stage: stage_index(definition, &handoff.stage),
            disposition: next(&handoff.disposition),
            service_level: handoff.service_level.clone(),
        });
        let dispositions = definition
            .dispositions
            .iter()
            .map(|disposition| CompiledDisposition {
                id: disposition.id.clone(),
                action: disposition.action,
                track: disposition.track.clone(),
                service_level: disposition.service_level.clone(),
            });
        Self {
            bands: bands.collect(),
            routes: routes.collect(),
            never: never.collect(),
            dispositions: dispositions.collect(),
            handoff,
            stages,
            starts: starts.into(),
            criteria,
            groups,
        }
    }
}

fn stage_index(definition: &Definition, id: &Id) -> Option<usize> {
    definition.stages.iter().position(|s| s.id == *id)
}

fn compile_criterion(criterion: &Criterion) -> CompiledCriterion {
    let answers = criterion.answer_list();
    let combine = if criterion.is_yes_no() {
        Combine::Sum
    } else {
        criterion.combination().unwrap_or_default()
    };
    let last = answers.len() - 1;
    let good_otherwise = combine == Combine::OneOf
        && answers[last].otherwise
        && answers[last].when.is_none()
        && !answers[..last].iter().any(|answer| answer.otherwise);
    let compiled = answers.iter().map(|answer| CompiledAnswer {
        id: Id::new(answer.id).expect("answers carry ids"),
        points: answer.points,
        when: answer.when.as_deref().cloned(),
    });
    CompiledCriterion {
        id: criterion.id.clone(),
        kind: criterion.kind,
        combine,
        yes_no: criterion.is_yes_no(),
        counts_times: criterion.each_time().is_some(),
        answers: compiled.collect(),
        otherwise: good_otherwise.then_some(last),
        group: None,
    }
}

/// Compiles the groups and links each criterion to the group that caps it. A criterion named
/// twice belongs to the first group that names it; a criterion whose kind differs from that of
/// the group's first criterion isn't capped.
fn compile_groups(
    definition: &Definition,
    criteria: &mut [CompiledCriterion],
) -> Vec<CompiledGroup> {
    let mut groups = Vec::new();
    for (g, group) in definition.groups.iter().enumerate() {
        let Group {
            id, of, min, max, ..
        } = group;
        let mut capped = CompiledGroup {
            id: id.clone(),
            kind: CriterionKind::Fit,
            criteria: Vec::new(),
            min: *min,
            max: *max,
        };
        for id in of {
            let Some(c) = criterion_position(criteria, id) else {
                continue;
            };
            if capped.criteria.is_empty() {
                capped.kind = criteria[c].kind;
            }
            if criteria[c].group.is_none() && criteria[c].kind == capped.kind {
                criteria[c].group = Some(g);
                capped.criteria.push(c);
            }
        }
        groups.push(capped);
    }
    groups
}

fn criterion_position(criteria: &[CompiledCriterion], id: &Id) -> Option<usize> {
    criteria.iter().position(|c| c.id == *id)
}

/// Resolves the names in rules to indices.
struct NameResolver<'a> {
    definition: &'a Definition,
    criteria: &'a [CompiledCriterion],
    groups: &'a [CompiledGroup],
}

impl NameResolver<'_> {
    fn compile_stage(&self, stage: &Stage) -> CompiledStage {
        let rule = match (&stage.rule, stage.is_computed()) {
            (_, false) => EntryRule::ByPerson,
            (None, true) => EntryRule::Always,
            (Some(rule), true) => EntryRule::Rule(self.compile_rule(Some(rule))),
        };
        CompiledStage {
            id: stage.id.clone(),
            readiness: stage.readiness,
            rule,
        }
    }

    fn compile_rule(&self, rule: Option<&Rule>) -> CompiledRule {
        let mut clauses = Vec::new();
        let Some(rule) = rule.filter(|rule| !rule.is_empty()) else {
            clauses.push(Clause::Never("rule".into()));
            return CompiledRule { clauses };
        };
        if let Some(all) = &rule.all {
            clauses.extend(all.iter().map(|r| Clause::All(self.resolve_reference(r))));
            clauses.extend(all.is_empty().then(|| Clause::Never("all".into())));
        }
        if let Some(any) = &rule.any {
            clauses.push(Clause::Any(
                any.iter().map(|r| self.resolve_reference(r)).collect(),
            ));
        }
        if let Some(none) = &rule.none {
            clauses.extend(none.iter().map(|r| Clause::Not(self.resolve_reference(r))));
            clauses.extend(none.is_empty().then(|| Clause::Never("none".into())));
        }
        clauses.extend(rule.at_least.iter().map(|part| self.compile_at_least(part)));
        if let Some(points) = &rule.points {
            clauses.extend(
                points
                    .iter()
                    .map(|(of, least)| self.compile_points(of, *least)),
            );
            clauses.extend(points.is_empty().then(|| Clause::Never("points".into())));
        }
        clauses.extend(
            rule.reached
                .as_ref()
                .map(|stage| self.compile_reached(stage)),
        );
        CompiledRule { clauses }
    }

    fn resolve_reference(&self, reference: &Reference) -> ResolvedRef {
        let criterion = criterion_position(self.criteria, &reference.criterion);
        let answers = criterion.map(|c| {
            let compiled = &self.criteria[c];
            let satisfies = |(l, answer): (usize, &CompiledAnswer)| {
                if reference.answers.is_empty() {
                    self.definition.criteria[c].is_bare(l, answer.points)
                } else {
                    reference.answers.contains(&answer.id)
                }
            };
            compiled.answers.iter().enumerate().map(satisfies).collect()
        });
        ResolvedRef {
            reference: reference.clone(),
            criterion,
            answers: answers.unwrap_or_default(),
        }
    }

    /// Resolves bare references to all criteria that match.
    fn matching(&self, keep: &dyn Fn(&Criterion) -> bool) -> Vec<ResolvedRef> {
        let criteria = self.definition.criteria.iter().filter(|c| keep(c));
        criteria
            .map(|c| self.resolve_reference(&Reference::bare(c.id.clone())))
            .collect()
    }

    fn compile_topics(&self, part: &AtLeast, topics: &[Covers]) -> Clause {
        let words: Vec<&str> = topics.iter().map(|topic| topic.word()).collect();
        let label = format!("covers={}", words.join("/"));
        if part.count == 0 || topics.is_empty() || part.topics_problem().is_some() {
            return Clause::Never(format!("{}:{label}", part.count));
        }
        let covering = |topic: &Covers| self.matching(&|c: &Criterion| c.covers.contains(topic));
        Clause::AtLeastTopics {
            count: part.count,
            topics: topics.iter().map(covering).collect(),
            names: topics.to_vec(),
            label,
        }
    }

    fn compile_at_least(&self, part: &AtLeast) -> Clause {
        let (of, label) = match &part.of {
            CountScope::Topics(topics) => return self.compile_topics(part, topics),
            CountScope::Phase(phase) => {
                let in_phase =
                    |c: &Criterion| c.kind == CriterionKind::Behaviour && c.phase == Some(*phase);
                (self.matching(&in_phase), format!("phase={phase}"))
            }
            CountScope::Covers(covers) => {
                let covering = |c: &Criterion| c.covers.contains(covers);
                (self.matching(&covering), format!("covers={covers}"))
            }
            CountScope::References(references) => {
                let texts: Vec<String> = references.iter().map(ToString::to_string).collect();
                (self.resolve_distinct(references), texts.join("/"))
            }
        };
        if part.count == 0 || of.is_empty() {
            return Clause::Never(format!("{}:{label}", part.count));
        }
        Clause::AtLeast {
            count: part.count,
            of,
            label,
        }
    }

    /// Resolves references so that several to one criterion count once, when any of them holds.
    fn resolve_distinct(&self, references: &[Reference]) -> Vec<ResolvedRef> {
        let mut each: Vec<ResolvedRef> = Vec::new();
        for resolved in references.iter().map(|r| self.resolve_reference(r)) {
            let same = each
                .iter_mut()
                .find(|w| w.criterion.is_some() && w.criterion == resolved.criterion);
            match same {
                Some(first) => {
                    for (answer, also) in first.answers.iter_mut().zip(resolved.answers) {
                        *answer |= also;
                    }
                }
                None => each.push(resolved),
            }
        }
        each
    }

    fn compile_points(&self, of: &str, least: i64) -> Clause {
        let name = of.to_owned();
        let of = match of {
            "total" => Some(Measure::Total),
            "fit" => Some(Measure::Kind(CriterionKind::Fit)),
            "behaviour" => Some(Measure::Kind(CriterionKind::Behaviour)),
            group => self
                .groups
                .iter()
                .position(|g| g.id == *group)
                .map(Measure::Group),
        };
        match of {
            Some(of) => Clause::Points { of, name, least },
            None => Clause::Never(format!("{name}:{least}")),
        }
    }

    fn compile_reached(&self, id: &Id) -> Clause {
        let never = || Clause::Never(format!("reached:{id}"));
        match stage_index(self.definition, id) {
            Some(s) if self.definition.stages[s].is_computed() && !self.is_cyclic(s) => {
                Clause::Reached(s)
            }
            _ => never(),
        }
    }

    /// Returns whether following `reached` from a stage leads into a cycle.
    fn is_cyclic(&self, stage: usize) -> bool {
        let stages = &self.definition.stages;
        let next =
            |s: usize| stage_index(self.definition, stages[s].rule.as_ref()?.reached.as_ref()?);
        let mut at = Some(stage);
        for _ in 0..=stages.len() {
            match at {
                Some(s) => at = next(s),
                None => return false,
            }
        }
        true
    }
}
