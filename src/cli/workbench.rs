//! Opening the workbench: a session, the demo, or the home screen and what is chosen there.

use std::path::Path;

use anyhow::Context as _;
use jiff::{Timestamp, Zoned};

use super::examples::{EXAMPLES, Example};
use super::{Look, Open, new};
use crate::app::{Step, standing_of};
use crate::store::paths::Places;
use crate::store::{SessionFolder, versions};
use crate::terminal::{self, Choice, Left, Offer, Start};

/// The answer the demo begins on, and the line that says what to do there.
const DEMO_SELECTS: &str = "answer:demo/toured-online";
const DEMO_TIP: &str = "+ gives the online tour one point more: see who comes in. u takes it back.";

/// How many of the recent sessions are looked into on the home screen.
const LOOKED_INTO: usize = 8;

/// Opens what was asked for and returns the exit code.
pub fn open(what: Open, look: Look) -> anyhow::Result<i32> {
    let look = terminal::Look {
        theme: terminal::theme(look.theme, look.ascii),
        bell: look.bell,
    };
    let left = match what {
        Open::Home => home(&look)?,
        Open::Room(path) => terminal::room(&path, &look)?,
        Open::Demo => example(&EXAMPLES[0], &look)?,
        Open::Session { path, at_points } => {
            let step = at_points.then_some(Step::Points);
            session(&path, step, &look)?
        }
    };
    Ok(left.exit_code())
}

fn session(path: &Path, step: Option<Step>, look: &terminal::Look) -> anyhow::Result<Left> {
    remember(path);
    let start = Start {
        path: path.to_path_buf(),
        step,
        ..Start::default()
    };
    Ok(terminal::workbench(&start, look)?)
}

/// Opens a throw-away copy of an example: nothing done to it is kept.
fn example(example: &Example, look: &terminal::Look) -> anyhow::Result<Left> {
    let folder = tempfile::Builder::new()
        .prefix("accord-")
        .tempdir()
        .context(
            "no place for a copy of the example: free some space in the folder for temporary files",
        )?;
    example
        .write_to(folder.path())
        .context("the example couldn't be written")?;
    let is_demo = example.name == EXAMPLES[0].name;
    let start = Start {
        path: folder.path().to_path_buf(),
        step: Some(Step::Points),
        select: is_demo.then(|| DEMO_SELECTS.to_owned()),
        tip: is_demo.then(|| DEMO_TIP.to_owned()),
        ..Start::default()
    };
    Ok(terminal::workbench(&start, look)?)
}

/// The home screen, again after each session that was left by a key, until it is left itself.
fn home(look: &terminal::Look) -> anyhow::Result<Left> {
    let examples: Vec<Offer> = EXAMPLES
        .iter()
        .map(|e| (Choice::Example(e.name), e.title.to_owned(), String::new()))
        .collect();
    loop {
        let left = match terminal::home(&recent(), &examples, look)? {
            Ok(choice) => chosen(choice, look)?,
            Err(left) => return Ok(left),
        };
        if left != Left::ByKey {
            return Ok(left);
        }
    }
}

/// Opens what was chosen on the home screen.
fn chosen(choice: Choice, look: &terminal::Look) -> anyhow::Result<Left> {
    match choice {
        Choice::Session(path) => session(&path, None, look),
        Choice::Versions(path) => {
            remember(&path);
            let start = Start {
                path,
                versions: true,
                ..Start::default()
            };
            Ok(terminal::workbench(&start, look)?)
        }
        Choice::Example(name) => match EXAMPLES.iter().find(|e| e.name == name) {
            Some(found) => example(found, look),
            None => Ok(Left::ByKey),
        },
        Choice::New => match new::from_home() {
            Ok(Some(path)) => session(&path, Some(Step::Points), look),
            Ok(None) => Ok(Left::ByKey),
            Err(why) => {
                why.report();
                Ok(Left::Closed)
            }
        },
    }
}

/// The recent sessions that are still there; of the latest is said where they stand.
fn recent() -> Vec<Offer> {
    let all = Places::find()
        .map(|places| places.recent())
        .unwrap_or_default();
    all.into_iter()
        .filter(|r| SessionFolder::at(&r.path).exists())
        .enumerate()
        .map(|(index, r)| {
            let stands = (index < LOOKED_INTO).then(|| stands(&r.path)).flatten();
            let note = stands.unwrap_or_else(|| r.path.display().to_string());
            (Choice::Session(r.path), r.name, note)
        })
        .collect()
}

/// Where a published session stands; `None` where nothing was, or it can't be read.
fn stands(path: &Path) -> Option<String> {
    let folder = SessionFolder::at(path);
    let release = versions::releases(&folder).ok()?.pop()?;
    let (session, _) = folder.load().ok()?;
    let (now, today) = (Timestamp::now(), Zoned::now().date());
    Some(standing_of(&release, &session.workshop, now, today))
}

/// Puts a session at the top of the recent ones; that it can't is no reason not to open it.
fn remember(path: &Path) {
    let folder = SessionFolder::at(path);
    let (Some(places), Ok((session, _))) = (Places::find(), folder.load()) else {
        return;
    };
    let path = std::path::absolute(folder.root()).unwrap_or_else(|_| folder.root().to_path_buf());
    if let Err(why) = places.remember(&path, &session.name, Timestamp::now()) {
        tracing::warn!(%why, "the list of recent sessions couldn't be written");
    }
}
