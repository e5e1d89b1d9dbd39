"""From a plan to files that the engine reads."""

from __future__ import annotations

from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from tests.decisions.build import table
from tests.engine.draw import FORMAL, Drawing, diagram, error, extended, message, operator
from tests.oracle.plan import Block, Event, Plan, seq, walk

CODES = ("E1", "E2")
ESCALATIONS = ("X1", "X2")
MESSAGES = ("GO", "STOP", "TELL")
PEOPLE = {"user": "userTask", "manual": "manualTask", "plain": "task"}
ENDS = {
    "done": "",
    "stop": "<bpmn:terminateEventDefinition/>",
    "fail": '<bpmn:errorEventDefinition errorRef="{code}"/>',
    "raised": '<bpmn:escalationEventDefinition escalationRef="{code}"/>',
    "told": '<bpmn:messageEventDefinition messageRef="TELL"/>',
}
INPUTS = ("project_id", "a", "two", "three", "missing")


class Exit(NamedTuple):
    """Where a block is left: an element, with the condition of the flow, None when it has none, or `default`."""

    source: str
    when: str | None = None
    default: bool = False


def files(plan: Plan) -> dict[str, str]:
    """The bundle of a plan."""
    roots = "".join(message(name, "project_id", "project_id", payload="a") for name in MESSAGES)
    roots += "".join(error(code) for code in CODES)
    roots += "".join(f'<bpmn:escalation id="{code}" name="{code}" escalationCode="{code}"/>' for code in ESCALATIONS)
    found = {}
    for key, root in plan.processes.items():
        found[f"processes/{key}.bpmn"] = diagram(drawn(key, root, INPUTS if key != "main" else ()), roots=roots)
        for block in walk(root):
            if block.kind == "rule":
                text = table([block.facts["on"]], ["x", "y"], block.facts["rows"], policy=block.facts["policy"])
                found[f"processes/{block.ident}.dmn"] = text.replace('id="D01"', f'id="D_{block.ident}"')
    return found


def drawn(key: str, root: Block, inputs: tuple[str, ...] = ()) -> Drawing:
    """A process, or the inside of a subprocess."""
    drawing = Drawing(key, inputs=inputs)
    drawing.start(f"{key}_s")
    Pen(drawing).scope(root)
    return drawing


class Pen:
    """Draws blocks into one (sub)process."""

    def __init__(self, drawing: Drawing) -> None:
        self.d = drawing

    def scope(self, root: Block) -> None:
        """All of it, from the start to the ends."""
        key = self.d.key
        entry, exits = self.block(root)
        if entry is None:
            exits = [Exit(f"{key}_s")]
        else:
            self.d.flow(f"{key}_s", entry)
        if exits:
            self.lead(exits, self.d.end(f"{key}_e", outcome=f"{key} done"))

    def lead(self, exits: list[Exit], target: str) -> None:
        """Flows from these exits to an element."""
        for way in exits:
            if way.default:
                self.d.route(way.source, target)
            else:
                self.d.flow(way.source, target, way.when)

    def block(self, block: Block) -> tuple[str | None, list[Exit]]:
        """The way in (None: there is nothing) and the ways out."""
        return getattr(self, f"_{block.kind}", self._element)(block)  # type: ignore[no-any-return]

    def _seq(self, block: Block) -> tuple[str | None, list[Exit]]:
        first: str | None = None
        exits: list[Exit] = []
        for part in block.parts:
            if first is not None and not exits:
                break
            entry, after = self.block(part)
            if entry is None:
                continue
            if first is None:
                first = entry
            else:
                if part.kind == "and" and len(exits) > 1:  # alternatives must not meet in a parallel gateway
                    exits = self._merged(exits, f"{part.ident}_x")
                self.lead(exits, entry)
            exits = after
        return first, exits

    def _some(self, part: Block, ident: str, bare: bool) -> tuple[str | None, list[Exit]]:
        entry, exits = self.block(part)
        if entry is None and not bare:
            return self.block(seq(Block("script", ident, facts={"text": f"w_{ident} = 1"})))
        return entry, exits

    def _choices(self, block: Block, kind: str) -> tuple[str, list[list[Exit]]]:
        gate = f"{block.ident}_g"
        self.d.gateway(gate, kind=kind)
        ways, bare = [], True
        for number, part in enumerate(block.parts):
            last = number == len(block.parts) - 1
            when = None if last else block.facts["when"][number]
            entry, exits = self._some(part, f"{block.ident}_n{number}", bare)
            if entry is None:
                exits, bare = [Exit(gate, when, last)], False
            else:
                self.lead([Exit(gate, when, last)], entry)
            ways.append(exits)
        return gate, ways

    def _xor(self, block: Block) -> tuple[str | None, list[Exit]]:
        gate, ways = self._choices(block, "exclusive")
        exits = [way for exits in ways for way in exits]
        return gate, self._merged(exits, f"{block.ident}_j") if block.facts.get("merge") else exits

    def _merged(self, exits: list[Exit], ident: str) -> list[Exit]:
        if not exits:
            return exits
        self.d.gateway(ident)
        self.lead(exits, ident)
        return [Exit(ident)]

    def _joined(self, block: Block, ways: list[list[Exit]], kind: str) -> list[Exit]:
        if not block.facts.get("join", True):
            for number, exits in enumerate(ways):
                if exits:
                    self.lead(exits, self.d.end(f"{block.ident}_e{number}"))
            return []
        if not any(ways):
            return []
        join = f"{block.ident}_j"
        self.d.gateway(join, kind=kind)
        for number, exits in enumerate(ways):
            if kind == "parallel" and (len(exits) > 1 or any(way.when or way.default for way in exits)):
                exits = self._merged(exits, f"{block.ident}_m{number}")
            self.lead(exits, join)
        return [Exit(join)]

    def _or(self, block: Block) -> tuple[str | None, list[Exit]]:
        gate, ways = self._choices(block, "inclusive")
        return gate, self._joined(block, ways, "inclusive")

    def _and(self, block: Block) -> tuple[str | None, list[Exit]]:
        gate = f"{block.ident}_g"
        self.d.gateway(gate, kind="parallel")
        ways, bare = [], True
        for number, part in enumerate(block.parts):
            entry, exits = self._some(part, f"{block.ident}_n{number}", bare)
            if entry is None:
                exits, bare = [Exit(gate)], False
            else:
                self.d.flow(gate, entry)
            ways.append(exits)
        return gate, self._joined(block, ways, "parallel")

    def _race(self, block: Block) -> tuple[str | None, list[Exit]]:
        gate = f"{block.ident}_g"
        self.d.gateway(gate, kind="eventBased")
        found: list[Exit] = []
        for first, part in zip(block.facts["first"], block.parts, strict=True):
            entry, exits = self.block(seq(Block(first[0], first[1], facts=first[2]), part))
            self.d.flow(gate, str(entry))
            found += exits
        return gate, found

    def _loop(self, block: Block) -> tuple[str | None, list[Exit]]:
        ident, d = block.ident, self.d
        merge, gate, count = f"{ident}_m", f"{ident}_g", f"n_{ident}"
        d.script(f"{ident}_i", f"{count} = 0")
        d.script(f"{ident}_c", f"{count} = {count} + 1")
        d.gateway(merge, gate)
        d.chain(f"{ident}_i", merge)
        when = f"{count} < {block.facts['limit']}" + (f" and {block.facts['when']}" if block.facts.get("when") else "")
        body, back = block.parts
        if block.facts.get("first"):  # the question stands before the body
            d.flow(merge, gate)
            entry, exits = self.block(seq(Block("made", f"{ident}_c"), body, back))
            d.flow(gate, str(entry), when)
            self.lead(exits, merge)
        else:
            entry, exits = self.block(seq(Block("made", f"{ident}_c"), body))
            d.flow(merge, str(entry))
            if not exits:
                return f"{ident}_i", []
            self.lead(exits, gate)
            entry, exits = self.block(back)
            if entry is None:
                d.flow(gate, merge, when)
            else:
                d.flow(gate, entry, when)
                self.lead(exits, merge)
        return f"{ident}_i", [Exit(gate, None, True)]

    def _made(self, block: Block) -> tuple[str | None, list[Exit]]:
        return block.ident, [Exit(block.ident)]

    def _element(self, block: Block) -> tuple[str | None, list[Exit]]:
        ident, facts, d = block.ident, block.facts, self.d
        if block.kind in ENDS:
            return d.end(ident, outcome=facts.get("outcome"), inner=ENDS[block.kind].format(code=facts.get("code"))), []
        reminds = dict(facts.get("reminds") or {})
        inner = extended(properties=reminds | ({"outcomeKey": facts["key"]} if facts.get("key") else {})) + around(block)
        if block.kind in PEOPLE:
            asked = facts.get("operator")
            handler = operator("do", asked["result"], given=asked["given"]) if asked else ""
            d.node(PEOPLE[block.kind], ident, extended(handler, dict(facts.get("properties", {}))) + around(block))
        elif block.kind == "service":
            d.service(ident, inner=inner, result=facts.get("result", ""), given=facts.get("given", "a"))
        elif block.kind == "script":
            d.script(ident, facts["text"])
        elif block.kind == "rule":
            asked = {"inputs": facts["inputs"]} if facts.get("inputs") else None
            d.node("businessRuleTask", ident, extended(f"<spiffworkflow:calledDecisionId>D_{ident}</spiffworkflow:calledDecisionId>", asked))
        elif block.kind == "tell":
            d.node("sendTask", ident, messageRef="TELL")
        elif block.kind == "throw":
            d.node("intermediateThrowEvent", ident, '<bpmn:messageEventDefinition messageRef="TELL"/>')
        elif block.kind == "escalate":
            d.node("intermediateThrowEvent", ident, f'<bpmn:escalationEventDefinition escalationRef="{facts["code"]}"/>')
        elif block.kind == "link":
            d.node("intermediateThrowEvent", ident, f'<bpmn:linkEventDefinition name="{ident}"/>')
            d.node("intermediateCatchEvent", f"{ident}_c", f'<bpmn:linkEventDefinition name="{ident}"/>')
            return ident, [Exit(f"{ident}_c")]
        elif block.kind == "timer":
            d.timer(ident, facts["timer"], facts["value"], **reminds)
        elif block.kind == "message":
            d.caught(ident, facts["name"], **reminds)
        elif block.kind == "receive":
            d.node("receiveTask", ident, inner, messageRef=facts["name"])
        elif block.kind == "call":
            d.call(ident, facts["target"], inner)
        elif block.kind == "sub":
            inside = drawn(ident, block.parts[0])
            inside.nodes[0] = f'<bpmn:startEvent id="{ident}_s"></bpmn:startEvent>'
            d.sub(ident, inside, inner)
        else:
            raise AssertionError(block.kind)
        return self._guarded(block)

    def _guarded(self, block: Block) -> tuple[str | None, list[Exit]]:
        ident, exits, entry = block.ident, [Exit(block.ident)], block.ident
        if any(event.then == "again" for event in block.events) and block.facts.get("gate"):
            entry = f"{ident}_in"
            self.d.gateway(entry)
            self.d.flow(entry, ident)
        for event in block.events:
            self._event(ident, event)
            first, after = self.block(event.path)
            if first is None:
                after = [Exit(event.ident)]
            else:
                self.d.flow(event.ident, first)
            if event.then == "join":
                exits += after
            elif after and event.then == "again":
                self.lead(after, entry)
            elif after:
                inner = "<bpmn:terminateEventDefinition/>" if event.then == "stop" else ""
                self.lead(after, self.d.end(f"{event.ident}_e", inner=inner))
        return entry, exits

    def _event(self, host: str, event: Event) -> None:
        d = self.d
        if event.kind in ("timeDuration", "timeDate", "timeCycle"):
            d.timer(event.ident, event.kind, event.value, on=host, interrupting=event.interrupting)
        elif event.kind == "message":
            d.caught(event.ident, event.value, on=host, interrupting=event.interrupting)
        else:
            reference = f' {event.kind}Ref="{event.value}"' if event.value else ""
            inner = f"<bpmn:{event.kind}EventDefinition{reference}/>"
            d.node("boundaryEvent", event.ident, inner, attachedToRef=host, cancelActivity=str(event.interrupting).lower())


def around(block: Block) -> str:
    """Multi-instance or loop characteristics."""
    many: Any = block.facts.get("several")
    if many:
        inner = f"<bpmn:loopCardinality {FORMAL}>{many['times']}</bpmn:loopCardinality>" if "times" in many else ""
        inner += f"<bpmn:loopDataInputRef>{many['source']}</bpmn:loopDataInputRef>" if "source" in many else ""
        inner += f"<bpmn:loopDataOutputRef>{many['out']}</bpmn:loopDataOutputRef>" if "out" in many else ""
        inner += f'<bpmn:inputDataItem id="i_{block.ident}" name="i_{block.ident}"/>' if "source" in many else ""
        inner += f'<bpmn:outputDataItem id="{many["entry"]}" name="{many["entry"]}"/>' if "entry" in many else ""
        inner += f"<bpmn:completionCondition {FORMAL}>{escape(many['enough'])}</bpmn:completionCondition>" if "enough" in many else ""
        turn = str(bool(many.get("turn"))).lower()
        return f'<bpmn:multiInstanceLoopCharacteristics isSequential="{turn}">{inner}</bpmn:multiInstanceLoopCharacteristics>'
    again: Any = block.facts.get("repeat")
    if again:
        most = f' loopMaximum="{again["most"]}"' if "most" in again else ""
        condition = f"<bpmn:loopCondition {FORMAL}>{escape(again['when'])}</bpmn:loopCondition>" if "when" in again else ""
        before = str(bool(again.get("before"))).lower()
        return f'<bpmn:standardLoopCharacteristics testBefore="{before}"{most}>{condition}</bpmn:standardLoopCharacteristics>'
    return ""
