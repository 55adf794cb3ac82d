//! Where a disk can fail, for tests: every write of this room passes here first.
//!
//! Outside tests nothing happens. A test plans a fault on its own thread: a disk that is full for
//! some writes, one that may only be read, or a process that is killed at a write and does nothing
//! any more.

#[cfg(not(test))]
use std::{fs::File, io};

#[cfg(not(test))]
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails as planned")]
pub(super) fn fail_if_planned() -> io::Result<()> {
    Ok(())
}

/// Waits until a file's bytes are on the disk itself.
#[cfg(not(test))]
pub(super) fn sync(file: &File) -> io::Result<()> {
    file.sync_all()
}

/// As [`fail_if_planned`], before bytes are written: a full disk and a kill take half of them.
#[cfg(not(test))]
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails as planned")]
pub(super) fn fail_write_if_planned(_file: &mut File, _bytes: &[u8]) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
pub(crate) use planned::{PlannedFault, count, plan};
#[cfg(test)]
pub(super) use planned::{fail_if_planned, fail_write_if_planned, sync};

#[cfg(test)]
mod planned {
    use std::cell::Cell;
    use std::fs::File;
    use std::io::{self, Write as _};

    /// What goes wrong.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum PlannedFault {
        /// Nothing.
        None,
        /// So many writes work, then so many find the disk full.
        Full { after: u64, times: u64 },
        /// So many writes work, then the process is dead: nothing is written any more.
        Killed { after: u64 },
        /// Nothing may be written, as on a disk that is there to be read only.
        ReadOnly,
    }

    thread_local! {
        static PLAN: Cell<PlannedFault> = const { Cell::new(PlannedFault::None) };
        static COUNT: Cell<u64> = const { Cell::new(0) };
    }

    /// Plans a fault for this thread and counts its writes from here.
    pub(crate) fn plan(fault: PlannedFault) {
        PLAN.set(fault);
        COUNT.set(0);
    }

    /// How many writes there were since the last plan.
    pub(crate) fn count() -> u64 {
        COUNT.get()
    }

    pub(in crate::store) fn fail_if_planned() -> io::Result<()> {
        let at = COUNT.get();
        COUNT.set(at + 1);
        match PLAN.get() {
            PlannedFault::Full { after, times } if (after..after + times).contains(&at) => {
                Err(io::ErrorKind::StorageFull.into())
            }
            PlannedFault::Killed { after } if at >= after => Err(io::Error::other("killed")),
            PlannedFault::ReadOnly => Err(io::ErrorKind::ReadOnlyFilesystem.into()),
            _ => Ok(()),
        }
    }

    /// Tests don't wait for the disk: they cut no power.
    pub(in crate::store) fn sync(_file: &File) -> io::Result<()> {
        fail_if_planned()
    }

    pub(in crate::store) fn fail_write_if_planned(file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let first = |at: u64| match PLAN.get() {
            PlannedFault::Full { .. } => true,
            PlannedFault::Killed { after } => at == after,
            PlannedFault::None | PlannedFault::ReadOnly => false,
        };
        let at = COUNT.get();
        fail_if_planned().inspect_err(|_| {
            if first(at) {
                let _ = file.write_all(&bytes[..bytes.len() / 2]);
            }
        })
    }
}
