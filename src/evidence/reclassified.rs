//! The leads whose outcome a change reclassifies.

use crate::model::{Definition, Id, wording};

/// The most reclassified leads listed by name.
const MAX_NAMED: usize = 10;

/// The leads whose outcome differs between two summaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reclassified {
    /// Leads that qualify now and didn't before.
    pub newly_qualified: MovedLeads,
    /// Leads that qualified before and don't now.
    pub no_longer_qualified: MovedLeads,
    /// How many get another disposition.
    pub redirected: usize,
    /// How those moved that neither began nor ceased to qualify.
    pub moved: Vec<Move>,
    /// How many have another total.
    pub total_changed: usize,
}

/// Leads that went from one disposition to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The earlier disposition; `None` for none.
    pub from: Option<Id>,
    /// The disposition now.
    pub to: Option<Id>,
    /// How many leads.
    pub leads: usize,
}

impl Move {
    /// Returns the move in words: `3 now Nurture, were Recycle`.
    fn text(&self, definition: &Definition) -> String {
        let name = |id: &Option<Id>| match id {
            Some(id) => wording::disposition(definition, id.as_str()),
            None => "undecided".into(),
        };
        let verb = if self.leads == 1 { "was" } else { "were" };
        let leads = wording::grouped(self.leads);
        format!(
            "{leads} now {}, {verb} {}",
            name(&self.to),
            name(&self.from)
        )
    }
}

impl Reclassified {
    /// Counts a lead that went from one disposition to another.
    pub(super) fn add_move(&mut self, from: Option<Id>, to: Option<Id>) {
        let same = |way: &&mut Move| way.from == from && way.to == to;
        match self.moved.iter_mut().find(same) {
            Some(way) => way.leads += 1,
            None => self.moved.push(Move { from, to, leads: 1 }),
        }
    }

    /// Returns the moves from one disposition to another, in words, the largest first.
    pub fn move_texts(&self, definition: &Definition) -> Vec<String> {
        let mut moved: Vec<&Move> = self.moved.iter().collect();
        moved.sort_by_key(|way| std::cmp::Reverse(way.leads));
        moved.into_iter().map(|way| way.text(definition)).collect()
    }

    /// Returns how many leads moved from one disposition to another, in words; blank for none.
    pub fn moved_count_text(&self) -> String {
        match self.moved.iter().map(|way| way.leads).sum::<usize>() {
            0 => String::new(),
            1 => "1 changes disposition".into(),
            leads => format!("{} change disposition", wording::grouped(leads)),
        }
    }
}

/// A number of leads, with the first few by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MovedLeads {
    /// The number of leads.
    pub count: usize,
    /// The first few.
    pub named: Vec<MovedLead>,
}

/// A lead that began or ceased to qualify.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MovedLead {
    /// Its id: a recorded lead's, or a sample's.
    pub id: String,
    /// The name shown for it: a sample's name, a recorded lead's id.
    pub title: String,
    /// Its total before.
    pub before: i64,
    /// Its total now.
    pub now: i64,
}

impl MovedLeads {
    /// Counts a lead, and names it if it is among the first few.
    pub(super) fn add(&mut self, named: impl FnOnce() -> MovedLead) {
        if self.count < MAX_NAMED {
            self.named.push(named());
        }
        self.count += 1;
    }
}
