//! Processes the blocks of a file on several threads and delivers the results in order.
//!
//! ```text
//!   BlockReader (one at a time) --> threads: block -> result --> caller's thread, in order
//!        ^                                                          |
//!        +----------------- empty slots, two per thread ------------+
//! ```
//!
//! A slot carries a block and its result, and is reused. Since there are only two per thread,
//! memory doesn't grow with the file, whichever side is slow.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use super::{Block, BlockReader, RecordsError};

/// More threads than this would only wait for the cutting, and cost memory.
const MOST_THREADS: usize = 16;

/// A block and its result.
#[derive(Default)]
struct BlockSlot<T> {
    block: Block,
    result: T,
}

/// A finished slot, or why there is no block, with its position in the file; `None` from a thread
/// that panicked.
type FinishedSlot<T> = Option<(u64, Result<Box<BlockSlot<T>>, RecordsError>)>;

/// Gives a thread its blocks, and takes their results.
pub struct BlockWorker<T> {
    source: Arc<Mutex<BlockSource>>,
    empty: Arc<Mutex<Receiver<Box<BlockSlot<T>>>>>,
    done: Sender<FinishedSlot<T>>,
}

/// The file, from which one thread at a time takes a block.
struct BlockSource {
    blocks: BlockReader<'static>,
    blocks_taken: u64,
    ended: bool,
}

impl BlockSource {
    /// Reads the next block and returns its position in the file.
    fn next_block(&mut self, block: &mut Block) -> Option<(u64, Result<(), RecordsError>)> {
        if self.ended {
            return None;
        }
        let read = self.blocks.next_block(block);
        self.ended = !matches!(read, Ok(true));
        let place = self.blocks_taken;
        self.blocks_taken += 1;
        match read {
            Ok(false) => None,
            Ok(true) => Some((place, Ok(()))),
            Err(error) => Some((place, Err(error))),
        }
    }
}

impl<T> BlockWorker<T> {
    /// Calls `work` with one block after another, each with a reused result to fill, until there
    /// are no more blocks or the caller stopped listening.
    pub fn for_each_block(&self, mut work: impl FnMut(&Block, &mut T)) {
        while let Some(mut slot) = self.empty_slot() {
            // A poisoned lock means another thread panicked; stop here too.
            let Ok(mut source) = self.source.lock() else {
                return;
            };
            let taken = source.next_block(&mut slot.block);
            drop(source);
            let done = match taken {
                None => return,
                Some((index, Err(error))) => (index, Err(error)),
                Some((index, Ok(()))) => {
                    work(&slot.block, &mut slot.result);
                    (index, Ok(slot))
                }
            };
            if self.done.send(Some(done)).is_err() {
                return;
            }
        }
    }

    fn empty_slot(&self) -> Option<Box<BlockSlot<T>>> {
        self.empty.lock().ok()?.recv().ok()
    }
}

impl<T> Drop for BlockWorker<T> {
    fn drop(&mut self) {
        if thread::panicking() {
            // Otherwise the caller would wait for this thread's block.
            let _ = self.done.send(None);
        }
    }
}

/// Processes the blocks of a file on as many threads as the machine has cores. Each thread runs
/// `work` once, which asks its [`BlockWorker`] for blocks. `each` is called with the results, in
/// file order.
///
/// # Errors
///
/// Returns the first error of the source, after all earlier results, or of `each`. If `each` fails,
/// the threads are left to end by themselves, so that one blocked on its source delays nobody.
pub fn process_in_order<T: Default + Send + 'static, E: From<RecordsError>>(
    blocks: BlockReader<'static>,
    work: impl Fn(&BlockWorker<T>) + Send + Sync + 'static,
    mut each: impl FnMut(&mut T) -> Result<(), E>,
) -> Result<(), E> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let threads = cores.min(MOST_THREADS);
    let (give_empty, empty) = channel();
    let (give_done, done) = channel();
    for _ in 0..threads * 2 {
        // The receiver is still alive right here.
        let _ = give_empty.send(Box::default());
    }
    let source = BlockSource {
        blocks,
        blocks_taken: 0,
        ended: false,
    };
    let worker = BlockWorker {
        source: Arc::new(Mutex::new(source)),
        empty: Arc::new(Mutex::new(empty)),
        done: give_done,
    };
    let handles = start_threads(threads, &worker, work);
    drop(worker);
    let mut early = BTreeMap::new();
    let mut next = 0;
    while let Ok(Some((index, slot))) = done.recv() {
        early.insert(index, slot);
        while let Some(slot) = early.remove(&next) {
            let mut slot: Box<BlockSlot<T>> = slot?;
            each(&mut slot.result)?;
            next += 1;
            // Fails once all blocks are taken, which is fine.
            let _ = give_empty.send(slot);
        }
    }
    drop((give_empty, done));
    for handle in handles {
        if let Err(panic) = handle.join() {
            resume_unwind(panic);
        }
    }
    Ok(())
}

fn start_threads<T: Send + 'static>(
    threads: usize,
    worker: &BlockWorker<T>,
    work: impl Fn(&BlockWorker<T>) + Send + Sync + 'static,
) -> Vec<JoinHandle<()>> {
    let work = Arc::new(work);
    let begin = |_| {
        let worker = BlockWorker {
            source: Arc::clone(&worker.source),
            empty: Arc::clone(&worker.empty),
            done: worker.done.clone(),
        };
        let work = Arc::clone(&work);
        thread::spawn(move || work(&worker))
    };
    (0..threads).map(begin).collect()
}
