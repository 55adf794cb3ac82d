//! Draws walls for snapshots.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use accord::app::projector::room_card::room_card;
use accord::screens::draw_card;
use accord::widgets::svg::svg;
use accord::widgets::{Theme, ThemeName};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::common::Bench;

/// The sizes at which each wall is looked at.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 35), (200, 50)];

/// Draws what the room sees.
pub fn wall(bench: &Bench, (columns, rows): (u16, u16), theme: ThemeName) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    let card = room_card(&bench.state);
    let theme = Theme::new(theme, false);
    draw_card(&card, bench.state.now, &mut buf, area, &theme);
    buf
}

/// The wall at 80x24 as text.
pub fn wall_text(bench: &Bench) -> String {
    text(&wall(bench, SIZES[0], ThemeName::Mono))
}

/// Compares the wall of a step with its snapshots: text at each size, and the styles at the first.
pub fn assert_wall(name: &str, bench: &Bench) {
    let mut all = String::new();
    for size in SIZES {
        let (columns, rows) = size;
        let buf = wall(bench, size, ThemeName::Projector);
        writeln!(all, "{columns}x{rows}\n{}\n", text(&buf)).expect("a string");
        if let Some(folder) = std::env::var_os("ACCORD_WALLS") {
            let file = Path::new(&folder).join(format!("{name}-{columns}x{rows}.svg"));
            std::fs::write(file, svg(&buf, name)).expect("the picture is written");
        }
    }
    all.push_str(&styles(&wall(bench, SIZES[0], ThemeName::Projector)));
    insta::assert_snapshot!(name, all);
}

fn text(buf: &Buffer) -> String {
    accord::widgets::cell_runs::plain_text(buf)
}

/// A letter for the style of each cell, and what each letter stands for; `.` is the first style.
fn styles(buf: &Buffer) -> String {
    let mut letters: BTreeMap<String, char> = BTreeMap::new();
    let mut named = Vec::new();
    let mut out = String::from("styles\n");
    for row in buf.content().chunks(buf.area.width.into()) {
        let mut line = String::new();
        for cell in row {
            let style = described(cell.style());
            let next = ".abcdefghijklmnopqrstuvwxyz"
                .chars()
                .nth(letters.len())
                .unwrap_or('?');
            let letter = *letters.entry(style.clone()).or_insert_with(|| {
                named.push(format!("{next} {style}"));
                next
            });
            line.push(letter);
        }
        out.push_str(line.trim_end_matches('.'));
        out.push('\n');
    }
    out + &named.join("\n")
}

fn described(style: Style) -> String {
    let colour = |colour: Option<ratatui::style::Color>| match colour {
        None | Some(ratatui::style::Color::Reset) => "own".to_owned(),
        Some(colour) => colour.to_string(),
    };
    let modifiers = style.add_modifier;
    format!("{} on {} {modifiers:?}", colour(style.fg), colour(style.bg))
}
