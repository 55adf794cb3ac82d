"""Compares what PyYAML reads in a version's files and in session.yaml with what Accord reads.

Usage: same.py VERSION_FOLDER SESSION_FILE FOLDER_OF_JSON_EXPORTS [operators]

With `operators`, the model must use every operator of conditions.
"""

import json
import sys

import yaml

OF_THE_GLOSSARY = ["segments", "personas", "journeys", "qualification_levels", "terms", "metrics", "targets"]


# Every key of a condition.
OPERATORS = set(
    "field is in not_in contains starts_with ends_with has min max on_or_after on_or_before known "
    "event at_least at_most distinct_days where sequence within_days older_than_days all any none".split()
)


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


def keys_of(condition):
    """Returns the keys of a condition and its parts."""
    keys = set(condition)
    parts = [part for word in ("all", "any", "none") for part in condition.get(word, [])]
    for part in parts + [condition[word] for word in ["where"] if word in condition]:
        keys |= keys_of(part)
    return keys


version, session, exports, *rest = sys.argv[1:]
model = read(f"{exports}/model.json")["definition"]
whole = read(f"{exports}/whole.json")["definition"]
draft = read(f"{exports}/draft.json")["definition"]
compare("model.yaml", read(f"{version}/model.yaml"), model, model)
compare("glossary.yaml", read(f"{version}/glossary.yaml"), whole, OF_THE_GLOSSARY)
compare("session.yaml", read(session)["definition"], draft, draft)
if rest == ["operators"]:
    used = set()
    for criterion in read(f"{version}/model.yaml")["criteria"]:
        for answer in criterion.get("answers", [criterion]):
            used |= keys_of(answer.get("when", {}))
    if used != OPERATORS:
        sys.exit(f"FAILED: other operators than every one: {sorted(used ^ OPERATORS)}")
    print(f"model.yaml: {len(used)} keys of conditions")
