"""What a token may be good for. A token never gives more than its person has; it gives only what its scopes say.

`read`: everything that the person may see. `act`: everything that the person may do. `send:<name>`: the messages that declare this very
word among their senders (in the diagram: `senders="sgj_fund,send:bank"`), and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from app.errors import NotAllowed
from app.people import Actor

READ, ACT = "read", "act"
_SCOPE = re.compile(r"read|act|send:[a-z][a-z0-9_.-]{0,60}")


def unknown_scopes(scopes: Iterable[str]) -> list[str]:
    """Those that are none."""
    return [scope for scope in scopes if not _SCOPE.fullmatch(scope)]


def require_scope(actor: Actor, *, changes: bool, sends: bool) -> None:
    """Raises NotAllowed when the token is not good for a call that `changes` something, or `sends` a message."""
    held = actor.scopes
    if held is None or (ACT if changes else READ) in held or (sends and any(scope.startswith("send:") for scope in held)):
        return
    wanted = ACT if changes else READ
    raise NotAllowed(f"该访问令牌没有「{wanted}」权限。", f"The token lacks the scope “{wanted}”.")


def may_send(actor: Actor, senders: Iterable[str]) -> bool:
    """Whether one of the declared senders is a role of this person, or a scope of this token."""
    mine = actor.roles if actor.scopes is None or ACT in actor.scopes else frozenset()
    return not (mine | (actor.scopes or frozenset())).isdisjoint(senders)
