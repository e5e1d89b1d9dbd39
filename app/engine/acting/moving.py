"""Where a token may be moved to: to an element of the same (sub)process that the engine runs right from there, and to no other.

What is refused is refused with a remedy. The rule for parallel parts: both places must lie in the same branch of every join,
or outside of it; else the join would wait for ever, or go on without a branch.
"""

from __future__ import annotations

from typing import Any

from app.engine.running.activity import Activity
from app.engine.running.state import State
from app.engine.specs.base import Guard, Spec
from app.engine.specs.events import Boundary
from app.engine.specs.gateways import EventChoice
from app.engine.specs.joins import Join, side_event
from app.engine.spiff import OPEN
from app.errors import MoveRefused, TaskNotOpen


def source(state: State, address: str) -> Activity:
    """The open activity whose token is to be moved.

    Raises  TaskNotOpen; MoveRefused for an item of a multi-instance, a round of a loop, a boundary event.
    """
    owner, _, mark = address.rpartition("/")
    found = [t for f in state.case.flows() if f.address == owner for t in f.tasks.values() if t.mark == mark and t._state & OPEN]
    if not found:
        raise TaskNotOpen(f"{address} 不在等待办理", f"{address} is not open", address=address)
    task: Activity = found[0]
    if "#" in mark:
        whole = address.rsplit("#", 1)[0]
        raise MoveRefused(
            f"{address} 是多实例（或循环）环节中的一项，不能单独移动；请移动整个环节 {whole}，或减少这名办理人",
            f"{address} is one item of a repeated activity and cannot be moved alone: move the whole, {whole}, or drop this member",
            address=address,
        )
    if isinstance(task.task_spec, Boundary):
        raise MoveRefused(
            f"{address} 是附在环节上的边界事件，不能单独移动；请移动它所附的环节",
            f"{address} is a boundary event: move the activity that it is attached to",
            address=address,
        )
    return task


def target(task: Activity, element: str) -> Spec:
    """The node at which `element` begins, beside `task`.

    Raises  MoveRefused.
    """
    nodes = task.workflow.spec.task_specs
    spec = nodes.get(element)
    if spec is None or spec.element != element:
        raise _elsewhere(task, element)
    name = spec.facts.name or element
    if spec.facts.kind == "startEvent":
        raise MoveRefused(
            f"「{name}」是开始事件，不能移到那里；请移到它后面的环节", f"{element} is a start event: move to what follows it", target=element
        )
    if isinstance(spec, Boundary):
        raise MoveRefused(
            f"「{name}」是边界事件，只随其环节开始；请移到它所附的环节，或它后面的环节",
            f"{element} is a boundary event: move to its activity, or to what follows it",
            target=element,
        )
    if isinstance(spec, Join) and len(spec._inputs) > 1:
        raise MoveRefused(
            f"「{name}」是并行（或包容）汇合，会等不齐各分支；请移到汇合之前本分支的环节",
            f"{element} is a join, which waits for each branch: move to an element of this branch before it",
            target=element,
        )
    if any(isinstance(before, EventChoice) for before in spec.inputs):
        raise MoveRefused(
            f"「{name}」是事件网关的一个出口；请移到事件网关本身，让各事件一起等待",
            f"{element} is one way out of an event-based gateway: move to the gateway, so that all its events wait",
            target=element,
        )
    begin: Spec = nodes.get(f"{element}.BoundaryEventSplit", spec)
    _require_same_branch(task, begin, name)
    return begin


def _elsewhere(task: Activity, element: str) -> MoveRefused:
    flow = task.flow
    known = task.workflow.top_workflow.release.elements(flow.process).get(element)
    if known is None:
        return MoveRefused(
            f"流程 {flow.process} 中没有元素 {element}；请填流程图中的元素编号",
            f"Process {flow.process} has no element {element}: write the id of one of its elements",
            target=element,
        )
    if known.kind == "subProcess" or known.inside is None:
        remedy, remedy_en = "请移动外层的子流程（或调用）环节", "move the subprocess (or call) round it"
    else:
        remedy, remedy_en = f"请移到子流程 {known.inside} 本身，它从头开始", f"move to the subprocess {known.inside}, which begins anew"
    return MoveRefused(
        f"「{known.name or element}」与 {task.address} 不在同一层流程中；{remedy}",
        f"{element} is not in the same (sub)process as {task.address}: {remedy_en}",
        target=element,
    )


def _require_same_branch(task: Activity, begin: Spec, name: str) -> None:
    event = side_event(task)
    if begin not in _from(event.task_spec if event is not None else task.workflow.spec.start, stop=None):
        raise MoveRefused(
            f"「{name}」不在边界事件引出的同一条旁支上；请移到本旁支（或主线）内的环节",
            f"{name} is not on the same side of the non-interrupting boundary events: move within this branch",
        )
    here = task.workflow.spec.task_specs.get(f"{task.task_spec.element}.BoundaryEventSplit", task.task_spec)
    if _inside(here) != _inside(begin):
        raise MoveRefused(
            f"「{name}」与当前环节不在同一条并行分支上，汇合会等不齐或提前通过；请移到本分支内的环节，或取消案件后重新发起",
            f"{name} is not in the same parallel branch: the join would wait for ever or go on too early. Move within this branch, or cancel and start anew",
        )


def _inside(node: Spec) -> dict[str, frozenset[str]]:
    """The joins between whose branches a node lies: join → the incoming flows that can be reached from here, where not all can."""
    found = {}
    for join in node._wf_spec.task_specs.values():
        if isinstance(join, Join) and join.element is not None and len(join._inputs) > 1 and join is not node:
            reached = frozenset(n.name for n in _from(node, stop=join) if join.name in n._outputs)
            if reached and reached != frozenset(join._inputs):
                found[join.name] = reached
    return found


def _from(node: Spec, stop: Any) -> set[Spec]:
    """A node and all that it leads to; not through `stop`, and not into the branches of non-interrupting boundary events."""
    seen, ahead = {node}, [node]
    while ahead:
        here = ahead.pop()
        for following in here.outputs:
            if following in seen or following is stop:
                continue
            if isinstance(here, Guard) and isinstance(following, Boundary) and not following.cancel_activity:
                continue
            seen.add(following)
            ahead.append(following)
    return seen
