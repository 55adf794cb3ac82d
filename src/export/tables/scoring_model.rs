//! Criteria with their answers and points, and the groups that cap them.

use super::sheet_table::{SheetCell, SheetColumn, SheetTable};
use crate::model::{AnswerRef, Criterion, Definition, EachTime, Group, Id, YES, wording};

const CRITERIA: &[SheetColumn] = &[
    SheetColumn("Kind", 12),
    SheetColumn("Criterion id", 22),
    SheetColumn("Criterion", 36),
    SheetColumn("Answer id", 18),
    SheetColumn("Answer", 44),
    SheetColumn("Points", 9),
    SheetColumn("At most", 9),
    SheetColumn("When", 60),
    SheetColumn("If several apply", 22),
    SheetColumn("Group id", 18),
    SheetColumn("Phase", 16),
    SheetColumn("Tells us about", 24),
    SheetColumn("Seen in", 30),
    SheetColumn("Collected", 14),
    SheetColumn("Example", 40),
];

const GROUPS: &[SheetColumn] = &[
    SheetColumn("Id", 22),
    SheetColumn("Group", 30),
    SheetColumn("At least", 10),
    SheetColumn("At most", 10),
    SheetColumn("Criterion ids", 50),
    SheetColumn("Criteria", 70),
];

/// Returns the criteria, a row for each answer. Counted times are one row: the points of each time
/// and the most that all may come to.
pub(super) fn criteria(definition: &Definition) -> SheetTable {
    let rows = definition.criteria.iter().flat_map(|criterion| {
        let answers = match criterion.each_time() {
            Some(each) => vec![each_time_cells(criterion, each)],
            None => criterion
                .answer_list()
                .iter()
                .map(|answer| answer_cells(criterion, answer))
                .collect(),
        };
        answers
            .into_iter()
            .map(|cells| row(definition, criterion, cells))
    });
    SheetTable {
        name: "Criteria",
        columns: CRITERIA,
        rows: rows.collect(),
    }
}

/// Answer id, answer, points, the most points, and when it holds.
type AnswerCells = [SheetCell; 5];

fn each_time_cells(criterion: &Criterion, each: EachTime) -> AnswerCells {
    let when = criterion.when.as_ref().map(wording::condition);
    [
        SheetCell::text("x1"),
        SheetCell::text("Each time"),
        SheetCell::Number(each.each),
        SheetCell::Number(each.up_to),
        SheetCell::text(when.unwrap_or_default()),
    ]
}

fn answer_cells(criterion: &Criterion, answer: &AnswerRef<'_>) -> AnswerCells {
    let when = match &answer.when {
        Some(condition) => wording::condition(condition),
        None if answer.otherwise => "none of the others".into(),
        None => String::new(),
    };
    let label = if criterion.is_yes_no() {
        "Yes"
    } else {
        answer.label
    };
    let id = if criterion.is_yes_no() {
        YES
    } else {
        answer.id
    };
    [
        SheetCell::text(id),
        SheetCell::text(label),
        SheetCell::number(criterion.has_points().then_some(answer.points)),
        SheetCell::text(""),
        SheetCell::text(when),
    ]
}

fn row(definition: &Definition, criterion: &Criterion, answer: AnswerCells) -> Vec<SheetCell> {
    let group = definition
        .groups
        .iter()
        .find(|g| g.of.contains(&criterion.id));
    let combine = criterion.combine.filter(|_| !criterion.answers.is_empty());
    let covers: Vec<&str> = criterion.covers.iter().map(|one| one.label()).collect();
    let [id, label, points, most, when] = answer;
    vec![
        SheetCell::text(criterion.kind.label()),
        SheetCell::text(criterion.id.as_str()),
        SheetCell::text(&criterion.name),
        id,
        label,
        points,
        most,
        when,
        SheetCell::text(combine.map_or("", |combine| combine.label())),
        SheetCell::text(group.map_or("", |group| group.id.as_str())),
        SheetCell::text(criterion.phase.map_or("", |phase| phase.label())),
        SheetCell::text(covers.join(", ")),
        SheetCell::text(&criterion.source),
        SheetCell::text(criterion.collected.map_or("", |one| one.label())),
        SheetCell::text(&criterion.example),
    ]
}

/// Returns the groups with their limits.
pub(super) fn groups(definition: &Definition) -> SheetTable {
    let name = |id: &Id| {
        let found = definition.criterion(id.as_str());
        found.map_or_else(|| id.to_string(), |criterion| criterion.name.clone())
    };
    let row = |group: &Group| {
        let ids: Vec<&str> = group.of.iter().map(Id::as_str).collect();
        let names: Vec<String> = group.of.iter().map(name).collect();
        vec![
            SheetCell::text(group.id.as_str()),
            SheetCell::text(&group.name),
            SheetCell::number(group.min),
            SheetCell::number(group.max),
            SheetCell::text(ids.join("; ")),
            SheetCell::text(names.join("; ")),
        ]
    };
    SheetTable {
        name: "Groups",
        columns: GROUPS,
        rows: definition.groups.iter().map(row).collect(),
    }
}
