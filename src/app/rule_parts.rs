//! A rule as a list of parts, each a row that can be changed, counted up or taken out.

use crate::model::record::{Place, Refusal};
use crate::model::{
    AtLeast, CountScope, Covers, Definition, Id, Phase, Reference, Rule, Session, wording,
};

use super::edit::Edit;
use super::pick::Choice;

/// One part of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RulePart {
    /// Least points of total, fit, behaviour or a group.
    Points(String),
    /// One reference that must hold.
    All(usize),
    /// The references one of which must hold.
    Any,
    /// A count.
    AtLeast(usize),
    /// One reference that must not hold.
    None(usize),
    /// A stage reached.
    Reached,
}

/// What sort of part is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NewRulePart {
    /// Least points.
    Points,
    /// References that must each hold.
    All,
    /// References one of which must hold.
    Any,
    /// References none of which may hold.
    None,
    /// A count of references.
    Count,
    /// A count of behaviours of a phase.
    Phase,
    /// A count of criteria that tell us about something.
    Covers,
    /// A stage reached.
    Reached,
}

impl NewRulePart {
    /// Every sort, with its word and what the room reads.
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
        (Self::None, "none", "none of these answers"),
        (Self::Reached, "reached", "already at another stage"),
    ];

    /// The sort of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::CHOICES
            .iter()
            .find(|(_, w, _)| *w == word)
            .map(|(new, _, _)| *new)
    }
}

/// The rule of a stage or route.
pub fn rule_at(session: &Session, at: &Place) -> Rule {
    let text = session
        .record(at)
        .and_then(|r| r.get("rule"))
        .unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}

/// The edit that gives a stage or route this rule; an empty one is none.
pub fn set_rule(at: &Place, rule: &Rule) -> Edit {
    let text = if rule.is_empty() {
        String::new()
    } else {
        serde_json::to_string(rule).expect("a rule is plain data")
    };
    Edit::set(at, "rule", text)
}

/// The parts of a rule, in the order of its sentence.
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

/// A part as a phrase: what kind of demand, and what it asks.
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
            let least = rule
                .points
                .as_ref()
                .and_then(|p| p.get(of))
                .copied()
                .unwrap_or(0);
            (
                "points",
                format!(
                    "at least {} {}",
                    wording::count_noun(least, "point"),
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

/// The rule without a part.
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

/// The number a part has.
pub fn part_number(rule: &Rule, part: &RulePart) -> Option<i64> {
    match part {
        RulePart::Points(of) => rule.points.as_ref()?.get(of).copied(),
        RulePart::AtLeast(i) => Some(i64::from(rule.at_least.get(*i)?.count)),
        _ => None,
    }
}

/// The rule with another number in a part.
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
                count.ok_or_else(|| Refusal("a count is 1 or more; d takes it out".into()))?;
            if let Some(at_least) = rule.at_least.get_mut(*i) {
                at_least.count = count;
            }
        }
        _ => {}
    }
    Ok(rule)
}

/// The references a part names, for picking others in their place.
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

/// References from picked values: several levels of one criterion become one reference, so that
/// any of them will do; a bare reference to a criterion covers its levels.
pub fn merge_references(values: &[String]) -> Vec<Reference> {
    let mut merged: Vec<Reference> = Vec::new();
    for reference in values.iter().filter_map(|v| v.parse::<Reference>().ok()) {
        match merged
            .iter_mut()
            .find(|m| m.criterion == reference.criterion)
        {
            Some(there) if there.answers.is_empty() || reference.answers.is_empty() => {
                there.answers.clear();
            }
            Some(there) => there.answers.extend(reference.answers),
            None => merged.push(reference),
        }
    }
    merged
}

/// The single answers a list of references stands for, as the picker ticks them.
pub fn split_references(references: &[&Reference]) -> Vec<String> {
    let one = |r: &&Reference| -> Vec<String> {
        if r.answers.is_empty() {
            return vec![r.to_string()];
        }
        r.answers
            .iter()
            .map(|level| Reference::answer(r.criterion.clone(), level.clone()).to_string())
            .collect()
    };
    references.iter().flat_map(one).collect()
}

/// The rule with other references in a part.
pub fn set_references(rule: &Rule, part: &RulePart, values: &[String]) -> Rule {
    let mut rule = rule.clone();
    let new = merge_references(values);
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

/// The rule with a new part made of what was picked.
pub fn add_part(rule: &Rule, new: NewRulePart, values: &[String]) -> Rule {
    let mut rule = rule.clone();
    let first = values.first().cloned().unwrap_or_default();
    let fresh = merge_references(values);
    match new {
        NewRulePart::Points => {
            let start = if first == "total" { 20 } else { 5 };
            rule.points
                .get_or_insert_default()
                .entry(first)
                .or_insert(start);
        }
        NewRulePart::All => rule.all.get_or_insert_default().extend(fresh),
        NewRulePart::None => rule.none.get_or_insert_default().extend(fresh),
        NewRulePart::Any => rule.any.get_or_insert_default().extend(fresh),
        NewRulePart::Count => {
            let count = u32::try_from(fresh.len().max(1)).unwrap_or(1);
            rule.at_least.push(AtLeast {
                count,
                of: CountScope::References(fresh),
            });
        }
        NewRulePart::Phase => {
            let phase = Phase::from_word(&first).unwrap_or_default();
            rule.at_least.push(AtLeast {
                count: 2,
                of: CountScope::Phase(phase),
            });
        }
        NewRulePart::Covers => {
            let covers = Covers::from_word(&first).unwrap_or_default();
            rule.at_least.push(AtLeast {
                count: 1,
                of: CountScope::Covers(covers),
            });
        }
        NewRulePart::Reached => rule.reached = Id::new(first).ok(),
    }
    rule
}

/// Every answer a rule can name, for picking: each criterion, and each of its levels.
pub fn reference_choices(definition: &Definition) -> Vec<Choice> {
    let mut choices = Vec::new();
    for criterion in &definition.criteria {
        let bare = Reference::bare(criterion.id.clone()).to_string();
        if criterion.is_yes_no() {
            choices.push(Choice::new(
                bare,
                &criterion.name,
                points_note(criterion.points),
            ));
            continue;
        }
        if criterion.answers.iter().filter(|l| l.points > 0).count() > 1 {
            let label = format!("{}: any answer with points", criterion.name);
            choices.push(Choice::new(bare, label, ""));
        }
        for level in &criterion.answers {
            let one = Reference::answer(criterion.id.clone(), level.id.clone()).to_string();
            let label = format!("{}: {}", criterion.name, level.label);
            choices.push(Choice::new(one, label, points_note(Some(level.points))));
        }
    }
    choices
}

fn points_note(points: Option<i64>) -> String {
    points.map_or_else(|| "no points".into(), |p| wording::count_noun(p, "point"))
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
        let values = ["v=a", "d=x", "v=b", "m", "m=z"].map(Into::into);
        let texts: Vec<_> = merge_references(&values)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(texts, ["v=a|b", "d=x", "m"]);
    }

    #[test]
    fn numbers_change_and_counts_stay_positive() {
        let rule = rule();
        let more = set_part_number(&rule, &RulePart::Points("total".into()), 21).unwrap();
        assert_eq!(more.threshold(), Some(21));
        assert!(set_part_number(&rule, &RulePart::AtLeast(0), 0).is_err());
    }
}
