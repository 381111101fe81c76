//! Compiles the spec beside this file, as any crate may do.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    specwright::build::compile("spec", std::env::var("OUT_DIR")?)?;
    Ok(())
}
