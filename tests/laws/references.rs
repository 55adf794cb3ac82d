//! Ids, references, places and version numbers: whatever can be parsed survives a round trip.

use std::fmt::{Debug, Display};
use std::str::FromStr;

use accord::model::{Id, Place, Reference, Version};
use accord::store::Digest;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Any text as each of them, and as the label of a new id.
pub fn any_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let id = round::<Id>(&text);
    assert_eq!(id.is_some(), is_id(&text), "{text}");
    if let Some(reference) = round::<Reference>(&text) {
        let second = text.split(['=', '|']).map(str::trim);
        let first = std::iter::once(&reference.criterion).chain(&reference.answers);
        assert!(first.map(Id::as_str).eq(second), "{text}");
    }
    if let Some(place) = round::<Place>(&text) {
        // Words of earlier programs are converted to present ones.
        let earlier = [("level:", "answer:"), ("exception:", "waiver:")];
        let renamed = earlier
            .iter()
            .find_map(|(earlier, today)| Some(format!("{today}{}", text.strip_prefix(earlier)?)));
        assert_eq!(place.to_string(), renamed.unwrap_or(text.to_string()));
    }
    if let Some(version) = round::<Version>(&text) {
        assert_eq!(version.to_string(), text);
    }
    if let Some(digest) = Digest::parse(&text) {
        assert_eq!(digest.as_str(), text);
    }
    let fresh = Id::fresh(&text, "fallback", |id| {
        id.len() % 2 == 1 && !id.contains("-2")
    });
    assert!(is_id(fresh.as_str()), "{fresh} of {text}");
}

fn round<T>(text: &str) -> Option<T>
where
    T: FromStr + Display + Debug + PartialEq + Serialize + DeserializeOwned,
    T::Err: Display,
{
    let read = match text.parse::<T>() {
        Ok(read) => read,
        Err(why) => {
            assert!(!why.to_string().is_empty());
            return None;
        }
    };
    let written = read.to_string();
    assert_eq!(written.parse::<T>().ok().as_ref(), Some(&read), "{written}");
    let json = serde_json::to_string(&read).expect("a text");
    assert_eq!(serde_json::from_str::<T>(&json).ok().as_ref(), Some(&read));
    Some(read)
}

/// `[a-z0-9][a-z0-9_-]*`
fn is_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    text.starts_with(plain) && text.chars().all(|c| plain(c) || "_-".contains(c))
}
