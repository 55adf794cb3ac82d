//! The revision on Publish: in words whom we forward otherwise, then the number, its proof, the
//! smallest example, and what becomes of the leads there are.

use super::publish::waits_row;
use crate::app::hidden::FIGURES;
use crate::app::overlay::Overlay;
use crate::app::revised::{Released, Told, document, told};
use crate::app::{Does, Effect, Level, Row, State, Tone, sentence};
use crate::model::wording::{self, counted};
use crate::model::{Definition, Id, SignOff};
use crate::revision::{Bump, Change, ChangeKind, Diff, Group, Impact, Piece, Revision, Severity};

/// How many changes have a row of their own.
const LISTED: usize = 7;
/// How many leads the thing in hand names of one way.
const NAMED: usize = 12;

/// The head of the list: what the draft is, and what it changes.
pub fn rows(state: &State) -> Vec<Row> {
    let head = |text: &str, released: &Released| {
        vec![
            Row::heading(text, ""),
            Row::new(
                Does::Own("files"),
                format!("next after {}", released.version),
                "files",
            )
            .indent(1),
        ]
    };
    match told(state) {
        Told::First => Vec::new(),
        Told::Hidden(released) => head("A BALLOT IS OPEN", released),
        Told::Waits(released) => head("proving ...", released),
        Told::Here(released, revision) => {
            let mut rows = vec![
                Row::heading(revision.headline().to_uppercase(), ""),
                number_row(state, released, revision),
            ];
            rows.extend(change_rows(revision));
            rows.extend(impact_rows(state));
            rows
        }
    }
}

fn number_row(state: &State, released: &Released, revision: &Revision) -> Row {
    let altered = if released.altered.is_empty() {
        ""
    } else {
        ", altered"
    };
    let last = format!("last: {}{altered}", released.version);
    let text = match revision.bump {
        Bump::None => "nothing to publish".into(),
        _ => format!("so this is {}", revision.number_after(released.version)),
    };
    let row = Row::new(Does::Own("files"), text, last).indent(1);
    if state.revised.done {
        row
    } else {
        row.mark("~")
    }
}

fn change_rows(revision: &Revision) -> Vec<Row> {
    let told = revision.told();
    let listed = if told.len() > LISTED + 1 {
        LISTED
    } else {
        told.len()
    };
    let row = |(index, (change, severity)): (usize, &(&Change, Severity))| {
        let tone = match severity {
            Severity::Outcome | Severity::Removal => Tone::Warn,
            Severity::Wording => Tone::Quiet,
            _ => Tone::Plain,
        };
        Row::new(Does::Changed(index), change.sentence(), "")
            .indent(1)
            .tone(tone)
    };
    let mut rows: Vec<Row> = told[..listed].iter().enumerate().map(row).collect();
    let more = told.len() - listed;
    if more > 0 {
        rows.push(Row::new(Does::Own("changes"), format!("and {more} more"), "all").indent(1));
    }
    rows
}

fn impact_rows(state: &State) -> Vec<Row> {
    if state
        .revised
        .revision
        .as_ref()
        .is_none_or(|r| r.bump == Bump::None)
    {
        return Vec::new();
    }
    let impacts = &state.revised.impacts;
    let rows = [
        ("recorded", "past lead", impacts.recorded.as_ref()),
        ("samples", "sample lead", impacts.samples.as_ref()),
    ];
    let row = |(does, what, impact): (&'static str, &str, Option<&Impact>)| {
        let impact = impact?;
        let text = counted(i64::try_from(impact.leads).unwrap_or(i64::MAX), what);
        Some(Row::new(Does::Own(does), text, to_sales(impact)).indent(1))
    };
    rows.into_iter().filter_map(row).collect()
}

/// `7 more to Sales`, or that none is.
fn to_sales(impact: &Impact) -> String {
    match impact.net_to_sales() {
        0 if impact.changed == 0 => "none moves".into(),
        0 => format!("{} move", impact.changed),
        more @ 1.. => format!("{more} more to Sales"),
        fewer => format!("{} fewer to Sales", -fewer),
    }
}

/// The thing in hand for one of the head's rows; `None` where it isn't one of them.
pub fn detail(state: &State, does: &Does) -> Option<Vec<Row>> {
    let impacts = &state.revised.impacts;
    match (does, told(state)) {
        (Does::Own("files"), Told::Hidden(_)) => Some(vec![Row::heading(sentence(FIGURES), "")]),
        (Does::Own("files"), Told::Waits(_)) => Some(vec![
            Row::heading("What changes is being proved ...", ""),
            waits_row(state, None),
        ]),
        (Does::Own("files"), Told::Here(released, revision)) => {
            Some(proof(state, released, revision))
        }
        (Does::Changed(index), Told::Here(released, revision)) => {
            Some(change(state, released, revision, *index))
        }
        (Does::Own("recorded"), Told::Here(..)) => {
            impacts.recorded.as_ref().map(|i| impact(state, "past", i))
        }
        (Does::Own("samples"), Told::Here(..)) => {
            impacts.samples.as_ref().map(|i| impact(state, "sample", i))
        }
        (Does::Own("changes"), Told::Here(..)) => {
            Some(vec![Row::heading("Enter shows them all.", "")])
        }
        _ => None,
    }
}

/// The number's proof and its smallest example.
fn proof(state: &State, released: &Released, revision: &Revision) -> Vec<Row> {
    if revision.bump == Bump::None {
        let text = format!("The draft says what {} says.", released.version);
        return vec![Row::heading(text, "")];
    }
    let mut rows = vec![waits_row(
        state,
        Some(revision.number_after(released.version)),
    )];
    let proof = revision.proof_sentence();
    rows.extend(proof.map(|proof| Row::heading(proof, "")));
    let counted = revision.counted.as_ref();
    if counted.is_none() && revision.outcomes_differ() && !state.revised.done {
        rows.push(Row::tells("", "counting how many ..."));
    }
    if let Some(example) = revision.example() {
        rows.push(Row::heading("Smallest example", ""));
        if example.levels.is_empty() {
            rows.push(Row::tells("", "nothing is known of it"));
        }
        let levels = example.levels.iter();
        rows.extend(levels.map(|level| Row::tells("", level)));
        rows.push(Row::tells("before", &example.before_words));
        rows.push(Row::tells("after", &example.after_words));
    }
    let now = &state.session().definition;
    let moves = counted.map_or(&[][..], |counted| &counted.moves);
    if !moves.is_empty() {
        rows.push(Row::heading("How they move", ""));
    }
    for way in moves {
        let pair = moved(released, now, way.from.as_ref(), way.to.as_ref());
        rows.push(Row::tells(format!("{:#}", way.leads), pair));
    }
    rows
}

fn moved(released: &Released, now: &Definition, from: Option<&Id>, to: Option<&Id>) -> String {
    let name = |definition: &Definition, id: Option<&Id>| {
        id.map_or_else(
            || "nothing".into(),
            |id| wording::disposition(definition, id.as_str()),
        )
    };
    let (was, is) = (name(&released.definition, from), name(now, to));
    if from == to {
        format!("stay {is}, with another stage or service level")
    } else {
        format!("{was} > {is}")
    }
}

fn change(state: &State, released: &Released, revision: &Revision, index: usize) -> Vec<Row> {
    let all = revision.told();
    let Some((change, severity)) = all.get(index) else {
        return Vec::new();
    };
    let mut rows = vec![
        Row::heading(change.sentence(), ""),
        Row::tells("Means", meaning(*severity)),
    ];
    rows.extend(words(change));
    if change.kind != ChangeKind::Reworded {
        let was = change.before.as_ref().map(|was| Row::tells("Was", was));
        let is = change.after.as_ref().map(|is| Row::tells("Is", is));
        rows.extend(was.into_iter().chain(is));
    }
    rows.push(if state.session().record(&change.place).is_some() {
        Row::new(Does::Changed(index), "Enter", "goes there")
    } else {
        Row::tells("Gone", format!("since {}", released.version))
    });
    rows
}

fn meaning(severity: Severity) -> &'static str {
    match severity {
        Severity::Outcome => "who we forward, or how, changes by it",
        Severity::Removal => "something is gone",
        Severity::Addition => "something is added; no outcome changes",
        Severity::Queue => "the order of the queue; no outcome changes",
        Severity::Meaning => "another meaning for people; no outcome changes",
        Severity::Wording => "wording only",
    }
}

/// The words that changed, each run a line.
fn words(change: &Change) -> Vec<Row> {
    if change.kind != ChangeKind::Reworded {
        return Vec::new();
    }
    let row = |piece: &Piece| match piece {
        Piece::Same(_) => None,
        Piece::Gone(text) => Some(Row::tells("Gone", text.trim()).tone(Tone::Warn)),
        Piece::New(text) => Some(Row::tells("New", text.trim()).tone(Tone::Good)),
    };
    change.words.iter().filter_map(row).collect()
}

/// Who goes another way.
fn impact(state: &State, what: &str, impact: &Impact) -> Vec<Row> {
    let text = format!("Of {} {what} leads {}.", impact.leads, ways(impact));
    let mut rows = vec![Row::heading(text, "")];
    for (label, group) in [
        ("New to Sales", &impact.newly_forwarded),
        ("No longer", &impact.no_longer_forwarded),
    ] {
        if group.leads > 0 {
            rows.push(Row::tells(label, ended(state, group)));
        }
    }
    if impact.otherwise > 0 {
        let text = "change stage, track or service level alone";
        rows.push(Row::tells(impact.otherwise.to_string(), text));
    }
    for (way, ids) in named(state, impact, NAMED) {
        rows.push(Row::heading(way, ""));
        rows.push(Row::tells("", ids));
    }
    if impact.changed > 0 {
        rows.push(Row::tells("Enter", "lists them all"));
    }
    rows
}

fn ways(impact: &Impact) -> String {
    match impact.changed {
        0 => "none goes another way".into(),
        1 => "1 goes another way".into(),
        n => format!("{n} go another way"),
    }
}

/// `7 (3 won, 4 rejected)`.
fn ended(state: &State, group: &Group) -> String {
    let ended = [("won", group.won), ("lost", group.lost)];
    let ended = ended.iter().filter(|(_, n)| *n > 0);
    let mut parts: Vec<String> = ended.map(|(word, n)| format!("{n} {word}")).collect();
    for (id, n) in &group.buckets {
        let buckets = &state.session().data.buckets;
        let bucket = buckets.iter().find(|b| b.id == *id.as_str());
        let name = bucket.map_or(id.as_str(), |b| b.name.as_str());
        parts.push(format!("{n} {}", name.to_lowercase()));
    }
    if parts.is_empty() {
        return group.leads.to_string();
    }
    format!("{} ({})", group.leads, parts.join(", "))
}

/// Each way with who goes it.
fn named(state: &State, impact: &Impact, most: usize) -> Vec<(String, String)> {
    let Some(released) = &state.released else {
        return Vec::new();
    };
    let now = &state.session().definition;
    let ways = impact.moves.iter().map(|way| {
        let pair = moved(released, now, way.from.as_ref(), way.to.as_ref());
        let mut ids = way.ids[..way.ids.len().min(most)].join(", ");
        if way.ids.len() > most {
            ids.push_str(&format!(" and {} more", way.ids.len() - most));
        }
        (format!("{pair}: {}", way.count), ids)
    });
    ways.collect()
}

/// Enter on one of the head's rows.
pub fn enter(state: &mut State, does: &Does) -> Option<Vec<Effect>> {
    match does {
        Does::Changed(index) => Some(go_to_change(state, *index)),
        Does::Own("changes") => {
            let text = document(state).map(|told| told.text());
            read(state, "What changes", text)
        }
        Does::Own("recorded") => {
            let impact = state.revised.impacts.recorded.as_ref();
            let text = impact.map(|impact| listing(state, impact));
            read(state, "Past leads", text)
        }
        Does::Own("samples") => {
            let impact = state.revised.impacts.samples.as_ref();
            let text = impact.map(|impact| listing(state, impact));
            read(state, "Sample leads", text)
        }
        _ => None,
    }
}

fn read(state: &mut State, title: &str, text: Option<String>) -> Option<Vec<Effect>> {
    let text = text.filter(|_| matches!(told(state), Told::Here(..)))?;
    state.overlays.push(Overlay::Reader(title.into(), text, 0));
    Some(Vec::new())
}

fn listing(state: &State, impact: &Impact) -> String {
    let mut text = format!("Of {} leads {}.\n", impact.leads, ways(impact));
    for (way, ids) in named(state, impact, usize::MAX) {
        text.push_str(&format!("\n{way}\n{ids}\n"));
    }
    text
}

fn go_to_change(state: &mut State, index: usize) -> Vec<Effect> {
    let Told::Here(_, revision) = told(state) else {
        return Vec::new();
    };
    let place = revision
        .told()
        .get(index)
        .map(|(change, _)| change.place.clone());
    match place {
        Some(place) if state.session().record(&place).is_some() => state.go_to(&place),
        _ => {
            state.say(Level::Info, "It is gone: there is nothing to go to");
            Vec::new()
        }
    }
}

/// What was changed since a sign-off, in sentences with the words; nothing where what was agreed
/// to isn't known.
pub fn since(state: &State, sign_off: &SignOff) -> Vec<Row> {
    let Some(signed) = state.signed.get(&sign_off.digest) else {
        return Vec::new();
    };
    if crate::app::hidden::figures(state.session()) {
        return vec![Row::tells("Since then", FIGURES)];
    }
    let diff = Diff::between(signed, &state.session().definition);
    let mut rows = vec![Row::heading("Since then", "")];
    for change in &diff.changes {
        rows.push(Row::tells("", change.sentence()));
        rows.extend(words(change));
    }
    rows
}
