//! `accord evidence`: what the recorded leads say, page by page, without the workbench.

use std::path::PathBuf;
use std::sync::Arc;

use clap::ValueEnum;
use serde::Serialize;

use super::model_source::ModelSource;
use super::recorded_lists::{RecordedLists, load};
use super::{Failure, io};
use crate::app::secrecy;
use crate::evidence::history::{PAGES, Page, PageContext, PageSettings, Section};
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::export::evidence_markdown;
use crate::model::{Session, printable};
use crate::scoring::Dataset;
use crate::store::SessionFolder;
use crate::widgets::text::clean;

/// Print what the recorded leads say: the pages of Evidence, Points and Preview
///
/// What viable leads share, won deals backwards, service level, threshold, lift, calibration,
/// funnel, capacity, suggested points and more; each figure as the workbench shows it. What the
/// columns mean is said in the session, by the mapping screen (F on Evidence).
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session
    path: PathBuf,
    /// How the pages are printed
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    format: PageFormat,
    /// A page, such as `in-common`; several times for several, in the order given
    #[arg(long = "page", value_name = "NAME", value_parser = parse_page)]
    pages: Vec<&'static Page>,
    /// The leads, in place of the session's own; `-` for stdin
    #[arg(long, value_name = "FILE")]
    leads: Option<PathBuf>,
    /// Their events, in place of the session's own; several times for several files
    #[arg(long, value_name = "FILE")]
    events: Vec<PathBuf>,
}

/// The format of pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum PageFormat {
    /// For people
    Text,
    /// For programs
    Json,
    /// For documents
    Markdown,
}

impl Args {
    /// Whether the result is JSON.
    pub fn is_json(&self) -> bool {
        self.format == PageFormat::Json
    }
}

#[derive(Serialize)]
struct PagesReport<'a> {
    pages: &'a [Section],
}

fn parse_page(name: &str) -> Result<&'static Page, String> {
    let wanted = name.trim().to_lowercase();
    if let Some(page) = PAGES.iter().find(|page| page.name == wanted) {
        return Ok(page);
    }
    let distance = |page: &&Page| strsim::osa_distance(&wanted, page.name);
    let mut near: Vec<&Page> = PAGES
        .iter()
        .filter(|page| distance(page) <= 1 + wanted.len() / 3 || is_about(page, &wanted))
        .collect();
    near.sort_by_key(distance);
    Err(if near.is_empty() {
        let names: Vec<&str> = PAGES.iter().map(|page| page.name).collect();
        format!("there is no such page; the pages are {}", names.join(", "))
    } else {
        let names: Vec<&str> = near.iter().take(3).map(|page| page.name).collect();
        format!(
            "there is no such page; the nearest are {}",
            names.join(", ")
        )
    })
}

/// Whether a page is found by this word: part of its name, of its title or of its other words.
fn is_about(page: &Page, word: &str) -> bool {
    let of_page = [page.name, page.title].into_iter();
    let mut all = of_page.chain(page.words.iter().copied());
    word.len() > 2 && all.any(|text| text.to_lowercase().contains(word))
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let ModelSource::Session(folder, session) = ModelSource::read(&args.path)? else {
        return Err(
            Failure::usage("a model.yaml doesn't say what the columns of leads mean")
                .hint("give a session, whose data section does"),
        );
    };
    let dataset = recorded_leads(args, &folder, &session)?;
    let data = session.data.clone();
    let mut leads = RecordedLeads::new(Arc::new(dataset), data.clone());
    let summary = LeadSummary::new(
        &session.definition,
        &session.samples,
        &data.buckets,
        Some(&mut leads),
    );
    let context = PageContext {
        session: &session,
        summary: &summary,
        past: summary.past(),
        settings: &PageSettings::default(),
    };
    let all: Vec<&Page> = PAGES.iter().collect();
    let asked = if args.pages.is_empty() {
        &all
    } else {
        &args.pages
    };
    let pages: Vec<Section> = asked.iter().map(|page| section(page, &context)).collect();
    io::print(&match args.format {
        PageFormat::Text => text(&pages),
        PageFormat::Json => printable::printable_json(&PagesReport { pages: &pages }),
        PageFormat::Markdown => evidence_markdown(&session.name, &pages),
    })?;
    Ok(0)
}

/// Reads the leads named on the command line, else the session's own.
fn recorded_leads(
    args: &Args,
    folder: &SessionFolder,
    session: &Session,
) -> Result<Dataset, Failure> {
    let own = Some((folder, &*session.data));
    let Some(lists) = RecordedLists::new(args.leads.as_deref(), &args.events, own) else {
        let path = io::shell_argument(&args.path);
        return Err(Failure::usage("this session names no recorded leads")
            .hint("name the file with --leads FILE, and its events with --events FILE")
            .hint(&format!(
                "or set it on Evidence: `accord {path}`, then 2 and Enter; F says what its columns mean"
            )));
    };
    load(&lists, &session.data)
}

/// Makes a page. One with figures of the model says nothing while points or leads are voted on.
fn section(page: &Page, context: &PageContext<'_>) -> Section {
    if page.uses_model && secrecy::hides_figures(context.session) {
        let note = crate::app::sentence(secrecy::FIGURES_HIDDEN);
        return Section::new(page.name, page.title).note(note);
    }
    (page.build)(context)
}

/// Returns the pages one below the other, each under its title.
fn text(pages: &[Section]) -> String {
    let mut lines = Vec::new();
    for page in pages {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        lines.push(format!("== {} ==", clean(&page.title)));
        lines.extend(page.text_lines());
    }
    lines.join("\n") + "\n"
}
