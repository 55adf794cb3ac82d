"""Makes up whole models: every way of giving points, and every part of a rule.

`made_model(chance, counts)` returns a model as plain data, valid but for rules that no lead can
meet; `counts` has the number of uses of each operator.
"""

from warehouse_conditions import Conditions

# What must be made up at least once in all models together.
OPERATORS = [
    "is", "in", "not_in", "contains", "starts_with", "ends_with", "has", "min", "max", "known", "on_or_after",
    "on_or_before", "within_days", "older_than_days", "event", "event list", "at_least", "at_most", "distinct_days",
    "event within_days", "event older_than_days", "where", "where all", "where any", "where none", "sequence",
    "sequence that repeats", "all", "any", "none", "points", "points each", "one-of", "highest", "sum", "otherwise",
    "without when", "criterion without points", "group min", "group max", "rule all", "rule any", "rule none",
    "rule at_least", "rule at_least of phase", "rule at_least of covers", "rule at_least of topics", "rule points",
    "rule points of a group", "rule reached", "decided by a person", "stage without rule", "bands", "no bands",
    "band qualified", "route", "even_if_qualified", "never", "reference to answers", "long names",
]  # fmt: skip

PHASES = ["research", "exploration", "consideration", "purchase"]
COVERS = ["need", "application", "money", "timing", "authority", "interest", "intent"]
WORDS = [
    "Right country", "Demo", "It's \"quoted\"", "*/ end", "-- dash", "Größe", "🙂", "back\\slash\\", "tab\there",
    "line\nbreak", "{{ braces }}", "{% raw %}", "$$ dollar $$", "; semicolon", "a, b", "percent %s", "' OR 1=1", "日本",
    "\\'", "#hash", "/* open", "`tick`", "é", "?", ":name", "@var", "[x]", "$1", "null",
]  # fmt: skip
DISPOSITIONS = [("forward", "forward"), ("call-today", "forward"), ("nurture", "nurture"), ("recycle", "recycle"), ("discard", "discard")]


class Model:
    """Makes one model."""

    def __init__(self, chance, counts):
        self.chance = chance
        self.conditions = Conditions(chance, counts)
        self.used = self.conditions.used
        self.maybe = self.conditions.maybe
        self.long = self.maybe(0.15)
        # Each criterion's answers, for references.
        self.answers = {}
        self.positive = set()

    def name(self):
        """A name with characters that must be made safe; now and then a long one."""
        words = self.chance.sample(WORDS, self.chance.randint(1, 2))
        if self.long:
            self.used("long names")
            words += [self.chance.choice("aä🙂") * self.chance.randint(5, 60)]
        return " ".join(words)

    def points(self):
        """Points, now and then none or negative."""
        return self.chance.choice([-4, -1, 0, 1, 2, 3, 5, 8, 10])

    # ---- Criteria ----

    def criterion(self, number):
        """A criterion of any kind."""
        behaviour = self.maybe(0.5)
        criterion = {"id": f"c{number}", "name": self.name(), "kind": "behaviour" if behaviour else "fit"}
        if behaviour and self.maybe(0.7):
            criterion["phase"] = self.chance.choice(PHASES)
        if self.maybe(0.5):
            criterion["covers"] = self.conditions.some(COVERS, 1, 2)
        kind = self.chance.choices(["points", "each", "answers", "nothing"], [5, 2, 6, 0.4])[0]
        if kind == "each":
            criterion.update(self.each_time(criterion["id"]))
        elif kind == "answers":
            criterion.update(self.several(criterion["id"], behaviour))
        else:
            criterion.update(self.yes_no(criterion["id"], behaviour, kind == "points"))
        return criterion

    def yes_no(self, ident, behaviour, has_points):
        """A criterion that is met or not."""
        self.answers[ident] = []
        self.positive.add(ident)
        criterion = {}
        self.used("points" if has_points else "criterion without points")
        if has_points:
            criterion["points"] = self.points()
        criterion.update(self.when(behaviour))
        return criterion

    def when(self, behaviour):
        """A condition, or none where a person answers."""
        if self.maybe(0.06):
            self.used("without when")
            return {}
        return {"when": self.conditions.condition(behaviour)}

    def each_time(self, ident):
        """Points for each time."""
        self.used("points each")
        each, times = self.chance.choice([-2, 1, 2, 3]), self.chance.randint(1, 6)
        self.answers[ident] = [f"x{n + 1}" for n in range(times)]
        self.positive.add(ident)
        return {"points": {"each": each, "up_to": each * times}, "when": self.conditions.event(plain=True)}

    def several(self, ident, behaviour):
        """A criterion with several answers."""
        combine = self.chance.choice(["one-of", "highest", "sum"])
        self.used(combine)
        answers = []
        for number in range(self.chance.randint(1, 4)):
            answer = {"id": f"a{number}", "label": self.name(), "points": self.points()}
            answers.append({**answer, **self.when(behaviour)})
        if combine == "one-of" and self.maybe(0.5):
            self.used("otherwise")
            answers.append({"id": "other", "label": self.name(), "points": self.points(), "otherwise": True})
        self.answers[ident] = [answer["id"] for answer in answers]
        if any(answer["points"] > 0 for answer in answers):
            self.positive.add(ident)
        return {"combine": combine, "answers": answers}

    def groups(self, criteria):
        """Groups of criteria of one kind, with a least or a most sum."""
        groups = []
        for kind in ["fit", "behaviour"]:
            members = [criterion["id"] for criterion in criteria if criterion["kind"] == kind]
            if not members or not self.maybe(0.6):
                continue
            group = {"id": f"g-{kind}", "name": self.name(), "of": self.conditions.some(members, 1, len(members))}
            if self.maybe(0.6):
                self.used("group min")
                group["min"] = self.chance.choice([-2, 0, 1])
            if self.maybe(0.7):
                self.used("group max")
                group["max"] = self.chance.choice([1, 3, 6])
            groups.append(group)
        return groups

    # ---- Rules ----

    def reference(self):
        """A reference to a criterion, or to some of its answers."""
        ident = self.chance.choice(list(self.answers))
        if self.answers[ident] and (ident not in self.positive or self.maybe(0.5)):
            self.used("reference to answers")
            return f"{ident}={'|'.join(self.conditions.some(self.answers[ident], 1, min(2, len(self.answers[ident]))))}"
        return ident

    def references(self, most=2):
        """Some references."""
        return [self.reference() for _ in range(self.chance.randint(1, most))]

    def count(self):
        """A count of what must hold."""
        kind = self.chance.choice(["references", "phase", "covers", "topics"])
        if kind == "references":
            self.used("rule at_least")
            of = self.references(4)
            return {"count": self.chance.randint(1, max(1, len({one.split("=")[0] for one in of}) - 1)), "of": of}
        if kind == "phase":
            self.used("rule at_least of phase")
            return {"count": self.chance.randint(1, 2), "of": {"phase": self.chance.choice(PHASES)}}
        if kind == "covers":
            self.used("rule at_least of covers")
            return {"count": self.chance.randint(1, 2), "of": {"covers": self.chance.choice(COVERS)}}
        self.used("rule at_least of topics")
        topics = self.conditions.some(COVERS, 2, 4)
        return {"count": self.chance.randint(1, len(topics) - 1), "of": {"covers": topics}}

    def rule(self, groups, reached=()):
        """A rule of one to three parts."""
        makers = {
            "all": lambda: self.references(1),
            "any": lambda: self.references(3),
            "none": lambda: self.references(2),
            "at_least": lambda: self.count() if self.maybe(0.7) else [self.count() for _ in range(2)],
            "points": lambda: self.minima(groups),
        }
        if reached:
            makers["reached"] = lambda: self.chance.choice(reached)
        rule = {}
        for part in self.conditions.some(list(makers), 1, 3):
            if part != "at_least":
                self.used(f"rule {part}")
            rule[part] = makers[part]()
        return rule

    def minima(self, groups):
        """The fewest points."""
        minima = {name: self.chance.choice([-1, 1, 3, 6]) for name in self.conditions.some(["total", "fit", "behaviour"], 1, 2)}
        if groups and self.maybe(0.4):
            self.used("rule points of a group")
            minima[self.chance.choice(groups)["id"]] = self.chance.choice([0, 1, 2])
        return minima

    # ---- What becomes of a lead ----

    def stages(self, groups):
        """Stages, of which one before the last may be a person's; the last is the hand-off's."""
        stages = []
        if self.maybe(0.7):
            self.used("stage without rule")
            stages.append({"id": "s-first", "name": self.name(), "readiness": "none"})
        ruled = []
        for number in range(self.chance.randint(0, 2)):
            readiness = self.chance.choice(["none", "sales-worthy", "sales-ready"])
            stages.append({"id": f"s{number}", "name": self.name(), "readiness": readiness, "rule": self.rule(groups, ruled)})
            ruled.append(f"s{number}")
        if self.maybe(0.3):
            self.used("decided by a person")
            stages.append({"id": "s-person", "name": self.name(), "readiness": "sales-worthy", "decided_by": "person"})
        handoff = {"id": "mql", "name": self.name(), "readiness": "sales-worthy", "rule": self.rule(groups, ruled)}
        return [*stages, handoff]

    def bands(self):
        """Ascending bands, each with what becomes of its leads."""
        if self.maybe(0.08):
            self.used("no bands")
            return []
        self.used("bands")
        starts = sorted(self.conditions.some([-2, 0, 2, 4, 7, 11], 0, 3))
        bands = []
        for number, start in enumerate([None, *starts]):
            band = {"id": f"b{number}", "name": self.name(), "disposition": self.chance.choice(DISPOSITIONS)[0]}
            if start is not None:
                band["from"] = start
            if self.maybe(0.3):
                self.used("band qualified")
                band["qualified"] = self.chance.choice(DISPOSITIONS)[0]
            bands.append(band)
        return bands

    def routes(self, groups, stages):
        """Routing rules."""
        ruled = [stage["id"] for stage in stages if "decided_by" not in stage and "rule" in stage]
        routes = []
        for number in range(self.chance.randint(0, 3)):
            self.used("route")
            route = {"id": f"r{number}", "rule": self.rule(groups, ruled), "disposition": self.chance.choice(DISPOSITIONS)[0]}
            if self.maybe(0.7):
                route["name"] = self.name()
            if self.maybe(0.5):
                self.used("even_if_qualified")
                route["even_if_qualified"] = True
            routes.append(route)
        return routes

    def model(self):
        """The whole model."""
        criteria = [self.criterion(number) for number in range(self.chance.randint(2, 7))]
        groups = self.groups(criteria)
        stages = self.stages(groups)
        model = {"accord": "model/1", "name": self.name(), "criteria": criteria, "groups": groups, "stages": stages}
        model["handoff"] = {"stage": "mql", "disposition": self.chance.choice(DISPOSITIONS[:3])[0]}
        model["bands"] = self.bands()
        model["routes"] = self.routes(groups, stages)
        if self.maybe(0.1):
            self.used("never")
            model["never"] = [{"id": "n0", "rule": {"all": self.references(2)}, "why": self.name()}]
        model["dispositions"] = [{"id": ident, "name": self.name(), "action": action} for ident, action in DISPOSITIONS]
        return model


def made_model(chance, counts):
    """Makes a model up."""
    return Model(chance, counts).model()
