"""Separation of duties (SD1, SD3): who acted before, and who has an interest, may not do this task."""

from __future__ import annotations

from collections.abc import Collection

from app.access.in_hand import InHand
from app.access.interest import interested
from app.db import run
from app.errors import RuleRefused
from app.models import Task

_DID = "SELECT done_by, done_for FROM task WHERE instance_id = %s AND element = ANY(%s) AND status = 'done'"
CLAUSE_ACTED = "职责分离规则（四眼原则：填报与审核不得为同一人）"
CLAUSE_INTEREST = "《通知》二(二)2“会同县发改委、县财政局组织专家”；利害关系回避规则"


def require_free(case: InHand, task: Task, username: str) -> None:
    """Raises RuleRefused when this person acted in an excluded step of the case, or has an interest in its project."""
    if acted(case, task, [username]):
        raise RuleRefused(
            f"「{task.name}」不能由办理过前序环节的同一人办理。",
            f"{task.name}: who acted in an earlier step may not do this one.",
            clause=CLAUSE_ACTED,
        )
    properties = case.release.element(task.process, task.element).properties
    if properties.get("excludeInterested", "").lower() == "true" and (found := interested(case, username)):
        [interest] = found.values()
        raise RuleRefused(
            f"「{task.name}」不能由与项目有利害关系的人员办理：{username} 在{interest.name}任职。",
            f"{task.name}: interested persons are excluded: {username} works in {interest.name}.",
            clause=CLAUSE_INTEREST,
        )


def acted(case: InHand, task: Task, people: Collection[str]) -> set[str]:
    """Those of the people who acted in a step of the case that this task excludes (`excludeActorsOf`)."""
    named = case.release.element(task.process, task.element).properties.get("excludeActorsOf", "")
    elements = [e.strip() for e in named.split(",") if e.strip()]
    if not elements:
        return set()
    return {name for row in run(case.session, _DID, case.instance.id, elements) for name in row if name in people}
