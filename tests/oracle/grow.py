"""A random plan: every element the engine supports, properly nested, of a wanted size and depth."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from tests.oracle.plan import Block, Event, Plan, seq
from tests.oracle.render import CODES, ESCALATIONS
from tests.oracle.stock import CYCLES, DATES, DURATIONS, HARD, MOMENTS, SOFT, STEPS, VALUES


@dataclass
class Place:
    """Where a block stands: what it may read (`names`), which errors are caught outside, whether its branch may end here."""

    depth: int
    may_end: bool
    names: list[str]
    codes: frozenset[str] = frozenset()
    looping: bool = False

    def inside(self, **changed: Any) -> Place:
        """One level deeper; what is written in there is not counted on outside."""
        return replace(self, depth=self.depth - 1, names=list(self.names), **changed)


@dataclass
class Grower:
    """Grows blocks. `callable` are the processes that may be called, with the error codes they throw."""

    random: Random
    callable: dict[str, frozenset[str]] = field(default_factory=dict)
    thrown: set[str] = field(default_factory=set)
    here: list[str] = field(default_factory=list)  # elements of this process, of which rounds may be asked
    count: int = 0

    def ident(self, letter: str) -> str:
        """A new id."""
        self.count += 1
        return f"{letter}{self.count}"

    def chance(self, of: float) -> bool:
        """True so often."""
        return self.random.random() < of

    def when(self, place: Place) -> str:
        """A condition over something in sight; always true or false, whatever lies there."""
        chosen = sorted(self.random.sample(range(5), self.random.randint(1, 3)))
        subject = self.rounds() if self.here and self.chance(0.25) else self.random.choice(place.names)
        return f"{subject} in {chosen}"

    def rounds(self) -> str:
        """How often something was completed, perhaps since something else was."""
        element, since = self.random.choice(self.here), self.random.choice(self.here)
        return f"rounds('{element}')" if element == since or self.chance(0.5) else f"rounds('{element}', since='{since}')"

    def seq(self, place: Place, size: int) -> Block:
        """Blocks one after the other, together of this size."""
        parts: list[Block] = []
        while size > 0:
            if place.depth > 0 and size > 1 and self.chance(0.6):
                share = self.random.randint(2, max(2, size))
                parts.append(self.hard(self.random.choice(HARD), place, share))
                size -= share
            else:
                parts.append(self.soft(self.random.choice(SOFT), place))
                size -= 1
            if parts[-1].kind in ("xor", "or", "and") and parts[-1].facts.get("join") is False:
                break
        if place.depth < self.most and self.chance(0.05):
            parts += self.ending(place)
        return seq(*parts)

    most: int = 4

    def ending(self, place: Place) -> list[Block]:
        """Perhaps an end in the middle of things."""
        kinds = ["stop"] + ["fail"] * bool(place.codes) + ["done", "done", "told", "raised"] * place.may_end
        kind = self.random.choice(kinds)
        if kind == "fail":
            return [Block("fail", self.ident("x"), facts={"code": self.random.choice(sorted(place.codes))})]
        facts = {"code": self.random.choice(ESCALATIONS)} if kind == "raised" else {}
        return [Block(kind, self.ident("x"), facts={**facts, "outcome": self.random.choice(["early", "=a"])})]

    def parts(self, place: Place, size: int, **changed: Any) -> tuple[Block, ...]:
        """Branches; some may be empty."""
        number = self.random.randint(2, 3)
        return tuple(self.seq(place.inside(**changed), self.random.randint(0, max(1, size // number + 1))) for _ in range(number))

    def slow(self, part: Block) -> Block:
        """Often the branch waits for somebody, and sometimes then writes what others write: a join shows its faults when branches take turns."""
        if not self.chance(0.5):
            return part
        waits = [Block("user", self.ident("u"), facts={"properties": {}})]
        writes = [Block("script", self.ident("s"), facts={"text": f"shared = {self.random.choice(VALUES)}"})] if self.chance(0.5) else []
        return seq(*waits, *writes, *part.parts)

    def hard(self, kind: str, place: Place, size: int) -> Block:
        """A block that holds others."""
        ident, size = self.ident(kind[0]), max(1, size - 1)
        if kind == "xor":
            parts = self.parts(place, size)
            return Block("xor", ident, parts, {"when": [self.when(place) for _ in parts], "merge": self.chance(0.5)})
        if kind in ("and", "or"):
            open_ended = place.may_end and self.chance(0.15)
            parts = tuple(map(self.slow, self.parts(place, size, may_end=open_ended or (kind == "or" and place.may_end))))
            facts: dict[str, Any] = {"join": not open_ended}
            return Block(kind, ident, parts, facts | ({"when": [self.when(place) for _ in parts]} if kind == "or" else {}))
        if kind == "race":
            parts = self.parts(place, size)
            return Block("race", ident, parts, {"first": [self.first() for _ in parts]})
        if kind == "loop":
            body, back = self.seq(place.inside(looping=True), size), self.seq(place.inside(looping=True), self.random.choice([0, 0, 1]))
            facts = {"limit": self.random.randint(2, 6), "first": self.chance(0.3)}
            return Block("loop", ident, (body, back), facts | ({"when": self.when(place)} if self.chance(0.25) else {}))
        if kind == "many":
            return self.many(place, size)
        if kind == "repeat":
            return self.repeat(place, size)
        return self.owner(kind, ident, place, size)

    def owner(self, kind: str, ident: str, place: Place, size: int, item: bool = False) -> Block:
        """A subprocess or a call, with its events."""
        if kind == "call" and not self.callable:
            kind = "sub"
        spare = self.random.randint(0, size // 3)
        caught = frozenset(code for code in CODES if self.chance(0.25))
        if kind == "call":
            target = self.random.choice(sorted(self.callable))
            block = Block("call", ident, facts={"target": target})
            caught |= self.callable[target]
        else:
            names = [*place.names, *([f"i_{ident}"] if item else [])]
            inner = Place(place.depth - 1, True, names, place.codes | caught)
            block = Block("sub", ident, (self.seq(inner, max(1, size - spare)),))
            if self.chance(0.4):
                block = replace(block, facts={"key": f"k_{ident}"})
                place.names.append(f"k_{ident}")
        block = replace(block, facts={**block.facts, "reminds": self.reminds("r1,r2@o")})
        self.here.append(ident)
        events = [self.event("error", code, True, place, 1) for code in sorted(caught)]
        return self.with_events(replace(block, events=tuple(events)), place, spare)

    def with_events(self, block: Block, place: Place, size: int, often: float = 0.5) -> Block:
        """The block with boundary events."""
        events = list(block.events)
        while len(events) < 3 and self.chance(often):
            kinds = ["timeDuration", "timeDuration", "timeDate", "timeCycle", "message"]
            kinds += ["escalation"] if block.kind in ("sub", "call") else []
            kinds += ["error"] if block.kind == "service" or block.facts.get("operator") else []
            kind = self.random.choice(kinds)
            choices = {"timeDuration": DURATIONS, "timeDate": DATES, "timeCycle": CYCLES, "message": ("GO", "STOP"), "escalation": ESCALATIONS}
            value = self.random.choice(choices.get(kind, (*CODES, "")))
            interrupting = kind == "error" or (kind != "timeCycle" and self.chance(0.5))
            events.append(self.event(kind, value, interrupting, place, size // 2))
        return replace(block, events=tuple(events), facts={**block.facts, "gate": self.chance(0.5)})

    def event(self, kind: str, value: str, interrupting: bool, place: Place, size: int) -> Event:
        """A boundary event with its path."""
        at_once = kind == "timeDate" or kind == "escalation"
        ways = ["end"] * 9 + ["stop"]
        if interrupting:
            ways = ["join"] * 6 + ["stop"] + ["again"] * (3 * (not at_once)) + ["end"] * (2 * place.may_end)
        then = self.random.choice(ways)
        inner = place.inside(may_end=place.may_end or not interrupting)
        return Event(self.ident("b"), kind, value, interrupting, then, self.seq(inner, self.random.randint(0, max(1, size))))

    def first(self) -> tuple[str, str, dict[str, Any]]:
        """What an event-based gateway waits for."""
        kind = self.random.choice(["timer", "message", "receive"])
        facts = {"timer": "timeDuration", "value": self.random.choice(DURATIONS)} if kind == "timer" else {"name": self.random.choice(["GO", "STOP"])}
        return kind, self.ident("w"), facts

    def many(self, place: Place, size: int) -> Block:
        """A multi-instance."""
        kind = self.random.choice(["user", "user", "service", "sub", "sub", "call"])
        ident = self.ident("y")
        block = self.owner(kind, ident, place, size, item=True) if kind in ("sub", "call") else Block(kind, ident)
        many: dict[str, Any] = {"turn": self.chance(0.35)}
        if self.chance(0.75):
            many["source"] = self.random.choice(["two", "two", "three", "[]", "[1, {'k': True}]"])
        else:
            many["times"] = self.random.choice(["2", "3", "0", "len(two)"])
        if kind == "user":
            many |= {"out": ident, "entry": f"{ident}_item"}
        elif kind == "call" or self.chance(0.7):
            many["out"] = f"{ident}_all"
            many["entry"] = f"o_{ident}"
        if self.chance(0.4):
            many["enough"] = self.random.choice(
                ["numberOfCompletedInstances >= 2", "numberOfCompletedInstances * 3 >= numberOfInstances * 2", "numberOfActiveInstances < 2", "a in [1, 2]"]
            )
        if kind == "sub" and "entry" in many:
            item = f"i_{ident}" if "source" in many else "a"
            text = f"{many['entry']} = {{'item': {item}, 'n': [{place.names[-1]}]}}"
            block = replace(block, parts=(seq(*block.parts[0].parts[:1], Block("script", self.ident("s"), facts={"text": text}), *block.parts[0].parts[1:]),))
        facts: dict[str, Any] = {**block.facts, "several": many} | ({"result": f"o_{ident}"} if kind == "service" else {})
        if kind == "user":
            facts["properties"] = {"assignee": f"'p' if i_{ident} in ['p'] else 'q'"} if "source" in many else {}
            facts["properties"] |= {"keepRounds": "true"} if self.chance(0.3) else {}
            facts["properties"] |= self.limits(ident)
            facts["operator"] = self.operator(ident, f"{ident}.v", "item" if "source" in many else "a")
        self.here.append(ident)
        block = replace(block, facts=facts)
        return block if block.events else self.with_events(block, place, size // 2, 0.4)

    def repeat(self, place: Place, size: int) -> Block:
        """A standard loop."""
        kind = self.random.choice(["user", "user", "service", "sub", "call"])
        ident = self.ident("z")
        block = self.owner(kind, ident, place, size) if kind in ("sub", "call") else Block(kind, ident)
        again: dict[str, Any] = {"before": self.chance(0.4)}
        if self.chance(0.7):
            again["most"] = self.random.randint(1, 3)
        if "most" not in again or self.chance(0.5):
            own = f"{ident}.v" if kind == "user" else ident if kind == "service" else self.random.choice(place.names)
            again["when"] = f"{own} in [0, 1]" if kind in ("user", "service") else f"{own} in [2]"
            again.setdefault("most", 4)
        self.here.append(ident)
        given = {"operator": self.operator(ident, f"{ident}.v"), "properties": self.limits(ident)} if kind == "user" else {}
        block = replace(block, facts={**block.facts, **given, "repeat": again})
        return block if block.events else self.with_events(block, place, size // 2, 0.3)

    def soft(self, kind: str, place: Place) -> Block:
        """One element."""
        ident = self.ident(kind[0])
        self.here.append(ident)
        if kind in ("user", "manual", "plain"):
            operator = self.operator(ident, f"{ident}.v", self.random.choice(place.names)) if kind == "user" else None
            block = Block(kind, ident, facts={"properties": self.properties(ident), "operator": operator})
            place.names.append(f"{ident}.v")
            return self.with_events(block, place, 2, 0.3) if place.depth > 0 else block
        if kind == "service":
            block = Block(kind, ident, facts={"given": self.random.choice(place.names)})
            place.names.append(ident)
            return self.with_events(block, place, 2, 0.3) if place.depth > 0 else block
        if kind == "script":
            target = "shared" if self.chance(0.25) else f"v_{ident}"
            value = self.random.choice([*VALUES, self.random.choice(place.names), f"[{self.random.choice(place.names)}, {self.random.choice(VALUES)}]"])
            return Block(kind, ident, facts={"text": f"{target} = {value}"})
        if kind == "rule":
            place.names.append(f"{ident}.y") if (policy := self.random.choice(["FIRST", "COLLECT"])) == "FIRST" else None
            rows = [["true", '"p"', "1"], ["-", '"q"', "2"]]
            if self.chance(0.5):  # what it is given comes from the driver, as from records
                inputs = f"{{'x': {self.random.choice(place.names)}}}"
                return Block(kind, ident, facts={"policy": policy, "on": "x in [0, 1, 2]", "rows": rows, "inputs": inputs})
            on = f"{self.random.choice(place.names)} in [0, 1, 2]"  # a table of its own data knows no rounds
            return Block(kind, ident, facts={"policy": policy, "on": on, "rows": rows})
        if kind == "timer":
            name = self.random.choice(["timeDuration", "timeDate"])
            value = self.random.choice(DURATIONS if name == "timeDuration" else DATES)
            return Block(kind, ident, facts={"timer": name, "value": value, "reminds": self.reminds("r1")})
        if kind in ("message", "receive"):
            block = Block(kind, ident, facts={"name": self.random.choice(["GO", "STOP"]), "reminds": self.reminds("=['r1', str(a)]")})
            place.names.append(f"{ident}.v")
            return self.with_events(block, place, 2, 0.5) if kind == "receive" and place.depth > 0 else block
        if kind == "escalate":
            return Block(kind, ident, facts={"code": self.random.choice(ESCALATIONS)})
        return Block(kind, ident)

    def properties(self, ident: str) -> dict[str, str]:
        """What a user task says of itself."""
        found = {"keepRounds": "true"} if self.chance(0.2) else {}
        if self.chance(0.2):
            found["dueIn"] = "3"
        if self.chance(0.2):
            found["roles"] = "=['r', str(a)]"
        if self.chance(0.15):
            found["decisions"] = "=['ok'] if a in [1] else ['no', 'ok']"
        return found | self.limits(ident)

    def limits(self, ident: str) -> dict[str, str]:
        """How often at most, and reminders."""
        found = {"roundLimit": self.random.choice(["1", "2", "len(two)", f"1 + rounds('{ident}')"])} if self.chance(0.3) else {}
        found |= {"limitTells": "r1,r2@o"} if found and self.chance(0.7) else {}
        return found | self.reminds(self.random.choice(["", "r1"]))

    def reminds(self, tells: str) -> dict[str, str]:
        """Who is reminded when."""
        if not self.chance(0.25):
            return {}
        names = self.random.choice([("remindAt",), ("remindEvery",), ("remindAt", "remindEvery")])
        found = {name: self.random.choice(MOMENTS if name == "remindAt" else STEPS) for name in names}
        return found | ({"remindTells": tells} if tells else {})

    def operator(self, ident: str, *given: str) -> dict[str, Any] | None:
        """The handler of a user task."""
        if not self.chance(0.3):
            return None
        return {"given": self.random.choice(given), "result": self.random.choice(["", f"r_{ident}"])}


def grow(seed: str, size: int, depth: int) -> Plan:
    """A plan of about this size; the same for the same seed."""
    random = Random(seed)
    grower = Grower(random, most=depth)
    processes: dict[str, Block] = {}
    for number in range(random.choice([0, 1, 1, 2])):
        codes = frozenset(code for code in CODES if random.random() < 0.2)
        place = Place(min(depth, 2), True, ["a"], codes)
        grower.here = []
        processes[f"P{number}"] = grower.seq(place, random.randint(1, max(1, size // 3)))
        grower.callable[f"P{number}"] = codes
    grower.here = []
    main = grower.seq(Place(depth, True, ["a"]), size)
    if random.random() < 0.6:  # all of it again and again: rounds are where old traces do harm
        sub = Block("sub", grower.ident("s"), (main,))
        main = seq(Block("loop", grower.ident("l"), (seq(sub if random.random() < 0.7 else main), seq()), {"limit": random.randint(2, 5)}))
    processes["main"] = main
    data = {"project_id": 7, "a": random.choice([0, 1, 2, 3]), "two": ["p", "q"], "three": [1, True, {"k": 1}]}
    return Plan(seed, processes, data)
