//! The columns of the output: our own, those asked for, and those that are passed through.

use std::collections::HashMap;

use super::super::Failure;
use super::days::AsOf;
use super::verdict_format::VerdictFormat;
use crate::evidence::VERDICT_COLUMNS;
use crate::scoring::simple_lower;

/// What each line says besides the verdict, and in which order lines come.
#[derive(clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(super) struct OutputArgs {
    /// Give the column with the ids its own header instead of `lead_id`
    #[arg(long)]
    pub id_header: bool,
    /// Add the columns `as_of` and `model_digest`: the day looked back from, and which model it was
    #[arg(long)]
    pub keep_run: bool,
    /// Add the columns `segment`, `persona` and `phase`, the furthest that a behaviour shows
    #[arg(long)]
    pub audience: bool,
    /// Add the columns `until` and `then`: the first later day with another disposition, and which,
    /// if the lead stays as it is and does nothing more
    #[arg(long)]
    pub until: bool,
    /// Write the leads to forward first, then by total, the highest first
    #[arg(long)]
    pub order: bool,
}

impl OutputArgs {
    /// Refuses what doesn't go together.
    pub fn check(&self, as_of: Option<AsOf>) -> Result<(), Failure> {
        let beside = match as_of {
            Some(AsOf::Range(..)) if self.order => "--order",
            Some(AsOf::Range(..)) if self.until => "--until",
            _ => return Ok(()),
        };
        let what = format!("{beside} doesn't go with several days in --as-of");
        Err(Failure::usage(what).hint(&format!("give one day, or leave {beside} out")))
    }
}

/// Further keys of JSON.
const ONLY_JSON: [&str; 9] = [
    "line",
    "service_level",
    "reasons",
    "caps",
    "decided_by",
    "could_reach",
    "could_qualify",
    "contradicts",
    "kept",
];

/// The columns that aren't passed through.
#[derive(Clone, Debug, Default)]
pub(super) struct OwnColumns {
    /// The header of the lead's id.
    pub id: String,
    /// Whether `segment`, `persona` and `phase` are there.
    pub audience: bool,
    /// Whether `until` and `then` are there.
    pub until: bool,
    /// Whether `as_of` is there.
    pub as_of: bool,
    /// The text of `model_digest`, if it is there.
    pub digest: Option<String>,
}

impl OwnColumns {
    /// Chooses the columns. `id` is the header of the ids' column in the list, `digest` the model's,
    /// `several_days` whether each lead has a line for each of several days. Also returns what is
    /// to be said about them.
    pub fn new(
        args: &OutputArgs,
        format: VerdictFormat,
        id: &str,
        digest: &str,
        several_days: bool,
    ) -> (Self, Vec<String>) {
        let mut columns = Self {
            id: "lead_id".into(),
            audience: args.audience,
            until: args.until,
            as_of: args.keep_run || several_days,
            digest: args.keep_run.then(|| digest.to_owned()),
        };
        let mut notes = Vec::new();
        if args.id_header && !id.trim().is_empty() {
            let taken = columns.names().into_iter().skip(1);
            let json = ONLY_JSON.into_iter();
            let json = json.filter(|_| format == VerdictFormat::Json);
            columns.id = free_name(id, &taken.chain(json).map(simple_lower).collect::<Vec<_>>());
            if columns.id != id {
                notes.push(renamed(id, &columns.id));
            }
        }
        (columns, notes)
    }

    /// Returns the headers in order.
    pub fn names(&self) -> Vec<&str> {
        let mut names = vec![self.id.as_str()];
        names.extend(VERDICT_COLUMNS);
        let asked = [
            (self.audience, &["segment", "persona", "phase"][..]),
            (self.until, &["until", "then"]),
            (self.as_of, &["as_of"]),
            (self.digest.is_some(), &["model_digest"]),
        ];
        for (_, more) in asked.into_iter().filter(|(there, _)| *there) {
            names.extend(more);
        }
        names
    }
}

/// Columns to pass through, each with its place in the list and its header in the output.
pub(super) type PassedColumns = Vec<(usize, String)>;

/// Names the columns to pass through. Where a header is that of one of our own, the column gets
/// another one, as a table can't have two of a name. Also returns what is to be said about them.
pub(super) fn name_kept(
    own: &OwnColumns,
    format: VerdictFormat,
    headers: &[String],
    kept: &[usize],
) -> (PassedColumns, Vec<String>) {
    let mut columns: PassedColumns = Vec::new();
    if format == VerdictFormat::Json {
        // They have an object of their own. Keys must be unique: the last of two columns with one
        // name counts.
        let mut places: HashMap<&str, usize> = HashMap::new();
        for at in kept {
            let header = headers[*at].as_str();
            let place = *places.entry(header).or_insert(columns.len());
            match columns.get_mut(place) {
                Some(column) => column.0 = *at,
                None => columns.push((*at, header.to_owned())),
            }
        }
        return (columns, Vec::new());
    }
    let ours: Vec<String> = own.names().into_iter().map(simple_lower).collect();
    let others = kept.iter().map(|at| simple_lower(&headers[*at]));
    let mut taken: Vec<String> = ours.iter().cloned().chain(others).collect();
    let mut notes = Vec::new();
    for at in kept {
        let header = &headers[*at];
        let mut name = header.clone();
        if ours.contains(&simple_lower(header)) {
            name = free_name(header, &taken);
            taken.push(simple_lower(&name));
            notes.push(renamed(header, &name));
        }
        columns.push((*at, name));
    }
    (columns, notes)
}

/// Returns a header, with a suffix if it is taken.
fn free_name(header: &str, taken: &[String]) -> String {
    let is_free = |name: &String| !taken.contains(&simple_lower(name));
    let suffixed = (2..).map(|n| format!("{header}_list_{n}"));
    let names = [header.to_owned(), format!("{header}_list")];
    let mut names = names.into_iter().chain(suffixed);
    names.find(is_free).unwrap_or_default()
}

fn renamed(header: &str, name: &str) -> String {
    format!(
        "the list's column `{header}` is called `{name}` in the output, which has a `{header}` of its own"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kept_column_never_has_a_name_of_ours() {
        let own = OwnColumns {
            id: "lead_id".into(),
            ..OwnColumns::default()
        };
        let headers = ["Total", "total_list", "x", "lead_id", "total", "x"].map(String::from);
        let (kept, notes) = name_kept(&own, VerdictFormat::Csv, &headers, &[0, 1, 2, 3, 4, 5]);
        let names: Vec<&str> = kept.iter().map(|(_, name)| name.as_str()).collect();
        // Two of the list's own with one name stay: which is which, their order says.
        assert_eq!(
            names,
            [
                "Total_list_2",
                "total_list",
                "x",
                "lead_id_list",
                "total_list_3",
                "x"
            ]
        );
        assert_eq!(notes.len(), 3);
        let (kept, notes) = name_kept(&own, VerdictFormat::Json, &headers, &[0, 2, 5]);
        assert_eq!(kept, [(0, "Total".into()), (5, "x".into())]);
        assert_eq!(notes, Vec::<String>::new());
        // `until` is one of ours only where it is asked for.
        let headers = ["until".to_owned()];
        assert_eq!(
            name_kept(&own, VerdictFormat::Csv, &headers, &[0]).0[0].1,
            "until"
        );
        let own = OwnColumns { until: true, ..own };
        assert_eq!(
            name_kept(&own, VerdictFormat::Csv, &headers, &[0]).0[0].1,
            "until_list"
        );
    }
}
