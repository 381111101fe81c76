"""Changes the code in random places, one at a time, and shows which changes no test notices.

usage: mutants.py COMPONENT [COUNT [SEED]], in a clean checkout, with cargo-mutants in the path

A sample of COUNT (60) changes of the component is tested with the tests of its package. What was tested is in
`target/mutants/COMPONENT`; another run goes on where the last one stopped.
"""

import json
import pathlib
import random
import re
import subprocess
import sys

# The package, its files, and the packages whose tests notice a change.
COMPONENTS = {
    "check": ("specwright", ["codegen/src/check/**/*.rs"], ["specwright", "specwright-workbench"]),
    "interpret": ("specwright", ["codegen/src/interpret/**/*.rs"], ["specwright", "parcels"]),
    "changes": ("specwright-workbench", ["codegen/workbench/src/changes/**/*.rs"], ["specwright-workbench"]),
    "import": ("specwright-workbench", ["codegen/workbench/src/import/**/*.rs"], ["specwright-workbench"]),
    "checks": (
        "specwright-runtime",
        ["codegen/runtime/src/check/**/*.rs", "codegen/runtime/src/check.rs", "codegen/runtime/src/limit/**/*.rs"],
        ["specwright-runtime", "parcels"],
    ),
    "flow": (
        "specwright-runtime",
        [f"codegen/runtime/src/{name}.rs" for name in ("flow", "retry", "retry_after", "client/exchange", "client/call")],
        ["specwright-runtime"],
    ),
    "tokens": (
        "specwright-runtime",
        ["codegen/runtime/src/access_token.rs", "codegen/runtime/src/client/token.rs", "codegen/runtime/src/credential_store/**/*.rs"],
        ["specwright-runtime"],
    ),
    "generated": ("wechat-tickets", ["generated-client/src/generated/**/*.rs"], ["wechat-tickets"]),
}


def main():
    component = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 60
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    package, files, tests = COMPONENTS[component]
    output = pathlib.Path("target/mutants") / component
    output.mkdir(parents=True, exist_ok=True)
    of_component = ["--package", package] + [argument for file in files for argument in ("--file", file)]
    listed = subprocess.run(
        ["cargo", "mutants", "--list", "--json", *of_component], check=True, capture_output=True, text=True
    )
    names = sorted({mutant["name"] for mutant in json.loads(listed.stdout)})
    sample = random.Random(seed).sample(names, min(count, len(names)))
    print(f"{component}: {len(sample)} of {len(names)} changes, seed {seed}", flush=True)
    chosen = [argument for name in sample for argument in ("--re", f"^{re.escape(name)}$")]
    subprocess.run(
        ["cargo", "mutants", "--in-place", "--iterate", "--baseline=skip", "--timeout=300", "--all-features"]
        + ["--no-shuffle", "--output", str(output), "--test-package", ",".join(tests), *of_component, *chosen]
    )

    def listed_in(name):
        file = output / "mutants.out" / f"{name}.txt"
        return file.read_text().splitlines() if file.exists() else []

    # What ends by the timeout was noticed.
    caught = sum(len(listed_in(name)) for name in ("caught", "previously_caught", "timeout"))
    missed = listed_in("missed")
    viable = caught + len(missed)
    print(f"{component}: {caught} of {viable} viable changes were noticed; not noticed:", *missed, sep="\n")
    sys.exit(0 if viable and caught >= 0.95 * viable else 1)


main()
