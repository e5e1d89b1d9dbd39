"""What belongs to the machine: sessions, jobs, heartbeats. Nothing of it is a fact about a case."""

from __future__ import annotations

from app.history.proof.said import EVERY, Open, Table

PASSING = Open("运行中的临时状态，不记载任何业务事实；丢失后可以重建。")


def _passing(name: str, title: str) -> Table:
    return Table(name, title, PASSING, {EVERY: PASSING})


MACHINE = (
    _passing("sign_in", "登录会话"),
    _passing("sign_in_failure", "登录失败计数"),
    _passing("idempotency_key", "重复请求的答复"),
    _passing("replay_point", "回放用的中间状态（以密钥封签，不符即不采用）"),
    _passing("worker_seen", "后台进程心跳"),
    _passing("alembic_version", "数据库结构版本"),
    *(_passing(f"procrastinate_{name}", "后台作业队列") for name in ("events", "jobs", "periodic_defers", "workers")),
)
