//! Opens the workbench: a session, the demo, or the home screen.

use std::path::Path;

use anyhow::Context as _;
use jiff::{Timestamp, Zoned};

use super::examples::{EXAMPLES, ExampleSession};
use super::{DisplayFlags, WorkbenchTarget, new};
use crate::app::Step;
use crate::release;
use crate::store::user_folders::UserFolders;
use crate::store::{SessionFolder, versions};
use crate::terminal::{self, ExitReason, HomeChoice, HomeOffer, WorkbenchStart};

/// The answer selected when the demo opens.
const DEMO_SELECTS: &str = "answer:demo/toured-online";
const DEMO_TIP: &str = "+ gives the online tour one more point: see who comes in. u undoes it.";

/// Number of recent sessions described on the home screen.
const MAX_DESCRIBED: usize = 8;

/// Opens the target and returns the exit code.
///
/// # Errors
///
/// If the terminal fails or the session cannot be opened.
pub fn open(what: WorkbenchTarget, look: DisplayFlags) -> anyhow::Result<i32> {
    let look = terminal::DisplayOptions {
        theme: terminal::theme(look.theme, look.ascii),
        bell: look.bell,
    };
    let left = match what {
        WorkbenchTarget::Home => open_home(&look)?,
        WorkbenchTarget::Room(path) => terminal::show_room_view(&path, &look)?,
        WorkbenchTarget::Demo => open_example(&EXAMPLES[0], &look)?,
        WorkbenchTarget::Session { path, at_points } => {
            let step = at_points.then_some(Step::Points);
            open_session(&path, step, &look)?
        }
    };
    Ok(left.exit_code())
}

fn open_session(
    path: &Path,
    step: Option<Step>,
    look: &terminal::DisplayOptions,
) -> anyhow::Result<ExitReason> {
    remember_session(path);
    let start = WorkbenchStart {
        path: path.to_path_buf(),
        step,
        ..WorkbenchStart::default()
    };
    Ok(terminal::workbench(&start, look)?)
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
        HomeChoice::Session(path) => open_session(&path, None, look),
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
        HomeChoice::New => match new::new_from_home() {
            Ok(Some(path)) => open_session(&path, Some(Step::Points), look),
            Ok(None) => Ok(ExitReason::ByKey),
            Err(why) => {
                why.report();
                Ok(ExitReason::Closed)
            }
        },
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
