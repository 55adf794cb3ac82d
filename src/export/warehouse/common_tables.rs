//! The named steps of a query, one after the other.

use super::table_columns::MadeColumn;

/// The steps written so far.
#[derive(Debug)]
pub(super) struct CommonTables {
    /// What stands between a step's name and its query.
    word: &'static str,
    steps: Vec<String>,
}

impl CommonTables {
    /// Starts without a step. `word` stands between a step's name and its query.
    pub fn new(word: &'static str) -> Self {
        Self {
            word,
            steps: Vec::new(),
        }
    }

    /// Adds a step: its name, what it is for, and its SELECT.
    pub fn add(&mut self, name: &str, about: &str, select: &str) {
        let body = select.trim_end().replace('\n', "\n  ");
        let word = self.word;
        self.steps
            .push(format!("-- {about}\n{name} {word} (\n  {body}\n)"));
    }

    /// Adds a step that has all columns of an earlier one and these; nothing if there are none.
    /// Returns the name of the step to go on from.
    pub fn extend(
        &mut self,
        from: &str,
        name: &str,
        about: &str,
        columns: &[MadeColumn],
    ) -> String {
        if columns.is_empty() {
            return from.to_owned();
        }
        let select = format!("SELECT p.*,\n{}\nFROM {from} AS p", listed(columns));
        self.add(name, about, &select);
        name.to_owned()
    }

    /// Returns all steps.
    pub fn text(&self) -> String {
        format!("WITH\n{}\n", self.steps.join(",\n"))
    }
}

/// Writes columns one below the other, with their comments.
pub(super) fn listed(columns: &[MadeColumn]) -> String {
    let last = columns.len().saturating_sub(1);
    let lines = columns.iter().enumerate().map(|(at, column)| {
        let comment = match column.comment.as_str() {
            "" => String::new(),
            comment => format!("  -- {}\n", in_comment(comment)),
        };
        let comma = if at == last { "" } else { "," };
        format!(
            "{comment}  {} AS {}{comma}",
            column.expression, column.alias
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Returns a name as it can stand in a comment to the end of a line: on one line, and without what
/// clients put other texts in for. A backslash at its end would make Spark take the next line for a
/// part of the comment.
pub(super) fn in_comment(text: &str) -> String {
    let text = crate::model::printable::clean(text);
    text.replace('\\', "/")
        .replace("${", "$ {")
        .replace("/*", "/ *")
        .replace("*/", "* /")
        .replace('\u{85}', " ")
        .replace(['\u{2028}', '\u{2029}'], " ")
        .replace(';', ",")
}

/// Makes a column without a comment.
pub(super) fn column(expression: impl Into<String>, alias: impl Into<String>) -> MadeColumn {
    MadeColumn {
        expression: expression.into(),
        alias: alias.into(),
        comment: String::new(),
    }
}
