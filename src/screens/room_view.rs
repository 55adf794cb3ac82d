//! The room view: a card drawn large for the back of the room, by F5 in the workbench and by
//! `accord room`.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::card_text::{draw_wrapped, side_style};
use super::card_votes::{draw_sealed, draw_votes};
use super::label_pairs::{draw_pairs, pair_rows};
use super::wall;
use crate::app::projector::card::{CardBody, RoomCard};
use crate::app::state::clock::Urgency;
use crate::model::Side;
use crate::widgets::text::{put, put_right, wrap};
use crate::widgets::{Theme, big_text, paper, too_small};

/// Draws a card over the whole area.
pub fn draw_card(card: &RoomCard, now: Timestamp, buf: &mut Buffer, area: Rect, theme: &Theme) {
    draw_parts(card, now, buf, area, theme);
    paper::lay(buf, theme);
}

fn draw_parts(card: &RoomCard, now: Timestamp, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    if too_small::is_too_small(area) {
        too_small::draw(buf, area, theme);
        return;
    }
    let mut rest = inset(area);
    draw_top(card, now, buf, row_area(rest, 0), theme);
    cut_top(&mut rest, 2);
    let question = wrap(&card.question, usize::from(rest.width));
    let rows = if card.question.is_empty() {
        0
    } else {
        u16::try_from(question.len()).unwrap_or(1).min(3)
    };
    for (i, words) in (0..rows).zip(&question) {
        let y = rest.bottom() - rows + i;
        put(buf, rest.x, y, words, rest.width, theme.heading);
    }
    rest.height = rest.height.saturating_sub(rows + u16::from(rows > 0));
    draw_decided(&card.decided, buf, &mut rest, theme);
    let title = Rect {
        height: title_rows(card, rest).max(1),
        ..rest
    };
    let used = big_text::draw(buf, title, &card.title, theme.text, theme.ascii);
    cut_top(&mut rest, used + 1);
    let (content, pictures) = split_content(card, rest);
    draw_content(card, buf, content, theme);
    wall::draw_pictures(&card.pictures, buf, pictures, theme);
}

/// Below so many rows a title above pictures has letters of half height at most.
const SMALL_BELOW: u16 = 26;
/// The rows of these letters.
const SMALL_TITLE_ROWS: u16 = 3;

/// The most rows of the title. Pictures and many lines need the room more than it does.
fn title_rows(card: &RoomCard, area: Rect) -> u16 {
    match &card.body {
        _ if !card.pictures.is_empty() && area.height < SMALL_BELOW => SMALL_TITLE_ROWS,
        _ if !card.pictures.is_empty() || !card.facts.is_empty() => area.height / 4,
        CardBody::Nothing => area.height,
        CardBody::Lines(lines) if pair_rows(lines, area) > usize::from(area.height / 2) => {
            area.height / 4
        }
        _ => area.height / 2,
    }
}

/// From how many columns the pictures stand beside the content.
const BESIDE_FROM: u16 = 110;

/// Shares an area between content and pictures: beside each other where it is wide, else below.
fn split_content(card: &RoomCard, area: Rect) -> (Rect, Rect) {
    let nothing = Rect { height: 0, ..area };
    let fewest = wall::fewest_rows(&card.pictures, area);
    let is_blank = card.facts.is_empty() && card.body == CardBody::Nothing;
    if fewest == 0 || fewest > area.height {
        return (area, nothing);
    }
    if is_blank {
        return (nothing, area);
    }
    if area.width >= BESIDE_FROM {
        let left = area.width * 2 / 5;
        let content = Rect {
            width: left - 4,
            ..area
        };
        let pictures = Rect {
            x: area.x + left,
            width: area.width - left,
            ..area
        };
        return (content, pictures);
    }
    let facts = pair_rows(&card.facts, area);
    let needed = u16::try_from(facts)
        .unwrap_or(u16::MAX)
        .saturating_add(text_rows(&card.body, area));
    // One blank row lies between.
    let room = (area.height - fewest).saturating_sub(1);
    let above = needed.min(room).min(area.height / 2);
    if above < needed.min(3) {
        return (area, nothing);
    }
    let content = Rect {
        height: above,
        ..area
    };
    let mut pictures = area;
    cut_top(&mut pictures, above + 1);
    (content, pictures)
}

/// Draws the facts and the content.
fn draw_content(card: &RoomCard, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let mut rest = area;
    if !card.facts.is_empty() {
        // The body has the last word: the votes, or the verdict.
        let facts = Rect {
            height: (rest.height / 3).max(rest.height.saturating_sub(body_rows(&card.body))),
            ..rest
        };
        let used = draw_pairs(&card.facts, buf, facts, theme);
        cut_top(&mut rest, used + 1);
    }
    draw_body(&card.body, buf, rest, theme);
}

/// The rows that a body needs beside pictures, without blank ones.
fn text_rows(body: &CardBody, area: Rect) -> u16 {
    let columns = usize::from(area.width).max(1);
    let rows = match body {
        CardBody::Nothing => 0,
        CardBody::Text(label, text) => usize::from(!label.is_empty()) + wrap(text, columns).len(),
        CardBody::Lines(lines) => pair_rows(lines, area),
        CardBody::Votes { sides, note, .. } => 2 * sides.len() + 1 + wrap(note, columns).len(),
        CardBody::Hidden { .. } | CardBody::Sides { .. } => body_rows(body).into(),
    };
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Draws what was decided at the foot of an area, and takes its rows off it.
fn draw_decided(text: &str, buf: &mut Buffer, area: &mut Rect, theme: &Theme) {
    if text.is_empty() {
        return;
    }
    let text = format!("Decided: {text}");
    let lines = wrap(&text, usize::from(area.width).max(1)).len();
    let rows = u16::try_from(lines)
        .unwrap_or(u16::MAX)
        .min(area.height / 3);
    let foot = Rect {
        y: area.bottom() - rows,
        height: rows,
        ..*area
    };
    draw_wrapped(&text, buf, foot, theme.good);
    area.height = area.height.saturating_sub(rows + u16::from(rows > 0));
}

/// The rows that a body needs below the facts of a lead.
fn body_rows(body: &CardBody) -> u16 {
    let rows = match body {
        CardBody::Hidden { sides, .. } => 2 * sides.len() + 3,
        CardBody::Votes { sides, .. } => 2 * sides.len() + 4,
        CardBody::Lines(lines) => 2 * lines.len() + 1,
        CardBody::Nothing | CardBody::Text(..) | CardBody::Sides { .. } => 4,
    };
    u16::try_from(rows).unwrap_or(u16::MAX)
}

/// Draws what is shown while no workbench writes a card.
pub fn draw_waiting(path: &str, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = inset(area.intersection(buf.area));
    let lines = [
        ("Waiting for the workbench", theme.heading),
        (path, theme.muted),
        (
            "Open the session there: what is selected there shows here. q leaves.",
            theme.muted,
        ),
    ];
    let mut y = area.y + area.height / 3;
    for (text, style) in lines {
        for words in wrap(text, usize::from(area.width).max(1)) {
            if y < area.bottom() {
                put(buf, area.x, y, &words, area.width, style);
            }
            y += 1;
        }
    }
    paper::lay(buf, theme);
}

/// Returns the area inside a margin, if there is room for one.
fn inset(area: Rect) -> Rect {
    let side = if area.width >= 100 { 4 } else { 2 };
    Rect {
        x: area.x + side.min(area.width),
        width: area.width.saturating_sub(side * 2),
        ..area
    }
}

fn row_area(area: Rect, index: u16) -> Rect {
    Rect {
        y: area.y + index.min(area.height),
        height: u16::from(index < area.height),
        ..area
    }
}

fn cut_top(area: &mut Rect, rows: u16) {
    let rows = rows.min(area.height);
    area.y += rows;
    area.height -= rows;
}

fn draw_top(card: &RoomCard, now: Timestamp, buf: &mut Buffer, area: Rect, theme: &Theme) {
    let mut end = area.right();
    if let Some(clock) = &card.clock {
        let (text, urgency) = clock.text(now);
        let style = match urgency {
            Urgency::None => theme.heading,
            Urgency::Soon => theme.warn,
            Urgency::Last | Urgency::Over => theme.bad,
        };
        end = put_right(buf, area.x, end, area.y, &text, style).saturating_sub(2);
    }
    let columns = end.saturating_sub(area.x);
    put(buf, area.x, area.y, &card.kicker, columns, theme.accent);
}

fn draw_body(body: &CardBody, buf: &mut Buffer, area: Rect, theme: &Theme) {
    match body {
        CardBody::Nothing => {}
        CardBody::Text(label, text) => {
            let mut area = area;
            if !label.is_empty() && area.height > 1 {
                put(buf, area.x, area.y, label, area.width, theme.label);
                cut_top(&mut area, 1);
            }
            draw_wrapped(text, buf, area, theme.heading);
        }
        CardBody::Lines(lines) => {
            draw_pairs(lines, buf, area, theme);
        }
        CardBody::Sides {
            sales,
            marketing,
            management,
            agreed,
        } => {
            let area = draw_management(management, buf, area, theme);
            draw_sides(sales, marketing, agreed, buf, area, theme);
        }
        CardBody::Hidden { sides, promise } => draw_sealed(sides, promise, buf, area, theme),
        CardBody::Votes { scale, sides, note } => draw_votes(scale, sides, note, buf, area, theme),
    }
}

/// Draws Management's words at the foot, if it wrote any; returns the rest of the area.
pub(super) fn draw_management(text: &str, buf: &mut Buffer, area: Rect, theme: &Theme) -> Rect {
    if text.is_empty() || area.height < 8 {
        return area;
    }
    let height = area.height / 4 + 1;
    let below = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    put(
        buf,
        below.x,
        below.y,
        Side::Management.label(),
        below.width,
        theme.heading,
    );
    let words = Rect {
        y: below.y + 1,
        height: height - 1,
        ..below
    };
    draw_wrapped(text, buf, words, theme.text);
    Rect {
        height: area.height - height,
        ..area
    }
}

fn draw_sides(
    sales: &str,
    marketing: &str,
    agreed: &str,
    buf: &mut Buffer,
    area: Rect,
    theme: &Theme,
) {
    let below = if agreed.is_empty() {
        0
    } else {
        (area.height / 3).max(2).min(area.height)
    };
    let half = (area.width / 2).saturating_sub(2);
    for (i, (side, text)) in (0..).zip([(Side::Sales, sales), (Side::Marketing, marketing)]) {
        let mut column = Rect {
            x: area.x + i * (half + 4),
            width: half,
            height: area.height - below,
            ..area
        };
        if column.height == 0 {
            continue;
        }
        put(
            buf,
            column.x,
            column.y,
            side.label(),
            half,
            side_style(side.label(), theme),
        );
        cut_top(&mut column, 1);
        draw_wrapped(text, buf, column, theme.heading);
    }
    if below > 0 {
        let mut area = Rect {
            y: area.bottom() - below,
            height: below,
            ..area
        };
        put(buf, area.x, area.y, "Agreed", area.width, theme.good);
        cut_top(&mut area, 1);
        draw_wrapped(agreed, buf, area, theme.heading);
    }
}
