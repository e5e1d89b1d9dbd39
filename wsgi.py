"""What gunicorn and the `flask` command load."""

import gc

from app import create_app

app = create_app()
gc.collect()
gc.freeze()  # what is loaded now stays: it need not be looked through again and again
