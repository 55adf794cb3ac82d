//! Enumerations of the model language, each with the word in files and the label people see.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares an enumeration with the file word and the label of each value.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every value, in display order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Each value's word and label, for pickers.
            pub const CHOICES: &'static [(&'static str, &'static str)] = &[$(($word, $label)),+];

            /// Returns the word used in files.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// Returns the label people see.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
            /// Returns the value of a file word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}
pub(super) use words;

words! {
    /// Whom a participant speaks for. A facilitator never votes.
    Side {
        /// The people who sell.
        #[default]
        Sales = "sales", "Sales";
        /// The people who bring in leads.
        Marketing = "marketing", "Marketing";
        /// Those responsible for both.
        Management = "management", "Management";
        /// Leads the meeting without voting.
        Facilitator = "facilitator", "Facilitator";
    }
}

impl Side {
    /// Returns the possessive: "Sales'", "Marketing's".
    pub fn possessive(self) -> String {
        let label = self.label();
        let s = if label.ends_with('s') { "" } else { "s" };
        format!("{label}'{s}")
    }
}

words! {
    /// The phase of the buying process.
    Phase {
        /// Learning about a problem.
        #[default]
        Research = "research", "Research";
        /// Looking for possible solutions.
        Exploration = "exploration", "Exploration";
        /// Comparing particular offers.
        Consideration = "consideration", "Consideration";
        /// Buying.
        Purchase = "purchase", "Purchase";
    }
}

words! {
    /// Whether votes are shown and kept with names. The later in this order, the less is kept.
    VoteNaming {
        /// With each voter's name.
        Named = "named", "Named";
        /// By side, without names.
        #[default]
        BySide = "by-side", "By side";
        /// All together, without names or sides.
        Anonymous = "anonymous", "Anonymous";
    }
}

impl VoteNaming {
    /// Returns what becomes of the votes, as a sentence to the voters.
    pub const fn promise(self) -> &'static str {
        match self {
            Self::Named => "Votes are named: who voted what is kept and can be shown.",
            Self::BySide => "Votes are by side: shown and kept by side, without names.",
            Self::Anonymous => {
                "Votes are anonymous: shown and kept all together, without names or sides."
            }
        }
    }
}

words! {
    /// What a stage means for Sales.
    Readiness {
        /// Not for Sales yet.
        #[default]
        None = "none", "Not for Sales yet";
        /// Fits the profile and has shown first interest.
        SalesWorthy = "sales-worthy", "Sales-worthy";
        /// Ready to start buying.
        SalesReady = "sales-ready", "Sales-ready";
    }
}

words! {
    /// What a criterion looks at.
    CriterionKind {
        /// Who the lead is.
        Fit = "fit", "Fit";
        /// What the lead did.
        #[default]
        Behaviour = "behaviour", "Behaviour";
    }
}

words! {
    /// What a criterion tells us about; used for the framework checklists.
    Covers {
        /// There is a need.
        #[default]
        Need = "need", "Need";
        /// The product suits the application.
        Application = "application", "Application";
        /// There is a budget.
        Money = "money", "Money";
        /// There is a time frame.
        Timing = "timing", "Timing";
        /// The contact decides.
        Authority = "authority", "Decision authority";
        /// First interest.
        Interest = "interest", "Interest";
        /// Intent to buy.
        Intent = "intent", "Intent";
    }
}

words! {
    /// Whether a criterion's data is collected.
    Collected {
        /// It is collected today.
        #[default]
        Now = "now", "Now";
        /// It is going to be collected.
        Planned = "planned", "Planned";
        /// It cannot be collected.
        Never = "never", "Never";
    }
}

words! {
    /// How several answers to one criterion count.
    Combine {
        /// Exactly one answer can be true.
        #[default]
        OneOf = "one-of", "only the first counts";
        /// Several can be true; the best one counts.
        Highest = "highest", "the highest counts";
        /// Several can be true; all count.
        Sum = "sum", "all count";
    }
}

words! {
    /// Whether a criterion is stated or observed.
    Expression {
        /// The lead said so.
        #[default]
        Explicit = "explicit", "Stated by the lead";
        /// We observed it.
        Implicit = "implicit", "Observed by us";
    }
}

words! {
    /// Who decides a stage that has no rule.
    DecidedBy {
        /// A person does.
        #[default]
        Person = "person", "A person";
    }
}

words! {
    /// What happens to a lead.
    DispositionAction {
        /// Passed to Sales.
        Forward = "forward", "Forward";
        /// Kept warm by Marketing.
        #[default]
        Nurture = "nurture", "Nurture";
        /// Returned to the start.
        Recycle = "recycle", "Recycle";
        /// Dropped.
        Discard = "discard", "Discard";
    }
}

words! {
    /// Who receives a forwarded lead.
    Receiver {
        /// A sales or qualification team.
        #[default]
        Team = "team", "A sales team";
        /// A named account manager.
        AccountManager = "account-manager", "An account manager";
        /// A partner who sells for us.
        ChannelPartner = "channel-partner", "A channel partner";
    }
}

words! {
    /// The three outcomes of a lead that Sales has reviewed.
    ExitOutcome {
        /// Sales works it.
        #[default]
        Develop = "develop", "Develop";
        /// Sales drops it.
        Discard = "discard", "Discard";
        /// Marketing gets it back.
        SendBack = "send-back", "Send back for re-marketing";
    }
}

words! {
    /// A buyer's role in the decision.
    BuyingRole {
        /// Decides.
        #[default]
        DecisionMaker = "decision-maker", "Decision maker";
        /// Recommends.
        Recommender = "recommender", "Recommender";
        /// Has a say.
        Influencer = "influencer", "Influencer";
        /// Uses what is bought.
        User = "user", "User";
    }
}

words! {
    /// How often the definition is reviewed.
    ReviewCycle {
        /// Every month.
        #[default]
        Monthly = "monthly", "Every month";
        /// Every three months.
        Quarterly = "quarterly", "Every quarter";
    }
}

words! {
    /// How a ballot is cast.
    BallotMethod {
        /// Five gradients of agreement.
        #[default]
        Gradients = "gradients", "Gradients of agreement";
        /// Zero to five fingers.
        Fist = "fist-of-five", "Fist of five";
        /// A number of points.
        Points = "points", "Points";
        /// Yes or no.
        YesNo = "yes-no", "Yes or no";
    }
}

words! {
    /// How far the room agrees on a subject.
    Agreement {
        /// Nobody has proposed anything.
        #[default]
        Untouched = "untouched", "untouched";
        /// A value is proposed.
        Proposed = "proposed", "proposed";
        /// One side agrees.
        OneSide = "one-side", "agreed by one side";
        /// Both sides agree.
        Both = "both", "agreed by both";
        /// The sides disagree.
        Disputed = "disputed", "disputed";
    }
}

words! {
    /// What comes first in a day written in numbers.
    DayOrder {
        /// The day: 12/5 is in May.
        #[default]
        DayFirst = "day-first", "Day first: 12/5 is 12 May";
        /// The month: 12/5 is in December.
        MonthFirst = "month-first", "Month first: 12/5 is 5 December";
    }
}

words! {
    /// How the leads of a bucket count in figures of past leads.
    BucketOutcome {
        /// They ended well.
        #[default]
        Viable = "viable", "Viable";
        /// They ended badly.
        Rejected = "rejected", "Rejected";
        /// Neither: untouched or still open.
        Neither = "neither", "Neither";
    }
}

words! {
    /// Where the names that may become qualified leads come from.
    NameSource {
        /// Names that come in.
        #[default]
        NewNames = "new-names", "New names";
        /// Prospects that are known already.
        ExistingProspects = "existing-prospects", "Existing prospects";
    }
}
