//! Finds the column of a header that holds a field: a single one ([`column_of`]), or many
//! ([`ColumnIndex`]), since a header can have very many columns and as many fields to find.

use std::collections::HashMap;

use super::text::lower;

/// Returns the column of a field: the first with exactly this name, else the first whose name is
/// the same when ignoring case and treating spaces, underscores and hyphens alike. So the field
/// `job_title` finds `Job Title`.
pub fn column_of(columns: &[String], field: &str) -> Option<usize> {
    let field = field.trim();
    if field.is_empty() {
        return None;
    }
    columns
        .iter()
        .position(|column| column == field)
        .or_else(|| {
            let is = |column: &String| normalized_chars(column).eq(normalized_chars(field));
            columns.iter().position(is)
        })
}

/// Returns a field's name in the form that is equal for all names that find the same column, unless a
/// header has several of them.
pub fn field_key(field: &str) -> String {
    normalized_chars(field).collect()
}

/// Returns a name's characters in normalised form, equal for all names that match.
fn normalized_chars(name: &str) -> impl Iterator<Item = char> {
    #[cfg(test)]
    COMPARED.set(COMPARED.get() + 1);
    let one = |c| match lower(c) {
        ' ' | '-' => '_',
        c => c,
    };
    name.trim().chars().map(one)
}

/// An index to find the columns of many fields, each in constant time.
#[derive(Clone, Debug, Default)]
pub struct ColumnIndex<'a> {
    by_exact_name: HashMap<&'a str, usize>,
    by_normalized_name: HashMap<String, usize>,
}

impl<'a> ColumnIndex<'a> {
    /// Indexes the columns of a header.
    pub fn new(columns: &'a [String]) -> Self {
        let mut index = Self::default();
        for (at, column) in columns.iter().enumerate() {
            index.by_exact_name.entry(column).or_insert(at);
            index
                .by_normalized_name
                .entry(normalized_chars(column).collect())
                .or_insert(at);
        }
        index
    }

    /// Returns the column of a field, as [`column_of`] finds it.
    pub fn find(&self, field: &str) -> Option<usize> {
        let field = field.trim();
        if field.is_empty() {
            return None;
        }
        let alike = || {
            self.by_normalized_name
                .get(&normalized_chars(field).collect::<String>())
        };
        self.by_exact_name.get(field).or_else(alike).copied()
    }

    /// Returns the first column with exactly this name.
    pub fn find_exact(&self, name: &str) -> Option<usize> {
        self.by_exact_name.get(name).copied()
    }
}

#[cfg(test)]
thread_local! {
    /// Names compared so far, the cost of lookups.
    pub static COMPARED: std::cell::Cell<u64> = const { std::cell::Cell::new(0) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_finds_its_column_exactly_or_alike() {
        let columns = [
            "Job Title",
            "job_title",
            "Plan-Name",
            "",
            "jobtitle",
            "-",
            " plan name",
        ];
        let columns = columns.map(String::from);
        let index = ColumnIndex::new(&columns);
        let of = |field| {
            assert_eq!(index.find(field), column_of(&columns, field), "{field}");
            column_of(&columns, field)
        };
        assert_eq!(of("job_title"), Some(1), "the exact one before the alike");
        assert_eq!(of("JOB-TITLE"), Some(0));
        assert_eq!(of("plan name"), Some(2));
        assert_eq!(of("JobTitle"), Some(4), "no separator is not a separator");
        assert_eq!((of(""), of(" "), of("plan")), (None, None, None));
        assert_eq!(of("_"), Some(5));
        assert_eq!(index.find_exact("JOB-TITLE"), None);
    }
}
