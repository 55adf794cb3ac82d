//! `accord new`: a new session, from a starter template or from another session.

use std::fmt::Write as _;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::model_source::{model_path, warn_unsaved};
use super::templates::{TEMPLATES, Template, template};
use super::{
    AfterCreation, Failure, NewSessionRequest, WorkbenchTarget, io, new_wizard, terminal_check,
};
use crate::app::dialogs::new_session_answers::Start;
use crate::model::Session;
use crate::store::{SessionFolder, versions};

/// Create a new session, from a starter template, another session or a model.yaml
///
/// On a terminal a form asks for name, people and leads, then the session opens on Room. A terminal
/// that can't draw a screen is asked line by line. With --model nothing is asked.
#[derive(clap::Args)]
pub(super) struct Args {
    /// The folder to create
    #[arg(required_unless_present = "list")]
    path: Option<PathBuf>,
    /// The template; `standard` by default
    #[arg(long, value_name = "NAME", value_parser = parse_template)]
    template: Option<&'static Template>,
    /// Start from this session: its definition and people, no votes, decisions or versions
    #[arg(long, value_name = "SESSION", conflicts_with = "template")]
    from: Option<PathBuf>,
    /// Start from this model.yaml: its definition with all ids, and an empty workshop
    #[arg(long, value_name = "FILE", conflicts_with_all = ["template", "from"])]
    model: Option<PathBuf>,
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
    if let Some(model) = &args.model {
        return from_model(args, path, model, open);
    }
    let asks = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    let name = args.name.clone().unwrap_or_else(|| name_of(path));
    let other = args.from.as_deref().map(read_other).transpose()?;
    if asks && terminal_check::has_screen() {
        return open(WorkbenchTarget::NewSession(NewSessionRequest {
            folder: Some(folder.root().into()),
            name,
            start: start_of(args),
            then: if args.no_open {
                AfterCreation::Report
            } else {
                AfterCreation::Open
            },
        }));
    }
    let session = match (&other, asks) {
        (_, true) => {
            let preset = new_wizard::Preset {
                folder: folder.root(),
                name: args.name.as_deref(),
                default_name: &name,
                template: args.template,
                other: other.as_ref(),
            };
            let mut input = std::io::stdin().lock();
            new_wizard::session(&preset, &mut input, &mut std::io::stderr())?
        }
        (Some(other), false) => other.started_from_here(&name),
        (None, false) => args.template.unwrap_or(&TEMPLATES[0]).named_session(&name),
    };
    let (folder, _) = SessionFolder::create(path, &session)?;
    io::report(&format!(
        "created {}\n",
        io::display_path(&folder.session_file())
    ));
    if asks && !args.no_open {
        let plain = terminal_check::plain_command(folder.root());
        io::say(&format!("hint: `{plain}` opens it in plain mode"));
    }
    Ok(0)
}

/// Creates a session of a model.yaml, and opens it unless nobody could look.
fn from_model(
    args: &Args,
    path: &Path,
    model: &Path,
    open: &dyn Fn(WorkbenchTarget) -> Result<i32, Failure>,
) -> Result<i32, Failure> {
    let (file, altered) = versions::read_model_at(&model_path(model))?;
    for what in altered {
        io::say(&format!("warning: {what}; it is taken as it is now"));
    }
    let own = Some(file.name.trim().to_owned()).filter(|name| !name.is_empty());
    let name = args.name.clone().or(own).unwrap_or_else(|| name_of(path));
    let session = Session {
        definition: Arc::new(file.definition()),
        ..Session::new(&name)
    };
    let (folder, _) = SessionFolder::create(path, &session)?;
    io::report(&format!(
        "created {}\n",
        io::display_path(&folder.session_file())
    ));
    let is_watched = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if args.no_open || !is_watched || !terminal_check::has_screen() {
        return Ok(0);
    }
    open(WorkbenchTarget::Session(folder.root().into()))
}

/// Reads the session to start from, and warns about what its session.yaml lacks.
fn read_other(path: &Path) -> Result<Session, Failure> {
    let folder = SessionFolder::at(path);
    let (session, _) = folder.load()?;
    warn_unsaved(&folder)?;
    Ok(session)
}

/// Returns what the form begins with.
fn start_of(args: &Args) -> Option<Start> {
    let template = args.template.map(|t| Start::Template(t.name.into()));
    let from = args.from.as_deref();
    let from = from.map(|path| Start::Session(path.display().to_string()));
    from.or(template)
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
