//! Fills the templates of the handbook. Every value is one line without steering characters and
//! escaped for HTML, except the style and scripts of the program and the model made by `for_script`.

use minijinja::{Error, Value};
use serde::Serialize;

use super::super::ExportError;
use super::super::template::escaping_environment;
use crate::model::printable::{clean, escaped_json};

const PAGE: &str = "handbook.html";

/// The templates by name; the page includes the others.
const TEMPLATES: [(&str, &str); 9] = [
    (
        PAGE,
        include_str!("../../../assets/handbook/handbook.html.j2"),
    ),
    (
        "summary.html",
        include_str!("../../../assets/handbook/summary.html.j2"),
    ),
    (
        "checker.html",
        include_str!("../../../assets/handbook/checker.html.j2"),
    ),
    (
        "map.html",
        include_str!("../../../assets/handbook/map.html.j2"),
    ),
    (
        "buyers.html",
        include_str!("../../../assets/handbook/buyers.html.j2"),
    ),
    (
        "scoring.html",
        include_str!("../../../assets/handbook/scoring.html.j2"),
    ),
    (
        "decisions.html",
        include_str!("../../../assets/handbook/decisions.html.j2"),
    ),
    (
        "evidence.html",
        include_str!("../../../assets/handbook/evidence.html.j2"),
    ),
    (
        "changelog.html",
        include_str!("../../../assets/handbook/changelog.html.j2"),
    ),
];

/// Fills the page.
pub(super) fn fill(context: Value) -> Result<String, ExportError> {
    let failed = |error: Error| ExportError::Template(PAGE, format!("{error:#}"));
    let mut environment = escaping_environment("html of people", escape_html).map_err(failed)?;
    for (name, source) in TEMPLATES {
        environment.add_template(name, source).map_err(failed)?;
    }
    let template = environment.get_template(PAGE).map_err(failed)?;
    let text = template.render(context).map_err(failed)?;
    let mut page = String::with_capacity(text.len());
    let lines = text.lines().map(str::trim_end);
    for line in lines.filter(|line| !line.is_empty()) {
        page.push_str(line);
        page.push('\n');
    }
    Ok(page)
}

/// Returns a text on one line that reads as itself in HTML, between tags and in a quoted attribute.
pub(super) fn escape_html(text: &str) -> String {
    let line = clean(text);
    let mut out = String::with_capacity(line.len() + 8);
    for c in line.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Returns a value as JSON that stays JSON inside a `script` element, whatever its texts say.
pub(super) fn for_script(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("a model is plain data");
    escaped_json(&json)
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}
