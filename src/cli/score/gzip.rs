//! Compressed output.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;

/// Compresses a text as a complete gzip file; such files can be concatenated.
pub(super) fn gzip_member(text: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    let packed = packer.write_all(text).and_then(|()| packer.finish());
    packed.expect("memory takes what is written")
}
