//! Replaces the program's own symbols with ASCII on terminals that show nothing else, as the last
//! step of drawing. Text that people wrote stays as it is.

use ratatui::buffer::Buffer;

use super::theme::Theme;

/// Every non-ASCII symbol drawn here, with its replacement. A test that visits all screens finds a
/// missing one.
const REPLACEMENTS: [(char, char); 16] = [
    // Truncation; not printable.
    ('…', '~'),
    ('·', '.'),
    // Changed words.
    ('“', '"'),
    ('”', '"'),
    // Rules.
    ('─', '-'),
    ('│', '|'),
    // Bars and large letters.
    ('▁', '_'),
    ('▂', '_'),
    ('▃', '.'),
    ('▄', '.'),
    ('▅', 'o'),
    ('▆', 'o'),
    ('▇', '#'),
    ('█', '#'),
    ('▀', '\''),
    // List bullet.
    ('•', '*'),
];

/// Replaces every symbol drawn here with ASCII, if the theme asks for it.
pub fn replace_signs(buf: &mut Buffer, theme: &Theme) {
    if !theme.ascii {
        return;
    }
    for cell in &mut buf.content {
        if cell.symbol().is_ascii() {
            continue;
        }
        let mut chars = cell.symbol().chars();
        if let (Some(sign), None) = (chars.next(), chars.next())
            && let Some((_, plain)) = REPLACEMENTS.iter().find(|(drawn, _)| *drawn == sign)
        {
            cell.set_char(*plain);
        }
    }
}
