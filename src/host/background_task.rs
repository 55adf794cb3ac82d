//! Background threads for work that must delay neither typing nor scoring.
//!
//! Scoring, loading files, proving, comparing versions, publishing, searching for the lead that the
//! sides disagree on, for what a lead lacks, weighing a linked edit and comparing variants each have
//! one. A newer job can cancel the one before it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::time::Duration;

use crate::app::Message;

/// Returns whether the job was cancelled.
pub(super) type IsCancelled<'a> = &'a (dyn Fn() -> bool + Sync);

/// Sends a message from a job to the workbench.
pub(super) type Reply<'a> = &'a (dyn Fn(Message) + Sync);

/// A background task, whatever its job type.
pub(super) trait Task {
    /// Whether a job is still running or queued.
    fn is_busy(&self) -> bool;
    /// Returns the messages received so far.
    fn take_messages(&mut self) -> Vec<Message>;
    /// Like [`Task::take_messages`], but waits for the first message.
    fn wait_for_messages(&mut self, at_most: Duration) -> Vec<Message>;
}

/// What a thread sends back: for each job any number of messages, then `Finished`.
enum TaskEvent {
    Message(Message),
    Finished,
}

/// Handle of a background thread. The thread ends when it is dropped.
pub(super) struct BackgroundTask<J> {
    jobs: Sender<(J, Arc<AtomicBool>)>,
    events: Receiver<TaskEvent>,
    /// Cancels jobs submitted with `submit_latest`.
    cancel: Arc<AtomicBool>,
    submitted: u64,
    finished: u64,
}

impl<J: Send + 'static> BackgroundTask<J> {
    /// Starts the thread. `work` gets each job, a way to check for cancellation, and a way to
    /// reply.
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
                    // If nobody receives any more, no further job will come either.
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

    /// Submits a job and cancels the earlier ones submitted this way.
    pub fn submit_latest(&mut self, job: J) {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        let cancel = self.cancel.clone();
        self.send(job, cancel);
    }

    /// Submits a job that no later one cancels.
    pub fn submit(&mut self, job: J) {
        self.send(job, Arc::default());
    }

    fn send(&mut self, job: J, cancel: Arc<AtomicBool>) {
        if self.jobs.send((job, cancel)).is_ok() {
            self.submitted += 1;
        }
    }

    /// Gives up on the jobs of a thread that died.
    fn thread_ended(&mut self) {
        self.finished = self.submitted;
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
        loop {
            match self.events.try_recv() {
                Ok(answer) => self.take_event(answer, &mut messages),
                Err(TryRecvError::Empty) => return messages,
                Err(TryRecvError::Disconnected) => {
                    self.thread_ended();
                    return messages;
                }
            }
        }
    }

    fn wait_for_messages(&mut self, at_most: Duration) -> Vec<Message> {
        let mut messages = Vec::new();
        match self.events.recv_timeout(at_most) {
            Ok(answer) => self.take_event(answer, &mut messages),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => self.thread_ended(),
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
