//! Opens the workbench: a session, the demo, or the home screen.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use jiff::{Timestamp, Zoned};

use super::examples::{EXAMPLES, ExampleSession};
use super::{
    AfterCreation, DisplayFlags, NewSessionRequest, WorkbenchTarget, io, kept_theme, new_session,
};
use crate::app::Step;
use crate::app::dialogs::new_session::NewSessionForm;
use crate::app::dialogs::new_session_answers::{OfferedSession, Start, StartingPoint};
use crate::release;
use crate::store::user_folders::UserFolders;
use crate::store::{SessionFolder, versions};
use crate::terminal::{self, ExitReason, HomeChoice, HomeOffer, NewSessionFiles, WorkbenchStart};
use crate::widgets::ThemeName;

/// The answer selected when the demo opens.
const DEMO_SELECTS: &str = "answer:demo/toured-online";
const DEMO_TIP: &str =
    "+ gives the online tour one more point, u undoes it. Alt-2: 2,000 past leads.";

/// Number of recent sessions described on the home screen.
const MAX_DESCRIBED: usize = 8;

/// Opens the target and returns the exit code.
///
/// # Errors
///
/// If the terminal fails or the session cannot be opened.
pub fn open(what: WorkbenchTarget, look: DisplayFlags) -> anyhow::Result<i32> {
    let look = display_options(look);
    let left = match what {
        WorkbenchTarget::Home => open_home(&look)?,
        WorkbenchTarget::Room(path) => terminal::show_room_view(&path, &look)?,
        WorkbenchTarget::Demo => open_example(&EXAMPLES[0], &look)?,
        WorkbenchTarget::Session(path) => open_session(&path, &look)?,
        WorkbenchTarget::NewSession(request) => create_session(&request, &look)?,
    };
    Ok(left.exit_code())
}

/// Returns the display options: the flag decides the theme, else what was chosen last.
fn display_options(look: DisplayFlags) -> terminal::DisplayOptions {
    let keeper = kept_theme::IN_USER_FOLDER;
    let options = |name| terminal::DisplayOptions::new(name, look.ascii, look.bell, keeper);
    match look.theme {
        Some(name) => options(name),
        None => options(kept_theme::kept().unwrap_or(ThemeName::Auto)).following(),
    }
}

/// Opens a session on Room.
fn open_session(path: &Path, look: &terminal::DisplayOptions) -> anyhow::Result<ExitReason> {
    remember_session(path);
    let start = WorkbenchStart {
        path: path.to_path_buf(),
        ..WorkbenchStart::default()
    };
    Ok(terminal::workbench(&start, look)?)
}

/// Shows the form of a new session, and does what is asked for once it is created.
fn create_session(
    request: &NewSessionRequest,
    look: &terminal::DisplayOptions,
) -> anyhow::Result<ExitReason> {
    let mut form = new_form(request);
    if let Some(start) = &request.start {
        match start {
            Start::Template(name) => form.choose_template(name),
            Start::Session(folder) => {
                form.start_from(read_point(folder).map_err(anyhow::Error::msg)?);
            }
        }
    }
    match show_form(form, look)? {
        Err(left) => {
            io::say("nothing was created");
            Ok(left)
        }
        Ok(path) => match request.then {
            AfterCreation::Open => open_session(&path, look),
            AfterCreation::Report => {
                let file = SessionFolder::at(&path).session_file();
                io::report(&format!("created {}\n", io::display_path(&file)));
                Ok(ExitReason::ByKey)
            }
        },
    }
}

fn new_form(request: &NewSessionRequest) -> NewSessionForm {
    let templates = new_session::template_points();
    let form = NewSessionForm::new(&request.name, templates, offered_sessions());
    match &request.folder {
        Some(folder) => form.in_folder(&folder.display().to_string()),
        None => form,
    }
}

fn read_point(folder: &str) -> Result<StartingPoint, String> {
    new_session::session_point(folder).map_err(|failure| new_session::failure_sentence(&failure))
}

fn show_form(
    form: NewSessionForm,
    look: &terminal::DisplayOptions,
) -> anyhow::Result<Result<PathBuf, ExitReason>> {
    let files = NewSessionFiles {
        folder_for: &new_session::free_folder,
        read: &read_point,
        create: &new_session::create,
    };
    Ok(terminal::show_new_session(form, &files, look)?)
}

/// Returns the recent sessions to start from: each folder, and its name.
fn offered_sessions() -> Vec<OfferedSession> {
    let recent = UserFolders::find().map(|folders| folders.recent_sessions());
    let there = recent.unwrap_or_default().into_iter();
    there
        .filter(|recent| SessionFolder::at(&recent.path).exists())
        .map(|recent| (recent.path.display().to_string(), recent.name))
        .collect()
}

/// Opens a temporary copy of an example; nothing done to it is kept.
fn open_example(
    example: &ExampleSession,
    look: &terminal::DisplayOptions,
) -> anyhow::Result<ExitReason> {
    let folder = tempfile::Builder::new()
        .prefix("accord-")
        .tempdir()
        .context(
            "no room for a copy of the example: free some space in the folder for temporary files",
        )?;
    example
        .write_to(folder.path())
        .context("the example couldn't be written")?;
    let is_demo = example.name == EXAMPLES[0].name;
    let start = WorkbenchStart {
        path: folder.path().to_path_buf(),
        step: Some(Step::Points),
        select: is_demo.then(|| DEMO_SELECTS.to_owned()),
        tip: is_demo.then(|| DEMO_TIP.to_owned()),
        ..WorkbenchStart::default()
    };
    Ok(terminal::workbench(&start, look)?)
}

/// Shows the home screen, again after each session that was left by a key, until it is left itself.
fn open_home(look: &terminal::DisplayOptions) -> anyhow::Result<ExitReason> {
    let examples: Vec<HomeOffer> = EXAMPLES
        .iter()
        .map(|e| {
            (
                HomeChoice::Example(e.name),
                e.title.to_owned(),
                String::new(),
            )
        })
        .collect();
    loop {
        let left = match terminal::show_home(&recent_sessions(), &examples, look)? {
            Ok(choice) => open_choice(choice, look)?,
            Err(left) => return Ok(left),
        };
        if left != ExitReason::ByKey {
            return Ok(left);
        }
    }
}

/// Opens the choice made on the home screen.
fn open_choice(choice: HomeChoice, look: &terminal::DisplayOptions) -> anyhow::Result<ExitReason> {
    match choice {
        HomeChoice::Session(path) => open_session(&path, look),
        HomeChoice::Versions(path) => {
            remember_session(&path);
            let start = WorkbenchStart {
                path,
                versions: true,
                ..WorkbenchStart::default()
            };
            Ok(terminal::workbench(&start, look)?)
        }
        HomeChoice::Example(name) => match EXAMPLES.iter().find(|e| e.name == name) {
            Some(found) => open_example(found, look),
            None => Ok(ExitReason::ByKey),
        },
        HomeChoice::New => create_from_home(new_form(&home_request()), look),
        HomeChoice::NewFrom => {
            let mut form = new_form(&home_request());
            form.ask_start();
            create_from_home(form, look)
        }
    }
}

/// Returns what the home screen knows of a new session: nothing.
fn home_request() -> NewSessionRequest {
    NewSessionRequest {
        folder: None,
        name: "New session".into(),
        start: None,
        then: AfterCreation::Open,
    }
}

/// Shows the form and opens the session; whoever leaves the form is back on the home screen.
fn create_from_home(
    form: NewSessionForm,
    look: &terminal::DisplayOptions,
) -> anyhow::Result<ExitReason> {
    match show_form(form, look)? {
        Ok(path) => open_session(&path, look),
        Err(left) => Ok(left),
    }
}

/// Returns the recent sessions that still exist, the latest with their status.
fn recent_sessions() -> Vec<HomeOffer> {
    let all = UserFolders::find()
        .map(|places| places.recent_sessions())
        .unwrap_or_default();
    all.into_iter()
        .filter(|r| SessionFolder::at(&r.path).exists())
        .enumerate()
        .map(|(index, r)| {
            let stands = (index < MAX_DESCRIBED)
                .then(|| version_status(&r.path))
                .flatten();
            let note = stands.unwrap_or_else(|| r.path.display().to_string());
            (HomeChoice::Session(r.path), r.name, note)
        })
        .collect()
}

/// Returns the status of a published session; `None` if nothing was published or it cannot be read.
fn version_status(path: &Path) -> Option<String> {
    let folder = SessionFolder::at(path);
    let release = versions::releases(&folder).ok()?.pop()?;
    let (session, _) = folder.load().ok()?;
    let (now, today) = (Timestamp::now(), Zoned::now().date());
    let status = release::release_status(&release, &session.workshop, now, today);
    Some(status)
}

/// Adds a session to the recent ones. A failure is no reason not to open it.
fn remember_session(path: &Path) {
    let folder = SessionFolder::at(path);
    let (Some(places), Ok((session, _))) = (UserFolders::find(), folder.load()) else {
        return;
    };
    let path = std::path::absolute(folder.root()).unwrap_or_else(|_| folder.root().to_path_buf());
    if let Err(why) = places.remember_session(&path, &session.name, Timestamp::now()) {
        tracing::warn!(%why, "the list of recent sessions couldn't be written");
    }
}
