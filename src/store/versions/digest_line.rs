//! The digest line of a file: a digest of all its other bytes.

use crate::model::{GlossaryFile, ModelFile};
use crate::store::{Digest, yaml};

const KEY: &str = "digest: ";

/// Returns a published model's text, with its digest.
pub(super) fn model_with_digest(mut file: ModelFile) -> String {
    with_digest(|digest| {
        file.digest = digest;
        yaml::write(&file)
    })
}

/// Returns the digest of the model.yaml that this would be, without the line of a digest.
pub fn draft_digest(file: &ModelFile) -> String {
    Digest::of(yaml::write(file).as_bytes()).to_string()
}

/// Returns a published glossary's text, with its digest.
pub(super) fn glossary_with_digest(mut file: GlossaryFile) -> String {
    with_digest(|digest| {
        file.digest = digest;
        yaml::write(&file)
    })
}

/// Adds the digest line. `write` returns the file's text with a digest, or without the line.
fn with_digest(mut write: impl FnMut(Option<String>) -> String) -> String {
    let bare = write(None);
    write(Some(Digest::of(bare.as_bytes()).to_string()))
}

/// The digest stated in a file, and the one computed from its other bytes.
pub(super) struct Digests {
    /// The stated digest; `None` if the line is missing or malformed.
    pub stated: Option<Digest>,
    /// The computed digest.
    pub actual: Digest,
    /// Whether the line is byte for byte as it was written.
    pub untouched: bool,
}

impl Digests {
    /// Whether the file is as it was published.
    pub fn agree(&self) -> bool {
        self.untouched && self.stated.as_ref() == Some(&self.actual)
    }
}

/// Reads and recomputes a file's digest, over its bytes as they are or else with LF line ends, so
/// that a checkout with CRLF verifies. A lone CR counts like any other byte.
pub(super) fn digests(bytes: &[u8]) -> Digests {
    let raw = digests_of(bytes);
    if raw.agree() {
        return raw;
    }
    let unix = digests_of(&with_unix_line_ends(bytes));
    if unix.agree() { unix } else { raw }
}

/// Whether a whole file has this digest, ignoring the kind of line ends.
pub(super) fn has_digest(bytes: &[u8], stated: &str) -> bool {
    let is = |bytes: &[u8]| Digest::of(bytes).as_str() == stated;
    is(bytes) || is(&with_unix_line_ends(bytes))
}

fn with_unix_line_ends(bytes: &[u8]) -> Vec<u8> {
    let mut unix = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            unix.push(*byte);
        }
    }
    unix
}

fn digests_of(bytes: &[u8]) -> Digests {
    let mut others = Vec::with_capacity(bytes.len());
    let (mut stated, mut untouched) = (None, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_prefix(KEY.as_bytes()) {
            // Only the first one: a second digest line is an alteration like any other.
            Some(value) if stated.is_none() => {
                let text = String::from_utf8_lossy(value);
                untouched = text
                    .strip_suffix('\n')
                    .is_some_and(|text| text == text.trim());
                stated = Some(text.trim().to_owned());
            }
            _ => others.extend_from_slice(line),
        }
    }
    Digests {
        stated: stated.as_deref().and_then(Digest::parse),
        actual: Digest::of(&others),
        untouched,
    }
}
