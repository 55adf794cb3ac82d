//! YAML round trips, and hostile input.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::super::yaml::{read, write};
use super::super::{parse_session, session_text};
use super::session;
use crate::model::{Data, Sample, Session, Term};

/// Texts that some reader takes for something else.
const NASTY: &[&str] = &[
    "no",
    "Yes",
    "on",
    "y",
    "N",
    "true",
    "TRUE",
    "null",
    "Null",
    "~",
    "",
    "12:30",
    "1:2:3",
    "1e3",
    "0x1",
    "0o7",
    "0b1",
    "007",
    "1_000",
    "+1",
    "-1",
    "1.",
    ".5",
    ".inf",
    ".NaN",
    "nan",
    "2026-11-21",
    "2026-11-21T10:00:00Z",
    "=",
    "<<",
    "-",
    "- a",
    "?",
    "? a",
    "a: b",
    "a:",
    ":a",
    "# a",
    "a #b",
    "!a",
    "&a",
    "*a",
    "|",
    ">",
    "%a",
    "@a",
    "`a`",
    "'",
    "\"",
    "{a}",
    "[a]",
    "a,b",
    "---",
    "...",
    "--- a",
    " a",
    "a ",
    "\ta",
    "a\tb",
    "\n",
    "\n\na",
    "a\n",
    "a\n\n",
    "a\nb",
    "  a\nb",
    "a  \nb",
    "a\r\nb",
    "\r",
    "\u{7}",
    "\u{0}",
    "\u{feff}a",
    "\u{85}",
    "\u{2028}",
    "\u{1f600}",
    "\u{1f468}\u{200d}\u{1f469}",
    "e\u{301}",
    "\u{202e}a",
    "a\n---\nb",
    "digest: x",
    "a\ndigest: x\n",
    "accord: session/2",
];

fn with_texts(texts: &[String]) -> Session {
    let mut session = Session::new("x");
    session.name = texts.concat();
    session.retired = Arc::new(texts.to_vec());
    let definition = Arc::make_mut(&mut session.definition);
    definition.terms = texts
        .iter()
        .enumerate()
        .map(|(n, text)| Term {
            id: format!("t{n}").parse().unwrap(),
            name: text.clone(),
            definition: text.repeat(2),
            synonyms: vec![text.clone()],
            avoid: Vec::new(),
        })
        .collect();
    session.data = Arc::new(Data {
        source: texts.join("\n"),
        columns: texts
            .iter()
            .map(|text| (text.clone(), text.clone()))
            .collect(),
        ..Data::default()
    });
    session.samples = Arc::new(vec![Sample {
        views: texts.iter().map(|text| (text.clone(), true)).collect(),
        ..Sample::default()
    }]);
    session
}

fn comes_back(session: &Session) {
    let text = session_text(session);
    let again = parse_session(Path::new("session.yaml"), &text).unwrap();
    // The format line is normalized on reading.
    assert_eq!(again, *session, "{text}");
    assert_eq!(session_text(&again), text);
}

#[test]
fn every_nasty_text_comes_back_the_same() {
    let texts: Vec<String> = NASTY.iter().map(|text| (*text).to_owned()).collect();
    comes_back(&with_texts(&texts));
}

#[test]
fn long_texts_come_back_the_same() {
    let words = "word ".repeat(25_000);
    let line = "x".repeat(150_000);
    let prose = "A sentence.\n\n  Indented.\n".repeat(5_000);
    for text in [words.trim_end(), &words, &line, &prose] {
        comes_back(&Session {
            name: text.into(),
            ..Session::new("x")
        });
    }
    // A key longer than YAML's simple keys.
    comes_back(&with_texts(&["k".repeat(2_000)]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_comes_back_the_same(
        texts in prop::collection::vec(
            prop_oneof![
                any::<String>(),
                "[ \\t\\n\\r:#,'\"\\-\\[\\]{}&*!|>%@~a0.\u{85}\u{2028}\u{feff}]{0,12}",
                prop::sample::select(NASTY).prop_map(String::from),
            ],
            0..5,
        )
    ) {
        comes_back(&with_texts(&texts));
    }

    #[test]
    fn random_bytes_are_refused_in_peace(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let (_dir, folder) = super::folder();
        std::fs::write(folder.session_file(), &bytes).unwrap();
        let error = folder.load().unwrap_err();
        prop_assert_eq!(error.sentence().lines().count(), 1);
        let _ = error.to_string();
    }

    #[test]
    fn mutated_files_are_read_or_refused_in_peace(
        at in any::<prop::sample::Index>(),
        cut in 0_usize..4,
        with in "[ \\t\\n:#,'\"\\-\\[\\]{}&*!|>%@~a0\u{7}\u{301}]{0,4}",
    ) {
        let mut text: Vec<char> = session_text(&session()).chars().collect();
        let from = at.index(text.len());
        let to = (from + cut).min(text.len());
        text.splice(from..to, with.chars());
        let text: String = text.into_iter().collect();
        if let Err(error) = parse_session(Path::new("session.yaml"), &text) {
            prop_assert_eq!(error.sentence().lines().count(), 1);
            let _ = error.to_string();
        }
    }
}

#[test]
fn what_a_yaml_1_1_reader_could_misread_is_quoted() {
    for text in [
        "no",
        "12:30",
        "1e3",
        "0x1",
        "~",
        "2026-11-21",
        "007",
        "1_000",
        "=",
        " a",
        "a ",
    ] {
        assert_eq!(write(&vec![text]), format!("- \"{text}\"\n"));
    }
    assert_eq!(write(&vec!["\u{7}"]), "- \"\\a\"\n");
    assert_eq!(write(&vec!["A lead", "🙂"]), "- A lead\n- 🙂\n");
}

#[test]
fn lists_are_indented_and_prose_keeps_its_lines() {
    let mut terms = BTreeMap::new();
    terms.insert("text", vec!["One line.\nAnother."]);
    assert_eq!(
        write(&terms),
        "text:\n  - |-\n    One line.\n    Another.\n"
    );
}

#[test]
fn an_unchanged_session_is_the_same_bytes_and_says_nothing_of_what_is_absent() {
    let text = session_text(&Session {
        accord: "session/1".into(),
        name: "Acme".into(),
        ..Session::default()
    });
    assert_eq!(text, "accord: session/1\nname: Acme\n");
}

#[test]
fn readers_take_texts_as_texts_and_refuse_what_is_ambiguous() {
    let texts: Vec<String> = read("[007, 1_000, 1.50, no, true, 12:30, 2026-11-21]").unwrap();
    let expected = ["007", "1_000", "1.50", "no", "true", "12:30", "2026-11-21"];
    assert_eq!(texts, expected);
    assert!(read::<BTreeMap<String, bool>>("a: yes").is_err());
    assert!(read::<BTreeMap<String, bool>>("a: true\na: true").is_err());
    assert_eq!(
        read::<BTreeMap<String, i64>>("\u{feff}a: 1\r\nb: 2\r\n")
            .unwrap()
            .len(),
        2
    );
}
