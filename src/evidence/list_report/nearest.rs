//! Which text of a file is nearest to one that it doesn't have.

use crate::scoring::simple_lower;

/// The least similarity of a text that is worth naming.
const MIN_SIMILARITY: f64 = 0.6;
/// Texts with fewer letters and digits are never the same with an edit.
const MIN_EDITED: usize = 4;
/// One edit for so many letters begun.
const LETTERS_PER_EDIT: usize = 5;
/// The most texts compared letter by letter for one report, a matter of some hundredths of a
/// second.
const MAX_COMPARED: usize = 300_000;

/// Finds nearest texts, until so many were compared that it would take long.
pub(super) struct NearestText {
    left: usize,
    /// Whether a text and one that has its words among others may be the same.
    words_count: bool,
}

/// How near a text is; a better one is greater.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
enum Nearness {
    /// Similar by so much of 1.
    Similar(f64),
    /// The words of one are among those of the other.
    Words(f64),
    /// Few letters differ.
    Edited(f64),
    /// Only blanks, marks and case differ.
    Same,
}

impl NearestText {
    pub fn new() -> Self {
        Self {
            left: MAX_COMPARED,
            words_count: false,
        }
    }

    /// For names: `demo` and `Demo Request` may be the same.
    pub fn of_names() -> Self {
        Self {
            words_count: true,
            ..Self::new()
        }
    }

    /// Returns the text nearest to one, and whether it may be the same in another spelling; of
    /// equally near ones the first.
    pub fn find<'a>(
        &mut self,
        text: &str,
        among: impl Iterator<Item = &'a str>,
    ) -> Option<(&'a str, bool)> {
        let wanted = Spelling::of(text);
        let mut best: Option<(Nearness, &str)> = None;
        for other in among {
            let found = self.nearness(&wanted, &Spelling::of(other));
            if let Some(found) = found
                && best.is_none_or(|(best, _)| found > best)
            {
                best = Some((found, other));
            }
        }
        best.map(|(nearness, other)| {
            let same = match nearness {
                Nearness::Similar(_) => false,
                Nearness::Words(_) => self.words_count,
                Nearness::Edited(_) | Nearness::Same => true,
            };
            (other, same)
        })
    }

    fn nearness(&mut self, a: &Spelling, b: &Spelling) -> Option<Nearness> {
        if a.bare.is_empty() || b.bare.is_empty() {
            return None;
        }
        if a.bare == b.bare {
            return Some(Nearness::Same);
        }
        let (shorter, longer) = (a.length.min(b.length), a.length.max(b.length));
        let has_words = a.has_words_of(b) || b.has_words_of(a);
        if has_words {
            return Some(Nearness::Words(shorter as f64 / longer as f64));
        }
        // Texts of very different lengths can't be similar.
        if (shorter as f64) < MIN_SIMILARITY * longer as f64 || self.left == 0 {
            return None;
        }
        self.left -= 1;
        let edits = strsim::osa_distance(&a.bare, &b.bare);
        let similarity = 1.0 - edits as f64 / longer as f64;
        let few = edits <= (longer / LETTERS_PER_EDIT).max(1) && shorter >= MIN_EDITED;
        if few && a.digits == b.digits {
            Some(Nearness::Edited(similarity))
        } else {
            (similarity >= MIN_SIMILARITY).then_some(Nearness::Similar(similarity))
        }
    }
}

/// What of a text is compared.
struct Spelling {
    /// Its letters and digits, in lower case.
    bare: String,
    /// How many there are.
    length: usize,
    digits: String,
    /// Its words, each between blanks.
    words: String,
}

impl Spelling {
    fn of(text: &str) -> Self {
        let lowered = simple_lower(text);
        let bare: String = lowered.chars().filter(|c| c.is_alphanumeric()).collect();
        let words = lowered.split(|c: char| !c.is_alphanumeric());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        Self {
            length: bare.chars().count(),
            digits: bare.chars().filter(char::is_ascii_digit).collect(),
            words: format!(" {} ", words.join(" ")),
            bare,
        }
    }

    fn has_words_of(&self, other: &Self) -> bool {
        self.words.len() > other.words.len() && self.words.contains(&other.words)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("demo", &["visit", "Demo Request", "dome"], Some(("Demo Request", true)))]
    #[case("pricing-page", &["price", "Pricing Page"], Some(("Pricing Page", true)))]
    #[case("webinar", &["Webniar", "webinars held"], Some(("Webniar", true)))]
    #[case("webinar", &["download", "visit"], None)]
    #[case("EU", &["US", "UK"], None)]
    #[case("level 1", &["level 2"], Some(("level 2", false)))]
    #[case("quote", &["quotation"], None)]
    #[case("proposal", &["proposed"], Some(("proposed", false)))]
    #[case("...", &["---"], None)]
    fn names(#[case] text: &str, #[case] among: &[&str], #[case] nearest: Option<(&str, bool)>) {
        let found = NearestText::of_names().find(text, among.iter().copied());
        assert_eq!(found, nearest);
    }

    #[test]
    fn a_value_with_more_words_is_another_one() {
        let found = NearestText::new().find("Manager", ["Sales Manager"].into_iter());
        assert_eq!(found, Some(("Sales Manager", false)));
    }
}
