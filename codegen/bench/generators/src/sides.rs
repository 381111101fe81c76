//! The generators, as their documentation recommends, with default settings.

use std::error::Error;
use std::fs;
use std::path::Path;

use oas3_gen::ui::{Colors, colors, commands};
use openapi_to_rust::{CodeGenerator, GeneratorConfig, SchemaAnalyzer};
use schemars::schema::Schema;
use serde_json::Value;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, File};
use typify_impl::{TypeSpace, TypeSpaceSettings};

type Done = Result<(), Box<dyn Error>>;
/// Reads the API from the first folder and writes Rust to the second: `mod.rs`, and its modules next to it.
type Generate = fn(&Path, &Path) -> Done;

/// All sides. The names are those of the packages, except for the last, which reads Rust files.
pub const SIDES: [(&str, Generate); 6] = [
    ("specwright", specwright),
    ("oas3-gen", oas3_gen),
    ("openapi-to-rust", openapi_to_rust),
    ("progenitor-impl", progenitor),
    ("typify-impl", typify),
    ("floor", floor),
];

fn specwright(input: &Path, output: &Path) -> Done {
    let sources = specwright::build::read_spec(&input.join("spec"))?;
    let generated = specwright::generate(&sources).map_err(|problems| problems.render(&sources, false))?;
    for file in generated.files {
        // All files are in one folder of the crate.
        let name = file.path.rsplit('/').next().unwrap_or(&file.path);
        write(output, name, &file.contents)?;
    }
    Ok(())
}

/// Parses, prints and drops each item before the next.
fn floor(input: &Path, output: &Path) -> Done {
    let print = |input: ParseStream<'_>| {
        let mut printed = String::new();
        input.call(Attribute::parse_inner)?;
        while !input.is_empty() {
            let items = vec![input.parse()?];
            printed +=
                &prettyplease::unparse(&File { shebang: None, frontmatter: None, attrs: vec![], items });
        }
        Ok(printed)
    };
    for file in fs::read_dir(input)? {
        let file = file?;
        let printed = print.parse_str(&fs::read_to_string(file.path())?)?;
        write(output, &file.file_name().to_string_lossy(), &printed)?;
    }
    Ok(())
}

fn oas3_gen(input: &Path, output: &Path) -> Done {
    let config = commands::GenerateConfig {
        mode: oas3_gen::ui::GenerateMode::ClientMod,
        input: input.join("openapi-3.1.json"),
        output: output.to_owned(),
        visibility: Default::default(),
        verbose: false,
        quiet: true,
        all_schemas: false,
        all_headers: false,
        odata_support: false,
        preserve_case_variants: false,
        case_insensitive_enums: false,
        enum_layout: Default::default(),
        only_operations: None,
        excluded_operations: None,
        no_helpers: false,
        enable_builders: false,
        no_ordered_collections: false,
        doc_format: false,
        customizations: Default::default(),
        fn_name_overrides: Default::default(),
        api_name: None,
        crate_package: None,
    };
    let colors = Colors::new(false, colors::Theme::Dark);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    Ok(runtime.block_on(commands::generate_code(config, &colors))?)
}

fn openapi_to_rust(input: &Path, output: &Path) -> Done {
    let document: Value = read(&input.join("openapi-3.1.json"))?;
    let mut analysis = SchemaAnalyzer::new(document)?.analyze()?;
    let generator =
        CodeGenerator::new(GeneratorConfig { output_dir: output.to_owned(), ..GeneratorConfig::default() });
    let generated = generator.generate_all(&mut analysis)?;
    Ok(generator.write_files(&generated)?)
}

fn progenitor(input: &Path, output: &Path) -> Done {
    let document: openapiv3::OpenAPI = read(&input.join("openapi-3.0.json"))?;
    let tokens = progenitor_impl::Generator::default().generate_tokens(&document)?;
    write(output, "mod.rs", &prettyplease::unparse(&syn::parse2(tokens)?))
}

fn typify(input: &Path, output: &Path) -> Done {
    let mut document: Value = read(&input.join("openapi-3.1.json"))?;
    let schemas = serde_json::from_value(document["components"]["schemas"].take())?;
    let mut space = TypeSpace::new(&TypeSpaceSettings::default());
    space.add_ref_types::<std::collections::BTreeMap<String, Schema>, _>(schemas)?;
    write(output, "mod.rs", &prettyplease::unparse(&syn::parse2(space.to_stream())?))
}

fn read<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, Box<dyn Error>> {
    Ok(serde_json::from_slice(&fs::read(path)?)?)
}

fn write(folder: &Path, path: &str, contents: &str) -> Done {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap_or(folder))?;
    Ok(fs::write(path, contents)?)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use specwright_bench::{folder, scale};

    use super::*;

    #[test]
    fn every_side_generates_rust_from_every_copy() {
        let input = tempfile::tempdir().unwrap();
        folder::write(&scale::changed(scale::scaled(2)), input.path()).unwrap();
        let ours = tempfile::tempdir().unwrap();
        specwright(input.path(), ours.path()).unwrap();
        for (side, generate) in SIDES {
            let output = tempfile::tempdir().unwrap();
            let input = if side == "floor" { &ours } else { &input };
            generate(input.path(), output.path()).unwrap_or_else(|error| panic!("{side}: {error}"));
            let mut files = Vec::new();
            collect(output.path(), &mut files);
            let text: String = files.iter().map(|file| fs::read_to_string(file).unwrap()).collect();
            for name in ["struct BoardingPassCopy1", "struct MeetingTicket", "batch"] {
                assert!(text.contains(name), "{side} has no `{name}`");
            }
            for file in files {
                syn::parse_file(&fs::read_to_string(&file).unwrap())
                    .unwrap_or_else(|error| panic!("{side}: {error}"));
            }
        }
    }

    fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
}
