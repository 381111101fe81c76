"""Writes a program that calls ten operations of an imported API: calls.py SPEC CLIENT NAME WORKSPACE OUT."""
import pathlib
import shutil
import sys

spec, client, name, workspace, out = sys.argv[1:]
out = pathlib.Path(out)
files = sorted(pathlib.Path(spec, "operations").rglob("*.yaml"))
lines = (line for file in files for line in file.read_text().splitlines())
names = [line.removeprefix("operation: ") for line in lines if line.startswith("operation: ")]
# Evenly distributed over the API.
names = [names[len(names) * index // 10] for index in range(10)] if len(names) > 10 else names
visits = "".join(f"    calls.visit(&client::operations::{name.upper()});\n" for name in names)
(out / "src").mkdir(parents=True, exist_ok=True)
shutil.copy(pathlib.Path(__file__).with_name("calls.rs"), out / "src/main.rs")
(out / "src/chosen.rs").write_text(
    "use client::runtime::proptest::VisitOperation;\n\n"
    f"pub(crate) fn each(calls: &mut impl VisitOperation) {{\n{visits}}}\n"
)
(out / "Cargo.toml").write_text(f"""[package]
name = "calls"
edition = "2024"
publish = false

[workspace]

[dependencies]
client = {{ package = "{name}", path = "{client}", default-features = false, features = ["mock", "multipart", "proptest"] }}
proptest = {{ version = "1.11", default-features = false, features = ["std"] }}
specwright = {{ path = "{workspace}/codegen", features = ["build"] }}
""")
