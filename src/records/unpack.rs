//! Unpacks a list that is compressed.

use std::io::{self, BufReader, Cursor, Read};

use flate2::read::MultiGzDecoder;

/// The first bytes of any gzip file.
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// Returns a reader of what a source holds, decompressed if it is gzip.
///
/// # Errors
///
/// Fails if the first bytes can't be read.
pub fn unpacked<'a>(mut source: impl Read + Send + 'a) -> io::Result<Box<dyn Read + Send + 'a>> {
    let mut head = Vec::new();
    let mut start = source.by_ref().take(GZIP_MAGIC.len() as u64);
    start.read_to_end(&mut head)?;
    let is_gzip = head == GZIP_MAGIC;
    let whole = Cursor::new(head).chain(source);
    Ok(if is_gzip {
        Box::new(MultiGzDecoder::new(BufReader::new(whole)))
    } else {
        Box::new(whole)
    })
}
