//! Recognises files that are no list at all by how they begin, to say what they are.

/// What the first bytes of a file mean.
const MAGIC: &[(&[u8], &str)] = &[
    (
        b"\xD0\xCF\x11\xE0",
        "an old Excel workbook or another Office file: save it as CSV UTF-8",
    ),
    (b"%PDF", "a PDF: export the list itself as CSV"),
    (
        b"\x1F\x8B",
        "compressed with gzip once more: unpack it first",
    ),
    (
        b"SQLite format 3\0",
        "an SQLite database: export the table as CSV",
    ),
];

const WORKBOOK: &str = "an Excel workbook: save it as CSV UTF-8";
const OPEN_DOCUMENT: &str = "an OpenDocument sheet: save it as CSV, in UTF-8";
const ARCHIVE: &str = "a zip archive: unpack it, and give the list inside";
const PARQUET: &str = "a Parquet file: export it as CSV, for example with DuckDB: \
                       COPY (FROM 'leads.parquet') TO 'leads.csv'";
const WEB_PAGE: &str = "a web page, perhaps a login page saved instead of the export: \
                        export the list again, as CSV";
const XML: &str = "XML: export the list as CSV";
/// What JSON is that isn't lines.
pub(super) const JSON_DOCUMENT: &str = "JSON, but not one object a line: convert to one object a \
                                        line, for example with jq -c '.[]'";

/// How a web page or a table in HTML begins, in lower case.
const TAGS: [&[u8]; 9] = [
    b"<!doctype html",
    b"<html",
    b"<table",
    b"<head",
    b"<body",
    b"<meta",
    b"<script",
    b"<style",
    b"<div",
];

/// Returns what the file is that begins with these bytes, and what to do, if it is no text.
pub(super) fn binary_kind(start: &[u8]) -> Option<&'static str> {
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| start.starts_with(magic)) {
        return Some(kind);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        return Some(archive_kind(start));
    }
    // A column may be called so too.
    let after = start.strip_prefix(b"PAR1")?;
    let is_name = after.first().is_some_and(|b| b",;|\t\r\n\"_ ".contains(b));
    (!is_name).then_some(PARQUET)
}

fn archive_kind(start: &[u8]) -> &'static str {
    let has = |part: &[u8]| memchr::memmem::find(start, part).is_some();
    let of_workbook: [&[u8]; 4] = [b"[Content_Types].xml", b"xl/", b"_rels/", b"docProps/"];
    if has(b"opendocument.spreadsheet") {
        OPEN_DOCUMENT
    } else if of_workbook.into_iter().any(has) {
        WORKBOOK
    } else {
        ARCHIVE
    }
}

/// Returns what the text is that begins so, and what to do, if it is a page or XML.
pub(super) fn markup_kind(head: &[u8]) -> Option<&'static str> {
    let text = head.trim_ascii_start();
    if text.first() != Some(&b'<') {
        return None;
    }
    let lowered = text.to_ascii_lowercase();
    let is_page = TAGS.iter().any(|tag| lowered.starts_with(tag));
    let has_page = || memchr::memmem::find(&lowered, b"<html").is_some();
    if is_page || (lowered.starts_with(b"<!--") || lowered.starts_with(b"<?")) && has_page() {
        Some(WEB_PAGE)
    } else {
        lowered.starts_with(b"<?xml").then_some(XML)
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(b"PK\x03\x04\x14\0[Content_Types].xml", Some(WORKBOOK))]
    #[case(
        b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
        Some(OPEN_DOCUMENT)
    )]
    #[case(b"PK\x03\x04leads.csv", Some(ARCHIVE))]
    #[case(b"PK,name\n", None)]
    #[case(b"PAR1\x15\x04", Some(PARQUET))]
    #[case(b"PAR1,PAR2\n", None)]
    #[case(b"\xD0\xCF\x11\xE0\xA1\xB1", Some(MAGIC[0].1))]
    #[case(b"%PDF-1.7", Some(MAGIC[1].1))]
    #[case(b"%,PDF\n", None)]
    fn files_that_are_no_text(#[case] start: &[u8], #[case] kind: Option<&str>) {
        assert_eq!(binary_kind(start), kind);
    }

    #[rstest]
    #[case(b"\n <!DOCTYPE HTML>", Some(WEB_PAGE))]
    #[case(b"<html>\n<head>", Some(WEB_PAGE))]
    #[case(b"<Table border=1>", Some(WEB_PAGE))]
    #[case(b"<?xml version='1.0'?><!DOCTYPE html><HTML>", Some(WEB_PAGE))]
    #[case(b"<?xml version='1.0'?><Workbook>", Some(XML))]
    #[case(b"<id>,<name>\n", None)]
    #[case(b"id,html\n1,<html>\n", None)]
    fn pages_and_xml(#[case] head: &[u8], #[case] kind: Option<&str>) {
        assert_eq!(markup_kind(head), kind);
    }
}
