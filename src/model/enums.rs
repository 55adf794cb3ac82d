//! The enumerations of the language, each with the word files use and the words the room sees.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Declares an enumeration with its file word and the room's label for each value.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal, $label:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant,)+ }

        impl $name {
            /// Every value, in the order shown.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Each value's word and label, for pickers.
            pub const CHOICES: &'static [(&'static str, &'static str)] = &[$(($word, $label)),+];

            /// The word files use.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            /// The words the room sees.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$variant => $label),+ }
            }
            /// The value a word stands for.
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

words! {
    /// Who somebody in the room speaks for. A facilitator never votes.
    Side {
        /// The people who sell.
        #[default]
        Sales = "sales", "Sales";
        /// The people who bring leads in.
        Marketing = "marketing", "Marketing";
        /// Whoever answers for both.
        Management = "management", "Management";
        /// Leads the meeting and doesn't vote.
        Facilitator = "facilitator", "Facilitator";
    }
}

impl Side {
    /// Whose something is: "Sales'", "Marketing's".
    pub fn possessive(self) -> String {
        let label = self.label();
        let s = if label.ends_with('s') { "" } else { "s" };
        format!("{label}'{s}")
    }
}

words! {
    /// Where the buyer is.
    Phase {
        /// Finding out about a problem.
        #[default]
        Research = "research", "Research";
        /// Finding out what could solve it.
        Exploration = "exploration", "Exploration";
        /// Weighing particular offers.
        Consideration = "consideration", "Consideration";
        /// Buying.
        Purchase = "purchase", "Purchase";
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
        /// Prepared to start a purchasing step.
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
    /// What a criterion tells us about; drives the framework checklists.
    Covers {
        /// There is a need.
        #[default]
        Need = "need", "Need";
        /// The product suits the use.
        Application = "application", "Application";
        /// There is money.
        Money = "money", "Money";
        /// There is a time.
        Timing = "timing", "Timing";
        /// We talk to who decides.
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
        /// It is there today.
        #[default]
        Now = "now", "Now";
        /// It will be.
        Planned = "planned", "Planned";
        /// It can't be.
        Never = "never", "Never";
    }
}

words! {
    /// How several answers of one criterion count.
    Combine {
        /// Exactly one answer can be true.
        #[default]
        OneOf = "one-of", "only the first counts";
        /// Several can be true; the best counts.
        Highest = "highest", "the best counts";
        /// Several can be true; all count.
        Sum = "sum", "all count";
    }
}

words! {
    /// Whether a criterion is told or seen.
    Expression {
        /// The lead said so.
        #[default]
        Explicit = "explicit", "Stated by the lead";
        /// We saw it.
        Implicit = "implicit", "Observed by us";
    }
}

words! {
    /// Who decides a stage that no rule computes.
    DecidedBy {
        /// A person does.
        #[default]
        Person = "person", "A person";
    }
}

words! {
    /// What becomes of a lead.
    DispositionAction {
        /// It goes to Sales.
        Forward = "forward", "Forward";
        /// Marketing keeps it warm.
        #[default]
        Nurture = "nurture", "Nurture";
        /// It goes back to the start.
        Recycle = "recycle", "Recycle";
        /// It is dropped.
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
    /// The three outcomes of a lead that Sales has looked at.
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
    /// A buyer's part in the decision.
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
    /// How far the room agrees on one thing.
    Agreement {
        /// Nobody has spoken to it.
        #[default]
        Untouched = "untouched", "untouched";
        /// Somebody has.
        Proposed = "proposed", "proposed";
        /// One side agrees.
        OneSide = "one-side", "agreed by one side";
        /// Both sides agree.
        Both = "both", "agreed by both";
        /// A side disagrees.
        Disputed = "disputed", "disputed";
    }
}
