//! How long proofs take: `cargo bench --bench proof`.

mod models;

use accord::proof::{Cancel, Proof};
use accord::scoring::Scorer;
use divan::Bencher;

fn main() {
    divan::main();
}

/// Everything there is to know of the worked example.
#[divan::bench]
fn worked_example(bencher: Bencher) {
    let scorer = Scorer::new(&models::worked());
    bencher.bench(|| Proof::of(&scorer, &Cancel::never()));
}

/// The same of sixty criteria.
#[divan::bench]
fn sixty_criteria(bencher: Bencher) {
    let scorer = Scorer::new(&models::sixty());
    bencher.bench(|| Proof::of(&scorer, &Cancel::never()));
}
