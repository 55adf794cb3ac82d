//! A condition as a list of parts, of which all, one or none must hold, and the lists around it.

use crate::model::Condition;

/// How many of a list of parts must hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PartsHold {
    /// All of them.
    #[default]
    All,
    /// One is enough.
    Any,
    /// None may hold.
    None,
}

impl PartsHold {
    /// Returns the next way, in a loop.
    pub(super) fn next(self) -> Self {
        match self {
            Self::All => Self::Any,
            Self::Any => Self::None,
            Self::None => Self::All,
        }
    }

    /// Joins parts to one condition; `None` if there are none.
    pub(super) fn join(self, parts: &[Condition]) -> Option<Condition> {
        let list = || Some(parts.to_vec());
        let empty = Condition::default();
        Some(match (self, parts) {
            (_, []) => return None,
            (Self::None, _) => Condition {
                none: list(),
                ..empty
            },
            (_, [one]) => one.clone(),
            (Self::All, _) => Condition {
                all: list(),
                ..empty
            },
            (Self::Any, _) => Condition {
                any: list(),
                ..empty
            },
        })
    }

    /// Splits a condition that is nothing but a list of parts.
    pub(super) fn split(condition: &Condition) -> Option<(Self, Vec<Condition>)> {
        let lists = [
            (Self::All, &condition.all),
            (Self::Any, &condition.any),
            (Self::None, &condition.none),
        ];
        let only = |(hold, list): (Self, &Option<Vec<Condition>>)| {
            let list = list.clone()?;
            let mut rest = condition.clone();
            match hold {
                Self::All => rest.all = None,
                Self::Any => rest.any = None,
                Self::None => rest.none = None,
            }
            (rest == Condition::default()).then_some((hold, list))
        };
        lists.into_iter().find_map(only)
    }

    /// Returns the parts of a condition. What must not hold alone is a part like any other: what is
    /// added beside it must hold.
    pub(super) fn opened(condition: Option<Condition>) -> (Self, Vec<Condition>) {
        let Some(one) = condition else {
            return (Self::All, Vec::new());
        };
        match Self::split(&one) {
            Some((hold, parts)) if hold != Self::None || parts.len() > 1 => (hold, parts),
            _ => (Self::All, vec![one]),
        }
    }
}

/// What is open of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opened {
    /// The part itself, which is a list.
    List,
    /// What its event's own row must say.
    Row,
}

/// A list of parts around the one that is open.
pub(super) struct OuterParts {
    pub(super) parts: Vec<Condition>,
    pub(super) hold: PartsHold,
    /// Index of the part that is open.
    pub(super) open: usize,
    pub(super) opened: Opened,
}

impl OuterParts {
    /// Returns the parts with another one in place of the open one, or without it.
    pub(super) fn with(&self, part: Option<Condition>) -> Vec<Condition> {
        let mut parts = self.parts.clone();
        match (self.opened, parts.get_mut(self.open)) {
            (Opened::Row, Some(on_event)) => on_event.row = part.map(Box::new),
            _ => {
                parts.splice(self.open..=self.open, part);
            }
        }
        parts
    }
}
