//! Made-up lists of leads and events, written like exports.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::super::{Options, quote};
use super::conditions::{BLANKS, DATE_FIELD, DATES, EVENT_COLUMNS, EVENTS, NUMBERS, TEXTS};
use super::dice::Dice;

/// The date everything is close to; the day before is a leap day.
const BASE: Date = date(2024, 3, 1);
const DAYS_AGO: [i64; 16] = [0, 0, 0, 0, 0, 7, 1, 2, 6, 8, 29, 30, 31, 366, -1, -2];
const IDS: [&str; 12] = [
    "L1", "L2", "L3", "l4", "007", "ü 5", "東京-6", "a,7", "b;8", "c\"9", "d\t10", "e\n11",
];
const BAD_TIMES: [&str; 6] = [
    "yesterday",
    "2024-02-30",
    "2024-13-01",
    "2024-03-01T25:00:00",
    "01.03.2024",
    "2024-03",
];
const CLOCKS: [&str; 14] = [
    "",
    "",
    "T00:00:00",
    "T00:00:00Z",
    "T12:00",
    " 12:00:00",
    "T12:00:00.25",
    "T12:00:00.2500001Z",
    "T12:00:00.1+00:00",
    "T14:00:00+02:00",
    "T23:59:59.999999999",
    "T23:30:00-02:00",
    "T00:30:00+02:00",
    "T01:59:59+02:00",
];

/// The options, and what both lists must agree on.
pub struct Lists {
    pub options: Options,
    ids: Vec<String>,
    columns: Vec<&'static str>,
}

impl Lists {
    /// Chooses options and the columns of leads.
    pub fn new(mut dice: Dice, layout: &mut Dice) -> Self {
        let mut options = Options::default();
        let mut columns = vec!["lead_id"];
        match dice.below(4) {
            1 => columns = vec!["other", "id"],
            2 => columns = vec!["Key of it"],
            3 => {
                columns = vec!["lead_id", "key"];
                options.id = Some("key".into());
            }
            _ => {}
        }
        for column in ["industry", "city", "size", "spend", DATE_FIELD] {
            if !dice.one_in(8) {
                columns.push(column);
            }
        }
        let own = dice.below(3);
        if own != 1 {
            columns.push("land");
        }
        if own > 0 {
            columns.push("Country of it");
            if !dice.one_in(4) {
                options
                    .columns
                    .insert("land".into(), "Country of it".into());
            }
        }
        let day = |dice: &mut Dice| {
            let shift = dice.below(4);
            (shift > 0).then(|| ago(i64::try_from(shift).expect("small") - 2))
        };
        options.data_as_of = day(&mut dice);
        if dice.one_in(3) {
            options.as_of = day(&mut dice);
        }
        if dice.one_in(2) {
            options.as_of_field = Some("seen".into());
            if !dice.one_in(6) {
                columns.push("seen");
            }
        }
        if dice.one_in(2) {
            options.version = "1.2.3".into();
        }
        if dice.one_in(4) {
            options.keep = dice
                .some(&columns, 2)
                .iter()
                .map(ToString::to_string)
                .collect();
        }
        let turn = layout.below(columns.len());
        if columns[0] != "Key of it" {
            columns.rotate_left(turn); // a first column that names the lead stays first
        }
        Self {
            options,
            ids: Vec::new(),
            columns,
        }
    }

    /// Returns leads.csv.
    pub fn leads(&mut self, rows: Vec<Vec<u16>>, layout: &mut Dice) -> Vec<u8> {
        let header: Vec<String> = self.columns.iter().map(ToString::to_string).collect();
        let id_column = match &self.options.id {
            Some(column) => column.clone(),
            None if header.iter().any(|c| c == "lead_id") => "lead_id".into(),
            None if header.iter().any(|c| c == "id") => "id".into(),
            None => header[0].clone(),
        };
        let mut table = vec![header.clone()];
        for rolls in rows {
            let mut dice = Dice::new(rolls);
            let id = dice.pick(&IDS).to_owned();
            let cell = |column: &String| {
                if *column == id_column {
                    id.clone()
                } else {
                    self.cell(column, &mut dice)
                }
            };
            table.push(header.iter().map(cell).collect());
            self.ids.push(id);
        }
        File::new(layout).write(&table, layout)
    }

    fn cell(&self, column: &str, dice: &mut Dice) -> String {
        if column == "seen" {
            return self.seen(dice);
        }
        let blank = dice.one_in(5);
        let odd = dice.one_in(12);
        let numbers = ["size", "spend"].contains(&column) != odd;
        dice.pick(match (blank, numbers) {
            (true, _) => BLANKS,
            _ if (column == DATE_FIELD) != odd => DATES,
            (_, true) => NUMBERS,
            _ => TEXTS,
        })
        .to_owned()
    }

    /// A lead's own reference date; invalid ones only where it would be used.
    fn seen(&self, dice: &mut Dice) -> String {
        let bad = dice.one_in(10) && self.options.as_of.is_none();
        if bad {
            return dice.pick(&BAD_TIMES).to_owned();
        }
        if dice.one_in(4) {
            return String::new();
        }
        let day = ago(dice.between(-1, 3));
        format!("{day}{}", dice.pick(&CLOCKS))
    }

    /// Returns events.csv, or `None` for no such file.
    pub fn events(&mut self, rows: Vec<Vec<u16>>, layout: &mut Dice) -> Option<Vec<u8>> {
        let none = layout.one_in(8);
        let no_rows = layout.one_in(12);
        if none {
            return None;
        }
        let mut header = vec!["lead_id", "event", "at"];
        let bare = layout.one_in(4);
        header.extend(EVENT_COLUMNS.iter().filter(|_| !bare && !layout.one_in(6)));
        let columns = header[3..].to_vec();
        let mut table: Vec<Vec<String>> = vec![header.iter().map(ToString::to_string).collect()];
        if no_rows {
            return Some(File::default().write(&table, layout));
        }
        // A list of rejects alone neither has events nor lacks them, so one row is always valid.
        let mut valid = vec!["nobody".into(), "visit".into(), ago(3).to_string()];
        valid.resize(header.len(), String::new());
        table.push(valid);
        for rolls in rows {
            let mut dice = Dice::new(rolls);
            let mut ids: Vec<&str> = self.ids.iter().map(String::as_str).collect();
            ids.push("nobody");
            let day = ago(DAYS_AGO[dice.below(DAYS_AGO.len())]);
            let near_noon = &CLOCKS[4..10];
            let clocks = if dice.one_in(2) {
                near_noon
            } else {
                &CLOCKS[..]
            };
            let clock = dice.pick(clocks);
            let name = dice.pick(EVENTS);
            // Usually of a single lead, so that it has enough of them for a sequence.
            let lead = if dice.one_in(3) {
                dice.pick(&ids)
            } else {
                ids[0]
            };
            let at = if dice.one_in(20) {
                dice.pick(&BAD_TIMES).to_owned()
            } else {
                format!("{day}{clock}")
            };
            let mut row = vec![lead.into(), name.into(), at];
            for column in &columns {
                let from = match (dice.one_in(5), *column) {
                    (true, _) => BLANKS,
                    (_, "amount") => NUMBERS,
                    (_, "due") => DATES,
                    _ => TEXTS,
                };
                row.push(dice.pick(from).to_owned());
            }
            table.push(row);
        }
        Some(File::new(layout).write(&table, layout))
    }
}

fn ago(days: i64) -> Date {
    BASE.saturating_sub(days.days())
}

/// How a list is written.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a habit of some export by itself"
)]
#[derive(Clone, Copy, Default)]
struct File {
    delimiter: Option<u8>,
    mark: bool,
    windows: bool,
    quote_all: bool,
    line_end: Option<&'static str>,
    no_last_line_end: bool,
    spoiled: bool,
}

impl File {
    fn new(layout: &mut Dice) -> Self {
        let mark = layout.one_in(3);
        Self {
            delimiter: [None, Some(b';'), Some(b'\t')][layout.below(3)],
            mark,
            windows: !mark && layout.one_in(5),
            quote_all: layout.one_in(4),
            line_end: layout.one_in(3).then_some("\r\n"),
            no_last_line_end: layout.one_in(3),
            spoiled: layout.one_in(3),
        }
    }

    fn write(self, table: &[Vec<String>], layout: &mut Dice) -> Vec<u8> {
        let line_end = self.line_end.unwrap_or("\n").as_bytes();
        let mut bytes = Vec::new();
        if self.mark {
            bytes.extend(b"\xEF\xBB\xBF");
        }
        for (at, row) in table.iter().enumerate() {
            bytes.extend(self.encode(&self.line(row)));
            if at + 1 < table.len() || !self.no_last_line_end {
                bytes.extend(line_end);
            }
            let last = at + 1 == table.len();
            if self.spoiled && !last && layout.one_in(3) {
                bytes.extend(self.spoil(row, layout));
                bytes.extend(line_end);
            }
        }
        bytes
    }

    fn line(self, row: &[String]) -> String {
        let delimiter = self.delimiter.unwrap_or(b',');
        let cell = |text: &String| {
            if self.quote_all {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                quote(text, delimiter)
            }
        };
        let cells: Vec<String> = row.iter().map(cell).collect();
        cells.join(&char::from(delimiter).to_string())
    }

    fn encode(self, line: &str) -> Vec<u8> {
        if !self.windows {
            return line.as_bytes().to_vec();
        }
        let byte = |c: char| match c {
            '€' => 0x80,
            '\u{80}'..='\u{9f}' => b'?',
            c => u8::try_from(u32::from(c)).unwrap_or(b'?'),
        };
        line.chars().map(byte).collect()
    }

    /// Makes a row that cannot be read from one that can.
    fn spoil(self, row: &[String], layout: &mut Dice) -> Vec<u8> {
        // On one line, so that nothing of it remains: the rest of a row that ended within quotes
        // could read as a row of its own.
        let mut row: Vec<String> = row
            .iter()
            .map(|cell| cell.replace(['\n', '\r'], " "))
            .collect();
        let last = row.len() - 1;
        match layout.below(if self.mark { 5 } else { 4 }) {
            0 => row.push("one more".into()),
            1 => row[last].push('\0'),
            2 if last > 0 => {
                row.pop();
            }
            2 | 3 => {
                // A quote that is never closed: its line has a field too many, whatever the quote
                // swallows.
                row.push("one more".into());
                let delimiter = char::from(self.delimiter.unwrap_or(b','));
                let line = self.line(&row);
                return self.encode(&format!("{line}{delimiter}\"open"));
            }
            _ => {
                let mut bytes = self.encode(&self.line(&row));
                bytes.push(0xFF);
                return bytes;
            }
        }
        self.encode(&self.line(&row))
    }
}
