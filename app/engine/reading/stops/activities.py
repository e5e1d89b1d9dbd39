"""Stops of activities: what they lack to run."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.engine.reading.stops.stop import Stop
from app.engine.xml import find


def activities(node: Any, ident: str, kind: str) -> Iterator[Stop]:
    for name in ("preScript", "postScript"):
        if find(node, f"./bpmn:extensionElements/spiffworkflow:{name}"):
            yield ident, f"不支持 {name}", f"{name} is not supported", "画一个脚本任务", "draw a script task"
    if find(node, "./bpmn:dataInputAssociation | ./bpmn:dataOutputAssociation"):
        yield ident, "不支持数据对象关联", "Data associations are not supported", "数据在案件数据中，无需关联", "leave the association out"
    if kind == "serviceTask" and not find(node, "./bpmn:extensionElements/spiffworkflow:serviceTaskOperator[@id]"):
        yield ident, "服务任务没有指定处理程序", "A service task names no handler", "选择 serviceTaskOperator", "choose a serviceTaskOperator"
    if kind == "userTask" and find(node, "./bpmn:extensionElements/spiffworkflow:serviceTaskOperator[not(@id)]"):
        yield ident, "用户任务的 serviceTaskOperator 没有编号", "The handler of a user task has no name", "选择服务，或删除它", "choose a service, or remove it"
    if kind == "businessRuleTask" and not find(node, "./bpmn:extensionElements/spiffworkflow:calledDecisionId"):
        yield ident, "业务规则任务没有指定决策表", "A business rule task names no decision", "填写 calledDecisionId", "give a calledDecisionId"
    if kind == "scriptTask" and not find(node, "./bpmn:script[normalize-space()]"):
        yield ident, "脚本任务没有脚本", "A script task has no script", "填写脚本", "write the script"
    if kind == "callActivity" and not node.get("calledElement"):
        yield ident, "调用活动没有指定流程", "A call activity names no process", "选择 calledElement", "choose a calledElement"
    yield from _repetitions(node, ident)


def _repetitions(node: Any, ident: str) -> Iterator[Stop]:
    for several in find(node, "./bpmn:multiInstanceLoopCharacteristics"):
        given = len(find(several, "./bpmn:loopCardinality")) + len(find(several, "./bpmn:loopDataInputRef"))
        if given != 1:
            yield ident, "多实例应有输入清单或次数之一", "A multi-instance needs a list or a cardinality", "填写 loopDataInputRef", "give a loopDataInputRef"
    for loop in find(node, "./bpmn:standardLoopCharacteristics"):
        if not loop.get("loopMaximum") and not find(loop, "./bpmn:loopCondition[normalize-space()]"):
            yield ident, "循环没有条件也没有次数", "A loop has neither a condition nor a maximum", "填写 loopCondition", "give a loopCondition"
