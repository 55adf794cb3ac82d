//! The state of the running workbench.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;
use std::sync::Arc;

use crate::app::dialogs::dialog::{Dialog, KeyQuestion};
use crate::app::dialogs::findings_list::FindingsView;
use crate::app::dialogs::text_entry::TextEntry;
use crate::app::input::pointer::{MouseUse, ViewArea};
use crate::app::input::row::RowTarget;
use crate::app::input::step::Step;
use crate::app::input::typing_run::TypingRun;
use crate::app::state::clock::Clock;
use crate::app::state::gates::GateTemplates;
use crate::app::state::leads::{LeadsStatus, ProofResults};
use crate::app::state::linked::{CountRun, LinkedEdit};
use crate::app::state::message::Effect;
use crate::app::state::missing::LeadMissing;
use crate::app::state::pages::Pages;
use crate::app::state::projector::RoomViewState;
use crate::app::state::publishing::Publishing;
use crate::app::state::release::DraftRevision;
use crate::app::state::unfinished::UnfinishedText;
use crate::app::state::unread::UnreadChanges;
use crate::app::state::variant::Variants;
use crate::check::Finding;
use crate::document::Document;
use crate::evidence::{FileSurvey, LeadSummary};
use crate::model::record::Place;
use crate::model::{Definition, OfferedHistory, Release, Session, Version};
use crate::release::{LastRelease, UsedNumbers};
use crate::widgets::theme_name::ThemeName;

/// The pane that gets the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list on the left.
    #[default]
    List,
    /// The selected record's rows on the right.
    Detail,
}

/// The selection in a step; each step keeps its own.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    /// Index in the list.
    pub row: usize,
    /// Target of the selected row, which stays selected when rows move.
    pub selected: Option<RowTarget>,
    /// Index in the detail pane.
    pub detail_row: usize,
    /// The pane that gets the keys.
    pub pane: Pane,
    /// Whether all fields are shown.
    pub more: bool,
    /// Marked records, all of one kind: what is done to one of them is done to all.
    pub marked: Vec<Place>,
    /// Text that narrows the list; blank for none.
    pub filter: String,
    /// The order of the list on the screen.
    pub order: ListOrder,
}

/// The order in which a list is shown; the document keeps its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ListOrder {
    /// The step's usual one.
    #[default]
    Usual,
    /// As in the file.
    File,
    /// By name.
    Name,
    /// By points, the most first.
    Points,
}

/// The recorded leads as a filter and an order show them.
#[derive(Clone, Debug)]
pub struct RecordedView {
    /// The scores they are of.
    pub outlook: Arc<LeadSummary>,
    /// The text that narrows them.
    pub filter: String,
    /// Their order.
    pub order: ListOrder,
    /// Indexes of the leads shown.
    pub leads: Vec<u32>,
}

/// When the mapping screen opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MappingOpens {
    /// When somebody asks for it.
    #[default]
    OnRequest,
    /// By itself, once the files are read: a first leads file was named.
    OnceRead,
}

/// Severity of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeLevel {
    /// Information.
    Info,
    /// Worth a look.
    Warn,
    /// Something failed.
    Error,
}

/// One line of feedback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its severity.
    pub level: NoticeLevel,
    /// The sentence.
    pub text: String,
}

/// Save state of session.yaml.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// On disk.
    #[default]
    Saved,
    /// Pending, and safe in the journal.
    Saving,
    /// Failed, for this reason.
    Failed(String),
}

/// A text given up with Esc.
pub enum DiscardedText {
    /// Undo brings it back.
    Kept(Box<TextEntry>),
    /// It was covered: undo says that it is gone before it undoes anything else.
    Gone,
}

/// The state of the workbench.
pub struct State {
    /// The session and its history.
    pub document: Document,
    /// The step on the screen.
    pub step: Step,
    /// Selection of each step.
    pub cursors: [Cursor; 9],
    /// Dialogs, the top one last.
    pub dialogs: Vec<Dialog>,
    /// A text left unfinished, until the same question is asked again.
    pub unfinished_text: Option<UnfinishedText>,
    /// The latest notice.
    pub notice: Option<Notice>,
    /// A suggestion shown until the first edit.
    pub tip: Option<Tip>,
    /// What the model says of the leads now.
    pub outlook: Option<Arc<LeadSummary>>,
    /// What it said before the last edit.
    pub baseline: Option<Arc<LeadSummary>>,
    /// Generation of the last scoring requested.
    pub generation: u64,
    /// The recorded leads.
    pub recorded: LeadsStatus,
    /// What the files of leads and events contain.
    pub survey: Option<Arc<FileSurvey>>,
    /// When the mapping screen opens.
    pub mapping_opens: MappingOpens,
    /// Percentage of the lead files read, while they are being read.
    pub load_percent: Option<u8>,
    /// Findings of the checks.
    pub findings: Arc<Vec<Finding>>,
    /// The finding last visited.
    pub last_finding: Option<Finding>,
    /// How the list of findings is narrowed and sorted.
    pub findings_view: FindingsView,
    /// What was proved of the current definition.
    pub proofs: ProofResults,
    /// What the lead on the screen lacks to qualify.
    pub missing: Option<LeadMissing>,
    /// Pages of figures.
    pub pages: Pages,
    /// Past leads that come with the session and can be taken.
    pub offered_history: Option<Arc<OfferedHistory>>,
    /// The points and rules kept as A, and what they are compared with.
    pub variants: Variants,
    /// The templates of the hand-off rule on the screen.
    pub gates: GateTemplates,
    /// An edit on offer.
    pub linked_edit: Option<LinkedEdit>,
    /// Why the session is read-only, if it is.
    pub read_only: Option<String>,
    /// Save state of session.yaml.
    pub save_state: SaveState,
    /// Whether somebody asked to save now, so that the outcome is said.
    pub save_asked: bool,
    /// The question about what was found at startup, until it is answered.
    pub recovery_question: Option<KeyQuestion>,
    /// Changes that couldn't be read and for which nobody has given a reason.
    pub unread_changes: Vec<UnreadChanges>,
    /// The session another program wrote to session.yaml, until it is decided which one to keep.
    pub session_on_disk: Option<Box<Session>>,
    /// The published versions, oldest first.
    pub versions: Vec<Release>,
    /// The highest version number there ever was, even if that version is gone.
    pub newest_version: Option<Version>,
    /// The last of the published versions in full.
    pub last_release: Option<LastRelease>,
    /// The draft compared with the last release.
    pub draft_revision: DraftRevision,
    /// The publication under way.
    pub publishing: Option<Publishing>,
    /// Definitions that were signed, by digest, as far as they are known.
    pub signed_definitions: BTreeMap<String, Arc<Definition>>,
    /// Path of the session, for display.
    pub path: String,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// The current time.
    pub now: Timestamp,
    /// The current local date.
    pub today: Date,
    /// The zone in which times are shown; files keep them in UTC.
    pub time_zone: TimeZone,
    /// The number counted by the last edit, so that counting on is the same step of undo.
    pub count_run: Option<CountRun>,
    /// A text given up with Esc, until something else is changed.
    pub discarded: Option<DiscardedText>,
    /// State of the projector and of the mirrored screen.
    pub room_view: RoomViewState,
    /// The clock of the agenda.
    pub clock: Clock,
    /// Whether undo, pressed again, goes on past what was shown.
    pub undo_goes_on: bool,
    /// What is being typed while no field is open.
    pub typing: TypingRun,
    /// Whether a terminal shows the workbench, rather than plain mode.
    pub has_terminal: bool,
    /// Whose the mouse is.
    pub mouse: MouseUse,
    /// The theme on the screen.
    pub theme: ThemeName,
    /// A theme just chosen, until the terminal has shown and kept it.
    pub chosen_theme: Option<ThemeName>,
    /// The area that was scrolled away from its selected row, and its first line; until the next
    /// key.
    pub view_scroll: Option<(ViewArea, usize)>,
    /// The recorded leads as the filter and order of Preview show them, if these say anything.
    pub recorded_view: Option<RecordedView>,
}

/// A suggestion for a row, shown while the row is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tip {
    /// What to try.
    pub text: String,
    /// The row on which the keys do what it says.
    pub row: RowTarget,
}

impl State {
    /// Creates a workbench for a session.
    pub fn new(document: Document, now: Timestamp, today: Date) -> Self {
        Self {
            document,
            step: Step::Room,
            cursors: Default::default(),
            dialogs: Vec::new(),
            unfinished_text: None,
            notice: None,
            tip: None,
            outlook: None,
            baseline: None,
            generation: 0,
            recorded: LeadsStatus::None,
            survey: None,
            mapping_opens: MappingOpens::default(),
            load_percent: None,
            findings: Arc::default(),
            last_finding: None,
            findings_view: FindingsView::default(),
            proofs: ProofResults::default(),
            missing: None,
            pages: Pages::default(),
            offered_history: None,
            variants: Variants::default(),
            gates: GateTemplates::default(),
            linked_edit: None,
            read_only: None,
            save_state: SaveState::Saved,
            save_asked: false,
            recovery_question: None,
            unread_changes: Vec::new(),
            session_on_disk: None,
            versions: Vec::new(),
            newest_version: None,
            last_release: None,
            draft_revision: DraftRevision::default(),
            publishing: None,
            signed_definitions: BTreeMap::new(),
            path: String::new(),
            size: (80, 24),
            now,
            today,
            time_zone: TimeZone::UTC,
            count_run: None,
            discarded: None,
            room_view: RoomViewState::default(),
            clock: Clock::default(),
            undo_goes_on: false,
            typing: TypingRun::default(),
            has_terminal: true,
            mouse: MouseUse::default(),
            theme: ThemeName::Auto,
            chosen_theme: None,
            view_scroll: None,
            recorded_view: None,
        }
    }

    /// Returns the current session.
    pub fn session(&self) -> &Session {
        self.document.session()
    }

    /// Returns whether a long list is being added in batches, each on [`Message::Continue`].
    ///
    /// [`Message::Continue`]: crate::app::Message::Continue
    pub fn is_adding_list(&self) -> bool {
        let is_work = |dialog: &Dialog| matches!(dialog, Dialog::AddList(_));
        self.dialogs.iter().any(is_work)
    }

    /// Returns the last published version.
    pub fn last_version(&self) -> Option<Version> {
        self.versions.last().map(|release| release.version)
    }

    /// Returns the version numbers used so far.
    pub fn used_numbers(&self) -> UsedNumbers {
        UsedNumbers {
            last: self.last_version(),
            newest: self.newest_version,
        }
    }

    /// Returns the selection in the current step.
    pub fn cursor(&self) -> &Cursor {
        &self.cursors[usize::from(self.step.number() - 1)]
    }

    /// Returns the selection in the current step, mutably.
    pub fn cursor_mut(&mut self) -> &mut Cursor {
        &mut self.cursors[usize::from(self.step.number() - 1)]
    }

    /// Returns the first line to show of an area, if it was scrolled.
    pub fn scroll_of(&self, area: ViewArea) -> Option<usize> {
        let scrolled = self.view_scroll.filter(|(scrolled, _)| *scrolled == area);
        scrolled.map(|(_, first)| first)
    }

    /// Shows a notice.
    pub fn notify(&mut self, level: NoticeLevel, text: impl Into<String>) {
        self.notice = Some(Notice {
            level,
            text: text.into(),
        });
    }

    /// Opens a dialog on top of the others. Returns no effects.
    pub fn open(&mut self, dialog: Dialog) -> Vec<Effect> {
        self.dialogs.push(dialog);
        Vec::new()
    }

    /// Says why a command does nothing here. Returns no effects.
    pub fn refuse(&mut self, why: impl Into<String>) -> Vec<Effect> {
        self.notify(NoticeLevel::Info, why);
        Vec::new()
    }

    /// Says what failed. Returns no effects.
    pub fn fail(&mut self, why: impl Into<String>) -> Vec<Effect> {
        self.notify(NoticeLevel::Error, why);
        Vec::new()
    }

    /// Says why a command does nothing, where somebody has to act on it first. Returns no effects.
    pub fn warn(&mut self, why: impl Into<String>) -> Vec<Effect> {
        self.notify(NoticeLevel::Warn, why);
        Vec::new()
    }
}
