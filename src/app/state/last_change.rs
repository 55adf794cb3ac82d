//! What the last change of the definition was, in words that stand beside its consequences.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::wording::grouped;
use crate::model::{Definition, Kind};
use crate::revision::{Change, Diff};

/// What was changed, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeWords {
    /// What was changed, or a sentence: `Demo: Toured the online demo`. Blank for nothing.
    pub label: String,
    /// What it was and is, and how many more changes there are: `5 > 9 points, and 2 more`.
    pub values: String,
}

/// The definitions that the present figures and those before the last edit are of.
#[derive(Clone, Debug, Default)]
pub struct LastChange {
    scored: Option<Arc<Definition>>,
    before: Option<Arc<Definition>>,
    words: ChangeWords,
}

impl LastChange {
    /// Notes that the figures on the screen become those before an edit.
    pub(crate) fn begin(&mut self) {
        self.before.clone_from(&self.scored);
        self.words = ChangeWords::default();
    }

    /// Notes that the figures on the screen are of this definition.
    pub(crate) fn scored(&mut self, definition: &Arc<Definition>) {
        let before = self.before.as_ref();
        self.words = before.map_or_else(ChangeWords::default, |before| {
            change_words(before, definition)
        });
        self.scored = Some(definition.clone());
    }

    /// Returns what differs of what scoring uses between the present figures and those before the
    /// last edit.
    pub fn words(&self) -> &ChangeWords {
        &self.words
    }
}

/// Says what differs of what scoring uses: the first difference, and how many more there are.
fn change_words(before: &Definition, after: &Definition) -> ChangeWords {
    let changes = Diff::between(before, after).changes;
    let scored: Vec<&Change> = changes.iter().filter(|change| change.scored).collect();
    let Some(first) = scored.first() else {
        return ChangeWords::default();
    };
    let (label, mut values) = match points(first) {
        Some([old, new]) => {
            let points = format!("{} > {} points", grouped(old), grouped(new));
            (answer_title(first, after), points)
        }
        None => (first.message.clone(), String::new()),
    };
    if scored.len() > 1 {
        let between = if values.is_empty() { "" } else { ", " };
        let more = grouped(scored.len() - 1);
        values.push_str(&format!("{between}and {more} more"));
    }
    ChangeWords { label, values }
}

/// Returns the points before and after, where these are what changed.
fn points(change: &Change) -> Option<[i64; 2]> {
    let is_points = matches!(change.place.kind, Kind::Criterion | Kind::Answer)
        && change.field == Some("points");
    let number = |text: &Option<String>| text.as_ref()?.parse::<i64>().ok();
    is_points.then_some([number(&change.before)?, number(&change.after)?])
}

/// Names what has the points: the answer behind its criterion.
fn answer_title(change: &Change, after: &Definition) -> String {
    let place = &change.place;
    let criterion = place.parent.as_ref().unwrap_or(&place.id);
    let Some(criterion) = after.criterion(criterion.as_str()) else {
        return place.id.to_string();
    };
    let mut answers = criterion.answers.iter();
    let answer = answers.find(|answer| place.parent.is_some() && answer.id == place.id);
    answer.map_or_else(
        || criterion.name.clone(),
        |answer| format!("{}: {}", criterion.name, answer.label),
    )
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    /// A yes/no criterion, and one with two answers.
    fn definition(demo: i64, big: i64, small: i64, total: i64) -> Arc<Definition> {
        let definition: Value = json!({
            "criteria": [
                {"id": "demo", "name": "Demo request", "kind": "behaviour", "points": demo},
                {"id": "size", "name": "Size", "kind": "fit", "combine": "one-of", "answers": [
                    {"id": "big", "label": "Big", "points": big},
                    {"id": "small", "label": "Small", "points": small},
                ]},
            ],
            "stages": [{"id": "mql", "name": "MQL", "rule": {"points": {"total": total}}}],
        });
        Arc::new(serde_json::from_value(definition).expect("a definition"))
    }

    fn words(change: &LastChange) -> String {
        let ChangeWords { label, values } = change.words();
        format!("{label} {values}").trim_end().to_owned()
    }

    fn words_of(after: &Arc<Definition>) -> String {
        let mut change = LastChange::default();
        change.scored(&definition(15, 10, 2, 20));
        assert_eq!(words(&change), "");
        change.begin();
        change.scored(after);
        words(&change)
    }

    #[test]
    fn points_have_the_number_before_and_now() {
        let words = |demo, big, small| words_of(&definition(demo, big, small, 20));
        assert_eq!(words(25, 10, 2), "Demo request 15 > 25 points");
        assert_eq!(words(15, 1_200, 2), "Size: Big 10 > 1,200 points");
        assert_eq!(words(15, 10, -3), "Size: Small 2 > -3 points");
    }

    #[test]
    fn another_change_has_its_sentence_and_several_are_counted() {
        let threshold = words_of(&definition(15, 10, 2, 25));
        assert!(
            threshold.contains("20") && threshold.contains("25"),
            "{threshold}"
        );
        let three = words_of(&definition(25, 11, 3, 20));
        assert!(three.ends_with(" points, and 2 more"), "{three}");
    }

    #[test]
    fn counting_on_is_one_change_and_taking_back_none() {
        let mut change = LastChange::default();
        change.scored(&definition(15, 10, 2, 20));
        change.begin();
        change.scored(&definition(16, 10, 2, 20));
        change.scored(&definition(17, 10, 2, 20));
        assert_eq!(words(&change), "Demo request 15 > 17 points");
        change.scored(&definition(15, 10, 2, 20));
        assert_eq!(words(&change), "");
        change.begin();
        assert_eq!(words(&change), "");
    }
}
