//! Fills the Markdown templates, so that no text from people can break out of its place.
//!
//! Every value is escaped, except the results of the `code` filter, which are printed between
//! backticks.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, ValueKind};
use minijinja::{AutoEscape, Environment, Error, Output, UndefinedBehavior, Value};
use serde::Serialize;

use super::ExportError;
use crate::model::printable::{is_steering, without_steering};

/// Fills a template with a page.
pub(super) fn fill<P: Serialize>(
    name: &'static str,
    source: &'static str,
    page: &P,
) -> Result<String, ExportError> {
    let failed = |error: Error| ExportError::Template(name, format!("{error:#}"));
    let mut environment = escaping_environment("markdown", escape_markdown).map_err(failed)?;
    environment.add_filter("code", |text: &str| Value::from_safe_string(code(text)));
    environment.add_template(name, source).map_err(failed)?;
    let template = environment.get_template(name).map_err(failed)?;
    let text = template.render(Serde(page)).map_err(failed)?;
    Ok(tidy(&text))
}

/// An environment in which every value is escaped that isn't marked as safe, and a name that isn't
/// there is an error.
pub(super) fn escaping_environment(
    language: &'static str,
    escape: fn(&str) -> String,
) -> Result<Environment<'static>, Error> {
    let mut environment = Environment::new();
    let syntax = SyntaxConfig::builder()
        .trim_blocks(true)
        .lstrip_blocks(true)
        .keep_trailing_newline(true)
        .build();
    environment.set_syntax(syntax?);
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(move |_| AutoEscape::Custom(language.into()));
    environment.set_formatter(move |out, _, value| print_escaped(out, value, escape));
    Ok(environment)
}

fn print_escaped(out: &mut Output, value: &Value, escape: fn(&str) -> String) -> Result<(), Error> {
    let written = match value.as_str() {
        Some(text) if value.is_safe() => out.write_str(text),
        Some(text) => out.write_str(&escape(text)),
        None if value.kind() == ValueKind::None => Ok(()),
        None => out.write_str(&escape(&value.to_string())),
    };
    written.map_err(Error::from)
}

/// Formats an id or other short word as code.
fn code(text: &str) -> String {
    let harmless: String = text
        .chars()
        .map(|c| if c == '`' || is_steering(c) { ' ' } else { c })
        .collect();
    format!("`{}`", harmless.replace('|', "\\|").trim())
}

/// Returns a text on one line that reads as itself in Markdown, even in a table: nothing in it
/// starts formatting, HTML, a list or the next cell, and nothing steers a terminal.
pub fn escape_markdown(text: &str) -> String {
    let line_ends = text.replace(|c: char| c.is_whitespace() || c.is_control(), " ");
    let one_line = without_steering(&line_ends)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut out = String::with_capacity(one_line.len() + 8);
    if begins_a_block(&one_line) {
        out.push('\\');
    }
    let mut before = ' ';
    let mut chars = one_line.chars().peekable();
    let mut in_number = true;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let inner = before.is_alphanumeric() && next.is_some_and(char::is_alphanumeric);
        let formatting = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '|' | '~' | '&' => true,
            '_' => !inner,
            // `1. ` and `1) ` start a list at the start of a line.
            '.' | ')' => in_number && before.is_ascii_digit() && next.is_none_or(|c| c == ' '),
            _ => false,
        };
        if formatting {
            out.push('\\');
        }
        in_number = in_number && c.is_ascii_digit();
        out.push(c);
        before = c;
    }
    out
}

/// Whether a line with this start would be a heading, quote, list or rule.
fn begins_a_block(line: &str) -> bool {
    line.starts_with(['#', '>', '+', '='])
        || (line.starts_with('-') && !line[1..].starts_with(|c: char| c.is_ascii_digit()))
}

/// Keeps at most one blank line in a row, and none at the end; strips trailing blanks.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() && blank {
            continue;
        }
        blank = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    if blank {
        out.pop();
    }
    out
}
