//! Signals: end cleanly on TERM, HUP and INT; give the terminal back around a stop.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};

/// Which signals have come.
pub struct Signals {
    end: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
}

impl Signals {
    /// Begins to listen.
    pub fn listen() -> io::Result<Self> {
        let (end, stop) = (
            Arc::new(AtomicBool::new(false)),
            Arc::new(AtomicBool::new(false)),
        );
        for signal in [SIGTERM, SIGHUP, SIGINT] {
            signal_hook::flag::register(signal, end.clone())?;
        }
        #[cfg(unix)]
        signal_hook::flag::register(signal_hook::consts::SIGTSTP, stop.clone())?;
        Ok(Self { end, stop })
    }

    /// Whether the program is asked to end.
    pub fn must_end(&self) -> bool {
        self.end.load(Ordering::Relaxed)
    }

    /// Whether the program is asked to stop for a while; says so once.
    pub fn must_stop(&self) -> bool {
        self.stop.swap(false, Ordering::Relaxed)
    }
}

/// Stops this program until it is continued.
#[cfg(unix)]
pub fn stop() -> io::Result<()> {
    signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)
}

/// There is no stopping elsewhere.
#[cfg(not(unix))]
pub fn stop() -> io::Result<()> {
    Ok(())
}
