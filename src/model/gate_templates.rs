//! Templates of the hand-off rule: what teams usually gate a lead by.

use super::{AtLeast, CountScope, Covers, Definition, Rule, wording};

/// The five topics of a full qualification.
const FIVE: [Covers; 5] = [
    Covers::Need,
    Covers::Application,
    Covers::Money,
    Covers::Timing,
    Covers::Authority,
];

/// The four that are counted.
const FOUR: [Covers; 4] = [
    Covers::Money,
    Covers::Authority,
    Covers::Need,
    Covers::Timing,
];

/// Interest and intent, required whatever the fit.
const SIGNS: [Covers; 2] = [Covers::Interest, Covers::Intent];

/// The total of a rule that had none.
const USUAL_TOTAL: i64 = 20;

/// A rule to choose for the hand-off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GateTemplate {
    /// A word for it.
    pub word: String,
    /// What it asks for.
    pub label: String,
    /// The rule.
    pub rule: Rule,
    /// The topics it asks for that no criterion covers.
    pub uncovered: Vec<Covers>,
}

/// Returns the templates, the strictest first. Points and required answers are taken from the
/// present rule of the hand-off, where it has them.
pub fn gate_templates(definition: &Definition) -> Vec<GateTemplate> {
    let five = topics_rule(FIVE.len(), &FIVE);
    let mut all = vec![template(definition, "five", five)];
    for count in (1..=FOUR.len()).rev() {
        let word = format!("{count}-of-4");
        all.push(template(definition, &word, topics_rule(count, &FOUR)));
    }
    all.push(template(definition, "points", points_rule(definition)));
    let signs = topics_rule(SIGNS.len(), &SIGNS);
    all.push(template(definition, "intent", signs));
    all
}

fn template(definition: &Definition, word: &str, rule: Rule) -> GateTemplate {
    let is_covered = |topic: &Covers| {
        let mut criteria = definition.criteria.iter();
        criteria.any(|c| c.covers.contains(topic) && c.has_bare())
    };
    let topics = rule.at_least.iter().flat_map(|part| match &part.of {
        CountScope::Topics(topics) => topics.as_slice(),
        _ => &[],
    });
    let uncovered = topics.filter(|topic| !is_covered(topic)).copied().collect();
    GateTemplate {
        word: word.into(),
        label: wording::rule(definition, &rule),
        rule,
        uncovered,
    }
}

fn topics_rule(count: usize, topics: &[Covers]) -> Rule {
    Rule {
        at_least: vec![AtLeast {
            count: u32::try_from(count).unwrap_or(u32::MAX),
            of: CountScope::Topics(topics.to_vec()),
        }],
        ..Rule::default()
    }
}

/// The points of the present rule with what it requires; without those, money and need.
fn points_rule(definition: &Definition) -> Rule {
    let present = definition.handoff_stage().and_then(|s| s.rule.as_ref());
    let total = present.and_then(Rule::threshold).unwrap_or(USUAL_TOTAL);
    let required = present.and_then(|rule| rule.all.clone());
    let required = required.filter(|all| !all.is_empty());
    let rule = match required {
        Some(all) => Rule {
            all: Some(all),
            ..Rule::default()
        },
        None => topics_rule(2, &[Covers::Money, Covers::Need]),
    };
    Rule {
        points: Some([("total".to_owned(), total)].into()),
        ..rule
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Criterion, Id};

    fn definition(covers: &[Covers]) -> Definition {
        let criterion = |(n, covers): (usize, &Covers)| Criterion {
            id: Id::new(format!("c{n}")).unwrap(),
            name: format!("C{n}"),
            covers: vec![*covers],
            points: Some(1.into()),
            ..Criterion::default()
        };
        Definition {
            criteria: covers.iter().enumerate().map(criterion).collect(),
            ..Definition::default()
        }
    }

    #[test]
    fn each_asks_for_what_it_says_and_names_what_nothing_covers() {
        let all = gate_templates(&definition(&[Covers::Need, Covers::Money, Covers::Intent]));
        let lines: Vec<(&str, Vec<Covers>)> = all
            .iter()
            .map(|t| (t.label.as_str(), t.uncovered.clone()))
            .collect();
        let rest = || vec![Covers::Authority, Covers::Timing];
        let four = "(money, decision authority, need and timing)";
        assert_eq!(
            lines,
            [
                (
                    "at least 5 of (need, application, money, timing and decision authority)",
                    vec![Covers::Application, Covers::Timing, Covers::Authority]
                ),
                (format!("at least 4 of {four}").as_str(), rest()),
                (format!("at least 3 of {four}").as_str(), rest()),
                (format!("at least 2 of {four}").as_str(), rest()),
                (format!("at least 1 of {four}").as_str(), rest()),
                (
                    "at least 20 points in all and at least 2 of (money and need)",
                    vec![]
                ),
                (
                    "at least 2 of (interest and intent)",
                    vec![Covers::Interest]
                ),
            ]
        );
    }
}
