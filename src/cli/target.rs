//! What the command line opens, and how it is displayed. `main` passes in the function that opens
//! it.

use std::path::PathBuf;

use crate::widgets::ThemeName;

/// What to open in the workbench.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkbenchTarget {
    /// The home screen.
    Home,
    /// A session.
    Session {
        /// The session's folder.
        path: PathBuf,
        /// Whether to start on the Points step.
        at_points: bool,
    },
    /// A temporary copy of the built-in example.
    Demo,
    /// The room view of a session that is open elsewhere.
    Room(PathBuf),
}

/// How the workbench is displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DisplayFlags {
    /// The colour theme.
    pub theme: ThemeName,
    /// Whether to draw with ASCII only.
    pub ascii: bool,
    /// Whether the bell rings when a step's time is up.
    pub bell: bool,
}

/// Opens the workbench and returns the exit code.
pub type OpenWorkbench<'a> = &'a dyn Fn(WorkbenchTarget, DisplayFlags) -> anyhow::Result<i32>;
