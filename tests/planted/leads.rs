//! Made-up leads with a known truth: forty criteria, twelve of which foretell what becomes of a lead.

use std::sync::Arc;

use accord::evidence::history::{PageContext, PageId, PageSettings, Section, page};
use accord::evidence::{LeadSummary, RecordedLeads};
use accord::model::{Criterion, CriterionPoints, Data, Id, Session};
use accord::scoring::Dataset;

/// How many criteria there are.
pub const CRITERIA: usize = 40;
/// How many of them foretell anything.
pub const REAL: usize = 12;

/// Pseudo-random numbers (`SplitMix64`), so that a failure can be repeated.
pub struct Random(pub u64);

impl Random {
    /// Returns a number from 0 to below 1.
    pub fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// What is known of the leads: which have each criterion, and how they ended.
pub struct Planted {
    /// The log-odds of each criterion; 0 if it foretells nothing.
    pub log_odds: Vec<f64>,
    /// Whether each lead has each criterion; `None` where that isn't known.
    pub answers: Vec<Vec<Option<bool>>>,
    /// The bucket of each lead.
    pub buckets: Vec<&'static str>,
    /// The points that the room gave.
    pub points: Vec<i64>,
}

impl Planted {
    /// Makes leads up: each criterion holds for a tenth to half of them, 3% are unknown; the twelve
    /// real ones, spread among the others, have log-odds from .5 to 1.6, every fourth of them
    /// against. A tenth of the leads is untouched. Of the points only the sign is right.
    pub fn new(leads: usize, seed: u64) -> Self {
        let mut random = Random(seed * 1_000_003 + leads as u64);
        let sign = |c: usize| if c % 4 == 3 { -1 } else { 1 };
        let shares: Vec<f64> = (0..CRITERIA).map(|_| 0.1 + 0.4 * random.share()).collect();
        let odds = |c: usize| {
            let real = c * REAL / CRITERIA;
            let is_real = (real * CRITERIA).div_ceil(REAL) == c;
            f64::from(u8::from(is_real)) * f64::from(sign(c)) * (0.5 + 0.1 * real as f64)
        };
        let log_odds: Vec<f64> = (0..CRITERIA).map(odds).collect();
        let points =
            (0..CRITERIA).map(|c| i64::from(sign(c)) * (1 + (random.share() * 10.0) as i64));
        let points = points.collect();
        let (mut answers, mut buckets) = (Vec::new(), Vec::new());
        for _ in 0..leads {
            let has: Vec<bool> = shares.iter().map(|share| random.share() < *share).collect();
            let own = log_odds.iter().zip(&has).filter(|(_, has)| **has);
            let sum = own.map(|(odds, _)| odds).sum::<f64>() - 0.8;
            let is_viable = random.share() < 1.0 / (1.0 + f64::exp(-sum));
            let is_untouched = random.share() < 0.1;
            buckets.push(match (is_untouched, is_viable) {
                (true, _) => "untouched",
                (_, true) => "viable",
                (_, false) => "rejected",
            });
            let known = |has: bool| (random.share() >= 0.03).then_some(has);
            answers.push(has.into_iter().map(known).collect());
        }
        Self {
            log_odds,
            answers,
            buckets,
            points,
        }
    }

    /// Returns the id of a lead.
    pub fn id(lead: usize) -> String {
        format!("L-{lead:05}")
    }

    fn dataset(&self) -> Dataset {
        let columns = ["bucket", "created", "closed"]
            .map(String::from)
            .into_iter();
        let columns = columns.chain((0..CRITERIA).map(|c| format!("c{c}")));
        let mut dataset = Dataset::new(columns.collect());
        for (lead, answers) in self.answers.iter().enumerate() {
            let mut values = vec![self.buckets[lead], "2026-03-02", "2026-04-20"];
            values.extend(answers.iter().map(|answer| match answer {
                None => "",
                Some(true) => "yes",
                Some(false) => "no",
            }));
            dataset.push(&Self::id(lead), lead as u64 + 2, &values, &[], None);
        }
        dataset
    }

    fn session(&self) -> Session {
        let mut session = Session::new("Planted");
        let definition = Arc::make_mut(&mut session.definition);
        for (c, points) in self.points.iter().enumerate() {
            let when = format!(r#"{{"field": "c{c}", "is": "yes"}}"#);
            definition.criteria.push(Criterion {
                id: Id::new(format!("c{c}")).expect("an id"),
                name: format!("Criterion {c}"),
                points: Some(CriterionPoints::Once(*points)),
                when: Some(serde_json::from_str(&when).expect("a condition")),
                ..Criterion::default()
            });
        }
        session.data = Arc::new(Data {
            bucket_field: Some("bucket".into()),
            created_field: Some("created".into()),
            closed_field: Some("closed".into()),
            ..Data::clone(&session.data)
        });
        session
    }

    /// Scores the leads once, and returns what makes the page of them.
    pub fn scored(&self) -> ScoredLeads {
        let session = self.session();
        let mut leads = RecordedLeads::new(Arc::new(self.dataset()), session.data.clone());
        let buckets = &session.data.buckets;
        let summary = LeadSummary::new(&session.definition, &[], buckets, Some(&mut leads));
        ScoredLeads { session, summary }
    }
}

/// Leads that the model has scored.
pub struct ScoredLeads {
    session: Session,
    summary: LeadSummary,
}

impl ScoredLeads {
    /// Makes the page of what history would give.
    pub fn page(&self) -> Section {
        let context = PageContext {
            session: &self.session,
            summary: &self.summary,
            past: self.summary.past(),
            settings: &PageSettings::default(),
        };
        (page(PageId::SuggestedPoints).build)(&context)
    }
}
