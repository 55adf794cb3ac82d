//! The arguer: finds beside the screen the lead on which two models differ most.

use std::sync::Arc;
use std::time::{Duration, Instant};

use super::beside::{Beside, Cancelled, Tell};
use crate::app::Message;
use crate::model::Definition;
use crate::proof::{self, Argument, Cancel, ProofError};

/// How long it is looked for.
const PATIENCE: Duration = Duration::from_secs(2);

/// Two models to compare.
pub(super) struct Job {
    /// The number of the definition, which the answer carries.
    pub generation: u64,
    /// What Sales' middles make.
    pub sales: Arc<Definition>,
    /// What Marketing's middles make.
    pub marketing: Arc<Definition>,
}

/// The arguer's handle.
pub(super) type Arguer = Beside<Job>;

/// Starts it; it ends with its handle.
pub(super) fn start() -> Arguer {
    Beside::start("arguer", |job, cancelled, tell| work(&job, cancelled, tell))
}

fn work(job: &Job, cancelled: Cancelled<'_>, tell: Tell<'_>) {
    let found = argue(&job.sales, &job.marketing, cancelled);
    if !cancelled() {
        tell(Message::Argued(job.generation, found));
    }
}

/// The lead on which two models differ most, if it is found in time.
fn argue(
    first: &Definition,
    second: &Definition,
    cancelled: Cancelled<'_>,
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
