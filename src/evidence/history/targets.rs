//! The page of targets: a grid of personas and segments for each period, actual beside target.

use super::cell::Cell;
use super::column_heads::head_of;
use super::context::PageContext;
use super::section::{FigureRow, FigureTable, Section};
use super::target_actuals::{QualifiedLeads, TargetActual};
use super::target_period::period_days;
use crate::model::wording::{count_noun, grouped};
use crate::model::{Definition, Target};

/// Makes the page.
pub(super) fn targets(context: &PageContext<'_>) -> Section {
    let definition = &context.session.definition;
    let section = Section::new("targets", "Targets and actuals");
    if definition.targets.is_empty() {
        return section.note("There are no targets: a on Personas adds one.");
    }
    let data = &context.session.data;
    let qualified = QualifiedLeads::of(definition, data, context.summary);
    let mut section = notes(section, context, qualified.as_ref());
    for period in periods(&definition.targets) {
        section
            .tables
            .push(grid(definition, period, qualified.as_ref()));
    }
    let targets = definition.targets.iter();
    let rows: Vec<TargetActual> = targets
        .map(|target| TargetActual::of(definition, target, qualified.as_ref()))
        .collect();
    section.tables.push(list(&rows));
    section
}

fn notes(
    section: Section,
    context: &PageContext<'_>,
    qualified: Option<&QualifiedLeads>,
) -> Section {
    let Some(qualified) = qualified else {
        return section.note("No leads are recorded, so nothing is said of actuals.");
    };
    let verb = if qualified.count() == 1 {
        "qualifies"
    } else {
        "qualify"
    };
    let mut section = section.note(format!(
        "Of the {} in the file {} {verb}, whenever created: actual of target, for each persona in \
         each segment.",
        count_noun(context.summary.recorded_count(), "lead"),
        grouped(qualified.count() as i64),
    ));
    let targets = &context.session.definition.targets;
    if !qualified.has_created {
        section = section.note(
            "No column says when leads were created, so the actuals of each period count all.",
        );
    } else if periods(targets)
        .iter()
        .any(|period| period_days(period).is_none())
    {
        section = section.note(
            "A period that names no days, unlike 2027-Q1, 2027-03 or 2027, counts all leads.",
        );
    }
    section
}

/// Returns the periods in order of first appearance.
fn periods(targets: &[Target]) -> Vec<&str> {
    let mut periods: Vec<&str> = Vec::new();
    for target in targets {
        let period = target.period.trim();
        if !periods.contains(&period) {
            periods.push(period);
        }
    }
    periods
}

/// What is wanted and what is there, in a cell or added up.
#[derive(Clone, Copy, Default)]
struct Sums {
    target: u64,
    actual: Option<usize>,
}

impl Sums {
    fn add(&mut self, other: Self) {
        self.target += other.target;
        self.actual = match (self.actual, other.actual) {
            (None, None) => None,
            (a, b) => Some(a.unwrap_or(0) + b.unwrap_or(0)),
        };
    }

    /// `12 of 30`; without a target just the actual, and nothing where both are 0.
    fn cell(self) -> Cell {
        let target = grouped(i64::try_from(self.target).unwrap_or(i64::MAX));
        match (self.actual, self.target) {
            (None | Some(0), 0) => Cell::Blank,
            (None, _) => Cell::text(format!("? of {target}")),
            (Some(actual), 0) => Cell::text(grouped(actual as i64)),
            (Some(actual), _) => Cell::text(format!("{} of {target}", grouped(actual as i64))),
        }
    }
}

/// The grid of a period: a row for each persona, a column for each segment, and the sums of both.
/// Leads that no persona or segment matches have a row and a column of their own, if there are any.
fn grid(definition: &Definition, period: &str, qualified: Option<&QualifiedLeads>) -> FigureTable {
    let (personas, segments) = (definition.personas.len(), definition.segments.len());
    let cell = |persona: usize, segment: usize| {
        let index = |at: usize, all: usize| (at < all).then_some(at);
        let (persona, segment) = (index(persona, personas), index(segment, segments));
        Sums {
            target: wanted(definition, persona, segment, period),
            actual: qualified.map(|q| q.in_cell(persona, segment, period)),
        }
    };
    // The last row and column are those of no persona and of no segment.
    let cells: Vec<Vec<Sums>> = (0..=personas)
        .map(|persona| {
            (0..=segments)
                .map(|segment| cell(persona, segment))
                .collect()
        })
        .collect();
    let is_empty = |sums: &Sums| sums.target == 0 && sums.actual.unwrap_or(0) == 0;
    let has_column = |at: usize| at < segments || !cells.iter().all(|row| is_empty(&row[at]));
    let columns: Vec<usize> = (0..=segments).filter(|at| has_column(*at)).collect();
    let head = |at: &usize| match definition.segments.get(*at) {
        Some(segment) => head_of(&segment.name, &segment.id),
        None => "no segment".to_owned(),
    };
    let mut table = FigureTable::new("grid", grid_title(period), &["persona"]);
    table.columns.extend(columns.iter().map(head));
    table.columns.push("all".into());
    let mut sums = vec![Sums::default(); columns.len()];
    for (persona, row) in cells.iter().enumerate() {
        if persona == personas && row.iter().all(is_empty) {
            continue;
        }
        let name = definition.personas.get(persona);
        let name = name.map_or("no persona", |persona| persona.name.as_str());
        for (sum, column) in sums.iter_mut().zip(&columns) {
            sum.add(row[*column]);
        }
        let own = columns.iter().map(|column| row[*column]);
        table.rows.push(grid_row(name, own));
    }
    table.rows.push(grid_row("all", sums.iter().copied()));
    table
}

fn grid_title(period: &str) -> String {
    let period = if period.is_empty() {
        "NO PERIOD"
    } else {
        period
    };
    format!("{period}: ACTUAL OF TARGET")
}

fn grid_row(name: &str, cells: impl Iterator<Item = Sums>) -> FigureRow {
    let mut all = Sums::default();
    let mut row = vec![Cell::text(name)];
    for sums in cells {
        all.add(sums);
        row.push(sums.cell());
    }
    row.push(all.cell());
    FigureRow::new(row)
}

/// Returns how many qualified leads a period's targets ask for in a cell.
fn wanted(
    definition: &Definition,
    persona: Option<usize>,
    segment: Option<usize>,
    period: &str,
) -> u64 {
    let of_cell = |target: &&Target| {
        let of = definition
            .personas
            .iter()
            .position(|p| p.id == target.persona);
        let in_segment = definition
            .segments
            .iter()
            .position(|s| s.id == target.segment);
        target.period.trim() == period && of == persona && in_segment == segment
    };
    let targets = definition.targets.iter().filter(of_cell);
    targets.map(|target| u64::from(target.qualified)).sum()
}

/// The targets one by one, with what is to be looked at.
fn list(rows: &[TargetActual]) -> FigureTable {
    let columns = [
        "persona", "segment", "period", "target", "actual", "activity", "flag",
    ];
    let mut table = FigureTable::new("targets", "TARGETS", &columns);
    for target in rows {
        let flags = target.flags();
        let mut row = FigureRow::new([
            Cell::text(&target.persona),
            Cell::text(&target.segment),
            Cell::text(&target.period),
            Cell::Count(i64::from(target.target)),
            target.actual.map_or(Cell::Blank, Cell::count),
            Cell::text(&target.activity),
            Cell::text(flags.join("; ")),
        ]);
        row.stands_out = !flags.is_empty();
        table.rows.push(row);
    }
    table
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::page_testing::{list, make, session, written};
    use super::Section;
    use crate::evidence::history::PageId;

    fn page_of(data: Value) -> Section {
        let definition = json!({
            "segments": [
                {"id": "mills", "name": "Mills", "when": {"field": "segment", "is": "mills"}},
                {"id": "shops", "name": "Shops of more than one town", "when": {"field": "segment", "is": "shops"}}],
            "personas": [
                {"id": "boss", "name": "Boss", "when": {"field": "title", "is": "boss"}},
                {"id": "user", "name": "User", "when": {"field": "title", "is": "user"}}],
            "targets": [
                {"id": "t1", "persona": "boss", "segment": "mills", "period": "2027-Q1", "qualified": 3, "activity": "Fair"},
                {"id": "t2", "persona": "user", "segment": "shops", "period": "2027-Q1", "qualified": 1},
                {"id": "t3", "persona": "boss", "segment": "mills", "period": "one day", "qualified": 2, "activity": "Fair"}],
            "stages": [{"id": "mql", "name": "MQL", "rule": {"all": ["big"]}}],
            "criteria": [{"id": "big", "name": "Big", "kind": "fit", "points": 5,
                          "when": {"field": "size", "is": "big"}}],
            "handoff": {"stage": "mql", "disposition": "pass"}});
        let lead = |title: &str, segment: &str, size: &str, created: &str| {
            [title, segment, size, created].map(String::from).to_vec()
        };
        let rows = [
            lead("boss", "mills", "big", "2027-01-01"),
            lead("boss", "mills", "big", "2027-03-31 23:59"),
            lead("boss", "mills", "big", "2027-04-01"),
            lead("boss", "mills", "small", "2027-01-02"),
            lead("user", "mills", "big", "2027-02-01"),
            lead("user", "shops", "big", "2027-02-01"),
            lead("somebody", "shops", "big", "2027-02-01"),
            lead("boss", "", "big", ""),
        ];
        let leads = list(&["title", "segment", "size", "created"], &rows, json!({}));
        make(
            &session(definition, data, json!({})),
            leads,
            PageId::Targets,
        )
    }

    #[test]
    fn actuals_of_a_period_stand_beside_its_targets_with_sums() {
        let section = page_of(json!({"created_field": "created"}));
        let grids: Vec<_> = section
            .tables
            .iter()
            .filter(|table| table.id == "grid")
            .collect();
        assert_eq!(grids[0].columns, ["persona", "Mills", "shops", "all"]);
        // The lead of April and the one without a day aren't of the first quarter.
        assert_eq!(
            written(&section, "grid"),
            [
                "Boss | 2 of 3 |  | 2 of 3",
                "User | 1 | 1 of 1 | 2 of 1",
                "no persona |  | 1 | 1",
                "all | 3 of 3 | 2 of 1 | 5 of 4",
            ]
        );
        // A period that names no days counts all that qualify: 7 of 8.
        assert_eq!(
            grids[1].columns,
            ["persona", "Mills", "shops", "no segment", "all"]
        );
        let last = grids[1].rows.last().expect("a row of sums");
        let last: Vec<String> = last.cells.iter().map(super::Cell::written).collect();
        assert_eq!(last, ["all", "4 of 2", "2", "1", "7 of 2"]);
        assert!(section.notes[0].starts_with("Of the 8 leads in the file 7 qualify"));
        assert_eq!(
            written(&section, "targets"),
            [
                "Boss | Mills | 2027-Q1 | 3 | 2 | Fair | 1 fewer than wanted",
                "User | Shops of more than one town | 2027-Q1 | 1 | 1 |  | nothing is planned",
                "Boss | Mills | one day | 2 | 3 | Fair |",
            ]
        );
        let flagged: Vec<bool> = section.tables[2]
            .rows
            .iter()
            .map(|row| row.stands_out)
            .collect();
        assert_eq!(flagged, [true, true, false]);
    }

    #[test]
    fn without_days_of_creation_all_leads_count() {
        let section = page_of(json!({}));
        assert_eq!(
            written(&section, "targets")[0],
            "Boss | Mills | 2027-Q1 | 3 | 3 | Fair |"
        );
        assert!(section.notes[1].starts_with("No column says when leads were created"));
    }
}
