//! The room card: what the projector shows of the selected record.
//!
//! Plain data derived from the state. F5 draws it in the workbench; `host` writes it for
//! `accord room`, which draws the same card in a second terminal. It never holds sealed words or
//! anybody's name: leads and samples go by their ids, sides by their names.

use jiff::SignedDuration;

use crate::app::dialogs::dialog::Dialog;
use crate::app::input::row::RowTarget;
use crate::app::input::step::Step;
use crate::app::projector::ballot_card;
use crate::app::projector::card::{CardBody, CardClock, RoomCard};
use crate::app::projector::decision_text::decision_text;
use crate::app::projector::lead_title::lead_title;
use crate::app::projector::wall::picture::WallPicture;
use crate::app::projector::wall::pictures::wall_pictures;
use crate::app::secrecy::{self, HIDDEN};
use crate::app::state::projector::BENCHMARKS_TITLE;
use crate::app::state::workbench::State;
use crate::app::steps::field_rows::field_text;
use crate::app::steps::journey::journey_title;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::{
    agreement, clock_face, conflicts, lead_facts, room_questions, room_verdict,
};
use crate::evidence::ScoredLead;
use crate::model::record::{Kind, Place};
use crate::model::{AnswerRef, CriterionPoints, Id, Session, Side, mask_lead_id, wording};

/// Builds the card of the selected record.
pub fn room_card(state: &State) -> RoomCard {
    let focus = state.focus();
    let mut card = RoomCard {
        kicker: format!("{} {}", state.step.number(), state.step.name()),
        title: state.step.name().to_owned(),
        facts: Vec::new(),
        body: CardBody::Nothing,
        pictures: wall_pictures(state, &focus),
        decided: String::new(),
        question: room_questions::current_question(state).unwrap_or_default(),
        clock: card_clock(state),
    };
    // A ballot's card replaces that of its record.
    if ballot_card::fill_ballot_card(state, &focus, &mut card) {
        return card;
    }
    // An open page takes the place of what is selected below it.
    if let [WallPicture::EvidencePlot(page)] = card.pictures.as_mut_slice()
        && matches!(state.dialogs.last(), Some(Dialog::Page(_)))
    {
        card.title = std::mem::take(&mut page.title);
        return card;
    }
    if let Some(Dialog::Reader(title, ..)) = state.dialogs.last()
        && title == BENCHMARKS_TITLE
    {
        card.kicker = BENCHMARKS_TITLE.to_uppercase();
        card.title = "Benchmarks".into();
        card.body = CardBody::Lines(all_benchmarks(state.session()));
        card.pictures.clear();
        return card;
    }
    if let Some(Dialog::OwnWords(subject)) = state.dialogs.last() {
        card.title = state.session().title_of(subject);
        card.body = words_body(state.session(), subject);
        card.pictures.clear();
        return card;
    }
    match card_target(&focus) {
        RowTarget::Record(place) => fill_record(state, place, &mut card),
        RowTarget::Lead(index) => {
            let outlook = state.outlook.as_ref();
            if let Some(line) = outlook.and_then(|o| o.scored_lead(*index)) {
                // A file's ids can be addresses.
                card.title = mask_lead_id(&line.id);
                fill_lead(state, card_target(&focus), &line, &mut card);
            }
        }
        RowTarget::Finding(code, place) => {
            let found = |f: &&crate::check::Finding| f.code == *code && f.place == *place;
            let finding = state.findings.iter().find(found);
            // A sample lead may be named after somebody, and its findings quote the name.
            let may = !is_private(place.kind) && place.kind != Kind::Sample;
            if let Some(finding) = finding.filter(|_| may) {
                card.title = state.session().title_of(place);
                card.body = CardBody::Text(String::new(), finding.message.clone());
            }
        }
        _ => {}
    }
    if let [subject] = agreement::focused_subjects(state, &focus).as_slice() {
        card.decided = decision_text(state, subject);
    }
    card
}

/// Returns the focused detail row if it is a record of its own, else the selected list row.
fn card_target(focus: &KeyFocus) -> &RowTarget {
    match focus.target() {
        part @ RowTarget::Record(_) => part,
        _ => focus.list_target(),
    }
}

/// Returns whether titles of this kind are people's names or mention them.
fn is_private(kind: Kind) -> bool {
    matches!(kind, Kind::Participant | Kind::Data | Kind::BoardCheck)
}

fn fill_record(state: &State, place: &Place, card: &mut RoomCard) {
    let session = state.session();
    if is_private(place.kind) {
        return;
    }
    let get = |key: &str| {
        let record = session.record(place);
        record.and_then(|r| r.get(key)).unwrap_or_default()
    };
    card.title = session.title_of(place);
    card.body = match place.kind {
        Kind::Question => words_body(session, place),
        // The text isn't shown twice.
        Kind::Stage | Kind::Term if shows_statement(card) => CardBody::Nothing,
        Kind::Stage | Kind::Term if state.step == Step::Stages => words_body(session, place),
        Kind::Stage => {
            let stage = session.definition.stage(place.id.as_str());
            let entry = match stage {
                Some(_) if secrecy::hides_threshold(session, place) => HIDDEN.to_owned(),
                Some(stage) => wording::stage_entry(&session.definition, stage),
                None => String::new(),
            };
            CardBody::Text("Entry".into(), entry)
        }
        Kind::Journey => {
            let mut journeys = session.definition.journeys.iter();
            let journey = journeys.find(|journey| journey.id == place.id);
            let title = journey.map(|journey| journey_title(&session.definition, journey));
            card.title = title.unwrap_or_default();
            CardBody::Nothing
        }
        Kind::Criterion => CardBody::Lines(answer_lines(session, place, None)),
        Kind::Answer => {
            let criterion = Place::new(Kind::Criterion, place.parent.clone().unwrap_or_default());
            card.title = session.title_of(&criterion);
            CardBody::Lines(answer_lines(session, &criterion, Some(&place.id)))
        }
        Kind::Benchmark => {
            card.kicker = "FROM ELSEWHERE, NOT OUR OWN FIGURE".into();
            CardBody::Lines(benchmark_lines(&get("figure"), &get("source"), &get("own")))
        }
        Kind::Sample => {
            card.title = lead_title(session, &place.id);
            let outlook = state.outlook.as_ref();
            let line = outlook.and_then(|o| {
                let mut lines = o.samples.iter();
                lines.find(|l| l.sample.as_ref() == Some(&place.id))
            });
            if let Some(line) = line {
                fill_lead(state, &RowTarget::Record(place.clone()), line, card);
            }
            return;
        }
        Kind::Agenda => {
            let minutes = get("minutes").parse::<i64>().unwrap_or(0);
            CardBody::Text(String::new(), wording::count_noun(minutes, "minute"))
        }
        Kind::ParkedThought if get("resolution").is_empty() => {
            CardBody::Text("Parked".into(), "open".into())
        }
        // How it was settled may name a person.
        Kind::ParkedThought => CardBody::Text("Parked".into(), "settled".into()),
        Kind::ActionItem => CardBody::Text("To do".into(), get("due")),
        Kind::Settings | Kind::Plan | Kind::Handoff => CardBody::Nothing,
        _ => CardBody::Lines(field_lines(state, place)),
    };
}

/// Returns whether the definition is one of the pictures.
fn shows_statement(card: &RoomCard) -> bool {
    let is_statement = |picture: &WallPicture| matches!(picture, WallPicture::Statement(_));
    card.pictures.iter().any(is_statement)
}

/// Both sides' words once they are revealed, else the agreed wording.
fn words_body(session: &Session, subject: &Place) -> CardBody {
    let of = |side| session.workshop.position(subject, side);
    let agreed = session.agreed_wording(subject).unwrap_or_default();
    match (of(Side::Sales), of(Side::Marketing)) {
        (Some(sales), Some(marketing)) if sales.sealed.is_none() && marketing.sealed.is_none() => {
            CardBody::Sides {
                sales: sales.text.clone(),
                marketing: marketing.text.clone(),
                management: of(Side::Management).map_or_else(String::new, |p| p.text.clone()),
                agreed,
            }
        }
        (None, None) if !agreed.is_empty() => CardBody::Text("Agreed".into(), agreed),
        (None, None) => CardBody::Nothing,
        (sales, marketing) => {
            let how = |is_written: bool| {
                if is_written {
                    "written, sealed"
                } else {
                    "writing ..."
                }
            };
            CardBody::Lines(vec![
                (Side::Sales.label().into(), how(sales.is_some()).into()),
                (
                    Side::Marketing.label().into(),
                    how(marketing.is_some()).into(),
                ),
            ])
        }
    }
}

/// A criterion's answers with their points, the selected one with a sign.
fn answer_lines(session: &Session, place: &Place, selected: Option<&Id>) -> Vec<(String, String)> {
    let Some(criterion) = session.definition.criterion(place.id.as_str()) else {
        return Vec::new();
    };
    if criterion.answers.is_empty() {
        let points = match criterion.points {
            _ if secrecy::hides_field(session, place, "points") => HIDDEN.into(),
            Some(CriterionPoints::Once(points)) => wording::count_noun(points, "point"),
            Some(CriterionPoints::Each(each)) => wording::each_time(each),
            None => "no points".into(),
        };
        return vec![("Yes".into(), points)];
    }
    let answer_line = |a: &AnswerRef<'_>| {
        let answer = criterion.answers.iter().find(|answer| answer.id == *a.id);
        let at = answer.map(|l| Place::part(Kind::Answer, place.id.clone(), l.id.clone()));
        let points = if at.is_some_and(|at| secrecy::hides_field(session, &at, "points")) {
            HIDDEN.to_owned()
        } else {
            wording::count_noun(a.points, "point")
        };
        let sign = match selected {
            None => "",
            Some(id) if *id == a.id => "> ",
            Some(_) => "  ",
        };
        (format!("{sign}{}", a.label), points)
    };
    criterion.answer_list().iter().map(answer_line).collect()
}

/// Every figure from elsewhere, with what it says and who published it.
fn all_benchmarks(session: &Session) -> Vec<(String, String)> {
    let all = session.workshop.benchmarks.iter();
    all.map(|benchmark| {
        let source = match benchmark.source.as_str() {
            "" => "no source named",
            source => source,
        };
        let own = match benchmark.own.as_str() {
            "" => String::new(),
            own => format!("; our own: {own}"),
        };
        let text = format!("{} ({source}){own}", benchmark.name);
        (benchmark.figure.clone(), text)
    })
    .collect()
}

fn benchmark_lines(figure: &str, source: &str, own: &str) -> Vec<(String, String)> {
    let mut lines = vec![
        ("They say".to_owned(), figure.to_owned()),
        ("Published by".to_owned(), source.to_owned()),
    ];
    if !own.is_empty() {
        lines.push(("Our own".into(), own.to_owned()));
    }
    lines
}

/// Fills in a lead's facts and, once the room may see it, what the model says.
fn fill_lead(state: &State, lead: &RowTarget, line: &ScoredLead, card: &mut RoomCard) {
    let facts = lead_facts::lead_facts(state, lead);
    if room_verdict::shows_verdict(state, lead) {
        card.facts = facts;
        card.body = CardBody::Lines(verdict_lines(state, line));
    } else if facts.is_empty() {
        let text = "Nothing the model asks about is known of this lead.";
        card.body = CardBody::Text(String::new(), text.into());
    } else {
        card.body = CardBody::Lines(facts);
    }
}

/// What the model says of a lead.
fn verdict_lines(state: &State, line: &ScoredLead) -> Vec<(String, String)> {
    let definition = &state.session().definition;
    let outcome = &line.outcome;
    let mut lines = vec![(
        if outcome.qualified {
            "Qualified"
        } else {
            "Not qualified"
        }
        .to_owned(),
        wording::count_noun(outcome.total, "point"),
    )];
    let next = outcome
        .disposition
        .and_then(|i| definition.dispositions.get(i));
    lines.extend(next.map(|d| ("Disposition".to_owned(), d.name.clone())));
    let stage = outcome.stage.and_then(|i| definition.stages.get(i));
    lines.extend(stage.map(|s| ("Stage".to_owned(), s.name.clone())));
    let conflict = line.sample.as_ref();
    let conflict = conflict.and_then(|id| conflicts::conflict_of(state, id));
    lines.extend(conflict.map(|c| ("Conflict".to_owned(), c.sentence())));
    lines
}

/// The core fields that are filled in, without those that name somebody.
fn field_lines(state: &State, place: &Place) -> Vec<(String, String)> {
    const NOT: [&str; 4] = ["name", "owner", "sponsor", "who"];
    let session = state.session();
    let Some(record) = session.record(place) else {
        return Vec::new();
    };
    let core = record
        .specs()
        .into_iter()
        .filter(|s| s.core && !NOT.contains(&s.key));
    core.filter_map(|spec| {
        let text = record.get(spec.key).filter(|text| !text.is_empty())?;
        if secrecy::hides_field(session, place, spec.key) {
            return Some((spec.label.to_owned(), HIDDEN.to_owned()));
        }
        Some((
            spec.label.to_owned(),
            field_text(session, spec.shape, &text),
        ))
    })
    .collect()
}

fn card_clock(state: &State) -> Option<CardClock> {
    let face = clock_face::face(state)?;
    let item = clock_face::current_item(state)?;
    let remaining = i64::from(face.total_minutes) * 60 - i64::from(item.taken_seconds);
    Some(CardClock {
        ends: state
            .clock
            .running_since
            .map(|since| since + SignedDuration::from_secs(remaining)),
        seconds_left: if face.running { 0 } else { face.seconds_left },
        total_minutes: face.total_minutes,
    })
}
