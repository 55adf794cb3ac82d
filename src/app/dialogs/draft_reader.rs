//! The draft being read: which line is at the top, and the way from one change to the next.
//!
//! Only what is on the screen is wrapped, so a long draft opens at once.

use crate::app::dialogs::reading;
use crate::export::{LineMark, MarkedLine};
use crate::model::Version;
use crate::model::wording::count_noun;
use crate::widgets::text::wrap;

/// Columns of the mark before each line.
pub const MARK_COLUMNS: u16 = 2;

/// The draft being read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftReader {
    /// Its lines.
    pub lines: Vec<MarkedLine>,
    /// The version it is compared with.
    pub since: Option<Version>,
    /// Index of the first line shown, and how many of its rows are above the screen.
    pub top: (usize, usize),
    /// The change last jumped to, by its index among all.
    pub change: Option<usize>,
}

impl DraftReader {
    /// Starts at the first line.
    pub fn new(lines: Vec<MarkedLine>, since: Option<Version>) -> Self {
        Self {
            lines,
            since,
            top: (0, 0),
            change: None,
        }
    }

    /// Returns the title: what it is compared with, and how many changes there are.
    pub fn title(&self) -> String {
        let Some(since) = self.since else {
            return "The draft as it would be published".into();
        };
        let count = self.changes().len();
        match self.change {
            Some(at) => format!("The draft, change {} of {count} since {since}", at + 1),
            None => format!(
                "The draft, {} since {since}",
                count_noun(i64::try_from(count).unwrap_or(i64::MAX), "change")
            ),
        }
    }

    /// Returns it as lines with a word before each that changed.
    pub fn spoken_lines(&self) -> Vec<String> {
        let full = self.lines.iter().filter(|m| !m.line.text.is_empty());
        let spoken = full.map(|marked| {
            let word = match marked.mark {
                LineMark::Same => "",
                LineMark::New => "new: ",
                LineMark::Changed => "changed: ",
                LineMark::Gone => "as it was: ",
            };
            let heading = if marked.line.heading { "== " } else { "" };
            format!("{word}{heading}{}", marked.line.text)
        });
        [format!("== {}", self.title())]
            .into_iter()
            .chain(spoken)
            .collect()
    }

    /// Returns the first line of each run of marked lines.
    pub fn changes(&self) -> Vec<usize> {
        let is_marked = |at: usize| self.lines[at].mark != LineMark::Same;
        let begins = |at: &usize| is_marked(*at) && (*at == 0 || !is_marked(at - 1));
        (0..self.lines.len()).filter(begins).collect()
    }

    /// Returns the rows of a line, wrapped to the screen.
    fn rows_of(&self, line: usize, columns: usize) -> Vec<String> {
        wrap(&self.lines[line].line.text, columns)
    }

    /// Returns the rows to show, each with the line it belongs to and whether it begins it.
    pub fn visible(&self, columns: usize, rows: usize) -> Vec<(usize, bool, String)> {
        let (line, above) = self.top;
        let lines = line..self.lines.len();
        let all = lines.flat_map(|at| {
            let rows = self.rows_of(at, columns).into_iter().enumerate();
            rows.map(move |(row, text)| (at, row == 0, text))
        });
        all.skip(above).take(rows).collect()
    }

    /// Scrolls by rows, down if positive, and stops at both ends.
    pub(crate) fn scroll(&mut self, by: isize, screen: (u16, u16)) {
        self.change = None;
        let (columns, _) = inside(screen);
        for _ in 0..by.unsigned_abs() {
            let (line, row) = self.top;
            self.top = if by < 0 {
                match (line, row) {
                    (0, 0) => break,
                    (line, 0) => (line - 1, self.height(line - 1, columns) - 1),
                    (line, row) => (line, row - 1),
                }
            } else if row + 1 < self.height(line, columns) {
                (line, row + 1)
            } else {
                (line + 1, 0)
            };
            if self.top > self.end(screen) {
                break;
            }
        }
        self.top = self.top.min(self.end(screen));
    }

    fn height(&self, line: usize, columns: usize) -> usize {
        if line < self.lines.len() {
            self.rows_of(line, columns).len().max(1)
        } else {
            1
        }
    }

    /// Goes to the first line.
    pub(crate) fn go_to_start(&mut self) {
        (self.top, self.change) = ((0, 0), None);
    }

    /// Goes to the last page.
    pub(crate) fn go_to_end(&mut self, screen: (u16, u16)) {
        (self.top, self.change) = (self.end(screen), None);
    }

    /// Returns the top once the draft is scrolled to its end.
    fn end(&self, screen: (u16, u16)) -> (usize, usize) {
        let (columns, mut left) = inside(screen);
        for line in (0..self.lines.len()).rev() {
            let height = self.height(line, columns);
            if height >= left {
                return (line, height - left);
            }
            left -= height;
        }
        (0, 0)
    }

    /// Goes to the next change or the previous one, around the ends.
    pub(crate) fn go_to_change(&mut self, way: ChangeWay, screen: (u16, u16)) {
        let changes = self.changes();
        let Some(last) = changes.len().checked_sub(1) else {
            return;
        };
        let top = self.top.0;
        let to = match (way, self.change) {
            (ChangeWay::Next, Some(at)) => Some(at + 1).filter(|at| *at <= last),
            (ChangeWay::Previous, Some(at)) => at.checked_sub(1),
            (ChangeWay::Next, None) => changes.iter().position(|line| *line >= top),
            (ChangeWay::Previous, None) => changes.iter().rposition(|line| *line < top),
        };
        let to = to.unwrap_or(match way {
            ChangeWay::Next => 0,
            ChangeWay::Previous => last,
        });
        self.change = Some(to);
        // The line above it shows where it is.
        let mut above = self.lines[..changes[to]].iter();
        let line = above.rposition(|marked| !marked.line.text.is_empty());
        self.top = (line.unwrap_or(0), 0).min(self.end(screen));
    }
}

/// A way through the changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ChangeWay {
    /// Down.
    Next,
    /// Up.
    Previous,
}

/// Columns and rows of the text, without frame and marks.
fn inside(screen: (u16, u16)) -> (usize, usize) {
    let (columns, rows) = reading::inside(reading::text_size(screen));
    (
        usize::from(columns.saturating_sub(MARK_COLUMNS)).max(1),
        rows.max(1),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::TextLine;

    const SCREEN: (u16, u16) = (60, 16);

    fn reader(marks: &[LineMark]) -> DraftReader {
        let lines = marks.iter().map(|mark| MarkedLine {
            mark: *mark,
            line: TextLine {
                text: "word ".repeat(30),
                heading: false,
            },
        });
        DraftReader::new(lines.collect(), Some(Version::FIRST))
    }

    #[test]
    fn the_end_fills_the_screen_and_is_the_end() {
        let mut reader = reader(&[LineMark::Same; 20]);
        reader.scroll(10_000, SCREEN);
        let (columns, rows) = inside(SCREEN);
        let shown = reader.visible(columns, rows + 5);
        assert_eq!(
            (shown.len(), shown.last().map(|row| row.0)),
            (rows, Some(19))
        );
        let end = reader.top;
        reader.go_to_start();
        reader.go_to_end(SCREEN);
        assert_eq!(reader.top, end);
    }

    #[test]
    fn a_run_of_marked_lines_is_one_change() {
        use LineMark::{Changed, Gone, New, Same};
        let mut reader = reader(&[Same, Gone, Changed, Same, Same, New, Same, Same, Same]);
        assert_eq!(reader.changes(), [1, 5]);
        reader.go_to_change(ChangeWay::Next, SCREEN);
        reader.go_to_change(ChangeWay::Next, SCREEN);
        assert_eq!((reader.top.0, reader.change), (4, Some(1)));
        reader.go_to_change(ChangeWay::Next, SCREEN);
        assert_eq!(reader.title(), "The draft, change 1 of 2 since 1.0.0");
        reader.go_to_change(ChangeWay::Previous, SCREEN);
        assert_eq!(reader.change, Some(1));
    }
}
