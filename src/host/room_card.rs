//! Writes the room card to a file, and follows it from a second terminal.

use std::time::{Duration, Instant};

use crate::app::State;
use crate::app::projector::card::RoomCard;
use crate::app::projector::room_card::room_card;
use crate::store::{self, RoomCardStamp, SessionFolder};

/// The least time between two cards: longer than a tick of the clock that stamps files, so that no
/// two of them carry the same time.
const LEAST_PAUSE: Duration = Duration::from_millis(16);
/// After making a card, so many times as long as that took is left to everything else.
const PAUSE_FOR_WORK: u32 = 4;
/// The longest time between two cards.
const MOST_PAUSE: Duration = Duration::from_millis(100);
const TOUCH_EVERY: Duration = Duration::from_secs(2);
/// A card not touched for this long belongs to a workbench that is gone.
const GONE_AFTER: Duration = Duration::from_secs(7);

/// Keeps the file up to date with the card.
#[derive(Default)]
pub(super) struct RoomCardWriter {
    card: Option<RoomCard>,
    /// From when on the next card may be made.
    next_at: Option<Instant>,
    /// Whether there was no time for the last change yet.
    is_behind: bool,
    touched_at: Option<Instant>,
}

impl RoomCardWriter {
    /// Writes the card if it changed, and touches the file regularly. Soon after another card it
    /// leaves that for later: see [`Self::due`].
    pub(super) fn update(&mut self, state: &State, folder: &SessionFolder) {
        let begin = Instant::now();
        self.is_behind = self.next_at.is_some_and(|at| begin < at);
        if self.is_behind {
            return;
        }
        let card = room_card(state);
        let pause = (begin.elapsed() * PAUSE_FOR_WORK).clamp(LEAST_PAUSE, MOST_PAUSE);
        self.next_at = Some(Instant::now() + pause);
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

    /// Returns how long the last change has to wait until it can be written; `None` if nothing
    /// waits.
    pub(super) fn due(&self) -> Option<Duration> {
        let at = self.next_at.filter(|_| self.is_behind)?;
        Some(at.saturating_duration_since(Instant::now()))
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
    stamp: Option<RoomCardStamp>,
    changed_at: Instant,
    card: Option<RoomCard>,
    /// Whether the card was there when last looked at.
    was_there: bool,
}

impl RoomCardReader {
    /// How often to look for another card: looking at the file's time stamp costs next to nothing.
    pub const LOOK_EVERY: Duration = Duration::from_millis(25);

    /// Follows the session at a path.
    pub fn at(path: &std::path::Path) -> Self {
        Self {
            folder: SessionFolder::at(path),
            stamp: None,
            changed_at: Instant::now(),
            card: None,
            was_there: false,
        }
    }

    /// Looks whether there is another card, or none any more. Returns whether what [`Self::card`]
    /// returns is different from before.
    pub fn look(&mut self) -> bool {
        let stamp = store::room_card_stamp(&self.folder);
        let is_other = stamp != self.stamp && self.read(stamp);
        let is_there = self.card().is_some();
        let was_there = std::mem::replace(&mut self.was_there, is_there);
        is_other || is_there != was_there
    }

    /// Reads the file with this stamp. Returns whether the card is another one.
    fn read(&mut self, stamp: Option<RoomCardStamp>) -> bool {
        // The age of a card left by a killed workbench is measured from its last touch.
        let age = stamp.and_then(|stamp| stamp.modified.elapsed().ok());
        let lives =
            stamp.is_some() && (self.stamp.is_some() || age.unwrap_or_default() < GONE_AFTER);
        let text = store::read_room_card(&self.folder).filter(|_| lives);
        let card = text.and_then(|text| serde_json::from_str(&text).ok());
        if lives && card.is_none() {
            // It was replaced just now, or can't be read at the moment: the next look tries again.
            return false;
        }
        self.stamp = stamp;
        self.changed_at = Instant::now();
        let is_other = card != self.card;
        self.card = card;
        is_other
    }

    /// Returns the card as last looked at; `None` while no workbench shows one.
    pub fn card(&self) -> Option<&RoomCard> {
        self.card
            .as_ref()
            .filter(|_| self.changed_at.elapsed() < GONE_AFTER)
    }

    /// Looks, and returns the present card; `None` while no workbench shows one.
    pub fn read_card(&mut self) -> Option<&RoomCard> {
        self.look();
        self.card()
    }
}
