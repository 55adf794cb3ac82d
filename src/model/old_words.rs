//! Keys and words of earlier file formats, mapped to their present names.
//!
//! Files, journals, drafts and published versions may use either; only present names are written.
//! Digests that were signed cover the words of their time: see
//! [`Definition::digest`](super::Definition::digest).

use std::sync::Arc;

use serde::{Deserialize, Deserializer};

use super::Subject;

/// Keys of the file formats: the earlier name and the present one.
pub const KEYS: &[(&str, &str)] = &[
    ("levels", "answers"),
    ("exceptions", "waivers"),
    ("what_we_do_next", "dispositions"),
];

/// Returns the present name of an earlier key; any other key is returned unchanged.
pub fn present_key(key: &str) -> &str {
    let renamed = KEYS.iter().find(|(earlier, _)| *earlier == key);
    renamed.map_or(key, |(_, present)| present)
}

/// Returns the earlier name of a present key, if it had one.
pub fn earlier_key(present: &str) -> Option<&'static str> {
    let renamed = KEYS.iter().find(|(_, today)| *today == present);
    renamed.map(|(earlier, _)| *earlier)
}

/// Rewrites a subject in present words, such as `level:demo/tour` to `answer:demo/tour`. A text
/// that is not a subject is returned unchanged.
pub fn present_subject(text: String) -> String {
    match text.parse::<Subject>() {
        Ok(subject) => subject.to_string(),
        Err(_) => text,
    }
}

/// Deserializes a subject into present words.
///
/// # Errors
///
/// If the value is not a string.
pub fn subject<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    String::deserialize(from).map(present_subject)
}

/// Deserializes several subjects behind a shared pointer into present words.
///
/// # Errors
///
/// If the value is not a list of strings.
pub fn shared_subjects<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Vec<String>>, D::Error> {
    let texts = Vec::<String>::deserialize(from)?;
    Ok(Arc::new(texts.into_iter().map(present_subject).collect()))
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
