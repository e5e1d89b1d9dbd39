"""A file draws one executable process: one file, one process, one start."""

from __future__ import annotations

from collections.abc import Iterator

from app.engine.facts import Finding
from app.engine.rules.diagram import Diagram, q
from app.engine.rules.known import Known
from app.engine.rules.say import error, warning


def check(diagram: Diagram, known: Known) -> Iterator[Finding]:
    """No process, none executable, several executable; other pools are a picture."""
    processes = diagram.processes
    drawn = {process.get("id") for process in diagram.root.iterfind(q("process"))}
    if not processes:
        yield error(
            "process-count",
            next(iter(drawn), None),
            "文件中没有可以执行的流程",
            "The file holds no process to run",
            "画一个流程：开始事件、任务、结束事件",
            "Draw a process: a start event, tasks, an end event",
        )
        return
    if processes[0].xml.get("isExecutable") == "false":
        for process in processes:
            yield error(
                "process-count",
                process.id,
                f"流程 {process.label} 标记为不可执行（isExecutable）",
                f"Process {process.label} is marked not executable",
                "在流程属性中勾选「可执行」",
                "Tick “executable” in the properties of the process",
            )
    if len(processes) > 1:
        shown = "、".join(process.label for process in processes)
        for process in processes[1:]:
            # Two foreign pools run side by side; ours share ids (inputs are names) and stand in files of their own.
            yield (warning if diagram.foreign(process) else error)(
                "process-count",
                process.id,
                f"一个文件只画一个可执行流程，这里有 {len(processes)} 个：{shown}",
                f"A file draws one executable process; here are {len(processes)}",
                "每个流程各画一个文件，用消息或调用活动连接；其他参与方画成空的泳池",
                "One file per process, joined by messages or call activities; draw other parties as empty pools",
            )
    for other in sorted(drawn - {process.id for process in processes} - {None}):
        yield warning(
            "process-count",
            other,
            f"流程 {other} 不可执行，只作图示",
            f"Process {other} is not executable: a picture only",
            "不需要时删除；需要执行时单独画一个文件",
            "Remove it, or draw it in a file of its own if it is to run",
        )
