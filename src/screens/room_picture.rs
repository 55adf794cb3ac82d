//! The room view outside a terminal: as a picture, and as the frames of a film.

use jiff::Timestamp;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::room_view::draw_card;
use crate::app::projector::card::RoomCard;
use crate::widgets::cell_runs::plain_text;
use crate::widgets::{Theme, ThemeName, svg::svg};

/// Columns and rows of a picture, and of a film unless it is asked for otherwise.
pub const PICTURE_SIZE: (u16, u16) = (120, 35);

/// A picture of the room view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomPicture {
    /// As SVG.
    pub svg: String,
    /// As lines of text.
    pub text: String,
}

/// Draws a card as the projector shows it, at this size.
pub fn room_buffer(card: &RoomCard, now: Timestamp, (columns, rows): (u16, u16)) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    let theme = Theme::new(ThemeName::Projector, false);
    draw_card(card, now, &mut buf, area, &theme);
    buf
}

/// Draws a picture of a card. It is written to be handed on, so the card must have no names left.
pub fn room_picture(card: &RoomCard, now: Timestamp) -> RoomPicture {
    let buf = room_buffer(card, now, PICTURE_SIZE);
    RoomPicture {
        svg: svg(&buf, &format!("{}: {}", card.kicker, card.title)),
        text: plain_text(&buf),
    }
}
