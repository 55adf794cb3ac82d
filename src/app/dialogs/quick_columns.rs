//! The columns that a quick list takes for each kind: the fields people have in a spreadsheet.

use crate::model::record::Kind;
use crate::model::{
    BuyingRole, CriterionKind, DispositionAction, ExitOutcome, Phase, Readiness, Side,
};

/// How a cell is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellShape {
    /// As it stands, on one line.
    Line,
    /// A whole number.
    Whole,
    /// A whole number, or `2 each, up to 10`.
    Points,
    /// One of these words, or its label, or the beginning of either.
    Word(&'static [(&'static str, &'static str)]),
    /// Several of these words.
    Words(&'static [(&'static str, &'static str)]),
    /// Several texts, separated by semicolons or else commas.
    List,
    /// A record of this kind, by its name or id.
    Named(Kind),
    /// Records of this kind, by their names or ids.
    AllNamed(Kind),
    /// Answers with their points: `Toured = 2; Booked = 5`.
    Answers,
    /// A condition in words, such as `industry is Retail`.
    Condition,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Key of the field.
    pub key: &'static str,
    /// Its name above the field, and in a header.
    pub name: &'static str,
    /// Other names a header may give it.
    pub aliases: &'static [&'static str],
    /// How its cells are read.
    pub shape: CellShape,
}

const fn column(
    key: &'static str,
    name: &'static str,
    aliases: &'static [&'static str],
    shape: CellShape,
) -> Column {
    Column {
        key,
        name,
        aliases,
        shape,
    }
}

/// Returns the columns of a kind in the order of a line; the first one is the name.
#[rustfmt::skip] // a table: one row per column
#[expect(clippy::too_many_lines, reason = "a table: one row per column")]
pub fn columns(kind: Kind) -> &'static [Column] {
    use CellShape::{AllNamed, Answers, Condition, Line, List, Named, Points, Whole, Word, Words};
    match kind {
        Kind::Participant => const { &[
            column("name", "Name", &["participant", "person", "who"], Line),
            column("side", "Side", &["team", "department"], Word(Side::CHOICES)),
            column("role", "Role", &["title", "job title"], Line),
        ] },
        Kind::Agenda => const { &[
            column("name", "Step", &["name", "item", "topic"], Line),
            column("minutes", "Minutes", &["min", "time", "duration"], Whole),
        ] },
        Kind::Question => const { &[column("name", "Question", &["name"], Line)] },
        Kind::Benchmark => const { &[
            column("name", "What it says", &["name", "benchmark", "statement"], Line),
            column("figure", "Figure", &["value", "number"], Line),
            column("source", "Published by", &["source", "publisher"], Line),
            column("own", "Ours", &["own", "our figure"], Line),
        ] },
        Kind::Bucket => const { &[
            column("name", "Name", &["bucket"], Line),
            column("in_common", "In common", &["description"], Line),
            column("values", "Words in the data", &["values", "words"], List),
        ] },
        Kind::Segment => const { &[
            column("name", "Name", &["segment", "market"], Line),
            column("description", "Companies", &["description", "which companies"], Line),
        ] },
        Kind::Persona => const { &[
            column("name", "Name", &["persona", "buyer"], Line),
            column("titles", "Titles", &["title", "job titles", "job title", "roles"], List),
            column("buying_role", "Buying role", &["role", "buying roles"], Words(BuyingRole::CHOICES)),
            column("challenges", "Challenges", &["challenge", "pains"], List),
            column("motivations", "Motivations", &["motivation", "goals"], List),
            column("company_size", "Company size", &["size", "employees"], Line),
            column("industry", "Industry", &["industries"], Line),
            column("location", "Location", &["country", "region"], Line),
        ] },
        Kind::Step => const { &[
            column("name", "Step", &["name", "buying step"], Line),
            column("phase", "Phase", &[], Word(Phase::CHOICES)),
            column("decides", "Buyer decides", &["decides", "decision"], Line),
            column("we_engage", "How we engage", &["we engage", "engagement"], Line),
            column("behaviours", "Shown by", &["behaviours", "behaviour"], AllNamed(Kind::Criterion)),
            column("stage", "Our stage", &["stage"], Named(Kind::Stage)),
        ] },
        Kind::Stage => const { &[
            column("name", "Name", &["stage"], Line),
            column("definition", "Agreed wording", &["definition", "wording", "description", "means"], Line),
            column("owner", "Owner", &["team"], Line),
            column("readiness", "For Sales", &["readiness"], Word(Readiness::CHOICES)),
        ] },
        Kind::Exit => const { &[
            column("name", "Name", &["exit"], Line),
            column("outcome", "Outcome", &[], Word(ExitOutcome::CHOICES)),
            column("stage", "To stage", &["stage"], Named(Kind::Stage)),
            column("disposition", "Disposition", &[], Named(Kind::Disposition)),
        ] },
        Kind::Term => const { &[
            column("name", "Term", &["name"], Line),
            column("definition", "Means", &["definition", "meaning", "description"], Line),
            column("synonyms", "Synonyms", &["synonym"], List),
            column("avoid", "We don't say", &["avoid"], List),
        ] },
        Kind::Metric => const { &[
            column("name", "Name", &["metric"], Line),
            column("formula", "Formula", &[], Line),
            column("target", "Target", &[], Line),
            column("owner", "Owner", &[], Line),
        ] },
        Kind::Qualification => const { &[column("name", "Label", &["name", "level"], Line)] },
        Kind::Criterion => const { &[
            column("name", "Criterion", &["name", "label"], Line),
            column("points", "Points", &["score", "value", "weight"], Points),
            column("answers", "Answers", &["levels", "options"], Answers),
            column("when", "Found by", &["condition", "when", "rule"], Condition),
            column("kind", "Kind", &["type"], Word(CriterionKind::CHOICES)),
            column("phase", "Phase", &[], Word(Phase::CHOICES)),
            column("source", "Seen in", &["source", "system"], Line),
            column("example", "Real example", &["example"], Line),
        ] },
        Kind::Answer => const { &[
            column("label", "Answer", &["name", "label"], Line),
            column("points", "Points", &["score", "value", "weight"], Whole),
            column("when", "Found by", &["condition", "when", "rule"], Condition),
        ] },
        Kind::Group => const { &[
            column("name", "Name", &["group"], Line),
            column("of", "Of", &["criteria"], AllNamed(Kind::Criterion)),
            column("max", "At most", &["max", "maximum", "cap"], Whole),
        ] },
        Kind::Band => const { &[
            column("name", "Name", &["band"], Line),
            column("from", "From points", &["from", "points", "first total"], Whole),
            column("disposition", "Disposition", &[], Named(Kind::Disposition)),
        ] },
        Kind::Route => const { &[
            column("name", "Name", &["route", "rule", "reason"], Line),
            column("disposition", "Disposition", &[], Named(Kind::Disposition)),
        ] },
        Kind::Never => const { &[column("why", "Why no lead can be so", &["why", "reason"], Line)] },
        Kind::Disposition => const { &[
            column("name", "Name", &["disposition"], Line),
            column("action", "Action", &[], Word(DispositionAction::CHOICES)),
            column("owner", "Owner", &[], Line),
            column("track", "Nurture track", &["track"], Named(Kind::Track)),
        ] },
        Kind::Track => const { &[
            column("name", "Name", &["track"], Line),
            column("serves", "For", &["serves", "leads"], Line),
            column("content", "Content", &["contents"], List),
            column("exit", "Back into scoring", &["exit"], Line),
        ] },
        Kind::Sample => const { &[
            column("name", "Name", &["lead", "sample lead", "company"], Line),
            column("bucket", "Bucket", &["outcome"], Named(Kind::Bucket)),
            column("note", "Note", &["notes", "remark", "comment"], Line),
        ] },
        Kind::ParkedThought => const { &[
            column("name", "Thought", &["name"], Line),
            column("sponsor", "Brought up by", &["sponsor", "who"], Line),
        ] },
        Kind::ActionItem => const { &[
            column("name", "What", &["name", "action"], Line),
            column("owner", "Who", &["owner"], Line),
            column("due", "By", &["due", "date", "when"], Line),
        ] },
        Kind::BoardCheck => const { &[
            column("subject", "About", &["name", "subject"], Line),
            column("who", "Who", &[], Line),
            column("date", "When", &["date"], Line),
            column("verdict", "Verdict", &[], Line),
        ] },
        Kind::Settings | Kind::Data | Kind::Plan | Kind::Journey | Kind::Target | Kind::Handoff | Kind::Waiver => {
            const { &[column("name", "Name", &[], Line)] }
        }
    }
}

/// Says which columns a line has, and how it is written.
pub fn line_format(kind: Kind) -> String {
    let all = columns(kind);
    let Some((first, rest)) = all.split_first() else {
        return "One per line".into();
    };
    if rest.is_empty() {
        return format!("{}, one per line", first.name);
    }
    let names: Vec<&str> = all.iter().map(|column| column.name).collect();
    let also = match kind {
        Kind::Participant => " or commas",
        Kind::Criterion | Kind::Answer | Kind::Band | Kind::Agenda => " (or name = number)",
        _ => "",
    };
    format!(
        "{}. One per line, tabs between{also}; a first line of these names sets the order",
        names.join(" | ")
    )
}

/// Returns the column a header's cell names.
pub fn named_column(kind: Kind, cell: &str) -> Option<&'static Column> {
    let plain = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let cell = plain(cell);
    let is = |text: &str| plain(text) == cell;
    let means = |column: &&Column| {
        is(column.name) || is(column.key) || column.aliases.iter().any(|a| is(a))
    };
    columns(kind).iter().find(means)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Edit;
    use crate::model::Session;
    use crate::model::record::Place;

    #[test]
    fn each_column_is_a_field_of_its_kind() {
        let mut session = Session::new("t");
        let parent = |kind| match kind {
            Kind::Answer => Some(Kind::Criterion),
            Kind::Exit => Some(Kind::Stage),
            Kind::Step => Some(Kind::Journey),
            _ => None,
        };
        let single = [Kind::Settings, Kind::Data, Kind::Plan, Kind::Handoff];
        let with_name = [Kind::Journey, Kind::Target, Kind::Waiver];
        for &kind in Kind::ALL {
            if single.contains(&kind) || with_name.contains(&kind) {
                continue;
            }
            let mut add = |kind, parent: Option<crate::model::Id>| {
                let id = session.fresh_id(kind, parent.as_ref(), "Some");
                let at = Place { kind, parent, id };
                let edit = Edit::Add {
                    at: at.clone(),
                    index: usize::MAX,
                    name: "Some".into(),
                    fields: Vec::new(),
                };
                edit.apply(&mut session).unwrap();
                at
            };
            let parent = parent(kind).map(|kind| add(kind, None).id);
            let at = add(kind, parent);
            let record = session.record(&at).unwrap();
            for column in columns(kind).iter().filter(|c| c.key != "answers") {
                assert!(record.get(column.key).is_some(), "{kind:?} {}", column.key);
            }
        }
    }

    #[test]
    fn a_header_may_call_a_column_by_another_name() {
        let key = |cell| named_column(Kind::Persona, cell).map(|c| c.key);
        assert_eq!(key("JOB TITLE"), Some("titles"));
        assert_eq!(key("buying_role"), Some("buying_role"));
        assert_eq!(key("Fax"), None);
    }
}
