"""Compares what PyYAML reads in a version's files and in session.yaml with what Accord reads.

Usage: same.py VERSION_FOLDER SESSION_FILE FOLDER_OF_JSON_EXPORTS
"""

import json
import sys

import yaml

OF_THE_GLOSSARY = ["segments", "personas", "journeys", "qualification_levels", "terms", "metrics", "targets"]


def read(path):
    with open(path, encoding="utf-8") as file:
        return yaml.safe_load(file) if path.endswith(".yaml") else json.load(file)


def compare(what, theirs, ours, keys):
    compared = [key for key in keys if key in ours]
    for key in compared:
        if theirs.get(key) != ours[key]:
            sys.exit(f"FAILED: {what}, {key}: PyYAML reads\n{theirs.get(key)}\nAccord reads\n{ours[key]}")
    if not compared:
        sys.exit(f"FAILED: {what}: nothing was compared")
    print(f"{what}: the same ({', '.join(compared)})")


version, session, exports = sys.argv[1:]
model = read(f"{exports}/model.json")["definition"]
whole = read(f"{exports}/whole.json")["definition"]
draft = read(f"{exports}/draft.json")["definition"]
compare("model.yaml", read(f"{version}/model.yaml"), model, model)
compare("glossary.yaml", read(f"{version}/glossary.yaml"), whole, OF_THE_GLOSSARY)
compare("session.yaml", read(session)["definition"], draft, draft)
