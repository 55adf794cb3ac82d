//! What the command line opens, and how it is displayed. `main` passes in the function that opens
//! it.

use std::path::PathBuf;

use crate::app::dialogs::new_session_answers::Start;
use crate::widgets::ThemeName;

/// What to open in the workbench.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkbenchTarget {
    /// The home screen.
    Home,
    /// A session's folder.
    Session(PathBuf),
    /// The form of a new session.
    NewSession(NewSessionRequest),
    /// A temporary copy of the built-in example.
    Demo,
    /// The room view of a session that is open elsewhere.
    Room(PathBuf),
}

/// What is known of a new session before its form opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSessionRequest {
    /// Its folder; `None` for one in the platform's data folder, called as the session is.
    pub folder: Option<PathBuf>,
    /// Its name.
    pub name: String,
    /// What it starts from; the default template if absent.
    pub start: Option<Start>,
    /// What happens once it is created.
    pub then: AfterCreation,
}

/// What happens once a session is created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterCreation {
    /// It is opened on Room.
    Open,
    /// Its file is printed.
    Report,
}

/// How the workbench is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisplayFlags {
    /// The colour theme asked for; that of the last time if absent.
    pub theme: Option<ThemeName>,
    /// Whether to draw with ASCII only.
    pub ascii: bool,
    /// Whether the bell rings when a step's time is up.
    pub bell: bool,
}

/// Opens the workbench and returns the exit code.
pub type OpenWorkbench<'a> = &'a dyn Fn(WorkbenchTarget, DisplayFlags) -> anyhow::Result<i32>;
