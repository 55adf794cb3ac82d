//! A rule as a list of parts, each a row that can be edited, counted or removed.

use serde::{Deserialize, Serialize};

use super::definition::Definition;
use super::enums::{Covers, Phase};
use super::id::Id;
use super::place::Place;
use super::record::Refusal;
use super::rule::{AtLeast, CountScope, Reference, Rule};
use super::session::Session;
use super::wording;

/// One part of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePart {
    /// Minimum points of the total, fit, behaviour or a group.
    Points(String),
    /// A reference that must hold, by index.
    All(usize),
    /// References of which at least one must hold.
    Any,
    /// A minimum count, by index.
    AtLeast(usize),
    /// A reference that must not hold, by index.
    None(usize),
    /// A stage that must be reached.
    Reached,
}

/// A kind of part that can be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewRulePart {
    /// Minimum points.
    Points,
    /// References that must all hold.
    All,
    /// References of which at least one must hold.
    Any,
    /// References of which none may hold.
    None,
    /// A minimum count of references.
    Count,
    /// A minimum count of behaviours of a phase.
    Phase,
    /// A minimum count of criteria that cover an aspect.
    Covers,
    /// A minimum count of topics that some criterion covers.
    Topics,
    /// A stage that must be reached.
    Reached,
}

impl NewRulePart {
    /// Every kind, with its key and its label.
    pub const CHOICES: &'static [(Self, &'static str, &'static str)] = &[
        (Self::All, "all", "must have: each of these answers"),
        (Self::Points, "points", "at least N points"),
        (Self::Any, "any", "one of these answers"),
        (
            Self::Phase,
            "phase",
            "at least N different behaviours of a phase",
        ),
        (Self::Count, "count", "at least N of these answers"),
        (
            Self::Covers,
            "covers",
            "at least N criteria on need, money, timing ...",
        ),
        (
            Self::Topics,
            "topics",
            "at least N topics of need, money, timing ...",
        ),
        (
            Self::None,
            "none",
            "has not, or has not done: none of these answers",
        ),
        (Self::Reached, "reached", "already at another stage"),
    ];

    /// Whether a never rule may have such a part: it is about answers that hold.
    pub fn is_of_answers(self) -> bool {
        !matches!(self, Self::Points | Self::None | Self::Reached)
    }

    /// Returns the content of a part of this kind that names references; `None` if it names none.
    pub fn with_references(self, references: &[Reference]) -> Option<PartContent> {
        let merged = merge_references(references);
        Some(match self {
            Self::All => PartContent::All(merged),
            Self::Any => PartContent::Any(merged),
            Self::None => PartContent::None(merged),
            Self::Count => PartContent::Count(merged),
            Self::Points | Self::Phase | Self::Covers | Self::Topics | Self::Reached => {
                return None;
            }
        })
    }
}

/// A new part of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartContent {
    /// Minimum points of `total`, `fit`, `behaviour` or a group's id.
    Points(String),
    /// References that must all hold.
    All(Vec<Reference>),
    /// References of which at least one must hold.
    Any(Vec<Reference>),
    /// References of which none may hold.
    None(Vec<Reference>),
    /// A minimum count of references.
    Count(Vec<Reference>),
    /// A minimum count of behaviours of a phase.
    Phase(Phase),
    /// A minimum count of criteria that cover an aspect.
    Covers(Covers),
    /// A minimum count of these topics.
    Topics(Vec<Covers>),
    /// A stage that must be reached.
    Reached(Id),
}

impl PartContent {
    /// Returns the kind of part.
    pub fn kind(&self) -> NewRulePart {
        match self {
            Self::Points(_) => NewRulePart::Points,
            Self::All(_) => NewRulePart::All,
            Self::Any(_) => NewRulePart::Any,
            Self::None(_) => NewRulePart::None,
            Self::Count(_) => NewRulePart::Count,
            Self::Phase(_) => NewRulePart::Phase,
            Self::Covers(_) => NewRulePart::Covers,
            Self::Topics(_) => NewRulePart::Topics,
            Self::Reached(_) => NewRulePart::Reached,
        }
    }
}

/// Returns the rule of a stage or route; empty if it has none.
pub fn rule_at(session: &Session, at: &Place) -> Rule {
    let text = session
        .record(at)
        .and_then(|r| r.get("rule"))
        .unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// Returns the parts of a rule in the order of its sentence.
pub fn parts_of(rule: &Rule) -> Vec<RulePart> {
    let points = rule
        .points
        .iter()
        .flat_map(|p| p.keys().cloned().map(RulePart::Points));
    let all = (0..rule.all.as_ref().map_or(0, Vec::len)).map(RulePart::All);
    let any = rule.any.iter().map(|_| RulePart::Any);
    let counts = (0..rule.at_least.len()).map(RulePart::AtLeast);
    let none = (0..rule.none.as_ref().map_or(0, Vec::len)).map(RulePart::None);
    let reached = rule.reached.iter().map(|_| RulePart::Reached);
    points
        .chain(all)
        .chain(any)
        .chain(counts)
        .chain(none)
        .chain(reached)
        .collect()
}

/// Describes a part: the kind of requirement, and its content.
pub fn part_phrase(
    definition: &Definition,
    rule: &Rule,
    part: &RulePart,
) -> (&'static str, String) {
    let one = |references: Option<&Vec<Reference>>, i: usize| {
        references
            .and_then(|r| r.get(i))
            .map(|r| wording::reference(definition, r))
            .unwrap_or_default()
    };
    let only = |rule: Rule| wording::rule(definition, &rule);
    match part {
        RulePart::Points(of) => {
            let min = rule
                .points
                .as_ref()
                .and_then(|p| p.get(of))
                .copied()
                .unwrap_or(0);
            (
                "points",
                format!(
                    "at least {} {}",
                    wording::count_noun(min, "point"),
                    wording::points_of(definition, of)
                ),
            )
        }
        RulePart::All(i) => ("must have", one(rule.all.as_ref(), *i)),
        RulePart::None(i) => ("must not have", one(rule.none.as_ref(), *i)),
        RulePart::Any => (
            "one of",
            only(Rule {
                any: rule.any.clone(),
                ..Rule::default()
            }),
        ),
        RulePart::AtLeast(i) => {
            let at_least = rule.at_least.get(*i).cloned().into_iter().collect();
            (
                "count",
                only(Rule {
                    at_least,
                    ..Rule::default()
                }),
            )
        }
        RulePart::Reached => (
            "already",
            only(Rule {
                reached: rule.reached.clone(),
                ..Rule::default()
            }),
        ),
    }
}

fn remove_at<T>(list: &mut Option<Vec<T>>, index: usize) {
    if let Some(items) = list {
        if index < items.len() {
            items.remove(index);
        }
        if items.is_empty() {
            *list = None;
        }
    }
}

/// Returns the rule without a part.
pub fn remove_part(rule: &Rule, part: &RulePart) -> Rule {
    let mut rule = rule.clone();
    match part {
        RulePart::Points(of) => {
            if let Some(points) = &mut rule.points {
                points.remove(of);
            }
            rule.points = rule.points.filter(|p| !p.is_empty());
        }
        RulePart::All(i) => remove_at(&mut rule.all, *i),
        RulePart::None(i) => remove_at(&mut rule.none, *i),
        RulePart::Any => rule.any = None,
        RulePart::AtLeast(i) => {
            rule.at_least.remove(*i);
        }
        RulePart::Reached => rule.reached = None,
    }
    rule
}

/// Returns the number in a part, if it has one.
pub fn part_number(rule: &Rule, part: &RulePart) -> Option<i64> {
    match part {
        RulePart::Points(of) => rule.points.as_ref()?.get(of).copied(),
        RulePart::AtLeast(i) => Some(i64::from(rule.at_least.get(*i)?.count)),
        _ => None,
    }
}

/// Returns the rule with another number in a part.
///
/// # Errors
///
/// Returns a refusal if the number isn't valid for the part.
pub fn set_part_number(rule: &Rule, part: &RulePart, value: i64) -> Result<Rule, Refusal> {
    let mut rule = rule.clone();
    match part {
        RulePart::Points(of) => {
            rule.points
                .get_or_insert_default()
                .insert(of.clone(), value);
        }
        RulePart::AtLeast(i) => {
            let count = u32::try_from(value).ok().filter(|n| *n >= 1);
            let count =
                count.ok_or_else(|| Refusal("a count is 1 or more; d deletes it".into()))?;
            if let Some(at_least) = rule.at_least.get_mut(*i) {
                at_least.count = count;
                if let Some(problem) = at_least.topics_problem() {
                    return Err(Refusal(format!("it {problem}")));
                }
            }
        }
        _ => {}
    }
    Ok(rule)
}

/// Returns the references in a part, for picking others.
pub fn part_references<'a>(rule: &'a Rule, part: &RulePart) -> Option<Vec<&'a Reference>> {
    Some(match part {
        RulePart::All(i) => vec![rule.all.as_ref()?.get(*i)?],
        RulePart::None(i) => vec![rule.none.as_ref()?.get(*i)?],
        RulePart::Any => rule.any.iter().flatten().collect(),
        RulePart::AtLeast(i) => match &rule.at_least.get(*i)?.of {
            CountScope::References(references) => references.iter().collect(),
            _ => return None,
        },
        _ => return None,
    })
}

/// Merges references: several answers of one criterion become one reference, of which any may
/// hold; a bare reference to a criterion covers its answers.
pub fn merge_references(references: &[Reference]) -> Vec<Reference> {
    let mut merged: Vec<Reference> = Vec::new();
    for reference in references {
        match merged
            .iter_mut()
            .find(|m| m.criterion == reference.criterion)
        {
            Some(existing) if existing.answers.is_empty() || reference.answers.is_empty() => {
                existing.answers.clear();
            }
            Some(existing) => existing.answers.extend(reference.answers.iter().cloned()),
            None => merged.push(reference.clone()),
        }
    }
    merged
}

/// Splits references into single answers, as the picker ticks them.
pub fn split_references(references: &[&Reference]) -> Vec<Reference> {
    let one = |r: &&Reference| -> Vec<Reference> {
        if r.answers.is_empty() {
            return vec![(*r).clone()];
        }
        r.answers
            .iter()
            .map(|answer| Reference::answer(r.criterion.clone(), answer.clone()))
            .collect()
    };
    references.iter().flat_map(one).collect()
}

/// Returns the rule with other references in a part.
pub fn set_references(rule: &Rule, part: &RulePart, references: &[Reference]) -> Rule {
    let mut rule = rule.clone();
    let new = merge_references(references);
    if new.is_empty() {
        return remove_part(&rule, part);
    }
    match part {
        RulePart::All(i) => {
            rule.all.get_or_insert_default().splice(*i..=*i, new);
        }
        RulePart::None(i) => {
            rule.none.get_or_insert_default().splice(*i..=*i, new);
        }
        RulePart::Any => rule.any = Some(new),
        RulePart::AtLeast(i) => rule.at_least[*i].of = CountScope::References(new),
        RulePart::Points(_) | RulePart::Reached => {}
    }
    rule
}

/// Returns the kind of a part; `None` if the rule has no such part.
pub fn part_kind(rule: &Rule, part: &RulePart) -> Option<NewRulePart> {
    Some(match part {
        RulePart::Points(_) => NewRulePart::Points,
        RulePart::All(_) => NewRulePart::All,
        RulePart::Any => NewRulePart::Any,
        RulePart::None(_) => NewRulePart::None,
        RulePart::Reached => NewRulePart::Reached,
        RulePart::AtLeast(i) => match rule.at_least.get(*i)?.of {
            CountScope::References(_) => NewRulePart::Count,
            CountScope::Phase(_) => NewRulePart::Phase,
            CountScope::Covers(_) => NewRulePart::Covers,
            CountScope::Topics(_) => NewRulePart::Topics,
        },
    })
}

/// Returns the rule with another topic in a part: what the points are of, which phase, which aspect
/// or which stage. Its number stays.
///
/// # Errors
///
/// Returns a refusal if another part of the rule has that topic.
pub fn set_topic(rule: &Rule, part: &RulePart, content: &PartContent) -> Result<Rule, Refusal> {
    let mut changed = rule.clone();
    match (part, content) {
        (RulePart::Points(of), PartContent::Points(new)) if of != new => {
            let points = changed.points.get_or_insert_default();
            if points.contains_key(new) {
                let why = "the rule asks for these points already: + and - change its number";
                return Err(Refusal(why.into()));
            }
            if let Some(least) = points.remove(of) {
                points.insert(new.clone(), least);
            }
        }
        (RulePart::AtLeast(i), PartContent::Phase(phase)) => {
            if let Some(at_least) = changed.at_least.get_mut(*i) {
                at_least.of = CountScope::Phase(*phase);
            }
        }
        (RulePart::AtLeast(i), PartContent::Covers(covers)) => {
            if let Some(at_least) = changed.at_least.get_mut(*i) {
                at_least.of = CountScope::Covers(*covers);
            }
        }
        (RulePart::AtLeast(i), PartContent::Topics(topics)) => {
            if let Some(at_least) = changed.at_least.get_mut(*i) {
                let most = u32::try_from(topics.len()).unwrap_or(u32::MAX);
                at_least.count = at_least.count.min(most).max(1);
                at_least.of = CountScope::Topics(topics.clone());
            }
        }
        (RulePart::Reached, PartContent::Reached(stage)) => {
            changed.reached = Some(stage.clone());
        }
        _ => {}
    }
    Ok(changed)
}

/// Returns the rule with the answers of a part asked for in another way: each of them, one of them,
/// none of them, or a number of them.
pub fn set_kind(rule: &Rule, part: &RulePart, kind: NewRulePart) -> Rule {
    let references = part_references(rule, part).unwrap_or_default();
    let references: Vec<Reference> = references.into_iter().cloned().collect();
    match kind.with_references(&references) {
        Some(content) if !references.is_empty() => add_part(&remove_part(rule, part), content),
        _ => rule.clone(),
    }
}

/// Returns the rule with a new part.
pub fn add_part(rule: &Rule, content: PartContent) -> Rule {
    let mut rule = rule.clone();
    let mut count = |count: u32, of: CountScope| rule.at_least.push(AtLeast { count, of });
    match content {
        PartContent::Points(of) => {
            let start = if of == "total" { 20 } else { 5 };
            rule.points
                .get_or_insert_default()
                .entry(of)
                .or_insert(start);
        }
        PartContent::All(references) => rule.all.get_or_insert_default().extend(references),
        PartContent::None(references) => rule.none.get_or_insert_default().extend(references),
        PartContent::Any(references) => rule.any.get_or_insert_default().extend(references),
        PartContent::Count(references) => {
            let all = u32::try_from(references.len().max(1)).unwrap_or(1);
            count(all, CountScope::References(references));
        }
        PartContent::Phase(phase) => count(2, CountScope::Phase(phase)),
        PartContent::Covers(covers) => count(1, CountScope::Covers(covers)),
        PartContent::Topics(topics) => {
            let all = u32::try_from(topics.len().max(1)).unwrap_or(1);
            count(all, CountScope::Topics(topics));
        }
        PartContent::Reached(stage) => rule.reached = Some(stage),
    }
    rule
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule() -> Rule {
        serde_json::from_str(
            r#"{"all":["a","b=x"],"none":["c"],"at_least":{"count":2,"of":{"phase":"consideration"}},"points":{"total":20}}"#,
        )
        .unwrap()
    }

    #[test]
    fn parts_come_in_the_order_of_the_sentence_and_go_one_by_one() {
        let mut rule = rule();
        let kinds = parts_of(&rule);
        assert_eq!(
            kinds,
            [
                RulePart::Points("total".into()),
                RulePart::All(0),
                RulePart::All(1),
                RulePart::AtLeast(0),
                RulePart::None(0)
            ]
        );
        while let Some(part) = parts_of(&rule).first().cloned() {
            rule = remove_part(&rule, &part);
        }
        assert!(rule.is_empty());
    }

    #[test]
    fn several_levels_of_one_criterion_become_one_reference() {
        let values = ["v=a", "d=x", "v=b", "m", "m=z"].map(|text| text.parse().unwrap());
        let texts: Vec<_> = merge_references(&values)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(texts, ["v=a|b", "d=x", "m"]);
    }

    #[test]
    fn a_topic_changes_and_the_number_stays() {
        let total = RulePart::Points("total".into());
        let fit = set_topic(&rule(), &total, &PartContent::Points("fit".into())).unwrap();
        let points: Vec<_> = fit.points.iter().flatten().collect();
        assert_eq!(points, [(&"fit".to_owned(), &20)]);
        let aware = PartContent::Phase(Phase::Research);
        let aware = set_topic(&rule(), &RulePart::AtLeast(0), &aware).unwrap();
        assert_eq!(aware.at_least[0].of, CountScope::Phase(Phase::Research));
        assert_eq!(aware.at_least[0].count, 2);
    }

    #[test]
    fn a_topic_the_rule_has_already_is_refused() {
        let mut both = rule();
        both.points.get_or_insert_default().insert("fit".into(), 5);
        let total = RulePart::Points("total".into());
        assert!(set_topic(&both, &total, &PartContent::Points("fit".into())).is_err());
    }

    #[test]
    fn an_answer_that_was_needed_can_be_one_that_must_not_hold() {
        let changed = set_kind(&rule(), &RulePart::All(1), NewRulePart::None);
        let text = |list: Option<Vec<Reference>>| {
            let list = list.into_iter().flatten();
            list.map(|r| r.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(text(changed.all), ["a"]);
        assert_eq!(text(changed.none), ["c", "b=x"]);
    }

    #[test]
    fn no_more_topics_are_asked_for_than_are_named() {
        let topics = vec![Covers::Money, Covers::Need];
        let rule = add_part(&Rule::default(), PartContent::Topics(topics));
        let part = RulePart::AtLeast(0);
        assert_eq!(part_number(&rule, &part), Some(2));
        assert!(set_part_number(&rule, &part, 3).is_err());
        assert!(set_part_number(&rule, &part, 1).is_ok());
        let fewer = set_topic(&rule, &part, &PartContent::Topics(vec![Covers::Need])).unwrap();
        assert_eq!(part_number(&fewer, &part), Some(1), "the count follows");
    }

    #[test]
    fn numbers_change_and_counts_stay_positive() {
        let rule = rule();
        let more = set_part_number(&rule, &RulePart::Points("total".into()), 21).unwrap();
        assert_eq!(more.threshold(), Some(21));
        assert!(set_part_number(&rule, &RulePart::AtLeast(0), 0).is_err());
    }
}
