"""The map of a release: the phases of the process that names them (`phase`), their steps from left to right, the ways between phases.

Read from the diagrams alone: whoever draws them anew draws the map anew. A step is where a case can stand: what people do, what is waited for,
what is called, what is done inside a subprocess; what the machine does in passing is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import inf

from app.engine.facts import ElementFacts
from app.engine.release import Release
from app.engine.xml import find

SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
STEPS = frozenset({"userTask", "manualTask", "receiveTask", "intermediateCatchEvent", "callActivity"}) | SUBPROCESSES


@dataclass(frozen=True)
class Step:
    """Where a case can stand; `way`: the elements from the top of the case down to it; `parts`: where in it (one level)."""

    element: str
    name: str
    kind: str
    way: tuple[str, ...]
    clauses: tuple[str, ...]
    parts: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Phase:
    """A subprocess that is a phase: `key` as its property says (申报)."""

    key: str
    element: str
    name: str
    way: tuple[str, ...]
    clauses: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Way:
    """From one phase to another, or (`to` None) out; `name`: what stands at the flow, or the end's name. `back`: to an earlier phase."""

    source: str
    to: str | None
    name: str
    back: bool


@dataclass(frozen=True)
class Chart:
    """The phases of a process in their order, and the ways between them."""

    process: str
    name: str
    phases: tuple[Phase, ...]
    ways: tuple[Way, ...]

    def nodes(self) -> Iterator[Phase | Step]:
        """Every phase and step, parts too."""
        for phase in self.phases:
            yield phase
            for step in phase.steps:
                yield step
                yield from step.parts

    def find(self, phase: str | None, element: str | None) -> Phase | Step | None:
        """A phase by its key or its element; a step by its way (`P00_BODY/P00_APPLY/P12`) or its element, in that phase where one is said."""
        for drawn in self.phases:
            if phase in (None, drawn.key, drawn.element):
                inner: list[Phase | Step] = [drawn, *(s for step in drawn.steps for s in (step, *step.parts))]
                node = next((n for n in inner if element in (None, n.element, "/".join(n.way))), None)
                if node is not None:
                    return node
        return None


@lru_cache(maxsize=16)
def chart_of(release: Release) -> Chart | None:
    """The map; None when no process of the release names phases."""
    for facts in release.processes():
        elements = release.elements(facts.key)
        phases = [e for e in elements.values() if "phase" in e.properties]
        if phases:
            ordered = [e for inside in dict.fromkeys(p.inside for p in phases) for e in _drawn(release, facts.key, inside) if e in phases]
            drawn = tuple(_phase(release, facts.key, e) for e in ordered)
            return Chart(facts.key, facts.name, drawn, tuple(_between(release, facts.key, drawn)))
    return None


def _phase(release: Release, process: str, element: ElementFacts) -> Phase:
    way = (*_round(release.elements(process), element), element.id)
    steps = _steps(release, process, element.id, way, deeper=True)
    return Phase(element.properties["phase"], element.id, element.name or element.id, way, element.clauses, steps)


def _steps(release: Release, process: str, inside: str | None, way: tuple[str, ...], *, deeper: bool) -> tuple[Step, ...]:
    found: list[Step] = []
    called = _called(release, process)
    for facts in _drawn(release, process, inside):
        if facts.kind not in STEPS:
            continue
        down = (*way, facts.id)
        parts: tuple[Step, ...] = ()
        if facts.kind == "callActivity":
            parts = _steps(release, called[facts.id], None, down, deeper=False) if deeper and release.has(called[facts.id]) else ()
            if not parts and not _waits(release, called[facts.id]):
                continue  # what only computes is no place where a case stands
        elif deeper and facts.kind in SUBPROCESSES:
            parts = _steps(release, process, facts.id, down, deeper=False)
        found.append(Step(facts.id, facts.name or facts.id, facts.kind, down, facts.clauses, parts))
    return tuple(found)


def _waits(release: Release, process: str) -> bool:
    return release.has(process) and any(e.kind in STEPS for e in release.elements(process).values())


def _round(elements: Mapping[str, ElementFacts], element: ElementFacts) -> tuple[str, ...]:
    """The subprocesses round an element, from outside."""
    found: list[str] = []
    inside = element.inside
    while inside is not None:
        found.insert(0, inside)
        inside = elements[inside].inside
    return tuple(found)


def _called(release: Release, process: str) -> dict[str, str]:
    return {str(node.get("id")): str(node.get("calledElement")) for node in release.described(process).node.iter("{*}callActivity")}


def _drawn(release: Release, process: str, inside: str | None) -> list[ElementFacts]:
    """The elements of one level from left to right, as a reader of the diagram meets them."""
    places: dict[str, tuple[float, float]] = {}
    for shape in release.described(process).node.getroottree().iter("{*}BPMNShape"):
        for bounds in shape.iterchildren("{*}Bounds"):
            places[str(shape.get("bpmnElement"))] = (float(bounds.get("x", 0)), float(bounds.get("y", 0)))
    level = [e for e in release.elements(process).values() if e.inside == inside]
    return sorted(level, key=lambda e: places.get(e.id, (inf, inf)))


def _between(release: Release, process: str, phases: tuple[Phase, ...]) -> Iterator[Way]:
    elements, order = release.elements(process), {p.element: n for n, p in enumerate(phases)}
    flows: dict[str, list[tuple[str, str]]] = {}
    for flow in find(release.described(process).node, ".//bpmn:sequenceFlow"):
        flows.setdefault(str(flow.get("sourceRef")), []).append((str(flow.get("targetRef")), str(flow.get("name") or "").strip()))
    for phase in phases:
        for target, name in _out(phase.element, flows, order):
            if target in order:
                yield Way(phase.key, phases[order[target]].key, name, back=order[target] <= order[phase.element])
            elif elements[target].kind == "endEvent":
                yield Way(phase.key, None, elements[target].name or name, back=False)


def _out(source: str, flows: Mapping[str, list[tuple[str, str]]], phases: Collection[str]) -> Iterator[tuple[str, str]]:
    """Where the flows lead from a phase: to phases and ends, through whatever lies between; each once, with the last word on the way."""
    ahead, seen = list(flows.get(source, ())), set()
    while ahead:
        target, name = ahead.pop(0)
        if target in seen:
            continue
        seen.add(target)
        onward = flows.get(target, [])
        if target in phases or not onward:
            yield target, name
        else:
            ahead.extend((further, word or name) for further, word in onward)
