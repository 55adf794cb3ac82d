//! Describes what a budget left unproved, grouped by kind of question.

use crate::model::wording::join_list;
use crate::proof::Budget;

/// The most names listed in a message.
const MAX_NAMED: usize = 4;

/// The subject of a question.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct ProofQuestion {
    /// The question, with `{}` where the names go.
    question: &'static str,
    /// The name it is about, if any.
    name: Option<String>,
}

impl ProofQuestion {
    /// Creates a question about one thing of several.
    pub fn about_one(question: &'static str, name: &str) -> Self {
        Self {
            question,
            name: Some(format!("`{name}`")),
        }
    }

    /// Creates a question about the model as a whole.
    pub fn about_model(question: &'static str) -> Self {
        Self {
            question,
            name: None,
        }
    }
}

/// The questions that got no answer.
#[derive(Debug, Default)]
pub(super) struct Unproved {
    /// Each question with the names it was about, and why the first of them got no answer.
    questions: Vec<(&'static str, Vec<String>, String)>,
}

impl Unproved {
    /// Records a question that got no answer.
    pub fn note(&mut self, about: ProofQuestion, why: &str) {
        let existing = self
            .questions
            .iter()
            .position(|(q, ..)| *q == about.question);
        let at = existing.unwrap_or_else(|| {
            self.questions
                .push((about.question, Vec::new(), why.into()));
            self.questions.len() - 1
        });
        let names = &mut self.questions[at].1;
        names.extend(about.name.filter(|name| !names.contains(name)));
    }

    /// Returns a message for each kind of question.
    pub fn messages(&self, budget: Budget) -> Vec<String> {
        let message = |(question, names, why): &(&str, Vec<String>, String)| {
            let mut named: Vec<String> = names.iter().take(MAX_NAMED).cloned().collect();
            if names.len() > MAX_NAMED {
                named.push(format!("{} more", names.len() - MAX_NAMED));
            }
            let question = question.replace("{}", &join_list(&named, "and"));
            format!("not proved within {budget}: {question}; {why}")
        };
        self.questions.iter().map(message).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_of_a_kind_are_told_in_one_sentence() {
        let mut unproved = Unproved::default();
        assert!(unproved.messages(Budget::COMMAND).is_empty());
        for name in ["A", "B", "A", "C", "D", "E", "F"] {
            unproved.note(
                ProofQuestion::about_one("whether {} matters", name),
                "too much",
            );
        }
        unproved.note(
            ProofQuestion::about_model("whether all qualify"),
            "too large",
        );
        assert_eq!(
            unproved.messages(Budget::new(2_000_000, 3_000_000)),
            [
                "not proved within 2 million steps and 3 MB: whether `A`, `B`, `C`, `D` and 2 more \
                 matters; too much",
                "not proved within 2 million steps and 3 MB: whether all qualify; too large",
            ]
        );
    }
}
