"""Messages: each send and each wait names one, each message has a name and keys by which it finds its case."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, Node, q
from app.engine.rules.known import Known
from app.engine.rules.places import message_refs
from app.engine.rules.say import error, warning
from app.engine.xml import properties, tag


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No message, one that is not declared, one without name, correlation that a message lacks, unknown sender roles."""
    keyed = {
        (expression.get("messageRef") or "").split(":")[-1]
        for key in diagram.root.iterfind(q("correlationProperty"))
        for expression in key.iterfind(q("correlationPropertyRetrievalExpression"))
    }
    for node in diagram.nodes:
        if node.kind in ("sendTask", "receiveTask") or node.event == "message":
            yield from _of_node(node, diagram, keyed)
    for message in diagram.root.iterfind(q("message")):
        for role in properties(message).get("senders", "").split(","):
            if role.strip() and role.strip() not in known.roles and not role.strip().startswith("send:"):
                yield error(
                    "messages",
                    message.get("id"),
                    f"消息 {message.get('name')} 的发送角色「{role.strip()}」不存在",
                    f"There is no role “{role.strip()}” that may send {message.get('name')}",
                    "写角色 id，例如 sgj_handler；外部系统写其令牌的权限，例如 send:bank",
                    "Write the id of a role, such as sgj_handler; for another system the scope of its token, such as send:bank",
                )


def _of_node(node: Node, diagram: Diagram, keyed: set[str]) -> Iterator[Finding]:
    refs = list(dict.fromkeys(message_refs(node)))
    if not refs:
        yield error(
            "messages",
            node.id,
            f"{node.label} 没有写明消息，会直接通过",
            f"{node.label} names no message: it would be passed by",
            "选择一个消息（messageRef）",
            "Choose a message (messageRef)",
        )
    for ref in refs:
        message = diagram.ids.get(ref)
        if message is None or tag(message) != "message":
            yield error(
                "messages",
                node.id,
                f"{node.label} 引用的消息「{ref}」没有定义",
                f"The message “{ref}” of {node.label} is not declared",
                "在本文件中定义该消息",
                "Declare the message in this file",
            )
        elif not (message.get("name") or "").strip():
            yield error(
                "messages",
                ref,
                f"{node.label} 的消息「{ref}」没有名称",
                f"The message “{ref}” of {node.label} has no name",
                "写消息名称，例如 MSG_WINDOW_OPENED",
                "Give it a name such as MSG_WINDOW_OPENED",
            )
        elif ref not in keyed and "correlation" not in node.properties:
            yield warning(
                "messages",
                node.id,
                f"消息「{message.get('name')}」没有关联属性，按 project_id 找到案件",
                f"Message “{message.get('name')}” has no correlationProperty: it finds its case by project_id",
                "为消息添加 correlationProperty，写明按什么找到案件",
                "Add a correlationProperty that says by what it finds its case",
            )
