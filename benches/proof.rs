//! How long proofs take: `cargo bench --bench proof`.

mod models;

use accord::model::Definition;
use accord::proof::{Cancel, Proof};
use accord::revision::Revision;
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

/// Sixty criteria as they are, and with three differing edits: more points for one answer, a
/// threshold lowered, and another rule for a stage.
fn revised() -> (Definition, Definition) {
    let before = models::sixty();
    let mut after = before.clone();
    after.criteria[4].levels[0].points += 2;
    let rule = |definition: &mut Definition, stage: usize| {
        definition.stages[stage]
            .rule
            .clone()
            .expect("it has a rule")
    };
    let mut lowered = rule(&mut after, 5);
    let points = lowered.points.as_mut().expect("it asks for points");
    *points.get_mut("total").expect("in all") -= 3;
    after.stages[5].rule = Some(lowered);
    let mut eased = rule(&mut after, 6);
    eased.at_least[0].count -= 1;
    after.stages[6].rule = Some(eased);
    (before, after)
}

/// What three edits of sixty criteria change: the sentences, the number proved, and how many
/// possible leads change.
#[divan::bench]
fn sixty_criteria_revised(bencher: Bencher) {
    let (before, after) = revised();
    bencher.bench(|| {
        let mut revision = Revision::of(&before, &after, &Cancel::never()).expect("provable");
        let counted = revision.count(&before, &after, &Cancel::never());
        counted.expect("countable");
        revision
    });
}

/// The number alone, which is there first.
#[divan::bench]
fn sixty_criteria_bump(bencher: Bencher) {
    let (before, after) = revised();
    bencher.bench(|| Revision::of(&before, &after, &Cancel::never()));
}
