//! The wall of Rules: the threshold curve and the process map.

use accord::app::Step;
use accord::app::input::row::RowTarget;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::picture::WallPicture;
use accord::app::projector::wall::pictures::step_pictures;
use accord::app::projector::wall::process_map::ProcessMap;
use accord::app::projector::wall::threshold_curve::ThresholdCurve;
use accord::model::{Kind, Place, Side};
use accord::screens::draw_card;
use accord::widgets::{Theme, ThemeName};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::common::{Bench, on};
use crate::drawn::{assert_wall, wall, wall_text};

fn on_rules(name: &str) -> Bench {
    let mut bench = on(name);
    bench.go(Step::Rules);
    bench
}

fn curve(bench: &Bench) -> Option<ThresholdCurve> {
    step_pictures(&bench.state, &bench.state.focus())
        .into_iter()
        .find_map(|picture| match picture {
            WallPicture::ThresholdCurve(curve) => Some(curve),
            _ => None,
        })
}

fn map(bench: &Bench) -> Option<ProcessMap> {
    step_pictures(&bench.state, &bench.state.focus())
        .into_iter()
        .find_map(|picture| match picture {
            WallPicture::ProcessMap(map) => Some(map),
            _ => None,
        })
}

#[test]
fn samples_show_who_would_qualify_and_who_owes_what() {
    assert_wall("rules-worked-example", &on_rules("worked-example"));
}

#[test]
fn recorded_leads_show_won_and_lost() {
    assert_wall("rules-b2b-saas", &on_rules("b2b-saas"));
}

/// The hand-off's card has no text of its own.
#[test]
fn the_handoff_has_the_whole_wall() {
    let mut bench = on_rules("worked-example");
    let handoff = RowTarget::Record(Place::single(Kind::Handoff));
    bench.state.cursor_mut().selected = Some(handoff);
    assert_wall("rules-handoff", &bench);
}

#[test]
fn the_third_pane_has_both_pictures() {
    let screen = on_rules("b2b-saas").screen_at(120, 40);
    insta::assert_snapshot!("rules-third-pane", screen);
}

#[test]
fn at_the_present_threshold_the_curve_says_what_the_model_says() {
    for name in ["worked-example", "b2b-saas"] {
        let bench = on_rules(name);
        let curve = curve(&bench).expect("a curve");
        let tally = &bench.state.outlook.as_ref().expect("scores").tally;
        let now = curve.now.expect("a threshold");
        let at = curve.totals.iter().position(|total| *total >= now);
        let at = at.expect("somebody reaches it");
        let told: Vec<(usize, usize)> = curve
            .lines
            .iter()
            .map(|line| (line.at_least[at], line.of))
            .collect();
        let all = (tally.qualify, tally.leads);
        assert_eq!(told, [all, tally.won, tally.lost], "{name}");
    }
}

#[test]
fn a_moved_threshold_moves_the_curve_mark() {
    let mut bench = on("worked-example");
    bench
        .keys("/Marketing qualified stage<enter><tab><down><down><down><down><down><down><enter>+");
    bench.go(Step::Rules);
    assert_eq!(curve(&bench).expect("a curve").now, Some(21));
}

#[test]
fn the_map_says_who_owes_whom_what() {
    let map = map(&on_rules("worked-example")).expect("a map");
    let owed: Vec<_> = map.duties.iter().take(2).collect();
    assert_eq!(owed[0].who.name, "Sales development");
    assert_eq!(owed[0].who.side, Some(Side::Sales));
    assert_eq!(owed[0].what, "first response in 48 hours, 5 to 9 attempts");
    assert_eq!(
        owed[1].what,
        "report back in CRM within 120 hours: accepted, discarded or sent-back"
    );
    let handoff = &map.stages[map.handoff_stage.expect("a hand-off")];
    assert_eq!(handoff.name, "Marketing qualified lead (MQL)");
    let sal = map.stages.iter().find(|s| s.name.contains("(SAL)"));
    let exits = &sal.expect("a stage").exits;
    let exits: Vec<_> = exits.iter().map(|e| (e.to.as_str(), e.is_back)).collect();
    assert_eq!(
        exits,
        [
            ("Sales qualified lead (SQL)", false),
            ("Discard", false),
            ("Nurture, track Back from Sales", true),
        ]
    );
    let both = map.dispositions.iter().find(|d| d.name == "Close the gap");
    // Of both sides, so of neither's colour.
    assert_eq!(both.expect("a disposition").owner.side, None);
}

#[test]
fn a_blank_session_shows_nothing() {
    let bench = on_rules("blank");
    assert_eq!(step_pictures(&bench.state, &bench.state.focus()), []);
}

#[test]
fn a_sealed_threshold_shows_nowhere() {
    let mut bench = on("worked-example");
    bench
        .go(Step::Rules)
        .keys("/Marketing qualified stage<enter>7<home><down><down><down>v");
    let text = serde_json::to_string(&step_pictures(&bench.state, &bench.state.focus()))
        .expect("pictures");
    assert!(bench.session().workshop.open_ballots().count() == 1);
    assert_eq!(curve(&bench), None);
    let map = map(&bench).expect("a map");
    assert_eq!(map.stages[3].entry, "hidden");
    assert!(!text.contains("20 points"), "{text}");
    let wall = wall_text(&bench);
    let mut numbers = wall.split(|c: char| !c.is_ascii_digit());
    assert!(!numbers.any(|number| number == "20"), "{wall}");
}

/// Widths and heights at which the layout changes, and extreme ones.
const SIZES: [(u16, u16); 9] = [
    (60, 16),
    (64, 20),
    (80, 24),
    (99, 30),
    (110, 34),
    (130, 60),
    (190, 35),
    (250, 16),
    (250, 80),
];

/// Draws both walls with letters, digits and signs alone.
#[test]
fn at_any_size_plain_signs_are_enough() {
    for (name, step) in [
        ("worked-example", Step::Rules),
        ("worked-example", Step::Stages),
        ("b2b-saas", Step::Rules),
        ("b2b-saas", Step::Stages),
    ] {
        let mut bench = on(name);
        bench.go(step);
        if step == Step::Rules {
            let handoff = RowTarget::Record(Place::single(Kind::Handoff));
            bench.state.cursor_mut().selected = Some(handoff);
        }
        let card = room_card(&bench.state);
        let theme = Theme::new(ThemeName::Mono, false).with_ascii(true);
        for (columns, rows) in SIZES {
            let area = Rect::new(0, 0, columns, rows);
            let mut buf = Buffer::empty(area);
            draw_card(&card, bench.state.now, &mut buf, area, &theme);
            let other = buf.content().iter().find(|cell| !cell.symbol().is_ascii());
            assert_eq!(other, None, "{name} {step:?} at {columns}x{rows}");
        }
    }
}

/// A figure is never cut: whatever is told of a threshold or a service level is told whole.
#[test]
fn figures_are_whole_at_any_size() {
    let bench = on_rules("b2b-saas");
    for size in SIZES {
        let text = accord::widgets::cell_runs::plain_text(&wall(&bench, size, ThemeName::Mono));
        for line in text.lines().filter(|line| line.contains("now 26:")) {
            assert!(line.contains("now 26: 94 of 300"), "{size:?}: {line}");
        }
        for line in text.lines().filter(|line| line.contains("first response")) {
            let whole = ["in 48 hours", "in 4 hours"];
            let is_whole = whole.iter().any(|hours| line.contains(hours));
            assert!(is_whole, "{size:?}: {line}");
        }
    }
}

/// `accord room` draws what it reads.
#[test]
fn pictures_come_back_from_json_as_they_were() {
    for step in [Step::Rules, Step::Stages] {
        let mut bench = on("b2b-saas");
        bench.go(step);
        let pictures = step_pictures(&bench.state, &bench.state.focus());
        assert_eq!(pictures.len(), 2);
        let text = serde_json::to_string(&pictures).expect("JSON");
        let back: Vec<WallPicture> = serde_json::from_str(&text).expect("pictures");
        assert_eq!(back, pictures);
    }
}
