//! Walls at all sizes: nothing panics, no number is cut, and no picture is drawn outside its area.

use accord::app::Step;
use accord::app::projector::card::RoomCard;
use accord::app::projector::room_card::room_card;
use accord::app::projector::wall::picture::WallPicture;
use accord::app::projector::wall::pictures::step_pictures;
use accord::screens::{self, draw_card, draw_pictures};
use accord::widgets::cell_runs::plain_text;
use accord::widgets::{Theme, ThemeName};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::common::random::Random;
use crate::common::{Bench, on};

/// From this size on everything on a wall is whole.
const LEAST: (u16, u16) = (60, 16);
/// Sizes beyond those that are all tried.
const BEYOND: usize = 500;

/// A workbench with the card that the room sees, and the numbers on it.
struct Scene {
    bench: Bench,
    card: RoomCard,
    known: Vec<String>,
}

impl Scene {
    fn new(bench: Bench) -> Self {
        let card = room_card(&bench.state);
        let known = card_numbers(&serde_json::to_value(&card).expect("a card"));
        Self { bench, card, known }
    }
}

/// Every step of two sessions, what is voted on, and a sheet.
fn scenes() -> Vec<Scene> {
    let mut scenes = Vec::new();
    for name in ["worked-example", "b2b-saas"] {
        for step in Step::ALL {
            let mut bench = on(name);
            bench.go(step).keys("<home><down>");
            scenes.push(Scene::new(bench));
        }
    }
    for keys in [
        "/Demo criterion<enter><enter>v3<enter>4<enter>",
        "/Marketing qualified stage<enter>v<enter>",
        "/Pump maker<enter>",
        "V",
    ] {
        let mut bench = on("worked-example");
        bench.keys(keys);
        scenes.push(Scene::new(bench));
    }
    scenes
}

fn theme(at: usize) -> Theme {
    Theme::new(ThemeName::Projector, at.is_multiple_of(2))
}

/// Draws the room view and the workbench at a size.
fn draw(scene: &Scene, (columns, rows): (u16, u16), theme: &Theme) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    let state = &scene.bench.state;
    draw_card(&scene.card, state.now, &mut buf, area, theme);
    let mut terminal = Terminal::new(TestBackend::new(columns, rows)).expect("a screen");
    terminal
        .draw(|frame| screens::draw(state, theme, frame))
        .expect("drawing");
    buf
}

/// The runs of digits in a text, with what stands within numbers.
fn numbers(text: &str) -> Vec<String> {
    let is_inside = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '%');
    let runs = text.split(|c: char| !is_inside(c));
    let runs = runs.map(|run| run.trim_matches(|c| matches!(c, ',' | '.')));
    let with_digits = runs.filter(|run| run.contains(|c: char| c.is_ascii_digit()));
    with_digits.map(str::to_owned).collect()
}

/// The numbers of a card: those of its texts, and its own.
fn card_numbers(value: &serde_json::Value) -> Vec<String> {
    match value {
        serde_json::Value::String(text) => numbers(text),
        serde_json::Value::Number(number) => vec![number.to_string()],
        serde_json::Value::Array(values) => values.iter().flat_map(card_numbers).collect(),
        serde_json::Value::Object(fields) => fields.values().flat_map(card_numbers).collect(),
        serde_json::Value::Null | serde_json::Value::Bool(_) => Vec::new(),
    }
}

/// Whether a number on the screen is the beginning of one on the card, and isn't on it itself.
fn is_cut(number: &str, known: &[String]) -> bool {
    let is_beginning = |whole: &&String| whole.len() > number.len() && whole.starts_with(number);
    !known.iter().any(|whole| whole == number) && known.iter().any(|whole| is_beginning(&whole))
}

/// Asserts that no number is cut: none ends in dots, and what ends at the right edge is whole.
fn assert_whole(scene: &Scene, buf: &Buffer, place: &str) {
    let text = plain_text(buf);
    for line in text.lines() {
        for sign in ["…", ".."] {
            let mut parts = line.split(sign).collect::<Vec<_>>();
            parts.pop();
            for part in parts {
                let last = part.chars().last();
                assert!(
                    !last.is_some_and(|c| c.is_ascii_digit()),
                    "a cut number, {place}:\n{line}\n{text}"
                );
            }
        }
        let end = line.trim_end();
        let is_at_edge = accord::widgets::text::width(end) + 4 >= usize::from(buf.area.width);
        if is_at_edge
            && end.ends_with(|c: char| c.is_ascii_digit())
            && let Some(last) = numbers(end).last()
        {
            assert!(
                !is_cut(last, &scene.known),
                "{last} is cut, {place}:\n{text}"
            );
        }
    }
}

#[test]
fn nothing_panics_and_no_number_is_cut_at_any_size() {
    let scenes = scenes();
    let mut at = 0;
    for columns in 1..=100 {
        for rows in 1..=40 {
            // Neighbouring sizes have other scenes: each scene has a size near every other.
            at = (at + 7) % scenes.len();
            let scene = &scenes[at];
            let buf = draw(scene, (columns, rows), &theme(at));
            if columns >= LEAST.0 && rows >= LEAST.1 {
                let place = format!("scene {at} at {columns}x{rows}");
                assert_whole(scene, &buf, &place);
            }
        }
    }
    let mut random = Random(20_261_130);
    for _ in 0..BEYOND {
        let size = (random.next(400) as u16 + 1, random.next(120) as u16 + 1);
        let at = random.next(scenes.len());
        let buf = draw(&scenes[at], size, &theme(at));
        if size.0 >= LEAST.0 && size.1 >= LEAST.1 {
            assert_whole(&scenes[at], &buf, &format!("scene {at} at {size:?}"));
        }
    }
}

/// Draws one picture in an area of a screen full of another sign, and returns the cells outside the
/// area that aren't it any more.
fn spilled(picture: &WallPicture, area: Rect, theme: &Theme) -> Vec<(u16, u16)> {
    const SIGN: &str = "\u{2592}";
    let screen = Rect::new(0, 0, area.right() + 9, area.bottom() + 5);
    let mut buf = Buffer::empty(screen);
    for cell in &mut buf.content {
        cell.set_symbol(SIGN);
    }
    draw_pictures(std::slice::from_ref(picture), &mut buf, area, theme);
    let outside = screen.positions().filter(|at| !area.contains(*at));
    let changed = outside.filter(|at| buf[*at].symbol() != SIGN);
    changed.map(|at| (at.x, at.y)).collect()
}

#[test]
fn no_picture_is_drawn_outside_its_area() {
    for (at, scene) in scenes().iter().enumerate() {
        let mut pictures = scene.card.pictures.clone();
        pictures.extend(step_pictures(
            &scene.bench.state,
            &scene.bench.state.focus(),
        ));
        for picture in &pictures {
            for (columns, rows) in [
                (1, 1),
                (7, 3),
                (20, 9),
                (38, 25),
                (58, 8),
                (76, 10),
                (118, 20),
                (190, 35),
            ] {
                let area = Rect::new(5, 3, columns, rows);
                let spilled = spilled(picture, area, &theme(at));
                assert!(
                    spilled.is_empty(),
                    "scene {at} at {columns}x{rows}: {spilled:?}"
                );
            }
        }
    }
}

#[test]
fn a_cut_number_is_found() {
    let card = serde_json::json!({"of": [1284, 3], "text": "1,284 leads, 26.6%"});
    let known = card_numbers(&card);
    assert_eq!(known, ["1284", "3", "1,284", "26.6%"]);
    assert!(is_cut("128", &known) && is_cut("26.6", &known));
    assert!(!is_cut("1284", &known) && !is_cut("7", &known));
}
