//! `accord new`: a new session from a starter template.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use super::templates::{TEMPLATES, Template, template};
use super::{Failure, WorkbenchTarget, io, new_wizard, terminal_check};
use crate::store::SessionFolder;
use crate::store::user_folders::UserFolders;

/// Create a new session from a starter template
///
/// On a terminal it asks for whatever the options don't give, then opens the workbench.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The folder to create
    #[arg(required_unless_present = "list")]
    path: Option<PathBuf>,
    /// The template; `standard` by default
    #[arg(long, value_name = "NAME", value_parser = parse_template)]
    template: Option<&'static Template>,
    /// List the templates
    #[arg(long)]
    list: bool,
    /// The session's name; by default that of its folder
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Don't open the workbench afterwards
    #[arg(long)]
    no_open: bool,
}

fn parse_template(name: &str) -> Result<&'static Template, String> {
    template(name).ok_or_else(|| {
        let names: Vec<&str> = TEMPLATES.iter().map(|template| template.name).collect();
        format!("choose one of {}", names.join(", "))
    })
}

pub(super) fn run(
    args: &Args,
    open: &dyn Fn(WorkbenchTarget) -> Result<i32, Failure>,
) -> Result<i32, Failure> {
    let Some(path) = args.path.as_deref().filter(|_| !args.list) else {
        io::print(&template_list())?;
        return Ok(0);
    };
    let folder = SessionFolder::at(path);
    if folder.exists() {
        let file = folder.session_file();
        let what = format!(
            "{}: this folder already has a session in it",
            file.display()
        );
        let open = format!("open it with `accord {}`", io::shell_argument(path));
        return Err(Failure::usage(what).hint(&format!("{open}, or choose another folder")));
    }
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let name = args.name.clone().unwrap_or_else(|| name_of(path));
    let session = if asks {
        let preset = new_wizard::Preset {
            folder: folder.root(),
            name: args.name.as_deref(),
            default_name: &name,
            template: args.template,
        };
        new_wizard::session(
            &preset,
            &mut std::io::stdin().lock(),
            &mut std::io::stderr(),
        )?
    } else {
        args.template.unwrap_or(&TEMPLATES[0]).named_session(&name)
    };
    let (folder, _) = SessionFolder::create(path, &session)?;
    if args.no_open || !asks || !terminal_check::has_screen() {
        io::report(&format!(
            "created {}\n",
            io::display_path(&folder.session_file())
        ));
        if asks && !args.no_open {
            let plain = terminal_check::plain_command(folder.root());
            io::say(&format!("hint: `{plain}` opens it in plain mode"));
        }
        return Ok(0);
    }
    open(WorkbenchTarget::Session {
        path: folder.root().into(),
        // People and leads are there, so the room can start with points.
        at_points: asks,
    })
}

/// Asks for a new session from the home screen, starting with its folder, by default in the
/// platform's data folder. Returns `None` if the input ends.
pub(super) fn new_from_home() -> Result<Option<PathBuf>, Failure> {
    let home = UserFolders::find()
        .map(|places| places.sessions)
        .unwrap_or_default();
    let mut default = home.join("new-session");
    let mut number = 1;
    while default.exists() {
        number += 1;
        default = home.join(format!("new-session-{number}"));
    }
    let question = format!(
        "Folder of the new session [{}]: ",
        io::display_path(&default)
    );
    // The question can be answered even if it could not be printed.
    let _ = std::io::stderr().write_all(question.as_bytes());
    let mut line = String::new();
    if std::io::stdin().read_line(&mut line).unwrap_or(0) == 0 {
        return Ok(None);
    }
    let path = match line.trim() {
        "" => default,
        typed => PathBuf::from(typed),
    };
    if SessionFolder::at(&path).exists() {
        return Ok(Some(path));
    }
    let preset = new_wizard::Preset {
        folder: &path,
        name: None,
        default_name: &name_of(&path),
        template: None,
    };
    let session = new_wizard::session(
        &preset,
        &mut std::io::stdin().lock(),
        &mut std::io::stderr(),
    )?;
    let (folder, _) = SessionFolder::create(&path, &session)?;
    Ok(Some(folder.root().into()))
}

fn template_list() -> String {
    let mut text = String::new();
    for template in TEMPLATES {
        let _ = writeln!(text, "{:<16}{}", template.name, template.help);
    }
    text
}

/// Returns a session's default name, that of its folder.
fn name_of(path: &Path) -> String {
    let absolute = std::path::absolute(path);
    let name = absolute
        .ok()
        .and_then(|path| Some(path.file_name()?.to_string_lossy().into()));
    name.unwrap_or_else(|| "New session".into())
}
