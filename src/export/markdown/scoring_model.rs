//! The scoring model as tables: criteria with their answers, and groups with a cap.

use serde::Serialize;

use crate::model::{
    AnswerRef, Combine, Criterion, CriterionKind, Definition, EachTime, Group, Id, wording,
};

/// The criteria of one kind.
#[derive(Serialize)]
pub(super) struct CriteriaTable<'a> {
    kind: &'static str,
    least: i64,
    most: i64,
    items: Vec<CriterionRow<'a>>,
}

#[derive(Serialize)]
struct CriterionRow<'a> {
    id: &'a Id,
    name: &'a str,
    about: String,
    answers: Vec<AnswerRow>,
}

#[derive(Serialize)]
struct AnswerRow {
    id: String,
    label: String,
    points: String,
    when: String,
}

pub(super) fn criteria(definition: &Definition) -> Vec<CriteriaTable<'_>> {
    let kinds = [CriterionKind::Fit, CriterionKind::Behaviour].into_iter();
    let of = |kind: CriterionKind| {
        let (least, most) = range(definition, kind);
        let criteria = definition.criteria.iter().filter(|c| c.kind == kind);
        CriteriaTable {
            kind: kind.label(),
            least,
            most,
            items: criteria.map(criterion_row).collect(),
        }
    };
    kinds
        .map(of)
        .filter(|kind| !kind.items.is_empty())
        .collect()
}

/// Returns the least and most points of a kind, caps included.
fn range(definition: &Definition, kind: CriterionKind) -> (i64, i64) {
    let add = |sum: (i64, i64), c: &Criterion| (sum.0 + c.range().0, sum.1 + c.range().1);
    let all = || definition.criteria.iter().filter(|c| c.kind == kind);
    let capped = |c: &&Criterion| definition.groups.iter().any(|g| g.of.contains(&c.id));
    let mut sum = all().filter(|c| !capped(c)).fold((0, 0), add);
    for group in &definition.groups {
        let (least, most) = all().filter(|c| group.of.contains(&c.id)).fold((0, 0), add);
        if all().any(|c| group.of.contains(&c.id)) {
            sum = (sum.0 + clamped(group, least), sum.1 + clamped(group, most));
        }
    }
    sum
}

fn clamped(group: &Group, points: i64) -> i64 {
    let raised = group.min.map_or(points, |min| points.max(min));
    group.max.map_or(raised, |max| raised.min(max))
}

fn criterion_row(criterion: &Criterion) -> CriterionRow<'_> {
    if let Some(each) = criterion.each_time() {
        return CriterionRow {
            id: &criterion.id,
            name: &criterion.name,
            about: about(criterion),
            answers: vec![each_row(criterion, each)],
        };
    }
    CriterionRow {
        id: &criterion.id,
        name: &criterion.name,
        about: about(criterion),
        answers: criterion
            .answer_list()
            .iter()
            .map(|a| answer_row(criterion, a))
            .collect(),
    }
}

/// The made answers of counted times as one row.
fn each_row(criterion: &Criterion, each: EachTime) -> AnswerRow {
    AnswerRow {
        id: "x1".into(),
        label: "Each time".into(),
        points: format!("{} each, up to {}", each.each, each.up_to),
        when: criterion
            .when
            .as_ref()
            .map_or_else(String::new, wording::condition),
    }
}

fn answer_row(criterion: &Criterion, answer: &AnswerRef<'_>) -> AnswerRow {
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
    AnswerRow {
        id: answer.id.into(),
        label: label.into(),
        points: if criterion.has_points() {
            answer.points.to_string()
        } else {
            "none yet".into()
        },
        when,
    }
}

/// Returns the other properties of a criterion, on one line.
fn about(criterion: &Criterion) -> String {
    let mut parts = Vec::new();
    if let (Some(combine), false) = (criterion.combine, criterion.answers.is_empty()) {
        parts.push(match combine {
            Combine::OneOf => "If several apply: only the first counts".into(),
            _ => format!("If several apply: {}", combine.label()),
        });
    }
    parts.extend(
        criterion
            .phase
            .map(|phase| format!("Phase: {}", phase.label())),
    );
    if !criterion.covers.is_empty() {
        let covers: Vec<&str> = criterion.covers.iter().map(|c| c.label()).collect();
        parts.push(format!("Tells us about: {}", covers.join(", ")));
    }
    parts.extend(criterion.expression.map(|e| e.label().to_owned()));
    if !criterion.source.is_empty() {
        parts.push(format!("Seen in: {}", criterion.source));
    }
    parts.extend(
        criterion
            .collected
            .map(|c| format!("Collected: {}", c.label())),
    );
    if !criterion.example.is_empty() {
        parts.push(format!("Example: {}", criterion.example));
    }
    if parts.is_empty() {
        return String::new();
    }
    let ends = |part: &String| part.ends_with(['.', '!', '?']);
    let closed = |part: String| if ends(&part) { part } else { part + "." };
    parts.into_iter().map(closed).collect::<Vec<_>>().join(" ")
}

#[derive(Serialize)]
pub(super) struct GroupRow<'a> {
    id: &'a Id,
    name: &'a str,
    of: String,
    range: String,
}

pub(super) fn groups<'a>(definition: &'a Definition) -> Vec<GroupRow<'a>> {
    let of = |group: &Group| {
        let name = |id: &Id| {
            let found = definition.criterion(id.as_str());
            found.map_or_else(|| id.to_string(), |c| c.name.clone())
        };
        group.of.iter().map(name).collect::<Vec<_>>().join("; ")
    };
    let range = |group: &Group| match (group.min, group.max) {
        (Some(min), Some(max)) => format!("at least {min}, at most {max}"),
        (Some(min), None) => format!("at least {min}"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => "no limit".into(),
    };
    let capped = |group: &'a Group| GroupRow {
        id: &group.id,
        name: &group.name,
        of: of(group),
        range: range(group),
    };
    definition.groups.iter().map(capped).collect()
}
