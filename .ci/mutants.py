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

    state = output / "outcomes.json"
    outcomes = json.loads(state.read_text()) if state.exists() else {}

    def keep():
        # What ends by the timeout was noticed.
        for file, outcome in [("caught", "noticed"), ("timeout", "noticed"), ("missed", "missed"), ("unviable", "unviable")]:
            path = output / "mutants.out" / f"{file}.txt"
            outcomes.update(dict.fromkeys(path.read_text().splitlines() if path.exists() else [], outcome))
        state.write_text(json.dumps(outcomes, indent=1))

    # What an interrupted run has found.
    keep()
    left = [name for name in sample if outcomes.get(name, "missed") == "missed"]
    chosen = [argument for name in left for argument in ("--re", f"^{re.escape(name)}$")]
    if chosen:
        subprocess.run(
            ["cargo", "mutants", "--in-place", "--baseline=skip", "--timeout=300", "--all-features"]
            + ["--output", str(output), "--test-package", ",".join(tests), *of_component, *chosen]
        )
        keep()
    noticed = sum(outcomes.get(name) == "noticed" for name in sample)
    missed = [name for name in sample if outcomes.get(name) == "missed"]
    untested = sum(name not in outcomes for name in sample)
    viable = noticed + len(missed)
    print(f"{component}: {noticed} of {viable} viable changes were noticed, {untested} not tested; not noticed:")
    print(*missed, sep="\n")
    sys.exit(0 if not untested and noticed >= 0.95 * viable else 1)


main()
