"""Checks the exported documents with openapi-spec-validator, the schemas with jsonschema, and sends the requests that
Schemathesis makes from the document to the mock server, which judges them by the spec.

A request that the document allows and the server refuses is a fault of the export, unless each of the broken rules is one that
JSON Schema has no words for: these are counted. Usage: check.py WORKSPACE ADDRESS [CASES]
"""

import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

workspace, address = Path(sys.argv[1]).resolve(), sys.argv[2]
cases = int(sys.argv[3]) if len(sys.argv) > 3 else 100
xtask = os.environ["XTASK"]
parcels = ["--spec", workspace / "codegen/tests/parcels/spec", "--out", workspace / "codegen/tests/parcels"]

UNSAID = {"max_bytes", "min_bytes", "max_cjk", "after", "multiple_of", "unique_items", "max_items_together"}


def run(*arguments, text=None):
    return subprocess.run([xtask, *arguments], cwd=workspace, input=text, capture_output=True, text=True)


def documents():
    for folders in [], parcels:
        for version in "3.1", "3.0":
            yield json.loads(run(*folders, "export", "openapi", "--version", version).stdout)


def check_schemas():
    with tempfile.TemporaryDirectory() as folder:
        for folders in [], parcels:
            run(*folders, "export", "json-schema", "--to", folder)
        files = sorted(Path(folder).glob("*.json"))
        for file in files:
            Draft202012Validator.check_schema(json.loads(file.read_text()))
        assert len(files) > 50, len(files)
        print(f"jsonschema: {len(files)} schemas are valid")


def token():
    query = {"grant_type": "client_credential", "appid": "wx0123456789abcdef", "secret": "0" * 32}
    return requests.get(f"{address}/cgi-bin/token", query).json()["access_token"]


def broken_rules(names, body):
    """The rules that the body breaks, of the operation that it breaks the fewest of."""
    reports = []
    for name in names:
        ran = run("validate", name, "-", "--format", "json", text=json.dumps(body, ensure_ascii=False))
        reports.append([error["rule"] for error in json.loads(ran.stdout)["errors"]])
    return min(reports, key=len)


def written(value):
    """The value as a client writes it: 1.0 is an integer to JSON Schema, but is none in the text of a request."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [written(item) for item in value]
    if isinstance(value, dict):
        return {key: written(item) for key, item in value.items()}
    return value


def sent_as_utf8(case):
    """The reply. Schemathesis itself writes JSON with escapes, which the API refuses."""
    body = json.dumps(written(case.body), ensure_ascii=False).encode() if case.operation.body else None
    url = f"{address}{case.formatted_path}"
    return requests.request(case.method, url, params=case.query, data=body, headers={"Content-Type": "application/json"}).json()


def check_requests(document):
    schema = schemathesis.openapi.from_dict(document)
    operations = [found.ok() for found in schema.get_all_operations()]
    # The content of a file is not described by a schema.
    operations = [it for it in operations if "multipart/form-data" not in str(it.body and it.body[0].media_type)]
    each = max(1, cases // len(operations))
    counted, sent, faults = Counter(), 0, []
    credential = token()
    for operation in operations:
        described = document["paths"][operation.path][operation.method.lower()]
        names = [one["operationId"] for one in described.get("x-operations", [described])]

        @settings(max_examples=each, database=None, deadline=None, derandomize=True, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy())
        def send(case):
            nonlocal sent
            if described.get("security") is None:
                case.query = {**(case.query or {}), "access_token": credential}
            reply = sent_as_utf8(case)
            sent += 1
            if reply.get("errcode", 0) == 0:
                return
            rules = broken_rules(names, written(case.body)) if operation.body else ["parameters"]
            if set(rules) <= UNSAID and rules:
                counted.update(rules)
            else:
                faults.append(f"{operation.method} {operation.path} {case.query} {case.body}\n  {reply}\n  {rules}")

        send()
    print(f"Schemathesis: {sent} requests, of which the rules without words refuse: {dict(counted)}")
    for fault in faults[:10]:
        print(f"refused although the document allows it: {fault}", file=sys.stderr)
    return not faults


passed = True
for document in documents():
    validate(document)
    print(f"openapi-spec-validator: {document['info']['title']}, {document['openapi']}: valid")
check_schemas()
passed &= check_requests(next(documents()))
sys.exit(not passed)
