//! The example sessions, compiled in so that the demo needs nothing but the binary.

use std::path::Path;

/// An example session.
pub struct ExampleSession {
    /// The name of its folder.
    pub name: &'static str,
    /// Its description on the home screen.
    pub title: &'static str,
    files: &'static [(&'static str, &'static [u8])],
}

/// All examples, the demo's first.
pub const EXAMPLES: &[ExampleSession] = &[
    ExampleSession {
        name: "worked-example",
        title: "Worked example: twelve leads remembered in the workshop",
        files: &[
            (
                "session.yaml",
                include_bytes!("../../sessions/worked-example/session.yaml"),
            ),
            (
                "history/history.yaml",
                include_bytes!("../../sessions/worked-example/history/history.yaml"),
            ),
            (
                "history/leads.csv",
                include_bytes!("../../sessions/worked-example/history/leads.csv"),
            ),
            (
                "history/events.csv",
                include_bytes!("../../sessions/worked-example/history/events.csv"),
            ),
            (
                "history/README.md",
                include_bytes!("../../sessions/worked-example/history/README.md"),
            ),
        ],
    },
    ExampleSession {
        name: "b2b-saas",
        title: "A software company with 300 recorded leads",
        files: &[
            (
                "session.yaml",
                include_bytes!("../../sessions/b2b-saas/session.yaml"),
            ),
            (
                "leads.csv",
                include_bytes!("../../sessions/b2b-saas/leads.csv"),
            ),
            (
                "events.csv",
                include_bytes!("../../sessions/b2b-saas/events.csv"),
            ),
        ],
    },
];

impl ExampleSession {
    /// Writes its files into a folder.
    ///
    /// # Errors
    ///
    /// If a file cannot be written.
    pub fn write_to(&self, folder: &Path) -> std::io::Result<()> {
        self.files.iter().try_for_each(|(name, bytes)| {
            let path = folder.join(name);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            std::fs::write(path, bytes)
        })
    }
}
