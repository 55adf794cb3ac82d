//! The texts above the distribution of scores: what the last change did to leads, and how many qualify.

use ratatui::style::Style;

use super::phrases::{answer_within, joined as joined_phrases};
use crate::app::ChangeWords;
use crate::app::projector::lead_figures::points_change;
use crate::app::projector::wall::distribution::{
    ChangedLeads, Distribution, HandoffCapacity, LeadChange,
};
use crate::model::wording::{self, grouped};
use crate::widgets::Theme;
use crate::widgets::text::{fit, width, wrap};

/// The most rows that name the leads that came in, or that dropped out.
const MOST_NAME_ROWS: usize = 3;
/// The most rows that say what was changed.
const MOST_WHAT_ROWS: usize = 3;
/// The most rows about leads that changed in another way.
const MOST_OTHERS: usize = 3;

/// A line, and its style in a theme.
pub(super) type StyledLine = (String, fn(&Theme) -> Style);

/// How much room there is for texts.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    /// A row for each thing.
    Tight,
    /// As many rows as a text needs.
    Ample,
}

/// What stands above the chart: what the last change did, then how many qualify.
pub(super) fn texts(picture: &Distribution, columns: u16, room: Room) -> Vec<StyledLine> {
    let columns = usize::from(columns).max(1);
    let mut lines = Vec::new();
    if let Some(change) = &picture.change {
        lines.extend(change_lines(change, columns, room));
    }
    lines.extend(head_lines(picture, columns, room));
    if let Some(capacity) = &picture.capacity {
        lines.extend(capacity_lines(capacity, columns, room));
    }
    lines
}

/// Which leads there are and how many of them qualify: in one row, with as much of those that ended
/// as has room, or in several.
fn head_lines(picture: &Distribution, columns: usize, room: Room) -> Vec<StyledLine> {
    let head = format!("{}: {}", picture.leads, picture.qualify);
    let ended = [3, 2, 1].map(|groups| picture.ended.text(groups));
    if room == Room::Ample && !fits(&joined(&head, &ended[0]), columns) {
        let head = wrap(&head, columns).into_iter();
        let head = head.map(|line| styled(line, heading));
        let ended = wrap(&ended[0], columns).into_iter();
        let ended = ended.filter(|line| !line.is_empty());
        let ended = ended.map(|line| styled(line, |theme| theme.text));
        return head.chain(ended).collect();
    }
    let whole = ended.iter().map(|ended| joined(&head, ended));
    let mut shorter = whole.chain([head.clone()]);
    let text = shorter.find(|text| fits(text, columns));
    let text = text.unwrap_or_else(|| picture.qualify.clone());
    vec![styled(text, heading)]
}

/// How many qualify in a week against how many can be taken: `9 a week qualify (median week); Sales
/// can take 7: 2 too many`. In one row where there is little room, then shorter.
fn capacity_lines(capacity: &HandoffCapacity, columns: usize, room: Room) -> Vec<StyledLine> {
    let HandoffCapacity {
        qualify,
        who,
        can_take,
    } = capacity;
    let Some(qualify) = *qualify else {
        let text = format!("{who} can take {} a week", grouped(*can_take));
        return vec![styled(fit(&text, columns), |theme| theme.text)];
    };
    let (sign, over, style): (_, _, fn(&Theme) -> Style) = match qualify.saturating_sub(*can_take) {
        0 => ("", String::new(), |theme| theme.text),
        over => ("! ", format!(": {} too many", grouped(over)), |theme| {
            theme.warn
        }),
    };
    let verb = if qualify == 1 { "qualifies" } else { "qualify" };
    let week = format!("{sign}{} a week {verb}", grouped(qualify));
    let take = format!("can take {}{over}", grouped(*can_take));
    let whole = format!("{week} (median week); {who} {take}");
    let shorter = [
        whole.clone(),
        format!("{week}; {who} {take}"),
        format!("{week}, {take}"),
    ];
    if room == Room::Ample && !fits(&whole, columns) {
        let phrases = [format!("{week} (median week)"), format!("{who} {take}")];
        let lines = joined_phrases(&phrases, "; ", columns).into_iter();
        return lines.map(|line| styled(line, style)).collect();
    }
    let text = shorter.into_iter().find(|text| fits(text, columns));
    vec![styled(text.unwrap_or_else(|| fit(&week, columns)), style)]
}

fn styled(text: String, style: fn(&Theme) -> Style) -> StyledLine {
    (text, style)
}

fn heading(theme: &Theme) -> Style {
    theme.heading
}

fn joined(head: &str, ended: &str) -> String {
    match ended {
        "" => head.to_owned(),
        ended => format!("{head}; {ended}"),
    }
}

fn fits(text: &str, columns: usize) -> bool {
    width(text) <= columns
}

/// What the last change did: who came in, who dropped out, and what became of others.
fn change_lines(change: &LeadChange, columns: usize, room: Room) -> Vec<StyledLine> {
    let name_rows = match room {
        Room::Tight => 1,
        Room::Ample => MOST_NAME_ROWS,
    };
    let lines_of = |word, leads: &ChangedLeads| match leads.count {
        0 => Vec::new(),
        _ => lead_lines(word, leads, columns, name_rows),
    };
    let came_in = lines_of("IN", &change.came_in).into_iter();
    let dropped_out = lines_of("OUT", &change.dropped_out).into_iter();
    let moved: Vec<StyledLine> = came_in
        .map(|text| styled(text, |theme| theme.in_lead))
        .chain(dropped_out.map(|text| styled(text, |theme| theme.out_lead)))
        .collect();
    let nobody = moved.is_empty();
    let what = what_lines(&change.what, columns, room).into_iter();
    let mut lines: Vec<StyledLine> = what.map(|text| styled(text, heading)).collect();
    lines.extend(moved);
    if nobody && room == Room::Ample {
        let text = "No lead came in or dropped out";
        lines.push(styled(text.into(), heading));
    }
    if !nobody && room == Room::Tight {
        return lines;
    }
    let others = others_lines(change, columns, room).into_iter();
    lines.extend(others.map(|text| styled(text, heading)));
    lines
}

/// What was changed: `last change: Demo 5 > 9 points`. Where it is cut, points stay whole.
fn what_lines(what: &ChangeWords, columns: usize, room: Room) -> Vec<String> {
    const HEAD: &str = "last change: ";
    if what.label.is_empty() {
        return Vec::new();
    }
    if room == Room::Ample {
        let phrases = [format!("{HEAD}{}", what.label), what.values.clone()];
        let mut lines = joined_phrases(&phrases, " ", columns);
        lines.truncate(MOST_WHAT_ROWS);
        return lines;
    }
    let values = match what.values.as_str() {
        "" => String::new(),
        values => format!(" {values}"),
    };
    let label = columns.saturating_sub(HEAD.len() + width(&values));
    let text = format!("{HEAD}{}{values}", answer_within(&what.label, label));
    vec![fit(&text, columns)]
}

/// What became of leads that neither came in nor dropped out.
fn others_lines(change: &LeadChange, columns: usize, room: Room) -> Vec<String> {
    if change.others.is_empty() {
        let leads = wording::count_noun(change.total_changed, "lead");
        let has = if change.total_changed == 1 {
            "has"
        } else {
            "have"
        };
        return match change.total_changed {
            0 => Vec::new(),
            _ => vec![format!("{leads} {has} another total")],
        };
    }
    let each = change.others.iter().flat_map(|text| wrap(text, columns));
    let each: Vec<String> = each.collect();
    if room == Room::Tight || each.len() > MOST_OTHERS {
        return vec![change.others_count.clone()];
    }
    each
}

/// The leads of one kind, `IN 3  a 18 > 21, b 20`, over at most so many rows. Where not all have room,
/// the last row ends with `...`. Points and counts are never cut.
fn lead_lines(word: &str, changed: &ChangedLeads, columns: usize, most_rows: usize) -> Vec<String> {
    const MORE: &str = ", ...";
    let head = format!("{word} {}  ", grouped(changed.count));
    let room = columns.saturating_sub(width(&head));
    let mut rows = vec![String::new()];
    let mut named = 0;
    for (lead, before, now) in &changed.leads {
        let points = points_change(*before, *now);
        let after = if named + 1 == changed.count {
            0
        } else {
            MORE.len()
        };
        let name_room = room.saturating_sub(width(&points) + 1 + after);
        if name_room < width(lead).min(4) {
            break;
        }
        let text = format!("{} {points}", fit(lead, name_room));
        let last = rows.len() - 1;
        let between = if rows[last].is_empty() { "" } else { ", " };
        if width(&rows[last]) + between.len() + width(&text) + after <= room {
            rows[last].push_str(between);
            rows[last].push_str(&text);
        } else if rows.len() < most_rows {
            rows[last].push(',');
            rows.push(text);
        } else {
            break;
        }
        named += 1;
    }
    if named > 0 && named < changed.count {
        rows.last_mut().expect("there is one").push_str(MORE);
    }
    let indent = " ".repeat(width(&head));
    let starts = [head].into_iter().chain(std::iter::repeat(indent));
    let rows = starts.zip(rows).map(|(start, row)| start + &row);
    rows.map(|row| row.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leads(count: usize, named: &[(&str, i64, i64)]) -> ChangedLeads {
        let named = named
            .iter()
            .map(|(id, before, now)| ((*id).into(), *before, *now));
        ChangedLeads {
            count,
            leads: named.collect(),
        }
    }

    #[test]
    fn leads_are_named_as_far_as_they_have_room() {
        let three = leads(3, &[("acme", 18, 21), ("商談", 20, 20), ("zeta", 9, 30)]);
        assert_eq!(
            lead_lines("IN", &three, 60, 1),
            ["IN 3  acme 18 > 21, 商談 20, zeta 9 > 30"]
        );
        // Six columns for the head leave 24: acme takes 12, the second 9 more, and 5 are left for
        // the sign of a third.
        assert_eq!(lead_lines("IN", &three, 30, 1), ["IN 3  acme 18 > 21, ..."]);
        assert_eq!(
            lead_lines("IN", &three, 30, 3),
            ["IN 3  acme 18 > 21,", "      商談 20, zeta 9 > 30"]
        );
    }

    #[test]
    fn more_leads_than_are_named_leave_a_sign() {
        let many = leads(1_200, &[("acme", 18, 21), ("beta", 21, 18)]);
        assert_eq!(
            lead_lines("OUT", &many, 60, 1),
            ["OUT 1,200  acme 18 > 21, beta 21 > 18, ..."]
        );
        assert_eq!(lead_lines("OUT", &leads(7, &[]), 60, 1), ["OUT 7"]);
    }

    #[test]
    fn a_name_is_cut_and_its_points_never() {
        let long = leads(1, &[("a-rather-long-name", 118, 121)]);
        assert_eq!(lead_lines("IN", &long, 24, 1), ["IN 1  a-rathe… 118 > 121"]);
        assert_eq!(lead_lines("IN", &long, 18, 1), ["IN 1"]);
    }

    fn picture(change: Option<LeadChange>) -> Distribution {
        Distribution {
            leads: "300 recorded leads".into(),
            qualify: "64 qualify (was 60)".into(),
            change,
            ..Distribution::default()
        }
    }

    fn words(picture: &Distribution, columns: u16, room: Room) -> Vec<String> {
        let lines = texts(picture, columns, room).into_iter();
        lines.map(|(text, _)| text).collect()
    }

    #[test]
    fn a_change_without_consequence_says_so() {
        let change = LeadChange {
            total_changed: 12,
            ..LeadChange::default()
        };
        let picture = picture(Some(change));
        assert_eq!(
            words(&picture, 60, Room::Ample),
            [
                "No lead came in or dropped out",
                "12 leads have another total",
                "300 recorded leads: 64 qualify (was 60)",
            ]
        );
        assert_eq!(
            words(&picture, 60, Room::Tight),
            [
                "12 leads have another total",
                "300 recorded leads: 64 qualify (was 60)",
            ]
        );
    }

    #[test]
    fn the_change_is_named_and_its_points_stay_whole() {
        let what = |label: &str, values: &str| ChangeWords {
            label: label.into(),
            values: values.into(),
        };
        let points = what("Demo: Toured the online demo", "5 > 9 points");
        assert_eq!(
            what_lines(&points, 80, Room::Ample),
            ["last change: Demo: Toured the online demo 5 > 9 points"]
        );
        assert_eq!(
            what_lines(&points, 48, Room::Ample),
            ["last change: Demo: Toured the online demo", "5 > 9 points"]
        );
        assert_eq!(
            what_lines(&points, 38, Room::Tight),
            ["last change: Toured the … 5 > 9 points"]
        );
        let sentence = what("MQL: 20 points", "");
        assert_eq!(
            what_lines(&sentence, 38, Room::Tight),
            ["last change: MQL: 20 points"]
        );
        assert!(what_lines(&what("", ""), 38, Room::Tight).is_empty());
    }

    #[test]
    fn what_qualifies_stands_against_what_can_be_taken() {
        let capacity = |qualify, can_take| HandoffCapacity {
            qualify,
            who: "Sales development".into(),
            can_take,
        };
        let texts = |capacity: &HandoffCapacity, columns, room| -> Vec<String> {
            let lines = capacity_lines(capacity, columns, room).into_iter();
            lines.map(|(text, _)| text).collect()
        };
        let over = capacity(Some(9), 7);
        assert_eq!(
            texts(&over, 80, Room::Ample),
            ["! 9 a week qualify (median week); Sales development can take 7: 2 too many"]
        );
        assert_eq!(
            texts(&over, 60, Room::Ample),
            [
                "! 9 a week qualify (median week)",
                "Sales development can take 7: 2 too many"
            ]
        );
        assert_eq!(
            texts(&over, 44, Room::Tight),
            ["! 9 a week qualify, can take 7: 2 too many"]
        );
        assert_eq!(
            texts(&capacity(Some(1), 7), 80, Room::Tight),
            ["1 a week qualifies (median week); Sales development can take 7"]
        );
        assert_eq!(
            texts(&capacity(None, 1_200), 80, Room::Tight),
            ["Sales development can take 1,200 a week"]
        );
    }

    #[test]
    fn the_head_keeps_its_figures_where_it_is_narrow() {
        let narrow = picture(None);
        assert_eq!(words(&narrow, 30, Room::Tight), ["64 qualify (was 60)"]);
        assert_eq!(
            words(&narrow, 30, Room::Ample),
            ["300 recorded leads: 64 qualify", "(was 60)"]
        );
    }
}
