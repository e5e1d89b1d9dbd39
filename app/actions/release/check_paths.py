"""Check files and folders on disk, for `flask check PATH…`: the same rules, without any database."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.actions.release.check_files import BUNDLE, CALENDAR, calendar_findings
from app.clock import real_now
from app.engine.checking import blocks, check, known_of
from app.engine.facts import Finding
from app.engine.reading.safe_xml import decoded
from app.errors import NotFound
from app.periods import Calendar
from app.publishing.cases import FOLDER as CASES
from app.publishing.cases import case_findings
from app.publishing.known import catalogue_known

PATTERNS = (*BUNDLE, "processes/cases/*.json")


def check_paths(paths: Iterable[Path]) -> list[Finding]:
    """Findings over these files and folders. What they name beside themselves is looked for in the bundle they lie in.

    Raises  NotFound: no such path, or nothing to check in it; XmlRefused, TooLarge: XML that cannot be read.
    """
    files: dict[str, str] = {}
    around: dict[str, str] = {}
    for path in paths:
        home = next((folder for folder in (path.resolve(), *path.resolve().parents) if (folder / "processes").is_dir()), None)
        chosen = _files(path.resolve(), home)
        if not chosen:
            raise NotFound(f"{path} 中没有可以检查的文件。", f"There is nothing to check at {path}.")
        files |= chosen
        around |= _bundle(home) if home is not None else {}
    found = check(files, known_of({name: text for name, text in around.items() if name not in files}, catalogue_known()))
    calendar = files.get(CALENDAR) or around.get(CALENDAR)
    if calendar:
        days = Calendar.from_json(calendar)
        found += calendar_findings(days, real_now())
        # Cases are played only when the diagrams could be published.
        found += [] if blocks(found) else case_findings(around | files, [path for path in files if path.startswith(CASES)], days)
    return found


def _files(path: Path, home: Path | None) -> dict[str, str]:
    """The texts at a path, named as in the bundle they lie in."""
    if path == home:
        return _bundle(path)
    if path.is_dir():
        found = [file for pattern in ("**/*.bpmn", "**/*.dmn", "**/*.json") for file in sorted(path.glob(pattern))]
        return {file.relative_to(home or path).as_posix(): _text(file) for file in found}
    if not path.is_file():
        raise NotFound(f"没有文件 {path}。", f"There is no file {path}.")
    return {path.relative_to(home or path.parent).as_posix(): _text(path)}


def _bundle(folder: Path) -> dict[str, str]:
    return {file.relative_to(folder).as_posix(): _text(file) for pattern in PATTERNS for file in sorted(folder.glob(pattern))}


def _text(file: Path) -> str:
    return decoded(file.read_bytes(), file.name)
