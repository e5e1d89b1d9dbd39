"""Who may start which process: the start event's roles (semantics, «Start data»)."""

from __future__ import annotations

from app import engine
from app.engine.facts import ProcessFacts
from app.errors import NotFound
from app.people import Actor, require


def is_startable(facts: ProcessFacts, actor: Actor) -> bool:
    """By this person: one of its roles, or anybody for a foreign diagram without lanes; never one that only processes start."""
    return facts.start_roles is not None and (not facts.start_roles or not actor.roles.isdisjoint(facts.start_roles))


def require_startable(release: engine.Release, process: str, actor: Actor) -> ProcessFacts:
    """The process's facts.

    Raises  NotFound for a process that the release does not have, NotAllowed when this person may not start it.
    """
    facts = next((p for p in release.processes() if p.key == process), None)
    if facts is None:
        raise NotFound(f"当前版本没有流程「{process}」。", f"The current release has no process {process!r}.")
    require(is_startable(facts, actor), f"您的岗位不能发起「{facts.name}」。", f"Your roles may not start {facts.name}.")
    return facts
