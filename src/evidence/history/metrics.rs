//! The page of the five metrics: what each is, what it came to, and what is lacking.

use jiff::ToSpan;
use jiff::civil::Date;

use super::cell::Cell;
use super::context::PageContext;
use super::known_facts::NO_OUTCOMES;
use super::metric_figures::MetricLeads;
use super::metric_lines::{LINES, MetricKind};
use super::recorded_list::RecordedList;
use super::section::{FigureTable, Section};
use crate::evidence::past_leads::old_enough;
use crate::model::wording::{count_noun, grouped, join_list};
use crate::model::{Metric, Stage};
use crate::scoring::ScoredDataset;
use crate::scoring::engine::Bitmap;

/// The widest a line of a definition gets; the rest goes on in the next row.
const WIDEST: usize = 48;

/// Makes the page.
pub(super) fn metrics(context: &PageContext<'_>) -> Section {
    let mut section = Section::new("metrics", "The five metrics");
    match RecordedList::of(context) {
        Some(list) => section = figures(section, context, list),
        None => section = section.note("No leads are recorded, so nothing is computed."),
    }
    section.tables.push(definitions(context));
    section
}

/// Adds the notes and tables of figures.
fn figures(mut section: Section, context: &PageContext<'_>, list: RecordedList<'_>) -> Section {
    let past = context.past.map(|past| &*past.leads);
    let age = past.map(old_enough);
    let latest = age.as_ref().and_then(|age| {
        let days = i64::from(age.days?).days();
        age.reference?.checked_sub(days).ok()
    });
    let leads = MetricLeads::of(list, past, latest);
    section = notes(section, context, &list, &leads);
    match &age {
        Some(age) => section = section.note(age.words()),
        None => section = section.note(NO_OUTCOMES),
    }
    let all = Bitmap::from_fn(list.dataset.len(), |_| true);
    let compared = past.map_or(&all, |past| &past.counted);
    let scored = context.past.map(|past| &past.scored);
    let scored = scored.or(context.summary.recorded.as_ref().map(|r| &r.scored));
    let split = scored
        .filter(|_| context.summary.has_handoff_rule)
        .map(|scored| split(scored, compared));
    section.tables.push(figures_table(context, &leads, &all));
    section.tables.extend(lacking_table(&leads));
    let by_model = split.map(|split| avenues_table(&leads, &split));
    section.tables.extend(by_model);
    if let Some(scored) = scored {
        section
            .tables
            .extend(stages_table(context, scored, compared));
    }
    section.tables.extend(sources_table(&list, &leads));
    section
}

fn notes(
    section: Section,
    context: &PageContext<'_>,
    list: &RecordedList<'_>,
    leads: &MetricLeads<'_>,
) -> Section {
    let passed = || (0..list.dataset.len()).filter(|lead| leads.is_passed(*lead));
    let mut text = format!(
        "Figures are of the {} that were passed to Sales",
        count_noun(passed().count() as i64, "recorded lead")
    );
    let created = list.days(list.data.created_field.as_ref());
    let days = || passed().filter_map(|lead| created.as_ref()?[lead]);
    if let Some((first, last)) = days().min().zip(days().max()) {
        text.push_str(&created_between(first, last));
    }
    text.push_str(
        ". Days are medians. A lead counts as answered once a first response is recorded; no column \
         holds the day on which Sales accepts one.",
    );
    let mut section = section.note(text);
    if context.summary.has_handoff_rule {
        section = section.note(
            "Other avenues: the leads that don't qualify by the model, as of the day on which their \
             facts count, and the column of sources, if there is one.",
        );
    }
    let contradicting = leads.contradicting();
    if contradicting > 0 {
        section = section.note(format!(
            "{} with days in the wrong order: left out of the days between them.",
            count_noun(contradicting as i64, "lead")
        ));
    }
    let unanswerable = leads.left_out_of_reach();
    if unanswerable > 0 {
        section = section.note(format!(
            "{} answered before the hand-off, or on a day that can't be read: left out of the share \
             answered.",
            count_noun(unanswerable as i64, "lead")
        ));
    }
    if let Some((without, all)) = leads.without_value().filter(|(without, _)| *without > 0) {
        let all = grouped(all as i64);
        section = section.note(format!(
            "Of {all} opportunities {} without a value.",
            match without {
                1 => "1 is".to_owned(),
                many => format!("{} are", grouped(many as i64)),
            }
        ));
    }
    section
}

fn created_between(first: Date, last: Date) -> String {
    if first == last {
        return format!(", created on {first}");
    }
    format!(", created from {first} to {last}")
}

/// Returns the leads compared that qualify, and those that don't.
fn split(scored: &ScoredDataset, compared: &Bitmap) -> [Bitmap; 2] {
    [true, false].map(|qualify| {
        Bitmap::from_fn(compared.len(), |lead| {
            compared.get(lead) && scored.is_qualified(lead) == qualify
        })
    })
}

/// The figures beside the targets as they are written.
fn figures_table(context: &PageContext<'_>, leads: &MetricLeads<'_>, all: &Bitmap) -> FigureTable {
    let columns = ["metric", "figure", "actual", "target"];
    let mut table = FigureTable::new("metrics", "", &columns);
    let mut last = None;
    for (line, figure) in LINES.iter().zip(leads.figures(all)) {
        let is_first = last.replace(line.kind) != Some(line.kind);
        let metric = line.kind.find(&context.session.definition);
        let target = metric
            .filter(|_| is_first)
            .map_or("", |metric| &metric.target);
        table.push([
            Cell::text(if is_first { line.kind.short_name() } else { "" }),
            Cell::text(line.name),
            figure.unwrap_or_else(|| Cell::text("lacking")),
            Cell::text(target),
        ]);
    }
    table
}

/// The same figures of the leads that qualify, and of those that don't; those that are lacking are
/// left out.
fn avenues_table(leads: &MetricLeads<'_>, split: &[Bitmap; 2]) -> FigureTable {
    let columns = ["figure", "qualify", "don't qualify"];
    let mut table = FigureTable::new("avenues", "OTHER AVENUES, BY THE MODEL", &columns);
    let [qualify, others] = [&split[0], &split[1]].map(|some| leads.figures(some));
    for ((line, ours), theirs) in LINES.iter().zip(qualify).zip(others) {
        if let Some((ours, theirs)) = ours.zip(theirs) {
            table.push([Cell::text(line.name), ours, theirs]);
        }
    }
    table
}

/// Says which columns are lacking for which metric; nothing if none is.
fn lacking_table(leads: &MetricLeads<'_>) -> Option<FigureTable> {
    let mut table = FigureTable::new("lacking", "LACKING", &["metric", "column with"]);
    for kind in MetricKind::ALL {
        let needs = LINES.iter().filter(|line| line.kind == kind);
        let needs = needs.flat_map(|line| line.needs);
        let mut lacking: Vec<String> = Vec::new();
        for column in needs.filter(|column| !leads.has(**column)) {
            let words = column.words().to_owned();
            if !lacking.contains(&words) {
                lacking.push(words);
            }
        }
        if !lacking.is_empty() {
            let lacking = join_list(&lacking, "and");
            table.push([Cell::text(kind.short_name()), Cell::text(lacking)]);
        }
    }
    (!table.rows.is_empty()).then_some(table)
}

/// How many of the leads compared reach each stage that the model computes.
fn stages_table(
    context: &PageContext<'_>,
    scored: &ScoredDataset,
    compared: &Bitmap,
) -> Option<FigureTable> {
    let stages = &context.session.definition.stages;
    let mut furthest = vec![0_usize; stages.len()];
    for lead in compared.iter() {
        let stage = scored.outcome(lead).stage;
        if let Some(count) = stage.and_then(|stage| furthest.get_mut(stage)) {
            *count += 1;
        }
    }
    let columns = ["stage", "leads", "of the stage before"];
    let mut table = FigureTable::new("stages", "CONVERSION BY THE MODEL'S STAGES", &columns);
    let mut before = None;
    let computed = |(_, stage): &(usize, &Stage)| stage.is_computed();
    for (at, stage) in stages.iter().enumerate().filter(computed) {
        let reached: usize = furthest[at..].iter().sum();
        let share = before.map_or(Cell::Blank, |before| Cell::share(reached, before));
        table.push([Cell::text(&stage.name), Cell::count(reached), share]);
        before = Some(reached);
    }
    (table.rows.len() > 1).then_some(table)
}

/// The figures by where leads came from, if a column says.
fn sources_table(list: &RecordedList<'_>, leads: &MetricLeads<'_>) -> Option<FigureTable> {
    let (column, sources) = list.sources()?;
    let shown: Vec<usize> = (0..LINES.len())
        .filter(|at| matches!(at, 0 | 1 | 3 | 7 | 11 | 12))
        .filter(|at| LINES[*at].needs.iter().all(|column| leads.has(*column)))
        .collect();
    let title = format!("OTHER AVENUES, BY {}", column.to_uppercase());
    let mut table = FigureTable::new("sources", title, &["source", "leads"]);
    table
        .columns
        .extend(shown.iter().map(|at| LINES[*at].name.to_owned()));
    for (name, of_source) in &sources {
        let figures = leads.figures(of_source);
        let passed = of_source
            .iter()
            .filter(|lead| leads.is_passed(*lead))
            .count();
        let own = shown
            .iter()
            .map(|at| figures[*at].clone().unwrap_or_default());
        let first = [Cell::text(name), Cell::count(passed)];
        table.push(first.into_iter().chain(own));
    }
    Some(table)
}

/// What each metric is, as the session defines it.
fn definitions(context: &PageContext<'_>) -> FigureTable {
    let columns = ["metric", "", "as defined on Publish"];
    let mut table = FigureTable::new("definitions", "WHAT THEY ARE", &columns);
    for kind in MetricKind::ALL {
        let Some(metric) = kind.find(&context.session.definition) else {
            let cells = [kind.short_name(), "", "not defined: a on Publish adds it"];
            table.push(cells.map(Cell::text));
            continue;
        };
        let mut name = kind.short_name();
        for (label, text) in fields(metric) {
            let mut label = label;
            for line in lines(text) {
                table.push([Cell::text(name), Cell::text(label), Cell::text(line)]);
                (name, label) = ("", "");
            }
        }
    }
    table
}

fn fields(metric: &Metric) -> [(&'static str, &str); 9] {
    [
        ("name", &metric.name),
        ("definition", &metric.definition),
        ("formula", &metric.formula),
        ("unit", &metric.unit),
        ("source", &metric.source),
        ("owner", &metric.owner),
        ("target", &metric.target),
        ("period", &metric.period),
        ("compared with", &metric.comparison),
    ]
}

/// Breaks a text at blanks; a blank text is said to be.
fn lines(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDEST => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    if lines.is_empty() {
        lines.push("not said".into());
    }
    lines
}
