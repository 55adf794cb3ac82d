//! Step 9, Publish: what is incomplete, who signs, and what will be written.

use crate::app::input::command::{
    BallotCommand, Command, DiskCommand, PublishCommand, RecordCommand,
};
use crate::app::input::keymap::Action;
use crate::app::input::row::{Addable, Row, RowTarget, StepAction};
use crate::app::input::step::Step;
use crate::app::state::workbench::State;
use crate::app::steps::field_rows::field_rows;
use crate::app::steps::key_focus::KeyFocus;
use crate::app::steps::screen::Screen;
use crate::app::steps::{agreement, conflicts, open_rows, parked, publish_rows, revision_rows};
use crate::model::Session;
use crate::model::record::Kind;
use crate::release;

/// The Publish step.
pub struct PublishScreen;

impl Screen for PublishScreen {
    fn step(&self) -> Step {
        Step::Publish
    }

    fn rows(&self, state: &State) -> Vec<Row> {
        let mut rows = revision_rows::head_rows(state);
        if rows.is_empty() {
            rows.extend(publish_rows::first_version_rows(state));
        }
        rows.extend(publish_rows::altered_rows(state));
        rows.extend(publish_rows::unread_rows(state));
        rows.extend(publish_rows::sign_rows(state.session()));
        rows.extend(conflicts::conflict_rows(&state.findings));
        rows.extend(open_rows::open_rows(state));
        rows.extend(publish_rows::finding_rows(&state.findings));
        rows.extend(publish_rows::record_rows(state.session()));
        rows.extend(publish_rows::export_rows(state.session()));
        rows.extend(publish_rows::picture_rows(state.session()));
        rows
    }

    fn detail(&self, state: &State, row: &Row) -> Vec<Row> {
        if let Some(rows) = revision_rows::head_detail(state, &row.target) {
            return rows;
        }
        match &row.target {
            RowTarget::Agreement(subject) => {
                let line = agreement::agreement_line(state, subject);
                let place = subject.place.clone();
                vec![
                    Row::info("Status", line),
                    Row::new(RowTarget::GoTo(place), "Enter", "goes to the item"),
                ]
            }
            RowTarget::StepAction(StepAction::VersionFiles) => publish_rows::file_rows(state),
            RowTarget::StepAction(StepAction::AlteredVersions) => {
                publish_rows::altered_detail(state)
            }
            RowTarget::StepAction(StepAction::UnreadChanges) => publish_rows::unread_detail(),
            RowTarget::StepAction(StepAction::NeverAgreed) => open_rows::never_agreed_detail(state),
            RowTarget::StepAction(StepAction::Unverified) => open_rows::unverified_detail(state),
            RowTarget::StepAction(StepAction::Sign(side)) => {
                publish_rows::sign_detail(state, *side)
            }
            RowTarget::Field(_, "exports") => publish_rows::export_detail(state.session()),
            RowTarget::Record(place) if place.kind == Kind::Settings => {
                publish_rows::picture_detail(state.session(), place)
            }
            RowTarget::Record(place) => {
                let mut rows = field_rows(state.session(), place, state.cursor().more);
                rows.extend(parked::outcome_rows(state, place));
                rows
            }
            RowTarget::Finding(code, place) => publish_rows::finding_detail(state, code, place),
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

    fn act(&self, state: &State, action: Action, focus: &KeyFocus) -> Option<Command> {
        match action {
            Action::Sign => Some(Command::Publish(match focus.list_target() {
                // On an item that isn't settled it is agreed to, as everywhere else.
                RowTarget::Agreement(subject) => {
                    return Some(Command::Ballot(BallotCommand::AskWhoAgrees(
                        subject.clone(),
                    )));
                }
                RowTarget::StepAction(StepAction::Sign(side)) => PublishCommand::AskSigner(*side),
                _ => PublishCommand::AskWhichSide,
            })),
            Action::Publish => Some(Command::Publish(PublishCommand::Ask)),
            Action::Edit => match focus.target() {
                target if parked::is_outcome_row(target) => parked::outcome_command(focus),
                RowTarget::Agreement(subject) => {
                    let place = subject.place.clone();
                    Some(Command::Record(RecordCommand::GoTo(place)))
                }
                RowTarget::StepAction(StepAction::VersionFiles | StepAction::AlteredVersions) => {
                    Some(Command::Close)
                }
                RowTarget::StepAction(StepAction::NeverAgreed | StepAction::Unverified) => {
                    Some(Command::FocusDetail(None))
                }
                RowTarget::StepAction(StepAction::UnreadChanges) => {
                    Some(Command::Disk(DiskCommand::AskUnread))
                }
                RowTarget::StepAction(
                    StepAction::AllChanges | StepAction::RecordedImpact | StepAction::SampleImpact,
                )
                | RowTarget::Change(_) => revision_rows::command_of(state, focus.target()),
                RowTarget::StepAction(StepAction::Sign(side)) => {
                    Some(Command::Publish(PublishCommand::AskSigner(*side)))
                }
                _ => None,
            },
            _ => None,
        }
    }

    fn is_done(&self, session: &Session) -> bool {
        release::everybody_agrees(session)
    }

    fn footer_actions(&self) -> &'static [Action] {
        &[
            Action::Sign,
            Action::ReadDraft,
            Action::Publish,
            Action::Edit,
            Action::Add,
        ]
    }

    fn empty_hint(&self) -> &'static str {
        "Nothing to publish yet."
    }
}
