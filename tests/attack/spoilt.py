"""Mutated diagrams sent through the check: the institution's own, those of the tests, and 21 random ones of every shape; more by path."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.actions.person.load_demo import load_demo
from app.actions.release.publish import publish_release, read_folder
from app.db import db
from tests import build
from tests.actions import drawings, fakes
from tests.attack.door import Door
from tests.attack.mutate import mutants
from tests.oracle.campaign import plan_of
from tests.oracle.render import files as files_of

ROOT = Path(__file__).resolve().parents[2]
SHAPES = 21
assert fakes.BANK, "the services of the tests are registered"


@dataclass(frozen=True)
class Source:
    """A sound diagram; `beside` are the files that go with it."""

    path: str
    text: str
    beside: Mapping[str, str] = field(default_factory=dict)


def sources(*paths: Path) -> dict[str, Source]:
    """By name."""
    own = read_folder(ROOT)
    found = {path: Source(path, text, _without_diagrams(own)) for path, text in own.items() if path.endswith(".bpmn")}
    for name, bundle in (("build", build.bundle()), ("actions", drawings.bundle())):
        found |= {f"{name}/{path}": Source(path, text, _without_diagrams(bundle)) for path, text in bundle.items() if path.endswith(".bpmn")}
    for n in range(SHAPES):
        drawn = files_of(plan_of(f"shape:{n}"))
        path = min(p for p in drawn if p.endswith(".bpmn"))
        found[f"shape {n}"] = Source(path, drawn[path], {p: text for p, text in drawn.items() if p != path})
    for path in paths:
        found |= {str(f): Source(f.name, f.read_text("utf-8-sig")) for f in (sorted(path.glob("*.bpmn")) if path.is_dir() else [path])}
    return found


def publish_surroundings() -> None:
    """A release of the institution's files and of those of the tests, over the demo organisation: what a single diagram is checked against."""
    load_demo("demo")
    publish_release("owner", {**drawings.bundle(), **build.bundle(), **read_folder(ROOT)}, "surroundings")
    db.session.remove()


def _without_diagrams(bundle: Mapping[str, str]) -> dict[str, str]:
    return {path: text for path, text in bundle.items() if not path.endswith(".bpmn")}


def send_sound(door: Door, known: Mapping[str, Source]) -> None:
    """The sources themselves come first: what is sound, or foreign, is answered in time, too."""
    for name, source in known.items():
        door.put(f"sound {name}", {source.path: source.text})


def send(door: Door, known: Mapping[str, Source], seed: str, count: int) -> Iterator[int]:
    """Mutants, one after the other; gives how many so far."""
    for number, mutant in enumerate(mutants(seed, {name: source.text for name, source in known.items()}, count), 1):
        source, name = known[mutant.source], f"{mutant.seed} {mutant.source} ({', '.join(mutant.how)})"
        beside = {path: text for path, text in source.beside.items() if mutant.source.startswith("shape")}
        found = door.put(name, {source.path: mutant.text, **beside})
        if found is not None and not any(finding["severity"] == "error" for finding in found):
            door.run(name, {source.path: mutant.text, **source.beside})
        yield number
