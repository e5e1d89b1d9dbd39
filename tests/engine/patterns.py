"""The patterns of the main line (P00, P13, P21, P23, P24, P25, P43), drawn small: what the engine must run right in any order of events."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from tests.engine.draw import Drawing, diagram, message, several


class Pattern(NamedTuple):
    """A bundle, the data it starts with, and what a person answers at an element, given a random source."""

    files: dict[str, str]
    data: dict[str, Any]
    answer: Callable[[str, Any], dict[str, Any]]


def number(element: str, random: Any) -> dict[str, Any]:
    """Most answers are a number."""
    return {"v": random.randrange(10)}


def file(*processes: Drawing) -> dict[str, str]:
    """A bundle of one file, with the two messages that stop things."""
    return {"processes/x.bpmn": diagram(*processes, roots=message("STOP") + message("GO"))}


def called(key: str, calls: str | None) -> Drawing:
    """A called process: a task with reminders, parallel signatures under a deadline, a loop, and perhaps another call inside."""
    inside = Drawing(f"{key}_in")
    inside.start(f"{key}_is")
    inside.end(f"{key}_ie")
    inside.gateway(f"{key}_if", f"{key}_ij", kind="parallel")
    inside.user(f"{key}_ia", f"{key}_ib")
    inside.chain(f"{key}_is", f"{key}_if", f"{key}_ia", f"{key}_ij", f"{key}_ie")
    inside.chain(f"{key}_if", f"{key}_ib", f"{key}_ij")
    p = Drawing(key, inputs=("project_id",))
    p.start(f"{key}_s")
    p.end(f"{key}_e", outcome=f"={key}_v.v")
    p.user(f"{key}_u", f"{key}_v")
    p.timer(f"{key}_r", "timeCycle", "'R/P10D'", on=f"{key}_u", interrupting=False)
    p.service(f"{key}_rs")
    p.side(f"{key}_r", f"{key}_rs")
    p.sub(f"{key}_sub", inside)
    p.timer(f"{key}_t", "timeDuration", "'P20D'", on=f"{key}_sub", interrupting=False)
    p.service(f"{key}_ts")
    p.side(f"{key}_t", f"{key}_ts")
    p.gateway(f"{key}_m", f"{key}_g")
    p.chain(f"{key}_s", f"{key}_m", f"{key}_u", f"{key}_sub", f"{key}_v", f"{key}_g")
    last = f"{key}_e"
    if calls:
        last = p.call(f"{key}_c", calls)
        p.flow(last, f"{key}_e")
    p.route(f"{key}_g", last, **{f"{key}_m": f"{key}_v.v > 6"})
    return p


def lifecycle() -> Pattern:
    """P00: a wrapped body with waits, calls three deep, forks without join, month loops; a message ends it from outside."""
    b = Drawing("b")
    b.start("bs")
    for name in ("be1", "be2", "be3", "bex"):
        b.end(name, outcome=name)
    b.node("receiveTask", "wait", messageRef="GO")
    b.timer("wr", "timeCycle", "'R/P180D'", on="wait", interrupting=False)
    b.service("remind")
    b.side("wr", "remind")
    b.gateway("m", "g0", "mm", "mj", "mg")
    b.gateway("f1", "f2", "f3", "j3", kind="parallel")
    b.user("first", "k1", "k2", "rep")
    for name, key in (("ca1", "L2"), ("ca2", "L1"), ("ca3", "L0")):
        b.call(name, key)
    b.script("next", "months = months + 1")
    b.timer("mt", "timeDuration", "'P30D'")
    b.timer("rr", "timeCycle", "'R4/P1D'", on="rep", interrupting=False)
    b.service("rs")
    b.service("miss")
    b.side("rr", "rs")
    b.timer("rx", "timeDuration", "'P25D'", on="rep")
    b.chain("bs", "wait", "m", "first", "g0")
    b.route("g0", "f1", m="first.v == 0", bex="first.v == 1")
    b.chain("f1", "ca1", "f2", "ca3", "be2")
    b.chain("f1", "ca2", "be1")
    b.chain("f2", "f3", "k1", "j3")
    b.chain("f3", "k2", "j3", "mm", "next", "mt", "rep", "mj", "mg")
    b.chain("rx", "miss", "mj")
    b.route("mg", "be3", mm="months < limit")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.end("x", outcome="终止")
    p.sub("body", b)
    p.caught("stop", "STOP", on="body")
    p.service("close")
    p.user("after", "late")
    p.chain("s", "body", "after", "e")
    p.chain("stop", "close", "late", "x")
    return Pattern(file(p, called("L0", None), called("L1", "L0"), called("L2", "L1")), {"project_id": 7, "limit": 2, "months": 0}, number)


def lots() -> Pattern:
    """P21: a multi-instance of lots, each with loops, an optional step with its deadline, parallel signatures; lots may come back in another round."""
    signing = Drawing("sg")
    signing.start("sg_s")
    signing.end("sg_e")
    signing.gateway("sg_f", "sg_j", kind="parallel")
    signing.chain("sg_s", "sg_f")
    for name in "abcd":
        signing.user(f"T8{name}")
        signing.chain("sg_f", f"T8{name}", "sg_j")
    signing.chain("sg_j", "sg_e")
    contract = Drawing("c")
    contract.start("c_s")
    contract.end("c_e")
    contract.gateway("c_m", "c_g", "c_o")
    contract.user("T8", "T8e")
    contract.sub("signing", signing)
    contract.script("create", "contract = 'ok'")
    contract.script("other", "contract = T8e.d")
    contract.chain("c_s", "c_m", "T8", "signing", "c_g")
    contract.route("c_g", "create", T8e="T8d.d == 'refuse'", c_m="'back' in [T8a.d, T8b.d, T8c.d, T8d.d]")
    contract.chain("T8e", "other", "c_o")
    contract.chain("create", "c_o", "c_e")
    lot = Drawing("l")
    lot.start("l_s")
    lot.end("l_e")
    lot.gateway("m4", "mb", "m5", "g5", "m7", "g7", "g8", "mend")
    lot.user("T4", "T4b", "T5", "T7", "T9")
    lot.timer("bid", "timeDate", "deadline", on="T4b")
    lot.timer("pub", "timeDuration", "'P3D'")
    lot.sub("contract_p", contract)
    lot.timer("limit", "timeDuration", "'P30D'", on="contract_p", interrupting=False)
    lot.service("alert")
    lot.side("limit", "alert")
    lot.script("dl", "deadline = add_days(today(), T4.n)")
    lot.script("dl2", "deadline = add_days(today(), T4b.n)")
    for name in ("signed", "change", "stop"):
        lot.script(name, f"lot_result = {{'lot': lot['no'], 'end': '{name}'}}")
        lot.flow(name, "mend")
    lot.chain("l_s", "m4", "T4", "dl", "mb", "T4b", "dl2", "mb")
    lot.chain("bid", "m5", "T5", "g5")
    lot.route("g5", "pub", m4="T5.d == 'again'", change="T5.d == 'change'", stop="T5.d == 'stop'")
    lot.chain("pub", "m7", "T7", "g7")
    lot.route("g7", "contract_p", m5="T7.d == 'object'")
    lot.flow("contract_p", "g8")
    lot.route("g8", "T9", m7="contract == 'next'", stop="contract == 'stop'")
    lot.chain("T9", "signed")
    lot.flow("mend", "l_e")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("m1", "g")
    p.user("T1", "T10")
    p.script("prep", "lots = [{'no': x} for x in todo]")
    p.sub("lots_p", lot, several("lots", "lot", "results", "lot_result"))
    p.script("collect", "ended = ended + [r for r in results if r['end'] != 'change']\ntodo = [r['lot'] for r in results if r['end'] == 'change']")
    p.chain("s", "m1", "T1", "prep", "lots_p", "collect", "g")
    p.route("g", "T10", m1="len(todo) > 0")
    p.flow("T10", "e")

    def answer(element: str, random: Any) -> dict[str, Any]:
        choices = {"T5": ["ok"] * 5 + ["again", "change", "stop"], "T7": ["s1", "s2", "object"], "T8e": ["next", "stop"]}
        for name in "abcd":
            choices[f"T8{name}"] = ["ok"] * 6 + ["back"] + ["refuse"] * (name == "d")
        return {"d": random.choice(choices.get(element, ["x", "y"])), "n": random.choice([-5, 3, 20])}

    return Pattern(file(p), {"todo": [0, 1, 2], "ended": []}, answer)


def operations() -> Pattern:
    """P43: a body of long-running branches, each a loop with its own timer, ended from outside."""
    b = Drawing("b")
    b.start("bs")
    b.gateway("f", kind="parallel")
    b.gateway("am", "aj", "ag", "bm", "bg")
    b.user("T1", "T2", "T3")
    for name in ("miss", "p44", "state"):
        b.service(name)
    for name in ("ae", "be", "ce", "de"):
        b.end(name)
    b.script("an", "qn = qn + 1")
    b.script("bn", "yn = yn + 1")
    b.timer("at", "timeDuration", "'P90D'")
    b.timer("bt", "timeDuration", "'P1Y'")
    b.timer("ax", "timeDuration", "'P89D'", on="T2")
    b.timer("ct", "timeDate", "warranty_end")
    b.chain("bs", "f", "T1", "am", "an", "at", "T2", "aj", "ag")
    b.chain("ax", "miss", "aj")
    b.route("ag", "ae", am="qn < limit")
    b.chain("f", "bm", "bn", "bt", "p44", "bg")
    b.route("bg", "be", bm="yn * 4 < limit")
    b.chain("f", "ct", "state", "ce")
    b.chain("f", "T3", "de")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.end("x")
    p.sub("body", b)
    p.caught("stop", "STOP", on="body")
    p.service("off")
    p.chain("s", "body", "e")
    p.chain("stop", "off", "x")
    return Pattern(file(p), {"project_id": 7, "qn": 0, "yn": 0, "limit": 8, "warranty_end": "2027-01-31"}, number)


def supervision() -> Pattern:
    """P24: a fork with loops in its branches, joined at the end; a panel of which two thirds suffice; an inclusive choice."""
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("f", "j", kind="parallel")
    p.gateway("io", "ij", kind="inclusive")
    p.gateway("am", "ag", "bm", "bg", "cm", "cg")
    p.user("T1", "T2", "T3", "T4", "T4b", "T5", "T8", "T8b", "I1", "I2", "I3", "after")
    p.user("T4a", inner=several("panel", "member", "T4a", "T4a_item", "numberOfCompletedInstances * 3 >= numberOfInstances * 2"), assignee="member")
    p.service("chk")
    p.timer("amt", "timeDuration", "'P30D'")
    p.timer("t5", "timeCycle", "'R/P1D'", on="T5", interrupting=False)
    p.side("t5", "chk")
    p.chain("s", "f", "T1", "am", "amt", "T2", "ag")
    p.route("ag", "am", T3="T2.v > 6")
    p.flow("T3", "j")
    p.chain("f", "bm", "T4", "T4a", "T4b", "bg")
    p.route("bg", "T5", bm="T4b.v > 6")
    p.flow("T5", "j")
    p.chain("f", "cm", "T8", "cg")
    p.route("cg", "io", T8b="T8.v > 5")
    p.flow("T8b", "cm")
    p.route("io", "I3", I1="T8.v > 2", I2="T8.v > 3")
    for name in ("I1", "I2", "I3"):
        p.flow(name, "ij")
    p.chain("ij", "j", "after", "e")
    return Pattern(file(p), {"panel": ["a", "b", "c", "d"]}, number)


def providers(interrupting: bool | None) -> Pattern:
    """P25: a multi-instance in a multi-instance, one of them in turn, with a call inside; perhaps a timer on the outer one."""
    inside = Drawing("c")
    inside.start("cs")
    inside.end("ce")
    inside.gateway("cm", "cg")
    inside.user("T3", "T5")
    inside.timer("w", "timeCycle", "'R/P7D'", on="T3", interrupting=False)
    inside.service("rem")
    inside.side("w", "rem")
    inside.user("T4", inner=several("projects", "project", "T4", "T4_item"), keepRounds="true")
    inside.user("T6", inner=several("projects", "project", "T6", "T6_item", sequential=True))
    inside.call("pay", "L0")
    inside.script("cr", "firm_result = {'firm': firm, 'n': len(T4), 'm': len(T6), 'v': T5.v, 'paid': pay.outcome, 'rounds': len(T4_rounds)}")
    inside.chain("cs", "cm", "T3", "T4", "T6", "T5", "cg")
    inside.route("cg", "pay", cm="T5.v > 6")
    inside.chain("pay", "cr", "ce")
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("m", "j", "g")
    p.user("T1", "T9", "late")
    p.timer("dec", "timeDuration", "'P10D'")
    p.sub("firms_p", inside, several("firms", "firm", "per_firm", "firm_result"))
    p.chain("s", "m", "T1", "dec", "firms_p", "j", "T9", "g")
    p.route("g", "e", m="T9.v > 7")
    if interrupting is not None:
        p.timer("lim", "timeDuration", "'P40D'", on="firms_p", interrupting=interrupting)
    if interrupting:
        p.chain("lim", "late", "j")
    elif interrupting is False:
        p.side("lim", "late")
    return Pattern(file(p, called("L0", None)), {"project_id": 1, "firms": ["x", "y", "z"], "projects": ["p", "q"]}, number)


def reminded_loop(rounds: int) -> Pattern:
    """A loop round a task with a one-shot and a cycle boundary timer."""
    p = Drawing("main")
    p.start()
    p.end("e")
    p.gateway("m", "g")
    p.user("t")
    p.timer("one", "timeDuration", "'P1D'", on="t", interrupting=False)
    p.timer("cyc", "timeCycle", "'R/P2D'", on="t", interrupting=False)
    p.service("al")
    p.user("re")
    p.side("one", "al")
    p.side("cyc", "re")
    p.script("c", "n = n + 1")
    p.chain("s", "m", "t", "c", "g")
    p.route("g", "e", m=f"n < {rounds}")
    return Pattern(file(p), {"n": 0}, number)


PATTERNS: dict[str, Callable[[], Pattern]] = {
    "P00 lifecycle": lifecycle,
    "P21 lots": lots,
    "P43 operations": operations,
    "P24 supervision": supervision,
    "P25 providers": lambda: providers(None),
    "P25 with an interrupting timer": lambda: providers(True),
    "P25 with another timer": lambda: providers(False),
    "loop with reminders": lambda: reminded_loop(12),
}
