//! The workbook's cells, read back from its bytes.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use serde_json::{Value, json};

use super::render;
use crate::export::{Content, ExportSource};
use crate::model::{Definition, Version};

/// What a cell holds: its formula, and the text or the number that is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct ReadCell {
    formula: Option<String>,
    shown: String,
    is_text: bool,
}

/// The place of the calculator among the sheets.
const CALCULATOR: usize = 2;

fn source(definition: &Value) -> ExportSource {
    ExportSource {
        name: "=A1 & \"co\"".into(),
        definition: serde_json::from_value(definition.clone()).expect("a definition"),
        ..ExportSource::default()
    }
}

fn bytes_of(exported: &ExportSource) -> Vec<u8> {
    match render(exported).expect("a workbook").content {
        Content::Binary(bytes) => bytes,
        other => panic!("{other:?}"),
    }
}

fn read_part(bytes: &[u8], name: &str) -> Option<String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut text = String::new();
    let mut part = archive.by_name(name).ok()?;
    part.read_to_string(&mut text).expect("XML is text");
    Some(text)
}

fn unescaped(xml: &str) -> String {
    let plain = xml.replace("&lt;", "<").replace("&gt;", ">");
    plain.replace("&quot;", "\"").replace("&amp;", "&")
}

/// Returns what is between a tag and its end, if it is there.
fn between<'a>(xml: &'a str, tag: &str) -> Option<&'a str> {
    let start = xml.find(&format!("<{tag}"))?;
    let inner = &xml[start..];
    let inner = &inner[inner.find('>')? + 1..];
    inner.split(&format!("</{tag}>")).next()
}

fn read_sheet(bytes: &[u8], number: usize) -> BTreeMap<String, ReadCell> {
    let shared = read_part(bytes, "xl/sharedStrings.xml").expect("texts");
    let texts = shared.split("<si>").skip(1);
    let texts: Vec<String> = texts
        .map(|one| unescaped(between(one, "t").expect("a text")))
        .collect();
    let sheet = read_part(bytes, &format!("xl/worksheets/sheet{number}.xml")).expect("a sheet");
    let cells = sheet.split("<c r=\"").skip(1).map(|one| {
        let (name, rest) = one.split_once('"').expect("a name");
        let rest = rest.split("</row>").next().expect("a cell");
        let (head, _) = rest.split_once('>').expect("an end");
        let value = between(rest, "v").map(unescaped).unwrap_or_default();
        let is_shared = head.contains("t=\"s\"");
        let shown = match value.parse::<usize>() {
            Ok(index) if is_shared => texts[index].clone(),
            _ => value,
        };
        let cell = ReadCell {
            formula: between(rest, "f").map(unescaped),
            shown,
            is_text: head.contains("t=\"s"),
        };
        (name.to_owned(), cell)
    });
    cells.collect()
}

fn small() -> Value {
    json!({
        "criteria": [
            {"id": "size", "name": "Size", "kind": "fit", "combine": "one-of", "answers": [
                {"id": "large", "label": "Large", "points": 5},
                {"id": "small", "label": "Small", "points": -1}]},
            {"id": "budget", "name": "Budget", "kind": "fit", "points": 4},
            {"id": "visits", "name": "Visits", "kind": "behaviour",
                "points": {"each": 2, "up_to": 4}, "when": {"event": "visit"}},
            {"id": "demo", "name": "Demo", "kind": "behaviour", "combine": "highest", "answers": [
                {"id": "own", "label": "Own", "points": 6},
                {"id": "missed", "label": "Missed", "points": -3}]}],
        "groups": [{"id": "web", "name": "Web", "of": ["visits", "demo"], "min": 1, "max": 7}],
        "stages": [
            {"id": "lead", "name": "Lead"},
            {"id": "mql", "name": "MQL", "rule": {"any": ["size=large", "visits=x2"],
                "none": ["budget"], "points": {"web": 3}}}],
        "handoff": {"stage": "mql", "disposition": "call"},
        "bands": [
            {"id": "cold", "name": "Cold", "disposition": "recycle"},
            {"id": "hot", "name": "Hot", "from": 5}],
        "dispositions": [
            {"id": "call", "name": "Call", "action": "forward",
                "service_level": {"response_hours": 4}},
            {"id": "recycle", "name": "Recycle", "action": "recycle"}]
    })
}

#[test]
fn the_calculator_has_these_cells() {
    let cells = read_sheet(&bytes_of(&source(&small())), CALCULATOR);
    // The formula of a cell, and what it shows while nothing is answered.
    for (name, formula, shown) in [
        (
            "D5",
            "SUMIF($H$10:$H$21,\"fit\",$G$10:$G$21)+SUMIF($H$25:$H$25,\"fit\",$G$25:$G$25)",
            "0",
        ),
        ("F5", "$D$5+$E$5", "1"),
        ("C5", "IF($E$30=1,\"yes\",\"no\")", "no"),
        ("G5", "COUNTIF($I$10:$I$21,\"not known\")", "4"),
        (
            "A5",
            "IFERROR(INDEX($B$47:$B$48,MATCH(1,$E$47:$E$48,0))&\"\",\"\")",
            "Recycle",
        ),
        (
            "A6",
            "IFERROR(INDEX($J$47:$J$48,MATCH(1,$E$47:$E$48,0))&\"\",\"\")",
            "recycle",
        ),
        (
            "H6",
            "IFERROR(INDEX($J$37:$J$38,MATCH(1,$E$37:$E$38,0))&\"\",\"\")",
            "cold",
        ),
        (
            "J6",
            "IFERROR(INDEX($J$42:$J$43,MATCH(1,$E$42:$E$43,0))&\"\",\"\")",
            "lead",
        ),
        ("E11", "IF($C$10&\"\"=$B$11&\"\",1,0)", "0"),
        (
            "E13",
            "IF(AND($C$10&\"\"=$B$13&\"\",SUM($E$11:$E$12)=0),1,0)",
            "0",
        ),
        ("G10", "SUM($F$11:$F$13)", "0"),
        (
            "I10",
            "IF(SUM($E$11:$E$13)>0,\"\",\"not known\")",
            "not known",
        ),
        ("E14", "IF($C$14=\"yes\",1,0)", "0"),
        ("E18", "IF(ISNUMBER($C$18),MAX(0,MIN(INT($C$18),2)),0)", "0"),
        ("F18", "$E$18*$D$18", "0"),
        ("G19", "IF(COUNT($F$20:$F$21)=0,0,MAX($F$20:$F$21))", "0"),
        ("F25", "SUMIF($H$10:$H$21,\"group web\",$G$10:$G$21)", "0"),
        ("G25", "MIN(MAX($F$25,$D$25),$E$25)", "1"),
        ("E30", "IF(SUM($E$31:$E$33)=3,1,0)", "0"),
        ("E31", "IF(0+(SUM($E$11)>0)+($E$18>=2)>=1,1,0)", "0"),
        ("E32", "IF((SUM($E$14)>0),0,1)", "1"),
        ("E33", "IF($G$25>=3,1,0)", "0"),
        ("E37", "IF($F$5>=$D$37,1,0)", "0"),
        ("E47", "IF($C$5=\"yes\",1,0)", "0"),
        ("E48", "IF($H$6=\"cold\",1,0)", "1"),
    ] {
        let cell = cells.get(name).cloned().unwrap_or_default();
        assert_eq!(cell.formula.as_deref(), Some(formula), "{name}");
        assert_eq!(cell.shown, shown, "{name}");
    }
    for (name, shown) in [
        ("A1", "Score calculator: =A1 & \"co\""),
        ("A10", "Size"),
        ("B11", "Large"),
        ("B13", "none of these"),
        ("J11", "size=large"),
        ("H18", "group web"),
        ("B31", "one of (Size: Large or Visits: at least twice)"),
        ("K47", "first response in 4 hours"),
    ] {
        let cell = cells.get(name).cloned().unwrap_or_default();
        assert_eq!((cell.shown.as_str(), cell.is_text), (shown, true), "{name}");
    }
    assert!(
        cells["A2"]
            .shown
            .starts_with("Draft: nobody has agreed to this yet.")
    );
}

#[test]
fn answers_with_the_same_label_are_told_apart() {
    let mut definition = small();
    definition["criteria"][0]["answers"][1]["label"] = json!(" large");
    let cells = read_sheet(&bytes_of(&source(&definition)), CALCULATOR);
    assert_eq!(cells["B11"].shown, "large: Large");
    assert_eq!(cells["B12"].shown, "small:  large");
}

#[test]
fn texts_of_people_are_never_formulas() {
    const TEXTS: [&str; 4] = ["=1+1", "+cmd|'/c x'!A1", "{=1}", "_x0041_ \u{fffe}\u{7}"];
    let mut definition = small();
    let mut count = 0;
    let mut next = || {
        count += 1;
        json!(format!("{} {count}", TEXTS[count % TEXTS.len()]))
    };
    for list in ["criteria", "groups", "stages", "bands", "dispositions"] {
        for one in definition[list].as_array_mut().expect("a list") {
            one["name"] = next();
        }
    }
    for answer in definition["criteria"][0]["answers"]
        .as_array_mut()
        .expect("answers")
    {
        answer["label"] = next();
    }
    let bytes = bytes_of(&source(&definition));
    let mut number = 1;
    while read_part(&bytes, &format!("xl/worksheets/sheet{number}.xml")).is_some() {
        for (name, cell) in read_sheet(&bytes, number) {
            let formula = cell.formula.unwrap_or_default();
            assert!(
                formula.is_empty() || number == CALCULATOR,
                "{number}!{name}: {formula}"
            );
            assert!(!formula.contains("cmd"), "{name}: {formula}");
            assert!(!cell.shown.contains(['\u{fffe}', '\u{7}']), "{name}");
        }
        number += 1;
    }
    assert_eq!(number, 11);
    let criteria = read_sheet(&bytes, 5);
    assert_eq!(criteria["C2"].shown, "+cmd|'/c x'!A1 1");
    assert_eq!(criteria["F3"].shown, "-1");
    assert!(!criteria["F3"].is_text);
}

#[test]
fn the_same_definition_gives_the_same_bytes() {
    let draft = source(&small());
    assert_eq!(bytes_of(&draft), bytes_of(&draft));
    let published = ExportSource {
        version: Some(Version::FIRST),
        published: Some("2026-11-21T16:30:00Z".parse().expect("a time")),
        ..source(&small())
    };
    let bytes = bytes_of(&published);
    let core = read_part(&bytes, "docProps/core.xml").expect("properties");
    assert!(core.contains("2026-11-21T16:30:00Z"), "{core}");
    let line = read_sheet(&bytes, CALCULATOR)["A2"].shown.clone();
    assert!(line.starts_with("Version 1.0.0, published 2026-11-21 16:30 UTC. Digest sha256:"));
}

#[test]
fn a_rule_too_long_for_a_cell_is_counted_in_several() {
    let ids: Vec<String> = (0..900).map(|n| format!("c{n}")).collect();
    let criteria = ids
        .iter()
        .map(|id| json!({"id": id, "name": id, "kind": "fit", "points": 1}));
    let definition = json!({
        "criteria": criteria.collect::<Vec<Value>>(),
        "stages": [{"id": "mql", "name": "M", "rule": {"at_least": {"count": 500, "of": ids}}}],
    });
    let cells = read_sheet(&bytes_of(&source(&definition)), CALCULATOR);
    let formulas = cells.values().filter_map(|cell| cell.formula.as_ref());
    let longest = formulas.map(String::len).max().expect("formulas");
    assert!((5_000..8_000).contains(&longest), "{longest}");
    // 900 terms of 16 or 17 characters need three cells.
    let last = cells.values().filter_map(|cell| cell.formula.as_deref());
    let counted = last
        .filter(|formula| formula.contains(">=500"))
        .collect::<Vec<_>>();
    assert_eq!(counted.len(), 1);
    assert_eq!(counted[0].matches("$F$").count(), 3, "{counted:?}");
}

#[test]
fn without_anything_there_is_a_workbook() {
    let exported = ExportSource {
        definition: Definition::default(),
        ..ExportSource::default()
    };
    let cells = read_sheet(&bytes_of(&exported), CALCULATOR);
    assert_eq!(cells["F5"].shown, "0");
    assert_eq!(cells["C5"].shown, "no");
}
