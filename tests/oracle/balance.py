"""What holds of any case after every step, whichever arm plays it: what was entered is left once, and nothing open hangs in the air."""

from __future__ import annotations

from typing import Any

from tests.oracle.plan import Plan, walk


class Balance:
    """The activities that were entered and not left yet, by address."""

    def __init__(self, plan: Plan) -> None:
        blocks = [block for root in plan.processes.values() for block in walk(root)]
        self.host = {event.ident: block.ident for block in blocks for event in block.events}
        self.open: set[str] = set()

    def look(self, view: dict[str, Any]) -> str | None:
        """What is wrong after this step, if anything."""
        for what, address, _ in view["visits"]:
            if what == "entered":
                if address in self.open:
                    return f"entered twice: {address}"
                self.open.add(address)
            elif address in self.open:
                self.open.remove(address)
            elif what != "cancelled" or element(address) not in self.host:
                return f"left without being entered: {what} {address}"
        shown = {found["address"] for group in ("tasks", "calls", "asked") for found in view[group]}
        waiting = [(found["address"], found["element"]) for group in ("timers", "waits") for found in view[group]]
        shown |= {address for address, name in waiting if name not in self.host}
        if missing := sorted(shown - self.open):
            return f"open without being entered: {missing}"
        for address, name in waiting:
            if name in self.host and not any(host_of(found) == (address.rpartition("/")[0], self.host[name]) for found in self.open):
                return f"waits without its activity: {address}"
        for address in self.open:
            if "/" in address and address.rpartition("/")[0] not in self.open:
                return f"open inside of nothing: {address}"
        if view["end"] is not None and (self.open or shown or waiting):
            return f"open after the end: {sorted(self.open)} {waiting}"
        inner = {above for address in self.open for above in (address.rpartition("/")[0],)} | {a.rpartition("#")[0] for a in self.open if "#" in a}
        if idle := sorted(address for address in self.open if address not in shown and address not in inner):
            return f"waits for nothing: {idle}"
        return None


def element(address: str) -> str:
    """The element of an address."""
    return address.rpartition("/")[2].split(".")[0]


def host_of(address: str) -> tuple[str, str]:
    """Where an activity stands, and its element."""
    return address.rpartition("/")[0], element(address)
