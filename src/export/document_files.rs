//! What the files of a document are called.

use super::{Content, Format};

/// Returns the name of a document's file, such as `handbook-1.0.0.html`, or of the folder if it has
/// several. `version` is the version's number or `draft`.
pub fn document_name(format: &Format, version: &str, content: &Content) -> String {
    let stem = match format.name {
        "html" => "handbook",
        name => name,
    };
    match content {
        Content::Folder(_) => format!("{stem}-{version}"),
        Content::Text(_) | Content::Binary(_) => format!("{stem}-{version}.{}", format.extension),
    }
}

/// Returns the files of a document with their paths, `/` between the parts: the file named by
/// [`document_name`], or those in the folder of that name.
pub fn document_files(format: &Format, version: &str, content: Content) -> Vec<(String, Vec<u8>)> {
    let name = document_name(format, version, &content);
    match content {
        Content::Text(text) => vec![(name, text.into_bytes())],
        Content::Binary(bytes) => vec![(name, bytes)],
        Content::Folder(files) => files
            .into_iter()
            .map(|(path, text)| (format!("{name}/{path}"), text.into_bytes()))
            .collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::format;
    use super::*;

    #[test]
    fn a_folder_has_no_ending_and_its_files_lie_below_it() {
        let html = format("html").unwrap();
        let text = document_files(html, "draft", Content::Text("<p>".into()));
        assert_eq!(text, [("handbook-draft.html".into(), b"<p>".to_vec())]);
        let json = format("json").unwrap();
        let bytes = document_files(json, "1.2.0", Content::Binary(vec![0, 1]));
        assert_eq!(bytes, [("json-1.2.0.json".into(), vec![0, 1])]);
        let files = vec![("models/lead.sql".into(), "select 1".into())];
        let folder = document_files(json, "1.2.0", Content::Folder(files));
        assert_eq!(
            folder,
            [("json-1.2.0/models/lead.sql".into(), b"select 1".to_vec())]
        );
    }
}
