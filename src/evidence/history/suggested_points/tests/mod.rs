//! Tests of what history would give: on made-up leads whose truth is known.

mod made_up;
mod model_parts;
mod telling;
