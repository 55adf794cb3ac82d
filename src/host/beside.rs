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
pub(super) type Cancelled<'a> = &'a (dyn Fn() -> bool + Sync);

/// Whom a job tells what comes of it.
pub(super) type Tell<'a> = &'a (dyn Fn(Message) + Sync);

/// Somebody who works beside, whatever the jobs are.
pub(super) trait Helper {
    /// Whether an answer is still owed.
    fn is_busy(&self) -> bool;
    /// What is there.
    fn answers(&mut self) -> Vec<Message>;
    /// What is there, after waiting for the first.
    fn wait(&mut self, at_most: Duration) -> Vec<Message>;
}

/// What comes back: of each job any messages and then that it is over.
enum Answer {
    Told(Message),
    Over,
}

/// The thread's handle; the thread ends with it.
pub(super) struct Beside<J> {
    jobs: Sender<(J, Arc<AtomicBool>)>,
    answers: Receiver<Answer>,
    /// Of the jobs that a newer one gives up.
    cancel: Arc<AtomicBool>,
    asked: u64,
    over: u64,
}

impl<J: Send + 'static> Beside<J> {
    /// Starts it. `work` is given a job, whether nobody waits for it any more, and whom to tell.
    pub fn start<W>(name: &str, mut work: W) -> Self
    where
        W: FnMut(J, Cancelled<'_>, Tell<'_>) + Send + 'static,
    {
        let (jobs, inbox) = mpsc::channel::<(J, Arc<AtomicBool>)>();
        let (outbox, answers) = mpsc::channel();
        let go_round = move || {
            while let Ok((job, cancel)) = inbox.recv() {
                let cancelled = || cancel.load(Ordering::Relaxed);
                let tell = |message| {
                    // Where nobody listens any more, the next job won't come either.
                    let _ = outbox.send(Answer::Told(message));
                };
                if !cancelled() {
                    work(job, &cancelled, &tell);
                }
                if outbox.send(Answer::Over).is_err() {
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
            answers,
            cancel: Arc::default(),
            asked: 0,
            over: 0,
        }
    }

    /// Asks for something and gives up on what was asked like this before.
    pub fn ask(&mut self, job: J) {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        let cancel = self.cancel.clone();
        self.send(job, cancel);
    }

    /// Asks for something that nothing newer gives up.
    pub fn ask_once(&mut self, job: J) {
        self.send(job, Arc::default());
    }

    fn send(&mut self, job: J, cancel: Arc<AtomicBool>) {
        if self.jobs.send((job, cancel)).is_ok() {
            self.asked += 1;
        }
    }

    fn take(&mut self, answer: Answer, messages: &mut Vec<Message>) {
        match answer {
            Answer::Told(message) => messages.push(message),
            Answer::Over => self.over += 1,
        }
    }
}

impl<J: Send + 'static> Helper for Beside<J> {
    fn is_busy(&self) -> bool {
        self.over < self.asked
    }

    fn answers(&mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        while let Ok(answer) = self.answers.try_recv() {
            self.take(answer, &mut messages);
        }
        messages
    }

    fn wait(&mut self, at_most: Duration) -> Vec<Message> {
        let mut messages = Vec::new();
        if let Ok(answer) = self.answers.recv_timeout(at_most) {
            self.take(answer, &mut messages);
        }
        messages.extend(self.answers());
        messages
    }
}

impl<J> Drop for Beside<J> {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}
