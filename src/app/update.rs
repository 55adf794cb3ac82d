//! What a message does: the loop's one call.

use jiff::Timestamp;
use jiff::civil::Date;

use super::acts;
use super::conditions::{Wants, is_for_condition};
use super::entry::Typed;
use super::finish;
use super::key::{Key, KeyCode};
use super::keymap::{self, Action};
use super::leaving;
use super::message::{Effect, Message};
use super::overlay::{Answer, Overlay};
use super::pick::Picked;
use super::revised::Overrides;
use super::state::{Level, Recorded, Saved, State};

/// Takes a message and says what is to be done outside. Synchronous, no I/O, no clock.
pub fn update(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = taken(state, message);
    leaving::bring_back(state);
    leaving::keep_set_aside(state, &mut effects);
    effects
}

fn taken(state: &mut State, message: Message) -> Vec<Effect> {
    match message {
        Message::Key(key) => keyed(state, key),
        Message::Typed(text) => typed(state, &text),
        Message::Paste(text) => pasted(state, &text),
        Message::GoOn => super::add_list::go_on(state),
        Message::Resize(columns, rows) => {
            state.size = (columns, rows);
            Vec::new()
        }
        Message::Tick { now, today } => ticked(state, now, today),
        Message::Scored(generation, outlook) => {
            // An answer to an older question is never shown.
            if generation == state.generation {
                let held = state.held_in_detail();
                state.outlook = Some(outlook);
                state.back_in_detail(held);
            }
            Vec::new()
        }
        Message::Proved(proved) => {
            proved_anew(state, proved);
            Vec::new()
        }
        Message::Revised(revised) => {
            if revised.generation == state.generation {
                let held = state.held_in_detail();
                state.revised = *revised;
                state.back_in_detail(held);
            }
            Vec::new()
        }
        Message::Argued(generation, found) => super::arguing::found(state, generation, found),
        Message::Reading(percent) => {
            state.reading = Some(percent);
            Vec::new()
        }
        Message::Loaded(recorded) => loaded(state, recorded),
        Message::Saved(outcome) => {
            saved(state, outcome);
            Vec::new()
        }
        Message::Recovered(outcome) => super::recovery::done(state, outcome),
        Message::TimeTaken(item, seconds) => super::clock::take_up(state, &item, seconds),
        Message::ReadOnlyNow(why) => {
            let text = format!("Nothing can be changed any more: {why}");
            state.say(Level::Error, text.clone());
            state.saved = Saved::Failed(text);
            state.read_only = Some(why);
            Vec::new()
        }
        Message::ChangedOnDisk(theirs) => {
            state.overlays.push(super::asks::changed_on_disk(theirs));
            Vec::new()
        }
        Message::Reopened(session) => reopened(state, *session),
        Message::Leaving => {
            let mut effects = super::clock::record(state);
            effects.extend(late_draft(state));
            effects
        }
        Message::Read(..) if super::hidden::figures(state.session()) => {
            state.say(Level::Warn, super::sentence(super::hidden::FIGURES));
            Vec::new()
        }
        Message::Read(title, text) => {
            state.notice = None;
            state.overlays.push(Overlay::Reader(title, text, 0));
            Vec::new()
        }
        Message::Restored(version, definition, altered) => {
            super::releases::restored(state, version, definition, &altered)
        }
        Message::Altered(what, larger) => {
            super::revised::ask_despite(state, &what, larger);
            Vec::new()
        }
        Message::Published(Ok(release)) => published(state, *release),
        Message::BrokenOnDisk(why) => {
            state.overlays.push(super::asks::broken_on_disk(&why));
            Vec::new()
        }
        Message::Published(Err(why)) | Message::Unread(why) => {
            state.say(Level::Error, why);
            Vec::new()
        }
    }
}

fn ticked(state: &mut State, now: Timestamp, today: Date) -> Vec<Effect> {
    let mut effects = super::clock::went_back(state, now);
    state.now = now;
    state.today = today;
    effects.extend(super::clock::tick(state));
    effects.extend(late_draft(state));
    effects
}

/// As with scores: nothing proved of another definition is shown.
fn proved_anew(state: &mut State, proved: super::state::Proved) {
    if proved.generation != state.proved.generation {
        return;
    }
    let held = state.held_in_detail();
    let before = std::mem::replace(&mut state.proved, proved);
    if !state.proved.done {
        state.proved.stale = before.stale;
    }
    state.recheck();
    state.back_in_detail(held);
}

fn saved(state: &mut State, outcome: Result<(), String>) {
    match outcome {
        Ok(()) => {
            if matches!(state.saved, Saved::Failed(_)) {
                state.say(Level::Info, "Everything is written now");
            }
            state.saved = Saved::Yes;
        }
        Err(why) => {
            let failed = Saved::Failed(why.clone());
            // It is tried again and again; it is said once.
            if state.saved != failed {
                state.say(Level::Error, why);
                state.saved = failed;
            }
        }
    }
}

fn reopened(state: &mut State, session: crate::model::Session) -> Vec<Effect> {
    state.document = super::Document::new(session);
    // What was still asked was about the session that is gone.
    state.overlays.retain(|o| !matches!(o, Overlay::Ask(_)));
    state.saved = Saved::Yes;
    let prove = state.prove();
    state.recheck();
    state.generation += 1;
    vec![Effect::LoadData, Effect::Rescore, prove]
}

fn loaded(state: &mut State, recorded: Recorded) -> Vec<Effect> {
    match &recorded {
        Recorded::Failed(why) => state.say(Level::Error, why.clone()),
        Recorded::Loaded {
            rejects, warnings, ..
        } => {
            if let Some((line, reason)) = rejects.first() {
                let n = rejects.len();
                let text = format!(
                    "{n} rows of the leads file couldn't be read; the first, line {line}: {reason}"
                );
                state.say(Level::Warn, text);
            } else if let Some(warning) = warnings.first() {
                state.say(Level::Warn, warning.clone());
            }
        }
        Recorded::None | Recorded::Loading => {}
    }
    state.recorded = recorded;
    state.reading = None;
    state.generation += 1;
    vec![Effect::Rescore]
}

fn published(state: &mut State, release: crate::model::Release) -> Vec<Effect> {
    let version = release.version;
    state.versions.push(release);
    state.overlays.clear();
    let text = format!(
        "Published {version}: the glossary, the model and the minutes are in versions/{version}"
    );
    let mut effects = state.enter(&super::document::Entry::Published);
    state.released = Some(super::revised::Released {
        version,
        name: state.session().name.clone(),
        definition: state.session().definition.clone(),
        altered: Vec::new(),
    });
    state.generation += 1;
    effects.push(Effect::Rescore);
    state.say(Level::Info, text);
    effects
}

fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    match state.overlays.last_mut() {
        Some(Overlay::Entry(entry)) => {
            entry.paste(text);
            due_draft(entry)
        }
        Some(Overlay::Pick(pick)) => {
            if !pick.type_in(text) {
                let text = "Only the beginning narrows the list: nothing in it is that long";
                state.say(Level::Info, text);
            }
            Vec::new()
        }
        Some(Overlay::Ballot(ballot)) => {
            ballot.type_in(text);
            Vec::new()
        }
        Some(Overlay::Sheet(_)) => super::sheet::paste(state, text),
        _ => {
            if text.trim().is_empty() {
                return Vec::new();
            }
            // A paste outside a field is a list to add: nothing in it is taken for keys.
            let mut effects = acts::act(state, Action::QuickList);
            if let Some(Overlay::Entry(entry)) = state.overlays.last_mut() {
                entry.paste(text);
                effects.extend(due_draft(entry));
            } else {
                state.say(
                    Level::Info,
                    "Pasted text goes into a field or a quick list: press A or Enter first",
                );
            }
            effects
        }
    }
}

/// Characters typed in a row; where no text takes them any more, each is a key.
fn typed(state: &mut State, text: &str) -> Vec<Effect> {
    match state.overlays.last_mut() {
        Some(Overlay::Entry(entry)) => {
            entry.type_in(text);
            due_draft(entry)
        }
        Some(Overlay::Pick(pick)) => {
            // What no choice is long enough for narrows no further.
            let _ = pick.type_in(text);
            Vec::new()
        }
        _ => text
            .chars()
            .flat_map(|c| keyed(state, Key::char(c)))
            .collect(),
    }
}

/// The draft of a text that was typed into, if it is time for one.
fn due_draft(entry: &mut super::entry::Entry) -> Vec<Effect> {
    let draft = entry.due_draft();
    draft
        .map(|draft| Effect::Draft(Some(draft)))
        .into_iter()
        .collect()
}

/// The draft that wasn't due before.
fn late_draft(state: &mut State) -> Option<Effect> {
    let texts = state.overlays.iter_mut().rev();
    let mut texts = texts.filter_map(|overlay| match overlay {
        Overlay::Entry(entry) => Some(entry),
        _ => None,
    });
    let draft = texts.next()?.late_draft()?;
    Some(Effect::Draft(Some(draft)))
}

fn keyed(state: &mut State, key: Key) -> Vec<Effect> {
    if let Some(overlay) = state.overlays.pop() {
        in_overlay(state, overlay, key)
    } else {
        let Some(action) = keymap::action(key) else {
            state.say(
                Level::Info,
                format!("{key} does nothing here; ? shows the keys"),
            );
            return Vec::new();
        };
        state.notice = None;
        acts::act(state, action)
    }
}

/// Gives a key to a dialog taken off the stack; what goes on is put back.
fn in_overlay(state: &mut State, overlay: Overlay, key: Key) -> Vec<Effect> {
    if let Some(action) = meanwhile(state, &overlay, key) {
        state.overlays.push(overlay);
        state.notice = None;
        return acts::act(state, action);
    }
    if leaving::leaves_any(key) || leaving::leaves_this(state, &overlay, key) {
        return leaving::leave(state, overlay);
    }
    match overlay {
        Overlay::AddList(list) => super::add_list::key(state, list, key),
        Overlay::Entry(entry) if entry.is_secret() && is_curtain(key) => {
            state.projector.curtain ^= true;
            state.overlays.push(Overlay::Entry(entry));
            Vec::new()
        }
        Overlay::Entry(mut entry) => match entry.key(key) {
            Typed::Going => {
                let effects = due_draft(&mut entry);
                state.overlays.push(Overlay::Entry(entry));
                effects
            }
            Typed::Cancelled => {
                if entry.is_changed() {
                    state.say(Level::Info, "Given up what was typed");
                }
                vec![Effect::Draft(None)]
            }
            Typed::Finished => finish::entry(state, *entry),
        },
        Overlay::Pick(mut pick) => match pick.key(key) {
            Picked::Going => {
                state.overlays.push(Overlay::Pick(pick));
                Vec::new()
            }
            Picked::Cancelled => Vec::new(),
            picked if is_for_condition(&pick.then, &picked) => {
                let Picked::Values(values) = picked else {
                    return Vec::new();
                };
                finish::condition(state, &values)
            }
            Picked::Values(values) => finish::pick(state, *pick, &values),
        },
        Overlay::Condition(mut editor) => {
            let wants = editor.key(key);
            wanted(state, editor, wants)
        }
        Overlay::Ask(ask) => {
            let typed = key.typed().map(|c| c.to_ascii_lowercase());
            let answer = ask
                .answers
                .iter()
                .find(|(k, _, _)| Some(*k) == typed)
                .map(|a| a.2.clone());
            match (answer, key.code) {
                (Some(answer), _) => answered(state, answer),
                (None, KeyCode::Esc) => Vec::new(),
                _ => {
                    state.overlays.push(Overlay::Ask(ask));
                    Vec::new()
                }
            }
        }
        Overlay::Ballot(ballot) => super::ballots::key(state, ballot, key),
        Overlay::Sheet(sheet) => super::sheet::key(state, sheet, key),
        Overlay::Form(form) => acts::in_form(state, form, key),
        Overlay::Findings(list) => super::mend::key(state, list, key),
        Overlay::Words(subject) => super::both_words::key(state, subject, key),
        Overlay::Help(at) => scrolled(state, key, at, |at| {
            // Not further than there are lines, so that the way back up begins at once.
            Overlay::Help(at.min(keymap::BINDINGS.len()))
        }),
        Overlay::Reader(title, text, at) => {
            scrolled(state, key, at, move |at| Overlay::Reader(title, text, at))
        }
    }
}

/// What a key does while the room talks over votes or words that are shown, as anywhere else:
/// a thought is parked, the clock is kept.
fn meanwhile(state: &State, overlay: &Overlay, key: Key) -> Option<Action> {
    use crate::model::ballot::Progress;
    let talking = match overlay {
        Overlay::Words(_) => true,
        Overlay::Ballot(ballot) => {
            let ballot = ballot.ballot(state.session());
            ballot.is_some_and(|ballot| ballot.progress() != Progress::Open)
        }
        Overlay::Sheet(sheet) => sheet.row.is_none() && sheet.is_shown(state.session()),
        _ => false,
    };
    let action = keymap::action(key).filter(|_| talking)?;
    matches!(action, Action::Park | Action::Timer | Action::MoreTime).then_some(action)
}

/// The key that hides and shows what a side types.
fn is_curtain(key: Key) -> bool {
    key == Key::plain(KeyCode::F(6)) || (key.ctrl && key.code == KeyCode::Char('t'))
}

fn scrolled(
    state: &mut State,
    key: Key,
    at: usize,
    back: impl FnOnce(usize) -> Overlay,
) -> Vec<Effect> {
    let page = usize::from(state.size.1).saturating_sub(6).max(1);
    let at = match keymap::action(key) {
        Some(Action::Down) => at + 1,
        Some(Action::Up) => at.saturating_sub(1),
        Some(Action::PageDown | Action::Tick) => at + page,
        Some(Action::PageUp) => at.saturating_sub(page),
        Some(Action::First) => 0,
        _ => return Vec::new(),
    };
    state.overlays.push(back(at));
    Vec::new()
}

/// Does what a condition editor wants; it stays open beneath what it opens.
pub(super) fn wanted(
    state: &mut State,
    editor: Box<super::conditions::ConditionEditor>,
    wants: Wants,
) -> Vec<Effect> {
    match wants {
        Wants::Nothing => state.overlays.push(Overlay::Condition(editor)),
        Wants::Open(overlay) => {
            state.overlays.push(Overlay::Condition(editor));
            state.overlays.push(overlay);
        }
        Wants::Cancelled => {}
        Wants::Done(text) => {
            let edit = super::Edit::set(&editor.at, &editor.key, text);
            return state.edit(edit);
        }
    }
    Vec::new()
}

pub(super) fn answered(state: &mut State, answer: Answer) -> Vec<Effect> {
    match answer {
        Answer::Nothing => Vec::new(),
        Answer::KeepRecovered => vec![Effect::KeepRecovered],
        Answer::AnswerUnread => super::recovery::open_reason(state),
        Answer::Quit => vec![Effect::Quit],
        Answer::Reveal(subject) => {
            let effects = state.edit(super::Edit::Reveal {
                subject: subject.clone(),
            });
            if !effects.is_empty() {
                state.overlays.push(Overlay::Words(subject));
            }
            effects
        }
        Answer::AcceptAll(method) => super::sheet::accept(state, method, true),
        Answer::ShowVotes(subjects) => super::ballots::show(state, subjects),
        Answer::DropRecovered => vec![Effect::DropRecovered],
        Answer::TakeTheirs(session) => {
            let label = "take session.yaml as it was changed on disk".to_owned();
            let mut effects = state.edit(super::Edit::Replace { label, session });
            // At once: from here on what is on disk is ours.
            effects.push(Effect::Save);
            effects
        }
        Answer::Version(wanted) => {
            if let super::releases::Wanted::Compare(from, to) = &wanted {
                state.say(Level::Info, super::releases::comparing(*from, *to));
            }
            vec![Effect::Version(wanted)]
        }
        Answer::PublishDespite(larger) => super::revised::open_despite(state, larger),
        Answer::PublishAs(bump) => super::revised::open_reason(state, bump),
        Answer::CompareWith(version) => super::releases::compare_with(state, version),
        Answer::Revise(version) => state.edit(super::Edit::Revise { made: version }),
        Answer::KeepMine => vec![Effect::SaveOverTheirs],
        Answer::Publish => {
            let sign_offs = super::asks::sign_offs(state);
            vec![Effect::Publish(sign_offs, Overrides::default())]
        }
    }
}
