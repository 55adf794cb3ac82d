//! Text being typed is kept, whatever happens to the screen.

use accord::app::Key;
use accord::app::dialogs::dialog::Dialog;
use accord::app::dialogs::text_entry::TextEntry;

use super::Start;
use crate::common::Bench;

/// Returns the text being typed in the top dialog.
pub fn typed(bench: &Bench) -> Option<String> {
    match bench.state.dialogs.last()? {
        Dialog::TextEntry(entry) => Some(entry.text()),
        Dialog::Pick(pick) => Some(pick.filter.value().to_owned()),
        _ => None,
    }
}

/// Every way to type, by the keys that open it.
const WAYS: [(Start, &str); 11] = [
    (Start::Worked, "8a"),
    (Start::Worked, "1<home><tab><enter>"),
    (
        Start::Worked,
        "<alt-6>/Demo criterion<enter><enter><enter><enter>",
    ),
    (
        Start::Worked,
        "<alt-5>/Marketing qualified stage<enter><tab><down><enter>",
    ),
    (Start::Worked, "6A<enter>"),
    (Start::Worked, "6p"),
    (Start::Worked, "9s<enter>"),
    (Start::Worked, "7<home><down><down><down><tab><enter>"),
    (Start::Worked, "/"),
    (
        Start::Standard,
        "<alt-1>/What is a qualified<enter><tab><down><enter>",
    ),
    (
        Start::Blank,
        "<alt-6>a<enter>Size<enter>m<tab><end><enter>a<enter>",
    ),
];

#[test]
fn resizing_keeps_what_was_typed() {
    for (start, open) in WAYS {
        let mut bench = start.bench();
        bench.keys(open);
        let before = typed(&bench).unwrap_or_else(|| panic!("{open} opens no text"));
        bench.keys("Zo\u{eb} \u{5546}\u{8ac7}");
        let after = format!("{before}Zo\u{eb} \u{5546}\u{8ac7}");
        for (columns, rows) in [(60, 16), (30, 5), (1, 1), (250, 80), (61, 17), (80, 24)] {
            bench.resize(columns, rows);
            let _ = bench.screen();
            assert_eq!(typed(&bench).as_deref(), Some(after.as_str()), "{open}");
        }
        // What is to be sealed opens covered.
        let is_covered = bench.screen().contains("behind the curtain");
        let screen = bench.keys(if is_covered { "<f6>" } else { "" }).screen();
        assert!(screen.contains("Zo\u{eb}"), "{open}:\n{screen}");
        // The cursor is where it was: the last character is deleted, and no other.
        bench.keys("<backspace>");
        assert_eq!(
            typed(&bench),
            Some(format!("{before}Zo\u{eb} \u{5546}")),
            "{open}"
        );
    }
}

#[test]
fn a_paragraph_pasted_into_a_name_adds_one_thing() {
    let mut bench = Bench::example("worked-example");
    let before = bench.session().samples.len();
    bench.keys("8a");
    bench.paste("First line\r\nsecond\tline\n\n  third\u{1b}[2J\n");
    assert_eq!(
        typed(&bench).as_deref(),
        Some("First line second line third[2J")
    );
    bench.keys("<enter>");
    assert!(bench.state.dialogs.is_empty());
    let names: Vec<_> = bench
        .session()
        .samples
        .iter()
        .map(|s| s.name.as_str())
        .collect();
    assert_eq!(names.len(), before + 1);
    assert!(names.contains(&"First line second line third[2J"));
}

/// Backspace deletes a grapheme of several code points as a whole, however it was entered.
#[test]
fn backspace_takes_a_whole_character() {
    let family = "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}\u{200d}\u{1f466}";
    for character in [
        family,
        "e\u{301}\u{302}",
        "\u{1f1f3}\u{1f1f1}",
        "\u{5546}",
        "\u{f1}",
    ] {
        for pasted in [false, true] {
            for open in ["<alt-8>a", "<alt-6>A<enter>"] {
                let mut bench = Bench::template("standard");
                bench.keys(open).keys("ab");
                if pasted {
                    bench.paste(character);
                } else {
                    for c in character.chars() {
                        let key = accord::app::Message::Key(Key::char(c));
                        bench.host.handle(&mut bench.state, key);
                    }
                }
                assert_eq!(typed(&bench), Some(format!("ab{character}")));
                bench.keys("<backspace>");
                assert_eq!(typed(&bench).as_deref(), Some("ab"), "{open} {character:?}");
                bench.keys("<left>x");
                assert_eq!(typed(&bench).as_deref(), Some("axb"), "{open}");
            }
        }
    }
}

#[test]
fn a_draft_of_each_is_what_was_typed() {
    let mut bench = Bench::example("worked-example");
    for open in [
        "<alt-8>a",
        "<alt-6>p",
        "<alt-6>A<enter>",
        "<alt-5>/Marketing qualified stage<enter><tab><down><enter>",
    ] {
        bench.keys(open).keys(" one<left><left>");
        let Some(Dialog::TextEntry(entry)) = bench.state.dialogs.last() else {
            panic!("{open} opens no text");
        };
        let back = TextEntry::from_draft(&entry.draft()).expect("a draft reads");
        assert_eq!(
            (back.text(), back.command),
            (entry.text(), entry.command.clone())
        );
        bench.keys("<esc>");
    }
}
