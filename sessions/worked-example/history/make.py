#!/usr/bin/env python3
"""Makes leads.csv and events.csv: 2,000 made-up leads of the worked example, with what they did and
what became of them.

    python3 make.py            writes the two files beside this one
    python3 make.py --check    exits 1 if they aren't what this program makes

Python 3 alone, no packages. The seed is fixed and nothing depends on the clock or on the order of a
set, so every run gives the same bytes. README.md says what is planted, and why.
"""

import datetime
import math
import random
import sys
from pathlib import Path

SEED = 20261113
LEADS = 2000
FIRST_DAY = datetime.date(2025, 9, 1)
LAST_CREATED = datetime.date(2026, 10, 31)
# The day on which the list was drawn: nothing is known of later days.
LIST_DAY = datetime.date(2026, 11, 13)

random_numbers = random.Random(SEED)


def happens(chance):
    return random_numbers.random() < chance


def between(least, most):
    """A whole number, all alike, both ends included."""
    return least + int(random_numbers.random() * (most - least + 1))


def one_of(*weighted):
    """One of pairs of value and weight."""
    at = random_numbers.random() * sum(weight for _, weight in weighted)
    for value, weight in weighted:
        at -= weight
        if at < 0:
            return value
    return weighted[-1][0]


def chance_of(log_odds):
    return 1 / (1 + math.exp(-log_odds))


KNOWN = ("machinery", "food", "minerals")
NEW = ("paper", "pigments", "water")


def new_facts():
    """What a company and its person are, before anybody did anything."""
    return {
        "industry": one_of(
            ("machinery", 20), ("food", 18), ("minerals", 12), ("paper", 12), ("pigments", 9),
            ("water", 9), ("laundry", 8), ("retail", 7), ("transport", 5),
        ),
        "suits": one_of(("as is", 42), ("customised", 38), ("investment", 20)),
        "role": one_of(("operations", 33), ("maintenance", 42), ("finance", 25)),
        # Useless: they say nothing of what becomes of a lead.
        "employees": between(60, 900) + (between(0, 1100) if happens(0.3) else 0),
        "region": one_of(("Britain", 55), ("Ireland", 15), ("Netherlands", 30)),
        "source": one_of(("fair", 25), ("web", 35), ("referral", 15), ("list", 25)),
    }


def new_signs(facts):
    """What it did within its first 30 days: event and day from creation."""
    fits = facts["industry"] in KNOWN + NEW
    signs = []

    def sign(event, chance, last=28):
        if happens(chance):
            signs.append((event, between(0, last)))

    sign("met_director", 0.16)
    sign("met_manager", 0.24)
    sign("met_other", 0.15)
    sign("specification", 0.14 if fits else 0.08)
    sign("said_funded", 0.24)
    sign("said_budget", 0.22)
    sign("called_reference", 0.13)
    sign("asked_reference", 0.18)
    sign("demo", 0.30)
    # Noise: the room likes it, and it goes with nothing but Sales' attention.
    for _ in range(3):
        sign("tour", 0.30)
    # Useless.
    for _ in range(2):
        sign("newsletter", 0.25)
    sign("brochure", 0.20)
    return signs


def viable_log_odds(facts, did):
    """The truth: what makes a lead viable once Sales has touched it."""
    log_odds = -1.6
    if facts["industry"] in KNOWN:
        log_odds += 0.5
    elif facts["industry"] not in NEW:
        log_odds -= 1.2
    log_odds += {"as is": 0.5, "customised": 0.1, "investment": -0.9}[facts["suits"]]
    if "met_director" in did:
        log_odds += 1.0
    if "said_funded" in did:
        log_odds += 1.5
    if "specification" in did:
        log_odds += 0.9
    # The segment that behaves otherwise: in industries new to us a demo convinces nobody, and a call
    # to our references does.
    is_new = facts["industry"] in NEW
    if "demo" in did:
        log_odds += 0.0 if is_new else 1.2
    if "called_reference" in did:
        log_odds += 1.6 if is_new else 0.0
    return log_odds


def sales_work(signs, is_touched, is_viable):
    """When Sales answered and how often it tried."""
    if not is_touched:
        return None, 0
    likes = any(event in ("tour", "demo") for event, _ in signs)
    answered = between(0, 2) if likes else between(1, 9)
    return answered, between(2, 6) + (between(1, 4) if is_viable else 0)


def day_text(day):
    return day.isoformat() if day and day <= LIST_DAY else ""


def later_signs(created, outcome_day, is_viable):
    """What happens after the first 30 days because of how it goes on: whoever counts it as known
    beforehand has the outcome in hand."""
    signs = []
    if is_viable and happens(0.6):
        signs.append(("demo", between(32, 55)))
    if is_viable and happens(0.3):
        signs.append(("called_reference", between(32, 60)))
    if outcome_day is not None and is_viable:
        signs.append(("contract_sent", (outcome_day - created).days + between(0, 3)))
    return signs


def new_lead(number):
    facts = new_facts()
    span = (LAST_CREATED - FIRST_DAY).days
    created = FIRST_DAY + datetime.timedelta(days=between(0, span))
    signs = new_signs(facts)
    did = {event for event, _ in signs}
    is_touched = not happens(0.06 if "tour" in did else 0.14)
    is_viable = is_touched and happens(chance_of(viable_log_odds(facts, did)))
    answered, attempts = sales_work(signs, is_touched, is_viable)

    def later(days):
        return created + datetime.timedelta(days=days)

    # Rejected leads close after 31 to 90 days, a few sooner; viable ones become an opportunity and
    # are won or lost after 60 to 190. What lies after the day of the list is still open.
    converted = later(between(31, 60)) if is_viable else None
    if is_viable:
        closed = converted + datetime.timedelta(days=between(25, 130))
    elif is_touched:
        closed = later(between(8, 29) if happens(0.05) else between(31, 90))
    else:
        closed = None
    is_won = is_viable and happens(
        chance_of(-0.6 + 0.9 * ("said_funded" in did) + 0.6 * ("met_director" in did))
    )
    is_closed = closed is not None and closed <= LIST_DAY
    is_answered = is_touched and later(answered) <= LIST_DAY
    # A lead that Sales has not decided on yet is neither viable nor rejected.
    decided = converted if is_viable else closed
    is_decided = decided is not None and decided <= LIST_DAY
    if not is_answered:
        bucket = "untouched"
    elif not is_decided:
        bucket = "working"
    else:
        bucket = "viable" if is_viable else "rejected"
    if is_answered:
        signs.append(("sales_call", answered + between(0, 20)))
    signs += later_signs(created, closed if is_won else None, is_viable)
    lead = {
        "id": f"F{number:04}",
        **facts,
        "created": created.isoformat(),
        "answered": day_text(later(answered)) if is_answered else "",
        "attempts": attempts if is_answered else "",
        "bucket": bucket,
        "reported": one_of(("forward", 8), ("nurture", 2)) if bucket == "viable"
        else one_of(("discard", 5), ("nurture", 4), ("recycle", 2)) if bucket == "rejected" else "",
        "opportunity": day_text(converted) if is_decided else "",
        "outcome": ("won" if is_won else "lost") if is_closed else "open" if is_answered else "",
        "closed": day_text(closed) if is_closed else "",
        "value": between(20, 120) * 1000 if is_viable and is_decided else "",
        # A leak: only a lead that was given up has one.
        "lost_reason": one_of(("no money", 4), ("no need", 3), ("competitor", 2), ("no answer", 3))
        if is_closed and not is_won else "",
    }
    dated = [(created + datetime.timedelta(days=day), event) for event, day in signs]
    dated = sorted((day, event) for day, event in dated if day <= LIST_DAY)
    return lead, [(lead["id"], event, day.isoformat()) for day, event in dated]


def csv_text(rows):
    """No value has a comma, a quote or a line end."""
    return "".join(",".join(str(value) for value in row) + "\n" for row in rows)


def make():
    made = [new_lead(number) for number in range(1, LEADS + 1)]
    columns = list(made[0][0])
    leads = [columns] + [[lead[column] for column in columns] for lead, _ in made]
    events = [("id", "event", "day")] + [event for _, events in made for event in events]
    return {"leads.csv": csv_text(leads), "events.csv": csv_text(events)}


def main():
    folder = Path(__file__).resolve().parent
    for name, text in make().items():
        if "--check" in sys.argv[1:]:
            if (folder / name).read_bytes() != text.encode():
                sys.exit(f"{name} isn't what make.py makes")
        else:
            (folder / name).write_bytes(text.encode())


if __name__ == "__main__":
    main()
