"""What the files say of messages: names, correlation keys, payloads, who may send them."""

from __future__ import annotations

from typing import Any

from app.engine.facts import MessageFacts
from app.engine.values import names_of
from app.engine.xml import find, properties, text_of


def correlations_of(root: Any) -> dict[str, list[tuple[str, str]]]:
    """Message id → its keys with their retrieval expressions, as far as this file says."""
    found: dict[str, list[tuple[str, str]]] = {}
    for key in find(root, ".//bpmn:correlationProperty"):
        for retrieval in find(key, "./bpmn:correlationPropertyRetrievalExpression"):
            path = text_of(retrieval, "./bpmn:messagePath") or text_of(retrieval, "./bpmn:formalExpression")
            if path:
                found.setdefault(str(retrieval.get("messageRef")), []).append((str(key.get("name") or key.get("id")), path))
    return found


def messages_of(root: Any) -> dict[str, MessageFacts]:
    """Message id → its facts, as far as this file says."""
    keys, found = correlations_of(root), {}
    for message in find(root, "./bpmn:message"):
        own, ident = properties(message), str(message.get("id"))
        found[ident] = MessageFacts(
            name=str(message.get("name") or ident),
            keys=tuple(key for key, _ in keys.get(ident, [("project_id", "")])),
            payload=names_of(own.get("payload")),
            senders=names_of(own.get("senders")),
            keep=own.get("keep", "true").strip().lower() != "false",
        )
    return found
