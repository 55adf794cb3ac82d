//! What lies where on the screen: recorded while a frame is drawn, so that a click finds what the
//! frame shows without laying it out again.

use ratatui::layout::{Position, Rect};

use crate::app::Key;
use crate::app::input::pointer::{PointerTarget, ShownView, ViewArea};
use crate::widgets::ShownRows;
use crate::widgets::footer::KeyArea;

/// The areas of a frame that the mouse can do something with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HitMap {
    areas: Vec<(Rect, PointerTarget)>,
}

impl HitMap {
    /// Returns what is at a column and row.
    pub fn at(&self, column: u16, row: u16) -> Option<&PointerTarget> {
        let position = Position::new(column, row);
        let mut latest = self.areas.iter().rev();
        latest
            .find(|(area, _)| area.contains(position))
            .map(|(_, target)| target)
    }

    /// Adds an area, on top of those before it.
    pub(crate) fn add(&mut self, area: Rect, target: PointerTarget) {
        self.areas.push((area, target));
    }

    /// Forgets everything so far: a dialog on top takes every click.
    pub(crate) fn clear(&mut self) {
        self.areas.clear();
    }

    /// Adds the rows of a list or form.
    pub(crate) fn add_rows(&mut self, area: ViewArea, shown: &ShownRows) {
        let view = ShownView {
            first: shown.first,
            last: shown.last_first,
        };
        self.add(shown.area, PointerTarget::View(area, view));
        for (index, place) in &shown.rows {
            self.add(*place, PointerTarget::Row(area, *index, view));
        }
    }

    /// Adds keys that are named on the screen; `+/-` is one key on each side of the stroke. A label
    /// stands for the key that `of_label` returns, or else for the first that is named.
    pub(crate) fn add_keys(
        &mut self,
        keys: &[(&str, &str)],
        areas: &[KeyArea],
        of_label: impl Fn(usize) -> Option<Key>,
    ) {
        for area in areas {
            let named = named_keys(keys[area.pair].0);
            let first = named.first().map(|(_, _, key)| *key);
            if let Some(key) = of_label(area.pair).or(first) {
                self.add(area.key, PointerTarget::Key(key));
                self.add(area.label, PointerTarget::Key(key));
            }
            for (start, columns, key) in named {
                let place = Rect {
                    x: area.key.x + start,
                    width: columns,
                    ..area.key
                };
                self.add(place.intersection(area.key), PointerTarget::Key(key));
            }
        }
    }
}

/// The keys in a name such as `F6 or Ctrl-T`, each with its first column and its width.
fn named_keys(name: &str) -> Vec<(u16, u16, Key)> {
    let columns = |text: &str| u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
    if let Some(key) = Key::of_label(name) {
        return vec![(0, columns(name), key)];
    }
    let mut start = 0;
    let mut keys = Vec::new();
    for word in name.split(['/', ' ']) {
        let width = columns(word);
        keys.extend(Key::of_label(word).map(|key| (start, width, key)));
        start += width + 1;
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str) -> Key {
        Key::parse(name).expect("a key")
    }

    #[test]
    fn each_key_of_a_name_has_its_place() {
        assert_eq!(named_keys("Enter"), [(0, 5, key("enter"))]);
        assert_eq!(named_keys("/"), [(0, 1, key("/"))]);
        let both = [(0, 1, key("+")), (2, 1, key("-"))];
        assert_eq!(named_keys("+/-"), both);
        let or = [(0, 2, key("f6")), (6, 6, key("ctrl-t"))];
        assert_eq!(named_keys("F6 or Ctrl-T"), or);
        assert_eq!(named_keys("1-9 [ ]"), [(4, 1, key("[")), (6, 1, key("]"))]);
        assert_eq!(named_keys("type to narrow"), []);
    }
}
