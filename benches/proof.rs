//! How long proofs take: `cargo bench --bench proof`.

mod models;

use std::path::Path;

use accord::model::Definition;
use accord::proof::{Cancel, Proof};
use accord::scoring::Scorer;
use divan::Bencher;

fn main() {
    divan::main();
}

/// The worked example, as the repository has it.
fn worked() -> Definition {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sessions/worked-example");
    let session = accord::store::SessionFolder::at(&folder).load();
    (*session.expect("the example reads").0.definition).clone()
}

/// Everything there is to know of the worked example.
#[divan::bench]
fn worked_example(bencher: Bencher) {
    let scorer = Scorer::new(&worked());
    bencher.bench(|| Proof::of(&scorer, &Cancel::never()));
}

/// The same of sixty criteria.
#[divan::bench]
fn sixty_criteria(bencher: Bencher) {
    let scorer = Scorer::new(&models::sixty());
    bencher.bench(|| Proof::of(&scorer, &Cancel::never()));
}
