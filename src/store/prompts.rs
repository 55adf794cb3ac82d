//! The built-in questions to ask the room.

use std::collections::BTreeMap;

use super::yaml;

const PROMPTS: &str = include_str!("../../assets/prompts.yaml");

/// Returns the questions by the word of their step.
pub fn prompts() -> BTreeMap<String, Vec<String>> {
    yaml::read(PROMPTS).expect("the built-in questions read: a test looks")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_has_questions_that_fit_the_projector() {
        let all = prompts();
        assert_eq!(all.len(), 9);
        for (step, questions) in all {
            assert!(questions.len() >= 3, "{step}");
            assert!(questions.iter().all(|q| q.chars().count() < 110), "{step}");
        }
    }
}
