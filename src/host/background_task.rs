//! A thread of its own for work that must delay neither typing nor scoring.
//!
//! Scoring, reading files, proving, arguing and revising are such. Asking for something newer may
//! give up what was asked for before.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use crate::app::Message;

/// Whether nobody waits for a job any more.
pub(super) type IsCancelled<'a> = &'a (dyn Fn() -> bool + Sync);

/// Whom a job tells what comes of it.
pub(super) type Reply<'a> = &'a (dyn Fn(Message) + Sync);

/// Somebody who works beside, whatever the jobs are.
pub(super) trait Task {
    /// Whether an answer is still owed.
    fn is_busy(&self) -> bool;
    /// What is there.
    fn take_messages(&mut self) -> Vec<Message>;
    /// What is there, after waiting for the first.
    fn wait_for_messages(&mut self, at_most: Duration) -> Vec<Message>;
}

/// What comes back: of each job any messages and then that it is over.
enum TaskEvent {
    Message(Message),
    Finished,
}

/// The thread's handle; the thread ends with it.
pub(super) struct BackgroundTask<J> {
    jobs: Sender<(J, Arc<AtomicBool>)>,
    events: Receiver<TaskEvent>,
    /// Of the jobs that a newer one gives up.
    cancel: Arc<AtomicBool>,
    submitted: u64,
    finished: u64,
}

impl<J: Send + 'static> BackgroundTask<J> {
    /// Starts it. `work` is given a job, whether nobody waits for it any more, and whom to tell.
    pub fn start<W>(name: &str, mut work: W) -> Self
    where
        W: FnMut(J, IsCancelled<'_>, Reply<'_>) + Send + 'static,
    {
        let (jobs, inbox) = mpsc::channel::<(J, Arc<AtomicBool>)>();
        let (outbox, answers) = mpsc::channel();
        let go_round = move || {
            while let Ok((job, cancel)) = inbox.recv() {
                let cancelled = || cancel.load(Ordering::Relaxed);
                let reply = |message| {
                    // Where nobody listens any more, the next job won't come either.
                    let _ = outbox.send(TaskEvent::Message(message));
                };
                if !cancelled() {
                    work(job, &cancelled, &reply);
                }
                if outbox.send(TaskEvent::Finished).is_err() {
                    return;
                }
            }
        };
        std::thread::Builder::new()
            .name(name.into())
            .spawn(go_round)
            .expect("a thread can be started");
        Self {
            jobs,
            events: answers,
            cancel: Arc::default(),
            submitted: 0,
            finished: 0,
        }
    }

    /// Asks for something and gives up on what was asked like this before.
    pub fn submit_latest(&mut self, job: J) {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        let cancel = self.cancel.clone();
        self.send(job, cancel);
    }

    /// Asks for something that nothing newer gives up.
    pub fn submit(&mut self, job: J) {
        self.send(job, Arc::default());
    }

    fn send(&mut self, job: J, cancel: Arc<AtomicBool>) {
        if self.jobs.send((job, cancel)).is_ok() {
            self.submitted += 1;
        }
    }

    fn take_event(&mut self, answer: TaskEvent, messages: &mut Vec<Message>) {
        match answer {
            TaskEvent::Message(message) => messages.push(message),
            TaskEvent::Finished => self.finished += 1,
        }
    }
}

impl<J: Send + 'static> Task for BackgroundTask<J> {
    fn is_busy(&self) -> bool {
        self.finished < self.submitted
    }

    fn take_messages(&mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        while let Ok(answer) = self.events.try_recv() {
            self.take_event(answer, &mut messages);
        }
        messages
    }

    fn wait_for_messages(&mut self, at_most: Duration) -> Vec<Message> {
        let mut messages = Vec::new();
        if let Ok(answer) = self.events.recv_timeout(at_most) {
            self.take_event(answer, &mut messages);
        }
        messages.extend(self.take_messages());
        messages
    }
}

impl<J> Drop for BackgroundTask<J> {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}
