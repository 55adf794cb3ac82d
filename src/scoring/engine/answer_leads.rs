//! Which leads have an answer.

use super::bitmap::{Bitmap, unite};
use super::scored_dataset::ScoredDataset;

impl ScoredDataset {
    /// Returns the leads that have one of some answers of a criterion, given by index: those for
    /// which it holds, with each `one-of` criterion resolved to a single answer. None if there is no
    /// such criterion; answers that aren't there hold for nobody.
    pub fn leads_with(&self, criterion: usize, answers: &[usize]) -> Bitmap {
        let count = self.scorer().answer_count(criterion);
        let mut words = Vec::with_capacity(self.leads.div_ceil(64));
        for block in 0..self.blocks.len() {
            let mut responses = self.resolved_responses(block);
            let mut holding = vec![0; responses.all_leads().len()];
            for answer in answers.iter().filter(|answer| **answer < count) {
                unite(&mut holding, responses.yes(criterion, *answer));
            }
            words.extend(holding);
        }
        Bitmap::from_words(words, self.leads)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use crate::model::Definition;
    use crate::scoring::{Dataset, Engine, Scorer};

    #[test]
    fn leads_with_an_answer_are_those_whose_responses_have_it() {
        let definition: Definition = serde_json::from_value(json!({"criteria": [
            {"id": "size", "name": "Size", "kind": "fit", "combine": "one-of", "answers": [
                {"id": "a", "label": "A", "points": 5, "when": {"field": "size", "is": "a"}},
                {"id": "ab", "label": "A or B", "points": 3, "when": {"field": "size", "in": ["a", "b"]}},
                {"id": "none", "label": "None", "points": 0, "otherwise": true}]},
            {"id": "boss", "name": "Boss", "kind": "fit", "points": 2, "when": {"field": "title", "is": "boss"}}
        ]}))
        .unwrap();
        let mut data = Dataset::new(vec!["size".into(), "title".into()]);
        for lead in 0..200 {
            let size = ["a", "b", "c", ""][lead % 4];
            let title = ["boss", "", "clerk"][lead % 3];
            data.push(
                &lead.to_string(),
                lead as u64 + 2,
                &[size, title],
                &[],
                None,
            );
        }
        let scorer = Arc::new(Scorer::new(&definition));
        let scored = Engine::with_block_size(Arc::new(data), 64).score(scorer.clone());
        for criterion in 0..2 {
            for answer in 0..scorer.answer_count(criterion) {
                let found = scored.leads_with(criterion, &[answer]);
                for lead in 0..200 {
                    let has = scored.responses(lead).get(criterion, answer).is_yes();
                    assert_eq!(found.get(lead), has, "{criterion} {answer} {lead}");
                }
            }
        }
        // A quarter each: a; b; c is neither; and of an empty size nothing is known.
        let counts = [0, 1, 2].map(|answer| scored.leads_with(0, &[answer]).count());
        assert_eq!(counts, [50, 50, 50]);
        assert_eq!(scored.leads_with(0, &[0, 1]).count(), 100);
        assert_eq!(scored.leads_with(0, &[9]).count(), 0);
        assert_eq!(scored.leads_with(9, &[0]).count(), 0);
    }
}
