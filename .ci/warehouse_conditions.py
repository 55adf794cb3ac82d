"""Makes up conditions of the model language, and the values that their boundaries lie between.

Written from the language's description alone. `Conditions(chance, counts)` makes them from pools of
operands that the made-up leads of `warehouse_leads.py` are drawn from too, so that values lie on,
just below and just above what is asked for. `counts` has the number of uses of each operator.
"""

AS_OF = "2026-11-20"

# What the columns of the leads are called. A column is asked about as what it mostly holds, and now
# and then as something else.
TEXT_FIELDS = ["industry", "Job Title", "Stack"]
NUMBER_FIELDS = ["employees", "Revenue (€)"]
DAY_FIELDS = ["signed_up", "renewal"]
# What the columns of the events are called, besides those of lead, event and time.
ROW_TEXTS = ["url", "channel"]
ROW_NUMBERS = ["amount"]
ROW_DAYS = ["due"]

TEXTS = [
    "Manufacturing", "food & drink", "CRM", "ERP", "it's", 'say "hi"', "back\\slash", "100%", "under_score",
    "Zürich", "STRASSE", "naïve", "two words", "a*b?c", "/pricing", "x", "true", "481", "日本", "🙂 ok", "$1", "[a]",
]  # fmt: skip
PARTS = ["man", "ring", "&", "rm", "it'", '"hi', "\\", "%", "_", "zü", "ß", "words", " ", "*", "?", "/p", "é", "🙂", "$", "["]
NUMBERS = ["0", "1", "10", "9.99", "10.000000000001", "-3", "-0.5", "250", "1000", "999999999999999999", "0.1"]
DAYS = ["2026-11-20", "2026-11-19", "2026-10-21", "2026-10-20", "2026-11-21", "2024-02-29", "2025-12-31", "1999-01-01"]
WINDOWS = [0, 1, 7, 30, 31, 90]
EVENTS = ["visit", "Demo Call", "pricing", "mail", "öffnung", "o'clock", 'the "call"', "webinar"]


class Conditions:
    """Makes conditions, each operator now and then."""

    def __init__(self, chance, counts):
        self.chance = chance
        self.counts = counts

    def used(self, operator):
        """Counts an operator."""
        self.counts[operator] += 1

    def some(self, values, least=1, most=3):
        """Some different values of a pool."""
        return self.chance.sample(values, self.chance.randint(least, most))

    def cased(self, text):
        """A text as somebody else might write it: cases are the same to the language."""
        return self.chance.choice([text, text, text.lower(), f" {text} ", text.capitalize()])

    def maybe(self, probability):
        """True so often."""
        return self.chance.random() < probability

    # ---- Fields ----

    def field(self, texts=TEXT_FIELDS, numbers=NUMBER_FIELDS, days=DAY_FIELDS):
        """A condition on one field, of a lead or of an event's row."""
        kind = self.chance.choices(["text", "number", "day", "known", "other"], [9, 5, 6, 2, 1])[0]
        every = texts + numbers + days
        if kind == "text":
            return {"field": self.chance.choice(texts), **self.text_operators()}
        if kind == "number":
            return {"field": self.chance.choice(numbers), **self.number_operators()}
        if kind == "day":
            return {"field": self.chance.choice(days), **self.day_operators()}
        condition = {"field": self.chance.choice(every)}
        if kind == "other":
            # Asks a number of a text, a text of a day and the like.
            makers = [self.text_operators, self.number_operators, self.day_operators]
            condition.update(self.chance.choice(makers)())
        if kind == "known" or self.maybe(0.3):
            self.used("known")
            condition["known"] = self.maybe(0.6)
        return condition

    def text_operators(self):
        """One operator of texts, now and then two."""
        makers = {
            "is": lambda: self.cased(self.chance.choice(TEXTS)),
            "in": lambda: [self.cased(text) for text in self.some(TEXTS, 1, 5)],
            "not_in": lambda: [self.cased(text) for text in self.some(TEXTS, 1, 5)],
            "contains": lambda: self.part(),
            "starts_with": lambda: self.part(),
            "ends_with": lambda: self.part(),
            "has": lambda: self.cased(self.chance.choice(TEXTS)),
        }
        return self.operators(makers, 0.12)

    def part(self):
        """A part of a text: an end of a whole one, or any."""
        text = self.chance.choice(TEXTS)
        size = self.chance.randint(1, 4)
        part = self.chance.choice([text[:size], text[-size:], self.chance.choice(PARTS)])
        return part if part.strip() else "a"

    def number_operators(self):
        """A least number, a most one or both."""
        makers = {"min": lambda: self.number(), "max": lambda: self.number()}
        return self.operators(makers, 0.3)

    def number(self):
        """A number as text, so that YAML keeps its digits."""
        return self.chance.choice(NUMBERS)

    def day_operators(self):
        """One operator of days, now and then two."""
        makers = {
            "on_or_after": lambda: self.chance.choice(DAYS),
            "on_or_before": lambda: self.chance.choice(DAYS),
            "within_days": lambda: self.chance.choice(WINDOWS),
            "older_than_days": lambda: self.chance.choice(WINDOWS),
        }
        return self.operators(makers, 0.3)

    def operators(self, makers, probability):
        """One or two operators with their operands."""
        names = self.some(list(makers), 1, 2 if self.maybe(probability) else 1)
        for name in names:
            self.used(name)
        return {name: makers[name]() for name in names}

    # ---- Events ----

    def event_name(self):
        """A name of an event, in whatever case."""
        return self.cased(self.chance.choice(EVENTS))

    def event(self, plain=False):
        """A condition that counts events. `plain`: one that points for each time may have."""
        condition = {}
        if self.maybe(0.3):
            self.used("event list")
            condition["event"] = [self.cased(name) for name in self.some(EVENTS, 1, 3)]
        else:
            self.used("event")
            condition["event"] = self.event_name()
        condition.update(self.window())
        if not plain:
            condition.update(self.counted())
        if self.maybe(0.25):
            self.used("distinct_days")
            condition["distinct_days"] = True
        if self.maybe(0.3):
            self.used("where")
            condition["where"] = self.row(2)
        return condition

    def counted(self):
        """How often it must have happened."""
        counted = {}
        if self.maybe(0.4):
            self.used("at_least")
            counted["at_least"] = self.chance.randint(1, 3)
        if self.maybe(0.3):
            self.used("at_most")
            counted["at_most"] = self.chance.randint(counted.get("at_least", 0), 4)
        return counted

    def window(self):
        """How long ago it must have happened."""
        window = {}
        if self.maybe(0.4):
            self.used("event within_days")
            window["within_days"] = self.chance.choice(WINDOWS)
        if self.maybe(0.25):
            self.used("event older_than_days")
            window["older_than_days"] = self.chance.choice(WINDOWS)
        return window

    def row(self, depth):
        """A condition on an event's own row."""
        if depth > 0 and self.maybe(0.3):
            return self.parts(lambda: self.row(depth - 1), "where ")
        return self.field(ROW_TEXTS, ROW_NUMBERS, ROW_DAYS)

    def sequence(self):
        """Events one after the other; now and then one of them twice."""
        self.used("sequence")
        names = self.some(EVENTS[:6], 1, 3)
        if self.maybe(0.3):
            self.used("sequence that repeats")
            names.insert(self.chance.randint(0, len(names)), self.chance.choice(names))
        return {"sequence": [self.cased(name) for name in names], **self.window()}

    # ---- Whole conditions ----

    def condition(self, behaviour, depth=2):
        """Any condition."""
        if depth > 0 and self.maybe(0.22):
            return self.parts(lambda: self.condition(behaviour, depth - 1))
        if not behaviour and not self.maybe(0.1):
            return self.field()
        return self.chance.choices([self.event, self.sequence, self.field], [7, 3, 1])[0]()

    def parts(self, make, prefix=""):
        """Conditions that are joined; now and then two ways at once, or beside one of its own."""
        condition = {}
        for name in self.some(["all", "any", "none"], 1, 2 if self.maybe(0.2) else 1):
            self.used(prefix + name)
            condition[name] = [make() for _ in range(self.chance.randint(1, 3))]
        if not prefix and self.maybe(0.1):
            condition.update(self.field())
        return condition
