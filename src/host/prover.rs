//! The prover: works out beside the screen what can be proved of a definition, on a thread of its
//! own, so that a long proof delays neither typing nor scoring.
//!
//! Only the newest definition matters: asking for one gives up what is being proved of another.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use crate::app::{Message, Proved, State};
use crate::check;
use crate::model::Definition;
use crate::proof::{self, Cancel, Suggestion};
use crate::scoring::Scorer;

/// A definition to prove things of.
struct Job {
    /// The number the answers carry.
    generation: u64,
    definition: Arc<Definition>,
    /// Set where nobody waits for it any more.
    cancel: Arc<AtomicBool>,
}

/// What comes back: of each job one or more messages and then that it is over.
enum Answer {
    Told(Message),
    Over,
}

/// The prover's handle.
pub struct Prover {
    jobs: Sender<Job>,
    answers: Receiver<Answer>,
    /// Of the job asked for last.
    cancel: Arc<AtomicBool>,
    asked: u64,
    over: u64,
}

impl Prover {
    /// Starts it; it ends with its handle.
    pub fn start() -> Self {
        let (jobs, inbox) = mpsc::channel();
        let (outbox, answers) = mpsc::channel();
        std::thread::Builder::new()
            .name("prover".into())
            .spawn(move || work(&inbox, &outbox))
            .expect("a thread can be started");
        Self {
            jobs,
            answers,
            cancel: Arc::default(),
            asked: 0,
            over: 0,
        }
    }

    /// Asks what can be proved of the definition as it stands, and gives up on any before it.
    pub fn ask(&mut self, state: &State) {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        let job = Job {
            generation: state.proved.generation,
            definition: state.session().definition.clone(),
            cancel: self.cancel.clone(),
        };
        if self.jobs.send(job).is_ok() {
            self.asked += 1;
        }
    }

    /// Whether it still owes an answer.
    pub fn is_busy(&self) -> bool {
        self.over < self.asked
    }

    /// What is there.
    pub fn answers(&mut self) -> Vec<Message> {
        let mut messages = Vec::new();
        while let Ok(answer) = self.answers.try_recv() {
            self.take(answer, &mut messages);
        }
        messages
    }

    /// What is there, after waiting for the first.
    pub fn wait(&mut self, at_most: Duration) -> Vec<Message> {
        let mut messages = Vec::new();
        if let Ok(answer) = self.answers.recv_timeout(at_most) {
            self.take(answer, &mut messages);
        }
        messages.extend(self.answers());
        messages
    }

    fn take(&mut self, answer: Answer, messages: &mut Vec<Message>) {
        match answer {
            Answer::Told(message) => messages.push(message),
            Answer::Over => self.over += 1,
        }
    }
}

impl Drop for Prover {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

fn work(inbox: &Receiver<Job>, outbox: &Sender<Answer>) {
    while let Ok(job) = inbox.recv() {
        let Job {
            generation,
            definition,
            cancel,
        } = job;
        let tell = |proved: Proved| {
            // Where nobody listens any more, the next job won't come either.
            let _ = outbox.send(Answer::Told(Message::Proved(proved)));
        };
        let cancelled = || cancel.load(Ordering::Relaxed);
        if !cancelled() {
            // The numbers first: they are there at once, the rest takes up to two seconds.
            let numbers = check::numbers(&definition, &cancelled);
            let proof = numbers.as_ref().ok().cloned().map(Arc::new);
            let first = Proved {
                generation,
                proof,
                ..Proved::default()
            };
            if first.proof.is_some() {
                tell(first.clone());
            }
            let findings = check::prove(&definition, &numbers, &cancelled);
            let suggestions = suggested(&definition, &cancelled);
            if !cancelled() {
                tell(Proved {
                    findings,
                    suggestions,
                    done: true,
                    ..first
                });
            }
        }
        if outbox.send(Answer::Over).is_err() {
            return;
        }
    }
}

/// Sample leads the model makes; none where that is too much for it.
fn suggested(definition: &Definition, stop: &dyn Fn() -> bool) -> Vec<Suggestion> {
    let scorer = Scorer::new(definition);
    let found = proof::suggestions(&scorer, &Cancel::when(stop));
    found.unwrap_or_else(|why| {
        tracing::info!(%why, "no sample leads were made");
        Vec::new()
    })
}
