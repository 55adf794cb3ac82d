//! The `accord` binary; all it does is in the library.
use accord::terminal::{Look, Start, theme, workbench};
fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("path");
    let look = Look {
        theme: theme(accord::widgets::ThemeName::Auto, false),
    };
    let start = Start {
        path: path.into(),
        step: None,
        select: args.next(),
        tip: Some("tip".into()),
    };
    workbench(&start, &look).unwrap();
}
