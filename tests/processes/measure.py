"""How much there is to read: per process its nodes by kind, its planes and their sizes; and per plane the clauses that its elements cite.

python -m tests.processes.measure            prints what is measured
python -m tests.processes.measure --write    writes it into docs/diagrams/README.md, below what is written by hand
python -m tests.processes.measure --numbers FOLDER    the bare numbers of the diagrams in another folder, as before.json holds those of f9afdbe
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from app.engine.rules.diagram import Node, q
from app.engine.rules.readable.geometry import Sheet, sheets
from app.engine.rules.readable.share import AUTOMATIC
from app.engine.rules.readable.size import extent, shown
from app.engine.rules.reading import read_diagram

ROOT = Path(__file__).resolve().parents[2]
PROCESSES, README = ROOT / "processes", ROOT / "docs/diagrams/README.md"
BEFORE = Path(__file__).with_name("before.json")
MARK = "<!-- 以下由 python -m tests.processes.measure --write 写入 -->"
KINDS = {
    "办理": ("userTask", "manualTask", "task"),
    "服务": ("serviceTask",),
    "脚本": ("scriptTask",),
    "决策表": ("businessRuleTask",),
    "发送": ("sendTask",),
    "接收": ("receiveTask",),
    "调用": ("callActivity",),
    "子流程": ("subProcess", "transaction"),
    "网关": ("exclusiveGateway", "parallelGateway", "inclusiveGateway", "eventBasedGateway"),
    "事件": ("startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"),
}
_CITED = re.compile(r"\bR(\d+)[a-z]?(?:\s*[–—~-]\s*R(\d+))?")


@dataclass(frozen=True)
class Plane:
    """A plane: what it shows, how large it is in pixels, how many nodes."""

    element: str
    name: str
    width: int
    height: int
    nodes: int


@dataclass(frozen=True)
class Measured:
    """One process: nodes by BPMN kind, and its planes."""

    name: str
    kinds: dict[str, int]
    planes: list[Plane]

    @property
    def nodes(self) -> int:
        return sum(self.kinds.values())

    @property
    def automatic(self) -> int:
        return sum(self.kinds.get(kind, 0) for kind in AUTOMATIC)

    def of(self, group: str) -> int:
        return sum(self.kinds.get(kind, 0) for kind in KINDS[group])


def sheets_of(path: Path) -> list[Sheet]:
    """The planes of a diagram."""
    text = path.read_text(encoding="utf-8")
    return list(sheets(read_diagram(etree.fromstring(text.encode()), path.name, text)))


def measure(path: Path) -> Measured:
    """What there is to read in a diagram."""
    found = sheets_of(path)
    [process] = found[0].diagram.processes
    kinds = Counter(node.kind for node in found[0].diagram.within(process))
    planes = [Plane(s.holder.id, s.holder.name, round(extent(s)[0]), round(extent(s)[1]), shown(s)) for s in found]
    return Measured(process.name, dict(sorted(kinds.items())), planes)


def measured(folder: Path) -> dict[str, Measured]:
    """All diagrams of a folder."""
    return {path.stem: measure(path) for path in sorted(folder.glob("*.bpmn"))}


def before() -> dict[str, Measured]:
    """The diagrams of f9afdbe, as they were measured then."""
    stored = json.loads(BEFORE.read_text(encoding="utf-8"))
    return {key: Measured(m["name"], m["kinds"], [Plane(**plane) for plane in m["planes"]]) for key, m in stored.items()}


def comparison() -> list[str]:
    """The table of all processes, before and after."""
    old, new = before(), measured(PROCESSES)
    lines = ["| 流程 | 环节 | " + " | ".join(KINDS) + " | 自动所占 | 图 | 最大的图（像素） |", "|---" * (len(KINDS) + 5) + "|"]
    for key, now in new.items():
        was = old.get(key)
        cells = [_change(was and was.nodes, now.nodes)]
        cells += [_change(was and was.of(group), now.of(group)) for group in KINDS]
        cells += [_change(was and _share(was), _share(now)), _change(was and len(was.planes), len(now.planes)), _change(was and _largest(was), _largest(now))]
        lines.append(f"| {now.name} | " + " | ".join(cells) + " |")
    total = [sum(m.nodes for m in found.values()) for found in (old, new)]
    automatic = [sum(m.automatic for m in found.values()) for found in (old, new)]
    return [*lines, "", f"合计：环节 {total[0]} → {total[1]}，其中系统自动完成的 {automatic[0]} → {automatic[1]}。"]


def album() -> list[str]:
    """Every plane with its picture, beside the clauses that what it shows cites."""
    sentences, lines = _sentences(), []
    for path in sorted(PROCESSES.glob("*.bpmn")):
        for number, sheet in enumerate(sheets_of(path)):
            holder, top = sheet.holder, sheet.holder.top
            title = f"{top.name} · {holder.name}" if number else top.name
            wide, high = extent(sheet)
            lines += [
                "",
                f"### {title}",
                f"![{title}]({path.stem}{f'.{holder.id}' if number else ''}.png)",
                "",
                f"{wide:.0f}×{high:.0f} 像素，{shown(sheet)} 个环节。",
            ]
            if cited := citations(sheet):
                lines += ["", "| 条款 | 原文 | 引用它的环节 |" if sentences else "| 条款 | 引用它的环节 |", "|---" * (2 + bool(sentences)) + "|"]
                for clause, names in sorted(cited.items(), key=lambda item: int(item[0][1:])):
                    lines.append("| " + " | ".join([clause, *([sentences.get(clause, "")] if sentences else []), "、".join(names)]) + " |")
    return lines


def citations(sheet: Sheet) -> dict[str, list[str]]:
    """Clause → the names of what cites it on a plane; ranges such as R16–R22 count for each of theirs."""
    found: dict[str, list[str]] = defaultdict(list)
    for name, xml in ((sheet.holder.name, sheet.holder.xml), *((_name(node), node.xml) for node, _ in sheet.bodies)):
        for documentation in xml.iterfind(q("documentation")):
            for first, last in _CITED.findall("".join(documentation.itertext())):
                for clause in (f"R{i}" for i in range(int(first), int(last or first) + 1)):
                    if name not in found[clause]:
                        found[clause].append(name)
    return found


def readme() -> str:
    """docs/diagrams/README.md as it should be: what is written by hand, then what is measured."""
    by_hand = README.read_text(encoding="utf-8").partition(MARK)[0].rstrip()
    title = "## 改画前后\n按 `f9afdbe` 的流程图和现在的流程图逐个清点；「自动」指服务、脚本、决策表、发送。"
    return "\n".join([by_hand, "", MARK, "", title, "", *comparison(), "", "## 每张图与条款", *album(), ""])


def _name(node: Node) -> str:
    return node.name or {"exclusiveGateway": "（汇合）"}.get(node.kind, node.id)


def _change(was: object, now: object) -> str:
    return f"{now}" if was == now else f"{'—' if was is None else was} → {now}"


def _share(found: Measured) -> str:
    return f"{found.automatic / found.nodes:.0%}"


def _largest(found: Measured) -> str:
    plane = max(found.planes, key=lambda plane: plane.width * plane.height)
    return f"{plane.width}×{plane.height}"


def _sentences() -> dict[str, str]:
    """Clause → its place in the notice and its sentence."""
    path = PROCESSES / "clauses.json"
    stored: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return {clause: f"{said['place']}：{said['text']}".replace("|", "\\|").replace("\n", " ") for clause, said in stored["clauses"].items()}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="measure the diagrams")
    parser.add_argument("--write", action="store_true", help="write docs/diagrams/README.md")
    parser.add_argument("--numbers", type=Path, metavar="FOLDER", help="the bare numbers of the diagrams of a folder")
    asked = parser.parse_args()
    if asked.numbers:
        print(json.dumps({key: asdict(found) for key, found in measured(asked.numbers).items()}, ensure_ascii=False, indent=1))
    elif asked.write:
        README.write_text(readme(), encoding="utf-8")
    else:
        print(*comparison(), sep="\n")
        for key, found in measured(PROCESSES).items():
            print(*(f"{key}: {p.element} {p.width} × {p.height}, {p.nodes} nodes" for p in found.planes), sep="\n")
