//! Has documents rendered and written beside the screen.

use super::export_task::{ExportJob, ExportWork};
use super::running::Host;
use crate::app::input::export_command::{ExportOrder, ExportRequest};
use crate::app::state::exports::ExportResult;
use crate::app::{Message, State};

impl Host {
    /// Has a document rendered for its dialog.
    pub(super) fn preview_export(&mut self, state: &State, request: ExportRequest) {
        let job = ExportJob::of(&self.folder, state, ExportWork::Preview(request));
        self.export_task.submit_latest(Box::new(job));
    }

    /// Has a document written. Returns why not, if nothing may be written now.
    pub(super) fn write_export(&mut self, state: &State, order: ExportOrder) -> Option<Message> {
        if self.recovery.is_some() {
            let why = "first decide what happens to the changes found at opening";
            return Some(Message::ExportDone(order, ExportResult::Failed(why.into())));
        }
        let job = ExportJob::of(&self.folder, state, ExportWork::Write(order));
        self.export_task.submit(Box::new(job));
        None
    }
}
