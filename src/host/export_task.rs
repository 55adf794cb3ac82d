//! Renders and writes documents in the background: a large one takes longer than a key may.

use std::sync::Arc;

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use super::export_source::{draft_source, version_source, with_figures};
use crate::app::dialogs::export_dialog::ExportPreview;
use crate::app::input::export_command::{ExportOf, ExportOrder, ExportRequest, FilesThere};
use crate::app::state::exports::ExportResult;
use crate::app::{LeadsStatus, Message, State, secrecy};
use crate::export::{
    Content, Document, ExportSource, Format, ShowsLeads, document_files, document_name,
    format_or_refusal, preview_lines,
};
use crate::model::{EXPORTS, PublishedFile, Session, Version};
use crate::scoring::Dataset;
use crate::store::{
    self, ExistingFiles, ExportFiles, ExportOutcome, SessionFolder, StoreError, versions,
};

/// What is to be done with a document.
pub(super) enum ExportWork {
    /// It is rendered for its dialog.
    Preview(ExportRequest),
    /// It is rendered and written.
    Write(ExportOrder),
}

/// A document to be rendered, with the session as it is.
pub(super) struct ExportJob {
    work: ExportWork,
    folder: SessionFolder,
    session: Session,
    /// The recorded leads, once loaded and while nothing about them is secret.
    dataset: Option<Arc<Dataset>>,
}

/// Handle of the thread.
pub(super) type ExportTask = BackgroundTask<Box<ExportJob>>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> ExportTask {
    BackgroundTask::start("exports", work)
}

impl ExportJob {
    /// A job for the present state.
    pub fn of(folder: &SessionFolder, state: &State, work: ExportWork) -> Self {
        let dataset = match &state.recorded {
            LeadsStatus::Loaded { dataset, .. } if !secrecy::hides_figures(state.session()) => {
                Some(dataset.clone())
            }
            _ => None,
        };
        Self {
            work,
            folder: folder.clone(),
            session: state.session().clone(),
            dataset,
        }
    }

    fn render(&self, request: &ExportRequest) -> Result<(&'static Format, Document), String> {
        let format = format_or_refusal(&request.format)?;
        let source = match request.of {
            ExportOf::Draft => draft_source(&self.folder, &self.session),
            ExportOf::Version(version) => published(&self.folder, version),
        };
        let source = source.map_err(|why| why.sentence())?;
        let source = match &self.dataset {
            Some(dataset) if format.shows_leads != ShowsLeads::No => {
                with_figures(source, &self.session, dataset.clone())
            }
            _ => source,
        };
        let document = (format.render)(&source).map_err(|why| why.to_string())?;
        Ok((format, document))
    }

    fn write(&self, order: &ExportOrder) -> Result<ExportResult, String> {
        let (format, document) = self.render(&order.request)?;
        let version = order.request.of.word();
        let name = document_name(format, &version, &document.content);
        let is_folder = matches!(document.content, Content::Folder(_));
        let below = format!("{name}/");
        let files = document_files(format, &version, document.content);
        let files: Vec<PublishedFile> = files
            .into_iter()
            .map(|(file, bytes)| PublishedFile {
                file: file.strip_prefix(&below).unwrap_or(&file).to_owned(),
                bytes,
            })
            .collect();
        let bytes = files.iter().map(|file| file.bytes.len()).sum();
        let path = match &order.path {
            Some(path) => path.clone(),
            None => format!("{EXPORTS}/{name}"),
        };
        let content = match files.as_slice() {
            [one] if !is_folder => ExportFiles::One(&one.bytes),
            several => ExportFiles::Several(several),
        };
        let existing = match order.there {
            FilesThere::Keep => ExistingFiles::Keep,
            FilesThere::Replace => ExistingFiles::Replace,
        };
        let outcome =
            store::write_export(&self.folder, &self.session.data, &path, content, existing);
        Ok(match outcome.map_err(|why| why.sentence())? {
            ExportOutcome::Exists => ExportResult::Exists { path },
            ExportOutcome::Written => ExportResult::Written {
                path,
                files: is_folder.then_some(files.len()),
                bytes,
            },
        })
    }
}

/// Reads a published version, stamped where it was altered.
fn published(folder: &SessionFolder, version: Version) -> Result<ExportSource, StoreError> {
    let altered = versions::problems_of(&versions::verify(folder)?, version);
    Ok(version_source(folder, version)?.with_altered(altered))
}

fn preview(format: &Format, request: &ExportRequest, document: &Document) -> ExportPreview {
    let bytes = match &document.content {
        Content::Text(text) => text.len(),
        Content::Binary(bytes) => bytes.len(),
        Content::Folder(files) => files.iter().map(|(_, text)| text.len()).sum(),
    };
    ExportPreview {
        name: document_name(format, &request.of.word(), &document.content),
        lines: preview_lines(format, document),
        bytes,
    }
}

#[allow(clippy::needless_pass_by_value, clippy::boxed_local)] // as every task takes its jobs
fn work(job: Box<ExportJob>, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    match &job.work {
        ExportWork::Preview(request) => {
            let rendered = job.render(request);
            let shown = rendered.map(|(format, document)| preview(format, request, &document));
            if !cancelled() {
                reply(Message::ExportPreviewed(request.clone(), shown));
            }
        }
        ExportWork::Write(order) => {
            let result = job.write(order).unwrap_or_else(ExportResult::Failed);
            reply(Message::ExportDone(order.clone(), result));
        }
    }
}
