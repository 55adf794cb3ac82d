//! Requests to end or suspend the program: Unix signals, and on Windows Ctrl-Break, closing the
//! window and logging off. The only file that knows them.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::ExitReason;

#[cfg(unix)]
use unix as platform;
#[cfg(windows)]
use windows as platform;

/// Suspends this process until it is continued; does nothing where that isn't supported.
pub use platform::stop;

/// The window was closed or the session logged off, which is a normal end.
const WINDOW_CLOSED: usize = usize::MAX;

/// Signals received so far.
pub struct Signals {
    /// The signal that asks for the end: 0 for none, [`WINDOW_CLOSED`] for a closed window.
    end: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
}

impl Signals {
    /// Starts listening.
    ///
    /// # Errors
    ///
    /// Fails if the handlers can't be installed.
    pub fn listen() -> io::Result<Self> {
        let (end, stop) = (
            Arc::new(AtomicUsize::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        platform::listen(&end, &stop)?;
        Ok(Self { end, stop })
    }

    /// Returns why the program should end, if it should.
    pub fn exit_reason(&self) -> Option<ExitReason> {
        match self.end.load(Ordering::Relaxed) {
            0 => None,
            WINDOW_CLOSED => Some(ExitReason::Closed),
            number => i32::try_from(number).ok().map(ExitReason::Signal),
        }
    }

    /// Returns whether the program should suspend; each request is reported once.
    pub fn take_suspend_request(&self) -> bool {
        self.stop.swap(false, Ordering::Relaxed)
    }
}

/// Runs `act` when a signal is about to end a program without a screen, and then lets it end. Does
/// nothing if the handler can't be installed.
pub fn before_end(act: impl Fn() + Send + 'static) {
    platform::before_end(act);
}

#[cfg(unix)]
mod unix {
    use super::{Arc, AtomicBool, AtomicUsize, io};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

    /// Signals that ask for the end.
    const ENDING: [i32; 4] = [SIGTERM, SIGHUP, SIGINT, SIGQUIT];

    pub fn listen(end: &Arc<AtomicUsize>, stop: &Arc<AtomicBool>) -> io::Result<()> {
        for signal in ENDING {
            let number = usize::try_from(signal).expect("numbers of signals are small");
            signal_hook::flag::register_usize(signal, end.clone(), number)?;
        }
        signal_hook::flag::register(SIGTSTP, stop.clone())?;
        Ok(())
    }

    pub fn stop() -> io::Result<()> {
        signal_hook::low_level::emulate_default_handler(SIGTSTP)
    }

    pub fn before_end(act: impl Fn() + Send + 'static) {
        let Ok(mut signals) = signal_hook::iterator::Signals::new(ENDING) else {
            return;
        };
        std::thread::spawn(move || {
            for signal in signals.forever() {
                act();
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        });
    }
}

#[cfg(windows)]
mod windows {
    use std::future::poll_fn;
    use std::sync::mpsc;
    use std::task::Poll;

    use tokio::signal::windows::{
        CtrlBreak, CtrlC, CtrlClose, CtrlLogoff, CtrlShutdown, ctrl_break, ctrl_c, ctrl_close,
        ctrl_logoff, ctrl_shutdown,
    };

    use super::{Arc, AtomicBool, AtomicUsize, Ordering, WINDOW_CLOSED, io};

    /// The number of Ctrl-C's signal elsewhere.
    const INTERRUPTED: usize = 2;
    /// The exit code of a program ended by Ctrl-C.
    const CONTROL_C_EXIT: i32 = i32::from_ne_bytes(0xC000_013A_u32.to_ne_bytes());

    /// Everything that asks for the end. Windows kills the program when a handler returns, or after
    /// five seconds. These never return, so that there is time to save.
    struct EndRequests {
        key: CtrlC,
        pause: CtrlBreak,
        close: CtrlClose,
        logoff: CtrlLogoff,
        shutdown: CtrlShutdown,
    }

    impl EndRequests {
        fn listen() -> io::Result<Self> {
            Ok(Self {
                key: ctrl_c()?,
                pause: ctrl_break()?,
                close: ctrl_close()?,
                logoff: ctrl_logoff()?,
                shutdown: ctrl_shutdown()?,
            })
        }

        /// Waits for the next request: a signal number, or [`WINDOW_CLOSED`].
        async fn next(&mut self) -> usize {
            poll_fn(|context| {
                if self.key.poll_recv(context).is_ready()
                    || self.pause.poll_recv(context).is_ready()
                {
                    return Poll::Ready(INTERRUPTED);
                }
                if self.close.poll_recv(context).is_ready()
                    || self.logoff.poll_recv(context).is_ready()
                    || self.shutdown.poll_recv(context).is_ready()
                {
                    return Poll::Ready(WINDOW_CLOSED);
                }
                Poll::Pending
            })
            .await
        }
    }

    /// Runs `act` on each request; returns once it listens.
    fn on_each_request(act: impl Fn(usize) + Send + 'static) -> io::Result<()> {
        let (begun, begins) = mpsc::channel();
        std::thread::Builder::new()
            .name("signals".into())
            .spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().build();
                let listening = runtime.and_then(|runtime| {
                    let asked = runtime.block_on(async { EndRequests::listen() })?;
                    Ok((runtime, asked))
                });
                let (runtime, mut asked) = match listening {
                    Ok(listening) => listening,
                    Err(why) => {
                        let _ = begun.send(Err(why));
                        return;
                    }
                };
                let _ = begun.send(Ok(()));
                loop {
                    act(runtime.block_on(asked.next()));
                }
            })?;
        begins.recv().unwrap_or(Ok(()))
    }

    pub fn listen(end: &Arc<AtomicUsize>, _stop: &Arc<AtomicBool>) -> io::Result<()> {
        let end = end.clone();
        on_each_request(move |asked| end.store(asked, Ordering::Relaxed))
    }

    #[expect(clippy::unnecessary_wraps, reason = "elsewhere it can fail")]
    pub fn stop() -> io::Result<()> {
        Ok(())
    }

    pub fn before_end(act: impl Fn() + Send + 'static) {
        // If it fails, a file is left behind, and nothing worse.
        let _ = on_each_request(move |_| {
            act();
            std::process::exit(CONTROL_C_EXIT);
        });
    }
}
