//! The quick list: one item per line, typed or pasted from a spreadsheet or a document.
//!
//! A line has the columns of its kind (`quick_columns.rs`), with tabs between them. A first line
//! that names columns sets their order, and may be separated by commas or semicolons instead.

use std::collections::HashMap;

use crate::app::dialogs::condition_text::parse_condition;
use crate::app::dialogs::list_cells::{
    cells_of, listed, one_line, whole_number, without_bullet, word_of,
};
use crate::app::dialogs::person_line::{BETWEEN, parse_person, parse_side};
use crate::app::dialogs::quick_columns::{CellShape, Column, columns, named_column};
use crate::document::walked;
use crate::model::record::Kind;
use crate::model::{BadPoints, CriterionPoints, Session, wording};

/// A record described by one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickItem {
    /// Name of the record.
    pub name: String,
    /// Further fields, as key and text.
    pub fields: Vec<(String, String)>,
    /// Answers of a criterion, each with its points.
    pub answers: Vec<QuickItem>,
}

impl QuickItem {
    fn named(name: &str) -> Self {
        Self {
            name: one_line(name),
            fields: Vec::new(),
            answers: Vec::new(),
        }
    }

    /// Says what the line becomes: `Demo: Points 5, Phase research`.
    pub fn summary(&self, kind: Kind) -> String {
        let label = |key: &str| {
            let column = columns(kind).iter().find(|column| column.key == key);
            column.map(|column| column.name)
        };
        let field = |(key, text): &(String, String)| {
            let label = label(key)?;
            let text = match serde_json::from_str(text) {
                Ok(condition) if key == "when" => wording::condition(&condition),
                _ => text.lines().collect::<Vec<_>>().join("; "),
            };
            Some(format!("{label} {text}"))
        };
        let mut parts: Vec<String> = self.fields.iter().filter_map(field).collect();
        let answer = |answer: &Self| {
            let points = answer.fields.first().map_or("0", |field| field.1.as_str());
            format!("{} = {points}", answer.name)
        };
        if !self.answers.is_empty() {
            let all: Vec<String> = self.answers.iter().map(answer).collect();
            parts.push(format!("Answers {}", all.join("; ")));
        }
        if parts.is_empty() {
            self.name.clone()
        } else {
            format!("{}: {}", self.name, parts.join(", "))
        }
    }
}

/// What a line is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListLine {
    /// The names of the columns; these of them aren't known.
    Header(Vec<String>),
    /// A record.
    Item(QuickItem),
}

impl ListLine {
    /// Returns the record, if it is one.
    pub fn item(&self) -> Option<&QuickItem> {
        match self {
            Self::Item(item) => Some(item),
            Self::Header(_) => None,
        }
    }
}

/// The order of columns that a header sets.
#[derive(Clone, Debug)]
struct Header {
    separator: char,
    columns: Vec<Option<&'static Column>>,
}

/// Reads the lines of a list, first to last.
#[derive(Clone, Debug)]
pub struct ListReader {
    kind: Kind,
    /// Ids of records that cells may name, by kind and lower-case name.
    names: HashMap<(Kind, String), String>,
    header: Option<Header>,
    began: bool,
}

impl ListReader {
    /// Creates a reader for a list of a kind; the session has the records that cells may name.
    pub fn new(session: &Session, kind: Kind) -> Self {
        let mut names = HashMap::new();
        for column in columns(kind) {
            let (CellShape::Named(of) | CellShape::AllNamed(of)) = column.shape else {
                continue;
            };
            for place in session.places(of) {
                let id = place.id.to_string();
                names.insert((of, session.title_of(&place).to_lowercase()), id.clone());
                names.entry((of, id.clone())).or_insert(id);
            }
        }
        Self {
            kind,
            names,
            header: None,
            began: false,
        }
    }

    /// Reads the next line, whose number is part of the error; `None` for a blank line.
    pub fn read(&mut self, number: usize, line: &str) -> Option<Result<ListLine, String>> {
        walked(line.len());
        if line.trim().is_empty() {
            return None;
        }
        let is_first = !std::mem::replace(&mut self.began, true);
        let read = match is_first.then(|| header_of(self.kind, line)).flatten() {
            Some(header) => self.take_header(header, line),
            None => self.read_item(without_bullet(line)).map(ListLine::Item),
        };
        Some(read.map_err(|why| format!("line {number}: {why}")))
    }

    fn take_header(&mut self, header: Header, line: &str) -> Result<ListLine, String> {
        let first = &columns(self.kind)[0];
        let has_name = header.columns.iter().flatten().any(|c| c.key == first.key);
        if !has_name {
            let named = first.name;
            return Err(format!(
                "no column is named {named}, which every line needs"
            ));
        }
        let cells = cells_of(line, header.separator);
        let unknown = cells.iter().zip(&header.columns);
        let unknown = unknown.filter(|(cell, column)| column.is_none() && !cell.is_empty());
        let unknown = unknown.map(|(cell, _)| cell.clone()).collect();
        self.header = Some(header);
        Ok(ListLine::Header(unknown))
    }

    fn read_item(&self, line: &str) -> Result<QuickItem, String> {
        if let Some(header) = &self.header {
            let cells = cells_of(line, header.separator);
            return self.item_of_cells(&cells, &header.columns);
        }
        let all: Vec<Option<&Column>> = columns(self.kind).iter().map(Some).collect();
        if line.contains('\t') {
            return self.item_of_cells(&cells_of(line, '\t'), &all);
        }
        let cells = match self.kind {
            Kind::Participant => return parse_participant(line),
            Kind::Criterion | Kind::Answer | Kind::Band | Kind::Agenda => line
                .rsplit_once('=')
                .filter(|(label, _)| !label.trim().is_empty())
                .map(|(label, number)| vec![label.to_owned(), number.to_owned()]),
            _ => None,
        };
        match cells {
            Some(cells) => self.item_of_cells(&cells, &all),
            None => Ok(QuickItem::named(line)),
        }
    }

    fn item_of_cells(
        &self,
        cells: &[String],
        order: &[Option<&'static Column>],
    ) -> Result<QuickItem, String> {
        let filled = cells.iter().rposition(|cell| !cell.trim().is_empty());
        let filled = filled.map_or(0, |last| last + 1);
        if filled > order.len() {
            let names: Vec<&str> = order.iter().flatten().map(|c| c.name).collect();
            return Err(format!(
                "it has {filled} columns, and only these are known: {}",
                names.join(", ")
            ));
        }
        let mut item = QuickItem::named("");
        let name_key = columns(self.kind)[0].key;
        for (cell, column) in cells.iter().zip(order) {
            let (Some(column), false) = (column, cell.trim().is_empty()) else {
                continue;
            };
            if column.key == name_key {
                item.name = one_line(without_bullet(cell));
            } else if column.shape == CellShape::Answers {
                item.answers = parse_answers(cell)?;
            } else {
                let text = self.cell_text(cell.trim(), column)?;
                item.fields.push((column.key.into(), text));
            }
        }
        self.checked(item)
    }

    /// Refuses a record without what it needs.
    fn checked(&self, mut item: QuickItem) -> Result<QuickItem, String> {
        let has = |key: &str| item.fields.iter().any(|field| field.0 == key);
        if item.name.is_empty() {
            return Err(format!(
                "the column {} is empty",
                columns(self.kind)[0].name
            ));
        }
        if self.kind == Kind::Participant && !has("side") {
            return Err(format!("`{}` has no side: write name, side", item.name));
        }
        if !item.answers.is_empty() {
            if has("points") || has("when") {
                return Err(format!(
                    "`{}` has answers: points and what it is found by belong to each of them",
                    item.name
                ));
            }
            item.fields.push(("combine".into(), "one-of".into()));
        }
        Ok(item)
    }

    /// Returns the text of a cell as its field takes it.
    fn cell_text(&self, cell: &str, column: &Column) -> Result<String, String> {
        let lines = |each: &dyn Fn(&str) -> Result<String, String>| {
            let all: Result<Vec<String>, String> = listed(cell).map(each).collect();
            all.map(|all| all.join("\n"))
        };
        match column.shape {
            CellShape::Line => Ok(one_line(cell)),
            CellShape::Points if cell.to_lowercase().contains("each") => {
                let points: CriterionPoints =
                    cell.parse().map_err(|why: BadPoints| why.to_string())?;
                match points.each().and_then(|each| each.problem()) {
                    Some(problem) => Err(problem.to_string()),
                    None => Ok(points.to_string()),
                }
            }
            CellShape::Whole | CellShape::Points => whole_number(cell),
            CellShape::Word(words) => word_of(cell, column.name, words),
            CellShape::Words(words) => lines(&|word| word_of(word, column.name, words)),
            CellShape::List => lines(&|text| Ok(one_line(text))),
            CellShape::Named(kind) => self.id_of(kind, cell),
            CellShape::AllNamed(kind) => lines(&|name| self.id_of(kind, name)),
            CellShape::Condition => {
                let condition = parse_condition(cell)?;
                serde_json::to_string(&condition).map_err(|why| why.to_string())
            }
            CellShape::Answers => Ok(cell.into()),
        }
    }

    fn id_of(&self, kind: Kind, name: &str) -> Result<String, String> {
        let found = self.names.get(&(kind, one_line(name).to_lowercase()));
        found
            .cloned()
            .ok_or_else(|| format!("there is no {} `{name}`: add it first", kind.label()))
    }
}

/// Reads all lines, skipping blank ones.
pub fn parse_lines(session: &Session, kind: Kind, text: &str) -> Vec<Result<ListLine, String>> {
    let mut reader = ListReader::new(session, kind);
    (1..)
        .zip(text.lines())
        .filter_map(|(number, line)| reader.read(number, line))
        .collect()
}

/// Says which names of a header are no columns, so that their cells are left out.
pub fn left_out_columns(unknown: &[String]) -> String {
    let names: Vec<String> = unknown.iter().map(|name| format!("`{name}`")).collect();
    let are = if names.len() == 1 {
        "is no column"
    } else {
        "are no columns"
    };
    format!(
        "{} {are} here and left out",
        wording::join_list(&names, "and")
    )
}

/// Says what a list adds, and what the line the cursor is on becomes.
///
/// # Errors
///
/// Returns why the first line that can't be read can't.
pub fn list_note(
    session: &Session,
    kind: Kind,
    text: &str,
    cursor_line: usize,
) -> Result<String, String> {
    let mut reader = ListReader::new(session, kind);
    let mut count = 0;
    let mut notes = Vec::new();
    let mut here = None;
    for (number, line) in (0..).zip(text.lines()) {
        match reader.read(number + 1, line).transpose()? {
            None => {}
            Some(ListLine::Header(unknown)) => {
                if !unknown.is_empty() {
                    notes.push(left_out_columns(&unknown));
                }
                here = Some("these are the columns".into()).filter(|_| number == cursor_line);
            }
            Some(ListLine::Item(item)) => {
                count += 1;
                // A new line below the last one still shows what that becomes.
                if number <= cursor_line {
                    here = Some(item.summary(kind));
                }
            }
        }
    }
    notes.insert(0, format!("{count} to add"));
    notes.extend(here);
    Ok(notes.join(". "))
}

/// Returns the order of columns that a line sets, if it is a header: it names the first column and
/// no numbers, or at least two columns.
fn header_of(kind: Kind, line: &str) -> Option<Header> {
    let separators = ['\t', ';', ','];
    let separator = separators.into_iter().find(|s| line.contains(*s));
    let separator = separator.unwrap_or('\t');
    let cells = cells_of(line, separator);
    let found: Vec<_> = cells.iter().map(|cell| named_column(kind, cell)).collect();
    let known = found.iter().flatten().count();
    let first = columns(kind)[0].key;
    let has_name = found.iter().flatten().any(|column| column.key == first);
    let has_number = cells.iter().any(|cell| whole_number(cell).is_ok());
    // A lone word is a header if it is what the column is called, not merely an alias: a criterion
    // may be named "Value".
    let is_plain_name = cells.len() > 1 || {
        let cell = line.trim().to_lowercase();
        cell == columns(kind)[0].name.to_lowercase() || cell == "name"
    };
    let is_header = known >= 2 || known >= 1 && has_name && !has_number && is_plain_name;
    is_header.then_some(Header {
        separator,
        columns: found,
    })
}

/// Reads `Booked = 5; Toured = 2`. Commas separate answers where each has its points.
fn parse_answers(cell: &str) -> Result<Vec<QuickItem>, String> {
    let by_comma = cell.split(',').all(|part| part.contains('='));
    let separator = if !cell.contains(';') && by_comma {
        ','
    } else {
        ';'
    };
    let parts = cell.split(separator).map(str::trim);
    let parts = parts.filter(|part| !part.is_empty());
    let answer = |part: &str| -> Result<QuickItem, String> {
        let Some((label, points)) = part.rsplit_once('=') else {
            return Ok(QuickItem::named(part));
        };
        let mut answer = QuickItem::named(label);
        answer.fields = vec![("points".into(), whole_number(points)?)];
        if answer.name.is_empty() {
            return Err(format!("`{part}` is an answer without a name"));
        }
        Ok(answer)
    };
    parts.map(answer).collect()
}

/// Parses `NAME, SIDE` or `NAME, SIDE, ROLE`.
fn parse_participant(line: &str) -> Result<QuickItem, String> {
    let read = match parse_person(line) {
        Ok(person) => Ok((person, "")),
        Err(why) => line
            .rsplit_once(BETWEEN)
            .filter(|(_, role)| parse_side(role).is_none() && !role.trim().is_empty())
            .and_then(|(person, role)| Some((parse_person(person).ok()?, role)))
            .ok_or(why),
    };
    let ((name, side), role) = read?;
    let mut item = QuickItem::named(&name);
    item.fields = vec![("side".into(), side.word().into())];
    if !role.is_empty() {
        item.fields.push(("role".into(), one_line(role)));
    }
    Ok(item)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(kind: Kind, text: &str) -> Vec<Result<QuickItem, String>> {
        let lines = parse_lines(&Session::new("t"), kind, text).into_iter();
        let item = |line: Result<ListLine, String>| match line {
            Ok(ListLine::Item(item)) => Some(Ok(item)),
            Ok(ListLine::Header(_)) => None,
            Err(why) => Some(Err(why)),
        };
        lines.filter_map(item).collect()
    }

    fn summaries(kind: Kind, text: &str) -> Vec<String> {
        let items = items(kind, text).into_iter();
        items
            .map(|item| item.map_or_else(|why| why, |item| item.summary(kind)))
            .collect()
    }

    #[test]
    fn a_pasted_column_with_points() {
        let text = "Demo\t5\r\n\n- Budget approved = 3\nLunch\t\nA, B\n";
        assert_eq!(
            summaries(Kind::Criterion, text),
            [
                "Demo: Points 5",
                "Budget approved: Points 3",
                "Lunch",
                "A, B"
            ]
        );
        assert_eq!(
            items(Kind::Answer, "ok\nbad\tfive")[1],
            Err("line 2: `five` isn't a whole number".into())
        );
    }

    #[test]
    fn people_with_their_side() {
        let text = "Ada, sales\nBo;mark\nCy\tfacil\nFy, sales, Account manager\nDi, m\nEve";
        let read = summaries(Kind::Participant, text);
        assert_eq!(
            read[..4],
            [
                "Ada: Side sales",
                "Bo: Side marketing",
                "Cy: Side facilitator",
                "Fy: Side sales, Role Account manager"
            ]
        );
        assert!(read[4].starts_with("line 5: `m` isn't a side"));
        assert!(read[5].contains("has no side"));
    }

    #[test]
    fn bullets_and_numbers_of_lines_are_left_out() {
        for line in [
            "- Demo",
            "* Demo",
            "-Demo",
            "\u{2022}\tDemo",
            "\u{2013} Demo",
            "1. Demo",
            "12) Demo",
            "a) Demo",
            "(1) Demo",
            "(b)\tDemo",
            "1.\tDemo",
            "o\tDemo",
            "\u{b7}\u{a0}Demo",
        ] {
            let name = items(Kind::Criterion, line)[0]
                .as_ref()
                .unwrap()
                .name
                .clone();
            assert_eq!(name, "Demo", "{line:?}");
        }
        for name in ["1.5 million in revenue", "3 visits", "A. Smith", "2) "] {
            let read = items(Kind::Sample, name)[0].as_ref().unwrap().name.clone();
            assert_eq!(read, name.trim(), "{name:?}");
        }
    }

    #[test]
    fn a_header_names_the_columns_in_any_order() {
        let text = "Buying role\tPersona\tTitle\ninfluencer\tPlant manager\tCOO; Head of plant";
        assert_eq!(
            summaries(Kind::Persona, text),
            ["Plant manager: Buying role influencer, Titles COO; Head of plant"]
        );
        let text = "name;side\nAda, the first;sales";
        assert_eq!(
            summaries(Kind::Participant, text),
            ["Ada, the first: Side sales"]
        );
        let text = "Criterion,Points\n\"Budget, approved\",3";
        assert_eq!(
            summaries(Kind::Criterion, text),
            ["Budget, approved: Points 3"]
        );
    }

    #[test]
    fn a_header_says_which_of_its_names_are_unknown() {
        let read = |text| parse_lines(&Session::new("t"), Kind::Segment, text);
        let header = Ok(ListLine::Header(vec!["Fax".into()]));
        assert_eq!(
            read("Name\tFax\tCompanies\nMills\t555\tAll mills")[0],
            header
        );
        assert_eq!(
            summaries(Kind::Segment, "Name\tFax\tCompanies\nMills\t555\tAll mills"),
            ["Mills: Companies All mills"]
        );
    }

    #[test]
    fn a_header_without_the_name_is_refused() {
        assert_eq!(
            summaries(Kind::Persona, "Titles\tIndustry\nCOO\tPaper")[0],
            "line 1: no column is named Name, which every line needs"
        );
    }

    #[test]
    fn a_criterion_has_answers_or_points_and_a_condition() {
        let text = "Demo\t\tBooked = 5; Toured = 2\nRetailer\t3\t\tindustry is Retail";
        assert_eq!(
            summaries(Kind::Criterion, text),
            [
                "Demo: Answers Booked = 5; Toured = 2",
                "Retailer: Points 3, Found by industry is “Retail”"
            ]
        );
        let both = &summaries(Kind::Criterion, "Demo\t3\tBooked = 5")[0];
        assert!(both.contains("belong to each of them"), "{both}");
    }

    #[test]
    fn too_many_columns_say_which_there_are() {
        let read = &summaries(Kind::Segment, "Mills\tAll mills\tof Norway")[0];
        assert_eq!(
            read,
            "line 1: it has 3 columns, and only these are known: Name, Companies"
        );
    }

    #[test]
    fn a_cell_names_a_record_by_its_name() {
        let session = Session::new("t");
        let bucket = &session.data.buckets[0];
        let text = format!("Mill\t{}\nPress\tsomewhere", bucket.name.to_uppercase());
        let read = parse_lines(&session, Kind::Sample, &text);
        let item = read[0].as_ref().unwrap().item().unwrap();
        assert_eq!(item.fields, [("bucket".into(), bucket.id.to_string())]);
        let why = read[1].as_ref().unwrap_err();
        assert!(why.contains("there is no bucket `somewhere`"), "{why}");
    }
}
