"""The diagrams of these tests: the benchmark's three, and one for each way in which something may happen without a person."""

from __future__ import annotations

import json

from tests.actions import two_drawings
from tests.bench.bundle import FORM, loop, par4, seq5
from tests.decisions.build import table
from tests.engine.draw import Drawing, diagram, error, extended, message, operator

DAILY = "<bpmn:timerEventDefinition><bpmn:timeCycle>'R/P1D'</bpmn:timeCycle></bpmn:timerEventDefinition>"


def drawn(key: str) -> Drawing:
    """A process that sgj_handler may start."""
    drawing = Drawing(key)
    drawing.starts = {"roles": "sgj_handler"}
    return drawing


def waiting() -> str:
    """Waits for MSG_GO of its number, then a task."""
    p = drawn("waiting")
    p.start()
    p.script("X_number", "number = 7")
    p.caught("W_go", "MSG_GO")
    p.user("T_after", roles="sgj_handler")
    p.end(outcome="办结")
    p.chain("s", "X_number", "W_go", "T_after", "e")
    return diagram(p, roots=message("MSG_GO", "number", payload="word", senders="sgj_handler"))


def sending() -> str:
    """A task, then a service that sends MSG_GO."""
    p = drawn("sending")
    p.start()
    p.user("T_send", roles="sgj_handler")
    p.service("S_send", "test.send", number="7")
    p.end(outcome="办结")
    p.chain("s", "T_send", "S_send", "e")
    return diagram(p)


def deadline() -> str:
    """A task with an interrupting deadline after two days, then a task of the other path."""
    p = drawn("deadline")
    p.start()
    p.user("T_work", roles="sgj_handler")
    p.timer("B_late", "timeDuration", "'P2D'", on="T_work")
    p.user("T_late", roles="sgj_leader")
    p.end("e", outcome="按时")
    p.end("e2", outcome="逾期")
    p.chain("s", "T_work", "e")
    p.chain("B_late", "T_late", "e2")
    return diagram(p)


def guarded(key: str, catches: bool) -> str:
    """A task, then a records service that writes a notice and may refuse; with or without an error boundary."""
    p = drawn(key)
    p.start()
    p.user("T_ask", roles="sgj_handler", formJsonSchemaFilename="BENCH.json")
    p.service("S_guard", "test.guard", amount="T_ask.amount")
    p.end("e", outcome="通过")
    p.chain("s", "T_ask", "S_guard", "e")
    if catches:
        p.failed("B_no", "TOO_MUCH", on="S_guard")
        p.user("T_no", roles="sgj_leader")
        p.end("e2", outcome="不通过")
        p.chain("B_no", "T_no", "e2")
    return diagram(p, roots=error("TOO_MUCH"))


def late_guard() -> str:
    """A timer reaches the service that refuses: nobody is there to be told."""
    p = drawn("late_guard")
    p.start()
    p.script("X_amount", "amount_asked = 1000")
    p.timer("W_day", "timeDuration", "'P1D'")
    p.service("S_guard", "test.guard", amount="amount_asked")
    p.end("e", outcome="通过")
    p.chain("s", "X_amount", "W_day", "S_guard", "e")
    return diagram(p)


def outside() -> str:
    """A service of the outside world."""
    p = drawn("outside")
    p.start()
    p.service("S_bank", "test.bank", amount="12")
    p.user("T_paid", roles="sgj_handler")
    p.end("e", outcome="已付")
    p.chain("s", "S_bank", "T_paid", "e")
    return diagram(p)


def asked_outside() -> str:
    """A task, then a service of the outside world."""
    p = drawn("asked_outside")
    p.start()
    p.user("T_ask", roles="sgj_handler")
    p.service("S_bank", "test.bank", amount="12")
    p.end("e", outcome="已付")
    p.chain("s", "T_ask", "S_bank", "e")
    return diagram(p)


def plain(catches: bool) -> str:
    """Like `guarded`, with the service as the handler of the task and a table that asks how often somebody was told."""
    p = drawn("plain_caught" if catches else "plain")
    p.start()
    own = {"roles": "sgj_handler", "formJsonSchemaFilename": "BENCH.json"}
    p.node("userTask", "T_ask", extended(operator("test.guard", amount="T_ask.amount"), own))
    inputs = "{'told': told_so_far(), 'asked': last('T_ask').amount}"
    p.node("businessRuleTask", "D_told", extended("<spiffworkflow:calledDecisionId>D_told</spiffworkflow:calledDecisionId>", {"inputs": inputs}))
    p.user("T_after", roles="sgj_leader", assignee="'sgj.leader' if D_told.how == 'once' else None")
    p.end("e", outcome="通过")
    p.chain("s", "T_ask", "D_told", "T_after", "e")
    if catches:
        p.failed("B_no", "TOO_MUCH", on="T_ask")
        p.user("T_no", roles="sgj_leader")
        p.end("e2", outcome="不通过")
        p.chain("B_no", "T_no", "e2")
    return diagram(p, roots=error("TOO_MUCH"))


def reminding() -> str:
    """A task that is done again and again, with a limit, and reminded of; then one that waits for a message and reminds a leader."""
    p = drawn("reminding")
    p.start()
    p.gateway("G_in", "G_out")
    limited = {"roundLimit": "1", "limitTells": "sgj_leader", "formJsonSchemaFilename": "BENCH.json"}
    p.user("T_write", roles="sgj_handler", dueIn="2", remindAt="'2026-03-04T09:00'", remindEvery="'P3D'", **limited)
    own = extended(properties={"remindEvery": "1", "remindTells": "sgj_leader,czj_reviewer@czj"})
    p.node("receiveTask", "W_go", own, messageRef="MSG_GO")
    p.node("boundaryEvent", "B_day", DAILY, attachedToRef="W_go", cancelActivity="false")
    p.end("e", outcome="办结")
    p.end("e2")
    p.script("X_day", "days = rounds('B_day')")
    p.chain("s", "G_in", "T_write", "G_out")
    p.script("X_zero", "days = 0")
    p.route("G_out", "X_zero", G_in="T_write.amount > 100")
    p.chain("X_zero", "W_go", "e")
    p.chain("B_day", "X_day", "e2")
    return diagram(p, roots=message("MSG_GO", "number", "days", payload="word", senders="sgj_handler"))


def bundle() -> dict[str, str]:
    """path → text, as a release takes it."""
    texts = {
        "seq5": seq5(), "loop": loop(), "par4": par4(), "waiting": waiting(), "sending": sending(), "deadline": deadline(),
        "guarded": guarded("guarded", False), "caught": guarded("caught", True), "late_guard": late_guard(), "outside": outside(),
        "asked_outside": asked_outside(), "plain": plain(False), "plain_caught": plain(True),
        "reminding": reminding(),
    }  # fmt: skip
    files = {f"processes/{name}.bpmn": text for name, text in texts.items()} | two_drawings.files()
    told = table(["told", "asked"], ["how"], [["1", "< 100", '"once"'], ["-", "-", '"often"']], policy="FIRST")
    files["processes/told.dmn"] = told.replace('id="D01"', 'id="D_told"')
    files["processes/parameters.json"] = "{}"
    files["forms/BENCH.json"] = json.dumps(FORM, ensure_ascii=False)
    files["forms/BENCH.ui.json"] = "{}"
    return files
