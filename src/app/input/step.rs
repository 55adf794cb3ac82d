//! The nine steps, in the order in which the room works.

use crate::app::input::keymap::Action;

/// A step of the workbench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Participants, questions and agenda.
    Room,
    /// Recorded leads of the past.
    Evidence,
    /// Whom we sell to.
    Personas,
    /// How they buy.
    Journey,
    /// The stages of the pipeline.
    Stages,
    /// How many points each answer is worth.
    Points,
    /// Which leads are forwarded, and their dispositions.
    Rules,
    /// How leads are scored.
    Preview,
    /// Sign-off and publication.
    Publish,
}

impl Step {
    /// All steps, in order.
    pub const ALL: [Self; 9] = [
        Self::Room,
        Self::Evidence,
        Self::Personas,
        Self::Journey,
        Self::Stages,
        Self::Points,
        Self::Rules,
        Self::Preview,
        Self::Publish,
    ];

    /// Returns its number, 1 to 9.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Returns the step with a number from 1 to 9.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// Returns its name on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Room => "Room",
            Self::Evidence => "Evidence",
            Self::Personas => "Personas",
            Self::Journey => "Journey",
            Self::Stages => "Stages",
            Self::Points => "Points",
            Self::Rules => "Rules",
            Self::Preview => "Preview",
            Self::Publish => "Publish",
        }
    }

    /// Returns its key in files.
    pub fn word(self) -> String {
        self.name().to_lowercase()
    }

    /// Returns whether the bottom of the screen shows what the model says of the leads.
    pub fn has_strip(self) -> bool {
        self >= Self::Stages && self != Self::Publish
    }

    #[must_use]
    /// Returns the next step in the loop of Points, Rules and Preview.
    pub fn next_in_loop(self) -> Self {
        match self {
            Self::Points => Self::Rules,
            Self::Rules => Self::Preview,
            _ => Self::Points,
        }
    }

    /// Returns the action that goes to the step.
    pub fn action(self) -> Action {
        Action::Step(self.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_go_round_trip() {
        for step in Step::ALL {
            assert_eq!(Step::from_number(step.number()), Some(step));
        }
        assert_eq!(Step::from_number(0), None);
        assert_eq!(Step::from_number(10), None);
    }
}
