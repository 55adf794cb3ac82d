//! The revision on Publish: first in words which leads we forward differently, then the version
//! number, its proof, the smallest example, and the impact on the recorded leads.

use crate::app::input::command::{Command, RecordCommand};
use crate::app::input::row::{Row, RowTarget, StepAction, Tone};
use crate::app::input::sentence::sentence;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::workbench::State;
use crate::app::steps::publish_row::publish_row;
use crate::app::steps::revision_view::{RevisionView, revision_document, revision_view};
use crate::model::wording::{self, count_noun, grouped};
use crate::model::{Definition, Id, SignOff};
use crate::release::LastRelease;
use crate::revision::{
    Bump, Change, ChangeKind, ChangeSeverity, Diff, Impact, LeadGroup, Revision, WordRun,
};

/// Changes that have a row of their own.
const MAX_CHANGE_ROWS: usize = 7;

/// Leads named for each move in the detail pane.
const MAX_NAMED_LEADS: usize = 12;

/// Returns the head of the list: what the draft is, and what it changes.
pub fn head_rows(state: &State) -> Vec<Row> {
    let head = |text: &str, released: &LastRelease| {
        vec![
            Row::heading(text, ""),
            Row::new(
                RowTarget::StepAction(StepAction::VersionFiles),
                format!("next after {}", released.version),
                "files",
            )
            .indent(1),
        ]
    };
    match revision_view(state) {
        RevisionView::NothingPublished => Vec::new(),
        RevisionView::Hidden(released) => head("A BALLOT IS OPEN", released),
        RevisionView::Pending(released) => head("proving ...", released),
        RevisionView::Ready(released, revision) => {
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

fn number_row(state: &State, released: &LastRelease, revision: &Revision) -> Row {
    let altered = if released.altered.is_empty() {
        ""
    } else {
        ", altered"
    };
    let last = format!("last: {}{altered}", released.version);
    let text = match revision.bump {
        Bump::None => "nothing to publish".into(),
        step => format!("next version: {}", state.used_numbers().next(step)),
    };
    let row = Row::new(RowTarget::StepAction(StepAction::VersionFiles), text, last).indent(1);
    if state.draft_revision.done {
        row
    } else {
        row.mark("~")
    }
}

fn change_rows(revision: &Revision) -> Vec<Row> {
    let changes = revision.changes_by_severity();
    let listed = if changes.len() > MAX_CHANGE_ROWS + 1 {
        MAX_CHANGE_ROWS
    } else {
        changes.len()
    };
    let row = |(index, (change, severity)): (usize, &(&Change, ChangeSeverity))| {
        let tone = match severity {
            ChangeSeverity::Outcome | ChangeSeverity::Removal => Tone::Warn,
            ChangeSeverity::Wording => Tone::Quiet,
            _ => Tone::Plain,
        };
        Row::new(RowTarget::Change(index), change.sentence(), "")
            .indent(1)
            .tone(tone)
    };
    let mut rows: Vec<Row> = changes[..listed].iter().enumerate().map(row).collect();
    let more = changes.len() - listed;
    if more > 0 {
        rows.push(
            Row::new(
                RowTarget::StepAction(StepAction::AllChanges),
                format!("and {more} more"),
                "all",
            )
            .indent(1),
        );
    }
    rows
}

fn impact_rows(state: &State) -> Vec<Row> {
    if state
        .draft_revision
        .revision
        .as_ref()
        .is_none_or(|r| r.bump == Bump::None)
    {
        return Vec::new();
    }
    let impacts = &state.draft_revision.impacts;
    let rows = [
        (
            StepAction::RecordedImpact,
            "past lead",
            impacts.recorded.as_ref(),
        ),
        (
            StepAction::SampleImpact,
            "sample lead",
            impacts.samples.as_ref(),
        ),
    ];
    let row = |(action, what, impact): (StepAction, &str, Option<&Impact>)| {
        let impact = impact?;
        let text = count_noun(impact.leads, what);
        Some(
            Row::new(
                RowTarget::StepAction(action),
                text,
                net_to_sales_text(impact),
            )
            .indent(1),
        )
    };
    rows.into_iter().filter_map(row).collect()
}

/// Returns `7 more to Sales`, or that no outcome changes.
pub(crate) fn net_to_sales_text(impact: &Impact) -> String {
    match impact.net_forwarded() {
        0 if impact.changed == 0 => "no outcome changes".into(),
        0 if impact.changed == 1 => "1 outcome changes".into(),
        0 => format!("{} change", count_noun(impact.changed, "outcome")),
        more @ 1.. => format!("{} more to Sales", grouped(more)),
        fewer => format!("{} fewer to Sales", grouped(-fewer)),
    }
}

/// Returns the detail of one of the head's rows; `None` for any other row.
pub fn head_detail(state: &State, target: &RowTarget) -> Option<Vec<Row>> {
    let impacts = &state.draft_revision.impacts;
    match (target, revision_view(state)) {
        (RowTarget::StepAction(StepAction::VersionFiles), RevisionView::Hidden(_)) => {
            Some(vec![Row::heading(sentence(FIGURES_HIDDEN), "")])
        }
        (RowTarget::StepAction(StepAction::VersionFiles), RevisionView::Pending(_)) => Some(vec![
            Row::heading("The changes are being proved ...", ""),
            publish_row(state, None),
        ]),
        (
            RowTarget::StepAction(StepAction::VersionFiles),
            RevisionView::Ready(released, revision),
        ) => Some(proof_rows(state, released, revision)),
        (RowTarget::Change(index), RevisionView::Ready(released, revision)) => {
            Some(change_detail(state, released, revision, *index))
        }
        (RowTarget::StepAction(StepAction::RecordedImpact), RevisionView::Ready(..)) => impacts
            .recorded
            .as_ref()
            .map(|i| impact_detail(state, "past", i)),
        (RowTarget::StepAction(StepAction::SampleImpact), RevisionView::Ready(..)) => impacts
            .samples
            .as_ref()
            .map(|i| impact_detail(state, "sample", i)),
        (RowTarget::StepAction(StepAction::AllChanges), RevisionView::Ready(..)) => {
            Some(vec![Row::heading("Enter shows them all.", "")])
        }
        _ => None,
    }
}

/// The proof of the version number and its smallest example.
fn proof_rows(state: &State, released: &LastRelease, revision: &Revision) -> Vec<Row> {
    if revision.bump == Bump::None {
        let text = format!("The draft is the same as {}.", released.version);
        return vec![Row::heading(text, "")];
    }
    let mut rows = vec![publish_row(
        state,
        Some(state.used_numbers().next(revision.bump)),
    )];
    let proof = revision.proof_sentence();
    rows.extend(proof.map(|proof| Row::heading(proof, "")));
    let counted = revision.lead_counts.as_ref();
    if counted.is_none() && revision.outcomes_differ() && !state.draft_revision.done {
        rows.push(Row::info("", "counting how many ..."));
    }
    if let Some(example) = revision.example() {
        rows.push(Row::heading("Smallest example", ""));
        if example.answers.is_empty() {
            rows.push(Row::info("", "none of its answers is known"));
        }
        let answers = example.answers.iter();
        rows.extend(answers.map(|answer| Row::info("", answer)));
        rows.push(Row::info("before", &example.before_words));
        rows.push(Row::info("after", &example.after_words));
    }
    let now = &state.session().definition;
    let moves = counted.map_or(&[][..], |counted| &counted.moves);
    if !moves.is_empty() {
        rows.push(Row::heading("How they change", ""));
    }
    for way in moves {
        let pair = move_text(released, now, way.from.as_ref(), way.to.as_ref());
        rows.push(Row::info(format!("{:#}", way.leads), pair));
    }
    rows
}

fn move_text(
    released: &LastRelease,
    now: &Definition,
    from: Option<&Id>,
    to: Option<&Id>,
) -> String {
    let name = |definition: &Definition, id: Option<&Id>| {
        id.map_or_else(
            || "nothing".into(),
            |id| wording::disposition(definition, id.as_str()),
        )
    };
    let (was, is) = (name(&released.definition, from), name(now, to));
    if from == to {
        format!("still {is}, but with a different stage or service level")
    } else {
        format!("{was} > {is}")
    }
}

fn change_detail(
    state: &State,
    released: &LastRelease,
    revision: &Revision,
    index: usize,
) -> Vec<Row> {
    let all = revision.changes_by_severity();
    let Some((change, severity)) = all.get(index) else {
        return Vec::new();
    };
    let mut rows = vec![
        Row::heading(change.sentence(), ""),
        Row::info("Means", severity_meaning(*severity)),
    ];
    rows.extend(changed_word_rows(change));
    if change.kind != ChangeKind::Reworded {
        let was = change.before.as_ref().map(|was| Row::info("Was", was));
        let is = change.after.as_ref().map(|is| Row::info("Is", is));
        rows.extend(was.into_iter().chain(is));
    }
    rows.push(if state.session().record(&change.place).is_some() {
        Row::new(RowTarget::Change(index), "Enter", "goes there")
    } else {
        Row::info("Removed", format!("since {}", released.version))
    });
    rows
}

fn severity_meaning(severity: ChangeSeverity) -> &'static str {
    match severity {
        ChangeSeverity::Outcome => "changes who we forward, or how",
        ChangeSeverity::Removal => "something was removed",
        ChangeSeverity::Addition => "something is added; no outcome changes",
        ChangeSeverity::Queue => "the order of the leads; no outcome changes",
        ChangeSeverity::Meaning => "a different meaning for people; no outcome changes",
        ChangeSeverity::Wording => "wording only",
    }
}

/// The words that changed, each run on a line.
fn changed_word_rows(change: &Change) -> Vec<Row> {
    if change.kind != ChangeKind::Reworded {
        return Vec::new();
    }
    let row = |piece: &WordRun| match piece {
        WordRun::Same(_) => None,
        WordRun::Gone(text) => Some(Row::info("Removed", text.trim()).tone(Tone::Warn)),
        WordRun::New(text) => Some(Row::info("New", text.trim()).tone(Tone::Good)),
    };
    change.word_runs.iter().filter_map(row).collect()
}

/// Which leads get another disposition.
fn impact_detail(state: &State, what: &str, impact: &Impact) -> Vec<Row> {
    let text = changed_leads_sentence(impact, &format!("{what} lead"));
    let mut rows = vec![Row::heading(text, "")];
    for (label, group) in [
        ("New to Sales", &impact.newly_forwarded),
        ("No longer", &impact.no_longer_forwarded),
    ] {
        if group.leads > 0 {
            rows.push(Row::info(label, group_text(state, group)));
        }
    }
    if impact.other_changes > 0 {
        let text = match impact.other_changes {
            1 => "only changes stage, track or service level",
            _ => "only change stage, track or service level",
        };
        rows.push(Row::info(grouped(impact.other_changes), text));
    }
    for (way, ids) in moves_with_leads(state, impact, MAX_NAMED_LEADS) {
        rows.push(Row::heading(way, ""));
        rows.push(Row::info("", ids));
    }
    if impact.changed > 0 {
        rows.push(Row::info("Enter", "lists them all"));
    }
    rows
}

/// `1 of 12 sample leads gets a different outcome.`
fn changed_leads_sentence(impact: &Impact, noun: &str) -> String {
    let number = match impact.changed {
        0 => "None".into(),
        n => grouped(n),
    };
    let verb = if impact.changed > 1 { "get" } else { "gets" };
    let all = count_noun(impact.leads, noun);
    format!("{number} of {all} {verb} a different outcome.")
}

/// `7 (3 won, 4 rejected)`.
fn group_text(state: &State, group: &LeadGroup) -> String {
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
        return grouped(group.leads);
    }
    format!("{} ({})", grouped(group.leads), parts.join(", "))
}

/// Each move with the leads that make it.
fn moves_with_leads(state: &State, impact: &Impact, max_named: usize) -> Vec<(String, String)> {
    let Some(released) = &state.last_release else {
        return Vec::new();
    };
    let now = &state.session().definition;
    let moved_leads = impact.moves.iter().map(|way| {
        let pair = move_text(released, now, way.from.as_ref(), way.to.as_ref());
        let mut ids = way.ids[..way.ids.len().min(max_named)].join(", ");
        if way.ids.len() > max_named {
            ids.push_str(&format!(" and {} more", way.ids.len() - max_named));
        }
        (format!("{pair}: {}", way.count), ids)
    });
    moved_leads.collect()
}

/// Returns the command for Enter on one of the head's rows.
pub fn command_of(state: &State, target: &RowTarget) -> Option<Command> {
    let RevisionView::Ready(_, revision) = revision_view(state) else {
        return None;
    };
    let impacts = &state.draft_revision.impacts;
    let show = |title: &str, text: String| Command::ShowText(title.into(), text);
    match target {
        RowTarget::Change(index) => {
            let changes = revision.changes_by_severity();
            let place = changes.get(*index).map(|(change, _)| change.place.clone());
            place.map(|place| Command::Record(RecordCommand::GoTo(place)))
        }
        RowTarget::StepAction(StepAction::AllChanges) => {
            let report = revision_document(state)?;
            Some(show("What changes", report.text()))
        }
        RowTarget::StepAction(StepAction::RecordedImpact) => {
            let impact = impacts.recorded.as_ref()?;
            Some(show("Past leads", impact_text(state, impact)))
        }
        RowTarget::StepAction(StepAction::SampleImpact) => {
            let impact = impacts.samples.as_ref()?;
            Some(show("Sample leads", impact_text(state, impact)))
        }
        _ => None,
    }
}

fn impact_text(state: &State, impact: &Impact) -> String {
    let mut text = changed_leads_sentence(impact, "lead");
    text.push('\n');
    for (way, ids) in moves_with_leads(state, impact, usize::MAX) {
        text.push_str(&format!("\n{way}\n{ids}\n"));
    }
    text
}

/// Returns what changed since a sign-off, in sentences with the words; empty if the text signed
/// isn't known.
pub fn changes_since_rows(state: &State, sign_off: &SignOff) -> Vec<Row> {
    let Some(signed) = state.signed_definitions.get(&sign_off.digest) else {
        return Vec::new();
    };
    if secrecy::hides_figures(state.session()) {
        return vec![Row::info("Since then", FIGURES_HIDDEN)];
    }
    let diff = Diff::between(signed, &state.session().definition);
    let mut rows = vec![Row::heading("Since then", "")];
    for change in &diff.changes {
        rows.push(Row::info("", change.sentence()));
        rows.extend(changed_word_rows(change));
    }
    rows
}
