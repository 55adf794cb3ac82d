//! Checks whether this terminal can show the workbench, and with which characters.

use std::ffi::OsString;
use std::io::{IsTerminal as _, stdin, stdout};
use std::path::Path;

use super::{Failure, WorkbenchTarget, io};
use crate::terminal::TerminalError;

/// Values of `TERM` for terminals that cannot draw a screen.
const DUMB: [&str; 2] = ["dumb", "unknown"];

/// Fails if there is no screen, and says what works instead.
pub(super) fn require_screen(what: &WorkbenchTarget) -> Result<(), Failure> {
    let why = if !stdin().is_terminal() || !stdout().is_terminal() {
        TerminalError::NoTerminal.to_string()
    } else if let Some(why) = no_screen_reason(env_text("TERM")) {
        why
    } else {
        return Ok(());
    };
    let instead = match what {
        WorkbenchTarget::Session(path) | WorkbenchTarget::Room(path) => format!(
            "`{}` opens the same workshop in plain mode; it needs no screen",
            plain_command(path)
        ),
        WorkbenchTarget::Home | WorkbenchTarget::Demo | WorkbenchTarget::NewSession(_) => {
            "`accord new acme`, then `accord --plain acme`: a workshop in plain mode; it needs no screen"
                .into()
        }
    };
    Err(Failure::usage(why).hint(&instead))
}

/// Whether the workbench can be opened here.
pub(super) fn has_screen() -> bool {
    stdout().is_terminal() && no_screen_reason(env_text("TERM")).is_none()
}

/// Returns the command that opens a session in plain mode.
pub(super) fn plain_command(path: &Path) -> String {
    format!("accord --plain {}", io::shell_argument(path))
}

/// Returns why a terminal with this `TERM` has no screen.
fn no_screen_reason(term: Option<String>) -> Option<String> {
    let why = match term {
        Some(kind) if DUMB.contains(&kind.as_str()) => format!("TERM is `{kind}`"),
        // On other systems terminals do not identify themselves.
        None if cfg!(unix) => "TERM isn't set".into(),
        _ => return None,
    };
    Some(format!("this terminal can't show the workbench: {why}"))
}

/// Whether the environment asks for ASCII: a locale is set and is not UTF-8. On Windows these
/// variables mean nothing.
pub(super) fn is_ascii_only() -> bool {
    cfg!(unix) && is_non_utf8_locale(["LC_ALL", "LC_CTYPE", "LANG"].map(env_text))
}

/// The first variable that is set decides.
fn is_non_utf8_locale(locales: [Option<String>; 3]) -> bool {
    let named = locales.into_iter().flatten().next();
    named.is_some_and(|locale| {
        let locale = locale.to_lowercase();
        !locale.contains("utf-8") && !locale.contains("utf8")
    })
}

/// Returns an environment variable; a blank one counts as unset.
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
