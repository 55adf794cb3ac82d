//! How long proofs take: `cargo bench --bench proof`.

mod models;

use std::path::Path;

use accord::model::Definition;
use accord::proof::{Cancel, Comparison, Proof, missing, questions};
use accord::revision::Revision;
use accord::scoring::{Answers, Scorer};
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

/// Two versions of the sixty criteria that differ in three places.
#[divan::bench]
fn three_edits_of_sixty_criteria(bencher: Bencher) {
    let before = models::sixty();
    let mut after = before.clone();
    let minima = after.stages[5]
        .rule
        .as_mut()
        .and_then(|rule| rule.points.as_mut());
    minima
        .expect("it asks for points")
        .insert("total".into(), 38);
    after.criteria[2].levels[0].points += 1;
    after.criteria[33].points = Some(4);
    bencher.bench(|| Comparison::of(&before, &after, &Cancel::never()));
}

/// Which of the sixty criteria's points matter: a question for each.
#[divan::bench]
fn points_that_matter_of_sixty_criteria(bencher: Bencher) {
    let scorer = Scorer::new(&models::sixty());
    let matter = |c| questions::points_matter(&scorer, c, &Cancel::never());
    bencher.bench(|| (0..60).map(matter).collect::<Result<Vec<_>, _>>());
}

/// What a lead of which nothing is known lacks.
#[divan::bench]
fn missing_of_sixty_criteria(bencher: Bencher) {
    let scorer = Scorer::new(&models::sixty());
    let nothing = Answers::unknown(&scorer);
    bencher.bench(|| missing(&scorer, &nothing, &Cancel::never()));
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
