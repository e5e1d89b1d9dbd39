"""Stands on the path of the served program during a campaign: the handlers of the campaign are found beside the institution's own."""

from pathlib import Path

import handlers

handlers.__path__.append(str(Path(__file__).parent / "served"))
