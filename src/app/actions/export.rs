//! Documents: choosing one, looking at it, writing it.

use crate::app::dialogs::choice::Choice;
use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::export_dialog::{ExportDialog, ExportPreview};
use crate::app::dialogs::pick::Pick;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::command::Command;
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::export_command::{
    ExportCommand, ExportOf, ExportOrder, ExportRequest, FilesThere,
};
use crate::app::input::key::{Key, KeyCode};
use crate::app::input::keymap::{self, Action};
use crate::app::input::sentence;
use crate::app::secrecy::{self, FIGURES_HIDDEN};
use crate::app::state::exports::ExportResult;
use crate::app::state::message::Effect;
use crate::app::state::workbench::{NoticeLevel, State};
use crate::export::{FORMATS, Format, format, format_or_refusal};
use crate::model::bytes_text;
use crate::model::wording::count_noun;

/// The format of the draft that is read before signing.
const HANDBOOK: &str = "html";

/// Asks which document.
pub(crate) fn open_formats(state: &mut State) -> Vec<Effect> {
    if secrecy::hides_figures(state.session()) {
        return state.warn(sentence::sentence(FIGURES_HIDDEN));
    }
    let choice = |format: &Format| {
        let open = ExportCommand::Open(format.name.into());
        let label = format!("{}: {}", format.name, format.help);
        Choice::new(format.name, label, "", Command::Export(open))
    };
    let choices = FORMATS.iter().map(choice).collect();
    let pick = Pick::one("Export: which document", choices, "");
    state.open(Dialog::Pick(Box::new(pick)))
}

/// Carries out a command about documents.
pub(crate) fn run(state: &mut State, command: ExportCommand) -> Vec<Effect> {
    match command {
        ExportCommand::Open(format) => open_document(state, format),
        ExportCommand::Write(order) => write(state, order),
    }
}

/// Shows a document: of the last version if nothing has changed since, else of the draft. One that
/// is shown already makes place, and keeps what it is of.
fn open_document(state: &mut State, format: String) -> Vec<Effect> {
    if let Err(why) = format_or_refusal(&format) {
        return state.warn(format!("`{format}`: {why}"));
    }
    if secrecy::hides_figures(state.session()) {
        return state.warn(sentence::sentence(FIGURES_HIDDEN));
    }
    let versions = state.versions.iter().rev();
    let versions = versions.map(|release| ExportOf::Version(release.version));
    let choices = std::iter::once(ExportOf::Draft).chain(versions).collect();
    let of = match state.dialogs.pop_if(|top| matches!(top, Dialog::Export(_))) {
        Some(Dialog::Export(shown)) => shown.request.of,
        _ => usual_definition(state),
    };
    let request = ExportRequest { format, of };
    let dialog = ExportDialog::new(request.clone(), choices);
    state.dialogs.push(Dialog::Export(Box::new(dialog)));
    vec![Effect::PreviewExport(request)]
}

fn usual_definition(state: &State) -> ExportOf {
    let session = state.session();
    let last = state.last_release.as_ref();
    let last = last.filter(|l| l.definition == session.definition && l.name == session.name);
    last.map_or(ExportOf::Draft, |last| ExportOf::Version(last.version))
}

/// Handles a key while a document is shown.
pub(crate) fn key_in_export(
    state: &mut State,
    mut dialog: Box<ExportDialog>,
    key: Key,
) -> Vec<Effect> {
    let last = dialog.last_top(state.size);
    let page = usize::from(state.size.1).saturating_sub(10).max(1);
    let mut effects = Vec::new();
    match keymap::action_for(key) {
        Some(Action::Down) => dialog.top = (dialog.top + 1).min(last),
        Some(Action::Up) => dialog.top = dialog.top.saturating_sub(1),
        Some(Action::PageDown | Action::Tick) => dialog.top = (dialog.top + page).min(last),
        Some(Action::PageUp) => dialog.top = dialog.top.saturating_sub(page),
        Some(Action::First) => dialog.top = 0,
        Some(Action::Last) => dialog.top = last,
        Some(turn @ (Action::Left | Action::Right)) if dialog.turn(turn == Action::Right) => {
            effects.push(Effect::PreviewExport(dialog.request.clone()));
        }
        Some(Action::Filter) => {
            state.dialogs.push(Dialog::Export(dialog));
            return open_formats(state);
        }
        Some(Action::Edit) => effects = write_shown(state, &dialog),
        Some(Action::Back | Action::Export) => return Vec::new(),
        _ if key.code == KeyCode::Esc => return Vec::new(),
        _ if key.typed_char() == Some('e') => {
            state.dialogs.push(Dialog::Export(dialog));
            return ask_path(state);
        }
        _ => {}
    }
    state.dialogs.push(Dialog::Export(dialog));
    effects
}

/// Asks where the shown document goes.
fn ask_path(state: &mut State) -> Vec<Effect> {
    let Some(Dialog::Export(dialog)) = state.dialogs.last() else {
        return Vec::new();
    };
    let hint = "From the session's folder; blank for the usual place in exports/";
    let title = "Where to write it";
    let entry = TextEntry::line(EntryCommand::ExportPath, title, hint, &dialog.path());
    state.open(Dialog::TextEntry(Box::new(entry)))
}

/// Uses the path typed for the shown document.
pub(crate) fn set_path(state: &mut State, text: &str) -> Vec<Effect> {
    if let Some(Dialog::Export(dialog)) = state.dialogs.last_mut() {
        let text = text.trim();
        dialog.typed_path = (!text.is_empty()).then(|| text.to_owned());
    }
    Vec::new()
}

/// Writes the document that a dialog shows.
fn write_shown(state: &mut State, dialog: &ExportDialog) -> Vec<Effect> {
    match &dialog.preview {
        Some(Err(why)) => state.warn(format!("Nothing to write: {why}")),
        // It is rendered again, so it need not be on the screen yet.
        None | Some(Ok(_)) => write(
            state,
            ExportOrder {
                request: dialog.request.clone(),
                path: dialog.typed_path.clone(),
                there: FilesThere::Keep,
            },
        ),
    }
}

/// Writes the handbook of the draft, with what changed since the last version marked.
pub(crate) fn write_draft(state: &mut State) -> Vec<Effect> {
    let request = ExportRequest {
        format: HANDBOOK.into(),
        of: ExportOf::Draft,
    };
    let order = ExportOrder {
        request,
        path: None,
        there: FilesThere::Keep,
    };
    write(state, order)
}

fn write(state: &mut State, order: ExportOrder) -> Vec<Effect> {
    if secrecy::hides_figures(state.session()) {
        return state.warn(sentence::sentence(FIGURES_HIDDEN));
    }
    state.notify(NoticeLevel::Info, "Writing ...");
    vec![Effect::WriteExport(order)]
}

/// Shows a rendered document, if it is still the one asked for.
pub(crate) fn previewed(
    state: &mut State,
    request: &ExportRequest,
    preview: Result<ExportPreview, String>,
) {
    for dialog in &mut state.dialogs {
        if let Dialog::Export(dialog) = dialog
            && dialog.request == *request
        {
            dialog.preview = Some(preview);
            return;
        }
    }
}

/// Says what became of a document, and asks before anything is replaced.
pub(crate) fn export_done(
    state: &mut State,
    order: ExportOrder,
    result: ExportResult,
) -> Vec<Effect> {
    match result {
        ExportResult::Written { path, files, bytes } => {
            let size = bytes_text(bytes);
            let text = match files {
                None => format!("Wrote {path}, {size}"),
                Some(files) => format!("Wrote {path}/, {}, {size}", count_noun(files, "file")),
            };
            state.notify(NoticeLevel::Info, text);
            Vec::new()
        }
        ExportResult::Exists { path } => {
            state.notice = None;
            let order = ExportOrder {
                there: FilesThere::Replace,
                ..order
            };
            let text = "Something is there already; what has the same name is replaced.";
            let question = KeyQuestion::new(format!("Replace {path}?"), text)
                .answer(
                    'y',
                    "replace it",
                    Command::Export(ExportCommand::Write(order)),
                )
                .answer('n', "leave it as it is", Command::Close);
            state.open(Dialog::KeyQuestion(question))
        }
        ExportResult::Failed(why) => state.fail(format!("Not exported: {why}")),
    }
}

/// Returns whether a format has this name.
pub fn is_format(name: &str) -> bool {
    format(name).is_some()
}

/// Returns a shown document as lines, with what can be said.
pub fn spoken_lines(dialog: &ExportDialog) -> Vec<String> {
    let request = &dialog.request;
    let others = dialog.choices.iter().filter(|of| **of != request.of);
    let others: Vec<String> = others.map(|of| of.word()).collect();
    let mut lines = vec![format!(
        "? Export {} of {}",
        request.format,
        request.of.word()
    )];
    match &dialog.preview {
        None => lines.push("It is still being rendered.".into()),
        Some(Err(why)) => lines.push(format!("It can't be rendered: {why}")),
        Some(Ok(preview)) => {
            let size = bytes_text(preview.bytes);
            lines.push(format!("File: {}, {size}", dialog.path()));
        }
    }
    let of = match others.as_slice() {
        [] => String::new(),
        others => format!(" of {},", others.join(" or ")),
    };
    lines.push(format!(
        "write, preview, file PATH,{of} or the name of another format; an empty line leaves."
    ));
    lines
}
