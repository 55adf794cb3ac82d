//! A flowchart in Mermaid's language, in which no text from people can mean anything but itself.

use crate::model::printable::clean;

/// The most arrows that Mermaid draws unless told otherwise, less a reserve.
const MOST_ARROWS: usize = 480;
/// The most bytes that Mermaid reads unless told otherwise, less a reserve.
const MOST_BYTES: usize = 48_000;
/// The most characters of one text in a drawing.
const MOST_CHARACTERS: usize = 240;
/// Characters that are always written as numbers.
const MARKS: &str = "\"#%<>&`*_|{}\\~$";

/// A flowchart while it is written.
pub(super) struct Flowchart {
    text: String,
    arrows: usize,
}

impl Flowchart {
    /// An empty flowchart from top to bottom.
    pub(super) fn new() -> Self {
        Self {
            text: "flowchart TB\n".into(),
            arrows: 0,
        }
    }

    /// Adds a box with a line for each text that isn't empty, between these brackets.
    pub(super) fn add_box(&mut self, id: &str, brackets: (&str, &str), lines: &[&str]) {
        let (open, close) = brackets;
        let label = label(lines);
        self.text.push_str(&format!("  {id}{open}{label}{close}\n"));
    }

    /// Begins a frame around the boxes that follow.
    pub(super) fn begin_frame(&mut self, id: &str, title: &str) {
        let title = label(&[title]);
        self.text.push_str(&format!("  subgraph {id}[{title}]\n"));
    }

    /// Ends the frame.
    pub(super) fn end_frame(&mut self) {
        self.text.push_str("  end\n");
    }

    /// Adds an arrow such as `-->`, with a text unless it is empty.
    pub(super) fn add_arrow(&mut self, from: &str, arrow: &str, text: &str, to: &str) {
        self.arrows += 1;
        let text = if text.is_empty() {
            String::new()
        } else {
            format!("|{}|", label(&[text]))
        };
        self.text
            .push_str(&format!("  {from} {arrow}{text} {to}\n"));
    }

    /// Returns the flowchart, without its last line end; `None` if it is too large to be drawn.
    pub(super) fn finish(self) -> Option<String> {
        let fits = self.arrows <= MOST_ARROWS && self.text.len() <= MOST_BYTES;
        fits.then(|| self.text.trim_end().to_owned())
    }
}

/// Returns lines as one quoted text.
fn label(lines: &[&str]) -> String {
    let lines = lines.iter().map(|line| escaped(line));
    let said: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
    format!("\"{}\"", said.join("<br/>"))
}

/// Returns a text on one line, shortened, with every character written as a number that would end
/// the text or begin a comment, a directive, an entity, a tag, formatting or a fence.
fn escaped(text: &str) -> String {
    let words: Vec<String> = clean(text).split_whitespace().map(Into::into).collect();
    let line = words.join(" ");
    let mut short: String = line.chars().take(MOST_CHARACTERS).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    let starts_list = list_mark_end(&short);
    let mut escaped = String::with_capacity(short.len());
    for (at, c) in short.char_indices() {
        // In `style x:#34;` Mermaid sees a colour, and takes a semicolon away.
        let is_tight_colon = c == ':' && !short[at + 1..].starts_with(' ');
        let means_something = MARKS.contains(c);
        if means_something || is_tight_colon || starts_list == Some(at) {
            escaped.push_str(&format!("#{};", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Returns where the mark is that would make a text an item of a list: `1. `, `- `, `+ `.
fn list_mark_end(text: &str) -> Option<usize> {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text[digits..].chars().next()?;
    let is_mark = match digits {
        0 => matches!(after, '-' | '+'),
        _ => matches!(after, '.' | ')'),
    };
    is_mark.then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_mean_nothing_but_themselves() {
        for (text, expected) in [
            ("a \"b\" [c] (d)", "a #34;b#34; [c] (d)"),
            ("<script>x</script>", "#60;script#62;x#60;/script#62;"),
            (
                "%%{init: {}}%%",
                "#37;#37;#123;init: #123;#125;#125;#37;#37;",
            ),
            ("one\n```\nend", "one #96;#96;#96; end"),
            ("style:red: x:", "style#58;red: x#58;"),
            ("5 of 9; end", "5 of 9; end"),
            ("1. first", "1#46; first"),
            ("- item", "#45; item"),
            ("#35;", "#35;35;"),
        ] {
            assert_eq!(escaped(text), expected, "{text}");
        }
        assert_eq!(escaped(&"x".repeat(300)), "x".repeat(240) + "…");
    }

    #[test]
    fn a_flowchart_that_would_not_be_drawn_is_none() {
        let mut chart = Flowchart::new();
        for _ in 0..MOST_ARROWS {
            chart.add_arrow("a", "-->", "", "b");
        }
        let mut larger = Flowchart {
            text: chart.text.clone(),
            ..chart
        };
        larger.add_arrow("a", "-->", "", "b");
        assert!(chart.finish().is_some());
        assert!(larger.finish().is_none());
    }
}
