"""Makes random bodies from the schemas and notes the verdict of jsonschema on each, for other validators.

Usage: bodies.py WORKSPACE FOLDER COUNT
"""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

from jsonschema import Draft202012Validator

workspace, folder, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
xtask = os.environ["XTASK"]
subprocess.run([xtask, "export", "json-schema", "--to", folder / "schemas"], cwd=workspace, check=True, stdout=subprocess.DEVNULL)
document = json.loads((folder / "tickets.json").read_text())
random.seed(1)

VALUES = ["", "a", "票" * 5, "票" * 12, "票" * 13, "a" * 36, "a" * 37, "7", "\u0001", None, True, False, 0, -1, 1, 2**31, 1.5, [], {}, [1, 1]]


def examples():
    for item in document["paths"].values():
        for operation in item.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                if "example" in content:
                    yield operation["operationId"], content["example"]
                for name, example in content.get("examples", {}).items():
                    yield name, example["value"]


def places(value, found):
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []
    for key, inner in entries:
        found.append((value, key))
        places(inner, found)
    return found


def changed(example):
    body = json.loads(json.dumps(example))
    for _ in range(random.randint(0, 2)):
        all_places = places(body, [])
        if not all_places:
            break
        parent, key = random.choice(all_places)
        if random.random() < 0.3 and isinstance(parent, dict):
            del parent[key]
        elif random.random() < 0.1 and isinstance(parent, dict):
            parent["unknown"] = 1
        else:
            parent[key] = random.choice(VALUES)
    return body


named = list(examples())
validators = {}
for name, _ in named:
    schema = json.loads((folder / "schemas" / f"{name}.request.json").read_text())
    validators[name] = Draft202012Validator(schema)
verdicts = Counter()
with open(folder / "bodies.ndjson", "w") as out:
    for index in range(count):
        name, example = named[index % len(named)]
        body = changed(example)
        is_valid = validators[name].is_valid(body)
        verdicts[is_valid] += 1
        out.write(json.dumps({"name": name, "body": body, "valid": is_valid}) + "\n")
print(f"jsonschema: {verdicts[True]} bodies are valid, {verdicts[False]} are not")
