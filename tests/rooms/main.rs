//! Reads the sources and fails on any import that the rooms of the code do not allow.
//!
//! The arrows are the table below; a room that is missing there fails too. The sources are parsed,
//! not compiled: `use` trees are expanded, and `super` is resolved. Inside a room no file may lead
//! to another one that leads back to it.

mod imports;

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use imports::{Sources, circles, named_paths};

/// Pure rooms: no files, no clock.
const PURE: &[&str] = &[
    "release",
    "export",
    "check",
    "revision",
    "evidence",
    "proof",
    "scoring",
    "statistics",
    "document",
    "model",
];

/// Each room and what it may import: rooms further down, or a part of one.
#[rustfmt::skip]
const ARROWS: &[(&str, &[&str])] = &[
    ("cli",      &["plain", "terminal", "host", "screens", "widgets", "app", "store", "records", "PURE"]),
    ("plain",    &["host", "app", "document"]),
    ("terminal", &["host", "screens", "widgets", "app"]),
    // A picture of the room is drawn where it is written, whoever asked for it.
    ("host",     &["screens::room_picture", "app", "store", "records", "PURE"]),
    ("screens",  &["app", "widgets", "PURE"]),
    ("app",      &["widgets::text", "widgets::theme_name", "PURE"]),
    ("widgets",  &["model"]),
    ("store",    &["model", "records"]),
    ("records",  &["model", "scoring"]),
    ("release",  &["export", "check", "revision", "evidence", "proof", "scoring", "model"]),
    ("export",   &["check", "revision", "evidence", "statistics", "proof", "scoring", "model"]),
    ("check",    &["proof", "scoring", "model"]),
    ("revision", &["proof", "scoring", "model"]),
    ("evidence", &["proof", "scoring", "statistics", "model"]),
    ("proof",    &["scoring", "model"]),
    ("scoring",  &["model"]),
    ("statistics", &[]),
    ("document", &["model"]),
    ("model",    &[]),
];

/// The rooms of the workbench's core, the lowest first. Each may lead to those before it.
const APP: &[&str] = &[
    "input",
    "secrecy",
    "dialogs",
    "state",
    "steps",
    "actions",
    "ballot",
    "projector",
    "update",
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
    for named in named_paths(text) {
        let path: Vec<&str> = named.path.iter().map(String::as_str).collect();
        let to = leads_to(&path, depth + named.inside).filter(|to| *to != room);
        let known = to.filter(|to| ARROWS.iter().any(|(room, _)| room == to));
        let part = |to: &str| {
            let rest = path.iter().skip_while(|word| **word != to).nth(1);
            rest.is_some_and(|rest| allowed.contains(format!("{to}::{rest}").as_str()))
        };
        if let Some(to) = known.filter(|to| !allowed.contains(to) && !part(to)) {
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

/// Returns whether a file has tests alone: `tests.rs`, `rows_tests.rs`.
fn is_tests(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.ends_with("tests.rs")
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the sources") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") && !is_tests(&path) {
            // A room's tests in a file of their own may read the examples with `store`.
            found.push(path);
        }
    }
}

#[test]
fn every_room_imports_along_the_arrows_only() {
    let files = all_sources();
    assert!(files.len() > 50, "the sources are there");
    let mut found = Vec::new();
    let mut seen = 0;
    for (file, text) in &files {
        found.extend(faults(file, text));
        let rooms = named_paths(text)
            .into_iter()
            .filter(|n| n.path[0] == "crate");
        seen += rooms.count();
    }
    assert!(seen > 100, "imports are seen: {seen}");
    let lines: Vec<String> = found.iter().map(Fault::to_string).collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

/// Returns the path under `src` and the text of every source file that isn't a test's.
fn all_sources() -> Vec<(String, String)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    files.sort();
    let read = |path: &PathBuf| {
        let file = path.strip_prefix(&src).expect("under src");
        let parts: Vec<_> = file.iter().map(|p| p.to_string_lossy()).collect();
        let text = std::fs::read_to_string(path).expect("a source file");
        (parts.join("/"), text)
    };
    files.iter().map(read).collect()
}

/// Returns the sources of the rooms: without the roots, which name every room, and the tests.
fn sources_of_rooms() -> Vec<(String, String)> {
    let mut files = all_sources();
    files.retain(|(file, _)| {
        let is_test = file.contains("/tests/") || file.ends_with("_tests.rs");
        !is_test && file != "lib.rs" && file != "main.rs"
    });
    files
}

/// Returns the circles among some files, each as the paths of its modules.
fn circles_of(files: &[(String, String)]) -> Vec<String> {
    let found = circles(&Sources::of(files).needs());
    let line = |circle: &BTreeSet<Vec<String>>| {
        let modules: Vec<String> = circle.iter().map(|module| module.join("::")).collect();
        modules.join(" ")
    };
    found.iter().map(line).collect()
}

#[test]
fn no_file_leads_back_to_itself() {
    let found = circles_of(&sources_of_rooms());
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Returns the arrows inside `app` that lead up, each with its two files.
fn arrows_up(files: &[(String, String)]) -> Vec<String> {
    let height = |module: &Vec<String>| {
        let inside = module.first().is_some_and(|room| room == "app");
        let room = module.get(1).filter(|_| inside)?;
        APP.iter().position(|known| known == room)
    };
    let mut found = Vec::new();
    for (from, needs) in Sources::of(files).needs() {
        for to in needs {
            if let (Some(low), Some(high)) = (height(&from), height(&to))
                && low < high
            {
                found.push(format!("{} -> {}", from.join("::"), to.join("::")));
            }
        }
    }
    found
}

#[test]
fn no_room_of_app_leads_up() {
    let files = sources_of_rooms();
    let outside: Vec<&String> = files
        .iter()
        .map(|(file, _)| file)
        .filter(|file| file.starts_with("app/") && *file != "app/mod.rs")
        .filter(|file| {
            let name = file["app/".len()..].trim_end_matches(".rs");
            !APP.iter().any(|room| name.split('/').next() == Some(room))
        })
        .collect();
    assert!(outside.is_empty(), "not in a room of app: {outside:?}");
    let found = arrows_up(&files);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    let made_up = [
        (
            "app/mod.rs".to_owned(),
            "pub mod input; pub mod steps; pub use steps::row::Row;".to_owned(),
        ),
        ("app/steps/mod.rs".to_owned(), "pub mod row;".to_owned()),
        (
            "app/input/key.rs".to_owned(),
            "use crate::app::Row;".to_owned(),
        ),
        (
            "app/steps/row.rs".to_owned(),
            "use super::super::input::key; pub struct Row;".to_owned(),
        ),
    ];
    assert_eq!(arrows_up(&made_up), ["app::input::key -> app::steps::row"]);
}

#[test]
fn screens_only_draw() {
    for (file, text) in sources_of_rooms() {
        if file.starts_with("screens/") {
            let code: String = text.split("#[cfg(test)]").next().unwrap_or_default().into();
            assert!(!code.contains("&mut State"), "src/{file} changes the state");
        }
    }
}

#[test]
fn a_circle_of_files_is_found_however_it_is_closed() {
    let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
    let both = ["app::a app::b".to_owned()];
    for text in [
        "use super::a::A;",
        "use super::A;",
        "use crate::app::A as Other;",
        "fn f(a: &super::a::A) {}",
        "fn f() { format!(\"{}\", crate::app::a::A) }",
        "mod inner { use super::super::A; }",
        "impl super::A {}",
    ] {
        let files = [
            file("app/mod.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
            file("app/a.rs", "use super::b::B; pub struct A;"),
            file("app/b.rs", text),
        ];
        assert_eq!(circles_of(&files), both, "{text}");
    }
    for text in [
        "#[cfg(test)] mod tests { use super::super::A; }",
        "//! Not [`super::A`].\npub struct B;",
        "mod inner { use super::B; }",
    ] {
        let files = [
            file("app/mod.rs", "mod a; mod b; pub use a::A; pub use b::B;"),
            file("app/a.rs", "use super::b::B; pub struct A;"),
            file("app/b.rs", text),
        ];
        assert!(circles_of(&files).is_empty(), "{text}");
    }
    let parent = [
        file("app/mod.rs", "mod a; pub struct M; fn f() { a::f() }"),
        file("app/a.rs", "use super::M; pub fn f() {}"),
    ];
    assert_eq!(circles_of(&parent), ["app app::a"]);
}

#[test]
fn arrows_point_down_only() {
    for (index, (room, _)) in ARROWS.iter().enumerate() {
        for to in allowed(room).expect("it is in the table") {
            let to = to.split("::").next().expect("a room");
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
    let chart = one(1, "`app` may not import `widgets`");
    assert_eq!(
        wrong("app/a.rs", "use crate::widgets::{text::fit, chart::bar};"),
        chart
    );
    let model = "`model` may not import `host`";
    for text in [
        "use crate::host;",
        "use crate::{model::Id, host::{self, open}};",
        "use crate::{model::{Id, Stage}, host as other};",
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
        "//! As [`crate::host::Host`] does.\n/// Not `crossterm::event`.\n/* std::fs */\nstruct A;",
        "const A: &str = \"use crate::host; \\\" std::fs::read\";",
        "const A: &str = r#\"crate::\"host\"#;",
        "fn host<'a>(std: &'a str) { super::frame::draw(); }",
        "mod tests { use super::*; use super::super::panes; }",
        "use std::fmt::Write; use crate::screens::home;",
    ] {
        assert_eq!(wrong("screens/a.rs", text), [], "{text}");
    }
}
