//! What reaches the screen: no colour if none is wanted, and no control codes from files.

use super::desk::{Desk, Terminal};

/// The colours among the codes that set the style of characters.
fn colours(raw: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(raw).into_owned();
    let mut found = Vec::new();
    for rest in text.split("\x1b[").skip(1) {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != ';' && c != ':');
        let Some((numbers, 'm')) =
            end.and_then(|at| Some((&rest[..at], rest[at..].chars().next()?)))
        else {
            continue;
        };
        let coloured = numbers.split([';', ':']).any(|number| {
            matches!(
                number.parse(),
                Ok(30..=38 | 40..=48 | 58 | 90..=97 | 100..=107)
            )
        });
        if coloured {
            found.push(numbers.to_owned());
        }
    }
    found
}

fn all_steps(terminal: &mut Terminal) {
    terminal.wait_for("1Room");
    for step in 1..=9 {
        terminal.keys(&step.to_string());
        terminal.wait_for(&format!("[{step}"));
    }
    terminal.keys("?");
    terminal.wait_for("Esc");
}

#[test]
fn no_color_means_none() {
    let desk = Desk::with("b2b-saas");
    let mut plain = desk.start(&[("NO_COLOR", "1")]);
    all_steps(&mut plain);
    assert_eq!(colours(&plain.raw()), Vec::<String>::new());
    plain.kill();

    let desk = Desk::with("b2b-saas");
    // The same without NO_COLOR, to check that this test would notice a colour.
    let mut coloured = desk.start(&[]);
    all_steps(&mut coloured);
    assert!(!colours(&coloured.raw()).is_empty());
}

#[test]
fn a_locale_without_utf8_is_drawn_with_ascii() {
    for (set, ascii) in [
        (&[("LANG", "C")][..], true),
        (&[("LC_ALL", "POSIX"), ("LANG", "en_GB.UTF-8")], true),
        (&[("LANG", "en_GB.UTF-8")], false),
    ] {
        let desk = Desk::with("worked-example");
        let mut terminal = desk.start(set);
        all_steps(&mut terminal);
        assert_eq!(terminal.raw().is_ascii(), ascii, "{set:?}");
        terminal.kill();
    }
}

#[test]
fn codes_in_files_are_shown_and_never_sent() {
    // A window title, clearing the screen, red, a bell, an 8-bit code, and leaving the alternate
    // screen.
    const COMPANY: &str = "Ev\x1b]0;owned\x07il \x1b[2J\x1b[31mLtd\u{9b}5m\x1b[?1049l";
    let desk = Desk::with("b2b-saas");
    let read = |name: &str| std::fs::read_to_string(desk.path().join(name)).expect("a file");
    let write = |name: &str, text: &str| {
        // The lead with the highest score, which is listed first.
        let text = text.replace("lead_003734", "lead_\x1b[2J37");
        std::fs::write(desk.path().join(name), text).expect("a file");
    };
    let mut leads = String::new();
    for (index, line) in read("leads.csv").lines().enumerate() {
        let fields: Vec<&str> = line.splitn(3, ',').collect();
        let company = if index == 0 { fields[1] } else { COMPANY };
        leads.push_str(&format!("{},{company},{}\n", fields[0], fields[2]));
    }
    write("leads.csv", &leads);
    write("events.csv", &read("events.csv"));
    // The session itself may be somebody else's, too.
    desk.mend(
        "name: \"Tallybrook: ",
        "name: \"Tally\\e[2J\\e]0;owned\\abrook: ",
    );

    let mut terminal = desk.open();
    terminal.wait_for("Tally·[2J·]0;owned·brook");
    terminal.resize(220, 80);
    terminal.keys("8");
    terminal.wait_for("+ lead_·[2J37");
    terminal.keys("<down><down>m");
    let screen = terminal.wait_for("Ev·]0;owned·il ·[2J·[31mLtd·5m·[?1049l");
    assert!(screen.contains("company_name"), "{screen}");
    terminal.wait_taken();
    let raw = String::from_utf8_lossy(&terminal.raw()).into_owned();
    for code in ["\x1b]", "\x07", "\u{9b}", "\x1b[31mLtd", "\x1b[?1049l"] {
        assert!(!raw.contains(code), "{code:?}");
    }
    terminal.quit();
}

/// The background of the cell in the lower right corner, where nothing is drawn.
fn paper(screen: &vt100::Screen) -> vt100::Color {
    let (rows, columns) = screen.size();
    let cell = screen.cell(rows - 3, columns - 1).expect("a cell");
    cell.bgcolor()
}

const DARK_PAPER: vt100::Color = vt100::Color::Rgb(0x10, 0x14, 0x1c);
const WHITE_PAPER: vt100::Color = vt100::Color::Rgb(0xff, 0xff, 0xff);

#[test]
fn a_chosen_theme_shows_at_once_and_at_the_next_start() {
    let desk = Desk::with("worked-example");
    let exact = [("COLORTERM", "truecolor")];
    let mut terminal = desk.start(&exact);
    terminal.wait_for("1Room");
    assert_eq!(terminal.look(paper), vt100::Color::Default);
    terminal.keys(":theme projector<enter>");
    terminal.wait_until("dark paper", |screen| paper(screen) == DARK_PAPER);
    terminal.quit();

    let mut next = desk.start(&exact);
    next.wait_for("1Room");
    next.wait_until("dark paper again", |screen| paper(screen) == DARK_PAPER);
    next.keys(":theme auto<enter>");
    next.wait_until("no paper", |screen| paper(screen) == vt100::Color::Default);
    next.quit();
}

#[test]
fn the_flag_wins_over_the_kept_theme_and_the_room_follows_it() {
    let desk = Desk::with("worked-example");
    let exact = [("COLORTERM", "truecolor")];
    let mut terminal = desk.start(&exact);
    terminal.wait_for("1Room");
    // Of 256 colours, as `start_with` announces no more: the nearest to the paper.
    let room = desk.start_with(&["room"]);
    room.wait_until("the card", |screen| screen.contents().contains("1 Room"));
    assert_eq!(room.look(paper), vt100::Color::Default);
    let flagged = desk.start_with(&["room", "--theme", "projector-light"]);
    let nearest = |screen: &vt100::Screen| paper(screen) == vt100::Color::Idx(231);
    flagged.wait_until("white paper", nearest);
    terminal.keys(":theme projector<enter>");
    room.wait_until("dark paper", |screen| {
        paper(screen) == vt100::Color::Idx(233)
    });
    terminal.keys(":theme projector-light<enter>");
    terminal.wait_until("white paper", |screen| paper(screen) == WHITE_PAPER);
    room.wait_until("white paper", nearest);
    terminal.keys(":theme dark<enter>");
    room.wait_until("no paper", |screen| paper(screen) == vt100::Color::Default);
    assert!(flagged.look(nearest), "it was asked for by name");
    flagged.quit();
    room.quit();
    terminal.quit();
}
