//! The state of the running workbench.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::clock::Clock;
use super::dialog::Dialog;
use super::draft_revision::DraftRevision;
use super::lead_missing::LeadMissing;
use super::message::Effect;
use super::prompts::RoomViewState;
use super::publishing::Publishing;
use super::screen::{Row, RowList, RowTarget, Screen};
use super::step::Step;
use crate::check::Finding;
use crate::document::Document;
use crate::document::Edit;
use crate::evidence::LeadSummary;
use crate::model::record::Place;
use crate::model::{Definition, Release, Session, Version};
use crate::proof::{Proof, Suggestion};
use crate::release::{LastRelease, UsedNumbers};
use crate::scoring::Dataset;

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

/// The recorded leads.
#[derive(Clone, Debug, Default)]
pub enum LeadsStatus {
    /// The session has none.
    #[default]
    None,
    /// They are being read.
    Loading,
    /// They couldn't be read, for this reason.
    Failed(String),
    /// They are loaded.
    Loaded {
        /// The leads.
        dataset: Arc<Dataset>,
        /// Columns, events and counts of the data.
        summary: Arc<crate::evidence::DataSummary>,
        /// Line and reason of each row that couldn't be read.
        rejects: Arc<Vec<(u64, String)>>,
        /// Warnings about the columns, whatever the model, as sentences. What the model asks of
        /// them is in [`LeadSummary::column_warnings`].
        warnings: Arc<Vec<String>>,
    },
}

impl LeadsStatus {
    /// Returns columns, events and counts of the data, once it is loaded.
    pub fn summary(&self) -> Option<&crate::evidence::DataSummary> {
        match self {
            Self::Loaded { summary, .. } => Some(summary),
            Self::None | Self::Loading | Self::Failed(_) => None,
        }
    }
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

/// What was proved of the current definition, over every possible lead.
#[derive(Clone, Debug, Default)]
pub struct ProofResults {
    /// Generation of the definition.
    pub generation: u64,
    /// The counts; `None` until computed, or if there are too many states to count.
    pub proof: Option<Arc<Proof>>,
    /// Findings of the proof.
    pub findings: Vec<Finding>,
    /// Sample leads the model suggests.
    pub suggestions: Vec<Suggestion>,
    /// Findings of the previous definition, shown as such until this proof is done, so that the
    /// screen doesn't flicker on every key press.
    pub stale: Vec<Finding>,
    /// Whether the proof is complete.
    pub done: bool,
}

/// An offered edit that keeps a rule and a band together.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedEdit {
    /// The edit.
    pub edit: Edit,
    /// The question, with what happens either way; `None` until that is worked out.
    pub question: Option<String>,
    /// Generation of the definition it was offered for.
    pub generation: u64,
    /// How many dialogs were open then.
    pub dialogs: usize,
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
    pub unfinished_text: Option<super::leave_dialog::UnfinishedText>,
    /// The latest notice.
    pub notice: Option<Notice>,
    /// A suggestion shown until the first edit.
    pub tip: Option<String>,
    /// What the model says of the leads now.
    pub outlook: Option<Arc<LeadSummary>>,
    /// What it said before the last edit.
    pub baseline: Option<Arc<LeadSummary>>,
    /// Generation of the last scoring requested.
    pub generation: u64,
    /// The recorded leads.
    pub recorded: LeadsStatus,
    /// Percentage of the lead files read, while they are being read.
    pub load_percent: Option<u8>,
    /// Findings of the checks.
    pub findings: Arc<Vec<Finding>>,
    /// The finding last visited.
    pub last_finding: Option<Finding>,
    /// What was proved of the current definition.
    pub proofs: ProofResults,
    /// What the lead on the screen lacks to qualify.
    pub missing: Option<LeadMissing>,
    /// An edit on offer.
    pub linked_edit: Option<LinkedEdit>,
    /// Why the session is read-only, if it is.
    pub read_only: Option<String>,
    /// Save state of session.yaml.
    pub save_state: SaveState,
    /// The question about what was found at startup, until it is answered.
    pub recovery_question: Option<super::dialog::KeyQuestion>,
    /// Changes that couldn't be read and for which nobody has given a reason.
    pub unread_changes: Vec<super::recovery::UnreadChanges>,
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
    /// Place and field counted by the last edit, so that counting on is the same step of undo.
    pub last_count: Option<(Place, String)>,
    /// State of the projector and of the mirrored screen.
    pub room_view: RoomViewState,
    /// The clock of the agenda.
    pub clock: Clock,
    /// The steps, in order.
    pub screens: &'static [&'static dyn Screen],
}

impl State {
    /// Creates a workbench for a session.
    pub fn new(
        document: Document,
        screens: &'static [&'static dyn Screen],
        now: Timestamp,
        today: Date,
    ) -> Self {
        let mut state = Self {
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
            load_percent: None,
            findings: Arc::default(),
            last_finding: None,
            proofs: ProofResults::default(),
            missing: None,
            linked_edit: None,
            read_only: None,
            save_state: SaveState::Saved,
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
            last_count: None,
            room_view: RoomViewState::default(),
            clock: Clock::default(),
            screens,
        };
        state.recheck();
        state
    }

    /// Returns the current session.
    pub fn session(&self) -> &Session {
        self.document.session()
    }

    /// Returns whether a long list is being added in batches, each on [`Message::Continue`].
    ///
    /// [`Message::Continue`]: super::Message::Continue
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

    /// Returns the screen of the current step.
    pub fn screen(&self) -> &'static dyn Screen {
        self.screens[usize::from(self.step.number() - 1)]
    }

    /// Returns the selection in the current step.
    pub fn cursor(&self) -> &Cursor {
        &self.cursors[usize::from(self.step.number() - 1)]
    }

    /// Returns the selection in the current step, mutably.
    pub fn cursor_mut(&mut self) -> &mut Cursor {
        &mut self.cursors[usize::from(self.step.number() - 1)]
    }

    /// Returns the list and the selected index, which follows the selected target.
    pub fn list(&self) -> (RowList<'_>, Option<usize>) {
        let list = RowList::new(self);
        let cursor = self.cursor();
        let selection = cursor
            .selected
            .as_ref()
            .and_then(|selection| list.position(selection));
        let index = selection
            .or_else(|| nearest_selectable_of(list.len(), cursor.row, |i| list.is_heading(i)));
        (list, index)
    }

    /// Returns the selected row of the list.
    pub fn selected_row(&self) -> Option<Row> {
        let (list, index) = self.list();
        index.map(|index| list.row(index))
    }

    /// Returns the rows of the detail pane and the selected index.
    pub fn detail(&self) -> (Vec<Row>, Option<usize>) {
        let Some(row) = self.selected_row() else {
            return (Vec::new(), None);
        };
        // Findings come first; they can't be selected.
        let mut rows = self.finding_rows(&row.target);
        rows.extend(self.screen().detail(self, &row));
        super::agreement::add_agreement_rows(self, &row, &mut rows);
        let index = nearest_selectable(&rows, self.cursor().detail_row);
        (rows, index)
    }

    /// Returns the selected row of the focused pane, on which keys act.
    pub fn focused_row(&self) -> Option<Row> {
        match self.cursor().pane {
            Pane::List => self.selected_row(),
            Pane::Detail => {
                let (mut rows, index) = self.detail();
                index.map(|index| rows.swap_remove(index))
            }
        }
    }

    /// Returns the selected target in the detail pane while it is focused.
    pub(super) fn detail_selection(&self) -> Option<RowTarget> {
        let row = (self.cursor().pane == Pane::Detail).then(|| self.focused_row());
        let target = row.flatten().map(|row| row.target);
        target.filter(|target| *target != RowTarget::Nothing)
    }

    /// Selects a target in the detail pane again after its rows have moved.
    pub(super) fn restore_detail_selection(&mut self, selection: Option<RowTarget>) {
        let Some(selection) = selection else { return };
        let (rows, index) = self.detail();
        if index.is_some_and(|index| rows[index].target == selection) {
            return;
        }
        if let Some(part) = rows.iter().position(|row| row.target == selection) {
            self.cursor_mut().detail_row = part;
        }
    }

    /// Shows a notice.
    pub fn notify(&mut self, level: NoticeLevel, text: impl Into<String>) {
        self.notice = Some(Notice {
            level,
            text: text.into(),
        });
    }

    /// Goes to a step and records the visit.
    pub fn go_to_step(&mut self, step: Step) -> Vec<Effect> {
        let mut effects = super::clock::on_step_change(self, step);
        // Notices from startup should still be readable on the first step.
        if self.step != step {
            self.notice = None;
        }
        self.step = step;
        let word = step.word();
        let may = self.read_only.is_none() && self.recovery_question.is_none();
        if may && !self.session().workshop.visited.contains(&word) {
            effects.extend(self.edit(Edit::Visit { step: word }));
        }
        effects
    }

    /// Selects a part's row in the detail pane, if it has one there.
    fn select_in_detail(&mut self, place: &Place) {
        let (rows, _) = self.detail();
        if let Some(index) = rows
            .iter()
            .position(|r| r.target == RowTarget::Record(place.clone()))
        {
            let cursor = self.cursor_mut();
            cursor.pane = Pane::Detail;
            cursor.detail_row = index;
        }
    }

    /// Goes to where a record is edited and selects it.
    pub fn go_to_place(&mut self, place: &Place) -> Vec<Effect> {
        let effects = self.go_to_step(super::locate::step_of(place));
        let row = super::locate::row_place(place);
        let is_part = row != *place;
        let cursor = self.cursor_mut();
        cursor.selected = Some(RowTarget::Record(row));
        cursor.pane = Pane::List;
        cursor.detail_row = 0;
        if is_part {
            self.select_in_detail(place);
        }
        effects
    }
}

/// Returns the index of the selectable row nearest to `index`.
pub fn nearest_selectable(rows: &[Row], index: usize) -> Option<usize> {
    nearest_selectable_of(rows.len(), index, |i| rows[i].heading)
}

/// Returns the index of the selectable row nearest to `index`, among `rows` rows.
pub(super) fn nearest_selectable_of(
    rows: usize,
    index: usize,
    is_heading: impl Fn(usize) -> bool,
) -> Option<usize> {
    let at = index.min(rows.saturating_sub(1));
    let after = (at..rows).find(|i| !is_heading(*i));
    after.or_else(|| (0..at).rev().find(|i| !is_heading(*i)))
}

/// Makes a sentence of a text, with a capital and a full stop.
pub fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let end = if text.ends_with(['.', '?', '!']) {
        ""
    } else {
        "."
    };
    format!("{}{}{end}", first.to_uppercase(), chars.as_str())
}
