//! The report of a revision: as JSON, as text for a terminal, and as Markdown for a pull request.
//!
//! `accord diff` prints it. Nothing in it can steer a terminal.

use serde::Serialize;

use super::escape_markdown;
use crate::model::printable::{clean, printable_json};
use crate::model::wording::{self, count_noun, grouped};
use crate::model::{Bucket, Definition, Id, Version};
use crate::proof::{Budget, WholeVerdict};
use crate::revision::{
    Bump, Change, ChangeKind, ChangeSeverity, Impact, LeadGroup, OutcomeComparison, Revision,
    WordRun,
};

/// Most lead ids named on a line of text.
const MAX_NAMED: usize = 10;

/// Everything to report about a revision.
#[derive(Clone, Copy, Debug)]
pub struct RevisionReport<'a> {
    /// The session's name; blank if there is none.
    pub name: &'a str,
    /// The earlier version, `draft`, or the name of a file.
    pub from: &'a str,
    /// The later version, `draft`, or the name of a file.
    pub to: &'a str,
    /// The next version number, if it is not published yet.
    pub number: Option<Version>,
    /// The earlier definition.
    pub before: &'a Definition,
    /// The later one.
    pub after: &'a Definition,
    /// The comparison of both.
    pub revision: &'a Revision,
    /// The effect on recorded leads.
    pub recorded: Option<&'a Impact>,
    /// The effect on sample leads.
    pub samples: Option<&'a Impact>,
    /// The buckets for past leads.
    pub buckets: &'a [Bucket],
    /// Ways in which the versions differ from what was published, as sentences.
    pub altered: &'a [String],
}

#[derive(Serialize)]
struct RevisionJson<'a> {
    from: &'a str,
    to: &'a str,
    bump: &'a str,
    possible_leads: Option<String>,
    changed_leads: Option<String>,
    witness: Option<WitnessJson<'a>>,
    changes: Vec<ChangeJson<'a>>,
    recorded: Option<ImpactJson<'a>>,
    samples: Option<ImpactJson<'a>>,
    proved: bool,
    budget: Option<Budget>,
    not_proved: Vec<&'a str>,
    summary: &'a str,
    number: Option<Version>,
    /// Absent if nothing was altered.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    altered: &'a [String],
}

#[derive(Serialize)]
struct WitnessJson<'a> {
    answers: Vec<String>,
    facts: Vec<String>,
    before: &'a WholeVerdict,
    after: &'a WholeVerdict,
}

#[derive(Serialize)]
struct ChangeJson<'a> {
    place: String,
    kind: ChangeKind,
    field: Option<&'a str>,
    severity: ChangeSeverity,
    message: &'a str,
    before: Option<&'a str>,
    after: Option<&'a str>,
}

#[derive(Serialize)]
#[allow(clippy::struct_field_names)] // named as in the document
struct ImpactJson<'a> {
    leads: u64,
    changed: u64,
    otherwise_changed: u64,
    more_to_sales: i64,
    moves: Vec<MoveJson<'a>>,
    newly_forwarded: GroupJson<'a>,
    no_longer_forwarded: GroupJson<'a>,
}

#[derive(Serialize)]
struct MoveJson<'a> {
    from: Option<&'a Id>,
    to: Option<&'a Id>,
    count: u64,
    ids: &'a [String],
}

#[derive(Serialize)]
struct GroupJson<'a> {
    leads: u64,
    won: u64,
    lost: u64,
    buckets: &'a std::collections::BTreeMap<String, u64>,
}

impl<'a> ImpactJson<'a> {
    fn of(impact: &'a Impact) -> Self {
        let counts = |group: &'a LeadGroup| GroupJson {
            leads: group.leads,
            won: group.won,
            lost: group.lost,
            buckets: &group.buckets,
        };
        let moves = impact.moves.iter().map(|m| MoveJson {
            from: m.from.as_ref(),
            to: m.to.as_ref(),
            count: m.count,
            ids: &m.ids,
        });
        Self {
            leads: impact.leads,
            changed: impact.changed,
            otherwise_changed: impact.other_changes,
            more_to_sales: impact.net_forwarded(),
            moves: moves.collect(),
            newly_forwarded: counts(&impact.newly_forwarded),
            no_longer_forwarded: counts(&impact.no_longer_forwarded),
        }
    }
}

impl RevisionReport<'_> {
    /// Renders a JSON object. Counts of possible leads are decimal strings, or `null` if they were
    /// not computed.
    pub fn json(&self) -> String {
        let revision = self.revision;
        let numbers = revision.lead_counts.as_ref();
        let example = revision.example();
        let changes = revision.changes_by_severity().into_iter();
        let document = RevisionJson {
            from: self.from,
            to: self.to,
            bump: revision.bump.word(),
            possible_leads: numbers.map(|n| n.possible_leads.to_string()),
            changed_leads: numbers.map(|n| n.changed_leads.to_string()),
            witness: example.map(|example| WitnessJson {
                answers: example.witness.texts(),
                facts: example.witness.facts.texts(),
                before: &example.before,
                after: &example.after,
            }),
            changes: changes
                .map(|(c, severity)| change_json(c, severity))
                .collect(),
            recorded: self.recorded.map(ImpactJson::of),
            samples: self.samples.map(ImpactJson::of),
            proved: revision.outcomes != OutcomeComparison::Unproved,
            budget: revision.budget,
            not_proved: revision.not_proved.iter().map(|w| w.words()).collect(),
            summary: revision.headline(),
            number: self.number,
            altered: self.altered,
        };
        printable_json(&document)
    }

    /// Renders lines for a terminal.
    pub fn text(&self) -> String {
        let mut lines = vec![self.title()];
        lines.extend(self.altered.iter().map(|what| format!("ALTERED: {what}")));
        lines.push(String::new());
        lines.extend(self.verdict());
        for (change, severity) in self.revision.changes_by_severity() {
            lines.push(format!("  {}  [{}]", change.sentence(), severity.label()));
            lines.extend(word_changes(change).map(|words| format!("    {words}")));
        }
        if let Some(proof) = self.revision.proof_sentence() {
            lines.extend([String::new(), proof]);
            lines.extend(self.possible_moves().map(|m| format!("  {m}")));
        }
        if let Some(unproved) = self.revision.not_proved_sentence() {
            lines.extend([String::new(), unproved]);
        }
        if let Some(example) = self.revision.example() {
            lines.extend([String::new(), "Smallest example:".into()]);
            lines.extend(held_answers(&example.answers).map(|answer| format!("  {answer}")));
            lines.push(format!("  before  {}", example.before_words));
            lines.push(format!("  after   {}", example.after_words));
        }
        for (what, impact) in self.impacts() {
            let sentence = self.impact_sentence(impact);
            lines.extend([String::new(), format!("{what}: {sentence}")]);
            lines.extend(self.lead_moves(impact).map(|m| format!("  {m}")));
        }
        let lines: Vec<String> = lines.iter().map(|line| clean(line)).collect();
        lines.join("\n") + "\n"
    }

    /// Renders Markdown for a pull request.
    pub fn markdown(&self) -> String {
        let mut lines = vec![
            format!("## {}", escape_markdown(&self.title())),
            String::new(),
        ];
        for what in self.altered {
            lines.extend([
                format!("**Altered:** {}", escape_markdown(what)),
                String::new(),
            ]);
        }
        lines.extend(
            self.verdict()
                .map(|headline| format!("**{}**", escape_markdown(&headline))),
        );
        lines.push(String::new());
        for (change, severity) in self.revision.changes_by_severity() {
            let sentence = escape_markdown(&change.sentence());
            lines.push(format!("- {sentence} ({})", severity.label()));
            lines.extend(word_diff_markdown(change).map(|words| format!("  > {words}")));
        }
        if let Some(proof) = self.revision.proof_sentence() {
            lines.extend([String::new(), escape_markdown(&proof)]);
            let moves: Vec<String> = self.possible_moves().collect();
            lines.extend((!moves.is_empty()).then(String::new));
            lines.extend(moves.iter().map(|m| format!("- {}", escape_markdown(m))));
        }
        if let Some(unproved) = self.revision.not_proved_sentence() {
            lines.extend([String::new(), escape_markdown(&unproved)]);
        }
        if let Some(example) = self.revision.example() {
            lines.extend([String::new(), "### Smallest example".into(), String::new()]);
            lines.extend(
                held_answers(&example.answers)
                    .map(|answer| format!("- {}", escape_markdown(answer))),
            );
            lines.extend([String::new(), "| | |".into(), "|---|---|".into()]);
            lines.push(format!(
                "| before | {} |",
                escape_markdown(&example.before_words)
            ));
            lines.push(format!(
                "| after | {} |",
                escape_markdown(&example.after_words)
            ));
        }
        for (what, impact) in self.impacts() {
            lines.extend([String::new(), format!("### {what}"), String::new()]);
            lines.push(escape_markdown(&self.impact_sentence(impact)));
            let moves: Vec<String> = self.lead_moves(impact).collect();
            lines.extend((!moves.is_empty()).then(String::new));
            lines.extend(moves.iter().map(|m| format!("- {}", escape_markdown(m))));
        }
        lines.join("\n") + "\n"
    }

    fn title(&self) -> String {
        let between = format!("{} > {}", self.from, self.to);
        if self.name.is_empty() {
            between
        } else {
            format!("{}: {between}", self.name)
        }
    }

    /// Yields the result in words, then the number.
    fn verdict(&self) -> impl Iterator<Item = String> {
        let mut letters = self.revision.headline().chars();
        let first = letters.next().map(|c| c.to_ascii_uppercase());
        let words: String = first.into_iter().chain(letters).collect();
        let headline = match (self.revision.bump, self.number) {
            (Bump::None, _) => words,
            (bump, None) => format!("{words} ({bump})"),
            (bump, Some(number)) => format!("{words}, so the next version is {number} ({bump})"),
        };
        std::iter::once(headline)
    }

    fn move_label(&self, from: Option<&Id>, to: Option<&Id>) -> String {
        let name = |definition: &Definition, id: Option<&Id>| {
            id.map_or_else(
                || "nothing".into(),
                |id| wording::disposition(definition, id.as_str()),
            )
        };
        format!("{} > {}", name(self.before, from), name(self.after, to))
    }

    fn possible_moves(&self) -> impl Iterator<Item = String> {
        let moves = self.revision.lead_counts.iter().flat_map(|n| &n.moves);
        moves.map(|m| {
            let pair = self.move_label(m.from.as_ref(), m.to.as_ref());
            let otherwise = if m.from == m.to {
                " (stage or service level)"
            } else {
                ""
            };
            format!("{pair}{otherwise}: {:#}", m.leads)
        })
    }

    fn impacts(&self) -> impl Iterator<Item = (&'static str, &Impact)> {
        let recorded = self.recorded.map(|impact| ("Recorded leads", impact));
        let samples = self.samples.map(|impact| ("Sample leads", impact));
        let impacts = recorded.into_iter().chain(samples);
        impacts.filter(|_| self.revision.bump > Bump::None)
    }

    fn impact_sentence(&self, impact: &Impact) -> String {
        let mut sentence = format!(
            "{} of {} {} a different outcome",
            grouped(impact.changed),
            grouped(impact.leads),
            if impact.changed == 1 { "gets" } else { "get" }
        );
        let net = impact.net_forwarded();
        sentence.push_str(&match net {
            0 => "; as many go to Sales as before".into(),
            1.. => format!("; {} more to Sales", grouped(net)),
            _ => format!("; {} fewer to Sales", grouped(-net)),
        });
        if impact.other_changes > 0 {
            let others = grouped(impact.other_changes);
            let change = match impact.other_changes {
                1 => "changes",
                _ => "change",
            };
            sentence.push_str(&format!(
                "; {others} only {change} stage, track or service level"
            ));
        }
        sentence.push('.');
        for (words, group) in [
            ("New to Sales", &impact.newly_forwarded),
            ("No longer to Sales", &impact.no_longer_forwarded),
        ] {
            if group.leads > 0 {
                sentence.push_str(&format!(" {words}: {}.", self.group_summary(group)));
            }
        }
        sentence
    }

    /// Returns a summary such as `7 (3 won, 1 lost, 3 Became viable)`.
    fn group_summary(&self, group: &LeadGroup) -> String {
        let ended = [("won", group.won), ("lost", group.lost)];
        let ended = ended.iter().filter(|(_, n)| *n > 0);
        let mut parts: Vec<String> = ended
            .map(|(word, n)| format!("{} {word}", grouped(*n)))
            .collect();
        for (id, n) in &group.buckets {
            let bucket = self.buckets.iter().find(|b| b.id == *id.as_str());
            let name = bucket.map_or(id.as_str(), |b| b.name.as_str());
            parts.push(format!("{} {}", grouped(*n), name.to_lowercase()));
        }
        if parts.is_empty() {
            grouped(group.leads)
        } else {
            format!("{} ({})", grouped(group.leads), parts.join(", "))
        }
    }

    fn lead_moves(&self, impact: &Impact) -> impl Iterator<Item = String> {
        impact.moves.iter().map(|m| {
            let mut ids = m.ids[..m.ids.len().min(MAX_NAMED)].join(", ");
            if m.ids.len() > MAX_NAMED {
                ids.push_str(&format!(" and {} more", m.ids.len() - MAX_NAMED));
            }
            let pair = self.move_label(m.from.as_ref(), m.to.as_ref());
            format!("{pair}: {}: {ids}", count_noun(m.count as i64, "lead"))
        })
    }
}

fn change_json(change: &Change, severity: ChangeSeverity) -> ChangeJson<'_> {
    ChangeJson {
        place: change.place.to_string(),
        kind: change.kind,
        field: change.field,
        severity,
        message: &change.message,
        before: change.before.as_deref(),
        after: change.after.as_deref(),
    }
}

/// Yields the answers that hold in an example, or a note that none does.
fn held_answers(answers: &[String]) -> impl Iterator<Item = &str> {
    let nothing = answers.is_empty().then_some("none of its answers is known");
    answers.iter().map(String::as_str).chain(nothing)
}

/// Returns the words that changed: `“two” > “at least two”`.
fn word_changes(change: &Change) -> Option<String> {
    let pieces = change
        .word_runs
        .iter()
        .filter(|p| change.kind == ChangeKind::Reworded && !matches!(p, WordRun::Same(_)));
    let quoted: Vec<String> = pieces
        .map(|piece| match piece {
            WordRun::Gone(text) => format!("- “{}”", text.trim()),
            WordRun::New(text) | WordRun::Same(text) => format!("+ “{}”", text.trim()),
        })
        .collect();
    (!quoted.is_empty()).then(|| quoted.join("  "))
}

/// Returns the whole text with removed words struck out and new ones bold.
fn word_diff_markdown(change: &Change) -> Option<String> {
    if change.kind != ChangeKind::Reworded {
        return None;
    }
    let pieces = change.word_runs.iter().map(|piece| {
        let text = escape_markdown(piece.text());
        match piece {
            _ if text.is_empty() => text,
            WordRun::Same(_) => text,
            WordRun::Gone(_) => format!("~~{text}~~"),
            WordRun::New(_) => format!("**{text}**"),
        }
    });
    let words: Vec<String> = pieces.filter(|text| !text.is_empty()).collect();
    Some(words.join(" "))
}
