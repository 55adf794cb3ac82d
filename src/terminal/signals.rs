//! What asks the program to end or to stop for a while: signals, and on Windows Ctrl-Break, the
//! window's close button and the end of the login. The one file that knows them.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::ExitReason;

#[cfg(unix)]
use unix as here;
#[cfg(windows)]
use windows as here;

/// Stops this program until it is continued; where there is no stopping, does nothing.
pub use here::stop;

/// The window was closed, or the login ended: an end like another.
const WINDOW_CLOSED: usize = usize::MAX;

/// Which signals have come.
pub struct Signals {
    /// The number of the one that asks for the end; 0 for none, [`WINDOW_CLOSED`] for the window's end.
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
        here::listen(&end, &stop)?;
        Ok(Self { end, stop })
    }

    /// How the program is asked to end, if it is.
    pub fn exit_reason(&self) -> Option<ExitReason> {
        match self.end.load(Ordering::Relaxed) {
            0 => None,
            WINDOW_CLOSED => Some(ExitReason::Closed),
            number => i32::try_from(number).ok().map(ExitReason::Signal),
        }
    }

    /// Whether the program is asked to stop for a while; says so once.
    pub fn take_suspend_request(&self) -> bool {
        self.stop.swap(false, Ordering::Relaxed)
    }
}

/// Does something when a signal is about to end a program that has no screen, and then lets it
/// end. Where that can't be arranged, nothing is done.
pub fn before_end(act: impl Fn() + Send + 'static) {
    here::before_end(act);
}

#[cfg(unix)]
mod unix {
    use super::{Arc, AtomicBool, AtomicUsize, io};

    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};

    /// Those that ask for an end.
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

    /// What Ctrl-C is elsewhere.
    const INTERRUPTED: usize = 2;
    /// How a program ends that Ctrl-C ended.
    const CONTROL_C_EXIT: i32 = i32::from_ne_bytes(0xC000_013A_u32.to_ne_bytes());

    /// All that asks for an end. Windows kills the program as soon as a handler says it is done,
    /// and five seconds later where it doesn't: these never do, so that there is time to save.
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

        /// The next of them: a number, or the window's end.
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

    /// Does something each time one is asked; returns once it listens.
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
        // Without it a file would be left, nothing worse.
        let _ = on_each_request(move |_| {
            act();
            std::process::exit(CONTROL_C_EXIT);
        });
    }
}
