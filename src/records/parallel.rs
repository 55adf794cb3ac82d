//! Works on the blocks of a file on several threads, and takes what comes of it in their order.
//!
//! ```text
//!   Blocks (one at a time) --> threads: block -> result --> caller's thread, in order
//!      ^                                                          |
//!      +------------------ empty tickets, two a thread -----------+
//! ```
//!
//! A ticket carries a block and its result, and is used again; there are two for each thread.
//! So memory doesn't grow with the file, whoever is slow.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use super::{Block, BlockReader, RecordsError};

/// More threads than this would wait for the one that cuts, and cost memory.
const MOST_THREADS: usize = 16;

/// A block and what came of it.
#[derive(Default)]
struct BlockSlot<T> {
    block: Block,
    result: T,
}

/// A ticket that is done, or why there is no block, with its place in the order; nothing from a
/// thread that panicked.
type FinishedSlot<T> = Option<(u64, Result<Box<BlockSlot<T>>, RecordsError>)>;

/// Where a thread gets its blocks and hands in what came of them.
pub struct BlockWorker<T> {
    source: Arc<Mutex<BlockSource>>,
    empty: Arc<Mutex<Receiver<Box<BlockSlot<T>>>>>,
    done: Sender<FinishedSlot<T>>,
}

/// The file, from which one takes at a time.
struct BlockSource {
    blocks: BlockReader<'static>,
    blocks_taken: u64,
    ended: bool,
}

impl BlockSource {
    /// Reads the next block; its place in the order.
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
    /// Calls `work` with one block after the other, and a result, used before, to fill; until
    /// there are no more, or nobody wants them.
    pub fn for_each_block(&self, mut work: impl FnMut(&Block, &mut T)) {
        while let Some(mut ticket) = self.empty_slot() {
            // If another thread panicked in there, all end.
            let Ok(mut feed) = self.source.lock() else {
                return;
            };
            let taken = feed.next_block(&mut ticket.block);
            drop(feed);
            let done = match taken {
                None => return,
                Some((place, Err(error))) => (place, Err(error)),
                Some((place, Ok(()))) => {
                    work(&ticket.block, &mut ticket.result);
                    (place, Ok(ticket))
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
            // Else the caller would wait for this thread's block.
            let _ = self.done.send(None);
        }
    }
}

/// Lets threads, as many as the machine has cores, work on the blocks of a file: each runs `work`
/// once, which asks its [`Desk`] for blocks. Calls `each` with the results in the blocks' order;
/// an error, also of the source, comes last. Where `each` fails the threads are left to end by
/// themselves, so that one that waits for its source keeps nobody.
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
        // The other end is right here.
        let _ = give_empty.send(Box::default());
    }
    let feed = BlockSource {
        blocks,
        blocks_taken: 0,
        ended: false,
    };
    let desk = BlockWorker {
        source: Arc::new(Mutex::new(feed)),
        empty: Arc::new(Mutex::new(empty)),
        done: give_done,
    };
    let handles = start_threads(threads, &desk, work);
    drop(desk);
    let mut early = BTreeMap::new();
    let mut next = 0;
    while let Ok(Some((place, ticket))) = done.recv() {
        early.insert(place, ticket);
        while let Some(ticket) = early.remove(&next) {
            let mut ticket: Box<BlockSlot<T>> = ticket?;
            each(&mut ticket.result)?;
            next += 1;
            // Nobody takes it where all blocks are taken.
            let _ = give_empty.send(ticket);
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
    desk: &BlockWorker<T>,
    work: impl Fn(&BlockWorker<T>) + Send + Sync + 'static,
) -> Vec<JoinHandle<()>> {
    let work = Arc::new(work);
    let begin = |_| {
        let desk = BlockWorker {
            source: Arc::clone(&desk.source),
            empty: Arc::clone(&desk.empty),
            done: desk.done.clone(),
        };
        let work = Arc::clone(&work);
        thread::spawn(move || work(&desk))
    };
    (0..threads).map(begin).collect()
}
