//! The program's log: a file in the state folder, created when there is something to log.

use std::fs::{self, File};
use std::io::{self, Write};
use std::sync::OnceLock;

use crate::store::user_folders::UserFolders;
use crate::widgets::text::clean;

/// Sends traces to the log. If there is no place for it, nothing is logged.
pub(super) fn start() {
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(|| LogWriter)
        .finish();
    // Fails if already set, as in a test that runs several commands; the first one stays.
    let _ = tracing::subscriber::set_global_default(subscriber);
}

struct LogWriter;

impl LogWriter {
    fn file() -> Option<&'static File> {
        static FILE: OnceLock<Option<File>> = OnceLock::new();
        let open = || {
            let places = UserFolders::find()?;
            fs::create_dir_all(&places.state).ok()?;
            let mut options = File::options();
            options.create(true).append(true);
            options.open(places.log_file()).ok()
        };
        FILE.get_or_init(open).as_ref()
    }
}

impl Write for LogWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        // A record is written at once and kept on one line, whatever text it has.
        if let Some(mut file) = Self::file() {
            let record = String::from_utf8_lossy(bytes);
            let line = clean(record.trim_end_matches('\n'));
            file.write_all(format!("{line}\n").as_bytes())?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
