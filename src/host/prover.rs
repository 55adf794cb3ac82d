//! The prover: works out beside the screen what can be proved of a definition, on a thread of its
//! own, so that a long proof delays neither typing nor scoring.
//!
//! Only the newest definition matters: asking for one gives up what is being proved of another.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use crate::app::{Message, Proved, State};
use crate::check;
use crate::model::Definition;
use crate::proof::{self, Argument, Cancel, ProofError, Suggestion};
use crate::scoring::Scorer;

/// Something to prove.
struct Job {
    /// The number the answers carry.
    generation: u64,
    what: What,
    /// Set where nobody waits for it any more.
    cancel: Arc<AtomicBool>,
}

enum What {
    /// All there is to say of a definition.
    All(Arc<Definition>),
    /// The lead on which two definitions differ most.
    Argument(Arc<Definition>, Arc<Definition>),
}

/// How long the lead the sides differ on most is looked for.
const PATIENCE: Duration = Duration::from_secs(2);

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
    /// Of the argument asked for last.
    arguing: Arc<AtomicBool>,
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
            arguing: Arc::default(),
            asked: 0,
            over: 0,
        }
    }

    /// Asks what can be proved of the definition as it stands, and gives up on any before it.
    pub fn ask(&mut self, state: &State) {
        self.cancel.store(true, Ordering::Relaxed);
        self.arguing.store(true, Ordering::Relaxed);
        self.cancel = Arc::default();
        self.send(Job {
            generation: state.proved.generation,
            what: What::All(state.session().definition.clone()),
            cancel: self.cancel.clone(),
        });
    }

    /// Asks for the lead on which two models differ most, after what is being proved; a newer
    /// definition gives it up.
    pub fn argue(&mut self, generation: u64, first: Arc<Definition>, second: Arc<Definition>) {
        self.arguing.store(true, Ordering::Relaxed);
        self.arguing = Arc::default();
        self.send(Job {
            generation,
            what: What::Argument(first, second),
            cancel: self.arguing.clone(),
        });
    }

    fn send(&mut self, job: Job) {
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
        self.arguing.store(true, Ordering::Relaxed);
    }
}

fn work(inbox: &Receiver<Job>, outbox: &Sender<Answer>) {
    while let Ok(job) = inbox.recv() {
        let tell = |message: Message| {
            // Where nobody listens any more, the next job won't come either.
            let _ = outbox.send(Answer::Told(message));
        };
        let cancelled = || job.cancel.load(Ordering::Relaxed);
        if !cancelled() {
            match &job.what {
                What::All(definition) => prove(job.generation, definition, &cancelled, &tell),
                What::Argument(first, second) => {
                    let found = argue(first, second, &cancelled);
                    if !cancelled() {
                        tell(Message::Argued(job.generation, found));
                    }
                }
            }
        }
        if outbox.send(Answer::Over).is_err() {
            return;
        }
    }
}

/// Proves what there is to say of a definition.
fn prove(
    generation: u64,
    definition: &Definition,
    cancelled: &dyn Fn() -> bool,
    tell: &dyn Fn(Message),
) {
    // The numbers first: they are there at once, the rest takes up to two seconds.
    let numbers = check::numbers(definition, cancelled);
    let proof = numbers.as_ref().ok().cloned().map(Arc::new);
    let first = Proved {
        generation,
        proof,
        ..Proved::default()
    };
    if first.proof.is_some() {
        tell(Message::Proved(first.clone()));
    }
    let findings = check::prove(definition, &numbers, cancelled);
    let suggestions = suggested(definition, cancelled);
    if !cancelled() {
        tell(Message::Proved(Proved {
            findings,
            suggestions,
            done: true,
            ..first
        }));
    }
}

/// The lead on which two models differ most, if it is found in time.
fn argue(
    first: &Definition,
    second: &Definition,
    cancelled: &dyn Fn() -> bool,
) -> Result<Option<Argument>, String> {
    let end = Instant::now() + PATIENCE;
    let stop = || cancelled() || Instant::now() >= end;
    let found = proof::argument(first, second, &Cancel::when(&stop));
    found.map_err(|why| match why {
        ProofError::Cancelled => {
            "the lead you differ on most wasn't found within two seconds".to_owned()
        }
        ProofError::TooLarge(_) => why.to_string(),
    })
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
