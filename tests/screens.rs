//! Every step and dialog as people see it, at three sizes and without colour.

mod common;
mod shots;

use std::panic::{AssertUnwindSafe, catch_unwind};

use accord::app::dialogs::dialog::Dialog;
use accord::app::dialogs::new_session::FormDialog;
use accord::screens::draw_waiting;
use accord::widgets::rgb::{colours, contrast};
use accord::widgets::{Theme, ThemeName};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use shots::{Scene, new_session_scenes, rows, scenes};

const SIZES: [(u16, u16); 3] = [(60, 16), (80, 24), (140, 40)];

/// The screen at each size, the position of its cursor, and what is reversed without colour.
fn picture(scene: &mut Scene) -> String {
    let plain = Theme::new(ThemeName::Auto, false);
    let mut text = String::new();
    for (columns, height) in SIZES {
        let (buffer, cursor) = scene.at(&plain, columns, height);
        let cursor = cursor.map_or(String::new(), |(x, y)| format!(", cursor {x},{y}"));
        text.push_str(&format!("=== {columns}x{height}{cursor}\n"));
        text.push_str(&rows(&buffer).join("\n"));
        text.push('\n');
    }
    text.push_str("=== reversed without colour\n");
    for (y, run) in reversed(scene) {
        text.push_str(&format!("{y:>2} {run}\n"));
    }
    text
}

/// The reversed part of each row that has one, without colour at 80x24.
fn reversed(scene: &mut Scene) -> Vec<(u16, String)> {
    let (buffer, _) = scene.at(&Theme::new(ThemeName::Auto, true), 80, 24);
    let mut runs = Vec::new();
    for y in 0..24 {
        let cells = (0..80).map(|x| &buffer[(x, y)]);
        let run: String = cells
            .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        if !run.is_empty() {
            runs.push((y, run.trim_end().to_owned()));
        }
    }
    runs
}

/// Sizes at which the layout changes, and extreme ones.
const LARGER: [(u16, u16); 9] = [
    (60, 16),
    (61, 17),
    (63, 19),
    (64, 20),
    (66, 26),
    (80, 34),
    (250, 16),
    (60, 80),
    (250, 80),
];

/// Draws at every size: nothing panics, and no cell can steer the terminal.
fn draws_at_every_size(scene: &mut Scene) {
    let theme = Theme::new(ThemeName::Projector, false);
    let smaller = (1..=40).flat_map(|columns| (1..=20).map(move |rows| (columns, rows)));
    for (columns, rows) in smaller.chain(LARGER) {
        let (buffer, cursor) = scene.at(&theme, columns, rows);
        shots::assert_harmless(&buffer);
        assert!(cursor.is_none_or(|(x, y)| x < columns && y < rows));
    }
}

/// In ASCII mode everything drawn is ASCII, as these sessions have no other letters.
fn is_ascii_where_asked(name: &str, scene: &mut Scene) {
    let theme = Theme::new(ThemeName::Auto, false).with_ascii(true);
    for (columns, height) in [(60, 16), (80, 24), (140, 40), (250, 80)] {
        let (buffer, _) = scene.at(&theme, columns, height);
        let odd = buffer.content().iter().find(|c| !c.symbol().is_ascii());
        let odd = odd.map(ratatui::buffer::Cell::symbol);
        assert_eq!(odd, None, "{name} at {columns}x{height}");
    }
}

/// Without colour the selection is still visible: reversed, and marked `>`.
fn is_plain_without_colour(name: &str, scene: &mut Scene) {
    let (buffer, _) = scene.at(&Theme::new(ThemeName::Auto, true), 80, 24);
    let plain = |cell: &ratatui::buffer::Cell| cell.fg == Color::Reset && cell.bg == Color::Reset;
    assert!(buffer.content().iter().all(plain), "{name} has a colour");
    let runs = reversed(scene);
    for (_, run) in &runs {
        assert!(run.starts_with("> "), "{name}: {run:?} isn't marked");
    }
    assert!(runs.len() <= 1, "{name}: two selections, {runs:?}");
    // Nothing is selected where nothing can be: texts, questions, empty lists, and a list behind
    // the dialog that has the keys.
    let has_selection = match scene {
        Scene::Broken(_) => false,
        Scene::Home(_) => true,
        Scene::NewSession(form) => match &form.dialog {
            None => true,
            Some(FormDialog::Start(pick)) => !pick.filtered_lines().is_empty(),
            Some(FormDialog::Text(_)) => false,
        },
        Scene::Bench(bench) => match bench.state.dialogs.last() {
            None => bench.state.focused_row().is_some(),
            Some(Dialog::Pick(pick)) => !pick.filtered_lines().is_empty(),
            Some(
                Dialog::Form(_)
                | Dialog::Condition(_)
                | Dialog::Findings(_)
                | Dialog::Checklist(_)
                | Dialog::Mapping(_)
                | Dialog::Sheet(_),
            ) => true,
            // The timelines come before the first row.
            Some(Dialog::Page(_)) => name != "page-won-deals",
            Some(Dialog::Ballot(_)) => name.starts_with("ballot-sealed"),
            _ => name.starts_with("prompt-"),
        },
    };
    assert_eq!(runs.len(), usize::from(has_selection), "{name}");
}

/// The themes that bring their own paper.
const WITH_PAPER: [ThemeName; 2] = [ThemeName::Projector, ThemeName::ProjectorLight];

/// No cell keeps the terminal's own colours, and each can be read on its ground.
#[track_caller]
fn assert_filled(name: &str, buffer: &Buffer) {
    for (index, cell) in buffer.content().iter().enumerate() {
        let at = buffer.pos_of(index);
        let own = cell.fg == Color::Reset || cell.bg == Color::Reset;
        assert!(!own, "{name}: {:?} at {at:?}", cell.symbol());
        let (fg, bg) = colours(cell.style());
        let found = contrast(fg, bg);
        assert!(
            found >= 7.0,
            "{name}: {:?} at {at:?}: {found}",
            cell.symbol()
        );
    }
}

fn is_filled_where_the_theme_has_paper(name: &str, scene: &mut Scene) {
    for theme in WITH_PAPER {
        for (columns, rows) in [(40, 10), (80, 24), (140, 40)] {
            let (buffer, _) = scene.at(&Theme::new(theme, false), columns, rows);
            assert_filled(name, &buffer);
        }
    }
}

#[test]
fn the_room_view_is_filled_where_the_theme_has_paper() {
    for keys in ["6", "5/Marketing qualified stage<enter>", "8", "6<f1>"] {
        let mut bench = common::Bench::example("worked-example");
        bench.keys(keys).keys("<f5>");
        is_filled_where_the_theme_has_paper(keys, &mut Scene::Bench(Box::new(bench)));
    }
    for theme in WITH_PAPER {
        let area = Rect::new(0, 0, 80, 24);
        let mut waiting = Buffer::empty(area);
        draw_waiting("acme", &mut waiting, area, &Theme::new(theme, false));
        assert_filled("waiting", &waiting);
    }
}

#[test]
fn a_theme_is_chosen_from_a_list_or_by_name() {
    let mut bench = common::Bench::example("worked-example");
    bench.keys(":theme<enter>");
    bench.shows("projector-light: high contrast on its own white background");
    bench.keys("mono<enter>");
    bench.shows("Theme mono, kept for the next start");
    assert_eq!(bench.state.theme, ThemeName::Mono);
    assert_eq!(bench.state.chosen_theme, Some(ThemeName::Mono));
    bench.keys(":theme projector<enter>");
    assert_eq!(bench.state.chosen_theme, Some(ThemeName::Projector));
    bench.keys(":theme projector-light<enter>");
    assert_eq!(bench.state.chosen_theme, Some(ThemeName::ProjectorLight));
}

#[test]
fn the_room_view_is_ascii_where_asked() {
    for keys in [
        "6",
        "5/Marketing qualified stage<enter>",
        "6/Demo criterion<enter><enter>",
        "8",
    ] {
        let mut bench = common::Bench::example("worked-example");
        bench.keys(keys).keys("<f5>");
        let mut scene = Scene::Bench(Box::new(bench));
        is_ascii_where_asked(keys, &mut scene);
    }
}

#[test]
fn every_step_and_dialog() {
    check_scenes(scenes());
}

#[test]
fn the_form_of_a_new_session() {
    check_scenes(new_session_scenes());
}

/// Compares each scene with its snapshot, and checks what holds for all of them.
/// `ACCORD_SCENE=findings` checks those alone whose names begin so.
fn check_scenes(scenes: Vec<(String, Scene)>) {
    let begins = std::env::var("ACCORD_SCENE").unwrap_or_default();
    let mut failed = Vec::new();
    for (name, mut scene) in scenes
        .into_iter()
        .filter(|(name, _)| name.starts_with(&begins))
    {
        let check = || {
            insta::assert_snapshot!(name.as_str(), picture(&mut scene));
            is_plain_without_colour(&name, &mut scene);
            draws_at_every_size(&mut scene);
            is_ascii_where_asked(&name, &mut scene);
            is_filled_where_the_theme_has_paper(&name, &mut scene);
        };
        if catch_unwind(AssertUnwindSafe(check)).is_err() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}
