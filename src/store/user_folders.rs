//! The user's folders outside any session, and the list of recent sessions and the chosen theme.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{files, portable_names};

/// An environment variable that names one folder for both data and state.
pub const HOME_VARIABLE: &str = "ACCORD_HOME";
const RECENT_FILE: &str = "recent.json";
const THEME_FILE: &str = "theme";
const MAX_RECENT: usize = 20;

/// The two folders of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserFolders {
    /// Where new sessions go by default.
    pub sessions: PathBuf,
    /// Where the log, the list of recent sessions and the chosen theme are.
    pub state: PathBuf,
}

/// A recently opened session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentSession {
    /// Its folder, as an absolute path.
    pub path: PathBuf,
    /// Its name at that time.
    pub name: String,
    /// When it was last opened.
    pub opened_at: Timestamp,
}

impl UserFolders {
    /// Returns this user's folders; `None` if the platform knows no home folder and none is set.
    pub fn find() -> Option<Self> {
        match std::env::var_os(HOME_VARIABLE) {
            Some(home) if !home.is_empty() => Some(Self::under(home)),
            _ => Self::of_platform(),
        }
    }

    /// Returns both folders under one.
    pub fn under(home: impl Into<OsString>) -> Self {
        let home = PathBuf::from(home.into());
        Self {
            sessions: home.join("data").join("sessions"),
            state: home.join("state"),
        }
    }

    fn of_platform() -> Option<Self> {
        let platform = ProjectDirs::from("", "", "accord")?;
        let state = platform.state_dir();
        Some(Self {
            sessions: platform.data_dir().join("sessions"),
            state: state.unwrap_or_else(|| platform.data_local_dir()).into(),
        })
    }

    /// Returns the path of the log.
    pub fn log_file(&self) -> PathBuf {
        self.state.join("accord.log")
    }

    /// Returns the recent sessions, latest first; empty if the list cannot be read.
    pub fn recent_sessions(&self) -> Vec<RecentSession> {
        let text = fs::read(self.state.join(RECENT_FILE)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Puts a session at the head of the list.
    ///
    /// # Errors
    ///
    /// If the list cannot be written.
    pub fn remember_session(&self, path: &Path, name: &str, now: Timestamp) -> io::Result<()> {
        let path = std::path::absolute(path)?;
        let mut list = self.recent_sessions();
        list.retain(|recent| !portable_names::same_path(&recent.path, &path));
        let recent = RecentSession {
            path,
            name: name.into(),
            opened_at: now,
        };
        list.insert(0, recent);
        list.truncate(MAX_RECENT);
        self.write_recent(&list)
    }

    /// Removes a session from the list.
    ///
    /// # Errors
    ///
    /// If the list cannot be written.
    pub fn forget_session(&self, path: &Path) -> io::Result<()> {
        let path = std::path::absolute(path)?;
        let mut list = self.recent_sessions();
        list.retain(|recent| !portable_names::same_path(&recent.path, &path));
        self.write_recent(&list)
    }

    /// Returns the name of the theme that was kept; `None` if there is none.
    pub fn kept_theme(&self) -> Option<String> {
        let text = fs::read_to_string(self.state.join(THEME_FILE)).ok()?;
        Some(text.trim().to_owned()).filter(|name| !name.is_empty())
    }

    /// Keeps the name of a theme for the next start.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn keep_theme(&self, name: &str) -> io::Result<()> {
        fs::create_dir_all(&self.state)?;
        let text = format!("{name}\n");
        files::write(
            &self.state.join(THEME_FILE),
            text.as_bytes(),
            files::Durability::Unsynced,
        )
    }

    fn write_recent(&self, list: &[RecentSession]) -> io::Result<()> {
        fs::create_dir_all(&self.state)?;
        let text = serde_json::to_string_pretty(list)?;
        files::write(
            &self.state.join(RECENT_FILE),
            text.as_bytes(),
            files::Durability::Unsynced,
        )
    }
}
