"""Draw every diagram of processes/ to docs/diagrams/<process>.png, as the browser application shows it.

    python -m tests.processes.draw [name …]

Needs Chromium and `npm ci` in app/web (bpmn-js). Look at the pictures after each change of a layout.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
VIEWER = ROOT / "app/web/node_modules/bpmn-js/dist"
PICTURES = ROOT / "docs/diagrams"
MARGIN = 20
PAGE = "<html><body style='margin:0;background:#fff'><div id='canvas' style='width:1600px;height:900px'></div></body></html>"
DRAW = """async ([xml, margin]) => {
    window.viewer?.destroy();
    const canvas = document.querySelector('#canvas');
    window.viewer = new BpmnJS({
        container: canvas,
        textRenderer: { defaultStyle: { fontFamily: 'Noto Sans CJK SC' }, externalStyle: { fontFamily: 'Noto Sans CJK SC' } },
    });
    const { warnings } = await window.viewer.importXML(xml);
    const view = window.viewer.get('canvas');
    const inner = view.viewbox().inner;
    const box = { x: inner.x - margin, y: inner.y - margin, width: inner.width + 2 * margin, height: inner.height + 2 * margin };
    canvas.style.width = box.width + 'px';
    canvas.style.height = box.height + 'px';
    view.resized();
    view.viewbox(box);
    return { width: Math.ceil(box.width), height: Math.ceil(box.height), warnings: warnings.map((w) => w.message) };
}"""


def draw(page: Page, diagram: Path) -> list[str]:
    """Draw one diagram; gives what the viewer complained about."""
    size = page.evaluate(DRAW, [diagram.read_text(encoding="utf-8"), MARGIN])
    page.set_viewport_size({"width": size["width"], "height": size["height"]})
    page.locator("#canvas").screenshot(path=PICTURES / f"{diagram.stem}.png")
    return list(size["warnings"])


def main(names: list[str]) -> int:
    """Draw the named diagrams, or all; the exit code says whether each was read without a complaint."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    complaints: dict[str, list[str]] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_content(PAGE)
        for style in ("diagram-js.css", "bpmn-js.css", "bpmn-font/css/bpmn-embedded.css"):
            page.add_style_tag(path=VIEWER / "assets" / style)
        page.add_script_tag(path=VIEWER / "bpmn-navigated-viewer.production.min.js")
        for diagram in sorted((ROOT / "processes").glob("*.bpmn")):
            if not names or diagram.stem in names:
                complaints[diagram.name] = draw(page, diagram)
        browser.close()
    print(json.dumps(complaints, ensure_ascii=False, indent=1))
    return int(any(complaints.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
