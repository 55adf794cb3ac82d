//! Which words of a text changed.

use similar::{ChangeTag, TextDiff};

/// A run of words, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// In both.
    Same(String),
    /// Gone.
    Gone(String),
    /// New.
    New(String),
}

impl Piece {
    /// Its text, blanks included.
    pub fn text(&self) -> &str {
        match self {
            Self::Same(text) | Self::Gone(text) | Self::New(text) => text,
        }
    }
}

/// The words of two texts, run by run; gone comes before new. The runs that aren't new make up
/// the old text, those that aren't gone the new one.
pub fn changed_words(before: &str, after: &str) -> Vec<Piece> {
    let diff = TextDiff::from_words(before, after);
    let mut pieces = Pieces::default();
    for change in diff.iter_all_changes() {
        pieces.push(change.tag(), change.value());
    }
    pieces.settle();
    pieces.done
}

#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    gone: String,
    new: String,
}

impl Pieces {
    fn push(&mut self, tag: ChangeTag, text: &str) {
        match tag {
            ChangeTag::Delete => self.gone.push_str(text),
            ChangeTag::Insert => self.new.push_str(text),
            // A blank between two changed words belongs to both: they read as one change.
            ChangeTag::Equal if text.trim().is_empty() && self.is_open() => {
                self.gone.push_str(text);
                self.new.push_str(text);
            }
            ChangeTag::Equal => {
                self.settle();
                match self.done.last_mut() {
                    Some(Piece::Same(same)) => same.push_str(text),
                    _ => self.done.push(Piece::Same(text.into())),
                }
            }
        }
    }

    fn is_open(&self) -> bool {
        !self.gone.is_empty() && !self.new.is_empty()
    }

    /// Ends a change; blanks at the end of both halves are the same again.
    fn settle(&mut self) {
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
            .extend((!gone.is_empty()).then_some(Piece::Gone(gone)));
        self.done
            .extend((!new.is_empty()).then_some(Piece::New(new)));
        self.done
            .extend((!same.is_empty()).then_some(Piece::Same(same)));
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
            Piece::Same("Shows ".into()),
            Piece::New("at least ".into()),
            Piece::Same("two different behaviours.".into()),
        ];
        assert_eq!(pieces, expected);
    }

    #[test]
    fn neighbouring_words_read_as_one_change() {
        let pieces = changed_words("Marketing passes it on.", "Sales fetches it on.");
        let expected = [
            Piece::Gone("Marketing passes".into()),
            Piece::New("Sales fetches".into()),
            Piece::Same(" it on.".into()),
        ];
        assert_eq!(pieces, expected);
    }

    proptest::proptest! {
        #[test]
        fn both_texts_can_be_read_off(before in "[ab \n]{0,12}", after in "[ab \n]{0,12}") {
            let pieces = changed_words(&before, &after);
            let of = |keep: fn(&Piece) -> bool| -> String {
                pieces.iter().filter(|p| keep(p)).map(Piece::text).collect()
            };
            proptest::prop_assert_eq!(of(|p| !matches!(p, Piece::New(_))), before);
            proptest::prop_assert_eq!(of(|p| !matches!(p, Piece::Gone(_))), after);
        }
    }
}
