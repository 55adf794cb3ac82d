//! The four walks of ARCHITECTURE.md are true: every function is where the list says, what is
//! indented is called by what stands above it, and no walk leaves a room and enters it again.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A line of a walk: how deep it is, the file under `src`, and the function.
#[derive(Debug, PartialEq, Eq)]
struct Call {
    depth: usize,
    file: String,
    function: String,
}

/// Reads the walks: blocks marked `walk`, each line `FILE FUNCTION`, indented by two blanks for each
/// call.
fn walks(text: &str) -> Vec<Vec<Call>> {
    let blocks = text.split("```walk\n").skip(1);
    let block = |block: &str| {
        let lines = block.split("```").next().unwrap_or_default().lines();
        let call = |line: &str| {
            let (file, function) = line.trim().split_once(' ').expect("a file and a function");
            Call {
                depth: (line.len() - line.trim_start().len()) / 2,
                file: file.to_owned(),
                function: function.trim().to_owned(),
            }
        };
        lines.map(call).collect()
    };
    blocks.map(block).collect()
}

/// The names that each function of a file calls, or hands on as a value.
#[derive(Default)]
struct Functions {
    calls: BTreeMap<String, Vec<String>>,
}

impl Functions {
    fn read(file: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|why| panic!("src/{file}: {why}"));
        let mut functions = Self::default();
        functions.visit_file(&syn::parse_file(&text).expect("it is Rust"));
        functions
    }

    fn add(&mut self, name: String, block: &syn::Block) {
        let mut names = Names::default();
        names.visit_block(block);
        self.calls.entry(name).or_default().extend(names.found);
    }
}

impl<'ast> Visit<'ast> for Functions {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.add(item.sig.ident.to_string(), &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.add(item.sig.ident.to_string(), &item.block);
        visit::visit_impl_item_fn(self, item);
    }
}

#[derive(Default)]
struct Names {
    found: Vec<String>,
}

impl Names {
    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(word) => self.found.push(word.to_string()),
                TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Names {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.found
            .extend(path.segments.last().map(|s| s.ident.to_string()));
        visit::visit_path(self, path);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.found.push(call.method.to_string());
        visit::visit_expr_method_call(self, call);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.tokens(mac.tokens.clone());
    }
}

fn room(file: &str) -> &str {
    file.split('/').next().unwrap_or(file)
}

/// Returns what isn't true of a walk.
fn faults(walk: &[Call]) -> Vec<String> {
    let mut files: BTreeMap<&str, Functions> = BTreeMap::new();
    for call in walk {
        files
            .entry(&call.file)
            .or_insert_with(|| Functions::read(&call.file));
    }
    let mut found = Vec::new();
    let mut chain: Vec<&Call> = Vec::new();
    for call in walk {
        chain.truncate(call.depth);
        if chain.len() < call.depth {
            found.push(format!("{}: indented too far", call.function));
            continue;
        }
        let here = format!("src/{} {}", call.file, call.function);
        if !files[call.file.as_str()].calls.contains_key(&call.function) {
            found.push(format!("{here}: no such function"));
        }
        if let Some(caller) = chain.last() {
            let calls = files[caller.file.as_str()].calls.get(&caller.function);
            if !calls.is_some_and(|calls| calls.contains(&call.function)) {
                found.push(format!("{here}: not called by {}", caller.function));
            }
        }
        chain.push(call);
        let mut rooms: Vec<&str> = chain.iter().map(|call| room(&call.file)).collect();
        rooms.dedup();
        let again = rooms
            .iter()
            .enumerate()
            .find(|(at, room)| rooms[..*at].contains(room));
        if let Some((_, room)) = again {
            found.push(format!("{here}: `{room}` is left and entered again"));
        }
    }
    found
}

#[test]
fn the_walks_of_the_architecture_are_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md");
    let walks = walks(&fs::read_to_string(path).expect("ARCHITECTURE.md"));
    assert_eq!(walks.len(), 4);
    for walk in &walks {
        assert!(walk.len() > 8, "a walk leads somewhere");
        let found = faults(walk);
        assert!(found.is_empty(), "\n{}", found.join("\n"));
    }
}

#[test]
fn a_walk_that_is_not_true_is_found() {
    let walk = |text: &str| {
        walks(&format!("```walk\n{text}```"))[0]
            .iter()
            .map(|c| Call {
                depth: c.depth,
                file: c.file.clone(),
                function: c.function.clone(),
            })
            .collect::<Vec<_>>()
    };
    let of = |text: &str| faults(&walk(text));
    let update = "app/update/messages.rs update\n";
    assert_eq!(
        of(&format!(
            "{update}  app/update/messages.rs handle_message\n"
        )),
        Vec::<String>::new()
    );
    assert_eq!(
        of(&format!("{update}  document/history.rs apply\n")),
        ["src/document/history.rs apply: not called by update"]
    );
    assert_eq!(
        of("app/update/messages.rs upgrade\n"),
        ["src/app/update/messages.rs upgrade: no such function"]
    );
    let again =
        of("host/handling.rs handle\n  app/update/messages.rs update\n    host/handling.rs poll\n");
    assert!(
        again
            .iter()
            .any(|fault| fault.ends_with("`host` is left and entered again"))
    );
}
