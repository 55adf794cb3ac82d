use crate::common::Bench;
use accord::app::Step;
#[test]
fn look() {
    let Ok(path) = std::env::var("LOOK") else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    for f in std::fs::read_dir(&path).unwrap() {
        let f = f.unwrap().path();
        if f.is_file() {
            std::fs::copy(&f, folder.path().join(f.file_name().unwrap())).unwrap();
        }
    }
    let mut bench = Bench::at(folder);
    for title in ["known-facts", "in-common", "each-bucket", "won-deals"] {
        bench.go(Step::Evidence).keys(&[":", title].concat());
        let at = std::time::Instant::now();
        bench.keys("<enter>");
        println!("=== {title} {:?}", at.elapsed());
        let Some(made) = bench.state.pages.made.clone() else {
            println!("{}", bench.screen_at(80, 24));
            continue;
        };
        println!("{}", made.1.text_lines().join("\n"));
        std::fs::write(
            format!("/tmp/page-{title}.json"),
            serde_json::to_string(&*made.1).unwrap(),
        )
        .unwrap();
        println!("{}", bench.screen_at(80, 24));
        bench.keys("<pagedown><pagedown>");
        println!("{}", bench.screen_at(80, 24));
        println!("{}", bench.screen_at(60, 16));
        bench.keys("<home>");
        println!("{}", bench.screen_at(140, 40));
        bench.keys("<esc>");
    }
}
