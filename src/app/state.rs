//! All the workbench knows while it runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;

use super::clock::Clock;
use super::dialog::Dialog;
use super::draft_revision::{DraftRevision, LastRelease};
use super::edit::Edit;
use super::history::Document;
use super::message::Effect;
use super::prompts::Projector;
use super::screen::{Row, RowList, RowTarget, Screen};
use super::step::Step;
use crate::check::Finding;
use crate::evidence::LeadSummary;
use crate::model::record::Place;
use crate::model::{Definition, Release, Session, Version};
use crate::proof::{Proof, Suggestion};
use crate::scoring::Dataset;

/// Which pane has the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The list on the left.
    #[default]
    List,
    /// The thing in hand.
    Detail,
}

/// Where the room is in a step; each step keeps its own.
#[derive(Clone, Debug, Default)]
pub struct Cursor {
    /// Index in the list.
    pub row: usize,
    /// What was selected, so that it stays selected when rows move.
    pub selected: Option<RowTarget>,
    /// Index in the thing in hand.
    pub detail_row: usize,
    /// Which pane has the keys.
    pub pane: Pane,
    /// Whether all fields show.
    pub more: bool,
}

/// How grave a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoticeLevel {
    /// Fine.
    Info,
    /// To look at.
    Warn,
    /// It didn't work.
    Error,
}

/// One line said to the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// How grave.
    pub level: NoticeLevel,
    /// The sentence.
    pub text: String,
}

/// The recorded leads.
#[derive(Clone, Debug, Default)]
pub enum LeadsStatus {
    /// The session names none.
    #[default]
    None,
    /// They are being read.
    Loading,
    /// They couldn't be: the sentence.
    Failed(String),
    /// They are here.
    Loaded {
        /// The leads.
        dataset: Arc<Dataset>,
        /// What is in them.
        summary: Arc<crate::evidence::DataSummary>,
        /// Rows that couldn't be read: line and reason.
        rejects: Arc<Vec<(u64, String)>>,
        /// What else is worth saying.
        warnings: Arc<Vec<String>>,
    },
}

/// Whether session.yaml is as the session is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// It is.
    #[default]
    Saved,
    /// Soon; every edit is in the journal.
    Saving,
    /// It couldn't be written: the sentence.
    Failed(String),
}

/// What was proved of the definition as it stands, over every possible lead.
#[derive(Clone, Debug, Default)]
pub struct ProofResults {
    /// The number of the definition it is about.
    pub generation: u64,
    /// The numbers; none until they are there, or where there are too many states to count.
    pub proof: Option<Arc<Proof>>,
    /// What is wrong or doubtful.
    pub findings: Vec<Finding>,
    /// Sample leads the model makes.
    pub suggestions: Vec<Suggestion>,
    /// What was found of the definition before, until this is done: shown as such, so that
    /// nothing jumps with every key.
    pub stale: Vec<Finding>,
    /// Whether nothing more comes.
    pub done: bool,
}

/// An edit that would keep a rule and a band together.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkedEdit {
    /// What to do.
    pub edit: Edit,
    /// What the room is asked, with both consequences.
    pub question: String,
}

/// All the workbench knows.
pub struct State {
    /// The session and its history.
    pub document: Document,
    /// The step on the screen.
    pub step: Step,
    /// Each step's place.
    pub cursors: [Cursor; 9],
    /// Dialogs, the top one last.
    pub dialogs: Vec<Dialog>,
    /// A text that was left unfinished, until the same is asked again.
    pub unfinished_text: Option<super::leave_dialog::UnfinishedText>,
    /// The line last said.
    pub notice: Option<Notice>,
    /// A line that stays until the first edit: what to try.
    pub tip: Option<String>,
    /// What the model says of the leads now.
    pub outlook: Option<Arc<LeadSummary>>,
    /// What it said before the last edit.
    pub baseline: Option<Arc<LeadSummary>>,
    /// The number of the last scoring asked for.
    pub generation: u64,
    /// The recorded leads.
    pub recorded: LeadsStatus,
    /// How many hundredths of their files are read, while that goes on.
    pub load_percent: Option<u8>,
    /// What there is to mend.
    pub findings: Arc<Vec<Finding>>,
    /// The finding last gone to.
    pub last_finding: Option<Finding>,
    /// What was proved of the definition as it stands.
    pub proofs: ProofResults,
    /// An edit on offer.
    pub linked_edit: Option<LinkedEdit>,
    /// Why nothing may be changed, if so.
    pub read_only: Option<String>,
    /// Whether everything is in session.yaml.
    pub save_state: SaveState,
    /// The question about what was found at opening, until it is answered.
    pub recovery_question: Option<super::dialog::KeyQuestion>,
    /// Changes that couldn't be read and that nobody has answered for.
    pub unread_changes: Vec<super::recovery::UnreadChanges>,
    /// The published versions, oldest first.
    pub versions: Vec<Release>,
    /// The last of them, whole.
    pub last_release: Option<LastRelease>,
    /// What the draft changes over it.
    pub draft_revision: DraftRevision,
    /// The definitions that sign-offs were given on, by digest, where they are known.
    pub signed_definitions: BTreeMap<String, Arc<Definition>>,
    /// Where the session is, for people.
    pub path: String,
    /// Columns and rows of the screen.
    pub size: (u16, u16),
    /// Now.
    pub now: Timestamp,
    /// Today, where the machine is.
    pub today: Date,
    /// Which edit the last one was, so that counting up is one step.
    pub last_count: Option<(Place, String)>,
    /// What the projector shows and a mirrored screen hides.
    pub projector: Projector,
    /// The clock of the agenda.
    pub clock: Clock,
    /// The steps, in order.
    pub screens: &'static [&'static dyn Screen],
}

impl State {
    /// A workbench on a session.
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
            linked_edit: None,
            read_only: None,
            save_state: SaveState::Saved,
            recovery_question: None,
            unread_changes: Vec::new(),
            versions: Vec::new(),
            last_release: None,
            draft_revision: DraftRevision::default(),
            signed_definitions: BTreeMap::new(),
            path: String::new(),
            size: (80, 24),
            now,
            today,
            last_count: None,
            projector: Projector::default(),
            clock: Clock::default(),
            screens,
        };
        state.recheck();
        state
    }

    /// The session as it stands.
    pub fn session(&self) -> &Session {
        self.document.session()
    }

    /// Whether something long is being done bit by bit: it goes on with [`Message::GoOn`].
    ///
    /// [`Message::GoOn`]: super::Message::GoOn
    pub fn is_adding_list(&self) -> bool {
        let is_work = |overlay: &Dialog| matches!(overlay, Dialog::AddList(_));
        self.dialogs.iter().any(is_work)
    }

    /// The last published version.
    pub fn last_version(&self) -> Option<Version> {
        self.versions.last().map(|release| release.version)
    }

    /// The step's screen.
    pub fn screen(&self) -> &'static dyn Screen {
        self.screens[usize::from(self.step.number() - 1)]
    }

    /// The place in this step.
    pub fn cursor(&self) -> &Cursor {
        &self.cursors[usize::from(self.step.number() - 1)]
    }

    /// The place in this step, to change.
    pub fn cursor_mut(&mut self) -> &mut Cursor {
        &mut self.cursors[usize::from(self.step.number() - 1)]
    }

    /// The list and the selected index; the selection follows what was held.
    pub fn list(&self) -> (RowList<'_>, Option<usize>) {
        let list = RowList::new(self);
        let cursor = self.cursor();
        let held = cursor
            .selected
            .as_ref()
            .and_then(|held| list.position(held));
        let index =
            held.or_else(|| nearest_selectable_of(list.len(), cursor.row, |i| list.is_heading(i)));
        (list, index)
    }

    /// The selected row of the list.
    pub fn selected_row(&self) -> Option<Row> {
        let (list, index) = self.list();
        index.map(|index| list.row(index))
    }

    /// The rows of the thing in hand and the selected index there.
    pub fn detail(&self) -> (Vec<Row>, Option<usize>) {
        let Some(row) = self.selected_row() else {
            return (Vec::new(), None);
        };
        // What is the matter with it comes first; these lines can't be selected.
        let mut rows = self.finding_rows(&row.target);
        rows.extend(self.screen().detail(self, &row));
        super::agreement::add_agreement_rows(self, &row, &mut rows);
        let index = nearest_selectable(&rows, self.cursor().detail_row);
        (rows, index)
    }

    /// The row the keys act on, in whichever pane has them.
    pub fn focused_row(&self) -> Option<Row> {
        match self.cursor().pane {
            Pane::List => self.selected_row(),
            Pane::Detail => {
                let (mut rows, index) = self.detail();
                index.map(|index| rows.swap_remove(index))
            }
        }
    }

    /// What is selected in the thing in hand, while that has the keys.
    pub(super) fn detail_selection(&self) -> Option<RowTarget> {
        let row = (self.cursor().pane == Pane::Detail).then(|| self.focused_row());
        let does = row.flatten().map(|row| row.target);
        does.filter(|does| *does != RowTarget::Nothing)
    }

    /// Selects in the thing in hand what was selected there before its rows moved.
    pub(super) fn restore_detail_selection(&mut self, held: Option<RowTarget>) {
        let Some(held) = held else { return };
        let (rows, index) = self.detail();
        if index.is_some_and(|index| rows[index].target == held) {
            return;
        }
        if let Some(part) = rows.iter().position(|row| row.target == held) {
            self.cursor_mut().detail_row = part;
        }
    }

    /// Says a line.
    pub fn notify(&mut self, level: NoticeLevel, text: impl Into<String>) {
        self.notice = Some(Notice {
            level,
            text: text.into(),
        });
    }

    /// Goes to a step, noting that somebody was there.
    pub fn go_to_step(&mut self, step: Step) -> Vec<Effect> {
        let mut effects = super::clock::on_step_change(self, step);
        // What was said at opening is still to be read on the first step.
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

    /// Selects a part in the thing in hand, where it has a row there.
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

    /// Goes to where a thing is edited and selects it.
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

/// The selectable row at an index, or the nearest one.
pub fn nearest_selectable(rows: &[Row], index: usize) -> Option<usize> {
    nearest_selectable_of(rows.len(), index, |i| rows[i].heading)
}

/// The selectable one of so many rows at an index, or the nearest one.
pub(super) fn nearest_selectable_of(
    rows: usize,
    index: usize,
    is_heading: impl Fn(usize) -> bool,
) -> Option<usize> {
    let at = index.min(rows.saturating_sub(1));
    let after = (at..rows).find(|i| !is_heading(*i));
    after.or_else(|| (0..at).rev().find(|i| !is_heading(*i)))
}

/// A sentence: capital first, full stop last.
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
