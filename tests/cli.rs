//! The real binary, command by command: its output, and its exit code.

#[path = "cli/altered.rs"]
mod altered;
#[path = "cli/bounds.rs"]
mod bounds;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/earlier.rs"]
mod earlier;
#[path = "cli/evidence.rs"]
mod evidence;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/failures.rs"]
mod failures;
#[path = "cli/film.rs"]
mod film;
#[path = "cli/golden.rs"]
mod golden;
#[path = "cli/harness.rs"]
mod harness;
#[path = "cli/hostile.rs"]
mod hostile;
#[path = "cli/killed.rs"]
mod killed;
#[path = "cli/lists.rs"]
mod lists;
#[path = "cli/meaning.rs"]
mod meaning;
#[path = "cli/models.rs"]
mod models;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/outputs.rs"]
mod outputs;
#[path = "cli/outputs_more.rs"]
mod outputs_more;
#[path = "cli/program.rs"]
mod program;
#[path = "cli/publish.rs"]
mod publish;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/report_figures.rs"]
mod report_figures;
#[path = "cli/score.rs"]
mod score;
