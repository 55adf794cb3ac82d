//! Gives the program the same stack on Windows as it has elsewhere: eight times what is usual there.

const STACK_BYTES: u32 = 8 << 20;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let variable = |name: &str| std::env::var(name).unwrap_or_default();
    if variable("CARGO_CFG_TARGET_OS") == "windows" {
        let option = match variable("CARGO_CFG_TARGET_ENV").as_str() {
            "msvc" => format!("/STACK:{STACK_BYTES}"),
            _ => format!("-Wl,--stack,{STACK_BYTES}"),
        };
        println!("cargo::rustc-link-arg-bins={option}");
    }
}
