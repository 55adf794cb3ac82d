//! Which leads give which answer.

use super::bitmap::Bitmap;
use super::scored_dataset::ScoredDataset;

impl ScoredDataset {
    /// Returns the leads for which each answer of a criterion holds, in the order of its answers;
    /// of a `one-of` criterion each lead has one at most. Panics if there is no such criterion.
    pub fn answer_leads(&self, criterion: usize) -> Vec<Bitmap> {
        let answers = self.scorer().answer_count(criterion);
        let mut words: Vec<Vec<u64>> = vec![Vec::new(); answers];
        for block in 0..self.blocks.len() {
            let mut responses = self.resolved_responses(block);
            for (answer, words) in words.iter_mut().enumerate() {
                words.extend_from_slice(responses.yes(criterion, answer));
            }
        }
        let bitmap = |words| Bitmap::from_words(words, self.leads);
        words.into_iter().map(bitmap).collect()
    }
}
