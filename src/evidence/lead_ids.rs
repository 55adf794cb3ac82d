//! Which ids of recorded leads could be taken for telephone numbers.

use std::collections::HashSet;

use super::lead_history::LeadHistory;
use super::lead_summary::LeadSummary;
use crate::model::{mask_contact_details, mask_lead_id};
use crate::scoring::Dataset;

impl LeadSummary {
    /// Returns whether a text is the id of a recorded lead that could be taken for a telephone
    /// number.
    pub fn is_phone_like_id(&self, text: &str) -> bool {
        let recorded = self.recorded.as_ref();
        recorded.is_some_and(|recorded| recorded.history.is_phone_like_id(text))
    }
}

impl LeadHistory {
    fn is_phone_like_id(&self, text: &str) -> bool {
        let find = || phone_like_ids(&self.dataset);
        self.phone_like_ids.get_or_init(find).contains(text)
    }
}

fn phone_like_ids(dataset: &Dataset) -> HashSet<String> {
    let ids = (0..dataset.len()).map(|lead| dataset.id(lead).trim());
    let like_phones = ids.filter(|id| mask_contact_details(id) != mask_lead_id(id));
    like_phones.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_ids_like_telephone_numbers_are_kept() {
        let mut dataset = Dataset::new(vec!["size".into()]);
        for (at, id) in ["lead_003734-12", "L1", "ann@firm.example", "0660/1234567"]
            .iter()
            .enumerate()
        {
            dataset.push(id, at as u64 + 2, &["1"], &[], None);
        }
        let expected = ["lead_003734-12", "0660/1234567"].map(String::from);
        assert_eq!(phone_like_ids(&dataset), HashSet::from(expected));
    }
}
