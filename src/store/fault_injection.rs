//! Fault injection for tests. Every write of this room passes through here.
//!
//! Outside tests this does nothing. A test plans a fault for its own thread: a disk that is full
//! for some writes, a read-only disk, or a process killed at a write, after which nothing happens
//! any more.

#[cfg(not(test))]
use std::{fs::File, io};

#[cfg(not(test))]
#[inline]
#[expect(clippy::unnecessary_wraps, reason = "in tests it fails as planned")]
pub(super) fn fail_if_planned() -> io::Result<()> {
    Ok(())
}

/// Syncs a file's content to disk.
#[cfg(not(test))]
pub(super) fn sync(file: &File) -> io::Result<()> {
    file.sync_all()
}

/// Like [`fail_if_planned`], before bytes are written: a full disk or a kill lets half of them
/// through.
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

    /// The planned fault.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub(crate) enum PlannedFault {
        /// No fault.
        None,
        /// After some writes, so many find the disk full.
        Full { after: u64, times: u64 },
        /// After some writes the process is dead and writes nothing more.
        Killed { after: u64 },
        /// Nothing can be written, as on a read-only disk.
        ReadOnly,
    }

    thread_local! {
        static PLAN: Cell<PlannedFault> = const { Cell::new(PlannedFault::None) };
        static COUNT: Cell<u64> = const { Cell::new(0) };
    }

    /// Plans a fault for this thread and starts counting its writes.
    pub(crate) fn plan(fault: PlannedFault) {
        PLAN.set(fault);
        COUNT.set(0);
    }

    /// Returns the number of writes since the last plan.
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

    /// Tests need not wait for the disk.
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
