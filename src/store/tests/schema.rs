//! The committed schemas match the types.

use std::path::Path;

use super::super::{FileKind, schema};

#[test]
fn committed_schemas_are_up_to_date() {
    for kind in FileKind::ALL {
        let name = format!("assets/schema/{}.schema.json", kind.word());
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&name);
        let fresh = schema(kind);
        if std::env::var_os("ACCORD_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &fresh).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == fresh,
            "{name} is out of date: run `ACCORD_BLESS=1 cargo test schema` and look at the difference"
        );
    }
}

#[test]
fn schemas_name_their_file_and_its_format() {
    for kind in FileKind::ALL {
        let value: serde_json::Value = serde_json::from_str(&schema(kind)).unwrap();
        assert_eq!(value["title"], format!("Accord {} file", kind.word()));
        assert_eq!(value["properties"]["accord"]["const"], kind.format());
        assert_eq!(value["additionalProperties"], false);
        assert_eq!(value["$id"], format!("urn:accord:{}", kind.format()));
    }
}
