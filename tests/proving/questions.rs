//! Single queries and sample leads, against enumerating every lead.

use accord::model::{Definition, Handoff, Reference, Rule, Stage};
use accord::proof::{
    Cancel, LeadProperty, RuleOwner, SuggestionKind, check_queries, count_leads, find_smallest,
    suggestions,
};
use accord::scoring::{Decider, Outcome, Responses, Scorer, Truth};

use super::leads::{Lead, all, smallest};
use super::models::{Dice, definition, id};
use super::numbers::cases;

/// A scorer by which a lead qualifies if it meets a rule.
pub fn by_rule(definition: &Definition, rule: Rule) -> Scorer {
    let mut other = definition.clone();
    other.stages.push(Stage {
        id: id("probe"),
        name: "Probe".into(),
        rule: Some(rule),
        ..Stage::default()
    });
    other.handoff = Some(Handoff {
        stage: id("probe"),
        disposition: id("forward"),
        ..Handoff::default()
    });
    Scorer::new(&other)
}

/// The parts of a rule as rules of their own, in the order of its keys.
pub fn parts(rule: &Rule) -> Vec<Rule> {
    let mut parts = Vec::new();
    let one = |r: &Reference| Some(vec![r.clone()]);
    for reference in rule.all.iter().flatten() {
        parts.push(Rule {
            all: one(reference),
            ..Rule::default()
        });
    }
    if rule.any.is_some() {
        parts.push(Rule {
            any: rule.any.clone(),
            ..Rule::default()
        });
    }
    for reference in rule.none.iter().flatten() {
        parts.push(Rule {
            none: one(reference),
            ..Rule::default()
        });
    }
    for part in &rule.at_least {
        parts.push(Rule {
            at_least: vec![part.clone()],
            ..Rule::default()
        });
    }
    for (of, least) in rule.points.iter().flatten() {
        let points = Some([(of.clone(), *least)].into());
        parts.push(Rule {
            points,
            ..Rule::default()
        });
    }
    if rule.reached.is_some() {
        parts.push(Rule {
            reached: rule.reached.clone(),
            ..Rule::default()
        });
    }
    parts
}

type Is = Box<dyn Fn(&Lead, &Outcome) -> bool>;

/// Whether a criterion has any answer other than `otherwise`.
fn shows(definition: &Definition, c: usize) -> impl Fn(&Lead) -> bool + use<> {
    let criterion = &definition.criteria[c];
    let otherwise: Vec<bool> = criterion
        .answer_list()
        .iter()
        .map(|a| a.otherwise)
        .collect();
    move |lead| {
        let truths = lead.answers.criterion_truths(c).iter().zip(&otherwise);
        truths
            .clone()
            .any(|(truth, otherwise)| truth.is_yes() && !otherwise)
    }
}

/// A property, and how to test a lead for it.
#[allow(clippy::too_many_lines)] // an arm for each property
fn want(dice: &mut Dice, definition: &Definition, scorer: &Scorer) -> (LeadProperty, Is) {
    let is = dice.one_in(2);
    let stage = dice.roll(definition.stages.len());
    let c = dice.roll(definition.criteria.len());
    match dice.roll(13) {
        0 => (
            LeadProperty::Qualified(is),
            Box::new(move |_, o| o.qualified == is),
        ),
        1 => {
            let want = Some(stage).filter(|_| is);
            (
                LeadProperty::Furthest(want),
                Box::new(move |_, o| o.stage == want),
            )
        }
        2 if !definition.bands.is_empty() => {
            let b = dice.roll(definition.bands.len());
            (
                LeadProperty::Band(b),
                Box::new(move |_, o| o.band == Some(b)),
            )
        }
        3 => {
            let d = Some(dice.roll(definition.dispositions.len())).filter(|_| is);
            (
                LeadProperty::Disposition(d),
                Box::new(move |_, o| o.disposition == d),
            )
        }
        4 if !definition.routes.is_empty() => {
            let r = dice.roll(definition.routes.len());
            (
                LeadProperty::Route(r),
                Box::new(move |_, o| o.decided_by == Decider::Route(r)),
            )
        }
        5 => {
            let l = dice.roll(scorer.answer_count(c));
            let holds = move |lead: &Lead| lead.answers.get(c, l) == Truth::Yes;
            (
                LeadProperty::Answer(c, l, is),
                Box::new(move |lead, _| holds(lead) == is),
            )
        }
        6 => {
            let shows = shows(definition, c);
            (
                LeadProperty::ShowsCriterion(c, is),
                Box::new(move |lead, _| shows(lead) == is),
            )
        }
        7 => {
            let least = dice.roll(12) as i64 - 2;
            (
                LeadProperty::AtLeast(least),
                Box::new(move |_, o| o.total >= least),
            )
        }
        8 => {
            let most = dice.roll(12) as i64 - 2;
            (
                LeadProperty::AtMost(most),
                Box::new(move |_, o| o.total <= most),
            )
        }
        9 => {
            let others = (0..definition.criteria.len()).filter(|other| *other != c);
            let others: Vec<_> = others.map(|c| shows(definition, c)).collect();
            (
                LeadProperty::OnlyCriterion(c),
                Box::new(move |lead, _| !others.iter().any(|shows| shows(lead))),
            )
        }
        10 => {
            let several: Vec<_> = (0..2).map(|_| want(dice, definition, scorer)).collect();
            let (wants, are): (Vec<LeadProperty>, Vec<Is>) = several.into_iter().unzip();
            (
                LeadProperty::AnyOf(wants),
                Box::new(move |lead, o| are.iter().any(|is| is(lead, o))),
            )
        }
        _ => {
            let Some(rule) = &definition.stages[stage].rule else {
                let computed = definition.stages[stage].is_computed();
                return (
                    LeadProperty::Stage(stage, is),
                    Box::new(move |_, _| computed == is),
                );
            };
            let parts = parts(rule);
            assert_eq!(
                RuleOwner::Stage(stage).part_texts(scorer).len(),
                parts.len()
            );
            if dice.one_in(2) {
                let whole = by_rule(definition, rule.clone());
                let holds = move |lead: &Lead| whole.qualifies(&lead.answers);
                (
                    LeadProperty::Stage(stage, is),
                    Box::new(move |lead, _| holds(lead) == is),
                )
            } else {
                let part = dice.roll(parts.len());
                let alone = by_rule(definition, parts[part].clone());
                let holds = move |lead: &Lead| alone.qualifies(&lead.answers);
                let want = LeadProperty::Part(RuleOwner::Stage(stage), part, is);
                (want, Box::new(move |lead, _| holds(lead) == is))
            }
        }
    }
}

#[test]
fn questions_are_answered_as_counting_answers_them() {
    let (mut some, mut none) = (0, 0);
    for seed in 1..=cases(1_000) {
        let mut dice = Dice::new(seed);
        let definition = definition(&mut dice, 4);
        let scorer = Scorer::new(&definition);
        if scorer.possible_count().unwrap() > 1_000 {
            continue;
        }
        let judged = |extended| {
            let leads = all(&definition, &scorer, extended).into_iter();
            leads
                .map(|lead| (scorer.outcome(&lead.answers), lead))
                .collect::<Vec<_>>()
        };
        let (possible, extended) = (judged(false), judged(true));
        for _ in 0..3 {
            let properties: Vec<_> = (0..=dice.roll(3))
                .map(|_| want(&mut dice, &definition, &scorer))
                .collect();
            let (wants, are): (Vec<LeadProperty>, Vec<Is>) = properties.into_iter().unzip();
            let so = |lead: &Lead, o: &Outcome| are.iter().all(|is| is(lead, o));
            let expected = smallest(
                extended
                    .iter()
                    .filter(|(o, lead)| so(lead, o))
                    .map(|(_, lead)| lead),
            );
            let found = find_smallest(&scorer, &wants, &Cancel::never()).unwrap();
            assert_eq!(found.map(|w| w.texts()), expected, "seed {seed}: {wants:?}");
            let leads = possible.iter().filter(|(o, lead)| so(lead, o)).count();
            let found = count_leads(&scorer, &wants, &Cancel::never()).unwrap();
            assert_eq!(
                found.to_string(),
                leads.to_string(),
                "seed {seed}: {wants:?}"
            );
            if expected.is_some() {
                some += 1;
            } else {
                none += 1;
            }
        }
    }
    assert!(some > cases(500) && none > cases(300), "{some} {none}");
}

#[test]
fn sample_leads_are_the_ones_they_are_said_to_be() {
    for seed in 1..=cases(600) {
        let definition = definition(&mut Dice::new(seed), 4);
        let scorer = Scorer::new(&definition);
        if scorer.possible_count().unwrap() > 1_000 {
            continue;
        }
        let leads = all(&definition, &scorer, false);
        let found = suggestions(&scorer, &Cancel::never()).unwrap();
        let rest = rest_of_the_handoff(&definition, &scorer);
        for made in &found {
            let answers = made.witness.responses(&scorer);
            let outcome = scorer.outcome(&answers);
            assert_eq!(outcome.total, made.total, "seed {seed}: {made:?}");
            let (yes, no) = made.witness.sample_lists(&scorer);
            let sample = accord::model::Sample {
                yes,
                no,
                ..accord::model::Sample::default()
            };
            let sampled = scorer.outcome(&Responses::from_sample(&scorer, &sample));
            assert_eq!(sampled, outcome, "seed {seed}: as a sample");
        }
        let of = |kind: &dyn Fn(&SuggestionKind) -> bool| {
            let made = found.iter().find(|made| kind(&made.kind));
            made.map(|made| made.witness.texts())
        };
        let outcome = |lead: &Lead| scorer.outcome(&lead.answers);
        let qualified = leads.iter().filter(|lead| outcome(lead).qualified);
        assert_eq!(
            of(&|k| *k == SuggestionKind::SmallestQualified),
            smallest(qualified)
        );
        let failing = || leads.iter().filter(|lead| !outcome(lead).qualified);
        let most = failing().map(|lead| outcome(lead).total).max();
        let richest = failing().filter(|lead| Some(outcome(lead).total) == most);
        assert_eq!(
            of(&|k| *k == SuggestionKind::RichestFailing),
            smallest(richest)
        );
        // For a band the total comes first, for the hand-off the rest of its rule.
        let nearest = |least: i64, above: bool, is_band: bool| {
            let on_side = |lead: &&Lead| (outcome(lead).total >= least) == above;
            let mut side: Vec<&Lead> = leads.iter().filter(on_side).collect();
            let distance = |lead: &Lead| (outcome(lead).total - least).abs();
            let order = |lead: &Lead| {
                let keys = (i64::from(!rest(lead)), distance(lead));
                if is_band { (keys.1, keys.0) } else { keys }
            };
            let first = side.iter().map(|lead| order(lead)).min()?;
            side.retain(|lead| order(lead) == first);
            smallest(side.into_iter())
        };
        for made in &found {
            let (least, above, is_band) = match &made.kind {
                SuggestionKind::AtThreshold(least) => (*least, true, false),
                SuggestionKind::BelowThreshold(least) => (*least, false, false),
                SuggestionKind::AtBand(_, least) => (*least, true, true),
                SuggestionKind::BelowBand(_, least) => (*least, false, true),
                _ => continue,
            };
            assert_eq!(
                Some(made.witness.texts()),
                nearest(least, above, is_band),
                "seed {seed}: {made:?}"
            );
        }
        for band in definition
            .bands
            .iter()
            .filter_map(|band| Some((&band.id, band.from?)))
        {
            let at = of(&|k| matches!(k, SuggestionKind::AtBand(id, _) if id == band.0));
            assert_eq!(at, nearest(band.1, true, true), "seed {seed}: {band:?}");
        }
    }
}

/// Whether a lead meets the hand-off rule apart from the total it requires, including rules through
/// `reached`.
fn rest_of_the_handoff(definition: &Definition, scorer: &Scorer) -> impl Fn(&Lead) -> bool + use<> {
    let mut other = definition.clone();
    let mut at = scorer.handoff_stage();
    let never = at.is_none();
    while let Some(s) = at {
        let rule = other.stages[s].rule.clone().unwrap_or_default();
        if let Some(minima) = other.stages[s]
            .rule
            .as_mut()
            .and_then(|rule| rule.points.as_mut())
        {
            // So low that every lead has it.
            if let Some(least) = minima.get_mut("total") {
                *least = -1_000_000_000;
            }
        }
        at = rule
            .reached
            .and_then(|id| other.stages.iter().position(|stage| stage.id == id));
    }
    let scorer = Scorer::new(&other);
    move |lead| !never && scorer.qualifies(&lead.answers)
}

#[test]
fn the_questions_of_check() {
    let mut early = 0;
    for seed in 1..=cases(400) {
        let definition = definition(&mut Dice::new(seed), 4);
        let scorer = Scorer::new(&definition);
        if scorer.possible_count().unwrap() > 600 {
            continue;
        }
        let leads = all(&definition, &scorer, true);
        let never = Cancel::never();
        let qualified = |lead: &&Lead| scorer.qualifies(&lead.answers);
        for c in 0..definition.criteria.len() {
            let others = (0..definition.criteria.len()).filter(|other| *other != c);
            let others: Vec<_> = others.map(|c| shows(&definition, c)).collect();
            let alone = leads.iter().filter(qualified);
            let expected = smallest(alone.filter(|lead| !others.iter().any(|shows| shows(lead))));
            let found = check_queries::lead_decided_alone(&scorer, c, &never).unwrap();
            assert_eq!(found.map(|w| w.texts()), expected, "seed {seed}");
        }
        let phase = |lead: &Lead, phases: &[&str]| {
            definition
                .criteria
                .iter()
                .enumerate()
                .any(|(c, criterion)| {
                    let of = criterion.phase.is_some_and(|p| phases.contains(&p.word()));
                    of && shows(&definition, c)(lead)
                })
        };
        let handed = leads.iter().filter(qualified).filter(|lead| {
            phase(lead, &["research", "exploration"])
                && !phase(lead, &["consideration", "purchase"])
        });
        let expected = smallest(handed);
        let found = check_queries::lead_handed_over_early(&definition, &scorer, &never).unwrap();
        assert_eq!(found.map(|w| w.texts()), expected, "seed {seed}");
        early += usize::from(expected.is_some());
    }
    assert!(early > 10, "{early}");
}
