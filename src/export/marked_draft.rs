//! The draft as it would be published, line by line, with what is new, changed or gone since the
//! last version.

use similar::{DiffOp, TextDiff};

use super::plain_text::{TextLine, plain_lines};
use super::{ExportError, ExportSource};

/// How a line stands to the last version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineMark {
    /// As it was, or nothing to compare with.
    Same,
    /// New.
    New,
    /// Worded differently.
    Changed,
    /// No longer there; or as it was, above a changed line.
    Gone,
}

impl LineMark {
    /// Returns the sign before the line.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Same => " ",
            Self::New => "+",
            Self::Changed => "~",
            Self::Gone => "-",
        }
    }
}

/// A line of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkedLine {
    /// How it stands to the last version.
    pub mark: LineMark,
    /// The line.
    pub line: TextLine,
}

/// Returns the draft's lines, compared with the last version if there is one.
///
/// # Errors
///
/// If the built-in template fails.
pub fn marked_draft(
    draft: &ExportSource,
    last: Option<&ExportSource>,
) -> Result<Vec<MarkedLine>, ExportError> {
    let new = plain_lines(draft)?;
    let Some(last) = last else {
        let same = |line| marked(LineMark::Same, line);
        return Ok(new.into_iter().map(same).collect());
    };
    Ok(compared(&plain_lines(last)?, &new))
}

fn marked(mark: LineMark, line: TextLine) -> MarkedLine {
    // An empty line separates: it is never what changed.
    let mark = if line.text.is_empty() {
        LineMark::Same
    } else {
        mark
    };
    MarkedLine { mark, line }
}

fn compared(old: &[TextLine], new: &[TextLine]) -> Vec<MarkedLine> {
    let texts = |lines: &[TextLine]| -> Vec<String> {
        lines.iter().map(|line| line.text.clone()).collect()
    };
    let (old_texts, new_texts) = (texts(old), texts(new));
    let old_slices: Vec<&str> = old_texts.iter().map(String::as_str).collect();
    let new_slices: Vec<&str> = new_texts.iter().map(String::as_str).collect();
    let diff = TextDiff::from_slices(&old_slices, &new_slices);
    let mut all = Vec::with_capacity(new.len());
    for op in diff.ops() {
        let (gone, now) = (&old[op.old_range()], &new[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => push_all(&mut all, LineMark::Same, now),
            DiffOp::Delete { .. } => push_all(&mut all, LineMark::Gone, gone),
            DiffOp::Insert { .. } => push_all(&mut all, LineMark::New, now),
            DiffOp::Replace { .. } => push_replaced(&mut all, gone, now),
        }
    }
    all
}

fn push_all(all: &mut Vec<MarkedLine>, mark: LineMark, lines: &[TextLine]) {
    // What is gone takes its empty lines with it.
    let kept = lines
        .iter()
        .filter(|line| mark != LineMark::Gone || !line.text.is_empty());
    all.extend(kept.map(|line| marked(mark, line.clone())));
}

/// Pairs each new line with the old one it rewords, if there is one.
fn push_replaced(all: &mut Vec<MarkedLine>, gone: &[TextLine], now: &[TextLine]) {
    let mut left = 0;
    for line in now {
        let reworded = gone[left..].iter().position(|old| rewords(old, line));
        match reworded {
            Some(at) => {
                push_all(all, LineMark::Gone, &gone[left..=left + at]);
                all.push(marked(LineMark::Changed, line.clone()));
                left += at + 1;
            }
            None => all.push(marked(LineMark::New, line.clone())),
        }
    }
    push_all(all, LineMark::Gone, &gone[left..]);
}

/// Returns whether one line is the other in other words: it begins alike, or most of its words are
/// the same.
fn rewords(old: &TextLine, new: &TextLine) -> bool {
    if old.text.is_empty() || new.text.is_empty() || old.heading != new.heading {
        return false;
    }
    let label = |text: &str| text.split([':', ';']).next().unwrap_or(text).to_owned();
    let is_labelled = |text: &str| text.contains([':', ';']);
    if is_labelled(&old.text) && is_labelled(&new.text) {
        return label(&old.text) == label(&new.text);
    }
    TextDiff::from_words(old.text.as_str(), new.text.as_str()).ratio() > 0.6
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(texts: &[&str]) -> Vec<TextLine> {
        let line = |text: &&str| TextLine {
            text: (*text).to_owned(),
            heading: false,
        };
        texts.iter().map(line).collect()
    }

    fn marks(old: &[&str], new: &[&str]) -> Vec<String> {
        let all = compared(&lines(old), &lines(new));
        let text = |m: &MarkedLine| format!("{}{}", m.mark.sign(), m.line.text);
        all.iter().map(text).collect()
    }

    #[test]
    fn a_reworded_line_follows_the_line_it_was() {
        assert_eq!(
            marks(
                &["a", "Demo; Points: 5", "z"],
                &["a", "Demo; Points: 7", "z"]
            ),
            [" a", "-Demo; Points: 5", "~Demo; Points: 7", " z"]
        );
    }

    #[test]
    fn new_and_gone_lines_are_no_rewording() {
        assert_eq!(
            marks(
                &["a", "Fax; Points: 1", "z"],
                &["a", "Trial; Points: 9", "z"]
            ),
            [" a", "+Trial; Points: 9", "-Fax; Points: 1", " z"]
        );
    }

    #[test]
    fn an_empty_line_is_never_what_changed() {
        assert_eq!(marks(&["a"], &["a", "", "b"]), [" a", " ", "+b"]);
    }
}
