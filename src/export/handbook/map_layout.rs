//! The drawing of the process map: boxes with lines of text, and arrows, in units of the drawing.

use serde::Serialize;

use super::wrapped::wrapped;

/// Height of a line of text.
const LINE: usize = 16;
/// Space between a box's edge and its text.
const PAD: usize = 10;
/// The width of a column of text, in tenths: wide enough for every common font.
const COLUMN_TENTHS: usize = 66;

/// A drawing, as its template prints it.
#[derive(Default, Serialize)]
pub(super) struct Drawing {
    pub width: usize,
    pub height: usize,
    /// Where its lower part begins, which may be on another page.
    pub split: usize,
    pub boxes: Vec<DrawnBox>,
    pub texts: Vec<DrawnText>,
    pub lines: Vec<DrawnLine>,
}

/// A box.
#[derive(Serialize)]
pub(super) struct DrawnBox {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
    pub class: &'static str,
}

/// A line of text.
#[derive(Serialize)]
pub(super) struct DrawnText {
    pub x: usize,
    pub y: usize,
    class: &'static str,
    text: String,
}

#[derive(Serialize)]
pub(super) struct DrawnLine {
    /// The path's commands.
    path: String,
    class: &'static str,
    has_arrow: bool,
}

/// Where a box is.
#[derive(Clone, Copy)]
pub(super) struct Frame {
    pub x: usize,
    pub y: usize,
    pub width: usize,
    pub height: usize,
}

impl Frame {
    pub(super) fn right(self) -> usize {
        self.x + self.width
    }

    pub(super) fn bottom(self) -> usize {
        self.y + self.height
    }

    pub(super) fn middle(self) -> (usize, usize) {
        (self.x + self.width / 2, self.y + self.height / 2)
    }
}

/// Text of a box: a paragraph and its class.
pub(super) type Paragraph = (&'static str, String);

/// Breaks paragraphs into lines that fit a box of this width.
pub(super) fn lines_within(width: usize, paragraphs: &[Paragraph]) -> Vec<Paragraph> {
    let columns = |class: &str| {
        // Bold letters are wider.
        let tenths = if class == "name" { 80 } else { COLUMN_TENTHS };
        (width.saturating_sub(2 * PAD) * 10 / tenths).max(4)
    };
    let broken = paragraphs.iter().flat_map(|(class, text)| {
        let lines = wrapped(&crate::model::printable::clean(text), columns(class));
        lines.into_iter().map(|line| (*class, line))
    });
    broken.collect()
}

/// Returns the height of a box with so many lines.
pub(super) fn height_of(lines: &[Paragraph]) -> usize {
    lines.len() * LINE + 2 * PAD
}

impl Drawing {
    /// Adds a box without text.
    pub(super) fn add_box(&mut self, frame: Frame, class: &'static str) {
        let Frame {
            x,
            y,
            width,
            height,
        } = frame;
        self.boxes.push(DrawnBox {
            x,
            y,
            width,
            height,
            class,
        });
    }

    /// Adds a box with lines that fit its width, and returns where it is.
    pub(super) fn add_text_box(
        &mut self,
        (x, y, width): (usize, usize, usize),
        height: usize,
        class: &'static str,
        lines: Vec<Paragraph>,
    ) -> Frame {
        let frame = Frame {
            x,
            y,
            width,
            height,
        };
        self.add_box(frame, class);
        for (at, (class, text)) in lines.into_iter().enumerate() {
            self.add_text(x + PAD, y + PAD + at * LINE + 12, class, text);
        }
        frame
    }

    /// Adds a line of text that begins here, at its baseline.
    pub(super) fn add_text(&mut self, x: usize, y: usize, class: &'static str, text: String) {
        self.texts.push(DrawnText { x, y, class, text });
    }

    /// Adds a line through these points, with an arrow at its end if it is to have one.
    pub(super) fn add_line(
        &mut self,
        points: &[(usize, usize)],
        class: &'static str,
        has_arrow: bool,
    ) {
        let commands = points.iter().enumerate().map(|(at, (x, y))| {
            let command = if at == 0 { 'M' } else { 'L' };
            format!("{command}{x} {y}")
        });
        self.lines.push(DrawnLine {
            path: commands.collect::<Vec<_>>().join(" "),
            class,
            has_arrow,
        });
    }
}
