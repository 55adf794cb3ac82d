//! The tables of the warehouse as sources of dbt.

/// A table as dbt names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct SourceTable {
    /// The database or project, if it is named.
    pub database: Option<String>,
    /// The schema or data set, if it is named.
    pub schema: Option<String>,
    /// The table.
    pub identifier: String,
}

impl SourceTable {
    /// Reads a table's name, such as `crm.leads`: at most three parts, each in quotes or not.
    pub fn read(name: &str) -> Option<Self> {
        let mut parts = parts_of(name)?;
        let identifier = parts.pop().filter(|part| !part.is_empty())?;
        let schema = parts.pop();
        let database = parts.pop();
        parts.is_empty().then_some(Self {
            database,
            schema,
            identifier,
        })
    }
}

/// Splits a name at its points, taking the quotes away; `None` if a quote isn't closed, or something
/// else stands in it.
fn parts_of(name: &str) -> Option<Vec<String>> {
    if name.contains(['(', ')']) {
        return None;
    }
    let mut parts = vec![String::new()];
    let mut quote = None;
    let mut chars = name.trim().chars().peekable();
    while let Some(c) = chars.next() {
        let part = parts.last_mut()?;
        match (c, quote) {
            (c, Some(open)) if c == open => {
                if chars.peek() == Some(&c) {
                    chars.next();
                    part.push(c);
                } else {
                    quote = None;
                }
            }
            ('"' | '`', None) if part.is_empty() => quote = Some(c),
            ('.', None) => parts.push(String::new()),
            _ => part.push(c),
        }
    }
    quote.is_none().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(name: &str) -> Option<[String; 3]> {
        let table = SourceTable::read(name)?;
        let text = Option::unwrap_or_default;
        Some([text(table.database), text(table.schema), table.identifier])
    }

    #[test]
    fn a_table_is_named_by_up_to_three_parts() {
        let three = |a: &str, b: &str, c: &str| Some([a.to_owned(), b.to_owned(), c.to_owned()]);
        assert_eq!(parts("leads"), three("", "", "leads"));
        assert_eq!(parts("crm.leads"), three("", "crm", "leads"));
        assert_eq!(parts("a.b.c"), three("a", "b", "c"));
        assert_eq!(
            parts("`a-b`.\"c.d\".\"e\"\"f\""),
            three("a-b", "c.d", "e\"f")
        );
        assert_eq!(parts("a.b.c.d"), None);
        assert_eq!(parts("\"open"), None);
        assert_eq!(parts("(select 1)"), None);
    }
}
