//! Findings about things that are too alike: definitions that say the same, and names that stand
//! twice.

use std::collections::HashMap;

use super::collector::FindingCollector;
use super::method::goes_by;
use super::tokens::tokens;
use crate::model::{Definition, Kind, Place, Readiness, Rule, Session};

/// The kinds of thing of which no two should have the same name. Parts are compared within their
/// parent.
const NAMED: [Kind; 19] = [
    Kind::Participant,
    Kind::Question,
    Kind::Bucket,
    Kind::Segment,
    Kind::Persona,
    Kind::Step,
    Kind::Stage,
    Kind::Exit,
    Kind::Term,
    Kind::Metric,
    Kind::Qualification,
    Kind::Criterion,
    Kind::Answer,
    Kind::Group,
    Kind::Band,
    Kind::Route,
    Kind::Disposition,
    Kind::Track,
    Kind::Sample,
];

/// A stage or term, with what it says.
struct DefinedWord<'a> {
    place: Place,
    name: &'a str,
    readiness: Readiness,
    rule: Option<&'a Rule>,
    /// The words of the definition, without articles.
    words: Vec<String>,
}

impl FindingCollector<'_> {
    pub(super) fn check_likeness(&mut self, session: &Session) {
        self.check_definitions();
        self.check_names(session);
    }

    /// Reports stages and terms that say the same as one before them. Sales-worthy and sales-ready
    /// must differ, in words and in rules.
    fn check_definitions(&mut self) {
        let all = defined_words(self.definition);
        for (at, later) in all.iter().enumerate() {
            let mut others = all.iter().enumerate().filter(|(other, _)| *other != at);
            let worthy = |word: &&DefinedWord<'_>| {
                later.readiness == Readiness::SalesReady && word.readiness == Readiness::SalesWorthy
            };
            let confused = others
                .clone()
                .map(|(_, other)| other)
                .filter(worthy)
                .find_map(|worthy| Some((worthy, same_of(later, worthy)?)));
            if let Some((worthy, what)) = confused {
                let message = format!(
                    "`{}` (sales-worthy) and `{}` (sales-ready) have the same {what}",
                    worthy.name, later.name
                );
                self.add("A190", later.place.clone(), message);
            } else if let Some((_, earlier)) = others.find(|(other, word)| {
                *other < at
                    && same_words(word, later)
                    && (later.readiness, word.readiness)
                        != (Readiness::SalesWorthy, Readiness::SalesReady)
            }) {
                let message = format!(
                    "`{}` and `{}` have the same definition",
                    earlier.name, later.name
                );
                self.add("A250", later.place.clone(), message);
            }
        }
    }

    fn check_names(&mut self, session: &Session) {
        // A stage and a term of one name are two definitions of one word.
        let shared = |kind| match kind {
            Kind::Term => Kind::Stage,
            kind => kind,
        };
        let mut seen: HashMap<_, Place> = HashMap::new();
        for kind in NAMED {
            for place in session.places(kind) {
                let Some(record) = session.record(&place) else {
                    continue;
                };
                let key = if kind == Kind::Answer {
                    "label"
                } else {
                    "name"
                };
                let name = record.get(key).unwrap_or_default();
                let plain = plain_name(&name);
                if plain.is_empty() {
                    continue;
                }
                let namesake = (shared(kind), place.parent.clone(), plain);
                let Some(other) = seen.get(&namesake) else {
                    seen.insert(namesake, place);
                    continue;
                };
                // Two of one id are reported separately.
                if *other == place {
                    continue;
                }
                let another = if other.kind == kind { "another" } else { "a" };
                let message = format!("there is {another} {} called `{name}`", other.kind.label());
                self.add_at_field("A251", place, key, message);
            }
        }
    }
}

/// Returns what is the same about a sales-ready and a sales-worthy thing, if anything.
fn same_of(ready: &DefinedWord<'_>, worthy: &DefinedWord<'_>) -> Option<&'static str> {
    if same_words(ready, worthy) {
        return Some("definition");
    }
    let same_rule = ready.rule.is_some() && ready.rule == worthy.rule;
    same_rule.then_some("rule")
}

fn same_words(one: &DefinedWord<'_>, other: &DefinedWord<'_>) -> bool {
    !one.words.is_empty() && one.words == other.words
}

/// Returns the stages, then the terms. What goes by the name of a readiness has it, unless a stage
/// says otherwise.
fn defined_words(definition: &Definition) -> Vec<DefinedWord<'_>> {
    let stages = definition.stages.iter().map(|stage| DefinedWord {
        place: Place::new(Kind::Stage, stage.id.clone()),
        name: &stage.name,
        readiness: match stage.readiness {
            Readiness::None => named_readiness(&[stage.id.as_str(), &stage.name], &stage.synonyms),
            readiness => readiness,
        },
        rule: stage.rule.as_ref(),
        words: defining_words(&stage.definition),
    });
    let terms = definition.terms.iter().map(|term| DefinedWord {
        place: Place::new(Kind::Term, term.id.clone()),
        name: &term.name,
        readiness: named_readiness(&[term.id.as_str(), &term.name], &term.synonyms),
        rule: None,
        words: defining_words(&term.definition),
    });
    stages.chain(terms).collect()
}

/// Returns the readiness that something is called after.
fn named_readiness(own: &[&str], synonyms: &[String]) -> Readiness {
    let is = |names: &[&str]| goes_by(own, synonyms, names);
    if is(&["sales ready", "salesready", "sales ready lead"]) {
        Readiness::SalesReady
    } else if is(&["sales worthy", "salesworthy", "sales worthy lead"]) {
        Readiness::SalesWorthy
    } else {
        Readiness::None
    }
}

/// Returns the words of a definition without articles.
fn defining_words(text: &str) -> Vec<String> {
    let mut words = tokens(text);
    words.retain(|word| !["a", "an", "the"].contains(&word.as_str()));
    words
}

/// Returns a name without its case and its blanks.
fn plain_name(name: &str) -> String {
    let letters = name.chars().filter(|c| !c.is_whitespace());
    letters.flat_map(char::to_lowercase).collect()
}
