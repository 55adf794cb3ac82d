//! What is exported: the draft or a version of a session, with what a format shows beside it.

use std::sync::Arc;

use super::super::model_source::{VersionChoice, altered_sentences, existing_version};
use super::super::recorded_lists::{RecordedLists, load};
use super::super::{Failure, io};
use crate::app::secrecy;
use crate::evidence::history::target_actuals;
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::export::ExportSource;
use crate::model::{Session, Version};
use crate::store::{SessionFolder, versions};

/// Returns the version asked for; without one the last if nothing has changed since, else the draft.
pub(super) fn export_of_session(
    folder: &SessionFolder,
    session: &Session,
    choice: Option<VersionChoice>,
) -> Result<ExportSource, Failure> {
    match choice {
        Some(VersionChoice::Draft) => {
            let draft = ExportSource::draft(session);
            Ok(match versions::latest(folder)? {
                Some(last) => with_changes_since(draft, last, &read_version(folder, last)?),
                None => draft,
            })
        }
        Some(VersionChoice::Version(version)) => {
            let version = existing_version(folder, version)?;
            with_altered(folder, version, read_version(folder, version)?)
        }
        None => {
            let draft = ExportSource::draft(session);
            let Some(last) = versions::latest(folder)? else {
                return Ok(draft);
            };
            let exported = read_version(folder, last)?;
            let same = exported.definition == draft.definition && exported.name == draft.name;
            if same {
                with_altered(folder, last, exported)
            } else {
                Ok(with_changes_since(draft, last, &exported))
            }
        }
    }
}

fn with_changes_since(draft: ExportSource, last: Version, released: &ExportSource) -> ExportSource {
    draft.with_changes_since(last, &released.definition)
}

/// Adds what the session's recorded leads came to, if it names any. While points or leads are voted
/// on, nothing is said of them.
pub(super) fn with_targets(
    exported: ExportSource,
    folder: &SessionFolder,
    session: &Session,
) -> Result<ExportSource, Failure> {
    let Some(lists) = RecordedLists::new(None, &[], Some((folder, &session.data))) else {
        io::say("no recorded leads are named: the actuals are empty");
        return Ok(exported);
    };
    if secrecy::hides_figures(session) {
        io::say(secrecy::FIGURES_HIDDEN);
        return Ok(exported);
    }
    let dataset = Arc::new(load(&lists, &session.data)?);
    let mut leads = RecordedLeads::new(dataset, session.data.clone());
    let (definition, buckets) = (&exported.definition, &session.data.buckets);
    let summary = LeadSummary::new(definition, &session.samples, buckets, Some(&mut leads));
    let targets = target_actuals(definition, &session.data, Some(&summary));
    Ok(ExportSource {
        targets: Some(targets),
        ..exported
    })
}

/// Adds the ways in which the version differs from what was published.
fn with_altered(
    folder: &SessionFolder,
    version: Version,
    exported: ExportSource,
) -> Result<ExportSource, Failure> {
    Ok(exported.with_altered(altered_sentences(folder, version)?))
}

fn read_version(folder: &SessionFolder, version: Version) -> Result<ExportSource, Failure> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    Ok(ExportSource::version(&glossary, &model))
}
