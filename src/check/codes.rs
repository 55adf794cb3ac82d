//! The table of all finding codes: severity, hint, and the sentence that stands for a waived one in
//! the minutes. The message on the screen is made where the finding is.

use super::finding::Finding;
use super::finding::Severity::{self, Error, Note, Warning};

/// A kind of finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FindingKind {
    /// The code, which never changes its meaning.
    pub code: &'static str,
    /// How severe it is.
    pub severity: Severity,
    /// What is wrong, in general.
    pub sentence: &'static str,
    /// What to do about it.
    pub hint: &'static str,
}

/// The code of a decision that the model contradicts.
pub const CONFLICT: &str = "A246";

/// What resolves such a conflict.
pub const CONFLICT_REMEDY: &str = "Change the model, or vote again.";

/// Returns the kind of finding with a code.
pub fn finding_kind(code: &str) -> Option<&'static FindingKind> {
    CODES.iter().find(|kind| kind.code == code)
}

const fn row(
    code: &'static str,
    severity: Severity,
    sentence: &'static str,
    hint: &'static str,
) -> FindingKind {
    FindingKind {
        code,
        severity,
        sentence,
        hint,
    }
}

/// Every kind of finding.
#[rustfmt::skip] // a table: one row a finding
pub const CODES: &[FindingKind] = &[
    row("A101", Error, "Two things of one kind have the same id.", "Give one of them another id."),
    row("A102", Error, "A rule refers to a criterion that no longer exists.", "Choose another criterion, or take it out of the rule."),
    row("A103", Error, "A rule refers to an answer that no longer exists.", "Choose another answer of the criterion."),
    row("A104", Error, "A rule names a criterion none of whose answers has points, without saying which answer.", "Name the answers, as in criterion=answer, or give one of them points."),
    row("A105", Error, "A rule is empty.", "Say what must hold, or take the rule out."),
    row("A106", Error, "A list in a rule is empty.", "Add something to it, or take the list out."),
    row("A107", Error, "A count asks for less than one.", "Ask for 1 or more."),
    row("A108", Error, "A minimum of points names a group that doesn't exist.", "Use total, fit, behaviour or a group's id."),
    row("A109", Error, "A rule asks for a stage that no longer exists.", "Choose another stage."),
    row("A110", Error, "A rule asks for a stage that a person decides.", "Choose a stage that has a rule."),
    row("A111", Error, "Stages require each other in a circle.", "Remove the requirement from one of them."),
    row("A112", Error, "A routing rule doesn't say when it applies.", "Say what must hold."),
    row("A113", Error, "A count of topics names one twice, or asks for more topics than it names.", "Name each topic once, and ask for no more than that."),
    row("A114", Error, "A never rule has parts that aren't about answers.", "Use all, any and at_least only: points, none and reached can't be there."),
    row("A115", Error, "A never rule doesn't say what no lead has.", "Say what no lead has, or delete it."),
    row("A120", Error, "Nothing says how several answers of a criterion count.", "Choose one-of, highest or sum."),
    row("A121", Error, "`otherwise` is used where it isn't allowed.", "Only the last answer of a one-of criterion can be `otherwise`, once, and without a condition."),
    row("A122", Error, "A condition isn't well formed.", "Fix the condition."),
    row("A123", Error, "A criterion has answers and also points or a condition of its own.", "Move them to the answers."),
    row("A124", Error, "Points add up to more than can be represented.", "Use smaller points: a sum must stay within 9223372036854775807, above and below zero."),
    row("A125", Error, "Points for each time don't fit the most they add up to.", "Let the most be the points of one time, at most 20 times."),
    row("A126", Error, "Points for each time need a condition that counts one event.", "Name the event; only within_days, older_than_days, where and distinct_days may go with it."),
    row("A130", Error, "A group has a name that means something else.", "Call it something other than total, fit or behaviour."),
    row("A131", Error, "A group refers to a criterion that no longer exists.", "Remove it from the group."),
    row("A132", Error, "A group has both fit and behaviour criteria.", "Create one group for each kind."),
    row("A133", Error, "A criterion is in two groups, or twice in one.", "Leave it in one group, once."),
    row("A134", Error, "A group's minimum is above its maximum.", "Swap them."),
    row("A135", Error, "A group has no criteria.", "Add the criteria it counts together, or remove it."),
    row("A140", Error, "A stage has a rule and is decided by a person.", "Keep one or the other."),
    row("A141", Error, "An exit leads to something that no longer exists.", "Choose another stage, disposition or track."),
    row("A150", Error, "There is no hand-off, so no lead can qualify.", "Say at which stage ownership passes to Sales."),
    row("A151", Error, "The hand-off refers to a stage that no longer exists.", "Choose another stage."),
    row("A152", Error, "The hand-off's stage has no rule, so no lead can qualify.", "Give the stage a rule."),
    row("A153", Error, "The hand-off's stage is decided by a person.", "Hand off at a stage that has a rule."),
    row("A154", Error, "The hand-off refers to a disposition that no longer exists.", "Choose another disposition."),
    row("A155", Error, "The minimum of attempts is above the maximum.", "Swap them."),
    row("A156", Error, "No lead can meet the hand-off's rule, so no lead can qualify.", "Ask for less, or for things that can hold together."),
    row("A160", Error, "The bands don't ascend.", "List them from the lowest to the highest, no two starting at the same total."),
    row("A161", Error, "A band other than the first has no `from`, or the first band has one.", "Leave `from` out of the first band, and only there."),
    row("A162", Error, "A band refers to a disposition that no longer exists.", "Choose another disposition."),
    row("A163", Error, "A routing rule refers to a disposition that no longer exists.", "Choose another disposition."),
    row("A170", Error, "A disposition refers to a track that no longer exists.", "Choose another track, or `none`."),
    row("A171", Error, "A track is called `none`, which means that there is none.", "Give it another id."),
    row("A172", Error, "A track refers to a buying step that no longer exists.", "Choose another step."),
    row("A180", Error, "A journey refers to a persona or segment that no longer exists.", "Choose another."),
    row("A181", Error, "A buying step refers to a behaviour that no longer exists.", "Choose another, or take it out of the step."),
    row("A182", Error, "A buying step refers to a stage that no longer exists.", "Choose another stage."),
    row("A183", Error, "A target refers to a persona or segment that no longer exists.", "Choose another."),
    row("A190", Error, "Sales-worthy and sales-ready are defined the same.", "Say what a sales-ready lead has asked for that a sales-worthy one has not."),
    row("A195", Error, "An export to be published has no format.", "Choose one of the formats, or take it out of Exports on Publish."),
    row("A201", Warning, "A stage's rule has no fit part.", "Add a fit criterion to the rule: behaviour alone is not enough."),
    row("A202", Warning, "A stage's rule has no behaviour part.", "Add a behaviour to the rule: fit alone is not enough."),
    row("A203", Warning, "A definition names contact details only.", "Add something Sales can act on: what fits, and what they did."),
    row("A204", Warning, "A definition uses a word for something nobody can observe.", "Say what can be observed."),
    row("A205", Warning, "A pipeline term isn't defined.", "Define it as a stage or a term, or add it to the synonyms of one."),
    row("A206", Warning, "A behaviour belongs to no buying step.", "List it in the step it shows."),
    row("A207", Warning, "No behaviour tells us that a lead is at a stage.", "Map a buying step with a behaviour to the stage."),
    row("A208", Warning, "There is no buying journey yet.", "Describe the buying steps of one persona in one segment."),
    row("A209", Warning, "A sales accepted lead doesn't have exactly its three outcomes, each leading somewhere.", "Add develop, discard and send-back, once each; sending back leads to a nurture track."),
    row("A210", Warning, "A behaviour has no points.", "Give it points, 0 if it is to count for rules only."),
    row("A211", Warning, "All criteria are stated, or all are observed, or it isn't recorded which they are.", "For each criterion, say whether the lead states it or we observe it; have both kinds."),
    row("A212", Warning, "The hand-off asks for something that can't be collected.", "Leave it out of the rule, collect it, or record why it may stand."),
    row("A213", Warning, "A service level is outside 48 hours and 5 to 9 attempts.", "Answer within 48 hours and try 5 to 9 times, or record why not."),
    row("A214", Warning, "The hand-off has no service level.", "Agree on the hours to a first response and the number of attempts."),
    row("A215", Warning, "A disposition that doesn't forward has no nurture track.", "Choose a track, or `none` deliberately."),
    row("A216", Warning, "A stage or term has no definition.", "Write down what both sides agree it means."),
    row("A217", Warning, "Nobody owns a stage or disposition.", "Name the team that answers for it."),
    row("A218", Warning, "The review is overdue.", "Review the definition and set the next date."),
    row("A219", Warning, "There are no bands, so nothing says what we do with leads that don't qualify.", "Add bands, each with its disposition."),
    row("A220", Warning, "The hand-off doesn't say who receives the leads.", "Name the team, account manager or partner."),
    row("A221", Warning, "Nothing is reported back after the hand-off.", "Say what Sales reports, where, and by when."),
    row("A222", Warning, "A target has no planned activity.", "Say what will bring in these leads."),
    row("A223", Warning, "A buying step names a fit criterion as a behaviour.", "List behaviours only."),
    row("A230", Warning, "No lead can reach a stage.", "Ask for less, or for things that can hold together."),
    row("A231", Warning, "A rule asks for more points than a lead can have.", "Lower the points it asks for, or give the answers more."),
    row("A232", Warning, "No lead stays in a stage, because every lead in it is in a later one, too.", "Ask for more in the later stage, or take one of the two out."),
    row("A233", Warning, "No lead falls in a band.", "Move the band to totals that leads have, or take it out."),
    row("A234", Warning, "A routing rule applies to no lead.", "Change its rule, move it up, or take it out."),
    row("A235", Warning, "No lead gets one of the dispositions.", "Use it in a band, a routing rule or the hand-off, or take it out."),
    row("A236", Warning, "The points a rule asks for never matter.", "Ask for more points, or leave them out of the rule."),
    row("A237", Warning, "A part of a rule is implied by the rest.", "Leave it out, or change what implies it."),
    row("A238", Warning, "A rule's points can't be reached without everything else it asks for.", "Ask for fewer points, or leave the rest out of the rule."),
    row("A239", Warning, "A criterion's points change no lead's outcome.", "Give it more points, or none; or record that it only sorts the leads."),
    row("A240", Warning, "A stage's rule can hold while that of an earlier stage doesn't.", "Add the earlier stage to the rule, as in `reached`, or change the order of the stages."),
    row("A241", Warning, "One criterion alone makes a lead qualify.", "Ask for something more, or record why it is enough."),
    row("A242", Warning, "Every possible lead qualifies.", "Ask for something that not every lead has."),
    row("A243", Warning, "A lead whose furthest behaviour is research or exploration is handed over.", "Ask for a behaviour of consideration or purchase, or record why it is early enough."),
    row("A245", Warning, "Every sales-worthy lead is sales-ready, too.", "Say what a sales-ready lead has asked for that a sales-worthy one has not."),
    row(CONFLICT, Warning, "The room decided otherwise about a sample lead than the model does.", CONFLICT_REMEDY),
    row("A247", Warning, "A rule and a band shared a number, and only one of them moved.", "Move the other along, or record why they differ now."),
    row("A250", Warning, "Two stages or terms have the same definition.", "Say what sets them apart, or keep one of them and add the other's name to its synonyms."),
    row("A251", Warning, "Two things of one kind have the same name.", "Give one of them another name, or remove it."),
    row("A252", Warning, "A criterion doesn't say where its data can be seen, or whether it is collected.", "Say where the data can be seen, and whether it is collected today."),
    row("A253", Warning, "A stage's rule asks for something that is never collected.", "Leave it out of the rule, collect it, or record why it may stand."),
    row("A260", Warning, "A nurture track has no buying step, no content or no way back into scoring.", "Say which buying step it serves, what is sent, and what brings a lead back."),
    row("A261", Warning, "Nothing keeps the leads that meet the criteria and aren't ready to buy.", "Add a routing rule for them, or an exit of a stage, with a disposition that nurtures."),
    row("A262", Warning, "A side commits to nothing at the hand-off.", "Write down what the side promises, in words it can sign."),
    row("A263", Warning, "Nothing measures the agreement: there is no metric for reach, qualification, conversion, contribution or wins.", "Add at least one of them, with its formula and its owner."),
    row("A264", Warning, "A sales qualified lead has no checklist.", "List what must be done before the stage: needs and date are clear, material is given, an account manager has it."),
    row("A265", Warning, "The report back leaves out what is reported, who reports it, by when or where.", "Say all four: what, who, by when, and in which shared system."),
    row("A266", Warning, "One answer alone makes a lead qualify.", "Ask for something more, or record why it is enough."),
    row("A267", Warning, "An answer can never be found.", "Put the higher range before the lower, or change its condition."),
    row("A268", Warning, "A condition holds of every lead of which it is known.", "Ask for something that not every lead has, or use `known`."),
    row("A269", Warning, "Two answers hold of the same leads.", "Keep one of them, or set them apart."),
    row("A270", Warning, "A sample lead is what no lead can be.", "Correct the lead's answers, or the never rule."),
    row("A271", Warning, "No lead could be as a sample lead is.", "Tick the lead again: its answers contradict each other."),
    row("A272", Warning, "There is a gap between the ranges of a criterion's answers.", "Move one of the ranges, or add an answer for what lies between them."),
    row("A273", Warning, "A column named on Evidence isn't in the leads file.", "Choose one of the file's columns, or another file."),
    row("A274", Warning, "The leads can't be read, as what is said of how their file is written can't be.", "Correct it on Evidence: the marks of numbers, what is taken off them, the time format or the time zone."),
    row("A301", Note, "A sample lead has an answer that no longer exists.", "Tick the lead again."),
    row("A302", Note, "A lead can be sales-worthy and not sales-ready.", "This is intended: ask the room whether it agrees about this lead."),
    row("A303", Note, "A lead qualifies with fewer than two different consideration behaviours.", "Ask for two of them, or leave it so deliberately."),
    row("A304", Note, "Not everything could be proved.", "Use fewer criteria in rules, or fewer different points."),
    row("A305", Note, "A behaviour has no real example from the past, neither recorded nor remembered.", "Find one lead that did it and how it went, or leave it as a hypothesis."),
    row("A310", Note, "Fewer of the recorded leads qualify than the targets ask for.", "If the file covers as long a time, plan more activity, aim lower, or change the rule."),
];

/// For each field, the codes of findings that are fixed in that field alone.
#[rustfmt::skip] // a table: a row a field
const FIELDS: &[(&str, &[&str])] = &[
    ("rule", &["A102", "A103", "A104", "A105", "A106", "A107", "A108", "A109", "A110", "A111", "A112", "A113", "A114", "A115", "A156", "A201", "A202", "A230", "A231", "A234", "A236", "A237", "A238", "A240", "A242", "A243", "A245", "A302", "A303"]),
    ("combine", &["A120"]),
    ("when", &["A122", "A123", "A126", "A267", "A268", "A269"]),
    ("of", &["A131", "A132", "A133", "A135"]),
    ("min", &["A134"]),
    ("stage", &["A151", "A152", "A153", "A182"]),
    ("disposition", &["A154", "A162", "A163"]),
    ("attempts_min", &["A155"]),
    ("from", &["A160", "A161", "A233", "A247"]),
    ("track", &["A170", "A215"]),
    ("step", &["A172"]),
    ("behaviours", &["A181", "A223"]),
    ("persona", &["A180", "A183"]),
    ("definition", &["A190", "A203", "A204", "A216", "A250"]),
    ("points", &["A124", "A125", "A210"]),
    ("collected", &["A212", "A253"]),
    ("example", &["A305"]),
    ("response_hours", &["A213", "A214"]),
    ("owner", &["A217"]),
    ("to", &["A220"]),
    ("report_system", &["A221"]),
    ("activity", &["A222"]),
    ("checklist", &["A264"]),
    ("qualified", &["A310"]),
];

impl Finding {
    /// Returns the field in which it is fixed, if that is a single field of its place.
    pub fn field(&self) -> Option<&'static str> {
        let row = FIELDS.iter().find(|(_, codes)| codes.contains(&self.code));
        self.field.or_else(|| row.map(|(field, _)| *field))
    }
}

/// Returns whether a warning blocks publication unless the room recorded a waiver.
pub fn needs_waiver(code: &str) -> bool {
    ["A201", "A202", "A212"].contains(&code)
}
