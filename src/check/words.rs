//! Findings about how definitions are worded.

use std::sync::LazyLock;

use super::collector::FindingCollector;
use super::contact_details::contact_details_only;
use super::criteria::answer_place;
use super::tokens::tokens;
use crate::model::{Kind, Place};

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

/// Returns whether a term is a word for a kind of lead, so that its definition should say more than
/// how to reach somebody.
fn names_a_lead(term: &str) -> bool {
    const LEADS: [&str; 8] = [
        "lead",
        "mql",
        "opportunity",
        "prospect",
        "sal",
        "sales",
        "sql",
        "suspect",
    ];
    tokens(&term.replace('-', " "))
        .iter()
        .any(|word| LEADS.contains(&word.as_str()))
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
            let is_lead = kind == Kind::Stage || names_a_lead(name);
            if is_lead && contact_details_only(text) {
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
}
