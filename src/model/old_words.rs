//! Words that files of earlier programs use, and the words of today in their place.
//!
//! Files, journals, drafts and published versions are read with either; only today's words are
//! written. A digest that people signed covers the words of its time: see
//! [`Definition::digest`](super::Definition::digest).

use std::sync::Arc;

use serde::{Deserialize, Deserializer};

use super::Subject;

/// Keys of the file formats: the earlier one, and today's.
pub const KEYS: &[(&str, &str)] = &[
    ("levels", "answers"),
    ("exceptions", "waivers"),
    ("what_we_do_next", "dispositions"),
];

/// Today's key for an earlier one; any other key stays as it is.
pub fn present_key(key: &str) -> &str {
    let renamed = KEYS.iter().find(|(earlier, _)| *earlier == key);
    renamed.map_or(key, |(_, present)| present)
}

/// The earlier key that today's took the place of.
pub fn earlier_key(present: &str) -> Option<&'static str> {
    let renamed = KEYS.iter().find(|(_, today)| *today == present);
    renamed.map(|(earlier, _)| *earlier)
}

/// A subject in today's words: `level:demo/tour` as `answer:demo/tour`. A text that is no subject
/// stays as it is.
pub fn present_subject(text: String) -> String {
    match text.parse::<Subject>() {
        Ok(subject) => subject.to_string(),
        Err(_) => text,
    }
}

/// For serde: a subject's text, in today's words.
///
/// # Errors
///
/// Where there is no text.
pub fn subject<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from).map(present_subject)
}

/// For serde: several subjects' texts, in today's words.
///
/// # Errors
///
/// Where there is no list of texts.
pub fn subjects<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    Ok(texts.into_iter().map(present_subject).collect())
}

/// For serde: several subjects' texts behind a shared pointer, in today's words.
///
/// # Errors
///
/// Where there is no list of texts.
pub fn shared_subjects<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Vec<String>>, D::Error> {
    subjects(from).map(Arc::new)
}

/// For serde: subjects with what belongs to each, in today's words.
///
/// # Errors
///
/// Where there is no list of pairs.
pub fn subjects_with<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    from: D,
) -> Result<Vec<(String, T)>, D::Error> {
    let pairs = Vec::<(String, T)>::deserialize(from)?;
    let present = pairs
        .into_iter()
        .map(|(text, with)| (present_subject(text), with));
    Ok(present.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_take_the_words_of_today_and_other_texts_stay() {
        for (text, present) in [
            ("level:demo/one-to-one", "answer:demo/one-to-one"),
            ("answer:demo/one-to-one", "answer:demo/one-to-one"),
            ("exception:a", "waiver:a"),
            ("stage:mql#points.total", "stage:mql#points.total"),
            ("level: how far along", "level: how far along"),
            ("levels", "levels"),
            ("", ""),
        ] {
            assert_eq!(present_subject(text.into()), present);
        }
    }

    #[test]
    fn keys_go_both_ways() {
        for (earlier, present) in KEYS {
            assert_eq!(present_key(earlier), *present);
            assert_eq!(present_key(present), *present);
            assert_eq!(earlier_key(present), Some(*earlier));
        }
        assert_eq!(earlier_key("levels"), None);
    }
}
