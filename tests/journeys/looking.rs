//! Looking around: long texts, counts that agree, a tip where its key does what it says.

use accord::app::dialogs::dialog::Dialog;
use accord::app::state::workbench::Tip;

use crate::common::Bench;

#[test]
fn a_text_scrolled_past_its_end_goes_up_at_once() {
    let mut bench = Bench::example("worked-example").size(80, 24);
    // The keys, the benchmarks and a text long enough for a few pages.
    for open in ["?", "B", "text"] {
        if open == "text" {
            let lines: Vec<String> = (1..=99).map(|n| format!("line {n}")).collect();
            let text = lines.join("\n");
            let _ = bench.state.open(Dialog::Reader("Long".into(), text, 0));
        } else {
            bench.keys(open);
        }
        bench.keys("<end>");
        let end = bench.screen();
        bench.keys("<pageup>");
        let page_above_end = bench.screen();
        bench.keys("<home><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown><pagedown>");
        assert_eq!(bench.screen(), end, "{open}");
        bench.keys("<pageup>");
        assert_eq!(bench.screen(), page_above_end, "{open}");
        assert!(open == "B" || page_above_end != end, "{open}");
        bench.keys("<esc>");
    }
}

#[test]
fn publish_counts_findings_as_the_list_of_them_does() {
    let mut bench = Bench::example("worked-example");
    bench.keys("9");
    let counts = |heading: &str| {
        let rows = bench.state.screen().rows(&bench.state);
        let row = rows.iter().find(|row| row.text == heading);
        row.map_or("0".to_owned(), |row| row.value.clone())
    };
    let (worth, notes) = (counts("WORTH A LOOK"), counts("NOTES"));
    bench.keys("!");
    let title = format!("Findings: {worth} worth a look, {notes} note");
    assert!(bench.screen().contains(&title), "{}", bench.screen());
}

#[test]
fn a_tip_is_there_only_where_its_key_does_what_it_says() {
    let mut bench = Bench::example("worked-example");
    bench.keys("/Toured the online demo<enter>");
    let row = bench.state.focused_row().expect("a row").target;
    let text = "+ gives it one more point".to_owned();
    bench.state.tip = Some(Tip { text, row });
    let shows = |bench: &Bench| bench.screen().contains("+ gives it one more point");
    bench.state.notice = None;
    assert!(shows(&bench), "{}", bench.screen());
    for (keys, back) in [
        ("<alt-1>", "6"),
        ("<up>", "<down>"),
        ("<alt-9>", "6"),
        ("?", "<esc>"),
    ] {
        bench.keys(keys);
        assert!(!shows(&bench), "{keys}: {}", bench.screen());
        bench.keys(back);
        assert!(shows(&bench), "{back}: {}", bench.screen());
    }
    bench.keys("+");
    assert!(!shows(&bench), "{}", bench.screen());
}
