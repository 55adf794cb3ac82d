//! The paths a source file names, and the files of the crate they lead to.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A path in the code, such as `crate::model::Id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Line of the file.
    pub line: usize,
    /// Its words, with `use` trees expanded.
    pub path: Vec<String>,
    /// Number of enclosing inline modules.
    pub inside: usize,
    /// Whether it is named in code for tests only.
    pub in_tests: bool,
    /// The name a `pub use` gives it, if it is one.
    pub exported_as: Option<String>,
}

/// Returns every path that a source text names, in macros too.
///
/// # Panics
///
/// Panics if the text isn't Rust.
pub fn named_paths(text: &str) -> Vec<Named> {
    let file = syn::parse_file(text).expect("it is Rust");
    let mut paths = Paths::default();
    paths.visit_file(&file);
    paths.found
}

#[derive(Default)]
struct Paths {
    found: Vec<Named>,
    inside: usize,
    tests: usize,
}

impl Paths {
    fn push(&mut self, span: Span, path: Vec<String>, exported_as: Option<String>) {
        if path.is_empty() {
            return;
        }
        self.found.push(Named {
            line: span.start().line,
            path,
            inside: self.inside,
            in_tests: self.tests > 0,
            exported_as,
        });
    }

    fn use_tree(&mut self, tree: &syn::UseTree, before: &[String], exported: bool) {
        let mut path = before.to_vec();
        match tree {
            syn::UseTree::Path(one) => {
                path.push(one.ident.to_string());
                self.use_tree(&one.tree, &path, exported);
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(tree, before, exported);
                }
            }
            syn::UseTree::Name(name) => {
                path.push(name.ident.to_string());
                let named = path.iter().rfind(|word| *word != "self").cloned();
                self.push(name.ident.span(), path, named.filter(|_| exported));
            }
            syn::UseTree::Rename(name) => {
                path.push(name.ident.to_string());
                let named = Some(name.rename.to_string());
                self.push(name.ident.span(), path, named.filter(|_| exported));
            }
            syn::UseTree::Glob(glob) => {
                path.push("*".into());
                self.push(glob.star_token.spans[0], path, exported.then(|| "*".into()));
            }
        }
    }

    /// Finds the paths in the tokens of a macro, which can't be parsed without knowing it.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let mut start = Span::call_site();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(word) => {
                    if colons != 2 {
                        self.push(start, std::mem::take(&mut path), None);
                        start = word.span();
                    }
                    path.push(word.to_string());
                    colons = 0;
                }
                TokenTree::Punct(mark) if mark.as_char() == ':' && !path.is_empty() => colons += 1,
                other => {
                    self.push(start, std::mem::take(&mut path), None);
                    colons = 0;
                    if let TokenTree::Group(group) = other {
                        self.tokens(group.stream());
                    }
                }
            }
        }
        self.push(start, path, None);
    }
}

/// Returns whether an attribute keeps an item for tests.
fn is_for_tests(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
        syn::Meta::Path(path) => path.is_ident("test"),
        syn::Meta::NameValue(_) => false,
    })
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            _ => return visit::visit_item(self, item),
        };
        let tests = usize::from(is_for_tests(attributes));
        self.tests += tests;
        visit::visit_item(self, item);
        self.tests -= tests;
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        let inline = usize::from(item.content.is_some());
        self.inside += inline;
        visit::visit_item_mod(self, item);
        self.inside -= inline;
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let exported = !matches!(item.vis, syn::Visibility::Inherited);
        self.use_tree(&item.tree, &[], exported);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let words = path.segments.iter().map(|s| s.ident.to_string()).collect();
        let span = path
            .segments
            .first()
            .map_or_else(Span::call_site, |s| s.ident.span());
        self.push(span, words, None);
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        visit::visit_macro(self, mac);
        self.tokens(mac.tokens.clone());
    }

    // What attributes name (derives, serde functions) is checked by the compiler alone.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

/// The files of the crate and what each of them names.
pub struct Sources {
    /// Path of each file's module, such as `app::ballot`, and the paths it names.
    files: BTreeMap<Vec<String>, Vec<Named>>,
}

/// Returns the module that a file under `src` is.
fn module_of(file: &str) -> Vec<String> {
    let mut module: Vec<String> = file
        .trim_end_matches(".rs")
        .split('/')
        .map(Into::into)
        .collect();
    if module.last().is_some_and(|last| last == "mod") {
        module.pop();
    }
    module
}

impl Sources {
    /// Reads files, given by their path under `src` and their text.
    pub fn of(files: &[(String, String)]) -> Self {
        let named = |(file, text): &(String, String)| (module_of(file), named_paths(text));
        Self {
            files: files.iter().map(named).collect(),
        }
    }

    /// Returns the module of the file in which something is defined, following `pub use`.
    fn file_of(&self, path: &[String], depth: usize) -> Option<Vec<String>> {
        if depth > 8 {
            return None;
        }
        let known = |length: &usize| self.files.contains_key(&path[..*length]);
        let length = (1..=path.len()).rev().find(known)?;
        let module = path[..length].to_vec();
        let Some(name) = path.get(length) else {
            return Some(module);
        };
        let is_it = |named: &&Named| named.exported_as.as_ref() == Some(name);
        let exported = self.files[&module].iter().find(is_it);
        let target = exported.and_then(|named| self.absolute(&module, named));
        match target {
            Some(mut target) => {
                target.extend_from_slice(&path[length + 1..]);
                self.file_of(&target, depth + 1).or(Some(module))
            }
            None => Some(module),
        }
    }

    /// Returns a path from the root of the crate, if it leads into the crate.
    fn absolute(&self, module: &[String], named: &Named) -> Option<Vec<String>> {
        let words = named.path.as_slice();
        match words.first().map(String::as_str)? {
            "crate" | "accord" => return Some(words[1..].to_vec()),
            "self" | "super" => {}
            child => {
                let mut path = module.to_vec();
                path.push(child.into());
                let is_file = named.inside == 0 && self.files.contains_key(&path);
                path.pop();
                path.extend_from_slice(words);
                return is_file.then_some(path);
            }
        }
        let ups = words
            .iter()
            .take_while(|word| *word == "super" || *word == "self");
        let (start, up) = ups.fold((0, 0), |(n, up), word| {
            (n + 1, up + usize::from(word == "super"))
        });
        // Inline modules are left first; what stays inside the file leads nowhere else.
        let up = up.checked_sub(named.inside)?;
        let mut path = module[..module.len().checked_sub(up)?].to_vec();
        path.extend_from_slice(&words[start..]);
        Some(path)
    }

    /// Returns, for each file's module, the modules whose files it needs outside of tests. What a
    /// file declares or hands on with `pub use` isn't needed by itself.
    pub fn needs(&self) -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
        let mut all = BTreeMap::new();
        for (module, names) in &self.files {
            let mut needs = BTreeSet::new();
            for named in names
                .iter()
                .filter(|n| !n.in_tests && n.exported_as.is_none())
            {
                let target = self.absolute(module, named);
                needs.extend(target.and_then(|path| self.file_of(&path, 0)));
            }
            needs.remove(module);
            all.insert(module.clone(), needs);
        }
        all
    }
}

/// Returns the circles among files: groups of which each file leads to each other one.
pub fn circles(needs: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>) -> Vec<BTreeSet<Vec<String>>> {
    let reach = |from: &Vec<String>| {
        let mut seen = BTreeSet::new();
        let mut open = vec![from.clone()];
        while let Some(at) = open.pop() {
            for next in needs.get(&at).into_iter().flatten() {
                if seen.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        seen
    };
    let reached: BTreeMap<_, _> = needs
        .keys()
        .map(|from| (from.clone(), reach(from)))
        .collect();
    let mut found: Vec<BTreeSet<Vec<String>>> = Vec::new();
    for (from, seen) in &reached {
        if !seen.contains(from) || found.iter().any(|circle| circle.contains(from)) {
            continue;
        }
        let both_ways = |to: &&Vec<String>| reached[*to].contains(from);
        found.push(
            seen.iter()
                .filter(|to| reached.contains_key(*to))
                .filter(both_ways)
                .cloned()
                .collect(),
        );
    }
    found
}
