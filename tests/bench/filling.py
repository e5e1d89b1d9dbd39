"""Fill the database with copies of cases, as the owner of the tables: a hundred thousand cases by clicking would take an hour.

The copies are whole but for their history, and can go on; only a verifier would find them (their number is 0).
"""

from __future__ import annotations

from tests.bench.stack import Stack

_INSTANCES = """
    INSERT INTO instance (uid, number, process, title, business_key, release_id, status, dept, build_unit, started_by, started_at, last_event_at,
        snapshot, event_count, head, mac, search)
    SELECT gen_random_uuid(), 0, process, title || ' ' || n, 'B' || n, release_id, status, dept, build_unit, started_by, started_at + n * interval '1 ms',
        last_event_at, snapshot, event_count, head, mac,
        CASE WHEN n %% 61 = 0 THEN '''智慧'':1 ''慧医'':2 ''医疗'':3 ''疗'':4'::tsvector ELSE '''数字'':1 ''字乡'':2 ''乡村'':3 ''村'':4'::tsvector END
    FROM instance, generate_series(1, %s) AS n WHERE id = %s RETURNING id"""
_TASKS = """
    INSERT INTO task (instance_id, address, element, process, name, form, status, candidates, priority, due_at, created_at)
    SELECT c.id, t.address, 'S' || (1 + c.id %% 5), t.process, t.name, t.form, t.status, ARRAY[(%s::text[])[1 + c.id %% 5]], t.priority,
        now() + (c.id * 7919 %% 100000 - 50000) * interval '1 minute', t.created_at
    FROM copied c, task t WHERE t.instance_id = %s"""
_TIMERS = """
    INSERT INTO timer (instance_id, address, element, process, due_at, parked)
    SELECT c.id, t.address, t.element, t.process, t.due_at + c.id * interval '1 s', false FROM copied c, timer t WHERE t.instance_id = %s"""

_STANDING = """
    INSERT INTO task (instance_id, address, element, process, name, form, status, candidates, priority, due_at, created_at)
    SELECT c.id, format('PH%%s.1/K%%s_%%s.1', p, s, p), format('K%%s_%%s', s, p), t.process, t.name, t.form, t.status, t.candidates, t.priority,
        now() + (c.id * 7919 %% 100000 - 50000) * interval '1 minute', t.created_at
    FROM copied c, task t, LATERAL (SELECT 1 + c.id %% %s AS p) AS a, LATERAL (SELECT DISTINCT 1 + (c.id / 5 + k * (c.id %% 4 / 3)) %% %s AS s
        FROM generate_series(0, 1) AS k) AS b WHERE t.instance_id = %s"""


def open_tasks(stack: Stack, case: int, until: int, candidates: list[str]) -> None:
    """Copies of a case with one open task until there are so many open tasks; a fifth of them for each of five candidates, half of them overdue."""
    there = int(str(stack.one("SELECT count(*) FROM task WHERE status = 'open'")))
    stack.owner.execute(f"WITH copied AS ({_INSTANCES}) {_TASKS}", (until - there, case, candidates, case))
    stack.owner.execute("VACUUM ANALYZE")


def waiting_timers(stack: Stack, case: int, count: int) -> None:
    """Copies of a case that waits for a timer, each due at another moment of the days after."""
    stack.owner.execute(f"WITH copied AS ({_INSTANCES}) {_TIMERS}", (count, case, case))
    stack.owner.execute("VACUUM ANALYZE")


def standing_cases(stack: Stack, case: int, count: int, phases: int, steps: int) -> None:
    """Copies of a case that stand all over the phases and steps; every fourth with two tasks open, half of the tasks overdue."""
    stack.owner.execute(f"WITH copied AS ({_INSTANCES}) {_STANDING}", (count, case, phases, steps, case))
    stack.owner.execute("VACUUM ANALYZE")
