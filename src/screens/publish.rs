//! Step 9, Publish: what is incomplete, who signs, and what will be written.

use super::{parked, revision_rows};
use crate::app::command::{Command, DiskCommand, PublishCommand};
use crate::app::keymap::Action;
use crate::app::publish::{blocks_publishing, publish_blockers};
use crate::app::screen::field_rows;
use crate::app::{Addable, Row, RowTarget, Screen, State, Step, StepAction, Tone};
use crate::check::Severity;
use crate::model::record::{Kind, Place};
use crate::model::{Session, Side, Version};

/// The Publish step.
pub struct PublishScreen;

impl Screen for PublishScreen {
    fn step(&self) -> Step {
        Step::Publish
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let session = state.session();
        let mut rows = revision_rows::head_rows(state);
        if rows.is_empty() {
            rows.push(Row::heading("TO BE WRITTEN", ""));
            rows.push(
                Row::new(
                    RowTarget::StepAction(StepAction::VersionFiles),
                    version_line(state),
                    "files",
                )
                .indent(1),
            );
        }
        rows.extend(altered_rows(state));
        if let Some(unread) = crate::app::unread_text(&state.unread_changes) {
            rows.push(Row::heading("COULDN'T BE READ", ""));
            rows.push(
                Row::new(RowTarget::StepAction(StepAction::UnreadChanges), unread, "")
                    .indent(1)
                    .tone(Tone::Bad),
            );
        }
        rows.push(Row::heading("AGREED BY", ""));
        for side in session.workshop.signing_sides() {
            rows.push(sign_row(session, *side));
        }
        rows.extend(crate::app::agreement::unsettled_rows(state));
        let (errors, rest): (Vec<_>, Vec<_>) =
            state.findings.iter().partition(|f| blocks_publishing(f));
        rows.push(Row::heading(
            "MUST BE FIXED OR WAIVED",
            errors.len().to_string(),
        ));
        rows.extend(errors.into_iter().map(|f| finding_row(f, Tone::Bad)));
        rows.push(Row::heading("WORTH A LOOK", rest.len().to_string()));
        rows.extend(rest.into_iter().map(|f| finding_row(f, Tone::Warn)));
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
                rows.push(
                    Row::new(
                        RowTarget::Record(place.clone()),
                        session.title_of(&place),
                        value,
                    )
                    .indent(1),
                );
            }
        }
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        if let Some(rows) = revision_rows::head_detail(state, &row.target) {
            return rows;
        }
        match &row.target {
            RowTarget::Agreement(subject) => {
                let line = crate::app::agreement::agreement_line(state, subject);
                let place = subject.place.clone();
                vec![
                    Row::info("Status", line),
                    Row::new(RowTarget::GoTo(place), "Enter", "goes to the item"),
                ]
            }
            RowTarget::StepAction(StepAction::VersionFiles) => file_rows(state),
            RowTarget::StepAction(StepAction::AlteredVersions) => altered_detail(state),
            RowTarget::StepAction(StepAction::UnreadChanges) => vec![
                Row::info(
                    "Unread",
                    "Changes that couldn't be read would not be published.",
                ),
                Row::new(
                    row.target.clone(),
                    "Enter",
                    "gives a reason to continue without them",
                ),
            ],
            RowTarget::StepAction(StepAction::Sign(side)) => sign_detail(state, *side),
            RowTarget::Record(place) => {
                let mut rows = field_rows(state.session(), place, state.cursor().more);
                rows.extend(parked::outcome_rows(state, place));
                rows
            }
            RowTarget::Finding(code, place) => state
                .findings
                .iter()
                .filter(|f| f.code == *code && f.place == *place)
                .flat_map(|f| {
                    let mut rows = vec![
                        Row::info(f.code, &f.message),
                        Row::info("What to do", &f.hint),
                    ];
                    if !f.witness.is_empty() {
                        rows.push(Row::info(
                            "Smallest example",
                            crate::check::witness_text(&state.session().definition, &f.witness),
                        ));
                    }
                    rows
                })
                .chain([Row::new(row.target.clone(), "Enter", "goes there")])
                .collect(),
            _ => Vec::new(),
        }
    }

    fn addable(&self, _: &State, row: Option<&Row>) -> Vec<Addable> {
        let mut all = vec![
            Addable::new(Kind::ActionItem),
            Addable::new(Kind::ParkedThought),
            Addable::new(Kind::Metric),
            Addable::new(Kind::BoardCheck),
            Addable::new(Kind::Waiver).with_label("waiver: lets a finding stand, with a reason"),
        ];
        match row.map(|r| &r.target) {
            Some(RowTarget::Record(place)) => all.sort_by_key(|a| a.kind != place.kind),
            Some(RowTarget::Finding(code, place)) => {
                all.rotate_right(1);
                all[0] = all[0]
                    .clone()
                    .with_field("place", place.to_string())
                    .with_field("code", *code);
            }
            _ => {}
        }
        all
    }

    fn act(&self, state: &State, action: Action, row: &Row) -> Option<Command> {
        match action {
            Action::Sign => Some(Command::Publish(PublishCommand::AskWhichSide)),
            Action::Publish => Some(Command::Publish(PublishCommand::Ask)),
            Action::Edit => match &row.target {
                target if parked::is_outcome_row(target) => parked::outcome_command(state, target),
                RowTarget::StepAction(StepAction::VersionFiles | StepAction::AlteredVersions) => {
                    Some(Command::Close)
                }
                RowTarget::StepAction(StepAction::UnreadChanges) => {
                    Some(Command::Disk(DiskCommand::AskUnread))
                }
                RowTarget::StepAction(
                    StepAction::AllChanges | StepAction::RecordedImpact | StepAction::SampleImpact,
                )
                | RowTarget::Change(_) => revision_rows::command_of(state, &row.target),
                RowTarget::StepAction(StepAction::Sign(side)) => {
                    Some(Command::Publish(PublishCommand::AskSigner(*side)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn is_done(&self, session: &Session) -> bool {
        let digest = session.definition.digest();
        session.workshop.signing_sides().iter().all(|side| {
            session
                .workshop
                .sign_off(*side)
                .is_some_and(|s| s.digest == digest)
        })
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[Action::Sign, Action::Publish, Action::Edit, Action::Add]
    }

    fn empty_hint(&self) -> &'static str {
        "Nothing to publish yet."
    }
}

/// Says which published versions were altered since; empty if none was.
fn altered_rows(state: &State) -> Vec<Row> {
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
fn altered_detail(state: &State) -> Vec<Row> {
    let altered = state.versions.iter().flat_map(|release| &release.altered);
    let sentence = |what: &String| Row::info("Altered", crate::app::sentence(what));
    let todo = "Restore the published files from version control or a backup, or press P and give a reason.";
    altered
        .map(sentence)
        .chain([Row::info("What to do", todo)])
        .collect()
}

fn version_line(state: &State) -> String {
    match state.last_version() {
        None => format!("{}, the first version", Version::FIRST),
        Some(last) => format!("next after {last}"),
    }
}

fn sign_row(session: &Session, side: Side) -> Row {
    let target = RowTarget::StepAction(StepAction::Sign(side));
    let row = match session.workshop.sign_off(side) {
        None => Row::new(target, side.label(), "not yet").tone(Tone::Warn),
        Some(s) if s.digest == session.definition.digest() => {
            Row::new(target, side.label(), &s.name)
                .tone(Tone::Good)
                .mark("+")
        }
        Some(s) => Row::new(target, side.label(), format!("{}, earlier text", s.name))
            .tone(Tone::Warn)
            .mark("!"),
    };
    row.indent(1)
}

fn sign_detail(state: &State, side: Side) -> Vec<Row> {
    let session = state.session();
    let mut rows = Vec::new();
    match session.workshop.sign_off(side) {
        None => rows.push(Row::info(side.label(), "hasn't agreed to this text yet")),
        Some(sign_off) => {
            rows.push(Row::info("Agreed by", &sign_off.name));
            if let Some(at) = sign_off.at {
                rows.push(Row::info(
                    "When",
                    at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
                ));
            }
            let same = sign_off.digest == session.definition.digest();
            let text = if same {
                "exactly this text"
            } else {
                "an earlier text: it has changed since"
            };
            rows.push(Row::info("Agreed to", text).tone(if same {
                Tone::Good
            } else {
                Tone::Warn
            }));
            if !same {
                rows.extend(revision_rows::changes_since_rows(state, sign_off));
            }
        }
    }
    rows.push(Row::new(
        RowTarget::StepAction(StepAction::Sign(side)),
        "s",
        "agrees to the definition as it stands",
    ));
    rows
}

fn finding_row(finding: &crate::check::Finding, tone: Tone) -> Row {
    let tone = if finding.severity == Severity::Note {
        Tone::Quiet
    } else {
        tone
    };
    Row::new(
        RowTarget::Finding(finding.code, finding.place.clone()),
        &finding.message,
        "",
    )
    .indent(1)
    .tone(tone)
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
        _ => String::new(),
    }
}

fn file_rows(state: &State) -> Vec<Row> {
    let definition = &state.session().definition;
    let folder = match state.versions.last() {
        None => format!("versions/{}/", Version::FIRST),
        Some(_) => "versions/<next>/".into(),
    };
    let count =
        |n: usize, one: &str| crate::model::wording::count_noun(i64::try_from(n).unwrap_or(0), one);
    let mut rows = vec![
        Row::heading(folder, ""),
        Row::info(
            "glossary.yaml",
            format!(
                "{}, {}, {}, {}, {}",
                count(definition.segments.len(), "segment"),
                count(definition.personas.len(), "persona"),
                count(definition.journeys.len(), "journey"),
                count(definition.stages.len(), "stage"),
                count(definition.terms.len(), "term")
            ),
        ),
        Row::info(
            "model.yaml",
            format!(
                "{} criteria, {}, {}, {}",
                definition.criteria.len(),
                count(definition.bands.len(), "band"),
                count(definition.routes.len(), "routing rule"),
                count(definition.tracks.len(), "track")
            ),
        ),
        Row::info("recap.md", "who was there, who agreed, what is open"),
    ];
    rows.push(Row::heading("", ""));
    rows.push(publish_row(state, None));
    rows
}

/// Returns the row that says whether `P` publishes, or what is still needed.
pub(super) fn publish_row(state: &State, number: Option<Version>) -> Row {
    let (_, waits) = publish_blockers(state);
    let publishes = match number {
        Some(number) => format!("publishes {number}"),
        None => "publishes".into(),
    };
    match waits.as_str() {
        "" => Row::info("P", publishes).tone(Tone::Good),
        waits => Row::info("Waiting for", waits).tone(Tone::Warn),
    }
}
