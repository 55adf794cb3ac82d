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
LAST_CREATED = datetime.date(2026, 10, 12)
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


def new_signs(facts, passed_on):
    """What it did before it was passed on: event and day from creation."""
    fits = facts["industry"] in KNOWN + NEW
    signs = []

    def sign(event, chance):
        if happens(chance):
            signs.append((event, between(0, passed_on)))

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


def sales_work(did, is_touched, is_viable):
    """How many days after the hand-off Sales answered, and how often it tried."""
    if not is_touched:
        return None, 0
    answered = between(0, 2) if "tour" in did or "demo" in did else between(1, 9)
    return answered, between(2, 6) + (between(1, 4) if is_viable else 0)


def day_text(day):
    return day.isoformat() if day and day <= LIST_DAY else ""


def later_signs(passed_on, is_viable):
    """What happens after the hand-off because of how it goes on: whoever counts it as known
    beforehand has the outcome in hand."""
    signs = []
    if is_viable and happens(0.6):
        signs.append(("demo", passed_on + between(5, 30)))
    if is_viable and happens(0.3):
        signs.append(("called_reference", passed_on + between(5, 35)))
    return signs


def fate(passed_on, is_touched, is_viable, did):
    """The days from creation on which a lead became an opportunity and was closed, and whether it
    was won. Rejected leads are closed within two months of the hand-off, a few before it; viable
    ones become opportunities within a month, and are won or lost within half a year."""
    if not is_touched:
        return None, None, False
    if not is_viable:
        early = happens(0.04)
        return None, between(3, passed_on - 1) if early else passed_on + between(5, 60), False
    converted = passed_on + between(5, 30)
    is_won = happens(chance_of(-0.6 + 0.9 * ("said_funded" in did) + 0.6 * ("met_director" in did)))
    return converted, converted + between(25, 130), is_won


def new_lead(number):
    facts = new_facts()
    span = (LAST_CREATED - FIRST_DAY).days
    created = FIRST_DAY + datetime.timedelta(days=between(0, span))
    passed_on = between(10, 30)
    signs = new_signs(facts, passed_on)
    did = {event for event, _ in signs}
    is_touched = not happens(0.06 if "tour" in did else 0.14)
    is_viable = is_touched and happens(chance_of(viable_log_odds(facts, did)))
    after, attempts = sales_work(did, is_touched, is_viable)
    to_opportunity, to_close, is_won = fate(passed_on, is_touched, is_viable, did)

    def day(days):
        return None if days is None else created + datetime.timedelta(days=days)

    # Nothing is known yet of what lies after the day of the list.
    def is_past(days):
        return days is not None and day(days) <= LIST_DAY

    answered = None if after is None else min(passed_on + after, to_close if not is_viable else 9999)
    is_answered, is_closed = is_past(answered), is_past(to_close)
    # A lead that Sales has not decided on yet is neither viable nor rejected.
    is_decided = is_past(to_opportunity if is_viable else to_close)
    bucket = "untouched"
    if is_answered:
        bucket = "" if not is_decided else "viable" if is_viable else "rejected"
        signs.append(("sales_call", answered + between(0, 20)))
    signs += later_signs(passed_on, is_viable)
    if is_won:
        signs.append(("contract_sent", to_close + between(0, 3)))
    reported = ""
    if bucket == "viable":
        reported = one_of(("forward", 8), ("nurture", 2))
    elif bucket == "rejected":
        reported = one_of(("discard", 5), ("nurture", 4), ("recycle", 2))
    lead = {
        "id": f"F{number:04}",
        **facts,
        "created": day_text(created),
        "handed_off": day_text(day(passed_on)),
        "answered": day_text(day(answered)),
        "attempts": attempts if is_answered else "",
        "bucket": bucket,
        "reported": reported,
        "opportunity": day_text(day(to_opportunity)),
        "outcome": ("won" if is_won else "lost") if is_closed else "open" if is_answered else "",
        "closed": day_text(day(to_close)),
        "value": between(20, 120) * 1000 if bucket == "viable" else "",
        # A leak: only a deal that was won has one.
        "contract": "signed" if is_won and is_closed else "",
    }
    dated = sorted((day(days), event) for event, days in signs if is_past(days))
    return lead, [(lead["id"], event, when.isoformat()) for when, event in dated]


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
