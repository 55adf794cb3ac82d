//! Long lists of recorded leads, for measuring.

use std::path::Path;

/// The software company's session with its leads and events, repeated many times.
pub fn many_leads(leads: usize) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let from = super::example("b2b-saas");
    std::fs::copy(
        from.join("session.yaml"),
        folder.path().join("session.yaml"),
    )
    .expect("a copy");
    let times = leads.div_ceil(rows(&from.join("leads.csv")).1.len());
    for name in ["leads.csv", "events.csv"] {
        let (header, rows) = rows(&from.join(name));
        let mut text = header;
        for n in 0..times {
            for row in &rows {
                text.push_str(&row.replacen("lead_", &format!("lead_{n}_"), 1));
                text.push('\n');
            }
        }
        std::fs::write(folder.path().join(name), text).expect("a list");
    }
    folder
}

fn rows(path: &Path) -> (String, Vec<String>) {
    let text = std::fs::read_to_string(path).expect("an example's list");
    let mut lines = text.lines().map(String::from);
    (lines.next().expect("a header") + "\n", lines.collect())
}
