//! What a document holds, as lines of plain text, for choosing one on a screen.

use super::{Content, Document, Format};
use crate::model::bytes_text;
use crate::model::printable::clean;
use crate::model::wording::count_noun;

/// Most lines of a text that are shown.
const MOST_LINES: usize = 500;

/// Returns the document as lines. Of a page for a browser, of bytes and of a folder it says what
/// they hold.
pub fn preview_lines(format: &Format, document: &Document) -> Vec<String> {
    let notices = document.notices.iter().map(|notice| clean(notice));
    let mut lines: Vec<String> = notices.collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    match &document.content {
        Content::Text(text) if format.extension == "html" => {
            lines.push(format!("A page for a browser: {}.", format.help));
            lines.push("It holds:".into());
            lines.extend(html_headings(text));
        }
        Content::Text(text) => lines.extend(text_lines(text)),
        Content::Binary(bytes) => {
            let size = bytes_text(bytes.len());
            lines.push(format!(
                "A file of {size} for other programs: {}.",
                format.help
            ));
        }
        Content::Folder(files) => {
            let count = count_noun(files.len(), "file");
            lines.push(format!("A folder of {count}: {}.", format.help));
            let file = |(path, text): &(String, String)| {
                format!("  {}, {}", clean(path), bytes_text(text.len()))
            };
            lines.extend(files.iter().map(file));
        }
    }
    lines
}

fn text_lines(text: &str) -> Vec<String> {
    let count = text.lines().count();
    let mut lines: Vec<String> = text.lines().take(MOST_LINES).map(clean).collect();
    if count > MOST_LINES {
        let more = count_noun(count - MOST_LINES, "line");
        lines.push(format!("... and {more} more"));
    }
    lines
}

/// Returns the headings of a page, those of its parts indented.
fn html_headings(page: &str) -> Vec<String> {
    let mut headings = Vec::new();
    for (at, _) in page.match_indices("<h") {
        let rest = &page[at + 2..];
        let level = rest.chars().next().and_then(|digit| digit.to_digit(10));
        let Some(level @ 1..=3) = level else {
            continue;
        };
        let end = format!("</h{level}>");
        let inside = rest
            .split_once('>')
            .and_then(|(_, text)| text.split_once(&end));
        if let Some((text, _)) = inside {
            let indent = "  ".repeat(level as usize);
            headings.push(format!("{indent}{}", without_tags(text)));
        }
    }
    headings
}

/// Returns the text of a piece of HTML.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut in_tag = false;
    for c in html.chars() {
        match c {
            '<' => in_tag = true,
            '>' if in_tag => in_tag = false,
            c if !in_tag => text.push(c),
            _ => {}
        }
    }
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
    ];
    let plain = entities
        .iter()
        .fold(text, |text, (entity, c)| text.replace(entity, c));
    clean(&plain.replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::super::format;
    use super::*;

    #[test]
    fn a_text_is_shown_and_a_long_one_is_cut() {
        let markdown = format("markdown").unwrap();
        let lines = |text: &str| preview_lines(markdown, &Document::from(text.to_owned()));
        assert_eq!(lines("# A\n\nb\u{1b}[31m"), ["# A", "", "b·[31m"]);
        let long = lines(&"line\n".repeat(502));
        assert_eq!(long.len(), 501);
        assert_eq!(long[500], "... and 2 lines more");
    }

    #[test]
    fn what_is_no_text_says_what_it_holds() {
        let html = format("html").unwrap();
        let page = "<h1 id=\"t\">A &lt;b&gt; &amp; c</h1><p>x</p><h2>Two <i>words</i></h2><hr>";
        let lines = preview_lines(html, &Document::from(page.to_owned()));
        assert_eq!(lines[1..], ["It holds:", "  A <b> & c", "    Two words"]);
        let json = format("json").unwrap();
        let content = Content::Folder(vec![("a/b.sql".into(), "1234".into())]);
        let folder = Document {
            content,
            notices: vec!["`x` has no SQL".into()],
        };
        let lines = preview_lines(json, &folder);
        assert_eq!(lines[..2], ["`x` has no SQL", ""]);
        assert!(lines[2].starts_with("A folder of 1 file: "), "{lines:?}");
        assert_eq!(lines[3], "  a/b.sql, 4 bytes");
        let binary = Document::from(Content::Binary(vec![0; 182_400]));
        let lines = preview_lines(json, &binary);
        assert!(lines[0].starts_with("A file of 182 kB "), "{lines:?}");
    }
}
