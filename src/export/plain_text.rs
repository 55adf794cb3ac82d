//! The Markdown document as lines of plain text, for reading on a screen: no marks of headings,
//! tables and code, one row of a table a line. The process map is left out, as a person can't read
//! its source: the tables around it say the same in words.

use super::{ExportError, ExportSource, markdown_text};

/// A line of a document in plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextLine {
    /// Its text; blank between paragraphs.
    pub text: String,
    /// Whether it is a heading.
    pub heading: bool,
}

/// Returns glossary and model in words, as plain lines.
///
/// # Errors
///
/// If the built-in template fails.
pub fn plain_lines(source: &ExportSource) -> Result<Vec<TextLine>, ExportError> {
    Ok(lines_of(&markdown_text(source)?))
}

fn lines_of(markdown: &str) -> Vec<TextLine> {
    let mut lines: Vec<TextLine> = Vec::new();
    let mut header: Vec<String> = Vec::new();
    let mut in_fence = false;
    for line in markdown.lines() {
        let is_fence = line.starts_with("```");
        if is_fence || in_fence {
            in_fence ^= is_fence;
            continue;
        }
        let (text, heading) = if let Some(row) = line.strip_prefix('|') {
            let cells = cells(row);
            if header.is_empty() {
                header = cells;
                continue;
            }
            if is_rule(row) {
                continue;
            }
            (row_text(&header, &cells), false)
        } else {
            header.clear();
            // Each digest differs: it says nothing to a reader.
            if line.starts_with("The digest of this definition") {
                continue;
            }
            outside_tables(line)
        };
        let after_blank = lines.last().is_none_or(|last| last.text.is_empty());
        if !(text.is_empty() && after_blank) {
            lines.push(TextLine { text, heading });
        }
    }
    lines
}

/// Returns a line outside tables without its marks, and whether it is a heading.
fn outside_tables(line: &str) -> (String, bool) {
    let bare = line.trim_start_matches('#');
    let heading = bare.len() < line.len() && bare.starts_with(' ');
    let text = if heading { bare.trim_start() } else { line };
    (unmarked(&text.replacen("- [ ] ", "- ", 1)), heading)
}

/// Returns whether a row is the one between a table's head and body.
fn is_rule(row: &str) -> bool {
    row.chars().all(|c| matches!(c, '|' | '-' | ':' | ' '))
}

/// Splits a row at its bars, not at escaped ones.
fn cells(row: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut escaped = false;
    for c in row.chars() {
        if c == '|' && !escaped {
            cells.push(String::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(c);
        }
        escaped = c == '\\' && !escaped;
    }
    // What follows the last bar is no cell.
    cells.pop();
    cells.iter().map(|cell| unmarked(cell.trim())).collect()
}

/// Writes a row of a table as a line: its name, then each cell with the head of its column.
fn row_text(header: &[String], cells: &[String]) -> String {
    let mut text = String::new();
    let mut is_named = false;
    for (head, cell) in header.iter().zip(cells) {
        if cell.is_empty() || head == "Id" {
            continue;
        }
        if is_named {
            text.push_str("; ");
            text.push_str(head);
            text.push_str(": ");
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(cell);
        // A number in front has no head, and names nothing.
        is_named |= !head.is_empty();
    }
    text
}

/// Takes the marks of emphasis and code off a line, and the escapes.
fn unmarked(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' if chars.peek().is_some_and(char::is_ascii_punctuation) => {
                text.extend(chars.next());
            }
            '*' | '`' => {}
            c => text.push(c),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(markdown: &str) -> Vec<String> {
        let lines = lines_of(markdown).into_iter();
        lines.map(|line| line.text).collect()
    }

    #[test]
    fn a_row_of_a_table_is_a_line_with_its_heads() {
        let table = "| | Stage | Id | Owner | Note |\n|--:|---|---|---|---|\n| 1 | Lead **(hand-off)** | `lead` | Us \\| them |  |\n";
        assert_eq!(texts(table), ["1 Lead (hand-off); Owner: Us | them"]);
    }

    #[test]
    fn a_drawing_is_left_out() {
        let map = "## Pipeline\n\n```mermaid\nflowchart TB\n  a --> b\n```\n\nAfter\n";
        assert_eq!(texts(map), ["Pipeline", "", "After"]);
    }

    #[test]
    fn marks_and_escapes_are_gone_and_the_words_stay() {
        assert_eq!(
            texts("## A \\*star\\* and `code`\n\n- [ ] said **aloud**\n"),
            ["A *star* and code", "", "- said aloud"]
        );
        assert!(lines_of("## A heading")[0].heading);
        assert!(!lines_of("\\# no heading")[0].heading);
    }
}
