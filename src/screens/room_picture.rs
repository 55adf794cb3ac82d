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

/// The theme of a picture: white paper, as it goes into documents.
const PICTURE_THEME: ThemeName = ThemeName::ProjectorLight;
/// The theme of a film, which is played on a screen.
pub const FILM_THEME: ThemeName = ThemeName::Projector;

/// Draws a card as a projector shows it, at this size.
pub fn room_buffer(
    card: &RoomCard,
    now: Timestamp,
    (columns, rows): (u16, u16),
    theme: ThemeName,
) -> Buffer {
    let area = Rect::new(0, 0, columns, rows);
    let mut buf = Buffer::empty(area);
    let theme = Theme::new(theme, false);
    draw_card(card, now, &mut buf, area, &theme);
    buf
}

/// Draws a picture of a card. It is written to be handed on, so the card must have no names left.
pub fn room_picture(card: &RoomCard, now: Timestamp) -> RoomPicture {
    let buf = room_buffer(card, now, PICTURE_SIZE, PICTURE_THEME);
    RoomPicture {
        svg: svg(&buf, &format!("{}: {}", card.kicker, card.title)),
        text: plain_text(&buf),
    }
}
