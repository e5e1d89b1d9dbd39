"""What gunicorn and the `flask` command load."""

import gc

from app import create_app
from app.cli import add_commands

app = create_app()
add_commands(app)
gc.collect()
gc.freeze()  # what is loaded now stays: it need not be looked through again and again
