//! The laws of `tests/laws/`, checked with every seed of `fuzz/seeds/` and some thousand mutations
//! of them. `fuzz/README.md` says how to run them for hours.

#[path = "mod.rs"]
mod laws;

use std::path::Path;

use accord::store::{parse_session, read_glossary, read_model};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rstest::rstest;

/// Returns the seeds of a law; there is at least one.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/seeds")
        .join(name);
    let entries = std::fs::read_dir(&folder).expect("a folder of seeds");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a seed").path()).collect();
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths
        .iter()
        .map(|path| std::fs::read(path).expect("a seed"))
        .collect();
    assert!(!seeds.is_empty(), "{}", folder.display());
    seeds
}

/// A mutation of a seed: position, bytes removed, bytes inserted.
fn change() -> impl Strategy<Value = (Index, usize, Vec<u8>)> {
    let words: Vec<&[u8]> = vec![
        b"\"",
        b"\"\"",
        b"\n",
        b"\r\n",
        b"\r",
        b",",
        b";",
        b"\t",
        b"\0",
        b"\xff",
        b"\xef\xbb\xbf",
        b": ",
        b"- ",
        b"  ",
        b"{",
        b"}",
        b"[",
        b"]",
        b"&a ",
        b"*a",
        b"!!",
        b"|\n",
        b"#",
        b"-0.50",
        b"99999999999999999999",
    ];
    let with = prop_oneof![
        select(words).prop_map(<[u8]>::to_vec),
        vec(any::<u8>(), 0..4),
    ];
    (any::<Index>(), 0_usize..8, with)
}

fn changed(name: &str) -> impl Strategy<Value = Vec<u8>> + use<> {
    (select(seeds(name)), vec(change(), 0..6)).prop_map(|(mut bytes, changes)| {
        for (at, cut, with) in changes {
            let at = at.index(bytes.len() + 1);
            let cut = cut.min(bytes.len() - at);
            bytes.splice(at..at + cut, with);
        }
        bytes
    })
}

#[rstest]
#[case::yaml("yaml", 200)]
#[case::texts("texts", 300)]
#[case::csv("csv", 2_000)]
#[case::conditions("conditions", 1_500)]
#[case::numbers("numbers", 5_000)]
#[case::references("references", 5_000)]
#[case::edits("edits", 200)]
#[case::journal("journal", 200)]
#[case::verify("verify", 100)]
fn holds(#[case] name: &str, #[case] cases: u32) {
    let law = laws::LAWS
        .iter()
        .find(|(law, _)| *law == name)
        .expect("a law")
        .1;
    for seed in seeds(name) {
        law(&seed);
    }
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    };
    proptest!(config, |(bytes in changed(name))| law(&bytes));
}

/// For laws that only make choices by their bytes, random bytes are as good as seeds.
#[rstest]
#[case::conditions("conditions", 1_500)]
#[case::edits("edits", 200)]
fn holds_of_any_bytes(#[case] name: &str, #[case] cases: u32) {
    let law = laws::LAWS
        .iter()
        .find(|(law, _)| *law == name)
        .expect("a law")
        .1;
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::with_cases(cases)
    };
    proptest!(config, |(bytes in vec(any::<u8>(), 0..200))| law(&bytes));
}

#[test]
fn every_law_has_a_target() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).expect("fuzz/Cargo.toml");
    for (name, _) in laws::LAWS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "{name}");
        assert!(
            folder.join(format!("fuzz_targets/{name}.rs")).exists(),
            "{name}"
        );
    }
}

/// Seeds are useful only as long as they can be read.
#[test]
fn every_yaml_seed_reads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds/yaml");
    for entry in std::fs::read_dir(folder).expect("a folder of seeds") {
        let path = entry.expect("a seed").path();
        let text = std::fs::read_to_string(&path).expect("a text");
        let read = match text.lines().next() {
            Some("accord: session/1") => parse_session(&path, &text).map(|_| ()),
            Some("accord: model/1") => read_model(&path).map(|_| ()),
            _ => read_glossary(&path).map(|_| ()),
        };
        read.unwrap_or_else(|error| panic!("{error}"));
    }
}
