//! From answers to points, rules, stage, band, disposition, missing parts and unknown criteria.

use std::collections::{BTreeMap, BTreeSet};

use accord::model::{
    AtLeast, Combine, CountScope, Covers, Criterion, CriterionKind, Definition, Reference, Rule,
};

use super::facts::{Facts, Truth};

/// Everything in the output about a lead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// `total`, `fit`, `behaviour` and each group.
    pub points: BTreeMap<String, i64>,
    /// The furthest stage, or blank.
    pub stage: String,
    /// What that stage means for Sales, or blank.
    pub readiness: String,
    /// Whether the hand-off stage's rule holds.
    pub qualified: bool,
    /// The band, or blank.
    pub band: String,
    /// The disposition, or blank.
    pub disposition: String,
    /// The unmet parts of the hand-off rule.
    pub missing: Vec<String>,
    /// The criteria with an unknown answer, in listed order.
    pub unknown: Vec<String>,
    /// What gave points and what decided, in one line of at most 255 characters.
    pub why: String,
}

struct Case<'a> {
    definition: &'a Definition,
    facts: &'a Facts,
    points: BTreeMap<String, i64>,
}

/// Scores a lead by its answers.
pub fn judge(definition: &Definition, facts: &Facts) -> Judged {
    let case = Case {
        definition,
        facts,
        points: points(definition, facts),
    };
    let handoff_rule = definition.handoff.as_ref().and_then(|handoff| {
        let mut stages = definition.stages.iter();
        stages
            .find(|stage| stage.id == handoff.stage)?
            .rule
            .as_ref()
    });
    let missing = handoff_rule.map_or_else(Vec::new, |rule| case.unmet(rule));
    let qualified = handoff_rule.is_some() && missing.is_empty();
    let mut stage = (String::new(), String::new());
    for each in &definition.stages {
        if each.decided_by.is_none() && case.stage_holds(each.id.as_str()) {
            stage = (each.id.to_string(), each.readiness.word().to_owned());
        }
    }
    let unknown = definition.criteria.iter().filter(|criterion| {
        let truths = case.truths(criterion);
        truths.iter().any(|(_, truth)| truth.is_none())
    });
    Judged {
        band: case.band().map_or_else(String::new, |b| b.id.to_string()),
        disposition: case.disposition(qualified).0,
        why: case.why(qualified),
        unknown: unknown.map(|criterion| criterion.id.to_string()).collect(),
        stage: stage.0,
        readiness: stage.1,
        qualified,
        missing,
        points: case.points,
    }
}

fn points(definition: &Definition, facts: &Facts) -> BTreeMap<String, i64> {
    let mut points = BTreeMap::new();
    let worth: BTreeMap<&str, i64> = definition
        .criteria
        .iter()
        .map(|criterion| (criterion.id.as_str(), criterion_points(criterion, facts)))
        .collect();
    for kind in [CriterionKind::Fit, CriterionKind::Behaviour] {
        let mut sum = 0;
        let mut ungrouped: BTreeSet<&str> = definition
            .criteria
            .iter()
            .filter(|criterion| criterion.kind == kind)
            .map(|criterion| criterion.id.as_str())
            .collect();
        for group in &definition.groups {
            let of_kind = ungrouped.contains(group.of[0].as_str());
            if of_kind {
                let mut inside: i64 = group.of.iter().map(|id| worth[id.as_str()]).sum();
                inside = group.min.map_or(inside, |min| inside.max(min));
                inside = group.max.map_or(inside, |max| inside.min(max));
                points.insert(group.id.to_string(), inside);
                sum += inside;
                for id in &group.of {
                    ungrouped.remove(id.as_str());
                }
            }
        }
        sum += ungrouped.iter().map(|id| worth[id]).sum::<i64>();
        points.insert(kind.word().to_owned(), sum);
    }
    points.insert("total".into(), points["fit"] + points["behaviour"]);
    points
}

fn criterion_points(criterion: &Criterion, facts: &Facts) -> i64 {
    let holding: Vec<i64> = worths(criterion)
        .into_iter()
        .filter(|(level, _)| is_true(facts, criterion, level))
        .map(|(_, points)| points)
        .collect();
    match criterion.combine {
        Some(Combine::Sum) => holding.iter().sum(),
        Some(Combine::Highest) => holding.iter().max().copied().unwrap_or(0),
        _ => holding.first().copied().unwrap_or(0),
    }
}

/// Each answer's id and points.
fn worths(criterion: &Criterion) -> Vec<(String, i64)> {
    if criterion.answers.is_empty() {
        return vec![(
            "yes".into(),
            criterion
                .points
                .map_or(0, accord::model::CriterionPoints::number),
        )];
    }
    let pair = |level: &accord::model::Answer| (level.id.to_string(), level.points);
    criterion.answers.iter().map(pair).collect()
}

fn is_true(facts: &Facts, criterion: &Criterion, level: &str) -> bool {
    facts.get(&(criterion.id.to_string(), level.to_owned())) == Some(&Some(true))
}

impl Case<'_> {
    fn truths(&self, criterion: &Criterion) -> Vec<(String, Truth)> {
        let of = |level: String| {
            let truth = self.facts[&(criterion.id.to_string(), level.clone())];
            (level, truth)
        };
        worths(criterion).into_iter().map(|(l, _)| of(l)).collect()
    }

    fn named(&self, id: &str) -> &Criterion {
        let mut criteria = self.definition.criteria.iter();
        criteria
            .find(|c| c.id == *id)
            .expect("no dangling reference")
    }

    fn bare_holds(&self, criterion: &Criterion) -> bool {
        let yes_no = criterion.answers.is_empty();
        worths(criterion)
            .iter()
            .any(|(level, points)| (yes_no || *points > 0) && is_true(self.facts, criterion, level))
    }

    fn reference_holds(&self, reference: &Reference) -> bool {
        let criterion = self.named(reference.criterion.as_str());
        if reference.answers.is_empty() {
            self.bare_holds(criterion)
        } else {
            let levels = &reference.answers;
            levels
                .iter()
                .any(|level| is_true(self.facts, criterion, level.as_str()))
        }
    }

    /// The topics that no criterion shows.
    fn lacking(&self, topics: &[Covers]) -> Vec<String> {
        let lacking = topics.iter().filter(|topic| {
            self.having(|criterion| criterion.covers.contains(topic))
                .is_empty()
        });
        lacking.map(ToString::to_string).collect()
    }

    /// How many more of the counted criteria are required.
    fn short(&self, part: &AtLeast) -> usize {
        if let CountScope::Topics(topics) = &part.of {
            let holding = topics.len() - self.lacking(topics).len();
            return (part.count as usize).saturating_sub(holding);
        }
        let having: BTreeSet<&str> = match &part.of {
            CountScope::References(references) => references
                .iter()
                .filter(|reference| self.reference_holds(reference))
                .map(|reference| reference.criterion.as_str())
                .collect(),
            CountScope::Phase(phase) => self.having(|criterion| {
                criterion.kind == CriterionKind::Behaviour && criterion.phase == Some(*phase)
            }),
            CountScope::Covers(covers) => {
                self.having(|criterion| criterion.covers.contains(covers))
            }
            CountScope::Topics(_) => BTreeSet::new(),
        };
        (part.count as usize).saturating_sub(having.len())
    }

    fn having(&self, wanted: impl Fn(&Criterion) -> bool) -> BTreeSet<&str> {
        let criteria = self.definition.criteria.iter();
        criteria
            .filter(|criterion| wanted(criterion) && self.bare_holds(criterion))
            .map(|criterion| criterion.id.as_str())
            .collect()
    }

    /// The unmet parts of a rule, in the order of its keys; it holds if there are none.
    fn unmet(&self, rule: &Rule) -> Vec<String> {
        let mut unmet = Vec::new();
        for reference in rule.all.iter().flatten() {
            if !self.reference_holds(reference) {
                unmet.push(reference.to_string());
            }
        }
        if let Some(any) = &rule.any
            && !any.iter().any(|reference| self.reference_holds(reference))
        {
            unmet.push(format!("any:{}", slashed(any)));
        }
        for reference in rule.none.iter().flatten() {
            if self.reference_holds(reference) {
                unmet.push(format!("not:{reference}"));
            }
        }
        for part in &rule.at_least {
            let short = self.short(part);
            if short > 0 {
                unmet.push(match &part.of {
                    CountScope::References(references) => {
                        format!("{short}:{}", slashed(references))
                    }
                    CountScope::Phase(phase) => format!("{short}:phase={phase}"),
                    CountScope::Covers(covers) => format!("{short}:covers={covers}"),
                    CountScope::Topics(topics) => {
                        format!("{short}:covers={}", self.lacking(topics).join("/"))
                    }
                });
            }
        }
        for (of, least) in rule.points.iter().flatten() {
            let short = least - self.points[of];
            if short > 0 {
                unmet.push(format!("{of}:{short}"));
            }
        }
        if let Some(stage) = &rule.reached
            && !self.stage_holds(stage.as_str())
        {
            unmet.push(format!("reached:{stage}"));
        }
        unmet
    }

    fn stage_holds(&self, id: &str) -> bool {
        let mut stages = self.definition.stages.iter();
        let stage = stages.find(|s| s.id == *id).expect("no dangling reference");
        stage
            .rule
            .as_ref()
            .is_none_or(|rule| self.unmet(rule).is_empty())
    }

    fn band(&self) -> Option<&accord::model::Band> {
        let total = self.points["total"];
        let mut bands = self.definition.bands.iter();
        bands.rfind(|band| band.from.is_none_or(|from| from <= total))
    }

    /// Each answer that gives points, each group that doesn't count in full, and what decides.
    fn why(&self, qualified: bool) -> String {
        let mut parts = Vec::new();
        for criterion in &self.definition.criteria {
            let holding = worths(criterion).into_iter();
            let mut holding: Vec<(String, i64)> = holding
                .filter(|(level, _)| is_true(self.facts, criterion, level))
                .collect();
            match criterion.combine {
                Some(Combine::Sum) => {}
                Some(Combine::Highest) => {
                    let best = holding.iter().map(|(_, points)| *points).max();
                    holding.retain(|(_, points)| Some(*points) == best);
                    holding.truncate(1);
                }
                _ => holding.truncate(1),
            }
            for (level, points) in holding.into_iter().filter(|(_, points)| *points != 0) {
                let label = criterion.answers.iter().find(|a| a.id == *level);
                let label = label.map_or(String::new(), |answer| format!(": {}", answer.label));
                parts.push(format!("{}{label} {points:+}", criterion.name));
            }
        }
        for group in &self.definition.groups {
            let members = group.of.iter().map(|id| self.named(id.as_str()));
            let sum: i64 = members.map(|c| criterion_points(c, self.facts)).sum();
            let counted = self.points[group.id.as_str()];
            if sum != counted {
                parts.push(format!("{}: {sum} counts as {counted}", group.name));
            }
        }
        let decision = self.disposition(qualified).1;
        let all = parts.len();
        for kept in (0..=all).rev() {
            let list = match (kept, all - kept) {
                (0, 0) => "no points".to_owned(),
                (_, 0) => parts.join(", "),
                (0, 1) => "1 reason".to_owned(),
                (0, more) => format!("{more} reasons"),
                (_, more) => format!("{} and {more} more", parts[..kept].join(", ")),
            };
            let line = format!("{list}; {decision}");
            if line.chars().count() <= 255 {
                return line;
            }
        }
        panic!("a decision that long isn't made up")
    }

    /// The disposition and how it is said.
    fn disposition(&self, qualified: bool) -> (String, String) {
        let named = |id: &accord::model::Id, how: String| {
            let mut all = self.definition.dispositions.iter();
            let name = &all
                .find(|d| d.id == *id)
                .expect("no dangling reference")
                .name;
            (id.to_string(), format!("{name} ({how})"))
        };
        let route = |even_if_qualified: bool| {
            let mut routes = self.definition.routes.iter();
            routes
                .find(|route| {
                    let rule = route.rule.as_ref();
                    route.even_if_qualified == even_if_qualified
                        && rule.is_some_and(|rule| self.unmet(rule).is_empty())
                })
                .map(|route| {
                    let name = if route.name.is_empty() {
                        route.id.as_str()
                    } else {
                        &route.name
                    };
                    named(&route.disposition, format!("by routing rule {name}"))
                })
        };
        let own = |qualified: bool| {
            let band = self.band()?;
            let id = if qualified {
                &band.qualified
            } else {
                &band.disposition
            };
            let how = if qualified {
                format!("qualified, band {}", band.name)
            } else {
                format!("by band {}", band.name)
            };
            id.as_ref().map(|id| named(id, how))
        };
        let handoff = self.definition.handoff.as_ref();
        let decided = if qualified {
            route(true)
                .or_else(|| own(true))
                .or_else(|| handoff.map(|h| named(&h.disposition, "qualified".into())))
        } else {
            route(true).or_else(|| route(false)).or_else(|| own(false))
        };
        decided.unwrap_or_else(|| (String::new(), "not decided by any rule".into()))
    }
}

fn slashed(references: &[Reference]) -> String {
    let texts: Vec<String> = references.iter().map(ToString::to_string).collect();
    texts.join("/")
}

/// Every possible lead with all its answers known: exactly one answer of each `one-of` criterion,
/// or none if there is no `otherwise`; any subset of other criteria.
pub fn possible(definition: &Definition) -> Vec<Facts> {
    let mut leads = vec![Facts::new()];
    for criterion in &definition.criteria {
        let ids: Vec<String> = worths(criterion).into_iter().map(|(id, _)| id).collect();
        let one_of = criterion.combine == Some(Combine::OneOf);
        let last_resort = criterion.answers.iter().any(|level| level.otherwise);
        let mut next = Vec::new();
        for subset in 0..1_u64 << ids.len() {
            let ticked = subset.count_ones();
            if one_of && (ticked > 1 || (ticked == 0 && last_resort)) {
                continue;
            }
            for lead in &leads {
                let mut lead = lead.clone();
                for (at, id) in ids.iter().enumerate() {
                    let key = (criterion.id.to_string(), id.clone());
                    lead.insert(key, Some(subset >> at & 1 == 1));
                }
                next.push(lead);
            }
        }
        leads = next;
    }
    leads
}
