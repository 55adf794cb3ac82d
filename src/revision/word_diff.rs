//! The diff of two texts, by words.

use similar::{ChangeTag, TextDiff};

/// A run of words, and where it occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WordRun {
    /// In both texts.
    Same(String),
    /// Only in the old text.
    Gone(String),
    /// Only in the new text.
    New(String),
}

impl WordRun {
    /// Returns its text, including blanks.
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Gone(text) | Self::New(text) => text,
        }
    }
}

/// Compares two texts by words; removed runs come before added ones. All runs but the added ones
/// make up the old text, all but the removed ones the new text.
pub fn changed_words(before: &str, after: &str) -> Vec<WordRun> {
    let diff = TextDiff::from_words(before, after);
    let mut pieces = WordRunBuilder::default();
    for change in diff.iter_all_changes() {
        pieces.push(change.tag(), change.value());
    }
    pieces.finish_change();
    pieces.done
}

#[derive(Default)]
struct WordRunBuilder {
    done: Vec<WordRun>,
    gone: String,
    new: String,
}

impl WordRunBuilder {
    fn push(&mut self, tag: ChangeTag, text: &str) {
        match tag {
            ChangeTag::Delete => self.gone.push_str(text),
            ChangeTag::Insert => self.new.push_str(text),
            // A blank between two changed words belongs to both, so that they read as one change.
            ChangeTag::Equal if text.trim().is_empty() && self.is_open() => {
                self.gone.push_str(text);
                self.new.push_str(text);
            }
            ChangeTag::Equal => {
                self.finish_change();
                match self.done.last_mut() {
                    Some(WordRun::Same(same)) => same.push_str(text),
                    _ => self.done.push(WordRun::Same(text.into())),
                }
            }
        }
    }

    fn is_open(&self) -> bool {
        !self.gone.is_empty() && !self.new.is_empty()
    }

    /// Ends a change. Blanks that both halves end with become unchanged again.
    fn finish_change(&mut self) {
        let mut same = String::new();
        while let (Some(a), Some(b)) = (self.gone.chars().last(), self.new.chars().last()) {
            if a != b || !a.is_whitespace() {
                break;
            }
            self.gone.pop();
            self.new.pop();
            same.insert(0, a);
        }
        let (gone, new) = (
            std::mem::take(&mut self.gone),
            std::mem::take(&mut self.new),
        );
        self.done
            .extend((!gone.is_empty()).then_some(WordRun::Gone(gone)));
        self.done
            .extend((!new.is_empty()).then_some(WordRun::New(new)));
        self.done
            .extend((!same.is_empty()).then_some(WordRun::Same(same)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_more_is_named_alone() {
        let pieces = changed_words(
            "Shows two different behaviours.",
            "Shows at least two different behaviours.",
        );
        let expected = [
            WordRun::Same("Shows ".into()),
            WordRun::New("at least ".into()),
            WordRun::Same("two different behaviours.".into()),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn neighbouring_words_read_as_one_change() {
        let pieces = changed_words("Marketing passes it on.", "Sales fetches it on.");
        let expected = [
            WordRun::Gone("Marketing passes".into()),
            WordRun::New("Sales fetches".into()),
            WordRun::Same(" it on.".into()),
        ];
        assert_eq!(pieces, expected);
    }

    proptest::proptest! {
        #[test]
        fn both_texts_can_be_read_off(before in "[ab \n]{0,12}", after in "[ab \n]{0,12}") {
            let pieces = changed_words(&before, &after);
            let of = |keep: fn(&WordRun) -> bool| -> String {
                pieces.iter().filter(|p| keep(p)).map(WordRun::text).collect()
            };
            proptest::prop_assert_eq!(of(|p| !matches!(p, WordRun::New(_))), before);
            proptest::prop_assert_eq!(of(|p| !matches!(p, WordRun::Gone(_))), after);
        }
    }
}
