//! What the diff says of edits made by hand, and that it forgets none.
