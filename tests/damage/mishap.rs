//! One mishap to a whole file.

use crate::good_list::{EVENT_COLUMNS, Files, LEAD_COLUMNS};
use crate::random::Random;

/// A damaged list, and what a line about it must name.
pub struct Mishap {
    pub what: String,
    pub files: Files,
    /// Any of these: the column, the file, or what is counted.
    pub names: Vec<String>,
}

type Make = fn(&Files, &mut Random) -> Mishap;

/// All kinds of mishap.
pub const MISHAPS: &[Make] = &[
    rename_column,
    shift_header,
    shift_cells,
    change_delimiter,
    change_encoding,
    empty_ids,
    move_times,
    decimal_comma,
    duplicate_rows,
    truncate,
    rename_event,
    write_values_otherwise,
];

/// A file as rows of cells, which have no quotes.
struct Table {
    of_leads: bool,
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(files: &Files, of_leads: bool) -> Self {
        let bytes = if of_leads {
            &files.leads
        } else {
            &files.events
        };
        let text = std::str::from_utf8(bytes).unwrap();
        let row = |line: &str| line.split(',').map(str::to_owned).collect();
        Self {
            of_leads,
            rows: text.lines().map(row).collect(),
        }
    }

    fn any(files: &Files, random: &mut Random) -> Self {
        Self::read(files, random.next(2) == 0)
    }

    fn file(&self) -> &'static str {
        if self.of_leads {
            "leads.csv"
        } else {
            "events.csv"
        }
    }

    fn columns(&self) -> &'static [&'static str] {
        if self.of_leads {
            &LEAD_COLUMNS
        } else {
            &EVENT_COLUMNS
        }
    }

    fn text(&self, delimiter: &str) -> String {
        let rows = self.rows.iter().map(|row| row.join(delimiter) + "\n");
        rows.collect()
    }

    /// The mishap of a file that is now these bytes.
    fn mishap(&self, files: &Files, what: &str, bytes: Vec<u8>, names: &[&str]) -> Mishap {
        let mut files = files.clone();
        let file = if self.of_leads {
            &mut files.leads
        } else {
            &mut files.events
        };
        *file = bytes;
        let names = names.iter().copied().chain([self.file()]);
        Mishap {
            what: format!("{}: {what}", self.file()),
            files,
            names: names.map(str::to_owned).collect(),
        }
    }

    fn written(&self, files: &Files, what: &str, names: &[&str]) -> Mishap {
        self.mishap(files, what, self.text(",").into_bytes(), names)
    }
}

fn rename_column(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::any(files, random);
    let column = random.next(table.columns().len());
    let was = table.columns()[column];
    table.rows[0][column] = ["Spalte", "x", "Branche (neu)", ""][random.next(4)].into();
    table.written(files, &format!("column {was} is renamed"), &[was])
}

/// The header is one column further to the left or right than what is below it.
fn shift_header(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::any(files, random);
    match random.next(3) {
        0 => table.rows[0].rotate_left(1),
        1 => table.rows[0].rotate_right(1),
        _ => {
            table.rows[0].remove(0);
            table.rows[0].push(String::new());
        }
    }
    let names = table.columns();
    table.written(files, "the header is shifted", names)
}

/// Every row has a cell too much, or too few, from some column on.
fn shift_cells(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::any(files, random);
    let column = random.next(table.columns().len());
    let added = random.next(2) == 0;
    for row in &mut table.rows[1..] {
        if added {
            row.insert(column, String::new());
        } else {
            row.remove(column);
        }
    }
    let names = table.columns();
    table.written(files, &format!("cells are shifted from {column}"), names)
}

fn change_delimiter(files: &Files, random: &mut Random) -> Mishap {
    let table = Table::any(files, random);
    let delimiter = [";", "\t", "|", ":", " "][random.next(5)];
    let text = table.text(delimiter);
    table.mishap(
        files,
        &format!("separated by {delimiter:?}"),
        text.into_bytes(),
        &[],
    )
}

fn change_encoding(files: &Files, random: &mut Random) -> Mishap {
    let table = Table::read(files, true);
    let text = table.text(",");
    let (name, bytes) = match random.next(5) {
        0 => ("utf-16le", utf16(&text, u16::to_le_bytes)),
        1 => ("utf-16be", utf16(&text, u16::to_be_bytes)),
        2 => (
            "windows-1252",
            encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
        ),
        3 => (
            "macintosh",
            encoding_rs::MACINTOSH.encode(&text).0.into_owned(),
        ),
        _ => {
            // Read as Windows-1252 and written as UTF-8.
            let (wrong, _, _) = encoding_rs::WINDOWS_1252.decode(text.as_bytes());
            ("utf-8 twice", wrong.into_owned().into_bytes())
        }
    };
    let names = ["industry", "job title", "encoding", "leads.csv"];
    table.mishap(files, &format!("written in {name}"), bytes, &names)
}

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
    units.flat_map(bytes).collect()
}

fn empty_ids(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::any(files, random);
    let every = 1 + random.next(5);
    for row in table.rows[1..].iter_mut().step_by(every) {
        row[0].clear();
    }
    table.written(
        files,
        &format!("every {every}. id is empty"),
        &["lead_id", "id"],
    )
}

fn move_times(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::read(files, false);
    let years = [2, -2][random.next(2)];
    for row in &mut table.rows[1..] {
        let year: i32 = row[2][..4].parse().unwrap();
        // The one day that not every year has.
        let rest = row[2][4..].replace("-02-29", "-02-28");
        row[2] = format!("{:04}{rest}", year + years);
    }
    table.written(
        files,
        &format!("times are moved by {years} years"),
        &["event"],
    )
}

fn decimal_comma(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::read(files, true);
    let delimiter = [";", ","][random.next(2)];
    for row in &mut table.rows[1..] {
        let number = row[3].replace('.', ",");
        row[3] = if delimiter == "," {
            format!("\"{number}\"")
        } else {
            number
        };
    }
    let text = table.text(delimiter);
    table.mishap(files, "decimal commas", text.into_bytes(), &["revenue"])
}

fn duplicate_rows(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::any(files, random);
    let again: Vec<Vec<String>> = table.rows[1..].to_vec();
    let share = 1 + random.next(3);
    table.rows.extend(again.into_iter().step_by(share));
    table.written(files, "rows are there twice", &["twice", "more than once"])
}

/// The file ends inside a record.
fn truncate(files: &Files, random: &mut Random) -> Mishap {
    let table = Table::any(files, random);
    let mut bytes = table.text(",").into_bytes();
    let end = bytes.len() / 2 + random.next(bytes.len() / 2);
    // Between two records nothing shows that more came.
    let end = end - usize::from(bytes[end - 1] == b'\n');
    bytes.truncate(end);
    let names: &[&str] = if table.of_leads {
        &["the leads"]
    } else {
        &["the events"]
    };
    table.mishap(files, "it is cut off", bytes, names)
}

fn rename_event(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::read(files, false);
    let event = ["demo", "visit"][random.next(2)];
    let now = ["Demo Request", "page_view", "evt-12"][random.next(3)];
    for row in &mut table.rows[1..] {
        if row[1] == event {
            row[1] = now.into();
        }
    }
    table.written(files, &format!("{event} is called {now}"), &[event])
}

/// A column's numbers or days are written in another way.
fn write_values_otherwise(files: &Files, random: &mut Random) -> Mishap {
    let mut table = Table::read(files, true);
    let column = [2, 4][random.next(2)];
    let name = table.columns()[column];
    for row in &mut table.rows[1..] {
        let value = &row[column];
        row[column] = if column == 2 {
            format!("{value} people")
        } else {
            let parts: Vec<&str> = value.split('-').collect();
            format!("{}.{}.{}", parts[2], parts[1], parts[0])
        };
    }
    table.written(files, &format!("{name} is written otherwise"), &[name])
}
