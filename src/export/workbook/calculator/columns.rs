//! The columns of the calculator. A column means the same in every part of the sheet.

/// What a line is about: a criterion, a group, a rule, a decision.
pub(super) const NAME: u16 = 0;
/// An answer, a part of a rule, a disposition.
pub(super) const WHAT: u16 = 1;
/// Where it is filled in what the lead answers.
pub(super) const LEAD: u16 = 2;
/// Points that an answer is worth; the least of a group, of a band.
pub(super) const POINTS: u16 = 3;
/// 1 where a line holds, else 0; of counted times, how many count. Of a group, the most points.
pub(super) const HOLDS: u16 = 4;
/// Points of an answer that holds; the sum of a group; how many of what a rule counts hold.
pub(super) const SUM: u16 = 5;
/// The points that count.
pub(super) const COUNTS: u16 = 6;
/// The sum that they are part of.
pub(super) const COUNTS_IN: u16 = 7;
/// Whether a criterion isn't known.
pub(super) const KNOWN: u16 = 8;
/// The id.
pub(super) const ID: u16 = 9;
/// When an answer holds; the service level of a disposition.
pub(super) const WHEN: u16 = 10;

/// The widths of the columns, in characters.
pub(super) const WIDTHS: [u16; 11] = [34, 44, 18, 11, 11, 11, 11, 18, 16, 28, 60];

/// Where the result is, above everything else.
pub(super) const RESULTS: u32 = 4;

// The columns of the result, which are wide enough for what the parts below have in them.
pub(super) const DISPOSITION: u16 = 0;
pub(super) const SERVICE_LEVEL: u16 = 1;
pub(super) const QUALIFIED: u16 = 2;
pub(super) const FIT: u16 = 3;
pub(super) const BEHAVIOUR: u16 = 4;
pub(super) const TOTAL: u16 = 5;
pub(super) const NOT_KNOWN: u16 = 6;
pub(super) const BAND: u16 = 7;
pub(super) const READINESS: u16 = 8;
pub(super) const STAGE: u16 = 9;
pub(super) const CONTRADICTS: u16 = 10;

/// The line below the result, with the ids of what it names.
pub(super) const RESULT_IDS: u32 = RESULTS + 1;

/// Returns the name of a cell, such as `$E$12`.
pub(super) fn cell(column: u16, row: u32) -> String {
    let letter = char::from(b'A' + u8::try_from(column).unwrap_or_default());
    format!("${letter}${}", row + 1)
}

/// Returns the name of a range of rows in a column, such as `$E$12:$E$15`.
pub(super) fn range(column: u16, (first, last): (u32, u32)) -> String {
    let (first, last) = (cell(column, first), cell(column, last));
    format!("{first}:{last}")
}
