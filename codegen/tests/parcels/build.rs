//! Compiles the spec in this folder.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    specwright::build::compile("spec", std::env::var("OUT_DIR")?)?;
    Ok(())
}
