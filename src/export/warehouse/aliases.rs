//! Names for the columns that a query makes: readable, no reserved words, and each only once.

use std::collections::HashSet;

/// The most letters taken from a name of the model. `PostgreSQL` cuts names after 63 bytes.
const MAX_LETTERS: usize = 40;

/// The names given so far.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    taken: HashSet<String>,
}

impl Aliases {
    /// Keeps a name from being given.
    pub fn take(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    /// Returns a name such as `job_title_text` that needs no quotes. `suffix` keeps it apart from
    /// reserved words.
    pub fn make(&mut self, name: &str, suffix: &str) -> String {
        let mut letters = String::new();
        for c in name.chars() {
            let c = c.to_ascii_lowercase();
            let next = if c.is_ascii_alphanumeric() { c } else { '_' };
            if !(next == '_' && letters.ends_with('_')) {
                letters.push(next);
            }
        }
        letters.truncate(MAX_LETTERS);
        let stem = letters.trim_matches('_');
        let first = stem.chars().next();
        let stem = match first {
            Some('a'..='z') => format!("{stem}_{suffix}"),
            Some(_) => format!("n{stem}_{suffix}"),
            None => format!("other_{suffix}"),
        };
        let numbered = (2..).map(|n| format!("{stem}_{n}"));
        let mut names = std::iter::once(stem.clone()).chain(numbered);
        let free = names.find(|name| !self.taken.contains(name));
        let free = free.unwrap_or(stem);
        self.taken.insert(free.clone());
        free
    }
}

#[cfg(test)]
mod tests {
    use super::Aliases;

    #[test]
    fn names_are_plain_and_come_once() {
        let mut aliases = Aliases::default();
        for (name, alias) in [
            ("Job Title", "job_title_text"),
            ("job-title", "job_title_text_2"),
            ("select", "select_text"),
            ("2nd \"name\"", "n2nd_name_text"),
            ("Größe", "gr_e_text"),
            ("…", "other_text"),
        ] {
            assert_eq!(aliases.make(name, "text"), alias);
        }
        let long = aliases.make(&"x".repeat(300), "text");
        assert_eq!(long, format!("{}_text", "x".repeat(40)));
    }
}
