//! The minutes of a workshop, kept with the version it produced.
//!
//! They contain only what was revealed in the room: sealed positions and votes stay sealed. The
//! layout is `assets/export/recap.md.j2`.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::open_page::OpenPage;
use super::sign_off_row::SignOffRow;
use super::template;
use super::votes::{DecisionRow, RoundRow, decisions, votes};
use crate::check::{CONFLICT, ChecklistPoint, Finding, Severity, checklist, finding_kind};
use crate::model::local_time::{date_and_time_text, zone_name};
use crate::model::{
    ActionItem, Kind, ParkedThought, Participant, Place, Position, Question, Session, Side,
    Subject, Version, Waiver, Workshop,
};

const SOURCE: &str = include_str!("../../assets/export/recap.md.j2");

/// Renders the minutes as Markdown. `findings` are those of the definition at publication; times are
/// those of `zone`, where the room met.
///
/// # Errors
///
/// If the built-in template fails.
pub fn recap(
    session: &Session,
    version: Version,
    published: Timestamp,
    zone: &TimeZone,
    findings: &[Finding],
) -> String {
    let page = MinutesPage::of(session, version, published, zone, findings);
    template::fill("recap.md", SOURCE, &page).expect("the tests fill the built-in template")
}

#[derive(Serialize)]
struct MinutesPage<'a> {
    name: &'a str,
    version: String,
    published: String,
    /// The zone of all times; absent for UTC.
    zone: Option<String>,
    digest: String,
    sides: Vec<SideMembers<'a>>,
    contrast: Vec<Contrast<'a>>,
    wordings: Vec<WordingRow>,
    decisions: Vec<DecisionRow>,
    votes: Vec<RoundRow>,
    checklist: Vec<ChecklistPoint>,
    agreed_by: Vec<SignOffRow<'a>>,
    waivers: Vec<WaiverRow<'a>>,
    open: OpenPage,
    /// Whether the section about what is open would be empty.
    nothing_open: bool,
    open_warnings: Vec<OpenWarning>,
    board_checks: Vec<BoardCheckRow>,
    parked: Vec<&'a ParkedThought>,
    actions: Vec<ActionRow<'a>>,
    workshop: BusinessFigures<'a>,
}

impl<'a> MinutesPage<'a> {
    fn of(
        session: &'a Session,
        version: Version,
        published: Timestamp,
        zone: &TimeZone,
        findings: &[Finding],
    ) -> Self {
        let workshop = &*session.workshop;
        let (open, open_warnings) = (OpenPage::of(session), open_warnings(session, findings));
        let (actions, parked) = (
            actions(workshop),
            workshop.open_thoughts().collect::<Vec<_>>(),
        );
        let nothing_open =
            open.is_empty() && open_warnings.is_empty() && actions.is_empty() && parked.is_empty();
        Self {
            name: &session.name,
            version: version.to_string(),
            published: date_and_time_text(published, zone),
            zone: zone_name(published, zone),
            digest: session.definition.digest(),
            sides: sides(workshop),
            contrast: contrast(workshop),
            wordings: wordings(session),
            decisions: decisions(session, zone),
            votes: votes(session),
            checklist: checklist(session),
            agreed_by: agreed_by(workshop, zone),
            waivers: workshop
                .waivers
                .iter()
                .map(|e| WaiverRow::of(session, e))
                .collect(),
            open,
            nothing_open,
            open_warnings,
            board_checks: workshop
                .board_checks
                .iter()
                .map(|check| BoardCheckRow::of(session, check))
                .collect(),
            parked,
            actions,
            workshop: BusinessFigures::of(workshop, published),
        }
    }
}

#[derive(Serialize)]
struct SideMembers<'a> {
    side: &'static str,
    people: Vec<&'a Participant>,
}

fn sides(workshop: &Workshop) -> Vec<SideMembers<'_>> {
    let people = |side: Side| SideMembers {
        side: side.label(),
        people: workshop
            .participants
            .iter()
            .filter(|p| p.side == side)
            .collect(),
    };
    let sides = Side::ALL.iter().copied().map(people);
    sides.filter(|side| !side.people.is_empty()).collect()
}

/// Each side's answer to a question of the opening contrast.
#[derive(Serialize)]
struct Contrast<'a> {
    question: &'a str,
    answers: Vec<SideWords>,
}

/// One side's position, line by line.
#[derive(Serialize)]
struct SideWords {
    side: &'static str,
    lines: Vec<String>,
}

/// Returns each side's words among the positions on one subject, as far as they were revealed.
fn side_words<'a>(on_it: &(impl Iterator<Item = &'a Position> + Clone)) -> Vec<SideWords> {
    let of = |side: &Side| {
        let position = on_it.clone().find(|p| p.side == *side)?;
        let is_revealed = position.sealed.is_none() && !position.text.trim().is_empty();
        is_revealed.then(|| SideWords {
            side: side.label(),
            lines: lines(&position.text),
        })
    };
    Side::ALL.iter().filter_map(of).collect()
}

fn lines(text: &str) -> Vec<String> {
    let full = text.lines().filter(|line| !line.trim().is_empty());
    full.map(Into::into).collect()
}

fn contrast<'a>(workshop: &'a Workshop) -> Vec<Contrast<'a>> {
    let place = |question: &Question| Place::new(Kind::Question, question.id.clone());
    let answered = |question: &'a Question| Contrast {
        question: &question.name,
        answers: side_words(&workshop.positions_on(&place(question))),
    };
    let all = workshop.questions.iter().map(answered);
    all.filter(|contrast| !contrast.answers.is_empty())
        .collect()
}

/// Each side's proposed wording, and the agreed one.
#[derive(Serialize)]
struct WordingRow {
    subject: String,
    proposed: Vec<SideWords>,
    agreed: String,
}

fn wordings(session: &Session) -> Vec<WordingRow> {
    let workshop = &session.workshop;
    let mut subjects: Vec<&str> = Vec::new();
    for position in &workshop.positions {
        let subject = position.subject.as_str();
        if !subject.starts_with("question:") && !subjects.contains(&subject) {
            subjects.push(subject);
        }
    }
    let agreed = |subject: &str| session.agreed_wording(&subject.parse().ok()?);
    let worded = |subject: &str| WordingRow {
        subject: Subject::title_of_text(subject, session),
        proposed: side_words(&workshop.positions.iter().filter(|p| p.subject == subject)),
        agreed: agreed(subject).unwrap_or_default(),
    };
    let all = subjects.into_iter().map(worded);
    all.filter(|worded| !worded.proposed.is_empty()).collect()
}

/// Returns the sign-offs that count: the last of each side that must sign.
fn agreed_by<'a>(workshop: &'a Workshop, zone: &TimeZone) -> Vec<SignOffRow<'a>> {
    let sides = workshop.signing_sides().iter();
    sides
        .filter_map(|side| workshop.sign_off(*side))
        .map(|sign_off| SignOffRow::of(sign_off, zone).among(workshop, sign_off))
        .collect()
}

/// A finding with a waiver.
#[derive(Serialize)]
struct WaiverRow<'a> {
    what: &'a str,
    place: String,
    reason: &'a str,
}

impl<'a> WaiverRow<'a> {
    fn of(session: &Session, waiver: &'a Waiver) -> Self {
        let everywhere = waiver.place.is_empty();
        Self {
            what: match finding_kind(&waiver.code) {
                Some(known) => known.sentence,
                None if waiver.code.is_empty() => "Any finding",
                None => &waiver.code,
            },
            place: if everywhere {
                "everywhere".into()
            } else {
                Subject::title_of_text(&waiver.place, session)
            },
            reason: &waiver.reason,
        }
    }
}

/// A finding that was still open when the version was published.
#[derive(Serialize)]
struct OpenWarning {
    place: String,
    message: String,
}

fn open_warnings(session: &Session, findings: &[Finding]) -> Vec<OpenWarning> {
    // Conflicts have a list of their own.
    let is_listed = |f: &&Finding| f.severity == Severity::Warning && f.code != CONFLICT;
    let warnings = findings.iter().filter(is_listed);
    let open_warning = |finding: &Finding| OpenWarning {
        place: session.title_of(&finding.place),
        message: finding.message.clone(),
    };
    warnings.map(open_warning).collect()
}

/// What the advisory board said.
#[derive(Serialize)]
struct BoardCheckRow {
    subject: String,
    date: String,
    who: String,
    verdict: String,
}

impl BoardCheckRow {
    fn of(session: &Session, check: &crate::model::BoardCheck) -> Self {
        Self {
            subject: Subject::title_of_text(&check.subject, session),
            date: check.date.map(|day| day.to_string()).unwrap_or_default(),
            who: check.who.clone(),
            verdict: check.verdict.clone(),
        }
    }
}

#[derive(Serialize)]
struct ActionRow<'a> {
    name: &'a str,
    owner: &'a str,
    due: String,
    reason: &'a str,
}

fn actions(workshop: &Workshop) -> Vec<ActionRow<'_>> {
    let open = workshop.open_actions();
    let todo = |action| ActionRow::of(action);
    open.map(todo).collect()
}

impl<'a> ActionRow<'a> {
    fn of(action: &'a ActionItem) -> Self {
        Self {
            name: &action.name,
            owner: &action.owner,
            due: action.due.map(|day| day.to_string()).unwrap_or_default(),
            reason: &action.reason,
        }
    }
}

/// Business figures as stated by the team.
#[derive(Serialize)]
struct BusinessFigures<'a> {
    rejection_rate: &'a str,
    review_cycle: &'static str,
    review_date: String,
    campaign_performance: &'a str,
    revenue_against_goal: &'a str,
}

impl<'a> BusinessFigures<'a> {
    fn of(workshop: &'a Workshop, published: Timestamp) -> Self {
        Self {
            rejection_rate: &workshop.rejection_rate,
            review_cycle: workshop.review_cycle.map_or("", |cycle| cycle.label()),
            review_date: workshop
                .review_due(Some(published))
                .map(|day| day.to_string())
                .unwrap_or_default(),
            campaign_performance: &workshop.campaign_performance,
            revenue_against_goal: &workshop.revenue_against_goal,
        }
    }
}
