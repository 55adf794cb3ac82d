"""Leads that are made of answers, and what `accord score` says of them.

A lead says of each criterion what is ticked: of one that picks among its answers the position of the
answer, `none` or nothing, of counted times a number or nothing, of a yes/no criterion `y`, `n` or
nothing, of any other a list with `y`, `n` or nothing for each answer.
"""

import csv
import io
import json
import subprocess
import sys

# What model.yaml has of a definition, and of a stage.
MODEL_KEYS = ["criteria", "groups", "stages", "handoff", "bands", "routes", "never", "dispositions", "tracks"]
STAGE_KEYS = ["id", "name", "readiness", "rule", "decided_by", "exits"]


def fail(what):
    sys.exit(f"FAILED: {what}")


def run(*args):
    ran = subprocess.run([str(arg) for arg in args], capture_output=True, text=True)
    if ran.returncode != 0:
        fail(f"{args} ended with {ran.returncode}: {ran.stderr}")
    return ran.stdout


def counts_times(criterion):
    return isinstance(criterion.get("points"), dict)


def with_columns(definition):
    """The same model with a column for each answer, and an event for each counted time."""
    model = {key: json.loads(json.dumps(definition[key])) for key in MODEL_KEYS if key in definition}
    model["stages"] = [{k: stage[k] for k in STAGE_KEYS if k in stage} for stage in model["stages"]]
    for criterion in model["criteria"]:
        name = criterion["id"]
        if counts_times(criterion):
            criterion["when"] = {"event": f"times {name}"}
        elif criterion.get("answers"):
            for answer in criterion["answers"]:
                if not answer.get("otherwise"):
                    answer["when"] = {"field": f"{name} {answer['id']}", "is": "y"}
        else:
            criterion["when"] = {"field": f"{name} yes", "is": "y"}
    return {"accord": "model/1", "name": "With columns", **model}


def random_lead(dice, definition, knows_times):
    """What is ticked for each criterion."""
    likely = dice.choice([0.2, 0.5, 0.9])
    known = dice.choice([0.6, 0.9, 1])

    def truth():
        if dice.random() > known:
            return ""
        return "y" if dice.random() < likely else "n"

    lead = []
    for criterion in definition["criteria"]:
        answers = criterion.get("answers", [])
        if counts_times(criterion):
            lead.append(str(dice.choice([0, 1, 2, 3, 4, 5, 6, 30])) if knows_times else "")
        elif not answers:
            lead.append(truth())
        elif criterion["combine"] == "one-of":
            choices = [str(at) for at in range(len(answers))]
            if not answers[-1].get("otherwise"):
                choices.append("none")
            first = dice.random() < likely
            lead.append("" if dice.random() > known else choices[0] if first else dice.choice(choices))
        else:
            lead.append([truth() for _ in answers])
    return lead


def row_of(lead, definition):
    """The columns of a lead, and the events of its counted times."""
    row, events = {}, []
    for criterion, ticked in zip(definition["criteria"], lead):
        name, answers = criterion["id"], criterion.get("answers", [])
        if counts_times(criterion):
            events += [f"times {name}"] * int(ticked or 0)
        elif not answers:
            row[f"{name} yes"] = ticked
        else:
            for at, answer in enumerate(answers):
                if answer.get("otherwise"):
                    continue
                one_of = criterion["combine"] == "one-of"
                chosen = ("y" if ticked == str(at) else "n") if ticked else ""
                row[f"{name} {answer['id']}"] = chosen if one_of else ticked[at]
    return row, events


def scored(accord, scratch, definition, leads, knows_times):
    model, rows, events = scratch / "model.yaml", scratch / "leads.csv", scratch / "events.csv"
    model.write_text(json.dumps(with_columns(definition)))
    made = [row_of(lead, definition) for lead in leads]
    with rows.open("w", newline="") as out:
        writer = csv.DictWriter(out, ["lead_id", *made[0][0]])
        writer.writeheader()
        writer.writerows({"lead_id": at, **row} for at, (row, _) in enumerate(made))
    args = [accord, "score", model, rows, "--as-of", "2026-06-30"]
    if knows_times and any(map(counts_times, definition["criteria"])):
        lines = [f"{at},{event},2026-06-01" for at, (_, happened) in enumerate(made) for event in happened]
        events.write_text("lead_id,event,time\n" + "\n".join(lines) + "\n")
        args += ["--events", events]
    return list(csv.DictReader(io.StringIO(run(*args))))
