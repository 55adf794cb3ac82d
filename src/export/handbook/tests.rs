//! The handbook of the worked example, and texts that try to break out of their places.

use jiff::Timestamp;

use super::page::render;
use super::process_map::draw;
use crate::export::ExportSource;
use crate::model::{Session, Side, SignOff, Version};

const BREAKING: &str =
    "</script><script>x()</script> \"quoted\" 'so' & **bold** <!-- <img src=x onerror=x()>";

fn worked() -> Session {
    let text = include_str!("../../../sessions/worked-example/session.yaml");
    crate::store::parse_session(std::path::Path::new("session.yaml"), text)
        .expect("the example reads")
}

/// The worked example, published and signed by this person.
fn signed_by(name: &str) -> ExportSource {
    let session = worked();
    let at: Timestamp = "2026-11-21T16:30:00Z".parse().unwrap();
    ExportSource {
        version: Some(Version::FIRST),
        published: Some(at),
        agreed_by: vec![SignOff {
            side: Side::Sales,
            name: name.into(),
            at: Some(at),
            digest: session.definition.digest(),
        }],
        ..ExportSource::draft(&session)
    }
}

/// The model as the checker of a page reads it.
fn model_in(page: &str) -> serde_json::Value {
    let start = "<script type=\"application/json\" id=\"model\">";
    let after = page.split_once(start).expect("a model").1;
    let json = after.split_once("</script>").expect("its end").0;
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn a_draft_says_so_and_a_version_says_which_when_and_who() {
    let draft = render(&ExportSource::draft(&worked())).unwrap();
    assert!(draft.contains("<span class=\"tag warn\">Draft</span> Nobody has agreed"));
    assert!(draft.contains("To be signed"));
    let version = render(&signed_by("Tom Brackley")).unwrap();
    let digest = worked().definition.digest();
    for place in [
        "<span class=\"tag\">Version 1.0.0</span> Published 2026-11-21 16:30 UTC.",
        "<strong>Sales</strong>: Tom Brackley, 2026-11-21 16:30 UTC",
        "Agreed by",
        &format!("The digest of this definition is <code>{digest}</code>"),
    ] {
        assert!(version.contains(place), "{place}: {version}");
    }
    assert!(!version.contains("Nobody has agreed"));
    assert!(!version.contains("To be signed"));
}

#[test]
fn what_was_altered_is_said_first() {
    let altered = signed_by("Tom Brackley").with_altered(vec!["glossary.yaml <changed>".into()]);
    let page = render(&altered).unwrap();
    let place = "<strong>Altered:</strong> glossary.yaml &lt;changed&gt;";
    let (at, agreement) = (page.find(place), page.find("id=\"qualified\""));
    assert!(at.is_some() && at < agreement, "{at:?} {agreement:?}");
}

#[test]
fn a_text_of_people_stays_a_text() {
    let mut source = signed_by(BREAKING);
    source.name = BREAKING.into();
    let definition = &mut source.definition;
    let names = definition.stages.iter_mut().map(|stage| &mut stage.name);
    names.for_each(|name| *name = BREAKING.into());
    definition.stages[0].owner = BREAKING.into();
    definition.stages[3].definition = BREAKING.into();
    for criterion in &mut definition.criteria {
        criterion.name = BREAKING.into();
        for answer in &mut criterion.answers {
            answer.label = BREAKING.into();
        }
    }
    definition.terms[0].name = BREAKING.into();
    definition.terms[0].synonyms = vec![BREAKING.into()];
    definition.personas[0].name = BREAKING.into();
    definition.metrics[0].formula = BREAKING.into();
    let page = render(&source).unwrap();
    // Of the page: its own script, the model, the checker.
    assert_eq!(page.matches("<script").count(), 3);
    assert_eq!(page.matches("</script>").count(), 3);
    assert!(!page.contains("<img"));
    assert!(!page.contains("<!--"));
    assert!(page.contains(
        "<h1 id=\"title\">&lt;/script&gt;&lt;script&gt;x()&lt;/script&gt; &quot;quoted&quot; \
         &#39;so&#39; &amp; **bold** &lt;!-- &lt;img src=x onerror=x()&gt;</h1>"
    ));
    let model = model_in(&page);
    assert_eq!(model["criteria"][0]["name"], BREAKING);
    assert_eq!(model["criteria"][0]["answers"][0][0], BREAKING);
}

#[test]
fn characters_that_steer_are_shown_as_dots() {
    let mut source = ExportSource::draft(&worked());
    source.definition.criteria[0].name = "Turn\u{202e}ed\u{1b}[31m".into();
    let page = render(&source).unwrap();
    assert!(!page.contains(['\u{202e}', '\u{1b}']));
    assert_eq!(model_in(&page)["criteria"][0]["name"], "Turn·ed·[31m");
}

#[test]
fn the_same_definition_gives_the_same_bytes_without_leads_and_nothing_from_outside() {
    let source = signed_by("Tom Brackley");
    let page = render(&source).unwrap();
    assert_eq!(page, render(&source).unwrap());
    let session = worked();
    assert_eq!(session.samples.len(), 12);
    for sample in session.samples.iter() {
        assert!(!page.contains(&sample.name), "{}", sample.name);
    }
    for outside in [
        "http:",
        "https:",
        "src=",
        "@import",
        "<link rel=\"style",
        "fetch(",
    ] {
        assert!(!page.contains(outside), "{outside}");
    }
    assert_eq!(
        page.matches("url(").count(),
        page.matches("url(#arrow)").count()
    );
}

#[test]
fn the_checker_has_the_rules_in_parts_with_their_words() {
    let model = model_in(&render(&ExportSource::draft(&worked())).unwrap());
    let rule = model["stages"][3]["rule"].clone();
    assert_eq!(
        rule,
        serde_json::json!([
            {"is": "all", "words": "Money: Said the project is funded", "of": [[[4, [0]]]]},
            {"is": "all", "words": "Demo: Had a one-to-one demo", "of": [[[6, [0]]]]},
            {"is": "all", "words": "Target vertical: A target vertical we know well or A target vertical that is new to us", "of": [[[0, [0, 1]]]]},
            {"is": "points", "words": "at least 20 points in all", "measure": "total", "least": 20},
        ])
    );
    assert_eq!(model["handoff"], serde_json::json!([3, 0]));
    assert_eq!(model["stages"][5]["by_person"], true);
    assert_eq!(model["criteria"][0]["combine"], "one-of");
}

#[test]
fn an_empty_draft_and_half_a_model_have_a_page_too() {
    let empty = render(&ExportSource::default()).unwrap();
    assert!(empty.contains("To be signed") && !empty.contains("id=\"checker\""));
    let half = serde_json::from_value(serde_json::json!({
        "stages": [{"id": "mql", "name": "MQL", "rule": {"all": ["gone"], "reached": "gone"}}],
        "criteria": [{"id": "a", "name": "A", "kind": "fit", "points": {"each": 3, "up_to": 10}}],
        "handoff": {"stage": "mql", "disposition": "gone"}
    }));
    let half = ExportSource {
        definition: half.expect("a definition"),
        ..ExportSource::default()
    };
    let rule = model_in(&render(&half).unwrap())["stages"][0]["rule"].clone();
    assert_eq!(rule[0]["of"], serde_json::json!([[[null, []]]]));
    assert_eq!(rule[1]["is"], "never");
}

#[test]
fn in_the_map_no_box_covers_another_and_every_line_of_text_lies_inside() {
    let mut definition = worked().definition.as_ref().clone();
    definition.stages[1].owner = "A team with a name that goes on and on and on".into();
    definition.stages[2].name = "W".repeat(300);
    let map = draw(&definition);
    let boxes = map
        .boxes
        .iter()
        .filter(|one| !one.class.starts_with("lane"));
    let boxes: Vec<_> = boxes.collect();
    // Nine stages, the hand-off, and two boxes for each of eight lines of what we do next.
    assert_eq!(boxes.len(), 26);
    for (at, one) in boxes.iter().enumerate() {
        assert!(one.x + one.width < map.width && one.y + one.height < map.height);
        for other in &boxes[..at] {
            let beside = other.x + other.width <= one.x || one.x + one.width <= other.x;
            let apart = other.y + other.height <= one.y || one.y + one.height <= other.y;
            assert!(beside || apart, "{} {}", one.class, other.class);
        }
    }
    assert!(
        map.texts
            .iter()
            .all(|text| text.x < map.width && text.y < map.height)
    );
}
