//! Finds where in a file two things share an id.

use std::path::Path;

use super::error::{Cause, StoreError};
use super::file_kind::FileKind;
use super::yaml::{self, PathSegment};
use crate::model::{Kind, Place, old_words};

/// Makes the error for a shared id, placed at its second use.
pub(super) fn duplicate_id_error(
    path: &Path,
    text: &str,
    file: FileKind,
    place: &Place,
) -> StoreError {
    let label = place.kind.label();
    let lines = occurrences(text, file, place);
    let (what, spot) = match lines[..] {
        [(first, _), second, ..] => (
            format!(
                "`{}` is already the id of the {label} in line {first}",
                place.id
            ),
            Some(second),
        ),
        // An id reached through an alias has no line of its own.
        _ => (
            format!("`{}` is the id of more than one {label}", place.id),
            None,
        ),
    };
    let error = StoreError::new(
        Cause::DuplicateId,
        path,
        &what,
        "give one of the two another id",
    );
    match spot {
        Some((line, column)) => error.at(text, line, column),
        None => error,
    }
}

/// Returns line and column of every use of the id in the lists in which it must be unique.
fn occurrences(text: &str, file: FileKind, place: &Place) -> Vec<(usize, usize)> {
    let Some(list) = list_pattern(place.kind) else {
        return Vec::new();
    };
    let within = match file {
        FileKind::Session => list,
        _ => list.strip_prefix("definition.").unwrap_or(list),
    };
    let own = format!("{within}.#.id");
    let parents = within
        .rsplit_once(".#.")
        .map(|(parents, _)| format!("{parents}.#.id"));
    let mut parent_index = None;
    let mut found = Vec::new();
    yaml::scalars(text, |path, value, line, column| {
        let shape = path_pattern(path);
        if shape == own && value == place.id.as_str() {
            found.push((outer_index(path), line, column));
        } else if Some(&shape) == parents.as_ref()
            && place.parent.as_ref().is_some_and(|parent| *parent == value)
        {
            parent_index = outer_index(path);
        }
    });
    // Steps are unique across all journeys, answers and exits within their parent.
    let one_parent = matches!(place.kind, Kind::Answer | Kind::Exit);
    found
        .into_iter()
        .filter(|(parent, ..)| !one_parent || *parent == parent_index)
        .map(|(_, line, column)| (line, column))
        .collect()
}

fn outer_index(path: &[PathSegment]) -> Option<usize> {
    path.iter().find_map(|step| match step {
        PathSegment::Index(index) => Some(*index),
        PathSegment::Key(_) => None,
    })
}

fn path_pattern(path: &[PathSegment]) -> String {
    let steps: Vec<&str> = path
        .iter()
        .map(|step| match step {
            PathSegment::Key(key) => old_words::present_key(key),
            PathSegment::Index(_) => "#",
        })
        .collect();
    steps.join(".")
}

/// Returns the path of the list that holds a kind; `#` stands for an index.
fn list_pattern(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Settings | Kind::Data | Kind::Plan | Kind::Handoff => return None,
        Kind::Participant => "workshop.participants",
        Kind::Agenda => "workshop.agenda",
        Kind::Question => "workshop.questions",
        Kind::Benchmark => "workshop.benchmarks",
        Kind::ParkedThought => "workshop.parking",
        Kind::ActionItem => "workshop.actions",
        Kind::Waiver => "workshop.waivers",
        Kind::BoardCheck => "workshop.board_checks",
        Kind::Bucket => "data.buckets",
        Kind::Sample => "samples",
        Kind::Segment => "definition.segments",
        Kind::Persona => "definition.personas",
        Kind::Journey => "definition.journeys",
        Kind::Step => "definition.journeys.#.steps",
        Kind::Stage => "definition.stages",
        Kind::Exit => "definition.stages.#.exits",
        Kind::Term => "definition.terms",
        Kind::Metric => "definition.metrics",
        Kind::Target => "definition.targets",
        Kind::Qualification => "definition.qualification_levels",
        Kind::Criterion => "definition.criteria",
        Kind::Answer => "definition.criteria.#.answers",
        Kind::Group => "definition.groups",
        Kind::Band => "definition.bands",
        Kind::Route => "definition.routes",
        Kind::Never => "definition.never",
        Kind::Disposition => "definition.dispositions",
        Kind::Track => "definition.tracks",
    })
}
