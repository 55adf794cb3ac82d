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
        section.tables.push(grid(definition, period, qualified.as_ref()));
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
    } else if periods(targets).iter().any(|period| period_days(period).is_none()) {
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
        .map(|persona| (0..=segments).map(|segment| cell(persona, segment)).collect())
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
        let of = definition.personas.iter().position(|p| p.id == target.persona);
        let in_segment = definition.segments.iter().position(|s| s.id == target.segment);
        target.period.trim() == period && of == persona && in_segment == segment
    };
    let targets = definition.targets.iter().filter(of_cell);
    targets.map(|target| u64::from(target.qualified)).sum()
}

/// The targets one by one, with what is to be looked at.
fn list(rows: &[TargetActual]) -> FigureTable {
    let columns = [
        "persona", "segment", "period", "target", "actual", "activity", "look at",
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
