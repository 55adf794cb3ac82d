//! Writes the room card to a file, and follows it from a second terminal.

use std::time::{Duration, Instant, SystemTime};

use crate::app::State;
use crate::app::projector::card::RoomCard;
use crate::app::projector::room_card::room_card;
use crate::store::{self, SessionFolder};

/// Interval between updates of the card.
const MAKE_EVERY: Duration = Duration::from_millis(100);
const TOUCH_EVERY: Duration = Duration::from_secs(2);
/// A card not touched for this long belongs to a workbench that is gone.
const GONE_AFTER: Duration = Duration::from_secs(7);

/// Keeps the file up to date with the card.
#[derive(Default)]
pub(super) struct RoomCardWriter {
    card: Option<RoomCard>,
    made_at: Option<Instant>,
    touched_at: Option<Instant>,
}

impl RoomCardWriter {
    /// Writes the card if it changed, and touches the file regularly.
    pub(super) fn update(&mut self, state: &State, folder: &SessionFolder) {
        if self.made_at.is_some_and(|made| made.elapsed() < MAKE_EVERY) {
            return;
        }
        self.made_at = Some(Instant::now());
        let card = room_card(state);
        let must_touch = self.touched_at.is_none_or(|at| at.elapsed() >= TOUCH_EVERY);
        if self.card.as_ref() == Some(&card)
            && (!must_touch || store::touch_room_card(folder).is_ok())
        {
            if must_touch {
                self.touched_at = Some(Instant::now());
            }
            return;
        }
        let text = serde_json::to_string(&card).expect("a card is plain data");
        match store::write_room_card(folder, &text) {
            Ok(()) => self.card = Some(card),
            Err(why) => tracing::warn!(%why, "the room's card couldn't be written"),
        }
        self.touched_at = Some(Instant::now());
    }

    /// Removes the card when the workbench is left.
    pub(super) fn remove(&mut self, folder: &SessionFolder) {
        if self.card.take().is_some() {
            store::remove_room_card(folder);
        }
    }
}

/// Follows the card of a session open elsewhere. It only reads and takes no lock.
pub struct RoomCardReader {
    folder: SessionFolder,
    stamp: Option<SystemTime>,
    changed_at: Instant,
    card: Option<RoomCard>,
}

impl RoomCardReader {
    /// Follows the session at a path.
    pub fn at(path: &std::path::Path) -> Self {
        Self {
            folder: SessionFolder::at(path),
            stamp: None,
            changed_at: Instant::now(),
            card: None,
        }
    }

    /// Returns the present card; `None` while no workbench shows one.
    pub fn read_card(&mut self) -> Option<&RoomCard> {
        let stamp = store::room_card_modified(&self.folder);
        if stamp != self.stamp {
            // The age of a card left by a killed workbench is measured from its last touch.
            let age = stamp.and_then(|at| at.elapsed().ok()).unwrap_or_default();
            let was_there = self.stamp.is_some();
            self.stamp = stamp;
            self.changed_at = Instant::now();
            let lives = stamp.is_some() && (was_there || age < GONE_AFTER);
            let text = store::read_room_card(&self.folder).filter(|_| lives);
            self.card = text.and_then(|text| serde_json::from_str(&text).ok());
        }
        self.card
            .as_ref()
            .filter(|_| self.changed_at.elapsed() < GONE_AFTER)
    }
}
