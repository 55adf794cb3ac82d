//! Both sides' own words side by side once they are revealed, shared words marked, with the agreed
//! wording below.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};

use super::dialog_frame::{draw_frame, draw_line};
use super::hit_map::HitMap;
use super::room_view::draw_management;
use crate::app::State;
use crate::app::actions::own_words::{has_agreed_wording, revealed_words};
use crate::model::Side;
use crate::model::record::Place;
use crate::revision::{WordRun, changed_words};
use crate::widgets::Theme;
use crate::widgets::text::{put, wrap};

/// Length of both texts in bytes up to which shared words are marked at each drawing.
const MAX_COMPARED_BYTES: usize = 32 * 1024;

/// Draws both sides' words.
pub fn draw(
    state: &State,
    subject: &Place,
    buf: &mut Buffer,
    screen: Rect,
    theme: &Theme,
    hits: &mut HitMap,
) {
    let session = state.session();
    let title = session.title_of(subject);
    let size = (
        screen.width.saturating_sub(4),
        screen.height.saturating_sub(4),
    );
    let may_agree = has_agreed_wording(session, subject);
    let keys = if may_agree {
        "s/m start from Sales'/Marketing's   Enter edit the wording   Esc back"
    } else {
        "underlined: words both use   Esc back"
    };
    let inner = draw_frame(buf, screen, theme, &title, keys, size, hits);
    if inner.width < 8 || inner.height < 3 {
        return;
    }
    let management = revealed_words(session, subject, Side::Management);
    let inner = draw_management(&management, buf, inner, theme);
    let below = if may_agree { inner.height / 3 } else { 0 };
    let half = inner.width / 2 - 1;
    let (sales, marketing) = (
        revealed_words(session, subject, Side::Sales),
        revealed_words(session, subject, Side::Marketing),
    );
    let pieces = if sales.len() + marketing.len() > MAX_COMPARED_BYTES {
        vec![WordRun::Gone(sales), WordRun::New(marketing)]
    } else {
        changed_words(&sales, &marketing)
    };
    for (i, side) in (0..).zip([Side::Sales, Side::Marketing]) {
        let column = Rect {
            x: inner.x + i * (half + 2),
            width: half,
            height: inner.height - below,
            ..inner
        };
        let style = match side {
            Side::Sales => theme.sales,
            _ => theme.marketing,
        };
        draw_line(buf, column, 0, side.label(), style);
        draw_marked(&side_pieces(&pieces, side), buf, column, theme.text);
    }
    if below > 0 {
        let area = Rect {
            y: inner.bottom() - below,
            height: below,
            ..inner
        };
        draw_line(buf, area, 0, "Agreed", theme.heading);
        let agreed = session.agreed_wording(subject);
        let agreed = agreed.unwrap_or_else(|| "Nothing yet".into());
        for (i, words) in (1..).zip(wrap(&agreed, usize::from(area.width))) {
            draw_line(buf, area, i, &words, theme.text);
        }
    }
}

/// A side's text in pieces, each with whether the other side shares it.
fn side_pieces(pieces: &[WordRun], side: Side) -> Vec<(&str, bool)> {
    let own = pieces.iter().filter_map(|piece| match (piece, side) {
        (WordRun::Same(text), _) => Some((text.as_str(), true)),
        (WordRun::Gone(text), Side::Sales) | (WordRun::New(text), Side::Marketing) => {
            Some((text.as_str(), false))
        }
        _ => None,
    });
    own.collect()
}

/// Draws a text in pieces from the third row on, with shared pieces underlined.
fn draw_marked(pieces: &[(&str, bool)], buf: &mut Buffer, area: Rect, style: Style) {
    let joined: String = pieces.iter().map(|(text, _)| *text).collect();
    // One mark for each non-blank character, in drawing order.
    let marks = pieces
        .iter()
        .flat_map(|(text, same)| text.chars().map(move |c| (c, *same)));
    let mut marks = marks
        .filter(|(c, _)| !c.is_whitespace())
        .map(|(_, same)| same);
    for (row, text) in (2..area.height).zip(wrap(&joined, usize::from(area.width))) {
        let mut x = area.x;
        for word in text.split_inclusive(' ') {
            let bare = word.trim_end();
            let mut shared = !bare.is_empty();
            for _ in bare.chars().filter(|c| !c.is_whitespace()) {
                shared &= marks.next().unwrap_or(false);
            }
            let how = if shared {
                style.add_modifier(Modifier::UNDERLINED)
            } else {
                style
            };
            x = put(buf, x, area.y + row, bare, area.right() - x, how);
            x += u16::from(word.len() > bare.len());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_both_say_is_underlined_on_both_sides() {
        let pieces = changed_words("Has money and a date", "Has a date and came to us");
        let mut buf = Buffer::empty(Rect::new(0, 0, 30, 4));
        let shared = |side: Side, buf: &mut Buffer| -> String {
            buf.reset();
            let area = buf.area;
            draw_marked(&side_pieces(&pieces, side), buf, area, Style::new());
            let cells = buf.content().iter();
            let marked = cells.filter(|c| c.modifier.contains(Modifier::UNDERLINED));
            marked.map(ratatui::buffer::Cell::symbol).collect()
        };
        let (sales, marketing) = (
            shared(Side::Sales, &mut buf),
            shared(Side::Marketing, &mut buf),
        );
        assert_eq!(sales, marketing);
        assert!(sales.starts_with("Has") && sales.len() > 3, "{sales}");
        assert!(!sales.contains("money") && !sales.contains("us"), "{sales}");
    }
}
