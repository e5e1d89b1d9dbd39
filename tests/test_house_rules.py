"""The rules of the house that no other tool knows. Each test names the rule, and fails with the places that break it."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median

import grimp

import app.errors
from app.errors import HouseError
from app.history.house_rows import SEALED

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ("app", "handlers")
NOT_OURS = {".git", ".venv", "node_modules", "dist", "instance", "__pycache__", "build"}
# The watcher and the embedded server lie below the clock in the dependency rule, and wait for processes, not for cases.
MAY_WAIT = ("app/clock.py", "app/embedded/")
TOP_LEVEL = {
    "docs", "README.md", "wsgi.py", "setup.cfg", "pyproject.toml", "Makefile", ".ci", "processes", "forms", "handlers", "app", "tests", ".gitignore", "LICENSE",
}  # fmt: skip
# The language of the pages is no right; that a file belongs to a case stands in the case's own events.
BESIDE_THE_HOUSE = {"app/actions/person/set_language.py", "app/casework/files.py"}
NOUNS = {"task", "case", "process", "release", "record", "file", "notice", "person", "history", "training"}


@cache
def everything() -> tuple[Path, ...]:
    """All our own files."""
    found = []
    for folder, folders, names in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in NOT_OURS and not name.endswith((".egg-info", "_cache")))
        found += [Path(folder, name) for name in sorted(names)]
    return tuple(found)


def top_level() -> set[str]:
    """What git keeps at the top, for a stray file of somebody's is no part of the tree; without git, what lies there and was not made by a command."""
    git = shutil.which("git")
    asked = subprocess.run([git, "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=False) if git else None
    if asked is not None and asked.returncode == 0 and asked.stdout:
        return {name.split("/")[0] for name in asked.stdout.split("\0") if name}
    made = {".hypothesis", ".coverage", *NOT_OURS}
    return {p.name for p in ROOT.iterdir() if p.name not in made and not p.name.endswith((".egg-info", "_cache"))}


def files(*tops: str, suffix: str = ".py") -> Iterator[Path]:
    """All our own files of a kind under these folders."""
    for top in tops:
        yield from (path for path in everything() if path.name.endswith(suffix) and path.is_relative_to(ROOT / top))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def place(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def dotted(node: ast.expr) -> str:
    """`datetime.now` for the expression that names it."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "…"


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            yield dotted(node.func), node


def imports(path: Path) -> Iterator[tuple[str, ast.AST]]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module, node


def test_only_the_database_module_commits() -> None:
    found = [place(p, n) for p in files(*PROGRAM) if p != ROOT / "app/db.py" for name, n in calls(p) if name.endswith(".commit")]
    assert found == []
    commits = [n for name, n in calls(ROOT / "app/db.py") if name.endswith(".commit")]
    assert len(commits) == 1, "one commit in the whole program"


def test_the_wall_clock_is_read_in_one_place() -> None:
    reading = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.(time|time_ns|localtime|gmtime|ctime|strftime))$")
    waiting = re.compile(r"^time\.(monotonic|perf_counter|sleep|monotonic_ns|perf_counter_ns)$")
    found = [
        place(p, n)
        for p in files(*PROGRAM)
        for name, n in calls(p)
        if (reading.search(name) and p != ROOT / "app/clock.py") or (waiting.search(name) and not str(p.relative_to(ROOT)).startswith(MAY_WAIT))
    ]
    assert found == []


def test_no_error_is_swallowed_unseen() -> None:
    found = []
    for path in files(*PROGRAM, "tests", ".ci"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                broad = node.type is None or dotted(node.type) in ("Exception", "BaseException")
                silent = all(isinstance(s, ast.Pass) or (isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant)) for s in node.body)
                if node.type is None or (broad and (silent or isinstance(node.body[0], ast.Continue))):
                    found.append(place(path, node))
        found += [place(path, n) for name, n in calls(path) if name.endswith("suppress") and {dotted(a) for a in n.args} & {"Exception", "BaseException"}]
    assert found == []


def test_only_the_engine_knows_spiffworkflow() -> None:
    found = [place(p, n) for p in files(*PROGRAM) if "engine" not in p.parts for name, n in imports(p) if name.split(".")[0] == "SpiffWorkflow"]
    assert found == []


def test_nothing_is_left_for_later_and_nothing_is_pretended() -> None:
    later = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|unittest\.mock|\bMagicMock\b")
    sources = [*files(*PROGRAM, "tests", ".ci"), *files("app/web/src", suffix=".ts"), *files("app/web/src", suffix=".tsx")]
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if later.search(line)
    ]
    assert found == []


def test_modules_are_small() -> None:
    """One idea each."""
    sizes = {p: len(p.read_text("utf-8").splitlines()) for p in files(*PROGRAM) if p.read_text("utf-8").strip()}
    assert {str(p.relative_to(ROOT)): n for p, n in sizes.items() if n > 260} == {}
    assert median(sizes.values()) <= 80
    pages = {p: len(p.read_text("utf-8").splitlines()) for suffix in (".ts", ".tsx") for p in files("app/web/src", suffix=suffix)}
    assert {str(p.relative_to(ROOT)): n for p, n in pages.items() if n > 300} == {}


def test_the_list_of_what_can_happen_is_ordered_by_what_it_happens_to() -> None:
    """In app/actions lie packages of these nouns, in them files of verbs, and nothing else."""
    here = [p.relative_to(ROOT / "app/actions") for p in files("app/actions", suffix="")]
    assert {p.parts[0] for p in here if len(p.parts) > 1} == NOUNS
    assert [str(p) for p in here if len(p.parts) == 1 and p.name != "__init__.py"] == []
    assert [str(p) for p in here if len(p.parts) > 2 or p.suffix != ".py" or (p.name.startswith("_") and p.name != "__init__.py")] == []


def test_every_action_is_a_file_named_after_its_function() -> None:
    """`task/complete.py` holds complete_task(), `case/move_token.py` holds move_token()."""
    found = []
    for path in files("app/actions"):
        if path.name == "__init__.py":
            continue
        functions = {n.name for n in tree(path).body if isinstance(n, ast.FunctionDef) and not n.name.startswith("_")}
        noun = {"case": "instance", "history": "instance"}.get(path.parent.name, path.parent.name)
        plural = {"person": "people", "process": "processes"}.get(noun, f"{noun}s")
        told = {path.stem, path.stem.removesuffix("s"), f"{path.stem}_{noun}", f"{path.stem}_{plural}"}
        if not told & functions or not re.fullmatch(r"[a-z]+(_[a-z]+)*", path.stem):
            found.append(f"{path.relative_to(ROOT)}: {sorted(functions)}")
    assert found == []


def test_no_files_of_the_program_import_each_other_in_a_circle() -> None:
    """Imports inside functions and for types count, too: who knows whom goes one way, everywhere."""
    graph = grimp.build_graph("app", "handlers", cache_dir=None)
    open_ones = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    while ends := [module for module, known in open_ones.items() if not known & open_ones.keys()]:
        for module in ends:
            del open_ones[module]
    while ends := [module for module in open_ones if not any(module in known for known in open_ones.values())]:
        for module in ends:
            del open_ones[module]
    assert sorted(open_ones) == []


def test_every_refusal_speaks_both_languages() -> None:
    kinds = [c for c in vars(app.errors).values() if isinstance(c, type) and issubclass(c, HouseError)]
    assert len(kinds) > 15
    assert len({kind.slug for kind in kinds}) == len(kinds), "each kind has a page of its own"
    for kind in kinds:
        assert re.search(r"[\u4e00-\u9fff]", kind.title), kind
        assert re.search(r"[A-Za-z]", kind.title_en), kind
        assert not re.search(r"[\u4e00-\u9fff]", kind.title_en), kind
        assert kind.__doc__, kind
        assert kind is HouseError or 400 <= int(kind.status) < 600, kind


def test_every_module_says_what_it_is() -> None:
    found = [str(p.relative_to(ROOT)) for p in files(*PROGRAM, "tests") if p.read_text("utf-8").strip() and not ast.get_docstring(tree(p))]
    assert found == []


def test_nothing_of_a_machine_is_in_the_repository() -> None:
    """No home folders, no addresses of package indexes."""
    machine = re.compile(r"(?<![\w./:-])/(home|Users|root|work)/\w|pypi\.org|pythonhosted|index-url|registry\.npm(js|mirror)|find-links")
    kinds = (".py", ".cfg", ".toml", ".md", ".json", ".ts", ".tsx", ".npmrc", ".css", ".html", ".bpmn", ".dmn")
    sources = [p for p in everything() if p.name.endswith(kinds) or p.name == "Makefile" or ".ci" in p.parts]
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:80]}"
        for path in sources
        if path != Path(__file__).resolve()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if machine.search(line)
    ]
    assert found[:20] == []


def test_the_tree_is_the_one_that_was_agreed() -> None:
    """Nothing else at the top, and none of the names that say nothing."""
    assert top_level() - TOP_LEVEL == set()
    vague = re.compile(r"^(utils?|helpers?|managers?|common|misc|repositor(y|ies)|.*_service|.*_manager|.*_utils)$")
    found = [str(p.relative_to(ROOT)) for p in files(*PROGRAM) if any(vague.match(part) for part in p.relative_to(ROOT).with_suffix("").parts)]
    found += [str(p.relative_to(ROOT)) for p in files(*PROGRAM) if "services" in p.parts]
    assert found == []


def test_what_the_house_proves_is_written_in_one_way() -> None:
    """Who makes or changes a person, a right, a release, a calendar, a file or the training clock does it in a `house_act`."""
    proven = {table.model.__name__ for table in SEALED.values()}
    found = []
    for path in files("app/actions", "app/casework", "app/access", "app/publishing", "app/ground", "app/cli", "handlers"):
        lines = [n for n in ast.walk(tree(path)) if isinstance(n, ast.ImportFrom) and n.module == "app.models"]
        tables = {a.asname or a.name for line in lines for a in line.names if a.name in proven}
        acts = any(name == "house_act" for name, _ in calls(path))
        for name, call in calls(path):
            named = {dotted(argument) for argument in call.args}
            writes = name in tables or (name.rpartition(".")[2] in ("insert", "upsert", "update", "delete") and named & tables)
            if writes and not acts and str(path.relative_to(ROOT)) not in BESIDE_THE_HOUSE:
                found.append(place(path, call))
    assert found == []


def test_money_is_never_a_float() -> None:
    """An amount is text in forms and data, NUMERIC in the database, Decimal in Python."""
    money = re.compile(r"\b\w*(_wan|_yuan|amount)\w*\s*[:=].*\bfloat\b|float\(\w*(_wan|_yuan|amount)")
    found = [f"{p.relative_to(ROOT)}:{i}" for p in files(*PROGRAM) for i, line in enumerate(p.read_text("utf-8").splitlines(), 1) if money.search(line)]
    assert found == []
