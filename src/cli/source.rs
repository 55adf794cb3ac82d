//! Sources of lists: a file or stdin, compressed or not.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

use flate2::read::MultiGzDecoder;

use super::Failure;
use super::io::DASH;
use crate::store::open_regular;

/// The first bytes of any gzip file.
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];
/// Bytes decompressed at a time; a few such chunks are read ahead.
const CHUNK_BYTES: usize = 256 * 1024;
const MAX_CHUNKS: usize = 4;

/// A reader that counts the bytes read, as stored on disk.
pub(super) struct InputReader {
    reader: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
    /// Length in bytes, if it is a file.
    pub length: Option<u64>,
}

impl InputReader {
    /// Opens a list named on the command line: a file, pipe or device, or `-` for stdin. Gzip
    /// input, also of several members, is decompressed in a thread of its own.
    pub fn open(path: &Path) -> Result<Self, Failure> {
        if path == Path::new(DASH) {
            return Self::of(Box::new(io::stdin()), None, path);
        }
        let failed = |error: io::Error| Failure::io(path, &error);
        // Windows cannot open a folder.
        if std::fs::metadata(path).map_err(failed)?.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        let file = File::open(path).map_err(failed)?;
        Self::of_file(file, path)
    }

    /// Like [`Self::open`], for a list named in a session, which must be a regular file.
    pub fn open_named(path: &Path) -> Result<Self, Failure> {
        let file = open_regular(path).map_err(|error| {
            Failure::io(path, &error)
                .hint("the session lists it under `data:`; give another file there")
        })?;
        Self::of_file(file, path)
    }

    fn of_file(file: File, path: &Path) -> Result<Self, Failure> {
        let length = file.metadata().map(|found| found.len());
        let length = length.map_err(|error| Failure::io(path, &error))?;
        let length = Some(length).filter(|length| *length > 0);
        Self::of(Box::new(file), length, path)
    }

    fn of(plain: Box<dyn Read + Send>, length: Option<u64>, path: &Path) -> Result<Self, Failure> {
        let failed = |error: io::Error| Failure::io(path, &error);
        let read = Arc::<AtomicU64>::default();
        let mut plain = CountingReader {
            source: plain,
            read: Arc::clone(&read),
        };
        let mut head = Vec::new();
        let mut start = plain.by_ref().take(GZIP_MAGIC.len() as u64);
        start.read_to_end(&mut head).map_err(failed)?;
        let compressed = head == GZIP_MAGIC;
        let whole = Cursor::new(head).chain(plain);
        let reader: Box<dyn Read + Send> = if compressed {
            let packed = BufReader::with_capacity(CHUNK_BYTES, whole);
            Box::new(ReadAhead::of(MultiGzDecoder::new(packed)))
        } else {
            Box::new(whole)
        };
        Ok(Self {
            reader,
            read,
            length,
        })
    }

    /// Returns a live counter of the bytes read.
    pub fn counter(&self) -> Arc<AtomicU64> {
        Arc::clone(&self.read)
    }
}

impl Read for InputReader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.reader.read(buffer)
    }
}

struct CountingReader<R> {
    source: R,
    read: Arc<AtomicU64>,
}

impl<R: Read> Read for CountingReader<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        self.read.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// Reads what another thread decompresses ahead.
struct ReadAhead {
    chunks: Receiver<io::Result<Vec<u8>>>,
    chunk: Cursor<Vec<u8>>,
}

impl ReadAhead {
    fn of(mut source: impl Read + Send + 'static) -> Self {
        let (give, pieces) = sync_channel(MAX_CHUNKS);
        thread::spawn(move || {
            loop {
                let mut piece = Vec::with_capacity(CHUNK_BYTES);
                let read = source
                    .by_ref()
                    .take(CHUNK_BYTES as u64)
                    .read_to_end(&mut piece);
                let ended = read.is_err() || piece.is_empty();
                // Data read before an error is delivered first.
                let sent = give.send(Ok(piece));
                let error = read.err().map_or(Ok(()), |error| give.send(Err(error)));
                if ended || sent.is_err() || error.is_err() {
                    return;
                }
            }
        });
        Self {
            chunks: pieces,
            chunk: Cursor::default(),
        }
    }
}

impl Read for ReadAhead {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.chunk.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            match self.chunks.recv() {
                Ok(piece) => self.chunk = Cursor::new(piece?),
                Err(_) => return Ok(0),
            }
        }
    }
}
