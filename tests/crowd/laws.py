"""What must hold in the books and between books and cases, whatever people did: each query finds the rows that break it."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

LAWS = {
    "I1 an entry of the investment plan rests on a granted approval of its project": """
        SELECT e.id FROM investment_plan_entry e LEFT JOIN approval a ON a.id = e.approval_id AND a.project_id = e.project_id
        WHERE e.voided_at IS NULL AND (a.id IS NULL OR a.state NOT IN ('批复', '无需审批'))""",
    "I1 an issued entry stands on a listed one of the same year": """
        SELECT c.id FROM construction_plan_entry c JOIN investment_plan_entry i ON i.id = c.investment_plan_entry_id
        WHERE c.voided_at IS NULL AND c.state IN ('已下达', '调整') AND (i.state <> '列入' OR i.plan_year <> c.plan_year)""",
    "I2 nothing starts without appraisal, approval and plan": """
        SELECT s.id FROM startup_plan s LEFT JOIN construction_plan_entry c ON c.id = s.construction_plan_entry_id AND c.state IN ('已下达', '调整')
        WHERE s.voided_at IS NULL AND (c.id IS NULL OR NOT EXISTS (SELECT 1 FROM final_version f WHERE f.project_id = s.project_id AND f.voided_at IS NULL))""",
    "I20 nobody reviews what he filled in": """
        SELECT b.instance_id FROM event a JOIN event b USING (instance_id) WHERE a.kind = 'task:complete' AND b.kind = 'task:complete' AND a.actor = b.actor
        AND (a.element, b.element) IN (('P12_T1', 'P12_T2'), ('P12_T1', 'P13_T1'), ('P13_T5', 'P13_T5b'), ('P13_T7', 'P13_T8'), ('P20_T1', 'P20_T2'))""",
    "I21 a refused approval has its reason": "SELECT id FROM approval WHERE state IN ('退回', '不予批准', '转单独审批') AND coalesce(reason, '') = ''",
    "I21 who is not listed has a reason": "SELECT id FROM investment_plan_entry WHERE state = '未列入' AND coalesce(reason, '') = ''",
    "I23 the plan year follows the window": """
        SELECT d.id FROM declaration d JOIN declaration_window w ON w.id = d.window_id
        WHERE d.plan_year <> extract(year FROM w.open_at AT TIME ZONE 'Asia/Shanghai') + 1 OR d.plan_year <> w.plan_year""",
    "R23 in time is inside the window": """
        SELECT d.id FROM declaration d JOIN declaration_window w ON w.id = d.window_id
        WHERE d.on_time <> (d.submitted_at >= w.open_at AND d.submitted_at < w.close_at) OR (NOT d.on_time AND NOT d.is_supplementary)""",
    "I15 no declaration of a suspended department": """
        SELECT d.id FROM declaration d JOIN sanction s ON s.dept = d.dept AND s.suspend_plan_year = d.plan_year
        WHERE d.voided_at IS NULL AND d.created_at >= s.decided_at AND s.lifted_at IS NULL""",
    "numbers of declarations are gapless": "SELECT plan_year FROM declaration GROUP BY plan_year HAVING max(seq) <> count(*) OR min(seq) <> 1",
    "codes of projects are gapless": "SELECT code_year FROM project WHERE code IS NOT NULL GROUP BY code_year HAVING max(code_seq) <> count(*)",
    "one open declaration of a project": """
        SELECT project_id FROM declaration WHERE state = '受理' AND outcome IS NULL AND voided_at IS NULL GROUP BY 1 HAVING count(*) > 1""",
    "one standing entry of a project in a year": """
        SELECT project_id FROM investment_plan_entry WHERE state <> '未列入' AND voided_at IS NULL GROUP BY project_id, plan_year HAVING count(*) > 1""",
    "every listed project was told once": """
        SELECT c.project_id FROM construction_plan_entry c WHERE c.plan_version > 0 AND 1 <> (SELECT count(*) FROM message m
        WHERE m.name = 'MSG_PLAN_ISSUED' AND m.payload ->> 'result' = '列入'
        AND m.correlation = 'plan_year=' || c.plan_year || '&project_id=' || c.project_id)""",
    "a project has one case of its life": """
        SELECT p.id FROM project p WHERE 1 <> (SELECT count(*) FROM instance i WHERE i.process = 'egov_lifecycle' AND i.project_id = p.id)""",
    "a project is over when its case was stopped": """
        SELECT p.id FROM project p JOIN instance i ON i.project_id = p.id AND i.process = 'egov_lifecycle'
        WHERE (p.state = '终止') <> (i.status = 'ended' AND i.outcome NOT LIKE '已启动%' AND i.outcome <> '按P60管理')""",
    "a project that waits for the window is in reserve and its case waits for the message": """
        SELECT p.id FROM project p JOIN instance i ON i.project_id = p.id AND i.process = 'egov_lifecycle' WHERE p.waiting_for_window
        AND (p.state <> '储备' OR NOT EXISTS (SELECT 1 FROM wait w WHERE w.instance_id = i.id AND w.message = 'MSG_WINDOW_OPENED'))""",
    "an open declaration has a running case": """
        SELECT d.id FROM declaration d JOIN instance i ON i.project_id = d.project_id AND i.process = 'egov_lifecycle'
        WHERE d.state = '受理' AND d.outcome IS NULL AND d.voided_at IS NULL AND i.status <> 'running'""",
    "nothing is open in a case that is over": """
        SELECT i.id FROM instance i WHERE i.ended_at IS NOT NULL AND (EXISTS (SELECT 1 FROM task t WHERE t.instance_id = i.id AND t.status = 'open')
        OR EXISTS (SELECT 1 FROM timer t WHERE t.instance_id = i.id) OR EXISTS (SELECT 1 FROM wait w WHERE w.instance_id = i.id))""",
    "no timer is overdue": "SELECT address FROM timer WHERE due_at < (SELECT now FROM case_clock)",
    "no reminder is overdue": "SELECT address FROM reminder WHERE due_at < (SELECT now FROM case_clock)",
    "nobody is reminded of a case that is over": "SELECT r.address FROM reminder r JOIN instance i ON i.id = r.instance_id WHERE i.ended_at IS NOT NULL",
    "no message is on its way": "SELECT message_id FROM delivery WHERE delivered_at IS NULL",
    "no incident": "SELECT id FROM incident WHERE resolved_at IS NULL",
    "no running case without task, timer, message or work": """
        SELECT i.id FROM instance i WHERE i.ended_at IS NULL AND NOT EXISTS (SELECT 1 FROM task t WHERE t.instance_id = i.id AND t.status = 'open')
        AND NOT EXISTS (SELECT 1 FROM timer t WHERE t.instance_id = i.id) AND NOT EXISTS (SELECT 1 FROM wait w WHERE w.instance_id = i.id)""",
}  # fmt: skip


def broken(session: Session) -> list[str]:
    """Each law that does not hold, with the first rows that break it."""
    found = []
    for law, query in LAWS.items():
        rows = session.execute(text(query)).all()
        if rows:
            found.append(f"{law}: {[tuple(row) for row in rows[:5]]}")
    return found
