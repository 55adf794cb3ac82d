//! The file through which a second terminal follows the room's card: the last change is never late,
//! and what can't be read leaves the card before it.

use std::time::{Duration, Instant};

use accord::app::projector::room_card::room_card;
use accord::host::RoomCardReader;
use accord::store::{self, SessionFolder};

use crate::common::{Bench, on};

/// The longest time between two cards.
const MOST_PAUSE: Duration = Duration::from_millis(100);

/// Polls as the main loop does until nothing waits to be written; returns how often something did.
fn written(bench: &mut Bench) -> usize {
    let end = Instant::now() + Duration::from_secs(20);
    let mut waits = 0;
    loop {
        bench.host.poll(&mut bench.state);
        let Some(due) = bench.host.room_card_due() else {
            return waits;
        };
        assert!(due <= MOST_PAUSE, "{due:?}");
        assert!(Instant::now() < end, "it is always behind");
        waits += 1;
        std::thread::sleep(due);
    }
}

#[test]
fn the_last_of_two_quick_changes_is_written_as_soon_as_it_may() {
    let mut bench = on("worked-example");
    let mut reader = RoomCardReader::at(bench.path());
    written(&mut bench);
    reader.look();
    assert_eq!(reader.card(), Some(&room_card(&bench.state)));
    assert!(!reader.look(), "nothing is different");
    let before = reader.card().cloned();
    // The second follows at once, so it has to wait.
    bench.keys("3");
    bench.host.poll(&mut bench.state);
    bench.keys("4");
    assert!(written(&mut bench) > 0, "the change waits");
    assert!(reader.look());
    assert_eq!(reader.card(), Some(&room_card(&bench.state)));
    assert_ne!(reader.card().cloned(), before);
    bench.host.close(&mut bench.state);
    assert!(reader.look());
    assert_eq!(reader.card(), None);
}

#[test]
fn a_card_that_cant_be_read_leaves_the_one_before_it() {
    let mut bench = on("worked-example");
    let folder = SessionFolder::at(bench.path());
    let mut reader = RoomCardReader::at(bench.path());
    written(&mut bench);
    reader.look();
    let before = reader.card().cloned().expect("a card");
    store::write_room_card(&folder, "{").expect("a file");
    assert!(!reader.look());
    assert_eq!(reader.card(), Some(&before));
    bench.keys("5");
    let text = serde_json::to_string(&room_card(&bench.state)).expect("a card");
    store::write_room_card(&folder, &text).expect("a file");
    assert!(reader.look());
    assert_eq!(reader.card(), Some(&room_card(&bench.state)));
}
