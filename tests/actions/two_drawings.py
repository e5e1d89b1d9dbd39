"""One process drawn twice: with a node for everything that the machine does, and with properties."""

from __future__ import annotations

from tests.decisions.build import table
from tests.engine.draw import Drawing, diagram, error, extended, operator

LIMIT = 2
TOLD = "「填写」已是第3轮（限2轮），请关注：仍可继续，也可终止。"
REMINDED = "提醒：「填写」还没有办理，请尽快办理。"
ASKS = "<spiffworkflow:calledDecisionId>D_how</spiffworkflow:calledDecisionId>"
FORM = {"roles": "sgj_handler", "formJsonSchemaFilename": "BENCH.json"}
LOOKED = "T_check.amount < 50"


def drawn(key: str) -> Drawing:
    """A process that begins and can end in two ways."""
    p = Drawing(key)
    p.starts = {"roles": "sgj_handler"}
    p.start()
    p.end("E_yes", outcome="通过")
    p.end("E_no", outcome="超额")
    return p


def phase() -> Drawing:
    """The inside of a phase: somebody looks."""
    inside = Drawing("C_in")
    inside.starts = {}
    inside.start("C_s")
    inside.node("userTask", "T_check", extended(properties={**FORM, "roles": "sgj_leader"}), name="审核")
    inside.gateway("C_g")
    inside.chain("C_s", "T_check", "C_g")
    return inside


def plumbed() -> str:
    """Counters, gateways, scripts before a table, services round the tasks, a timer that reminds."""
    p = drawn("plumbed")
    p.script("X_zero", "n = 0\nwas_told = False")
    p.gateway("G_in", "G_how", "G_often", "G_out", "G_back")
    p.node("userTask", "T_write", extended(properties=FORM), name="填写")
    p.timer("B_days", "timeCycle", "'R/P3D'", on="T_write", interrupting=False)
    p.service("S_remind", "test.note", to="'sgj_handler@sgj'", text=repr(REMINDED))
    p.side("B_days", "S_remind")
    p.service("S_save", "test.guard", amount="T_write.amount")
    p.failed("B_no", "TOO_MUCH", on="S_save")
    p.script("X_n", "n = n + 1")
    p.service("S_count", "test.count")
    p.script("X_in", "told = S_count.told\nround = n")
    p.node("businessRuleTask", "D", extended(ASKS))
    p.service("S_often", "test.note", to="'sgj_leader@sgj'", text=repr(TOLD))
    p.script("X_told", "was_told = True")
    inside = phase()
    for name, how in (("yes", "通过"), ("no", "退回")):
        inside.script(f"X_{name}", f"how = '{how}'")
        inside.end(f"C_{name}")
        inside.chain(f"X_{name}", f"C_{name}")
    inside.route("C_g", "X_no", X_yes=LOOKED)
    p.sub("C", inside)
    p.chain("s", "X_zero", "G_in", "T_write", "S_save", "X_n", "S_count", "X_in", "D", "G_how")
    p.route("G_how", "C", G_back="D.how == 'again'")
    p.chain("C", "G_out")
    p.route("G_out", "G_back", E_yes="how == '通过'")
    p.chain("G_back", "G_often")
    p.route("G_often", "G_in", S_often=f"n >= {LIMIT} and not was_told")
    p.chain("S_often", "X_told", "G_in")
    p.chain("B_no", "E_no")
    return diagram(p, roots=error("TOO_MUCH"))


def plain() -> str:
    """The same, of two tasks, a table, a phase, and the gateways that a person would draw."""
    p = drawn("drawn_plain")
    p.gateway("G_in", "G_how", "G_out")
    own = FORM | {"roundLimit": str(LIMIT), "limitTells": "sgj_leader", "remindEvery": "'P3D'"}
    p.node("userTask", "T_write", extended(operator("test.guard", amount="T_write.amount"), own), name="填写")
    p.failed("B_no", "TOO_MUCH", on="T_write")
    p.node("businessRuleTask", "D", extended(ASKS, {"inputs": "{'told': told_so_far(), 'round': rounds('T_write')}"}))
    inside = phase()
    inside.end("C_yes", outcome="通过")
    inside.end("C_no", outcome="退回")
    inside.route("C_g", "C_no", C_yes=LOOKED)
    p.sub("C", inside, extended(properties={"outcomeKey": "how"}))
    p.chain("s", "G_in", "T_write", "D", "G_how")
    p.route("G_how", "C", G_in="D.how == 'again'")
    p.chain("C", "G_out")
    p.route("G_out", "G_in", E_yes="how == '通过'")
    p.chain("B_no", "E_no")
    return diagram(p, roots=error("TOO_MUCH"))


def files() -> dict[str, str]:
    """Both, and their table: again while few were told of it, unless it is the third round."""
    rows = [["-", "3", '"on"'], ["< 3", "-", '"again"'], ["-", "-", '"on"']]
    asked = table(["told", "round"], ["how"], rows, policy="FIRST").replace('id="D01"', 'id="D_how"')
    return {"processes/plumbed.bpmn": plumbed(), "processes/drawn_plain.bpmn": plain(), "processes/how.dmn": asked}
