//! What the workbench can be told to do, as typed data.
//!
//! Whatever the room does ends as a [`Command`]: a key of the table is one, a choice, a question's
//! answer, a submitted text or ticked list carries one, and a step answers an action with one. The
//! plain mode and tests can say them too. `run` in `run_command.rs` carries them out.
//!
//! ```text
//!   key ----+
//!   choice -+--> Command --> run --> Edit (through the document) and Effect (for the host)
//!   plain --+
//! ```

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

use crate::app::input::condition_command::{ConditionCommand, Operator};
use crate::app::input::entry_command::EntryCommand;
use crate::app::input::export_command::ExportCommand;
use crate::app::input::keymap::Action;
use crate::app::input::mapping_command::MappingCommand;
use crate::app::input::page_command::PageCommand;
use crate::app::input::row::Addable;
use crate::model::record::Place;
use crate::model::rule_parts::{NewRulePart, PartContent};
use crate::model::{BallotMethod, DayOrder, Id, Reference, Rule, Side, Subject, Version};
use crate::release::BumpOverride;
use crate::revision::Bump;
use crate::widgets::theme_name::ThemeName;

/// Something the workbench is told to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Nothing more: the dialog that asked is closed.
    Close,
    /// Quit, even if session.yaml could not be written; the journal keeps the edits.
    Quit,
    /// Write session.yaml at once, and say so.
    Save,
    /// Read the files of leads again.
    Reload,
    /// Choose a theme from a list.
    AskTheme,
    /// Show another theme, and keep it for the next start.
    SetTheme(ThemeName),
    /// What a key of the table does to the selection.
    Action(Action),
    /// Use a digit on the focused row: it begins a number, chooses a sample lead's answer, or goes
    /// to a step.
    Digit(u8),
    /// Focus the detail pane, on this row of it if one is given.
    FocusDetail(Option<usize>),
    /// Show a long text under a title.
    ShowText(String, String),
    /// Use a text that was typed.
    Submit(EntryCommand, String),
    /// Seal a side's own words on a subject.
    WriteOwnWords(Place, Side, SecretText),
    /// Use what was ticked in a list.
    Ticked(TickCommand, Vec<TickValue>),
    /// Do something with a record.
    Record(RecordCommand),
    /// Do something with a part of a rule.
    Rule(RuleCommand),
    /// Continue the condition being edited.
    Condition(ConditionCommand),
    /// Do something with a side's own words.
    Words(WordsCommand),
    /// Do something with words, votes or decisions.
    Ballot(BallotCommand),
    /// Do something with the published versions.
    Version(VersionCommand),
    /// Publish, or sign.
    Publish(PublishCommand),
    /// Choose between what is on disk and what is here.
    Disk(DiskCommand),
    /// Say what the files of leads mean.
    Mapping(MappingCommand),
    /// Do something with a page of figures.
    Page(PageCommand),
    /// Show a document, or write it.
    Export(ExportCommand),
}

impl Command {
    /// Returns the command that uses a text typed for this.
    pub fn with_text(entry: &EntryCommand, text: String) -> Self {
        match entry {
            EntryCommand::OwnWords { subject, side } => {
                Self::WriteOwnWords(subject.clone(), *side, SecretText::new(text))
            }
            EntryCommand::AllAnswers { side } => {
                Self::Words(WordsCommand::SealAll(*side, SecretText::new(text)))
            }
            other => Self::Submit(other.clone(), text),
        }
    }
}

/// What is done with a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RecordCommand {
    /// Go to where it is edited.
    GoTo(Place),
    /// Add one, asking for its name if it has one.
    Add(Addable),
    /// Open a quick list, with a text already in it.
    AddList(Addable, String),
    /// Copy one: below it, or for a journey into this pair of persona and segment.
    Copy(Place, Option<(Id, Id)>),
    /// Give the rule of the first, a stage, to the second.
    CopyRule(Place, Place),
    /// Set a field from text.
    SetField {
        /// The record.
        at: Place,
        /// Key of the field.
        key: String,
        /// The new value as text.
        text: String,
    },
    /// Type the text of a field that is usually picked.
    TypeField(Place, String, String),
    /// Suggest sample leads from the model.
    SuggestSamples,
    /// Give every agenda item the minutes it took.
    PlanMinutes,
    /// Keep what comes first in a day typed in numbers, and use the text that waits for it.
    SetDayOrder(DayOrder),
    /// Give the focused criterion points for each time instead of once, or once again.
    ToggleEachTime,
    /// Ask for the points and days of the focused behaviour, so that it fades with time.
    AskFade,
    /// Do with a parked thought what was decided.
    Thought(Place, ThoughtOutcome),
}

/// What becomes of a parked thought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThoughtOutcome {
    /// It is settled; how is asked.
    Settled,
    /// It becomes an action; owner and date are asked.
    Action,
    /// It goes back to whoever brought it up.
    GivenBack,
}

/// What is done with the rule of a stage or routing rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleCommand {
    /// Ask which kind of part to add.
    AskKind(Place),
    /// Ask for the content of a new part.
    AskContent(Place, NewRulePart),
    /// Add a part.
    AddPart(Place, PartContent),
    /// Create the hand-off.
    MakeHandoff,
    /// Choose the rule of the hand-off from templates.
    AskTemplate,
    /// Make a template the rule of a stage.
    TakeTemplate(Place, Box<Rule>),
    /// Let the rule of a stage decide instead of a person, and ask for its first part.
    LetRuleDecide(Place),
    /// Ask for the number of a part, by index.
    AskNumber(Place, usize),
    /// Ask for the answers a part names.
    AskReferences(Place, usize),
    /// Ask what a part is about: which points, phase, aspect or stage.
    AskTopic(Place, usize),
    /// Set what a part is about.
    SetTopic(Place, usize, PartContent),
    /// Ask for the answers of a part in another way.
    SetKind(Place, usize, NewRulePart),
}

/// What is done with a side's own words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordsCommand {
    /// Write sealed words anew, beginning with nothing.
    WriteAnew(Place, Side),
    /// Take sealed words back.
    TakeBack(Place, Side),
    /// Discard the covered text that is open.
    Discard,
    /// Ask whose answers to the opening questions these are, or are to be typed.
    AskWhose(SecretText),
    /// Open the text into which a side's answers go, beginning with this.
    OpenAll(Side, SecretText),
    /// Seal a side's answers, asking first if some are sealed.
    SealAll(Side, SecretText),
    /// Seal a side's answers in place of those that are sealed.
    ReplaceAll(Side, SecretText),
}

/// The lines of a sheet whose median is accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AcceptedLines {
    /// Those on which the sides agree.
    Close,
    /// Those on which they don't as well.
    Apart,
    /// Even those that would change a value agreed before.
    AgreedBefore,
}

/// What is done with words, votes and decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BallotCommand {
    /// Open a ballot, return to the open one, or show its votes.
    Open(Subject),
    /// Open a ballot with this method.
    Begin(Subject, BallotMethod),
    /// Show the votes, for good; whoever hasn't voted counts as absent.
    ShowVotes(Vec<Subject>),
    /// Ask a voter for a reason.
    AskReason(Subject, usize),
    /// Set the outcome.
    Decide(Subject, String),
    /// Ask who agrees to the subject as it is, without a vote.
    AskWhoAgrees(Subject),
    /// Record that these sides agree to it as it is.
    Agree(Subject, Vec<Side>),
    /// Accept the median of every line of a sheet.
    AcceptAll(BallotMethod, AcceptedLines),
    /// Paste votes into a row over what is sealed.
    PasteVotes(SecretText),
    /// Take back every vote of a row of a sheet.
    RemoveRow(BallotMethod, Id),
    /// Show both sides' words, asking first if they are sealed.
    AskReveal(Place),
    /// Show both sides' words, for good.
    RevealWords(Place),
}

/// What is done with the published versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VersionCommand {
    /// Ask what to do with one.
    Open(Version),
    /// Have it read.
    Request(VersionRequest),
    /// Ask which other version to compare it with.
    AskCompare(Version),
    /// Compare two versions, the older first.
    Compare(Version, Version),
    /// Begin the workshop that revises it.
    Revise(Version),
}

/// A request for published versions; `host` reads them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VersionRequest {
    /// Show everything in this version that people read.
    Show(Version),
    /// Compare the first version with the second, or with the draft if that is absent.
    Compare(Version, Option<Version>),
    /// Restore this version as the draft.
    Restore(Version),
}

/// Publishing and signing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PublishCommand {
    /// Ask whether to publish, or say what it waits for.
    Ask,
    /// Go to step 9 and ask there.
    GoAndAsk,
    /// Publish.
    Publish,
    /// Ask for the reason for a larger bump of the version number than computed.
    AskBumpReason(Bump),
    /// Ask for the reason to publish although an earlier version was altered.
    AskAlteredReason(Option<BumpOverride>),
    /// Ask which side signs.
    AskWhichSide,
    /// Ask who signs for a side.
    AskSigner(Side),
    /// Ask for the name of somebody who isn't a participant of that side, as far as it was typed.
    AskNewSigner(Side, String),
    /// Sign for a side by this name.
    Sign(Side, String),
}

/// What becomes of the session here and the one on disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DiskCommand {
    /// Keep what was recovered from the journal.
    KeepRecovered,
    /// Throw away what was recovered.
    DropRecovered,
    /// Ask about changes that couldn't be read.
    AskUnread,
    /// Ask for a reason to continue without the part that couldn't be read.
    AskUnreadReason,
    /// Take the session another program wrote (`State::session_on_disk`).
    TakeTheirs,
    /// Overwrite what another program wrote.
    KeepMine,
}

/// What a list of ticked values is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TickCommand {
    /// Set this field of the record.
    SetField(Place, String),
    /// Add a part with these references to the rule at this place.
    AddPart(Place, NewRulePart),
    /// Replace the references of a part of the rule, by index.
    SetReferences(Place, usize),
    /// Add these suggested sample leads.
    AddSuggestions,
    /// Compare a field with these values, in the condition being edited.
    ConditionValues(String, Operator),
    /// Count these events, in the condition being edited.
    ConditionEvents,
}

impl TickCommand {
    /// Returns whether the selected value counts if nothing is ticked, as when adding to a rule.
    pub fn needs_one(&self) -> bool {
        match self {
            Self::AddPart(..)
            | Self::SetReferences(..)
            | Self::AddSuggestions
            | Self::ConditionEvents => true,
            Self::SetField(..) | Self::ConditionValues(..) => false,
        }
    }
}

/// A value that can be ticked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TickValue {
    /// A word of a field or of the data, or a record's id.
    Word(String),
    /// An answer that a rule can refer to.
    Reference(Reference),
    /// A behaviour that isn't in the list yet, as it was typed to narrow the list.
    NewBehaviour(String),
    /// Words that aren't in the list, to be typed, beginning with these.
    Typed(String),
    /// A suggested sample lead, by its name.
    Suggestion(String),
    /// All suggested sample leads.
    AllSuggestions,
    /// The lead on which the sides differ most.
    Disagreement,
}

impl TickValue {
    /// Returns the value with the text that was typed in search of it, if it is a new one.
    #[must_use]
    pub fn typed_as(self, text: &str) -> Self {
        match self {
            Self::NewBehaviour(_) => Self::NewBehaviour(text.to_owned()),
            Self::Typed(_) => Self::Typed(text.to_owned()),
            other => other,
        }
    }

    /// Returns the word, if it is one.
    pub fn word(&self) -> Option<&str> {
        match self {
            Self::Word(word) => Some(word),
            _ => None,
        }
    }
}

/// A text that nobody but its writer may see. Printed or serialized it is empty.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct SecretText(String);

impl SecretText {
    /// Wraps a text.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text, to be sealed.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretText")
    }
}

impl Serialize for SecretText {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str("")
    }
}

impl<'de> Deserialize<'de> for SecretText {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from).map(Self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_written_and_read_again() {
        let commands = [
            Command::Action(Action::Step(3)),
            Command::Save,
            Command::Record(RecordCommand::GoTo("stage:mql".parse().unwrap())),
            Command::Ballot(BallotCommand::Decide(
                "stage:mql#points.total".parse().unwrap(),
                "20".into(),
            )),
            Command::Ticked(
                TickCommand::AddPart("stage:mql".parse().unwrap(), NewRulePart::Any),
                vec![TickValue::Reference("demo=tour".parse().unwrap())],
            ),
        ];
        for command in commands {
            let text = serde_json::to_string(&command).unwrap();
            assert_eq!(serde_json::from_str::<Command>(&text).unwrap(), command);
        }
    }

    #[test]
    fn secret_words_are_neither_printed_nor_written() {
        let at = "question:mql".parse().unwrap();
        let words = SecretText::new("they never call back");
        let command = Command::WriteOwnWords(at, Side::Sales, words);
        let (printed, written) = (format!("{command:?}"), serde_json::to_string(&command));
        assert!(printed.contains("Question") && !printed.contains("call"));
        let written = written.unwrap();
        assert!(written.contains("question:mql") && !written.contains("call"));
    }
}
