//! Texts hidden from glances until they are revealed.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// A text that cannot be read by looking at the file: a position or vote before it is revealed.
///
/// This hides it from people in the room, from a projector and from a text search. It is not secret
/// from the machine's owner, who has all that is needed to open it. The caller gives the
/// salt: that of votes and words includes who and when, so that equal ones look different. Short
/// texts are padded to hide their length.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Sealed(String);

const BLOCK: usize = 32;
const PADDED_TO: usize = 96;

impl Sealed {
    /// Seals a text. Another salt gives another result.
    pub fn new(text: &str, salt: &[u8]) -> Self {
        let salt: [u8; BLOCK] = Sha256::digest(salt).into();
        let mut bytes = (text.len() as u64).to_le_bytes().to_vec();
        bytes.extend_from_slice(text.as_bytes());
        bytes.resize(bytes.len().next_multiple_of(PADDED_TO), 0);
        mask(&salt, &mut bytes);
        let mut out = salt.to_vec();
        out.extend(bytes);
        Self(STANDARD_NO_PAD.encode(out))
    }

    /// Returns the text, or `None` if the seal is damaged.
    pub fn open(&self) -> Option<String> {
        let bytes = STANDARD_NO_PAD.decode(&self.0).ok()?;
        let (salt, body) = bytes.split_first_chunk::<BLOCK>()?;
        let mut body = body.to_vec();
        mask(salt, &mut body);
        let (length, text) = body.split_first_chunk::<8>()?;
        let length = usize::try_from(u64::from_le_bytes(*length)).ok()?;
        String::from_utf8(text.get(..length)?.to_vec()).ok()
    }
}

/// Applies the keystream made from the salt. Applying it twice restores the bytes.
fn mask(salt: &[u8; BLOCK], bytes: &mut [u8]) {
    for (n, block) in bytes.chunks_mut(BLOCK).enumerate() {
        let stream = Sha256::new()
            .chain_update(salt)
            .chain_update((n as u64).to_le_bytes())
            .finalize();
        for (byte, key) in block.iter_mut().zip(stream) {
            *byte ^= key;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opens_to_what_was_sealed_and_shows_nothing_of_it() {
        for text in ["", "5", "A lead with a budget", "日本語", &"x".repeat(500)] {
            let sealed = Sealed::new(text, b"salt");
            assert_eq!(sealed.open().as_deref(), Some(text));
            if text.len() > 1 {
                assert!(!sealed.0.contains(text));
            }
        }
    }

    #[test]
    fn short_texts_are_as_long_as_each_other_and_salted() {
        let (a, b) = (Sealed::new("5", b"one"), Sealed::new("5", b"two"));
        assert_ne!(a, b);
        assert_eq!(
            a.0.len(),
            Sealed::new("a sentence of some length", b"one").0.len()
        );
    }

    #[test]
    fn a_damaged_seal_opens_to_nothing() {
        for bad in ["", "!!", "AAAA"] {
            assert_eq!(Sealed(bad.into()).open(), None);
        }
    }
}
