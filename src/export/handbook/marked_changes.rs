//! Marks in the handbook of a draft what has changed since the last version: a list of the changes
//! at its top, and the word "changed" at each thing that has a place of its own in the page.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::super::DraftChanges;
use super::fill::escape_html;
use crate::model::Place;
use crate::model::wording::count_noun;

/// Where the style ends, and where the main text begins.
const HEAD_END: &str = "</head>";
const MAIN: &str = "<main id=\"main\" tabindex=\"-1\">\n";

/// Returns the page with the changes marked.
pub(super) fn mark(page: &str, changes: &DraftChanges) -> String {
    let places = changes.changes.iter().map(|change| &change.place);
    let marked: BTreeSet<String> = places.filter_map(|place| id_in(page, place)).collect();
    let with_style = page.replacen(HEAD_END, &format!("{}{HEAD_END}", style(&marked)), 1);
    let listed = format!("{MAIN}{}", list(page, changes));
    with_style.replacen(MAIN, &listed, 1)
}

/// Returns the id under which a place is in the page: its own, or that of what it is part of.
fn id_in(page: &str, place: &Place) -> Option<String> {
    let own = match &place.parent {
        None => format!("{}-{}", place.kind.word(), place.id),
        Some(parent) => format!("{}-{parent}-{}", place.kind.word(), place.id),
    };
    let whole = place.parent.iter().flat_map(|parent| {
        ["criterion", "journey", "stage"].map(|kind| format!("{kind}-{parent}"))
    });
    let is_there = |id: &String| page.contains(&format!(" id=\"{id}\""));
    std::iter::once(own).chain(whole).find(is_there)
}

/// Returns the style of what is marked. It is read aloud, printed and told without colour: the word
/// stands before it.
fn style(marked: &BTreeSet<String>) -> String {
    if marked.is_empty() {
        return String::new();
    }
    let all = |after: &str| -> String {
        let selectors: Vec<String> = marked.iter().map(|id| format!("#{id}{after}")).collect();
        selectors.join(",")
    };
    format!(
        "<style>\n{} {{ box-shadow: inset .3rem 0 0 var(--warn); padding-left: .9rem; }}\n\
         {} {{ content: \"~ changed\"; display: block; color: var(--warn); font-size: .8rem; font-weight: 700; }}\n\
         </style>\n",
        all(""),
        all(":not(tr)::before"),
    )
}

/// Returns the list of the changes.
fn list(page: &str, changes: &DraftChanges) -> String {
    let mut text = format!(
        "<section id=\"changes\" aria-labelledby=\"changes-title\">\n\
         <h2 id=\"changes-title\">{} since {}</h2>\n<ul>\n",
        count_noun(changes.changes.len(), "change"),
        changes.since
    );
    for change in &changes.changes {
        let sentence = escape_html(&change.sentence());
        let _ = match id_in(page, &change.place) {
            Some(id) => writeln!(text, "<li>{sentence} <a href=\"#{id}\">Show</a></li>"),
            None => writeln!(text, "<li>{sentence}</li>"),
        };
    }
    text.push_str("</ul>\n</section>\n");
    text
}
