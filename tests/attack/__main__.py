"""`python -m tests.attack [--count 2000] [--seed 1] [PATH…]`: every attack file and thousands of spoilt diagrams through the check; counts and the slowest.

PATH: more diagrams to begin with, files or folders.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from time import monotonic

from app import embedded
from app.db import db
from app.migrations import migrate, role_of
from tests.attack.door import Door
from tests.attack.files import attacks
from tests.attack.spoilt import publish_surroundings, send, send_sound, sources
from tests.build import sign_in
from tests.conftest import FAST, make_app
from tests.conftest import Database as Server


def main() -> int:
    """0 when nothing went wrong."""
    said = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    said.add_argument("--count", type=int, default=2000, help="spoilt diagrams (2000)")
    said.add_argument("--seed", default="1", help="the same seed spoils the same")
    said.add_argument("paths", metavar="PATH", nargs="*", type=Path)
    given = said.parse_args()
    with tempfile.TemporaryDirectory(prefix="attack-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        with embedded.database({"INSTANCE_DIR": folder / "instance"}, settings=FAST) as urls:
            migrate(urls.owner, role_of(urls.program))
            app = make_app(Server(urls.program, urls.owner, None))  # type: ignore[arg-type]
            with app.app_context():
                publish_surroundings()
                faults = _all(Door(sign_in(app, "owner")), Door(sign_in(app, "owner")), given)
                db.session.remove()
                db.engine.dispose()
    return 1 if faults else 0


def _all(hostile: Door, spoilt: Door, given: argparse.Namespace) -> int:
    for name, files in attacks().items():
        hostile.put(name, files)
    print("attack files:", *hostile.lines(), sep="\n", flush=True)
    known, began = sources(*given.paths), monotonic()
    send_sound(spoilt, known)
    for number in send(spoilt, known, given.seed, given.count):
        if number % 500 == 0:
            print(f"{number} of {given.count}, {monotonic() - began:.0f} s", flush=True)
    print(f"spoilt diagrams, seed {given.seed}, of {len(known)} sound ones:", *spoilt.lines(), sep="\n")
    return len(hostile.faults) + len(spoilt.faults)


if __name__ == "__main__":
    sys.exit(main())
