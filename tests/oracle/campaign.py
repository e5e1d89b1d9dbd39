"""Many random diagrams, each in many random orders; what was drawn is counted, so that nobody need believe that all of it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.oracle.arms import Other
from tests.oracle.grow import grow
from tests.oracle.plan import Plan
from tests.oracle.play import Run, play
from tests.oracle.render import files

PROPERTY = re.compile(r'name="(inputs|outcomeKey|roundLimit|limitTells|remindAt|remindEvery|remindTells)"')
ROUNDS = re.compile(r"rounds\('\w+'(, since=)?")
ELEMENT = re.compile(r"<bpmn:(\w+(?:Task|Event|Gateway|Characteristics|Definition)|task|subProcess|callActivity)\b([^>]*)")


@dataclass
class Campaign:
    """What came of it. `differ` are (seed of the run, what differs, kind); the seed says diagram and order: `a:17~2`."""

    seed: str
    diagrams: int = 0
    runs: int = 0
    ended: int = 0
    steps: int = 0
    elements: int = 0
    acts: Counter[str] = field(default_factory=Counter)
    drawn: Counter[str] = field(default_factory=Counter)
    differ: list[tuple[str, str, str]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        """What to print at the end."""
        yield f"seed {self.seed}: {self.runs} runs over {self.diagrams} random diagrams ({self.elements} elements), {self.steps} steps, {self.ended} to the end"
        yield "commands: " + ", ".join(f"{kind} {count}" for kind, count in self.acts.most_common())
        yield "drawn: " + ", ".join(f"{kind} {count}" for kind, count in self.drawn.most_common())
        yield from (f"DIFFERS {seed}: {problem}" for seed, problem, _ in self.differ)
        yield f"{self.runs - len(self.differ)} of {self.runs} runs agree"


def plan_of(seed: str) -> Plan:
    """The diagram of a seed `a:17`: small and large ones, flat and deep ones."""
    random = Random(seed)
    return grow(seed, random.randint(3, 24), random.randint(1, 4))


def seeds(seed: str, diagrams: int, runs: int) -> Iterator[list[str]]:
    """For each diagram the seeds of its runs, together `runs`."""
    for number in range(diagrams):
        share = runs // diagrams + (number < runs % diagrams)
        yield [f"{seed}:{number}~{order}" for order in range(share)]


def campaign(seed: str, diagrams: int, runs: int) -> Iterator[tuple[Campaign, str, Run]]:
    """Play all; after each run the campaign so far, the seed of the run and what came of it."""
    done, other = Campaign(seed), Other()
    try:
        for orders in seeds(seed, diagrams, runs):
            if not orders:
                return
            plan = plan_of(orders[0].rpartition("~")[0])
            done.diagrams += 1
            done.elements += plan.size
            done.drawn += drawn(plan)
            for order in orders:
                run = play(plan, order, other)
                done.runs += 1
                done.ended += run.ended
                done.steps += run.step
                done.acts += Counter(run.acts)
                if run.problem is not None:
                    done.differ.append((order, run.problem, run.kind))
                yield done, order, run
    finally:
        other.close()


def drawn(plan: Plan) -> Counter[str]:
    """How often each element, event definition and marker stands in the files of a plan."""
    found: Counter[str] = Counter()
    for path, text in files(plan).items():
        if path.endswith(".bpmn"):
            for name, attributes in ELEMENT.findall(text):
                found[name + (" isSequential" if 'isSequential="true"' in attributes else "")] += 1
                found[f"{name} beside"] += 'cancelActivity="false"' in attributes
            found += Counter(PROPERTY.findall(text)) + Counter(f"rounds{' since' * bool(since)}" for since in ROUNDS.findall(text))
            found["userTask operator"] += text.count("<spiffworkflow:serviceTaskOperator") - found_services(text)
    return +found


def found_services(text: str) -> int:
    """How many service tasks a file draws."""
    return text.count("<bpmn:serviceTask ")
