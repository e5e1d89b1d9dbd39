"""Draw every plane of every diagram as the browser application shows it.

    python -m tests.processes.draw [name or file …] [--out folder]

The plane of the process becomes <folder>/<process>.png, the plane of a collapsed subprocess <folder>/<process>.<its id>.png.
Names are those of processes/; the folder is docs/diagrams unless another is said.
Needs Chromium and `npm ci` in app/web (bpmn-js). Look at the pictures after each change of a layout.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
VIEWER = ROOT / "app/web/node_modules/bpmn-js/dist"
PICTURES = ROOT / "docs/diagrams"
MARGIN = 20
FOOT = 30  # below the drawing, for the mark of the viewer
PAGE = "<html><body style='margin:0;background:#fff'><div id='canvas' style='width:1600px;height:900px'></div></body></html>"
# On a picture nobody can click: the breadcrumb would lie on the drawing, the button that opens a plane on its neighbours.
STILL = ".bjs-breadcrumbs, .bjs-drilldown { display: none !important; }"
OPEN = """async (xml) => {
    window.viewer?.destroy();
    window.viewer = new BpmnJS({
        container: document.querySelector('#canvas'),
        textRenderer: { defaultStyle: { fontFamily: 'Noto Sans CJK SC' }, externalStyle: { fontFamily: 'Noto Sans CJK SC' } },
    });
    const { warnings } = await window.viewer.importXML(xml);
    const planes = window.viewer.get('canvas').getRootElements().map((root) => [root.id, root.businessObject.id]);
    return { warnings: warnings.map((w) => w.message), planes };
}"""
SHOW = """([id, margin, foot]) => {
    const view = window.viewer.get('canvas');
    view.setRootElement(view.getRootElements().find((root) => root.id === id));
    const canvas = document.querySelector('#canvas');
    const inner = view.viewbox().inner;
    const box = { x: inner.x - margin, y: inner.y - margin, width: inner.width + 2 * margin, height: inner.height + 2 * margin + foot };
    canvas.style.width = box.width + 'px';
    canvas.style.height = box.height + 'px';
    view.resized();
    view.viewbox(box);
    return { width: Math.ceil(box.width), height: Math.ceil(box.height) };
}"""


def draw(page: Page, diagram: Path, folder: Path) -> list[str]:
    """Draw the planes of one diagram; gives what the viewer complained about."""
    opened: dict[str, Any] = page.evaluate(OPEN, diagram.read_text(encoding="utf-8"))
    for number, (plane, element) in enumerate(opened["planes"]):
        size = page.evaluate(SHOW, [plane, MARGIN, FOOT])
        page.set_viewport_size(size)
        page.locator("#canvas").screenshot(path=folder / f"{diagram.stem}{f'.{element}' if number else ''}.png")
    return list(opened["warnings"])


def main(diagrams: list[Path], folder: Path) -> int:
    """Draw the diagrams; the exit code says whether each was read without a complaint."""
    folder.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    complaints: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(PAGE)
        for style in ("diagram-js.css", "bpmn-js.css", "bpmn-font/css/bpmn-embedded.css"):
            page.add_style_tag(path=VIEWER / "assets" / style)
        page.add_style_tag(content=STILL)
        page.add_script_tag(path=VIEWER / "bpmn-navigated-viewer.production.min.js")
        for diagram in diagrams:
            complaints[diagram.name] = draw(page, diagram, folder)
        browser.close()
    print(json.dumps(complaints, ensure_ascii=False, indent=1))
    return int(any(complaints.values()))


def said(name: str) -> Path:
    """The diagram a name or a path means."""
    return Path(name) if name.endswith(".bpmn") else ROOT / "processes" / f"{name}.bpmn"


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="draw every plane of every diagram")
    parser.add_argument("diagrams", nargs="*", type=said, help="names of processes/, or paths; all of processes/ without any")
    parser.add_argument("--out", type=Path, default=PICTURES, help="the folder of the pictures")
    asked = parser.parse_args()
    sys.exit(main(asked.diagrams or sorted((ROOT / "processes").glob("*.bpmn")), asked.out))
