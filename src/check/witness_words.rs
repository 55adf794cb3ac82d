//! Puts a witness, the smallest lead that shows a finding, into words.

use crate::model::{Definition, wording};

/// Formats a witness for people, with the facts that give it its answers: `Money: funded, Demo:
/// one-to-one (demo 3 days ago)`.
pub fn witness_text(definition: &Definition, witness: &[String], facts: &[String]) -> String {
    let word = |text: &String| match text.strip_suffix("=?") {
        Some(criterion) => {
            let found = definition.criterion(criterion);
            let name = found.map_or(criterion, |c| c.name.as_str());
            format!("{name}: not known")
        }
        None => text.parse().map_or_else(
            |_| text.clone(),
            |reference| wording::reference(definition, &reference),
        ),
    };
    let named = witness_essentials(definition, witness);
    let answers = named.iter().map(word).collect::<Vec<_>>().join(", ");
    with_facts(answers, facts)
}

/// Adds the facts behind some answers to them.
pub fn with_facts(answers: String, facts: &[String]) -> String {
    match (answers.is_empty(), facts.is_empty()) {
        (_, true) => answers,
        (true, false) => facts.join("; "),
        (false, false) => format!("{answers} ({})", facts.join("; ")),
    }
}

/// Returns the informative part of a witness, without `otherwise` answers, which hold only because
/// nothing else does. A witness that consists of these alone is returned in full.
pub fn witness_essentials(definition: &Definition, witness: &[String]) -> Vec<String> {
    let is_otherwise = |text: &&String| {
        let answer = text.split_once('=').and_then(|(criterion, answer_id)| {
            let answers = &definition.criterion(criterion)?.answers;
            answers.iter().find(|answer| answer.id == answer_id)
        });
        answer.is_some_and(|answer| answer.otherwise)
    };
    let named: Vec<String> = witness
        .iter()
        .filter(|text| !is_otherwise(text))
        .cloned()
        .collect();
    if named.is_empty() {
        witness.to_vec()
    } else {
        named
    }
}
