//! Shares an area among pictures.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::dispatch;
use crate::app::projector::wall::picture::WallPicture;
use crate::widgets::Theme;

/// Returns the fewest rows in which the first picture is worth drawing; 0 where there is none.
pub(in crate::screens) fn fewest_rows(pictures: &[WallPicture], area: Rect) -> u16 {
    pictures
        .first()
        .map_or(0, |picture| dispatch::rows(picture, area).0)
}

/// Draws pictures below each other, the first ones first: as many as have room, with a blank row
/// between two. What is left goes to those that have use for it, from the top.
pub fn draw_pictures(pictures: &[WallPicture], buf: &mut Buffer, area: Rect, theme: &Theme) {
    let area = area.intersection(buf.area);
    let wanted = pictures.iter().map(|picture| dispatch::rows(picture, area));
    let heights = shared_rows(&wanted.collect::<Vec<_>>(), area.height);
    let mut y = area.y;
    for (picture, height) in pictures.iter().zip(heights) {
        let place = Rect { y, height, ..area };
        dispatch::draw(picture, buf, place, theme);
        y += height + 1;
    }
}

/// Shares rows among pictures that need at least and at most so many, with one between two. Returns
/// the height of each that is drawn.
fn shared_rows(wanted: &[(u16, u16)], rows: u16) -> Vec<u16> {
    let mut left = rows;
    let mut heights: Vec<u16> = Vec::new();
    for (fewest, _) in wanted {
        let between = u16::from(!heights.is_empty());
        if *fewest == 0 || fewest + between > left {
            break;
        }
        heights.push(*fewest);
        left -= fewest + between;
    }
    for (height, (_, most)) in heights.iter_mut().zip(wanted) {
        let more = most.saturating_sub(*height).min(left);
        *height += more;
        left -= more;
    }
    heights
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_go_to_the_first_pictures_first() {
        // Ten rows: six and one between leave three, which the second can't use.
        assert_eq!(shared_rows(&[(6, 8), (4, 9)], 10), [8]);
        assert_eq!(shared_rows(&[(6, 8), (4, 9)], 11), [6, 4]);
        assert_eq!(shared_rows(&[(6, 8), (4, 9)], 14), [8, 5]);
        assert_eq!(shared_rows(&[(6, 8), (4, 9)], 40), [8, 9]);
        assert_eq!(shared_rows(&[(6, 8)], 5), [0_u16; 0]);
        assert_eq!(shared_rows(&[], 5), [0_u16; 0]);
    }
}
