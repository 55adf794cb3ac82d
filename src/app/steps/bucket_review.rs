//! A bucket of past leads on Evidence: what its leads have in common, and going through it with
//! Sales.

use crate::app::input::command::{Command, RecordCommand};
use crate::app::input::row::{Row, RowTarget, StepAction};
use crate::app::state::workbench::State;
use crate::app::steps::key_focus::KeyFocus;
use crate::evidence::history::PageId;
use crate::model::Bucket;
use crate::model::record::{Kind, Place};

/// Returns the rows below a bucket's fields: the page about what its leads have in common, and the
/// mark that Sales went through it today.
pub fn review_rows(state: &State, place: &Place) -> Vec<Row> {
    let Some(bucket) = bucket_at(state, place) else {
        return Vec::new();
    };
    let mut rows = Vec::new();
    let outlook = state.outlook.as_ref();
    if outlook.is_some_and(|outlook| outlook.recorded_count() > 0) {
        let page = RowTarget::Page(PageId::EachBucket);
        rows.push(Row::new(page, "What its leads share", "Enter"));
    }
    if bucket.reviewed != Some(state.today) {
        let mark = RowTarget::StepAction(StepAction::ReviewedToday);
        let text = "Enter: reviewed with Sales today";
        rows.push(Row::new(mark, "Mark it", text));
    }
    rows
}

/// Returns the command for Enter on the mark: an ordinary edit.
pub fn review_command(state: &State, focus: &KeyFocus) -> Option<Command> {
    let RowTarget::Record(place) = focus.list_target() else {
        return None;
    };
    if *focus.target() != RowTarget::StepAction(StepAction::ReviewedToday) {
        return None;
    }
    bucket_at(state, place)?;
    Some(Command::Record(RecordCommand::SetField {
        at: place.clone(),
        key: "reviewed".into(),
        text: state.today.to_string(),
    }))
}

fn bucket_at<'a>(state: &'a State, place: &Place) -> Option<&'a Bucket> {
    let mut buckets = state.session().data.buckets.iter();
    buckets.find(|bucket| place.kind == Kind::Bucket && bucket.id == place.id)
}
