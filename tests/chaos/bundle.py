"""The release of a campaign: one process for each way in which something may go on — people, timers, messages, the outside world, all at once."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench.bundle import FORM, par4, seq5
from tests.engine.draw import Drawing, diagram, message

FORMED = {"formJsonSchemaFilename": "BENCH.json"}
ANSWER = message("MSG_ANSWER", "number", payload="word", senders="sgj_handler,sgj_leader")


def _drawn(key: str) -> Drawing:
    drawing = Drawing(key)
    drawing.starts = {"roles": "sgj_handler"}
    drawing.start()
    return drawing


def ordering() -> str:
    """A request, an order outside, an answer by message, a pause, a signature by somebody else."""
    p = _drawn("ordering")
    p.user("T_ask", roles="sgj_handler", **FORMED)
    p.script("X_number", "number = T_ask.amount")
    p.service("S_order", "chaos.order", number="T_ask.amount")
    p.caught("W_answer", "MSG_ANSWER")
    p.timer("W_pause", "timeDuration", "'PT1S'")
    p.user("T_sign", roles="sgj_leader", excludeActorsOf="T_ask", **FORMED)
    p.end("e", outcome="办结")
    p.chain("s", "T_ask", "X_number", "S_order", "W_answer", "W_pause", "T_sign", "e")
    return diagram(p, roots=ANSWER)


def answering() -> str:
    """A task whose service sends the message that another case waits for, inside the step."""
    p = _drawn("answering")
    p.user("T_answer", roles="sgj_handler", **FORMED)
    p.service("S_answer", "chaos.answer", number="T_answer.amount")
    p.end("e", outcome="办结")
    p.chain("s", "T_answer", "S_answer", "e")
    return diagram(p, roots=ANSWER)


def deadline() -> str:
    """Whoever is late loses the task to the other path, which orders outside."""
    p = _drawn("deadline")
    p.user("T_work", roles="sgj_handler", **FORMED)
    p.timer("B_late", "timeDuration", "'PT2S'", on="T_work")
    p.user("T_late", roles="sgj_leader", **FORMED)
    p.service("S_fine", "chaos.order", number="T_late.amount")
    p.end("e", outcome="按时")
    p.end("e2", outcome="逾期")
    p.chain("s", "T_work", "e")
    p.chain("B_late", "T_late", "S_fine", "e2")
    return diagram(p)


def reminded() -> str:
    """Beside the open task a timer sets off an order; both must be over before the case ends."""
    p = _drawn("reminded")
    p.script("X_number", "number = 0")
    p.user("T_slow", roles="sgj_handler", **FORMED)
    p.timer("B_remind", "timeDuration", "'PT1S'", on="T_slow", interrupting=False)
    p.service("S_remind", "chaos.order", number="number")
    p.end("e", outcome="办结")
    p.end("e2")
    p.chain("s", "X_number", "T_slow", "e")
    p.chain("B_remind", "S_remind", "e2")
    return diagram(p)


def write(folder: Path) -> Path:
    """A bundle that `flask release publish` takes."""
    (folder / "processes").mkdir(parents=True)
    (folder / "forms").mkdir()
    drawn = {"ordering": ordering(), "answering": answering(), "deadline": deadline(), "reminded": reminded(), "seq5": seq5(), "par4": par4()}
    for name, text in drawn.items():
        (folder / "processes" / f"{name}.bpmn").write_text(text, encoding="utf-8")
    (folder / "processes" / "parameters.json").write_text("{}", encoding="utf-8")
    (folder / "forms" / "BENCH.json").write_text(json.dumps(FORM, ensure_ascii=False), encoding="utf-8")
    (folder / "forms" / "BENCH.ui.json").write_text("{}", encoding="utf-8")
    return folder
