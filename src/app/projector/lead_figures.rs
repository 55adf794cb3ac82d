//! What the model says of the leads, in parts of sentences that the strip, the wall and plain mode
//! share.

use serde::{Deserialize, Serialize};

use crate::evidence::{LeadSource, LeadSummary, MovedLeads};
use crate::model::wording::{self, grouped};

/// Says which leads the figures cover, and how many: `300 recorded leads`.
pub fn leads_title(outlook: &LeadSummary) -> String {
    let count = |noun: &str| wording::count_noun(outlook.tally.leads, noun);
    match outlook.source {
        LeadSource::Recorded => count("recorded lead"),
        LeadSource::Samples => count("lead we remember"),
        LeadSource::Possible => format!("all {}", count("possible lead")),
        LeadSource::Nothing => "no leads yet".into(),
    }
}

/// Says how much of the lead files has been read.
pub fn reading_text(percent: u8) -> String {
    format!("reading the leads, {percent}%")
}

/// Says that nothing but points can be told without a hand-off rule.
pub fn points_only(outlook: &LeadSummary) -> String {
    let histogram = &outlook.tally.histogram;
    let (least, most) = match (histogram.first(), histogram.last()) {
        (Some(first), Some(last)) => (first.0, last.0),
        _ => (0, 0),
    };
    format!("points only, {least} to {most}; on Rules, give the hand-off a rule")
}

/// Says how many qualify: `64 qualify`.
pub fn qualify_count(outlook: &LeadSummary) -> String {
    let qualify = outlook.tally.qualify;
    let verb = if qualify == 1 { "qualifies" } else { "qualify" };
    format!("{} {verb}", grouped(qualify))
}

/// Says how many could qualify, if more than do: `, up to 80`.
pub fn up_to(outlook: &LeadSummary) -> String {
    let tally = &outlook.tally;
    if tally.could_qualify > tally.qualify {
        format!(", up to {}", grouped(tally.could_qualify))
    } else {
        String::new()
    }
}

/// Says how many qualified before the last change, if that was another number: ` (was 60)`.
pub fn was(outlook: &LeadSummary, before: Option<&LeadSummary>) -> String {
    let before = before.filter(|before| before.source == outlook.source);
    let before = before.map(|before| before.tally.qualify);
    let before = before.filter(|qualify| *qualify != outlook.tally.qualify);
    before.map_or_else(String::new, |qualify| {
        format!(" (was {})", grouped(qualify))
    })
}

/// Says how many qualify, how many could, and how many did before the last change: `64 qualify, up
/// to 80 (was 60)`.
pub fn qualify_text(outlook: &LeadSummary, before: Option<&LeadSummary>) -> String {
    let up_to = if outlook.lacks_could_qualify() {
        ", up to ...".into()
    } else {
        up_to(outlook)
    };
    format!("{}{up_to}{}", qualify_count(outlook), was(outlook, before))
}

/// Says the same for the wall, where nobody knows the strip: `64 qualify by the whole rule (was 60);
/// 16 more could, with facts we lack`. The whole rule is named where it asks for more than the total that the axis marks.
pub fn wall_qualify_text(outlook: &LeadSummary, before: Option<&LeadSummary>) -> String {
    let tally = &outlook.tally;
    let by = if outlook.scorer.requires_total_only() {
        ""
    } else {
        " by the whole rule"
    };
    let more = tally.could_qualify.saturating_sub(tally.qualify);
    let could = if outlook.lacks_could_qualify() || more == 0 {
        String::new()
    } else {
        format!("; {} more could, with facts we lack", grouped(more))
    };
    format!(
        "{}{by}{}{could}",
        qualify_count(outlook),
        was(outlook, before)
    )
}

/// How many of those that ended well, and of those that ended badly, qualify.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedCounts {
    /// What they are called, how many of them qualify, and how many there are: those that ended
    /// well, then those that ended badly.
    pub groups: Vec<(String, usize, usize)>,
    /// How many ended neither way.
    pub other: usize,
}

impl EndedCounts {
    /// Counts them.
    pub fn of(outlook: &LeadSummary) -> Self {
        let (words, tally) = (outlook.outcome_words(), &outlook.tally);
        let group = |word: &str, (inside, all): (usize, usize)| (word.to_owned(), inside, all);
        Self {
            groups: vec![group(words.good, tally.won), group(words.bad, tally.lost)],
            other: tally.ended_neither_way(),
        }
    }

    /// Says how many are in: `won: 3 of 5, lost: 1 of 7 in; other: 4`. With fewer than three groups,
    /// the last are left out.
    pub fn text(&self, groups: usize) -> String {
        let counts = self.groups.iter().take(groups);
        let counts = counts
            .filter(|(_, _, all)| *all > 0)
            .map(|(word, inside, all)| {
                format!("{word}: {} of {}", grouped(*inside), grouped(*all))
            });
        let counts: Vec<String> = counts.collect();
        if counts.is_empty() {
            return String::new();
        }
        let mut text = format!("{} in", counts.join(", "));
        if groups > 2 && self.other > 0 {
            text.push_str(&format!("; other: {}", grouped(self.other)));
        }
        text
    }
}

/// Formats the points before and after a change: `18 > 21`, or `21` where they are the same.
pub fn points_change(before: i64, now: i64) -> String {
    if before == now {
        now.to_string()
    } else {
        format!("{before} > {now}")
    }
}

/// Names the first so many of the leads that moved, with their points before and after: `Pump maker
/// 18 > 21 and 3 more`.
pub fn moved_text(leads: &MovedLeads, names: usize) -> String {
    let named = leads.named.iter().take(names);
    let named = named.map(|lead| {
        let points = points_change(lead.before, lead.now);
        format!("{} {points}", lead.title)
    });
    let more = match leads.count.saturating_sub(names) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("{}{more}", named.collect::<Vec<_>>().join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::MovedLead;

    fn moved(count: usize) -> MovedLeads {
        let lead = |title: &str, before, now| MovedLead {
            id: title.to_lowercase(),
            title: title.into(),
            before,
            now,
        };
        MovedLeads {
            count,
            named: vec![lead("Pump maker", 18, 21), lead("Café", 20, 20)],
        }
    }

    #[test]
    fn leads_that_moved_have_their_points_before_and_after() {
        assert_eq!(moved_text(&moved(2), 3), "Pump maker 18 > 21, Café 20");
        assert_eq!(moved_text(&moved(2), 1), "Pump maker 18 > 21 and 1 more");
        assert_eq!(
            moved_text(&moved(12), 2),
            "Pump maker 18 > 21, Café 20 and 10 more"
        );
    }

    #[test]
    fn the_last_groups_are_left_out_first() {
        let ended = EndedCounts {
            groups: vec![("won".into(), 3, 5), ("lost".into(), 1_234, 7_000)],
            other: 4,
        };
        assert_eq!(
            ended.text(3),
            "won: 3 of 5, lost: 1,234 of 7,000 in; other: 4"
        );
        assert_eq!(ended.text(2), "won: 3 of 5, lost: 1,234 of 7,000 in");
        assert_eq!(ended.text(1), "won: 3 of 5 in");
    }

    #[test]
    fn groups_without_leads_are_none() {
        let ended = |won, lost| EndedCounts {
            groups: vec![("viable".into(), 0, won), ("rejected".into(), 0, lost)],
            other: 9,
        };
        assert_eq!(ended(0, 0).text(3), "");
        assert_eq!(ended(0, 2).text(3), "rejected: 0 of 2 in; other: 9");
        assert_eq!(ended(2, 0).text(2), "viable: 0 of 2 in");
    }
}
