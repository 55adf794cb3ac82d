//! Decodes a file to UTF-8 as it is read.

use std::io::{self, Read};

use encoding_rs::{Decoder, Encoding};

/// A reader that decodes to UTF-8; invalid input becomes the replacement character.
///
/// The crate `encoding_rs_io` loses that character for half a letter at the end of the input, if the
/// source was interrupted there: a row would depend on how its file is split into reads.
pub(super) struct DecodingReader<R> {
    source: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    delivered: usize,
    ended: bool,
}

impl<R: Read> DecodingReader<R> {
    pub fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_without_bom_handling(),
            raw: vec![0; 16 * 1024],
            text: Vec::new(),
            delivered: 0,
            ended: false,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let read = self.source.read(&mut self.raw)?;
        self.ended = read == 0;
        let room = self
            .decoder
            .max_utf8_buffer_length(read)
            .expect("a few kilobytes fit in memory");
        self.text.resize(room, 0);
        let input = &self.raw[..read];
        let (_, _, written, _) = self
            .decoder
            .decode_to_utf8(input, &mut self.text, self.ended);
        self.text.truncate(written);
        self.delivered = 0;
        Ok(())
    }
}

impl<R: Read> Read for DecodingReader<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.delivered == self.text.len() && !self.ended {
            self.refill()?;
        }
        let delivered = (&self.text[self.delivered..]).read(out)?;
        self.delivered += delivered;
        Ok(delivered)
    }
}
