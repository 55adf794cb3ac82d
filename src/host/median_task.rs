//! Background work for the estimate sheet: the same leads scored with either side's median of the
//! selected line. A new job cancels the one before it.

use super::background_task::{BackgroundTask, IsCancelled, Reply};
use crate::app::{MedianEffect, MedianQuestion, Message};

/// Handle of the thread.
pub(super) type MedianTask = BackgroundTask<Box<MedianQuestion>>;

/// Starts the thread, which ends when its handle is dropped.
pub(super) fn start() -> MedianTask {
    BackgroundTask::start("medians", work)
}

fn work(question: Box<MedianQuestion>, cancelled: IsCancelled<'_>, reply: Reply<'_>) {
    let mut effects = Vec::new();
    for median in &question.medians {
        if cancelled() {
            return;
        }
        let mut effect = MedianEffect {
            side: median.side,
            value: median.value,
            is_present: median.definition.is_none(),
            ..MedianEffect::default()
        };
        if let Some(definition) = &median.definition {
            let Some(scored) = question.outlook.rescored(definition) else {
                continue;
            };
            let moved = scored.reclassified_since(&question.outlook);
            effect.came_in = moved.newly_qualified.count;
            effect.dropped_out = moved.no_longer_qualified.count;
        }
        effects.push(effect);
    }
    reply(Message::MediansTried(question, effects));
}
