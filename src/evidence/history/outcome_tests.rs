//! Two hundred made-up leads in which the truth is known, and every number of the pages about
//! outcomes worked out by hand.
//!
//! | group | size, demo | total | leads | viable | rejected | untouched | won |
//! |---|---|---|---|---|---|---|---|
//! | A | small, no | 0 | 60 | 12 | 40 | 8 | 3 |
//! | B | medium, no | 3 | 40 | 16 | 20 | 4 | 4 |
//! | C | small, yes | 4 | 30 | 12 | 15 | 3 | 4 |
//! | D | big, no | 6 | 20 | 12 | 8 | 0 | 6 |
//! | E | medium, yes | 7 | 30 | 21 | 9 | 0 | 9 |
//! | F | big, yes | 10 | 20 | 18 | 2 | 0 | 12 |
//! | all | | | 200 | 91 | 94 | 15 | 38 |
//!
//! Within a group the viable ones come first, of these the won ones. The lead at place `i` of all is
//! created on the Monday of week `i % 10`, those of F in week 8; weeks begin on 5 January 2026. The
//! first ones of each group become opportunities: twice as many as are won, at most all viable ones.
//! Won and rejected leads are closed 14 days after they were created, so that leads are old enough
//! after 14 days; on 16 March those of week 9 aren't: 6 of A, 4 of B, 3 of C, 2 of D, 3 of E.

use std::sync::Arc;

use jiff::ToSpan;
use serde_json::json;

use super::*;
use crate::evidence::{LeadSummary, RecordedLeads};
use crate::model::{Bucket, Data, FunnelPlan, NameSource, Session, Workshop};
use crate::scoring::Dataset;

/// Size, demo, leads, viable, rejected and won.
const GROUPS: [(&str, &str, usize, usize, usize, usize); 6] = [
    ("small", "no", 60, 12, 40, 3),
    ("medium", "no", 40, 16, 20, 4),
    ("small", "yes", 30, 12, 15, 4),
    ("big", "no", 20, 12, 8, 6),
    ("medium", "yes", 30, 21, 9, 9),
    ("big", "yes", 20, 18, 2, 12),
];

const COLUMNS: [&str; 9] = [
    "size",
    "demo",
    "bucket",
    "outcome",
    "created",
    "converted",
    "closed",
    "attempts",
    "value",
];

fn leads() -> Dataset {
    let mut leads = Dataset::new(COLUMNS.map(String::from).to_vec());
    let first = jiff::civil::date(2026, 1, 5);
    for (size, demo, all, viable, rejected, won) in GROUPS {
        for place in 0..all {
            let number = leads.len();
            let week = if (size, demo) == ("big", "yes") {
                8
            } else {
                number as i64 % 10
            };
            let created = first.saturating_add((7 * week).days());
            let after = |days: i64| created.saturating_add(days.days()).to_string();
            let is_viable = place < viable;
            let is_rejected = !is_viable && place < viable + rejected;
            let is_won = place < won;
            let text = |is: bool, text: String| if is { text } else { String::new() };
            let bucket = match (is_viable, is_rejected) {
                (true, _) => "viable",
                (_, true) => "rejected",
                _ => "untouched",
            };
            let outcome = match (is_won, is_rejected) {
                (true, _) => "won",
                (_, true) => "lost",
                _ => "open",
            };
            let values = [
                size.to_owned(),
                demo.to_owned(),
                bucket.to_owned(),
                outcome.to_owned(),
                created.to_string(),
                text(is_viable && place < 2 * won, after(10)),
                text(is_won || is_rejected, after(14)),
                text(is_viable || is_rejected, "4".into()),
                text(
                    is_won,
                    if number.is_multiple_of(2) {
                        "1000"
                    } else {
                        "2001"
                    }
                    .into(),
                ),
            ];
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            leads.push(&number.to_string(), number as u64 + 2, &values, &[], None);
        }
    }
    leads
}

fn session(points: i64, plan: FunnelPlan) -> Session {
    let is = |field: &str, value: &str| json!({"field": field, "is": value});
    let definition = json!({
        "criteria": [
            {"id": "size", "name": "Size", "kind": "fit", "combine": "one-of", "answers": [
                {"id": "big", "label": "Big", "points": 6, "when": is("size", "big")},
                {"id": "medium", "label": "Medium", "points": 3, "when": is("size", "medium")},
                {"id": "small", "label": "Small", "points": 0, "when": is("size", "small")},
            ]},
            {"id": "demo", "name": "Demo", "kind": "behaviour", "points": 4,
             "when": is("demo", "yes")},
        ],
        "stages": [
            {"id": "lead", "name": "Lead"},
            {"id": "mql", "name": "MQL", "rule": {"points": {"total": points}}},
            {"id": "sal", "name": "SAL", "decided_by": "person"},
            {"id": "sql", "name": "SQL", "rule": {"points": {"total": 10}}},
        ],
        "handoff": {"stage": "mql", "disposition": "forward"},
        "dispositions": [{"id": "forward", "name": "Forward", "action": "forward"}],
        "bands": [
            {"id": "cold", "name": "Cold"},
            {"id": "warm", "name": "Warm", "from": 4},
            {"id": "hot", "name": "Hot", "from": 7},
        ],
    });
    let column = |name: &str| Some(name.to_owned());
    Session {
        definition: Arc::new(serde_json::from_value(definition).expect("a definition")),
        data: Arc::new(Data {
            bucket_field: column("bucket"),
            outcome_field: column("outcome"),
            created_field: column("created"),
            converted_field: column("converted"),
            closed_field: column("closed"),
            attempts_field: column("attempts"),
            value_field: column("value"),
            as_of: Some(jiff::civil::date(2026, 3, 16)),
            buckets: Bucket::defaults(),
            ..Data::default()
        }),
        workshop: Arc::new(Workshop {
            plan,
            ..Workshop::default()
        }),
        ..Session::new("Two hundred leads")
    }
}

fn made(page_id: PageId, session: &Session, settings: &PageSettings) -> Section {
    let mut recorded = RecordedLeads::new(Arc::new(leads()), session.data.clone());
    let (definition, buckets) = (&session.definition, &session.data.buckets);
    let summary = LeadSummary::new(definition, &[], buckets, Some(&mut recorded));
    let past = summary.past();
    assert!(past.is_some());
    let context = PageContext {
        session,
        summary: &summary,
        past,
        settings,
    };
    (page(page_id).build)(&context)
}

fn page_of(page_id: PageId) -> Section {
    let session = session(6, FunnelPlan::default());
    made(page_id, &session, &PageSettings::default())
}

/// The rows of a table, cells joined by `|`; one that stands out begins with `*`.
fn rows(section: &Section, table: &str) -> Vec<String> {
    let table = section.tables.iter().find(|t| t.id == table);
    let table = table.expect("there is such a table");
    let row = |row: &FigureRow| {
        let cells: Vec<String> = row.cells.iter().map(Cell::written).collect();
        format!(
            "{}{}",
            if row.stands_out { "*" } else { "" },
            cells.join("|")
        )
    };
    table.rows.iter().map(row).collect()
}

#[test]
fn each_threshold_forwards_rejects_and_misses_what_was_worked_out() {
    let section = page_of(PageId::Threshold);
    // Nine weeks lie between the first and the last Monday.
    assert_eq!(
        rows(&section, "thresholds"),
        [
            "0|200|100.0%|94|0|49.2%|100.0%|22.2",
            "3|140|70.0%|54|12|59.4%|86.8%|15.6",
            "4|100|50.0%|34|28|64.9%|69.2%|11.1",
            "*6|70|35.0%|19|40|72.9%|56.0%|7.8",
            "7|50|25.0%|11|52|78.0%|42.9%|5.6",
            "10|20|10.0%|2|73|90.0%|19.8%|2.2",
        ]
    );
    assert_eq!(
        rows(&section, "rule"),
        ["*rule now|70|35.0%|19|40|72.9%|56.0%|7.8"]
    );
    assert_eq!(
        section.notes[1..],
        [
            "15 leads, neither viable nor rejected, count in the volume alone.",
            "The hand-off rule asks for a total of 6, and nothing else.",
        ]
    );
}

#[test]
fn a_threshold_that_is_tried_stands_beside_the_present_rule() {
    let session = session(6, FunnelPlan::default());
    let tried = PageSettings {
        threshold: Some(4),
        ..PageSettings::default()
    };
    let section = made(PageId::Threshold, &session, &tried);
    assert_eq!(
        rows(&section, "rule"),
        [
            "*rule now|70|35.0%|19|40|72.9%|56.0%|7.8",
            "from 4|100|50.0%|34|28|64.9%|69.2%|11.1",
            "rule 4|100|50.0%|34|28|64.9%|69.2%|11.1",
        ]
    );
    let Some(Plot::Curves(curves)) = section.plots.first() else {
        panic!("{:?}", section.plots);
    };
    assert_eq!(
        (curves.range, curves.present, curves.tried),
        ((0, 10), Some(6), Some(4))
    );
    let precision = &curves.lines[2];
    assert_eq!(
        (precision.sign, precision.values[5]),
        ('p', (10, Some(0.9)))
    );
}

#[test]
fn lift_is_the_share_viable_by_that_of_all() {
    let section = page_of(PageId::Lift);
    // All: 91 of 185, 49.19%. Big: 30 of 40, so 75 / 49.19 = 1.52.
    assert_eq!(
        rows(&section, "criteria"),
        [
            "Size: Big|40|30|10|75.0%|1.52",
            "Size: Medium|70|37|29|56.1%|1.14",
            "Size: Small|90|24|55|30.4%|0.62",
            "Demo|80|51|26|66.2%|1.35",
        ]
    );
    assert_eq!(
        rows(&section, "bands"),
        [
            "Cold|100|28|60|31.8%|0.65",
            "Warm|50|24|23|51.1%|1.04",
            "Hot|50|39|11|78.0%|1.59",
        ]
    );
}

#[test]
fn calibration_has_a_group_for_each_ninth_of_those_judged() {
    let section = page_of(PageId::Calibration);
    // 185 judged leads make nine groups of 20, but equal totals stay together. The intervals are
    // Wilson's, solved numerically from |p - x| = 1.96 sqrt(x (1 - x) / n).
    assert_eq!(
        rows(&section, "scores"),
        [
            "0|0|52|23.1%|13.7% to 36.1%",
            "3|3|36|44.4%|29.5% to 60.4%",
            "4|4|27|44.4%|27.6% to 62.7%",
            "6|6|20|60.0%|38.7% to 78.1%",
            "7|7|30|70.0%|52.1% to 83.3%",
            "10|10|20|90.0%|69.9% to 97.2%",
        ]
    );
    let last = section.notes.last().map(String::as_str);
    assert_eq!(
        last,
        Some("Each group does at least as well as those with a lower score.")
    );
}

#[test]
fn the_funnel_counts_leads_old_enough_and_says_where_it_fails() {
    let section = page_of(PageId::Funnel);
    // Of 200 leads 18 are too young. From 6 on: 18 of D, 27 of E, 20 of F; 6 + 9 + 12 won.
    assert_eq!(
        rows(&section, "stages"),
        [
            "Lead|182||38|20.9%",
            "MQL|65|35.7%|27|41.5%",
            "SQL|20|30.8%|12|60.0%",
        ]
    );
    assert_eq!(
        section.notes[1..],
        [
            "Shares that win count leads created at least 14 days before 2026-03-16, within which \
             90% of deals were closed: 18 are too young.",
            "Decided by a person, so that no fact says who reached it: SAL.",
            "The volume falls and the share that wins rises from stage to stage.",
        ]
    );
    // With MQL from 0 on every lead is one: no fewer, and no more of them win.
    let session = session(0, FunnelPlan::default());
    let section = made(PageId::Funnel, &session, &PageSettings::default());
    assert_eq!(
        section.notes[3..],
        [
            "The volume doesn't fall from Lead to MQL: 182 leads in both.",
            "The share that wins doesn't rise from Lead to MQL: 20.9% and 20.9%, 0.0 points less.",
        ]
    );
}

#[test]
fn the_grid_has_thirds_of_fit_and_of_behaviour() {
    let section = page_of(PageId::FitGrid);
    let table = &section.tables[0];
    assert_eq!(table.columns, ["fit \\ behaviour", "0", "4"]);
    // Old enough: A 54, B 36, C 27, D 18, E 27, F 20.
    assert_eq!(
        rows(&section, "grid"),
        ["0|5.6%|14.8%", "3|11.1%|33.3%", "6|6 of 18: too few|60.0%"]
    );
    let Some(Plot::Grid(grid)) = section.plots.first() else {
        panic!("{:?}", section.plots);
    };
    assert_eq!(grid.row_labels, ["6", "3", "0"]);
    assert_eq!((grid.cells[0].count, grid.cells[0].of), (6, 18));
}

/// The issue's own example: 16,000 new names and 10,000 existing prospects.
fn plan() -> FunnelPlan {
    let percent = |text: &str| Some(text.parse().expect("a percentage"));
    FunnelPlan {
        new_names: Some(16_000),
        new_names_share: percent("10%"),
        existing_prospects: Some(10_000),
        existing_prospects_share: percent("4%"),
        accepted_share: percent("7%"),
        opportunity_share: percent("80%"),
        ..FunnelPlan::default()
    }
}

/// The page without any leads.
fn arithmetic(plan: FunnelPlan) -> Section {
    let session = session(6, plan);
    let summary = LeadSummary::new(&session.definition, &[], &[], None);
    let context = PageContext {
        session: &session,
        summary: &summary,
        past: None,
        settings: &PageSettings::default(),
    };
    (page(PageId::FunnelArithmetic).build)(&context)
}

#[test]
fn two_thousand_mqls_give_140_and_112_and_back() {
    let section = arithmetic(FunnelPlan {
        opportunity_goal: Some(112),
        ..plan()
    });
    assert_eq!(
        rows(&section, "forwards"),
        [
            "MQLs from new names|1,600|10% of 16,000",
            "MQLs from existing prospects|400|4% of 10,000",
            "MQLs|2,000|1,600 + 400",
            "to account managers|140|7% of 2,000",
            "opportunities|112|80% of 140",
            "won deals||lacking: of these won",
            "revenue||lacking: of these won",
        ]
    );
    assert_eq!(
        rows(&section, "backwards"),
        [
            "opportunities|112|wanted",
            "to account managers|140|112 / 80%",
            "*MQLs needed|2,000|140 / 7%; Enter takes them into targets",
            "MQLs from existing prospects|400|4% of 10,000",
            "MQLs from new names|1,600|2,000 - 400",
            "new names needed|16,000|1,600 / 10%",
            "more new names than planned|0|16,000 in the plan",
        ]
    );
    let needed = section.rows().find_map(|row| match row.subject {
        Some(RowSubject::NeededLeads(needed)) => Some(needed),
        _ => None,
    });
    assert_eq!(needed, Some(2_000));
}

#[test]
fn a_revenue_goal_leads_back_to_names_with_the_other_source_fixed() {
    // 1,000,001 at 20,000 a deal: 51 deals; at 25%: 204 opportunities; at 80%: 255 accepted; at 7%:
    // 3,642.86, so 3,643 MQLs; less 1,600 of new names: 2,043; at 4%: 51,075 prospects.
    let section = arithmetic(FunnelPlan {
        won_share: Some("25%".parse().expect("a percentage")),
        deal_value: Some(20_000),
        revenue_goal: Some(1_000_001),
        fixed_source: Some(NameSource::NewNames),
        ..plan()
    });
    let numbers: Vec<String> = section.tables[2]
        .rows
        .iter()
        .map(|row| row.cells[1].written())
        .collect();
    assert_eq!(
        numbers,
        [
            "1,000,001",
            "51",
            "204",
            "255",
            "3,643",
            "1,600",
            "2,043",
            "51,075",
            "41,075"
        ]
    );
    // Forwards: 112 opportunities, 28 won.
    assert_eq!(rows(&section, "forwards")[6], "revenue|560,000|28 x 20,000");
}

#[test]
fn what_the_plan_leaves_blank_is_taken_from_recorded_leads() {
    let session = session(6, FunnelPlan::default());
    let section = made(PageId::FunnelArithmetic, &session, &PageSettings::default());
    let rows = rows(&section, "plan");
    // Of 182 leads old enough 85 were viable, 68 of these became opportunities, 38 of these won;
    // of the 38 won 20 are worth 1,000 and 18 are worth 2,001: 56,018 / 38 = 1,474.2.
    assert_eq!(
        rows[4..8],
        [
            "MQLs to account managers|46.7%|recorded: 85 of 182",
            "of these opportunities|80.0%|recorded: 68 of 85",
            "of these won|55.9%|recorded: 38 of 68",
            "value of a won deal|1,474|recorded: mean of 38 won",
        ]
    );
    assert_eq!(rows[0], "new names||lacking: Enter writes it");
}

#[test]
fn capacity_is_leads_by_attempts_by_minutes() {
    let plan = FunnelPlan {
        minutes_per_attempt: Some(15),
        people: Some(2),
        hours_per_week: Some(4),
        ..FunnelPlan::default()
    };
    let section = made(
        PageId::Capacity,
        &session(6, plan),
        &PageSettings::default(),
    );
    // Each of ten weeks has 5 forwarded leads of D and E; week 8 has the 20 of F, too. A lead takes
    // 4 x 15 minutes. From 4 on a week has 3 more, which fit; the 20 of F never do.
    assert_eq!(
        rows(&section, "summary"),
        [
            "forwarded leads|5|25",
            "hours needed|5.0|25.0",
            "hours there|8.0|8.0",
            "of the hours used, %|62.5|312.5",
            "lowest total that fits|4|none",
        ]
    );
    let weeks = rows(&section, "weeks");
    assert_eq!((weeks.len(), weeks[0].as_str()), (10, "2026-01-05|5|5.0|"));
    assert_eq!(weeks[8], "*2026-03-02|25|25.0|over");
    assert_eq!(section.tables[2].title, "BY WEEK: 1 of 10 over capacity");
    assert_eq!(
        rows(&section, "plan")[0],
        "attempts for a lead|4.0|recorded: mean of 185 leads tried"
    );
}

#[test]
fn what_qualifies_in_a_week_stands_against_what_sales_can_take() {
    let weekly = |people, hours, minutes| {
        let plan = FunnelPlan {
            minutes_per_attempt: minutes,
            people: Some(people),
            hours_per_week: Some(hours),
            ..FunnelPlan::default()
        };
        let session = session(6, plan);
        let mut recorded = RecordedLeads::new(Arc::new(leads()), session.data.clone());
        let buckets = &session.data.buckets;
        let summary = LeadSummary::new(&session.definition, &[], buckets, Some(&mut recorded));
        weekly_capacity(&session.workshop.plan, &summary).map(|w| (w.qualify, w.can_take))
    };
    // As above, a lead takes 4 x 15 minutes, and half of the weeks have 5 or fewer.
    assert_eq!(weekly(2, 4, Some(15)), Some((Some(5), 8)));
    assert_eq!(weekly(1, 3, Some(15)), Some((Some(5), 3)));
    // 4 x 25 minutes: 3 leads take 5 hours, and 4 would take 6.7.
    assert_eq!(weekly(1, 6, Some(25)), Some((Some(5), 3)));
    assert_eq!(weekly(0, 40, Some(15)), Some((Some(5), 0)));
    assert_eq!(weekly(2, 4, None), None);
    assert_eq!(weekly(2, 4, Some(0)), None);
}

#[test]
fn without_leads_the_plan_alone_says_what_sales_can_take() {
    let plan = FunnelPlan {
        attempts: Some(6),
        minutes_per_attempt: Some(10),
        people: Some(2),
        hours_per_week: Some(20),
        ..FunnelPlan::default()
    };
    let session = session(6, plan);
    let summary = LeadSummary::new(&session.definition, &[], &[], None);
    let weekly = weekly_capacity(&session.workshop.plan, &summary).expect("the plan says all");
    assert_eq!((weekly.qualify, weekly.can_take), (None, 40));
}

#[test]
fn capacity_says_what_is_lacking() {
    let section = page_of(PageId::Capacity);
    assert_eq!(rows(&section, "summary"), ["forwarded leads|5|25"]);
    let last = section.notes.last().map(String::as_str);
    let lacking = "Lacking for the hours: minutes an attempt and people with their hours a week; \
                   Enter on the row writes it.";
    assert_eq!(last, Some(lacking));
}

#[test]
fn criteria_that_tell_the_outcome_are_named() {
    let mut session = session(6, FunnelPlan::default());
    let definition = Arc::make_mut(&mut session.definition);
    let criterion = json!({"id": "leak", "name": "Was won", "kind": "fit", "points": 1,
                           "when": {"field": "outcome", "is": "won"}});
    let criterion = serde_json::from_value(criterion).expect("a criterion");
    definition.criteria.push(criterion);
    let note = |page_id| {
        let section = made(page_id, &session, &PageSettings::default());
        let notes = section.notes.iter();
        notes
            .filter(|note| note.contains("flatter"))
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(
        note(PageId::Lift),
        ["What these ask about comes with the outcome, so that it flatters: Was won."]
    );
    for page_id in [
        PageId::Threshold,
        PageId::Calibration,
        PageId::Funnel,
        PageId::FitGrid,
    ] {
        assert_eq!(
            note(page_id),
            ["1 criterion tells the outcome (named under Lift): these figures flatter."]
        );
    }
}

#[test]
fn where_no_lead_is_old_enough_no_share_that_wins_is_shown() {
    let mut session = session(6, FunnelPlan::default());
    Arc::make_mut(&mut session.data).old_enough = Some(1_000);
    for page_id in [PageId::Funnel, PageId::FitGrid] {
        let section = made(page_id, &session, &PageSettings::default());
        let last = section.notes.last().map(String::as_str);
        assert_eq!(
            last,
            Some("No lead is old enough, so no share that wins is known.")
        );
        assert!(section.plots.is_empty());
    }
}
