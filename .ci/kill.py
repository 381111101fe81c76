"""Kills `regen` at random moments: each file is then the old or the new one, and the next run writes the rest.

    .ci/kill.py PROGRAM [KILLS [SEED]]

PROGRAM is a `specwright`. Also killed: one of two runs at the same time. Prints in which state the files were.
"""

import collections
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

program, kills, seed = sys.argv[1], int((sys.argv[2:] or ["200"])[0]), int((sys.argv[3:] or ["1"])[0])
choose = random.Random(seed)
workspace = pathlib.Path(__file__).resolve().parent.parent
folder = pathlib.Path(tempfile.mkdtemp())


def regen(*options):
    return [program, "regen", "--spec", str(folder / "spec"), "--out", str(folder / "client"), *options]


def files(root):
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def leftovers(names):
    return [name for name in names if name.endswith(".tmp")]


def wait_for_writes(process):
    """Returns when the first temporary file is there."""
    written = folder / "client/src/generated"
    while process.poll() is None:
        with os.scandir(written) as entries:
            if any(entry.name.endswith(".tmp") for entry in entries):
                return


try:
    shutil.copytree(workspace / "spec", folder / "spec")
    shutil.copytree(workspace / "generated-client", folder / "client", ignore=shutil.ignore_patterns("target"))
    (folder / "client/Cargo.toml").write_text('[package]\nname = "wechat-tickets"\n')
    subprocess.run(regen(), check=True, stdout=subprocess.DEVNULL)
    shutil.copytree(folder / "client", folder / "old")
    # Other documentation changes the file of every model, and those that quote it.
    for path in (folder / "spec/models").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\ndoc: ", "\ndoc: Changed. ", 1), encoding="utf-8")
    start = time.monotonic()
    process = subprocess.Popen(regen(), stdout=subprocess.DEVNULL)
    wait_for_writes(process)
    before = time.monotonic() - start
    assert process.wait() == 0, "`regen` fails"
    writing = time.monotonic() - start - before
    old, new = files(folder / "old"), files(folder / "client")
    changed = [name for name in new if old.get(name) != new[name]]
    assert len(changed) > 20, f"only {len(changed)} files change"
    states = collections.Counter()
    for number in range(kills):
        shutil.rmtree(folder / "client")
        shutil.copytree(folder / "old", folder / "client")
        running = [subprocess.Popen(regen(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(1 + number % 2)]
        # Most of the time nothing is written yet, so most of the kills wait until something is.
        if choose.random() < 0.8:
            wait_for_writes(running[0])
            time.sleep(writing * choose.random() ** 2)
        else:
            time.sleep(choose.uniform(0, before + writing))
        running[0].kill()
        codes = [process.wait() for process in running]
        found = files(folder / "client")
        for name, contents in found.items():
            assert contents in (old.get(name), new.get(name)) or name.endswith(".tmp"), f"{name} is neither old nor new"
        assert all(name in found for name in old if name in new), "a file is missing"
        written = sum(found[name] == new[name] for name in changed)
        state = "old" if written == 0 else "new" if written == len(changed) else "mixed"
        states["a run ended first" if codes[0] == 0 else f"killed, {state}"] += 1
        states["killed with temporary files left"] += bool(leftovers(found))
        if len(running) == 2:
            assert codes[1] == 0, f"the other run ended with {codes[1]}"
            assert written == len(changed), "the other run did not write all files"
        subprocess.run(regen(), check=True, stdout=subprocess.DEVNULL)
        assert files(folder / "client") == new, "the next run did not write the rest"
    print(f"{kills} kills in the {before:.2f} s before and the {writing:.3f} s while {len(changed)} files are written (seed {seed}):")
    for state, count in sorted(states.items()):
        print(f"  {count:4} {state}")
    assert states["killed, mixed"] + states["killed with temporary files left"] > 0, "no kill was while files were written"
finally:
    shutil.rmtree(folder)
