"""Writes a program that calls ten operations of an imported API: calls.py CLIENT WORKSPACE OUT, where OUT is next to CLIENT.

Five of the ten have a body and five have none, as far as the API has such; each five are spread evenly over its operations.
The client is a module of the program: of a library, the compiler would generate code for all operations, which takes many
minutes for large APIs.
"""
import pathlib
import re
import shutil
import sys

client, workspace, out = map(pathlib.Path, sys.argv[1:])
generated = client / "src/generated"
spec = re.compile(r'OperationSpec \{\s*name: "(\w+)",.*?body: rt::Body::(\w+),', re.DOTALL)
specs = spec.findall((generated / "operations.rs").read_text())
text = (generated / "client.rs").read_text()
# The type of a group, and how the client returns it.
groups = {ty: f"{name}()." for name, ty in re.findall(r"pub fn (\w+)\(\s*&self,?\s*\) -> (\w+)<'_>", text)}
# How each operation is called, by its constant, and whether that takes a request.
called = {}
for ty, body in re.findall(r"^impl (\w+)(?:<'_>)? \{\n(.*?)^\}", text, re.DOTALL | re.MULTILINE):
    method = re.compile(r"pub fn (\w+)\(\s*&self,?\s*(request)?[^{]*\{\s*self\s*\.core\s*\.call\(\s*&operations::(\w+)")
    for name, request, constant in method.findall(body):
        called[constant] = (groups.get(ty, "") + name, bool(request))


def spread(names, count):
    """Evenly distributed, or all if there are no more."""
    return [names[len(names) * index // count] for index in range(count)] if len(names) > count else names


bodies = [name for name, body in specs if body != "Empty"]
others = [name for name, body in specs if body == "Empty"]
with_body = spread(bodies, max(5, 10 - len(others)))
chosen = with_body + spread(others, 10 - len(with_body))


def make(name):
    method, takes = called[name.upper()]
    pattern, request = ("request", "request") if takes else ("()", "")
    call = f"|client, {pattern}| client.{method}({request})"
    return f'    calls.make("{name}", |mock| mock.{name}(), {call});\n'


(out / "src").mkdir(parents=True, exist_ok=True)
shutil.copy(pathlib.Path(__file__).with_name("calls.rs"), out / "src/main.rs")
shutil.copytree(client / "src", out / "src/client", dirs_exist_ok=True)
(out / "src/client/lib.rs").rename(out / "src/client/mod.rs")
(out / "src/chosen.rs").write_text(
    "pub(crate) fn each(calls: &mut crate::Calls) {\n" + "".join(map(make, chosen)) + "}\n"
)
manifest = (client / "Cargo.toml").read_text()
features = 'default = ["mock", "multipart", "proptest"]'
(out / "Cargo.toml").write_text(manifest.replace('default = ["rustls"]', features) + f"""
proptest = {{ version = "1.11", default-features = false, features = ["std"] }}
serde = "1"
specwright = {{ path = "{workspace}/codegen", features = ["build"] }}

[profile.dev]
debug = false

[workspace]
""")
