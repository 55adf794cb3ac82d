//! Findings about how definitions are worded.

use std::sync::LazyLock;

use super::collector::FindingCollector;
use super::criteria::answer_place;
use crate::model::{Kind, Place, Readiness};

/// Wording that nobody can observe, with the question that leads to better wording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnobservableWord {
    /// The word or words, in lower case.
    pub words: String,
    /// The question.
    pub question: String,
}

static UNOBSERVABLE: LazyLock<Vec<UnobservableWord>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/words/unobservable.txt").lines();
    let entries = lines.filter(|line| !line.starts_with('#'));
    entries
        .filter_map(|line| line.split_once('|'))
        .map(|(words, question)| UnobservableWord {
            words: words.trim().to_lowercase(),
            question: question.trim().into(),
        })
        .collect()
});

/// Returns the judging words of a text that nobody can observe, in order; of several that start at
/// the same place, the longest.
pub fn unobservable_words(text: &str) -> Vec<&'static UnobservableWord> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = |entry: &&UnobservableWord| {
            let words: Vec<&str> = entry.words.split(' ').collect();
            tokens[at..].len() >= words.len()
                && words
                    .iter()
                    .zip(&tokens[at..])
                    .all(|(word, token)| word == token)
        };
        let longest = UNOBSERVABLE
            .iter()
            .filter(begins)
            .max_by_key(|entry| entry.words.len());
        at += longest.map_or(1, |entry| entry.words.split(' ').count());
        found.extend(longest);
    }
    found
}

/// Splits a text into lower-case words. Hyphenated words are one: `sales-ready` isn't `ready`.
fn tokens(text: &str) -> Vec<String> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '\''))
        .map(|word| word.trim_matches(['-', '\'']).to_lowercase())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Contact details, and filler words around them.
const CONTACT_DETAILS: &[&str] = &[
    "name",
    "names",
    "first",
    "last",
    "surname",
    "phone",
    "telephone",
    "mobile",
    "number",
    "numbers",
    "mail",
    "email",
    "e-mail",
    "address",
    "addresses",
    "position",
    "title",
    "job",
    "role",
    "company",
    "interest",
    "interests",
    "contact",
    "contacts",
    "details",
    "data",
    "card",
    "website",
    "city",
    "country",
    "postcode",
    "fax",
];
const FILLERS: &[&str] = &[
    "a", "an", "and", "any", "are", "at", "by", "for", "from", "given", "has", "have", "her",
    "his", "in", "is", "it", "its", "known", "lead", "leads", "left", "of", "on", "or", "our",
    "person", "plus", "somebody", "someone", "that", "the", "their", "them", "there", "they", "to",
    "us", "we", "well", "which", "who", "whom", "whose", "with", "us", "as", "also", "both", "all",
    "least", "buyer", "people", "people's", "provided", "full", "complete", "valid",
];

/// Returns whether a definition names contact details and nothing else.
fn contact_details_only(text: &str) -> bool {
    let mut details = 0;
    for token in tokens(text) {
        if CONTACT_DETAILS.contains(&token.as_str()) {
            details += 1;
        } else if !FILLERS.contains(&token.as_str()) {
            return false;
        }
    }
    details > 0
}

impl FindingCollector<'_> {
    pub(super) fn check_wording(&mut self) {
        let definition = self.definition;
        let stages = definition.stages.iter();
        let terms = definition.terms.iter();
        let texts = stages
            .map(|s| (Kind::Stage, &s.id, &s.name, &s.definition))
            .chain(terms.map(|t| (Kind::Term, &t.id, &t.name, &t.definition)));
        for (kind, id, name, text) in texts {
            let place = Place::new(kind, id.clone());
            if text.trim().is_empty() {
                self.add("A216", place.clone(), format!("`{name}` has no definition"));
            }
            if kind == Kind::Stage && contact_details_only(text) {
                let message = format!("`{name}` is defined by contact details only");
                self.add("A203", place.clone(), message);
            }
            self.check_observable(&place, &format!("the definition of `{name}`"), text);
        }
        for criterion in &definition.criteria {
            for answer in &criterion.answers {
                let place = answer_place(criterion, &answer.id);
                let whose = format!("an answer of `{}`", criterion.name);
                self.check_observable(&place, &whose, &answer.label);
            }
        }
        self.check_worthy_vs_ready();
    }

    fn check_observable(&mut self, place: &Place, whose: &str, text: &str) {
        let mut reported: Vec<&str> = Vec::new();
        for entry in unobservable_words(text) {
            if !reported.contains(&entry.words.as_str()) {
                reported.push(&entry.words);
                let message = format!("{whose} says \"{}\", which nobody can observe", entry.words);
                self.add_with_hint("A204", place.clone(), message, &entry.question);
            }
        }
    }

    /// Checks that sales-worthy and sales-ready differ, in words and in rules.
    fn check_worthy_vs_ready(&mut self) {
        let stages = &self.definition.stages;
        let of = |readiness| stages.iter().filter(move |s| s.readiness == readiness);
        for ready in of(Readiness::SalesReady) {
            for worthy in of(Readiness::SalesWorthy) {
                let words = tokens(&ready.definition);
                let same_words = !words.is_empty() && words == tokens(&worthy.definition);
                let same_rule = ready.rule.is_some() && ready.rule == worthy.rule;
                if same_words || same_rule {
                    let what = if same_words { "definition" } else { "rule" };
                    let message = format!(
                        "`{}` (sales-worthy) and `{}` (sales-ready) have the same {what}",
                        worthy.name, ready.name
                    );
                    self.add("A190", Place::new(Kind::Stage, ready.id.clone()), message);
                }
            }
        }
    }
}
