//! A drawn buffer as SVG: a text that any browser opens and that needs nothing else.
//!
//! Each run of equal cells is a rectangle of its background and a `<text>` as wide as its cells,
//! whatever the font at hand. Blocks and lines are drawn as shapes: fonts leave gaps between them.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;
use ratatui::style::Modifier;
use unicode_segmentation::UnicodeSegmentation as _;

use super::cell_runs::{CellRun, runs};
use super::rgb::{PAPER, Rgb, colours};
use super::text::grapheme_width;

/// Width and height of a cell, and where its text stands.
const CELL: (u32, u32) = (10, 20);
const BASELINE: u32 = 15;
const FONT_SIZE: u32 = 16;
/// Blank border around the cells.
const MARGIN: u32 = 20;

/// Returns the buffer as SVG. The title is what a reader aloud says of it.
pub fn svg(buf: &Buffer, title: &str) -> String {
    let width = u32::from(buf.area.width) * CELL.0 + 2 * MARGIN;
    let height = u32::from(buf.area.height) * CELL.1 + 2 * MARGIN;
    let title = escaped(title);
    let paper = paper_of(buf);
    let margin = hex(paper);
    let mut out = format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" aria-label="{title}">
<title>{title}</title>
<rect width="{width}" height="{height}" fill="{margin}"/>
<g font-family="'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace" font-size="{FONT_SIZE}" shape-rendering="crispEdges" xml:space="preserve">
"#
    );
    for row in 0..buf.area.height {
        for run in runs(buf, row) {
            draw_background(&mut out, row, &run, paper);
        }
    }
    for row in 0..buf.area.height {
        for run in runs(buf, row) {
            draw_run(&mut out, row, &run);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

/// The background of the margin: that of the first cell, which nothing is drawn on.
fn paper_of(buf: &Buffer) -> Rgb {
    buf.content()
        .first()
        .map_or(PAPER, |cell| colours(cell.style()).1)
}

/// The left and upper edge of a cell.
fn corner(column: u16, row: u16) -> (u32, u32) {
    let x = MARGIN + u32::from(column) * CELL.0;
    (x, MARGIN + u32::from(row) * CELL.1)
}

fn draw_background(out: &mut String, row: u16, run: &CellRun, paper: Rgb) {
    let (_, bg) = colours(run.style);
    if bg != paper {
        let (x, y) = corner(run.column, row);
        let columns = u32::from(run.columns) * CELL.0;
        rect(out, (x, y), (columns, CELL.1), bg);
    }
}

fn rect(out: &mut String, (x, y): (u32, u32), (width, height): (u32, u32), fill: Rgb) {
    let fill = hex(fill);
    let _ = writeln!(
        out,
        r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" fill="{fill}"/>"#
    );
}

/// Draws a run's text, in pieces: words, and the shapes between them.
fn draw_run(out: &mut String, row: u16, run: &CellRun) {
    let (fg, _) = colours(run.style);
    let mut words = String::new();
    let (mut column, mut begin) = (run.column, run.column);
    for grapheme in run.text.graphemes(true) {
        let columns = u16::try_from(grapheme_width(grapheme)).unwrap_or(1).max(1);
        if let Some(shape) = shape_of(grapheme) {
            draw_words(out, row, begin, column, &words, run, fg);
            words.clear();
            let (x, y) = corner(column, row);
            let ((left, top), size) = shape;
            rect(out, (x + left, y + top), size, fg);
            begin = column + columns;
        } else if grapheme == " " && words.ends_with(' ') {
            // Many readers draw a run of blanks as one and stretch the rest.
            draw_words(out, row, begin, column, &words, run, fg);
            words.clear();
            begin = column + columns;
        } else {
            words.push_str(grapheme);
        }
        column += columns;
    }
    draw_words(out, row, begin, column, &words, run, fg);
}

/// Draws text from a column up to another one.
fn draw_words(
    out: &mut String,
    row: u16,
    begin: u16,
    end: u16,
    words: &str,
    run: &CellRun,
    fg: Rgb,
) {
    let text = words.trim_end_matches(' ');
    let blank_after = u16::try_from(words.len() - text.len()).unwrap_or(0);
    let end = end.saturating_sub(blank_after);
    let begin_text = text.trim_start_matches(' ');
    let begin = begin + u16::try_from(text.len() - begin_text.len()).unwrap_or(0);
    if begin_text.is_empty() || end <= begin {
        return;
    }
    let (x, y) = corner(begin, row);
    let length = u32::from(end - begin) * CELL.0;
    let fill = hex(fg);
    let mut look = String::new();
    if run.style.add_modifier.contains(Modifier::BOLD) {
        look.push_str(r#" font-weight="bold""#);
    }
    if run.style.add_modifier.contains(Modifier::ITALIC) {
        look.push_str(r#" font-style="italic""#);
    }
    if run.style.add_modifier.contains(Modifier::UNDERLINED) {
        look.push_str(r#" text-decoration="underline""#);
    }
    let baseline = y + BASELINE;
    let text = escaped(begin_text);
    let _ = writeln!(
        out,
        r#"<text x="{x}" y="{baseline}" textLength="{length}" lengthAdjust="spacingAndGlyphs" fill="{fill}"{look}>{text}</text>"#
    );
}

/// Place and size of a block within its cell; `None` if it is no block of one piece.
fn shape_of(grapheme: &str) -> Option<((u32, u32), (u32, u32))> {
    let (w, h) = CELL;
    let mut chars = grapheme.chars();
    let (Some(sign), None) = (chars.next(), chars.next()) else {
        return None;
    };
    let lower = |eighths: u32| ((0, h - h * eighths / 8), (w, h * eighths / 8));
    Some(match sign {
        // Lower eighths, the full block last.
        '▁'..='█' => lower(sign as u32 - '▁' as u32 + 1),
        '▀' => ((0, 0), (w, h / 2)),
        // Left eighths, seven of them first.
        '▉'..='▏' => ((0, 0), (w * ('▐' as u32 - sign as u32) / 8, h)),
        '▐' => ((w / 2, 0), (w / 2, h)),
        '▖' => ((0, h / 2), (w / 2, h / 2)),
        '▗' => ((w / 2, h / 2), (w / 2, h / 2)),
        '▘' => ((0, 0), (w / 2, h / 2)),
        '▝' => ((w / 2, 0), (w / 2, h / 2)),
        _ => return None,
    })
}

fn hex((r, g, b): Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// Returns a text as it may stand in XML: escaped, and without what XML can't hold.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::{Color, Style};

    fn body(text: &str) -> Vec<&str> {
        let lines: Vec<&str> = text.lines().collect();
        lines[4..lines.len() - 2].to_vec()
    }

    #[test]
    fn texts_and_backgrounds_stand_on_their_cells() {
        let mut buf = Buffer::empty(Rect::new(5, 5, 12, 2));
        buf.set_string(6, 5, "a < b & c", Style::new().add_modifier(Modifier::BOLD));
        let warn = Style::new().fg(Color::Black).bg(Color::LightCyan);
        buf.set_string(5, 6, "商 ok", warn);
        let text = svg(&buf, "Points \"now\"");
        assert_eq!(
            body(&text),
            [
                r##"<rect x="20" y="40" width="50" height="20" fill="#00ffff"/>"##,
                r##"<text x="30" y="35" textLength="90" lengthAdjust="spacingAndGlyphs" fill="#111111" font-weight="bold">a &lt; b &amp; c</text>"##,
                r##"<text x="20" y="55" textLength="50" lengthAdjust="spacingAndGlyphs" fill="#000000">商 ok</text>"##,
            ]
        );
        assert!(
            text.contains("<title>Points &quot;now&quot;</title>"),
            "{text}"
        );
        assert!(
            text.starts_with(r#"<svg xmlns="http://www.w3.org/2000/svg" width="160" height="80""#)
        );
        assert_eq!(text, svg(&buf, "Points \"now\""), "the same each time");
    }

    #[test]
    fn blocks_are_shapes_without_gaps_and_words_beside_them_stay() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 8, 1));
        buf.set_string(0, 0, "a█▀▄ ▌b", Style::new());
        let text = svg(&buf, "");
        assert_eq!(
            body(&text),
            [
                r##"<text x="20" y="35" textLength="10" lengthAdjust="spacingAndGlyphs" fill="#111111">a</text>"##,
                r##"<rect x="30" y="20" width="10" height="20" fill="#111111"/>"##,
                r##"<rect x="40" y="20" width="10" height="10" fill="#111111"/>"##,
                r##"<rect x="50" y="30" width="10" height="10" fill="#111111"/>"##,
                r##"<rect x="70" y="20" width="5" height="20" fill="#111111"/>"##,
                r##"<text x="80" y="35" textLength="10" lengthAdjust="spacingAndGlyphs" fill="#111111">b</text>"##,
            ]
        );
    }

    #[test]
    fn no_text_has_a_run_of_blanks() {
        let mut buf = Buffer::empty(Rect::new(0, 0, 12, 1));
        buf.set_string(0, 0, "a b   c  d", Style::new());
        let text = svg(&buf, "");
        let word = |x: u32, length: u32, word: &str| {
            format!(
                r##"<text x="{x}" y="35" textLength="{length}" lengthAdjust="spacingAndGlyphs" fill="#111111">{word}</text>"##
            )
        };
        let words = [word(20, 30, "a b"), word(80, 10, "c"), word(110, 10, "d")];
        assert_eq!(body(&text), words);
    }

    #[test]
    fn what_xml_cannot_hold_is_replaced() {
        assert_eq!(
            escaped("a\u{1b}\u{ffff}b\u{9c}>"),
            "a\u{fffd}\u{fffd}b\u{fffd}&gt;"
        );
    }
}
