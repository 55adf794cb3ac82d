"""Sessions whose handbooks are looked at: one that published, and a large one."""

import json
import random
import shutil
from pathlib import Path

from answered_leads import run

DECISIONS = """
workshop:
  vote_naming: by-side
  decisions:
    - id: demo
      subject: answer:demo/recent
      value: "5"
      at: "2026-11-20T10:05:00Z"
      naming: by-side
      agreed: [sales, sales, marketing, marketing, marketing]
      dissent:
        - {who: sales, reason: 'Without somebody from finance a demo tells us </td><script>window.broken = 1</script> "little"'}
      agreement: both
    - id: earlier
      subject: answer:demo/earlier
      value: "4"
      at: "2026-11-20T10:20:00Z"
      naming: by-side
      agreed: [sales, marketing]
      agreement: both
    - id: qualified
      subject: stage:mql
      value: A lead that we would call today
      at: "2026-11-20T10:40:00Z"
      agreed: [sales]
      dissent: [{who: marketing, reason: Today is too soon for most of them}]
      agreement: one-side
"""


def published_session(accord, sessions, folder):
    """A session with recorded leads, decisions and two versions."""
    shutil.copytree(Path(sessions) / "b2b-saas", folder)
    session = folder / "session.yaml"
    publish = [accord, "publish", folder, "--sign", "sales=Paul Okafor", "--sign", "marketing=Asha Venn"]
    publish += ["--unverified", "Checked next week", "--owner", "Asha Venn", "--due", "2027-03-31"]
    text = session.read_text().replace("\nworkshop:\n", DECISIONS, 1)
    # A year later every lead is old enough to have won.
    text = text.replace('as_of: "2024-02-29"', 'as_of: "2025-02-28"', 1)
    session.write_text(text)
    run(*publish)
    session.write_text(text.replace("total: 26", "total: 27", 1))
    run(*publish)
    return folder


def large_session(folder):
    """Sixty criteria and twelve journeys, with long names and long words."""
    dice = random.Random("large")
    phases = ["research", "exploration", "consideration", "purchase"]
    long_word = "Beschaffungsdienstleistungsvereinbarungen"
    criteria = [{
        "id": f"c{at}", "name": f"Criterion {at} about what somebody in the buying team does or is {long_word if at % 9 == 0 else ''}".strip(),
        "kind": "fit" if at % 2 else "behaviour", "phase": phases[at % 4], "covers": ["need"], "combine": "one-of",
        "answers": [{"id": f"a{n}", "label": f"Answer {n} with a label that takes more than one line on a narrow screen",
                     "points": dice.randint(-3, 9)} for n in range(dice.randint(2, 5))],
    } for at in range(60)]
    segments = [{"id": f"s{n}", "name": f"Segment {n}: {long_word}", "description": "Companies alike. " * 12} for n in range(4)]
    personas = [{"id": f"p{n}", "name": f"Persona {n} with a longer title", "challenges": ["Too little time for everything"] * 4,
                 "motivations": ["A calm month"] * 3} for n in range(3)]
    journeys = [{"id": f"j{s}{p}", "persona": f"p{p}", "segment": f"s{s}", "steps": [
        {"id": f"j{s}{p}-{n}", "name": f"Step {n} that the buyer takes", "phase": phases[n % 4], "decides": "Whether to go on " * 4,
         "we_engage": "A talk, a page and a call", "behaviours": [f"c{2 * n}", f"c{2 * n + 2}"]} for n in range(8)]}
        for s in range(4) for p in range(3)]
    stages = [{"id": f"g{n}", "name": f"Stage {n} of many", "owner": ["Marketing", "Sales development", "Sales", "Customer success", "Partners"][n % 5],
               "definition": "What it is, in a sentence that is long enough. " * 3, "readiness": "sales-worthy" if n > 3 else "none",
               **({"rule": {"points": {"total": 10 * n}}} if n else {})} for n in range(9)]
    definition = {
        "segments": segments, "personas": personas, "journeys": journeys, "criteria": criteria, "stages": stages,
        "handoff": {"stage": "g4", "disposition": "forward", "to": "Sales", "service_level": {"response_hours": 24}},
        "bands": [{"id": "low", "name": "Low", "disposition": "keep"}, {"id": "high", "name": "High", "from": 60, "disposition": "forward"}],
        "dispositions": [{"id": "forward", "name": "Forward", "action": "forward", "owner": "Sales"},
                         {"id": "keep", "name": "Keep warm", "action": "nurture", "owner": "Marketing", "track": "stories"}],
        "tracks": [{"id": "stories", "name": "Stories", "serves": "All", "exit": "A new behaviour"}],
        "terms": [{"id": f"t{n}", "name": f"Term {n}", "definition": "What we mean by it. " * 5} for n in range(40)],
    }
    folder.mkdir()
    session = {"accord": "session/1", "name": f"A large model of {long_word}", "definition": definition}
    (folder / "session.yaml").write_text(json.dumps(session))
    return folder
