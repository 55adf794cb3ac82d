//! Reads what an export is made of: the draft or a published version, with the record of its
//! meeting and the list of versions. The command line and the workbench export the same.

use std::sync::Arc;

use crate::evidence::history::{PageContext, PageSettings, target_actuals};
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::export::{ExportSource, evidence_charts};
use crate::model::{Session, Version};
use crate::scoring::Dataset;
use crate::store::{SessionFolder, StoreError, versions};

/// Returns a session's draft, with its decisions, the published versions and what it changes since
/// the last. A last version that can't be read is compared with nothing.
///
/// # Errors
///
/// If the folder of versions cannot be read or is a link.
pub fn draft_source(folder: &SessionFolder, session: &Session) -> Result<ExportSource, StoreError> {
    let draft = ExportSource::draft(session).with_releases(versions::releases(folder)?);
    let Some(last) = versions::latest(folder)? else {
        return Ok(draft);
    };
    let halves = (
        versions::read_glossary(folder, last),
        versions::read_model(folder, last),
    );
    Ok(match halves {
        (Ok(glossary), Ok(model)) => draft.with_changes_since(last, &glossary.definition(&model)),
        _ => draft,
    })
}

/// Returns a published version, with the decisions of its meeting and the versions up to it.
/// Versions of earlier programs have no record of decisions.
///
/// # Errors
///
/// If its glossary or model cannot be read or is not valid.
pub fn version_source(
    folder: &SessionFolder,
    version: Version,
) -> Result<ExportSource, StoreError> {
    let glossary = versions::read_glossary(folder, version)?;
    let model = versions::read_model(folder, version)?;
    let source = ExportSource::version(&glossary, &model);
    let source = source.with_releases(versions::releases(folder)?);
    Ok(match versions::read_workshop(folder, version) {
        Ok(kept) => source.with_record(&kept.workshop),
        Err(_) => source,
    })
}

/// Adds the figures that these leads give for the definition that is exported.
pub fn with_figures(
    mut exported: ExportSource,
    session: &Session,
    dataset: Arc<Dataset>,
) -> ExportSource {
    let session = Session {
        definition: Arc::new(exported.definition.clone()),
        ..session.clone()
    };
    let (definition, data) = (&session.definition, &session.data);
    let mut leads = RecordedLeads::new(dataset, data.clone());
    let summary = LeadSummary::new(
        definition,
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
    exported.targets = Some(target_actuals(definition, data, Some(&summary)));
    exported.provenance.evidence = evidence_charts(&context);
    exported
}
