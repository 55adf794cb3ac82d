//! Whether this terminal can show the workbench, and with which characters.

use std::ffi::OsString;
use std::io::{IsTerminal as _, stdin, stdout};
use std::path::Path;

use super::{Failure, WorkbenchTarget, io};
use crate::terminal::TerminalError;

/// Kinds of terminal that have no screen to draw on.
const DUMB: [&str; 2] = ["dumb", "unknown"];

/// Refuses to open where there is no screen, and says what works instead.
pub(super) fn require_screen(what: &WorkbenchTarget) -> Result<(), Failure> {
    let why = if !stdin().is_terminal() || !stdout().is_terminal() {
        TerminalError::NoTerminal.to_string()
    } else if let Some(why) = no_screen_reason(env_text("TERM")) {
        why
    } else {
        return Ok(());
    };
    let instead = match what {
        WorkbenchTarget::Session { path, .. } | WorkbenchTarget::Room(path) => format!(
            "`{}` is the same workshop as lines; it needs no screen",
            plain_command(path)
        ),
        WorkbenchTarget::Home | WorkbenchTarget::Demo => {
            "`accord new acme`, then `accord --plain acme`: a workshop as lines; it needs no screen"
                .into()
        }
    };
    Err(Failure::usage(why).hint(&instead))
}

/// Whether what was made can be opened here.
pub(super) fn has_screen() -> bool {
    stdout().is_terminal() && no_screen_reason(env_text("TERM")).is_none()
}

/// The command that opens a session as lines.
pub(super) fn plain_command(path: &Path) -> String {
    format!("accord --plain {}", io::shell_argument(path))
}

/// Why a terminal of this kind, as `TERM` names it, has no screen.
fn no_screen_reason(term: Option<String>) -> Option<String> {
    let why = match term {
        Some(kind) if DUMB.contains(&kind.as_str()) => format!("TERM is `{kind}`"),
        // Elsewhere no terminal says its kind.
        None if cfg!(unix) => "TERM isn't set".into(),
        _ => return None,
    };
    Some(format!("this terminal can't show the workbench: {why}"))
}

/// Whether the machine says that only ASCII is shown: a locale that is named and isn't UTF-8.
/// Where none is named nothing is known; on Windows these variables say nothing.
pub(super) fn is_ascii_only() -> bool {
    cfg!(unix) && is_non_utf8_locale(["LC_ALL", "LC_CTYPE", "LANG"].map(env_text))
}

/// The first that is set decides.
fn is_non_utf8_locale(locales: [Option<String>; 3]) -> bool {
    let named = locales.into_iter().flatten().next();
    named.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    })
}

/// A variable of the environment; a blank one isn't set.
fn env_text(name: &str) -> Option<String> {
    let value: OsString = std::env::var_os(name)?;
    Some(value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_decides() {
        let set = |all: Option<&str>, kind: Option<&str>, lang: Option<&str>| {
            is_non_utf8_locale([all, kind, lang].map(|l| l.map(Into::into)))
        };
        assert!(set(None, None, Some("C")));
        assert!(set(None, None, Some("POSIX")));
        assert!(set(Some("C"), None, Some("en_GB.UTF-8")));
        assert!(set(None, Some("de_DE.ISO-8859-1"), Some("de_DE.utf8")));
        assert!(!set(None, None, Some("en_GB.UTF-8")));
        assert!(!set(None, None, Some("C.UTF-8")));
        assert!(!set(Some("C.utf8"), None, Some("C")));
        assert!(!set(None, None, None));
    }

    #[test]
    fn a_dumb_terminal_has_no_screen() {
        let why = |term: &str| no_screen_reason(Some(term.into()));
        assert_eq!(
            why("dumb").as_deref(),
            Some("this terminal can't show the workbench: TERM is `dumb`")
        );
        assert_eq!(why("xterm-256color"), None);
        assert_eq!(no_screen_reason(None).is_some(), cfg!(unix));
    }
}
