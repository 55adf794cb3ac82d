//! Reads the sources and fails on any import that the rooms of the code do not allow.
//!
//! The arrows are the table below; a room that is missing there fails too. The sources are scanned
//! as tokens, not compiled: comments, strings and characters are skipped, `use` trees are expanded,
//! and `super` is resolved.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

/// Pure rooms: no files, no clock.
const PURE: &[&str] = &[
    "release", "export", "check", "revision", "evidence", "proof", "scoring", "model",
];

/// Each room and what it may import. A room imports only rooms further down.
#[rustfmt::skip]
const ARROWS: &[(&str, &[&str])] = &[
    ("cli",      &["plain", "terminal", "host", "screens", "widgets", "app", "store", "records", "PURE"]),
    ("plain",    &["host", "app"]),
    ("terminal", &["host", "screens", "widgets", "app"]),
    ("host",     &["app", "store", "records", "PURE"]),
    ("screens",  &["app", "widgets", "PURE"]),
    ("widgets",  &["model"]),
    ("app",      &["PURE"]),
    ("store",    &["model", "records"]),
    ("records",  &["model", "scoring"]),
    ("release",  &["export", "check", "revision", "evidence", "proof", "scoring", "model"]),
    ("export",   &["check", "revision", "evidence", "proof", "scoring", "model"]),
    ("check",    &["proof", "scoring", "model"]),
    ("revision", &["proof", "scoring", "model"]),
    ("evidence", &["proof", "scoring", "model"]),
    ("proof",    &["scoring", "model"]),
    ("scoring",  &["model"]),
    ("model",    &[]),
];

/// Other rooms that do no I/O and read no clock.
const QUIET: &[&str] = &["app", "screens", "widgets"];

/// What a quiet room must not name, and why.
#[rustfmt::skip]
const LOUD: &[(&[&str], &str)] = &[
    (&["std", "fs"],          "reads or writes files"),
    (&["std", "io"],          "does I/O"),
    (&["std", "net"],         "does I/O"),
    (&["std", "env"],         "depends on the machine"),
    (&["std", "process"],     "starts or ends programs"),
    (&["SystemTime", "now"],  "asks the clock"),
    (&["Instant", "now"],     "asks the clock"),
    (&["Timestamp", "now"],   "asks the clock"),
    (&["Zoned", "now"],       "asks the clock"),
];

/// Crates used in one place only. A room's own tests may use them to read an example, as the pure
/// rooms cannot ask `store` for it.
const KEPT: &[(&str, &str)] = &[("crossterm", "terminal/"), ("serde_yaml", "store/yaml.rs")];

/// A path in the code, such as `crate::model::Id`, with its enclosing modules.
#[derive(Debug, PartialEq, Eq)]
struct Named {
    line: usize,
    path: Vec<String>,
    /// Number of enclosing inline modules.
    inside: usize,
}

/// An import that is not allowed.
#[derive(Debug, PartialEq, Eq)]
struct Fault {
    file: String,
    line: usize,
    what: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "src/{}:{}: {}", self.file, self.line, self.what)
    }
}

fn allowed(room: &str) -> Option<BTreeSet<&'static str>> {
    let (_, to) = ARROWS.iter().find(|(from, _)| *from == room)?;
    let spelled = |name: &&'static str| match *name {
        "PURE" => PURE.to_vec(),
        one => vec![one],
    };
    Some(to.iter().flat_map(spelled).collect())
}

/// Returns the faults of one file, given by its path under `src`.
fn faults(file: &str, text: &str) -> Vec<Fault> {
    // The roots only name the rooms and call the top one.
    if file == "lib.rs" || file == "main.rs" {
        return Vec::new();
    }
    let parts: Vec<&str> = file.trim_end_matches(".rs").split('/').collect();
    let room = parts[0];
    let fault = |line: usize, what: String| Fault {
        file: file.into(),
        line,
        what,
    };
    let Some(allowed) = allowed(room) else {
        return vec![fault(
            1,
            format!("the room `{room}` isn't in the table of arrows"),
        )];
    };
    let is_test = parts[1..].contains(&"tests");
    let depth = parts.len() - usize::from(parts.last() == Some(&"mod"));
    let mut found = Vec::new();
    for named in paths(text) {
        let path: Vec<&str> = named.path.iter().map(String::as_str).collect();
        let to = leads_to(&path, depth + named.inside).filter(|to| *to != room);
        let known = to.filter(|to| ARROWS.iter().any(|(room, _)| room == to));
        if let Some(to) = known.filter(|to| !allowed.contains(to)) {
            found.push(fault(named.line, format!("`{room}` may not import `{to}`")));
        }
        for (name, place) in KEPT {
            if path.contains(name) && !file.starts_with(place) && !is_test {
                found.push(fault(
                    named.line,
                    format!("only src/{place} may use {name}"),
                ));
            }
        }
        if PURE.contains(&room) || QUIET.contains(&room) {
            for (loud, why) in LOUD {
                if path.windows(loud.len()).any(|window| window == *loud) {
                    let path = path.join("::");
                    found.push(fault(
                        named.line,
                        format!("`{room}` may not: `{path}` {why}"),
                    ));
                }
            }
        }
    }
    // A tree that names a room twice is a single fault.
    found.dedup();
    found
}

/// Returns the room a path leads to, from this depth in the crate; `None` if it stays in its room
/// or leads to another crate.
fn leads_to<'a>(path: &[&'a str], depth: usize) -> Option<&'a str> {
    match path {
        ["crate" | "accord", room, ..] => Some(room),
        ["self", rest @ ..] if rest.first() == Some(&"super") => leads_to(rest, depth),
        _ => {
            let up = path.iter().take_while(|word| **word == "super").count();
            (up > 0 && up >= depth).then(|| path.get(up).copied())?
        }
    }
}

/// Returns every path in a source text, with `use` trees expanded.
fn paths(text: &str) -> Vec<Named> {
    let words = words(text);
    let (mut found, mut inside, mut braces) = (Vec::new(), Vec::new(), 0_usize);
    let mut at = 0;
    while at < words.len() {
        let (line, word) = &words[at];
        match word.as_str() {
            "{" => braces += 1,
            "}" => {
                if inside.last() == Some(&braces) {
                    inside.pop();
                }
                braces = braces.saturating_sub(1);
            }
            "mod" if words.get(at + 2).is_some_and(|w| w.1 == "{") => {
                inside.push(braces + 1);
            }
            "use" => {
                let mut all = Vec::new();
                at = tree(&words, at + 1, &[], &mut all);
                found.extend(all.into_iter().map(|path| Named {
                    line: *line,
                    path,
                    inside: inside.len(),
                }));
                continue;
            }
            word if is_name(word) => {
                let mut path = vec![word.to_owned()];
                while words.get(at + 1).is_some_and(|w| w.1 == "::")
                    && words.get(at + 2).is_some_and(|w| is_name(&w.1))
                {
                    path.push(words[at + 2].1.clone());
                    at += 2;
                }
                found.push(Named {
                    line: *line,
                    path,
                    inside: inside.len(),
                });
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// Reads a `use` tree from a token on, and returns where it ends.
fn tree(
    words: &[(usize, String)],
    mut at: usize,
    before: &[String],
    all: &mut Vec<Vec<String>>,
) -> usize {
    let mut path = before.to_vec();
    while let Some((_, word)) = words.get(at) {
        match word.as_str() {
            "::" => {}
            "{" => {
                at += 1;
                while words.get(at).is_some_and(|w| w.1 != "}") {
                    at = tree(words, at, &path, all);
                    if words.get(at).is_some_and(|w| w.1 == ",") {
                        at += 1;
                    }
                }
                return at + 1;
            }
            // The new name after `as` leads nowhere.
            "as" => at += 1,
            "*" => path.push("*".into()),
            word if is_name(word) => path.push(word.into()),
            _ => break,
        }
        at += 1;
    }
    if path.len() > before.len() {
        all.push(path);
    }
    at
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Returns the tokens of a source text with their lines: names, `::` and single characters.
/// Comments, strings and characters are skipped.
fn words(text: &str) -> Vec<(usize, String)> {
    let mut words = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment(rest)
        } else if let Some(length) = raw_text(rest) {
            length
        } else if c == '"' {
            quoted(rest, '"')
        } else if c == '\'' {
            character(rest)
        } else if c.is_alphanumeric() || c == '_' {
            let other = |c: char| !(c.is_alphanumeric() || c == '_');
            let length = rest.find(other).unwrap_or(rest.len());
            words.push((line, rest[..length].to_owned()));
            length
        } else if rest.starts_with("::") {
            words.push((line, "::".into()));
            2
        } else {
            if !c.is_whitespace() {
                words.push((line, c.into()));
            }
            c.len_utf8()
        };
        line += rest[..length].matches('\n').count();
        rest = &rest[length..];
    }
    words
}

/// Returns the length of a comment, including nested ones.
fn comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                break;
            }
        } else {
            at += text[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    at
}

/// Returns the length of a string such as `r#"..."#` or `b"..."`, if one starts here.
fn raw_text(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r"].into_iter().find(|p| text.starts_with(p));
    if let Some(prefix) = prefix {
        let after = &text[prefix.len()..];
        let hashes = after.len() - after.trim_start_matches('#').len();
        if after[hashes..].starts_with('"') {
            let end = format!("\"{}", "#".repeat(hashes));
            let begin = prefix.len() + hashes + 1;
            let length = text[begin..].find(&end)?;
            return Some(begin + length + end.len());
        }
    }
    let plain = ["b\"", "c\""].into_iter().any(|p| text.starts_with(p));
    plain.then(|| 1 + quoted(&text[1..], '"'))
}

/// Returns the length of a quoted string.
fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    text.len()
}

/// Returns the length of a character literal, or of the quote of a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.chars().skip(1);
    match (chars.next(), chars.next()) {
        (Some('\\'), _) | (Some(_), Some('\'')) => quoted(text, '\''),
        _ => 1,
    }
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
            // A room's tests in a file of their own may read the examples with `store`.
            found.push(path);
        }
    }
}

#[test]
fn every_room_imports_along_the_arrows_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.sort();
    assert!(files.len() > 50, "the sources are there");
    let mut found = Vec::new();
    let mut seen = 0;
    for path in &files {
        let text = std::fs::read_to_string(path).expect("a source file");
        let file = path.strip_prefix(&src).expect("under src");
        let parts: Vec<_> = file.iter().map(|p| p.to_string_lossy()).collect();
        found.extend(faults(&parts.join("/"), &text));
        let rooms = paths(&text).into_iter().filter(|n| n.path[0] == "crate");
        seen += rooms.count();
    }
    assert!(seen > 100, "imports are seen: {seen}");
    let lines: Vec<String> = found.iter().map(Fault::to_string).collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

#[test]
fn arrows_point_down_only() {
    for (index, (room, _)) in ARROWS.iter().enumerate() {
        for to in allowed(room).expect("it is in the table") {
            let below = ARROWS[index + 1..].iter().any(|(other, _)| *other == to);
            assert!(below, "{room} -> {to}");
        }
    }
}

/// Returns the faults of a made-up file, each with its line.
fn wrong(file: &str, text: &str) -> Vec<(usize, String)> {
    faults(file, text)
        .into_iter()
        .map(|f| (f.line, f.what))
        .collect()
}

fn one(line: usize, what: &str) -> Vec<(usize, String)> {
    vec![(line, what.to_owned())]
}

#[test]
fn a_forbidden_import_is_found_however_it_is_written() {
    let widgets = "`widgets` may not import `app`";
    assert_eq!(
        wrong("widgets/list.rs", "\nuse crate::app::State;"),
        one(2, widgets)
    );
    let model = "`model` may not import `host`";
    for text in [
        "use crate::host;",
        "use crate::{model::Id, host::{self, open}};",
        "use crate::{\n    model::{Id, Stage}, host as other,\n};",
        "pub use super::host::open;",
        "fn f() { crate::host::open(); }",
        "fn f(x: &super::host::Host) {}",
        "mod inner { use super::super::host; }",
        "mod inner { mod more { fn f() { super::super::super::host::open() } } }",
        "const A: &'static str = r#\"\"\"#; use crate::host;",
        "const A: char = '\"'; use crate::host;",
        "/* a /* b */ c */ use crate::host;",
        "mod inner { } use super::host;",
    ] {
        assert_eq!(wrong("model/mod.rs", text), one(1, model), "{text}");
    }
    let deep = "use super::super::host;";
    assert_eq!(wrong("model/stage.rs", deep), one(1, model));
    let unknown = "the room `cellar` isn't in the table of arrows";
    assert_eq!(wrong("cellar/mod.rs", ""), one(1, unknown));
    assert_eq!(wrong("cellar.rs", ""), one(1, unknown));
}

#[test]
fn kept_crates_clocks_and_files_are_found() {
    let crossterm = "only src/terminal/ may use crossterm";
    for text in ["use crossterm::event;", "use ratatui::crossterm::event;"] {
        assert_eq!(wrong("screens/a.rs", text), one(1, crossterm), "{text}");
    }
    let yaml = "only src/store/yaml.rs may use serde_yaml";
    assert_eq!(wrong("export/tests.rs", "use serde_yaml;"), []);
    assert_eq!(wrong("export/a.rs", "use serde_yaml;"), one(1, yaml));
    assert_eq!(
        wrong("store/a.rs", "fn f() { serde_yaml::to_string(&1); }"),
        one(1, yaml)
    );
    for (text, path, why) in [
        ("use std::{fmt, fs};", "std::fs", "reads or writes files"),
        ("use std::io::{self, Write};", "std::io::self", "does I/O"),
        (
            "fn f() { std::time::Instant::now(); }",
            "std::time::Instant::now",
            "asks the clock",
        ),
        (
            "fn f() { Timestamp::now(); }",
            "Timestamp::now",
            "asks the clock",
        ),
        (
            "fn f() { jiff::Zoned::now(); }",
            "jiff::Zoned::now",
            "asks the clock",
        ),
    ] {
        let first = wrong("app/a.rs", text).remove(0);
        assert_eq!(
            first,
            (1, format!("`app` may not: `{path}` {why}")),
            "{text}"
        );
        assert_eq!(wrong("host/a.rs", text), [], "{text}");
    }
}

#[test]
fn what_is_allowed_or_only_spoken_of_is_let_be() {
    for text in [
        "use crate::{app::State, model::Id, widgets::Theme};",
        "//! As [`crate::host::Host`] does.\n/// Not `crossterm::event`.\n/* std::fs */",
        "const A: &str = \"use crate::host; \\\" std::fs::read\";",
        "const A: &str = r#\"crate::\"host\"#;",
        "fn host<'a>(std: &'a str) { super::frame::draw(); }",
        "mod tests { use super::*; use super::super::panes; }",
        "use std::fmt::Write; use crate::screens::home;",
    ] {
        assert_eq!(wrong("screens/a.rs", text), [], "{text}");
    }
}
