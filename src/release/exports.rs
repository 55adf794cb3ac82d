//! The exports that a version takes along, rendered from what is published, so that they are what
//! `accord export` makes of the version later, but for what recorded leads say.

use super::blocker::Blocker;
use crate::export::{ExportSource, Format, document_files, format_or_refusal};
use crate::model::{GlossaryFile, PublishedFile, PublishedTexts, Release};

/// Renders the exports of these formats, each once, with the versions before in their lists.
///
/// # Errors
///
/// If there is no format of a name, or one can't render the version.
pub(super) fn exports_of(
    texts: &PublishedTexts,
    before: &[Release],
    names: &[String],
) -> Result<Vec<PublishedFile>, Blocker> {
    let glossary = GlossaryFile {
        version: Some(texts.version),
        ..texts.glossary.clone()
    };
    let mut releases = before.to_vec();
    releases.push(Release::of(texts.version, glossary.clone()));
    let source = ExportSource::version(&glossary, &texts.model)
        .with_record(&texts.workshop.workshop)
        .with_releases(releases);
    let mut files: Vec<PublishedFile> = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if names[..at].contains(name) {
            continue;
        }
        let refused = |why: String| Blocker::Export {
            format: name.clone(),
            why,
        };
        let format = format_or_refusal(name).map_err(refused)?;
        files.extend(rendered(format, &source).map_err(refused)?);
    }
    Ok(files)
}

fn rendered(format: &Format, source: &ExportSource) -> Result<Vec<PublishedFile>, String> {
    let document = (format.render)(source).map_err(|why| why.to_string())?;
    let files = document_files(format, &source.version_word(), document.content);
    let published = |(file, bytes)| PublishedFile { file, bytes };
    Ok(files.into_iter().map(published).collect())
}
