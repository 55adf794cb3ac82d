//! The rows of Publish about what goes out although it isn't finished, and their details.

use crate::app::input::row::{Row, RowTarget, StepAction, Tone};
use crate::app::state::workbench::State;
use crate::app::steps::agreement::alignment_tone;
use crate::check::{OpenValue, open_matters};
use crate::model::alignment::alignment;
use crate::model::{Agreement, Session};

/// What isn't settled, what is to be agreed again, what was never agreed, and what isn't verified.
pub(crate) fn open_rows(state: &State) -> Vec<Row> {
    let session = state.session();
    let open = open_matters(session);
    let mut rows = value_rows(session, "NOT SETTLED", &open.unsettled);
    rows.extend(value_rows(session, "AGREE AGAIN", &open.changed));
    let never_agreed = open.never_agreed.iter().map(|group| group.values.len());
    let groups = [
        (
            StepAction::NeverAgreed,
            "Values nobody agreed on",
            never_agreed.sum(),
        ),
        (
            StepAction::Unverified,
            "Criteria not verified",
            open.unverified.len(),
        ),
    ];
    let groups = groups.into_iter().filter(|(.., count)| *count > 0);
    let groups: Vec<Row> = groups
        .map(|(action, text, count)| {
            Row::new(RowTarget::StepAction(action), text, count.to_string())
        })
        .collect();
    if !groups.is_empty() {
        rows.push(Row::heading("STILL OPEN", ""));
        rows.extend(groups.into_iter().map(|row| row.indent(1).tone(Tone::Warn)));
    }
    rows
}

fn value_rows(session: &Session, heading: &str, values: &[OpenValue]) -> Vec<Row> {
    if values.is_empty() {
        return Vec::new();
    }
    let row = |value: &OpenValue| {
        let found = alignment(session, &value.subject);
        let short = match found.agreement {
            _ if found.voting => "being voted on",
            Agreement::Disputed => "disputed",
            Agreement::OneSide => "agreed by one side",
            _ => "changed since",
        };
        let tone = alignment_tone(&found);
        let target = RowTarget::Agreement(value.subject.clone());
        Row::new(target, &value.title, short).indent(1).tone(tone)
    };
    [Row::heading(heading, values.len().to_string())]
        .into_iter()
        .chain(values.iter().map(row))
        .collect()
}

/// Each value that nobody agreed on; Enter goes there.
pub(crate) fn never_agreed_detail(state: &State) -> Vec<Row> {
    let mut rows = Vec::new();
    for group in open_matters(state.session()).never_agreed {
        rows.push(Row::heading(group.count().to_uppercase(), ""));
        let values = group.values.into_iter();
        rows.extend(
            values.map(|(subject, title)| {
                Row::new(RowTarget::GoTo(subject.place), title, "").indent(1)
            }),
        );
    }
    rows
}

/// Each criterion that isn't verified, with what it lacks; Enter goes there.
pub(crate) fn unverified_detail(state: &State) -> Vec<Row> {
    let criteria = open_matters(state.session()).unverified.into_iter();
    criteria
        .map(|found| Row::new(RowTarget::GoTo(found.place), found.name, found.lacks))
        .collect()
}
