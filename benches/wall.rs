//! Latency of the wall: from a key on the laptop to the changed card drawn in a second terminal,
//! with 100,000 recorded leads.
//!
//! `cargo bench --bench wall` prints a line. Keys go through the real state, host and journal, the
//! card through its real file, and a thread looks for it and draws it as `accord room` does.

#[path = "../tests/common/mod.rs"]
mod common;

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use accord::app::projector::card::RoomCard;
use accord::app::projector::room_card::room_card;
use accord::app::{Key, Message};
use accord::host::RoomCardReader;
use accord::screens;
use accord::widgets::{Theme, ThemeName};
use common::Bench;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

/// Recorded leads in the list, unless `ACCORD_BENCH_LEADS` sets another number.
const LEADS: usize = 100_000;
/// Changes measured, unless `ACCORD_BENCH_CHANGES` sets another number.
const CHANGES: usize = 100;
/// What changes the card: moving, points up and down, another step. It ends where it began.
const WALK: &str = "6jjj+j-kkkk7jjkk8jjkk5jk4jk3jk6";
/// Longest wait for a card; a key that changes nothing on it isn't measured.
const PATIENCE: Duration = Duration::from_secs(20);

/// A card that was drawn, and when.
type Drawn = (RoomCard, Instant);

fn main() {
    let number = |name: &str, usual| {
        std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
    };
    let leads = number("ACCORD_BENCH_LEADS", LEADS);
    let changes = number("ACCORD_BENCH_CHANGES", CHANGES);
    let mut bench = Bench::at(common::many_leads::many_leads(leads));
    let (stop, drawn) = follow(RoomCardReader::at(bench.path()));
    let mut last = shown(&mut bench, &drawn);
    let mut times = Vec::new();
    let mut walk = Key::parse_all(WALK).into_iter().cycle();
    while times.len() < changes {
        let key = walk.next().expect("it goes round");
        let begin = Instant::now();
        bench.host.handle(&mut bench.state, Message::Key(key));
        if room_card(&bench.state) == last {
            continue;
        }
        bench.host.poll(&mut bench.state);
        last = room_card(&bench.state);
        times.push(arrival(&mut bench, &drawn, &last) - begin);
        last = shown(&mut bench, &drawn);
    }
    drop(stop);
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() * percent / 100).min(times.len() - 1)];
    println!(
        "{leads} leads, key to wall: {} times, p50 {:.2} ms, p99 {:.2} ms, most {:.2} ms",
        times.len(),
        at(50).as_secs_f64() * 1e3,
        at(99).as_secs_f64() * 1e3,
        at(100).as_secs_f64() * 1e3
    );
}

/// Follows the card and draws it, until what is returned first is dropped.
fn follow(mut reader: RoomCardReader) -> (Sender<()>, Receiver<Drawn>) {
    let (stop, stopped) = channel::<()>();
    let (tell, drawn) = channel();
    std::thread::spawn(move || {
        let mut terminal = Terminal::new(TestBackend::new(200, 50)).expect("a screen");
        let theme = Theme::new(ThemeName::Projector, false);
        let goes_on = std::sync::mpsc::RecvTimeoutError::Timeout;
        while stopped.recv_timeout(RoomCardReader::LOOK_EVERY) == Err(goes_on) {
            if !reader.look() {
                continue;
            }
            let Some(card) = reader.card() else { continue };
            terminal
                .draw(|frame| {
                    let area = frame.area();
                    let now = jiff::Timestamp::now();
                    screens::draw_card(card, now, frame.buffer_mut(), area, &theme);
                })
                .expect("drawing");
            if tell.send((card.clone(), Instant::now())).is_err() {
                break;
            }
        }
    });
    (stop, drawn)
}

/// Does what the main loop does until this card was drawn, and returns when it was.
fn arrival(bench: &mut Bench, drawn: &Receiver<Drawn>, card: &RoomCard) -> Instant {
    let end = Instant::now() + PATIENCE;
    while Instant::now() < end {
        bench.host.poll(&mut bench.state);
        let due = bench.host.room_card_due();
        let wait = due.unwrap_or(Duration::from_millis(3));
        match drawn.recv_timeout(wait.max(Duration::from_millis(1))) {
            Ok((found, at)) if found == *card => return at,
            _ => {}
        }
    }
    panic!("the card doesn't arrive");
}

/// Waits until all figures are there and drawn, and returns the card that has them.
fn shown(bench: &mut Bench, drawn: &Receiver<Drawn>) -> RoomCard {
    bench.host.wait_idle(&mut bench.state, PATIENCE);
    bench.host.poll(&mut bench.state);
    let card = room_card(&bench.state);
    let mut reader = RoomCardReader::at(bench.path());
    let end = Instant::now() + PATIENCE;
    while reader.read_card() != Some(&card) {
        assert!(Instant::now() < end, "the card isn't written");
        bench.host.poll(&mut bench.state);
        std::thread::sleep(Duration::from_millis(3));
    }
    // The thread sees it within one look; what it drew until then is no answer to the next key.
    std::thread::sleep(3 * RoomCardReader::LOOK_EVERY);
    while drawn.try_recv().is_ok() {}
    card
}
