//! The rows of Publish that aren't about the revision: what is altered or unread, who agreed, the
//! findings, the records, and the files to be written.

use crate::app::input::keymap::Action;
use crate::app::input::row::{Row, RowTarget, StepAction, Tone};
use crate::app::input::sentence;
use crate::app::state::workbench::State;
use crate::app::steps::field_rows::every_field_row;
use crate::app::steps::local_time::date_and_time_text;
use crate::app::steps::publish_row::publish_row;
use crate::app::steps::{revision_rows, unread};
use crate::check::{CONFLICT, Finding, Severity};
use crate::export::format_or_refusal;
use crate::model::record::{Kind, Place};
use crate::model::wording::count_noun;
use crate::model::{Session, Side, SignOff, Subject, Version};
use crate::release::{self, SideAgreement};
use crate::revision::Bump;

/// What will be written, while nothing has been published.
pub(crate) fn first_version_rows(state: &State) -> Vec<Row> {
    vec![
        Row::heading("PUBLISHING WILL WRITE", ""),
        Row::new(
            RowTarget::StepAction(StepAction::VersionFiles),
            version_line(state),
            "files",
        )
        .indent(1),
    ]
}

fn version_line(state: &State) -> String {
    match state.last_version() {
        None => format!("{}, the first version", first_number(state)),
        Some(last) => format!("next after {last}"),
    }
}

/// Returns the number of the next version while none is there.
fn first_number(state: &State) -> Version {
    state.used_numbers().next(Bump::Major)
}

/// Says which published versions were altered since; empty if none was.
pub(crate) fn altered_rows(state: &State) -> Vec<Row> {
    let altered = state.versions.iter().filter(|r| !r.altered.is_empty());
    let numbers: Vec<String> = altered.map(|r| r.version.to_string()).collect();
    if numbers.is_empty() {
        return Vec::new();
    }
    vec![
        Row::heading("ALTERED SINCE IT WAS PUBLISHED", numbers.len().to_string()),
        Row::new(
            RowTarget::StepAction(StepAction::AlteredVersions),
            numbers.join(", "),
            "altered",
        )
        .indent(1)
        .tone(Tone::Bad)
        .mark("!"),
    ]
}

/// What was altered, and what to do.
pub(crate) fn altered_detail(state: &State) -> Vec<Row> {
    let altered = state.versions.iter().flat_map(|release| &release.altered);
    let sentence = |what: &String| Row::info("Altered", sentence::sentence(what));
    let todo = "Restore the published files from version control or a backup, or press P and give a reason.";
    altered
        .map(sentence)
        .chain([Row::info("What to do", todo)])
        .collect()
}

/// Says that there are changes that couldn't be read; empty if there are none.
pub(crate) fn unread_rows(state: &State) -> Vec<Row> {
    let Some(unread) = unread::unread_text(&state.unread_changes) else {
        return Vec::new();
    };
    vec![
        Row::heading("COULDN'T BE READ", ""),
        Row::new(RowTarget::StepAction(StepAction::UnreadChanges), unread, "")
            .indent(1)
            .tone(Tone::Bad),
    ]
}

/// What becomes of them.
pub(crate) fn unread_detail() -> Vec<Row> {
    vec![
        Row::info(
            "Unread",
            "Changes that couldn't be read would not be published.",
        ),
        Row::new(
            RowTarget::StepAction(StepAction::UnreadChanges),
            "Enter",
            "gives a reason to continue without them",
        ),
    ]
}

/// Who agreed, a row for each side that must.
pub(crate) fn sign_rows(session: &Session) -> Vec<Row> {
    let sides = session.workshop.signing_sides().iter();
    let rows = sides.map(|side| sign_row(session, *side));
    [Row::heading("AGREED BY", "")]
        .into_iter()
        .chain(rows)
        .collect()
}

fn sign_row(session: &Session, side: Side) -> Row {
    let target = RowTarget::StepAction(StepAction::Sign(side));
    let row = match release::side_agreement(session, side) {
        SideAgreement::Missing => Row::new(target, side.label(), "not yet").tone(Tone::Warn),
        SideAgreement::Agreed(sign_off) => Row::new(target, side.label(), &sign_off.name)
            .tone(Tone::Good)
            .mark("+"),
        SideAgreement::EarlierText(sign_off) => {
            let value = format!("{}, earlier text", sign_off.name);
            Row::new(target, side.label(), value)
                .tone(Tone::Warn)
                .mark("!")
        }
    };
    row.indent(1)
}

/// Who agreed for a side, to what, and what changed since.
pub(crate) fn sign_detail(state: &State, side: Side) -> Vec<Row> {
    let mut rows = match release::side_agreement(state.session(), side) {
        SideAgreement::Missing => {
            vec![Row::info(side.label(), "hasn't agreed to this text yet")]
        }
        SideAgreement::Agreed(sign_off) => {
            let mut rows = agreed_rows(state, sign_off);
            rows.push(Row::info("Agreed to", "exactly this text").tone(Tone::Good));
            rows
        }
        SideAgreement::EarlierText(sign_off) => {
            let mut rows = agreed_rows(state, sign_off);
            let text = "an earlier text: it has changed since";
            rows.push(Row::info("Agreed to", text).tone(Tone::Warn));
            rows.extend(revision_rows::changes_since_rows(state, sign_off));
            rows
        }
    };
    rows.push(Row::new(
        RowTarget::StepAction(StepAction::Sign(side)),
        "s",
        "agrees to the definition as it stands",
    ));
    rows
}

fn agreed_rows(state: &State, sign_off: &SignOff) -> Vec<Row> {
    let mut rows = vec![Row::info("Agreed by", &sign_off.name)];
    if let Some(at) = sign_off.at {
        let when = date_and_time_text(state, at);
        rows.push(Row::info("When", when));
    }
    rows
}

/// The findings: first those that stop publishing, then those worth a look, then the notes.
pub(crate) fn finding_rows(findings: &[Finding]) -> Vec<Row> {
    // Conflicts have a section of their own.
    let findings = findings.iter().filter(|f| f.code != CONFLICT);
    let (errors, rest): (Vec<_>, Vec<_>) = findings.partition(|f| release::must_be_settled(f));
    let mut rows = vec![Row::heading(
        "MUST BE FIXED OR WAIVED",
        errors.len().to_string(),
    )];
    rows.extend(errors.into_iter().map(|f| finding_row(f, Tone::Bad)));
    let (notes, warnings): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|f| f.severity == Severity::Note);
    rows.push(Row::heading("WORTH A LOOK", warnings.len().to_string()));
    rows.extend(warnings.into_iter().map(|f| finding_row(f, Tone::Warn)));
    if !notes.is_empty() {
        rows.push(Row::heading("NOTES", notes.len().to_string()));
        rows.extend(notes.into_iter().map(|f| finding_row(f, Tone::Quiet)));
    }
    rows
}

fn finding_row(finding: &Finding, tone: Tone) -> Row {
    Row::new(
        RowTarget::Finding(finding.code, finding.place.clone()),
        &finding.message,
        "",
    )
    .indent(1)
    .tone(tone)
}

/// A finding in full.
pub(crate) fn finding_detail(state: &State, code: &'static str, place: &Place) -> Vec<Row> {
    let definition = &state.session().definition;
    let mut rows = Vec::new();
    for finding in state.findings.iter() {
        if finding.code != code || finding.place != *place {
            continue;
        }
        rows.push(Row::info(finding.code, &finding.message));
        rows.push(Row::info("What to do", &finding.hint));
        if !finding.witness.is_empty() {
            let smallest = crate::check::witness_text(definition, &finding.witness, &finding.facts);
            rows.push(Row::info("Smallest example", smallest));
        }
    }
    let target = RowTarget::Finding(code, place.clone());
    rows.push(Row::new(target, "Enter", "goes there"));
    rows
}

/// What else the version records: parked thoughts, actions, metrics, waivers, the advisory board.
pub(crate) fn record_rows(session: &Session) -> Vec<Row> {
    let mut rows = Vec::new();
    for (title, kind) in [
        ("PARKED", Kind::ParkedThought),
        ("ACTIONS", Kind::ActionItem),
        ("METRICS", Kind::Metric),
        ("WAIVERS", Kind::Waiver),
        ("ADVISORY BOARD", Kind::BoardCheck),
    ] {
        let places = session.places(kind);
        rows.push(Row::heading(title, places.len().to_string()));
        for place in places {
            let value = record_value(session, &place);
            let title = match (kind, session.title_of(&place)) {
                (Kind::BoardCheck, subject) => Subject::title_of_text(&subject, session),
                (_, title) => title,
            };
            rows.push(Row::new(RowTarget::Record(place), title, value).indent(1));
        }
    }
    rows
}

/// The exports that the version takes along, and the key that writes one now.
pub(crate) fn export_rows(session: &Session) -> Vec<Row> {
    let exports = &session.workshop.exports;
    let value = match exports.as_slice() {
        [] => "none".to_owned(),
        chosen => chosen.join(", "),
    };
    let settings = Place::single(Kind::Settings);
    let now = RowTarget::Action(Action::Export);
    vec![
        Row::heading("EXPORTS", exports.len().to_string()),
        Row::new(RowTarget::Field(settings, "exports"), "Taken along", value).indent(1),
        Row::new(now, "Written now", "E").indent(1),
    ]
}

/// What the exports are: those taken along, each with what it is.
pub(crate) fn export_detail(session: &Session) -> Vec<Row> {
    let how = "chooses the documents that the version takes along, in its folder exports/ and \
               under its digests";
    let mut rows = vec![Row::info("Enter", how)];
    rows.extend(
        session
            .workshop
            .exports
            .iter()
            .map(|name| match format_or_refusal(name) {
                Ok(format) => Row::info(name, format.help),
                Err(why) => Row::info(name, why).tone(Tone::Bad),
            }),
    );
    rows
}

/// The pictures that the version takes along.
pub(crate) fn picture_rows(session: &Session) -> Vec<Row> {
    let pictures = &session.workshop.pictures;
    let value = match pictures.as_slice() {
        [] => "none".to_owned(),
        chosen => chosen.join(", "),
    };
    let target = RowTarget::Record(Place::single(Kind::Settings));
    vec![
        Row::heading("PICTURES", pictures.len().to_string()),
        Row::new(target, "Taken along", value).indent(1),
    ]
}

/// The field that names them, and where the names come from.
pub(crate) fn picture_detail(session: &Session, settings: &Place) -> Vec<Row> {
    let mut rows = every_field_row(session, settings);
    rows.retain(|row| matches!(row.target, RowTarget::Field(_, "pictures")));
    let how = "takes a picture of what the room sees and says its name: name those here that the \
               version takes along";
    rows.push(Row::info("F9", how));
    rows
}

fn record_value(session: &Session, place: &Place) -> String {
    let get = |key: &str| {
        session
            .record(place)
            .and_then(|r| r.get(key))
            .unwrap_or_default()
    };
    match place.kind {
        Kind::ActionItem => format!("{} {}", get("owner"), get("due")).trim().to_owned(),
        Kind::ParkedThought => match get("resolution").as_str() {
            "" => "open".into(),
            resolution => resolution.to_owned(),
        },
        Kind::Metric => get("target"),
        Kind::BoardCheck if get("verdict").trim().is_empty() => "no verdict yet".into(),
        Kind::BoardCheck => format!("{} {}", get("who"), get("date")).trim().to_owned(),
        _ => String::new(),
    }
}

/// The files of the next version.
pub(crate) fn file_rows(state: &State) -> Vec<Row> {
    let definition = &state.session().definition;
    let folder = match state.versions.last() {
        None => format!("versions/{}/", first_number(state)),
        Some(_) => "versions/<next>/".into(),
    };
    let mut rows = vec![
        Row::heading(folder, ""),
        Row::info(
            "glossary.yaml",
            format!(
                "{}, {}, {}, {}, {}",
                count_noun(definition.segments.len(), "segment"),
                count_noun(definition.personas.len(), "persona"),
                count_noun(definition.journeys.len(), "journey"),
                count_noun(definition.stages.len(), "stage"),
                count_noun(definition.terms.len(), "term")
            ),
        ),
        Row::info(
            "model.yaml",
            format!(
                "{}, {}, {}, {}",
                count_noun(definition.criteria.len(), "criterion"),
                count_noun(definition.bands.len(), "band"),
                count_noun(definition.routes.len(), "routing rule"),
                count_noun(definition.tracks.len(), "track")
            ),
        ),
        Row::info("recap.md", "who was there, who agreed, what is open"),
    ];
    let pictures = &state.session().workshop.pictures;
    if !pictures.is_empty() {
        rows.push(Row::info("pictures/", pictures.join(", ")));
    }
    let exports = &state.session().workshop.exports;
    if !exports.is_empty() {
        rows.push(Row::info("exports/", exports.join(", ")));
    }
    rows.push(Row::heading("", ""));
    rows.push(publish_row(state, None));
    rows
}
