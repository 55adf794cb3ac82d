//! Signals: end cleanly on TERM, HUP and INT; give the terminal back around a stop.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

#[cfg(unix)]
use signal_hook::consts::SIGHUP;
use signal_hook::consts::{SIGINT, SIGTERM};

/// Those that ask for an end.
#[cfg(unix)]
const ENDING: [i32; 3] = [SIGTERM, SIGHUP, SIGINT];
#[cfg(not(unix))]
const ENDING: [i32; 2] = [SIGTERM, SIGINT];

/// Which signals have come.
pub struct Signals {
    /// The number of the one that asks for the end; 0 for none.
    end: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Signals {
    /// Begins to listen.
    pub fn listen() -> io::Result<Self> {
        let (end, stop) = (
            Arc::new(AtomicUsize::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        for signal in ENDING {
            let number = usize::try_from(signal).expect("numbers of signals are small");
            signal_hook::flag::register_usize(signal, end.clone(), number)?;
        }
        #[cfg(unix)]
        signal_hook::flag::register(signal_hook::consts::SIGTSTP, stop.clone())?;
        Ok(Self { end, stop })
    }

    /// The number of the signal that asks the program to end, if one has come.
    pub fn ending(&self) -> Option<i32> {
        match self.end.load(Ordering::Relaxed) {
            0 => None,
            number => i32::try_from(number).ok(),
        }
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
