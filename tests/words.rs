//! One word for one thing, in the code too: no file, type, variant or function has a name that was
//! replaced, and a name that once stood for several types stands for one.
//!
//! A name is replaced in one sense only: `levels` of a criterion are answers, and a qualification
//! level keeps its name. Where a word has a good sense besides, the table names what is meant.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// Kinds of item that a name is looked for in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ItemKind {
    File,
    Type,
    Variant,
    Function,
}

use ItemKind::{File, Function, Type, Variant};

/// Names that were replaced, by the kind of item that had them.
const REPLACED: &[(ItemKind, &[&str])] = &[
    (
        File,
        &[
            "acts", "adding", "agreeing", "arguing", "asks", "bits", "counting", "entering",
            "entry", "finish", "follow", "further", "hidden", "joined", "lanes", "lookup",
            "machine", "making", "mend", "moving", "overlay", "quick", "said", "veiled",
        ],
    ),
    (
        Type,
        &[
            "Aim",
            "Answered",
            "Answers",
            "Asked",
            "Beside",
            "Board",
            "Capped",
            "Classes",
            "Desk",
            "Does",
            "Ends",
            "Entry",
            "Exception",
            "Feed",
            "Gaps",
            "Helper",
            "Judge",
            "Known",
            "Lacking",
            "Larger",
            "Level",
            "Looked",
            "Manner",
            "Mend",
            "Missed",
            "Moves",
            "Outlook",
            "Part",
            "Past",
            "Progress",
            "Purpose",
            "Reading",
            "Refused",
            "Settled",
            "Since",
            "Tape",
            "Tell",
            "Then",
            "Ticket",
            "Told",
            "Topic",
            "Torn",
            "Verdicts",
            "Wanted",
            "Wants",
            "Wording",
        ],
    ),
    (Variant, &["Exception", "Level", "Mend", "Own", "Told"]),
    (
        Function,
        &[
            "further",
            "held",
            "in_hand",
            "looked",
            "mend",
            "mended",
            "net_to_sales",
            "said",
            "settle",
            "tells",
            "told",
        ],
    ),
];

/// Names that stood for several types and stand for one now.
const ONCE: [&str; 6] = ["Answer", "Place", "Question", "Row", "State", "Vote"];

type Found = BTreeMap<(ItemKind, String), Vec<String>>;

struct Names<'a> {
    file: &'a str,
    found: &'a mut Found,
}

impl Names<'_> {
    fn note(&mut self, kind: ItemKind, name: &syn::Ident) {
        let files = self.found.entry((kind, name.to_string())).or_default();
        files.push(self.file.to_owned());
    }
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.note(Type, &item.ident);
        visit::visit_item_struct(self, item);
    }
    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.note(Type, &item.ident);
        visit::visit_item_enum(self, item);
    }
    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.note(Type, &item.ident);
        visit::visit_item_trait(self, item);
    }
    fn visit_item_type(&mut self, item: &'ast syn::ItemType) {
        self.note(Type, &item.ident);
        visit::visit_item_type(self, item);
    }
    fn visit_variant(&mut self, item: &'ast syn::Variant) {
        self.note(Variant, &item.ident);
        visit::visit_variant(self, item);
    }
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.note(Function, &item.sig.ident);
        visit::visit_item_fn(self, item);
    }
    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.note(Function, &item.sig.ident);
        visit::visit_impl_item_fn(self, item);
    }
    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.note(Function, &item.sig.ident);
        visit::visit_trait_item_fn(self, item);
    }
}

/// Every name in the sources, with the files that define it.
fn names_in_sources() -> Found {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Found::new();
    for path in sources(&root.join("src")) {
        let shown = path.strip_prefix(root).unwrap().display().to_string();
        for part in path.strip_prefix(root).unwrap() {
            let name = Path::new(part).file_stem().unwrap().to_str().unwrap();
            let files = found.entry((File, name.to_owned())).or_default();
            files.push(shown.clone());
        }
        let text = fs::read_to_string(&path).unwrap();
        let parsed = syn::parse_file(&text).unwrap_or_else(|why| panic!("{shown}: {why}"));
        Names {
            file: &shown,
            found: &mut found,
        }
        .visit_file(&parsed);
    }
    found
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn no_item_has_a_name_that_was_replaced() {
    let found = names_in_sources();
    assert!(
        found.contains_key(&(Type, "Criterion".into())),
        "the sources were read"
    );
    let replaced = REPLACED.iter();
    let looked_for = replaced.flat_map(|(kind, names)| names.iter().map(|name| (*kind, *name)));
    let left: Vec<_> = looked_for
        .filter_map(|(kind, name)| Some((kind, name, found.get(&(kind, name.to_owned()))?)))
        .collect();
    assert!(left.is_empty(), "{left:#?}");
}

#[test]
fn a_type_that_many_rooms_could_mean_is_defined_once() {
    let found = names_in_sources();
    for name in ONCE {
        let files = found.get(&(Type, name.to_owned()));
        assert_eq!(files.map(Vec::len), Some(1), "{name}: {files:?}");
    }
}
