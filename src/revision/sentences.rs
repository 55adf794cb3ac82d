//! Describes a changed field in a sentence, in the words of the model.

use super::titles::{field_value, title};
use crate::model::record::{FieldShape, FieldSpec};
use crate::model::{CriterionPoints, EachTime, Kind, Place, Session};

/// Phrases for fields whose sentence is not just the label "of" the thing. `{}` stands for the
/// thing.
#[rustfmt::skip] // a table
const SUBJECTS: &[(Kind, &str, &str)] = &[
    (Kind::Stage, "definition", "{}: definition"),
    (Kind::Stage, "readiness", "{}: what it means for Sales"),
    (Kind::Stage, "synonyms", "{}: synonyms"),
    (Kind::Stage, "avoid", "{}: words we don't use"),
    (Kind::Stage, "qualification", "{}: qualification level"),
    (Kind::Exit, "stage", "{}: stage it leads to"),
    (Kind::Exit, "disposition", "{}: disposition"),
    (Kind::Handoff, "stage", "stage of the hand-off"),
    (Kind::Handoff, "disposition", "disposition of a qualified lead"),
    (Kind::Handoff, "to", "receiver of the hand-off"),
    (Kind::Handoff, "receiver", "kind of receiver of the hand-off"),
    (Kind::Handoff, "report_system", "where Sales reports back"),
    (Kind::Handoff, "report_hours", "hours until Sales reports back"),
    (Kind::Handoff, "report_by", "who reports back"),
    (Kind::Handoff, "report_outcomes", "what Sales can report back"),
    (Kind::Handoff, "sales_commits", "what Sales commits to"),
    (Kind::Handoff, "marketing_commits", "what Marketing commits to"),
    (Kind::Handoff, "response_hours", "hours to the first response"),
    (Kind::Handoff, "attempts_min", "minimum number of attempts"),
    (Kind::Handoff, "attempts_max", "maximum number of attempts"),
    (Kind::Disposition, "response_hours", "{}: hours to the first response"),
    (Kind::Disposition, "attempts_min", "{}: minimum number of attempts"),
    (Kind::Disposition, "attempts_max", "{}: maximum number of attempts"),
    (Kind::Band, "from", "{}: start"),
    (Kind::Band, "disposition", "{}: disposition"),
    (Kind::Band, "qualified", "{}: disposition of qualified leads"),
    (Kind::Route, "disposition", "{}: disposition"),
    (Kind::Criterion, "covers", "{}: what it tells us about"),
    (Kind::Criterion, "source", "{}: where it is seen"),
    (Kind::Criterion, "collected", "{}: when it is collected"),
    (Kind::Criterion, "expression", "{}: how it is known"),
    (Kind::Criterion, "example", "{}: example"),
    (Kind::Criterion, "when", "{}: what counts"),
    (Kind::Answer, "when", "{}: what counts"),
    (Kind::Group, "of", "{}: criteria"),
    (Kind::Group, "max", "{}: cap"),
    (Kind::Group, "min", "{}: minimum"),
    (Kind::Segment, "description", "{}: description"),
    (Kind::Segment, "when", "{}: what finds it"),
    (Kind::Persona, "when", "{}: what finds it"),
    (Kind::Persona, "opportunity_size", "{}: size of a deal"),
    (Kind::Step, "decides", "{}: what the buyer decides"),
    (Kind::Step, "we_engage", "{}: how we engage"),
    (Kind::Step, "behaviours", "{}: behaviours that show it"),
    (Kind::Step, "stage", "{}: stage"),
    (Kind::Term, "definition", "{}: definition"),
    (Kind::Term, "synonyms", "{}: synonyms"),
    (Kind::Term, "avoid", "{}: words we don't use"),
    (Kind::Metric, "definition", "{}: definition"),
    (Kind::Target, "qualified", "{}: qualified leads wanted"),
    (Kind::Target, "persona", "target for {}: persona"),
    (Kind::Target, "segment", "target for {}: segment"),
    (Kind::Track, "serves", "{}: leads served"),
    (Kind::Track, "step", "{}: buying step served"),
    (Kind::Track, "exit", "{}: way back into scoring"),
];

/// A field of a thing, before and after.
pub(super) struct FieldChange<'a> {
    pub old: &'a Session,
    pub new: &'a Session,
    pub place: &'a Place,
    pub spec: &'static FieldSpec,
    pub before: &'a str,
    pub after: &'a str,
}

impl FieldChange<'_> {
    /// Returns the phrase for the field: `Demo: points`, and `Demo: Toured online, points` of one answer of it.
    pub fn subject(&self) -> String {
        let title = title(self.new, self.place);
        let colon = if title.contains(": ") { "," } else { ":" };
        let row = SUBJECTS
            .iter()
            .find(|(kind, key, _)| *kind == self.place.kind && *key == self.spec.key);
        match row {
            Some((_, _, phrase)) => phrase.replacen("{}:", &format!("{title}{colon}"), 1),
            None => format!("{title}{colon} {}", self.spec.label.to_lowercase()),
        }
    }

    /// Returns both values in words; `None` if blank.
    pub fn values(&self) -> (Option<String>, Option<String>) {
        let value_text = |session: &Session, text: &str| {
            Some(field_value(session, self.spec, text)).filter(|value_text| !value_text.is_empty())
        };
        (
            value_text(self.old, self.before),
            value_text(self.new, self.after),
        )
    }

    /// Returns the sentence.
    pub fn message(&self) -> String {
        self.special_sentence()
            .unwrap_or_else(|| match self.spec.shape {
                FieldShape::Lines
                | FieldShape::Choices(_)
                | FieldShape::Many(_)
                | FieldShape::References => self.list_sentence(),
                FieldShape::Number(..) => self.number_sentence(),
                FieldShape::Text => self.prose_sentence(),
                _ => self.replaced_sentence(),
            })
    }

    /// Returns the sentence of a field that needs its own.
    fn special_sentence(&self) -> Option<String> {
        let name = || title(self.new, self.place);
        let on = self.after == "yes";
        let (old, new) = self.values();
        Some(match (self.place.kind, self.spec.key) {
            (Kind::Criterion, "combine") => {
                let counts = |word: &str| match word {
                    "one-of" => "one answer at most",
                    "highest" => "the highest answer",
                    "sum" => "all answers",
                    _ => "yes/no",
                };
                let (was, now) = (counts(self.before), counts(self.after));
                let was = was.trim_end_matches(" answers").trim_end_matches(" answer");
                if self.after.is_empty() {
                    format!("{} is now a yes/no criterion (was: {was})", name())
                } else {
                    format!("{} now counts {now} (was: {was})", name())
                }
            }
            (Kind::Criterion, "points") => return self.points_sentence(),
            (Kind::Criterion, "kind") => {
                let (old, new) = (old?.to_lowercase(), new?.to_lowercase());
                format!("{} now counts as {new} (was: {old})", name())
            }
            (Kind::Criterion, "suggested") if on => format!("{} is a suggestion", name()),
            (Kind::Criterion, "suggested") => format!("{} is no longer a suggestion", name()),
            (Kind::Stage, "decided_by") if self.after.is_empty() => {
                format!("{} is no longer decided by a person", name())
            }
            (Kind::Stage, "decided_by") => format!("{} is now decided by a person", name()),
            (Kind::Route, "even_if_qualified") if on => {
                format!("routing rule {} now applies to qualified leads too", name())
            }
            (Kind::Route, "even_if_qualified") => {
                format!(
                    "routing rule {} no longer applies to qualified leads",
                    name()
                )
            }
            (Kind::Answer, "otherwise") if on => {
                format!("{} now holds where no other answer does", name())
            }
            (Kind::Answer, "otherwise") => {
                format!(
                    "{} no longer holds just because no other answer does",
                    name()
                )
            }
            _ => return None,
        })
    }

    /// Returns the sentence about points where they are, or were, for each time.
    fn points_sentence(&self) -> Option<String> {
        let name = title(self.new, self.place);
        let read = |text: &str| text.parse::<CriterionPoints>().ok();
        let words = |points: CriterionPoints| match points {
            CriterionPoints::Once(points) => points.to_string(),
            CriterionPoints::Each(EachTime { each, up_to }) => {
                format!("{each} each time, at most {up_to}")
            }
        };
        let was = |before: i64, now: i64| {
            if before == now {
                String::new()
            } else {
                format!(" (was: {before})")
            }
        };
        match (read(self.before), read(self.after)) {
            (Some(CriterionPoints::Each(old)), Some(CriterionPoints::Each(new))) => Some(format!(
                "each {name} counts {}{}, at most {}{}",
                new.each,
                was(old.each, new.each),
                new.up_to,
                was(old.up_to, new.up_to)
            )),
            (Some(old), Some(new)) if old.each().is_some() || new.each().is_some() => Some(
                format!("{name} now counts {} (was: {})", words(new), words(old)),
            ),
            (None, Some(new @ CriterionPoints::Each(_))) => {
                Some(format!("{name} now counts {}", words(new)))
            }
            (Some(old @ CriterionPoints::Each(_)), None) => {
                Some(format!("{} removed (was: {})", self.subject(), words(old)))
            }
            _ => None,
        }
    }

    fn number_sentence(&self) -> String {
        let subject = self.subject();
        let read = |text: &str| text.parse::<i64>().ok();
        match (read(self.before), read(self.after)) {
            (Some(old), Some(new)) => {
                let moved = if new > old { "raised" } else { "lowered" };
                format!("{subject} {moved} from {old} to {new}")
            }
            (None, Some(new)) => format!("{subject} set to {new}"),
            (Some(old), None) => format!("{subject} removed (was: {old})"),
            (None, None) => format!("{subject} changed"),
        }
    }

    fn prose_sentence(&self) -> String {
        let subject = self.subject();
        match (self.before.is_empty(), self.after.is_empty()) {
            (true, _) => format!("{subject} written"),
            (_, true) => format!("{subject} removed"),
            _ => format!("{subject} reworded"),
        }
    }

    fn replaced_sentence(&self) -> String {
        let subject = self.subject();
        match self.values() {
            (Some(old), Some(new)) => format!("{subject} is now {new} (was: {old})"),
            (None, Some(new)) => format!("{subject} is now {new}"),
            (Some(old), None) => format!("{subject} removed (was: {old})"),
            (None, None) => format!("{subject} changed"),
        }
    }

    fn list_sentence(&self) -> String {
        let subject = self.subject();
        if self.is_reordered() {
            return format!("{subject} in a different order");
        }
        let left = |from: &str, other: &str, session: &Session| {
            let mut other: Vec<&str> = other.lines().collect();
            let mut items = Vec::new();
            for item in from.lines() {
                match other.iter().position(|o| *o == item) {
                    Some(at) => drop(other.remove(at)),
                    None => items.push(field_value(session, self.spec, item)),
                }
            }
            items.join(", ")
        };
        let added = left(self.after, self.before, self.new);
        let gone = left(self.before, self.after, self.old);
        match (added.is_empty(), gone.is_empty()) {
            (false, true) => format!("{subject} added: {added}"),
            (true, false) => format!("{subject} removed: {gone}"),
            _ => format!("{subject} added: {added}; removed: {gone}"),
        }
    }

    /// Whether only the order of a list differs, where that has no meaning.
    pub fn is_reordered(&self) -> bool {
        let is_list = matches!(
            self.spec.shape,
            FieldShape::Lines
                | FieldShape::Choices(_)
                | FieldShape::Many(_)
                | FieldShape::References
        );
        let sorted = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(Into::into).collect();
            lines.sort();
            lines
        };
        is_list && sorted(self.before) == sorted(self.after)
    }
}
