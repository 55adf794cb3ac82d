//! The nine steps, in the order the room works.

use super::keymap::Action;

/// A step of the workbench.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Participants, questions, agenda.
    Room,
    /// Past leads.
    Evidence,
    /// Whom we sell to.
    Personas,
    /// How they buy.
    Journey,
    /// The pipeline.
    Stages,
    /// What each answer is worth.
    Points,
    /// Who is forwarded, and what we do next.
    Rules,
    /// How leads come out.
    Preview,
    /// Agreeing and publishing.
    Publish,
}

impl Step {
    /// All, in order.
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

    /// Its number, 1 to 9.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The step of a number from 1 to 9.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number).checked_sub(1)?).copied()
    }

    /// Its name on the screen.
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

    /// Its word in files.
    pub fn word(self) -> String {
        self.name().to_lowercase()
    }

    /// Whether the screen shows what the model says of the leads along the bottom.
    pub fn has_strip(self) -> bool {
        self >= Self::Stages && self != Self::Publish
    }

    #[must_use]
    /// The next round the loop of Points, Rules and Preview.
    pub fn next_in_loop(self) -> Self {
        match self {
            Self::Points => Self::Rules,
            Self::Rules => Self::Preview,
            _ => Self::Points,
        }
    }

    /// The action that goes there.
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
