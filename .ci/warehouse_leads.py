"""Makes up leads and events whose values lie on, below and above what made-up conditions ask for.

A value is a text or None, as a warehouse's column of texts has it. Columns are lists of the same
length. The days are written in every form that a list may use without a word about it.
"""

import datetime

from warehouse_conditions import AS_OF, DAYS, EVENTS, NUMBERS, TEXTS, WINDOWS

DAY = datetime.date.fromisoformat(AS_OF)
BLANK = ["", " ", "\t", "\u00a0 \u2003", None, None]
# Texts that are no numbers, though an engine may take them for some.
NO_NUMBERS = [
    "ten", "1e3", "5.", ".5", "1,000", "1_000", "0x10", "NaN", "Infinity", "inf", "--1", "+-1", "1 000", "٣", "１２",
    "9999999999999999999", "0.1234567890123", "12 €", "+", "-", "1.2.3", "true", "1d", "1f", "10L", "1e-2",
]  # fmt: skip
# Texts that are no days, though an engine may take them for some.
NO_DAYS = [
    "soon", "20.11.2026", "11/20/2026", "2026-02-30", "2026-13-01", "2026-11", "2026", "now", "today", "epoch",
    "2026-11-20 25:05", "infinity", "tomorrow", "2026-1-5", "179361270", "2026-11-20 9:65", "2026-11-20 PM", "-infinity",
    "2026-11-20 9:05 CET", "26-11-20", "yesterday", "0000-00-00", "Nov 20, 2026", "2026-11-20, 9:05",
]  # fmt: skip


def varied(chance, text):
    """A text with the same meaning, or one that isn't quite the same."""
    ways = [
        lambda: text,
        lambda: text,
        lambda: text.upper(),
        lambda: text.lower(),
        lambda: f"  {text}\t",
        lambda: f"\u00a0{text}\u2003",
        lambda: text.replace(" ", chance.choice(["\u00a0", "\t", "\n", "\u2009"])),
        lambda: text + chance.choice("xs;%"),
        lambda: chance.choice("x_ \\") + text,
        lambda: text[:-1],
        lambda: text.replace("_", "x").replace("%", "y").replace("*", "").replace("?", "z"),
    ]
    return chance.choice(ways)()


def text_value(chance):
    """A text: one of those asked for, a list of several, or another."""
    kind = chance.choices(["one", "list", "joined", "blank", "other"], [10, 5, 2, 3, 1])[0]
    if kind == "blank":
        return chance.choice(BLANK)
    if kind == "other":
        return chance.choice(["other", ";", " ; ;", "null", "NULL", "None", "0", "2026-11-20", "10", "\\N", "'"])
    texts = [varied(chance, text) for text in chance.sample(TEXTS, chance.randint(1, 3))]
    separator = {"one": None, "list": chance.choice([";", "; ", " ;", ";;"]), "joined": chance.choice([" ", ", ", ""])}
    return texts[0] if kind == "one" else separator[kind].join(texts)


def number_value(chance):
    """A number on, just below or just above one asked for, however it is written, or no number."""
    kind = chance.choices(["on", "beside", "blank", "none"], [6, 5, 2, 3])[0]
    if kind == "blank":
        return chance.choice(BLANK)
    if kind == "none":
        return chance.choice(NO_NUMBERS)
    number = chance.choice(NUMBERS)
    if kind == "beside":
        whole, _, fraction = number.partition(".")
        digits = int(whole.lstrip("-") + (fraction + "000000000000")[:12])
        digits = digits * (-1 if number.startswith("-") else 1) + chance.choice([-1, 1])
        sign, digits = "-" if digits < 0 else "", f"{abs(digits):013}"
        number = f"{sign}{digits[:-12]}.{digits[-12:]}"
        if len(digits) > 30:
            number = "1000000000000000000"
    ways = [
        lambda: number,
        lambda: f" {number}\u00a0",
        lambda: number if number.startswith("-") else f"+{number}",
        lambda: number if number.startswith("-") or len(number) > 15 else f"00{number}",
        lambda: number if "." in number else f"{number}.0",
    ]
    return chance.choice(ways)()


def some_day(chance):
    """A day on or beside one that is asked for, or at the end of a window."""
    days = [datetime.date.fromisoformat(day) for day in DAYS]
    days += [DAY - datetime.timedelta(days=window) for window in WINDOWS]
    return chance.choice(days) + datetime.timedelta(days=chance.choice([-1, 0, 0, 0, 1]))


def written(chance, day):
    """A day, most often with a time, in one of the forms that need no word about them."""
    clock = chance.choice(["00:00:00", "09:05:00", "09:05:07", "12:00:00", "23:59:59", "23:59:59.5"])
    hour, minute = clock[:2], clock[3:5]
    moment = datetime.datetime.fromisoformat(f"{day}T{clock[:8]}+00:00")
    seconds = int(moment.timestamp())
    ways = [
        lambda: f"{day}",
        lambda: f"{day}",
        lambda: f" {day} ",
        lambda: f"{day}T{clock}",
        lambda: f"{day} {clock}",
        lambda: f"{day}T{clock}Z",
        lambda: f"{day} {clock} UTC",
        lambda: f"{day} {int(hour)}:{minute}",
        lambda: f"{day}T{hour}:{minute}",
        lambda: f"{day}T{clock}{chance.choice(['+01:00', '-05:30', '+14:00', '+0200', '-12:00'])}",
        lambda: f"{seconds:010}" if seconds >= 0 else f"{day}",
        lambda: f"{seconds:010}{chance.choice(['000', '250'])}" if seconds >= 0 else f"{day}",
    ]
    return chance.choice(ways)()


def day_value(chance):
    """A day in a field: one asked for, a blank, or no day."""
    kind = chance.choices(["day", "blank", "none"], [10, 2, 3])[0]
    if kind == "blank":
        return chance.choice(BLANK)
    return chance.choice(NO_DAYS) if kind == "none" else written(chance, some_day(chance))


def any_value(chance, kind):
    """A value of a column, now and then one of another kind."""
    makers = {"text": text_value, "number": number_value, "day": day_value}
    if chance.random() < 0.06:
        kind = chance.choice(list(makers))
    return makers[kind](chance)


LEAD_COLUMNS = {
    "industry": "text",
    "Job Title": "text",
    "Stack": "text",
    "employees": "number",
    "Revenue (€)": "number",
    "signed_up": "day",
    "renewal": "day",
}
ROW_COLUMNS = {"url": "text", "channel": "text", "amount": "number", "due": "day"}


def made_leads(chance, count):
    """A table of leads, whose ids are texts of any kind."""
    ids = [chance.choice([f"L-{n}", f"{n}", f"l'{n}", f"Ü {n}"]) for n in range(count)]
    table = {"lead_id": ids}
    for name, kind in LEAD_COLUMNS.items():
        table[name] = [any_value(chance, kind) for _ in range(count)]
    return table


def made_events(chance, ids, count):
    """A table of events, some of no lead, some after the day looked back from, many at one time."""
    table = {"lead_id": [], "event": [], "at": [], **{name: [] for name in ROW_COLUMNS}}
    # One lead in six did nothing.
    ids = [one for number, one in enumerate(ids) if number % 6]
    often = {}
    for _ in range(count):
        lead = chance.choice(ids)
        at = written(chance, some_day(chance))
        # Several events at one time.
        at = often.setdefault(lead, at) if chance.random() < 0.35 else at
        lead = chance.choices([lead, f" {lead} ", "nobody", "", None], [30, 2, 1, 1, 1])[0]
        table["lead_id"].append(lead)
        table["event"].append(varied(chance, chance.choice(EVENTS)) if chance.random() < 0.95 else None)
        table["at"].append(at)
        for name, kind in ROW_COLUMNS.items():
            table[name].append(any_value(chance, kind))
    return table
