//! `accord film`: what the room saw after each edit, as an asciicast.

use std::io::Write as _;
use std::path::PathBuf;
use std::str::FromStr;

use jiff::tz::TimeZone;
use serde_json::json;

use super::io::{self, Sink};
use super::output_guard::OutputGuard;
use super::{Failure, io::write_failure};
use crate::app::projector::card::{CardBody, RoomCard};
use crate::app::projector::film::FilmedEdits;
use crate::host::{FilmedJournal, FoundJournal, read_film};
use crate::model::wording::count_noun;
use crate::screens::{FILM_THEME, PICTURE_SIZE, room_buffer};
use crate::store::SessionFolder;
use crate::widgets::{Theme, ansi, paper, text::put_right};
use ratatui::style::Style;

/// Make a film of a workshop: what the room saw after each edit
///
/// An asciicast (version 2) from the session's journal, which begins when the session was last
/// opened without one; the first frame says when. Names are left out, and what was sealed is hidden
/// as it was in the room. The session isn't changed.
#[derive(clap::Args)]
pub(super) struct Args {
    /// A session
    path: PathBuf,
    /// Where to write it; stdout if absent
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Time from one edit to the next
    #[arg(long, value_name = "SECONDS", default_value = "0.7")]
    pace: Pace,
    /// Columns and rows
    #[arg(long, value_name = "SIZE", default_value_t = FilmSize(PICTURE_SIZE.0, PICTURE_SIZE.1))]
    size: FilmSize,
}

/// The time between two frames, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pace(u64);

impl FromStr for Pace {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let seconds = text.parse::<f64>().ok();
        let fits = seconds.filter(|seconds| (0.01..=3600.0).contains(seconds));
        let milliseconds = fits.map(|seconds| (seconds * 1000.0).round() as u64);
        milliseconds
            .map(Self)
            .ok_or_else(|| "a number of seconds from 0.01 to 3600, such as 0.7".into())
    }
}

impl std::fmt::Display for Pace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let decimals = format!("{:03}", self.0 % 1000);
        match decimals.trim_end_matches('0') {
            "" => write!(f, "{}", self.0 / 1000),
            decimals => write!(f, "{}.{decimals}", self.0 / 1000),
        }
    }
}

/// Columns and rows of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct FilmSize(u16, u16);

impl FromStr for FilmSize {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (columns, rows) = text.split_once('x').unwrap_or((text, ""));
        let fits = |text: &str, least: u16, most: u16| {
            let number = text.parse::<u16>().ok();
            number.filter(|number| (least..=most).contains(number))
        };
        match (fits(columns, 60, 500), fits(rows, 17, 200)) {
            (Some(columns), Some(rows)) => Ok(Self(columns, rows)),
            _ => Err("columns x rows, from 60x17 to 500x200, such as 120x35".into()),
        }
    }
}

impl std::fmt::Display for FilmSize {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}x{}", self.0, self.1)
    }
}

pub(super) fn run(args: &Args) -> Result<i32, Failure> {
    let out = args.output.as_deref();
    let folder = SessionFolder::at(&args.path);
    let mut outputs = OutputGuard::default();
    outputs.add_output("-o", out);
    outputs.add_model_source(&args.path);
    if let Ok((session, _)) = folder.load() {
        outputs.add_data_files(&folder, &session.data);
    }
    outputs.check()?;
    let film = match read_film(&folder)? {
        FoundJournal::Filmed(film) => film,
        FoundJournal::Nothing => {
            return Err(no_film(&folder, "there is no journal with edits to film"));
        }
        FoundJournal::NoBeginning => {
            let what =
                "the journal's beginning can't be read, so there is nothing to apply its edits to";
            return Err(no_film(&folder, what));
        }
    };
    let mut sink = Sink::open(out)?;
    let written = write_film(&mut sink, &film, args).and_then(|()| sink.finish());
    if let Err(error) = written {
        write_failure(out, &error)?;
        return Ok(0);
    }
    let edits = i64::try_from(film.edits.edits.len()).unwrap_or(i64::MAX);
    io::say(&format!("filmed {}", count_noun(edits, "edit")));
    if let Some(why) = &film.unread_leads {
        io::say(&format!(
            "warning: {why}; an id of a recorded lead that somebody wrote into a text is in the film"
        ));
    }
    if film.is_cut {
        io::say("warning: later edits in the journal can't be read, so the film ends before them");
    }
    Ok(0)
}

/// Says why there is no film; of a path that is no session at all, that.
fn no_film(folder: &SessionFolder, why: &str) -> Failure {
    if let Err(error) = folder.load() {
        return error.into();
    }
    let path = io::display_path(folder.root());
    Failure::usage(format!("{path}: {why}"))
        .hint("the workbench keeps a journal in .accord while it works on a session")
}

/// Writes the header, what the film begins with, and a frame for each edit.
fn write_film(sink: &mut Sink, film: &FilmedJournal, args: &Args) -> std::io::Result<()> {
    let FilmSize(columns, rows) = args.size;
    let name = film.edits.redaction.text(&film.edits.base.name);
    let mut header = json!({"version": 2, "width": columns, "height": rows});
    if let Some(at) = film.edits.first_time {
        header["timestamp"] = at.as_second().into();
    }
    header["title"] = name.clone().into();
    writeln!(sink, "{header}")?;
    let opening = opening_card(film, name, args.pace);
    let count = film.edits.edits.len();
    let first = frame(&opening, &film.edits, args.size, "");
    write_event(sink, 0, &format!("{}{first}", ansi::BEGIN))?;
    for (number, card) in (1..).zip(film.edits.cards()) {
        let caption = format!("edit {number} of {count}");
        let shown = frame(&card, &film.edits, args.size, &caption);
        write_event(sink, args.pace.0 * number, &shown)?;
    }
    Ok(())
}

/// Writes a line of the asciicast: when, in seconds, that it is output, and the output.
fn write_event(sink: &mut Sink, milliseconds: u64, data: &str) -> std::io::Result<()> {
    let data = serde_json::to_string(data)?;
    let (seconds, rest) = (milliseconds / 1000, milliseconds % 1000);
    writeln!(sink, "[{seconds}.{rest:03}, \"o\", {data}]")
}

/// Draws a card, and a caption in the row below it.
fn frame(card: &RoomCard, film: &FilmedEdits, size: FilmSize, caption: &str) -> String {
    let FilmSize(columns, rows) = size;
    let now = film.first_time.unwrap_or_default();
    let mut buf = room_buffer(card, now, (columns, rows - 1), FILM_THEME);
    let mut area = buf.area;
    area.height = rows;
    buf.resize(area);
    put_right(&mut buf, 0, columns - 2, rows - 1, caption, Style::new());
    paper::lay(&mut buf, &Theme::new(FILM_THEME, false));
    ansi::frame(&buf)
}

/// The first frame: what is filmed, and where it begins.
fn opening_card(film: &FilmedJournal, name: String, pace: Pace) -> RoomCard {
    let edits = i64::try_from(film.edits.edits.len()).unwrap_or(i64::MAX);
    let what = format!(
        "{}. {}, one every {pace} seconds. Names are left out.",
        where_it_begins(film),
        count_noun(edits, "edit"),
    );
    RoomCard {
        kicker: "FILM OF A WORKSHOP".into(),
        title: name,
        body: CardBody::Text(String::new(), what),
        ..RoomCard::default()
    }
}

/// Says where a film begins: `From 3 March 2026, 14:05 UTC, after version 1.2.0`.
fn where_it_begins(film: &FilmedJournal) -> String {
    let after = match film.begins_after {
        Some(version) => format!("after version {version}"),
        None => "after the last save before it".to_owned(),
    };
    match film.edits.first_time {
        Some(at) => {
            let at = at.to_zoned(TimeZone::UTC);
            format!("From {}, {after}", at.strftime("%-d %B %Y, %H:%M UTC"))
        }
        None => format!("From the beginning of the journal, {after}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paces_and_sizes_are_read_and_written() {
        for (text, milliseconds) in [("0.7", 700), ("2", 2000), ("0.25", 250), ("0.0104", 10)] {
            assert_eq!(text.parse(), Ok(Pace(milliseconds)));
        }
        for text in ["", "0", "-1", "NaN", "3601", "fast", "inf"] {
            assert!(text.parse::<Pace>().is_err(), "{text}");
        }
        assert_eq!(Pace(700).to_string(), "0.7");
        assert_eq!(Pace(12_000).to_string(), "12");
        assert_eq!("80x24".parse(), Ok(FilmSize(80, 24)));
        for text in [
            "", "80", "x", "59x24", "80x16", "80x24x2", "501x30", "80x-1",
        ] {
            assert!(text.parse::<FilmSize>().is_err(), "{text}");
        }
        assert_eq!(FilmSize(120, 35).to_string(), "120x35");
    }
}
