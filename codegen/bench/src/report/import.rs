//! From a large OpenAPI document on disk to files of formatted Rust, each side in its own process, and how the cost of ours grows
//! with the document.
//!
//! Ours is two commands, `import` and `regen`: their times are added, and the larger of their peaks counts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value};

use super::generation::{empty, exponent, size};
use super::programs::{generators, measured, progress, results, run_to_end, specwright};
use super::table::{Comparison, MEASURES, Measure, OURS, Unit, middle};

/// The package with GitHub's description of its API.
const PACKAGE: &str = "@octokit/openapi@23.0.2";

/// The peers that can read it.
const PEERS: [&str; 2] = ["oas3-gen", "openapi-to-rust"];

/// How often the document occurs in one whose growth is measured.
const COPIES: [usize; 4] = [1, 2, 4, 8];

const WITH_OUTPUT: [Measure; 4] = {
    let [wall, cpu, memory] = MEASURES;
    [wall, cpu, memory, Measure { name: "output", unit: Unit::Bytes, compared: false }]
};

const GROWTH: [Measure; 3] = [
    Measure { name: "CPU", unit: Unit::Nanoseconds, compared: false },
    Measure { name: "peak memory", unit: Unit::Bytes, compared: false },
    Measure { name: "exponent of CPU from one copy", unit: Unit::Plain, compared: false },
];

pub(super) fn measure(rounds: u32) -> Result<Vec<Comparison>> {
    let (specwright, generators) = (specwright()?, generators()?);
    let folder = results().join("import");
    let document = document(&folder)?;
    let mut comparison = Comparison::new("import and generate, GitHub's description", &WITH_OUTPUT);
    for round in 1..=rounds {
        progress(&format!("import: round {round} of {rounds}"));
        let ([wall, cpu, memory], output) = ours(&specwright, &document, &folder)?;
        comparison.add(OURS, [wall, cpu, memory, output]);
        for side in PEERS {
            let to = folder.join(side);
            empty(&to)?;
            let [wall, cpu, memory] = measured(Command::new(&generators).arg(side).arg(&folder).arg(&to))?;
            comparison.add(side, [wall, cpu, memory, size(&to)? as f64]);
        }
    }
    Ok(vec![comparison, growth(rounds, &specwright, &document, &folder)?])
}

/// What both commands cost together, and how much they write.
fn ours(specwright: &Path, document: &Path, folder: &Path) -> Result<([f64; 3], f64)> {
    let (spec, out) = (folder.join("spec"), folder.join("client"));
    empty(&spec)?;
    empty(&out)?;
    fs::write(out.join("Cargo.toml"), "[package]\nname = \"imported\"\n")
        .with_context(|| format!("cannot write to `{}`", out.display()))?;
    let command = |arguments: &[&str]| {
        let mut command = Command::new(specwright);
        command.args(arguments).arg("--spec").arg(&spec);
        command
    };
    let import = measured(command(&["import"]).arg(document))?;
    let regen = measured(command(&["regen"]).arg("--out").arg(&out))?;
    let ([wall, cpu, memory], [other_wall, other_cpu, other_memory]) = (import, regen);
    Ok(([wall + other_wall, cpu + other_cpu, memory.max(other_memory)], size(&out.join("src"))? as f64))
}

fn growth(rounds: u32, specwright: &Path, document: &Path, folder: &Path) -> Result<Comparison> {
    let text = fs::read(document).with_context(|| format!("cannot read `{}`", document.display()))?;
    let whole: Value = serde_json::from_slice(&text).context("the document is not JSON")?;
    let mut growth = Comparison::new("import and generate, copies of GitHub's description", &GROWTH);
    let mut first = None;
    for copies in COPIES {
        progress(&format!("import: {copies} copies"));
        let file = folder.join(format!("copies-{copies}.json"));
        fs::write(&file, serde_json::to_vec(&copied(&whole, copies))?)
            .with_context(|| format!("cannot write `{}`", file.display()))?;
        let runs = (0..rounds).map(|_| Ok(ours(specwright, &file, folder)?.0)).collect::<Result<Vec<_>>>()?;
        let cpu = middle(&runs.iter().map(|[_, cpu, _]| *cpu).collect::<Vec<_>>());
        let memory = middle(&runs.iter().map(|[.., memory]| *memory).collect::<Vec<_>>());
        let grown = exponent(cpu / *first.get_or_insert(cpu), copies as f64);
        growth.add(&format!("{copies} of it"), [cpu, memory, if copies == 1 { 1.0 } else { grown }]);
    }
    Ok(growth)
}

/// GitHub's description of its API, under the name that the generators read.
fn document(folder: &Path) -> Result<PathBuf> {
    let document = folder.join("openapi-3.1.json");
    if document.is_file() {
        return Ok(document);
    }
    empty(folder)?;
    let [packed, _] =
        run_to_end(Command::new("npm").args(["pack", "--silent", PACKAGE]).current_dir(folder))?;
    let Some(archive) = packed.lines().last() else { bail!("npm names no archive of `{PACKAGE}`") };
    run_to_end(Command::new("tar").args(["xzf", archive]).current_dir(folder))?;
    let unpacked = folder.join("package/generated/api.github.com.json");
    fs::rename(&unpacked, &document).with_context(|| format!("there is no `{}`", unpacked.display()))?;
    Ok(document)
}

/// A document with its paths and components so many times, each time with other names.
fn copied(whole: &Value, copies: usize) -> Value {
    let mut document = whole.clone();
    for copy in 1..copies {
        let renamed = renamed(whole, copy);
        extend(&mut document["paths"], &renamed["paths"], |path| format!("/copy{copy}{path}"));
        let kinds = renamed["components"].as_object().into_iter().flatten();
        for (kind, entries) in kinds {
            extend(&mut document["components"][kind], entries, |name| format!("{name}_copy{copy}"));
        }
    }
    document
}

fn extend(to: &mut Value, from: &Value, name: impl Fn(&str) -> String) {
    if let (Value::Object(to), Value::Object(from)) = (to, from) {
        to.extend(from.iter().map(|(key, value)| (name(key), value.clone())));
    }
}

/// The same with other names of operations, and references to the components of the copy.
fn renamed(value: &Value, copy: usize) -> Value {
    let entry = |(key, value): (&String, &Value)| {
        let value = match value {
            Value::String(text) if key == "operationId" || text.starts_with("#/components/") => {
                Value::from(format!("{text}_copy{copy}"))
            }
            value => renamed(value, copy),
        };
        (key.clone(), value)
    };
    match value {
        Value::Object(members) => Value::Object(members.iter().map(entry).collect::<Map<_, _>>()),
        Value::Array(elements) => elements.iter().map(|element| renamed(element, copy)).collect(),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn copies_refer_to_their_own_components() {
        let whole = json!({
            "paths": { "/a": { "get": { "operationId": "a", "schema": { "$ref": "#/components/schemas/A" } } } },
            "components": { "schemas": { "A": { "type": "object" } } },
        });
        let copied = copied(&whole, 2);
        assert_eq!(copied["paths"]["/a"], whole["paths"]["/a"]);
        let operation = &copied["paths"]["/copy1/a"]["get"];
        assert_eq!(
            *operation,
            json!({ "operationId": "a_copy1", "schema": { "$ref": "#/components/schemas/A_copy1" } })
        );
        assert_eq!(copied["components"]["schemas"]["A_copy1"], json!({ "type": "object" }));
    }
}
