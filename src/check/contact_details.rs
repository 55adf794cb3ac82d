//! Recognises a definition made only of contact details, in any ordinary phrasing.
//!
//! Every word of such a definition is a contact detail or belongs to the words around one, as listed
//! in `assets/words/contact_details.txt`. A company, a place or a position alone is none: it may be
//! how a lead fits. One word of another kind, such as a budget or a
//! quote, and the definition says something Sales can act on.

use std::sync::LazyLock;

use super::tokens::tokens;

/// What a phrase does in a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PhraseKind {
    /// It says who somebody is or how to reach them.
    Detail,
    /// It says what somebody's work is, which with an interest is a contact detail.
    Position,
    /// It says that somebody is interested.
    Interest,
    /// It stands around contact details.
    Around,
    /// It looks like a contact detail and says more.
    More,
}

impl PhraseKind {
    /// Returns the kind of a word in the list.
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "detail" => Self::Detail,
            "position" => Self::Position,
            "interest" => Self::Interest,
            "around" => Self::Around,
            "more" => Self::More,
            _ => return None,
        })
    }
}

/// The listed phrases, each as its words.
static PHRASES: LazyLock<Vec<(PhraseKind, Vec<&'static str>)>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/words/contact_details.txt").lines();
    let entries = lines.filter(|line| !line.starts_with('#'));
    entries
        .filter_map(|line| line.split_once('|'))
        .filter_map(|(kind, phrases)| Some((PhraseKind::from_word(kind.trim())?, phrases)))
        .flat_map(|(kind, phrases)| {
            let phrases = phrases.split(',');
            phrases.map(move |phrase| (kind, phrase.split_whitespace().collect()))
        })
        .collect()
});

/// Returns whether a definition names contact details and nothing else.
pub(super) fn contact_details_only(text: &str) -> bool {
    let words: Vec<String> = tokens(text).iter().map(|word| stem(word)).collect();
    let mut kinds = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest_phrase(&words[at..]) {
            None | Some((PhraseKind::More, _)) => return false,
            Some((kind, length)) => {
                kinds.push(kind);
                at += length;
            }
        }
    }
    let has = |kind| kinds.contains(&kind);
    has(PhraseKind::Detail) || has(PhraseKind::Position) && has(PhraseKind::Interest)
}

/// Returns a word without what an apostrophe adds: `we've` is `we`, `person's` is `person`.
fn stem(word: &str) -> String {
    word.split('\'').next().unwrap_or(word).to_owned()
}

/// Returns the longest listed phrase that words begin with, and its number of words.
fn longest_phrase(words: &[String]) -> Option<(PhraseKind, usize)> {
    let begins = |phrase: &[&str]| {
        words.len() >= phrase.len() && phrase.iter().zip(words).all(|(a, b)| a == b)
    };
    PHRASES
        .iter()
        .filter(|(_, phrase)| begins(phrase))
        .map(|(kind, phrase)| (*kind, phrase.len()))
        .max_by_key(|(_, length)| *length)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn every_listed_line_has_a_kind_and_phrases() {
        let lines = include_str!("../../assets/words/contact_details.txt").lines();
        for line in lines.filter(|line| !line.starts_with('#')) {
            let (kind, phrases) = line.split_once('|').unwrap();
            assert!(PhraseKind::from_word(kind.trim()).is_some(), "{line}");
            assert!(phrases.split(',').all(|p| !p.trim().is_empty()), "{line}");
        }
    }

    #[rstest]
    #[case("Has left a name and a direct number")]
    #[case("We know who they are and how to reach them")]
    #[case("Name, position and what they are interested in")]
    #[case("Somebody whose direct line and job title we have")]
    #[case("A person with a valid e-mail who showed interest in our products")]
    #[case("Contact data complete: name, company, phone, LinkedIn")]
    #[case("Gave us a business card at a fair")]
    #[case("Full name + extension + area of interest")]
    #[case("We can call them")]
    #[case("An address in our database")]
    #[case("Name, phone number, job title and interest are known.")]
    #[case("All mandatory fields of the record are filled in.")]
    #[case("Somebody we may write to.")]
    #[case("Is in the CRM with a mobile number.")]
    #[case("We've got their details")]
    #[case("We’ve got the person’s number")]
    #[case("A prospect's name, role & e-mail address")]
    #[case("Phone no. and e-mail are on file")]
    #[case("Tel. number and company of the contact")]
    #[case("Somebody whose badge we scanned at the booth")]
    #[case("Their permission to e-mail them, and a name")]
    #[case("We hold first and last name, role and mobile")]
    #[case("Complete address record incl. phone")]
    #[case("Anyone with a working e-mail address and opt-in")]
    #[case("Someone we can get in touch with")]
    #[case("Enough information to contact the person")]
    #[case("People we're able to ring")]
    #[case("Contact details have been checked")]
    #[case("Position and interest are known")]
    #[case("A valid phone number and consent to be called")]
    #[case("A name and a way to get in touch")]
    fn is_made_of_contact_details(#[case] text: &str) {
        assert!(contact_details_only(text), "{text}");
    }

    #[rstest]
    #[case("Fits the profile and has asked for a quote")]
    #[case("Has a budget and a date")]
    #[case("A company in one of our target verticals")]
    #[case("A person who contacted us about a project")]
    #[case("Called us and described the problem")]
    #[case("We had a call about their plans")]
    #[case("Has a name, a number and a budget")]
    #[case("Downloaded the white paper and left an address")]
    #[case("A decision maker whose number we have")]
    #[case("Works at a plant with 100 people or more")]
    #[case("Saw a demonstration at our stand")]
    #[case("Met us at the fair and asked for references")]
    #[case("Gave us a specification")]
    #[case("Has shown at least two consideration behaviours")]
    #[case("The project is funded")]
    #[case("Somebody who came back to the price page within a week")]
    #[case("A buyer who has named the date of the purchase")]
    #[case("Asked us to write an offer")]
    #[case("A company whose contract ends this year")]
    #[case("Accepted by Sales within 48 hours")]
    #[case("Sales took it on.")]
    #[case("Not a customer yet, and in our region by turnover")]
    #[case("One call or one personal message to the lead. Two in the same hour count as one.")]
    #[case("The company is a customer")]
    #[case("A company in our region")]
    #[case("Their company is in one of our areas")]
    #[case("Company offers services")]
    #[case("A company whose offer we hold")]
    #[case("The role is one of ours: buyer")]
    #[case("A lead who has given us a list of products")]
    #[case("A visitor to our website")]
    #[case("Has had direct contact with us at a fair")]
    #[case("Has been to a number of our events")]
    #[case("They gave us their product lines")]
    #[case("")]
    fn says_something_to_act_on(#[case] text: &str) {
        assert!(!contact_details_only(text), "{text}");
    }
}
