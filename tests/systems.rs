//! Reads the sources and fails on anything specific to one system outside the files meant for it.
//!
//! The sources are scanned as text. Comments and tests are skipped; tests that need one system are
//! under `#[cfg(unix)]`, or would not compile on the others.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The files meant for it: file operations and signals.
const PLATFORM_FILES: [&str; 2] = ["store/system/", "terminal/signals.rs"];

/// What is specific to one system, and what to use instead.
#[rustfmt::skip]
const PLATFORM_SPECIFIC: &[(&str, &str)] = &[
    ("std::os::",          "what one system offers belongs into store/system/ or terminal/signals.rs"),
    ("/dev/",              "a device belongs into store/system/"),
    ("/proc",              "belongs into store/system/"),
    ("/etc/",              "belongs into store/system/"),
    ("\"/tmp",             "std::env::temp_dir() knows the folder"),
    ("libc::",             "belongs into store/system/"),
    ("signal_hook",        "belongs into terminal/signals.rs"),
    ("tokio",              "belongs into terminal/signals.rs"),
    ("SIGINT",             "belongs into terminal/signals.rs"),
    ("SIGTERM",            "belongs into terminal/signals.rs"),
    ("SIGHUP",             "belongs into terminal/signals.rs"),
    ("SIGTSTP",            "belongs into terminal/signals.rs"),
    ("SIGPIPE",            "belongs into terminal/signals.rs"),
    ("#[cfg(unix)]",       "one text for all systems, or store/system/"),
    ("#[cfg(windows)]",    "one text for all systems, or store/system/"),
    ("#[cfg(not(unix",     "one text for all systems, or store/system/"),
    ("#[cfg(not(windows",  "one text for all systems, or store/system/"),
    ("#[cfg(target_os",    "one text for all systems, or store/system/"),
    ("\"PATH\"",           "std::env::split_paths() knows what is between paths"),
    ("\"HOME\"",           "store::home_folder() knows it"),
    ("\"USERPROFILE\"",    "store::home_folder() knows it"),
    ("format!(\"{}:{}\"",  "std::env::join_paths() knows what is between paths"),
    ("fs::rename(",        "system::with_retries() tries again where another program holds the file"),
];

/// A line with this call is fine.
const WITH_RETRIES: &str = "system::with_retries(";

/// Returns the code of a file without comments and tests, keeping line numbers.
fn code(text: &str) -> Vec<&str> {
    let lines = text.lines();
    let own = lines.take_while(|line| !line.trim_start().starts_with("#[cfg(test)]"));
    own.map(|line| {
        let comment = line.trim_start().starts_with("//");
        if comment { "" } else { line }
    })
    .collect()
}

/// Returns what is foreign in a file, given by its path under `src`, with the lines.
fn faults(file: &str, text: &str) -> Vec<String> {
    if PLATFORM_FILES.iter().any(|meant| file.starts_with(meant)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (index, line) in code(text).into_iter().enumerate() {
        for (word, instead) in PLATFORM_SPECIFIC {
            if line.contains(word) && !line.contains(WITH_RETRIES) {
                found.push(format!("src/{file}:{}: `{word}`: {instead}", index + 1));
            }
        }
    }
    found
}

/// Returns all sources below a folder except tests, by path under `root`.
fn sources(root: &Path) -> Vec<(String, PathBuf)> {
    let mut found = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("it can be listed") {
            let path = entry.expect("it can be listed").path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if path.is_dir() {
                if name != "tests" {
                    folders.push(path);
                }
            } else if name.ends_with(".rs") && !name.ends_with("tests.rs") {
                let under = path.strip_prefix(root).expect("it is below");
                found.push((under.to_string_lossy().replace('\\', "/"), path));
            }
        }
    }
    found
}

#[test]
fn nothing_foreign_stands_outside_the_files_meant_for_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let sources = sources(&root);
    assert!(sources.len() > 300, "{} files were found", sources.len());
    for meant in PLATFORM_FILES {
        assert!(
            sources.iter().any(|(file, _)| file.starts_with(meant)),
            "{meant} is gone"
        );
    }
    let mut all = String::new();
    for (file, path) in sources {
        let text = std::fs::read_to_string(&path).expect("text");
        for fault in faults(&file, &text) {
            let _ = writeln!(all, "{fault}");
        }
    }
    assert!(all.is_empty(), "\n{all}");
}

#[test]
fn each_foreign_word_is_found_in_code_and_nowhere_else() {
    for (word, _) in PLATFORM_SPECIFIC {
        let line = format!("    let it = {word};\n");
        assert_eq!(faults("cli/score.rs", &line).len(), 1, "{word}");
        assert!(faults("terminal/signals.rs", &line).is_empty());
        assert!(faults("cli/score.rs", &format!("// {line}")).is_empty());
        let tests = format!("fn it() {{}}\n#[cfg(test)]\nmod tests {{\n{line}}}\n");
        assert!(faults("cli/score.rs", &tests).is_empty());
    }
    let found = faults(
        "app/state.rs",
        "fn a() {}\nuse std::os::unix::fs::symlink;\n",
    );
    assert!(found[0].starts_with("src/app/state.rs:2: "), "{found:?}");
    let patient = "    system::with_retries(patience, || fs::rename(&beside, &path))?;\n";
    assert!(faults("store/files.rs", patient).is_empty());
}
