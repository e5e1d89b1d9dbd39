PYTHON ?= python3
.PHONY: help run test check bench chaos crowd

help:    ## these lines
	@sed -n 's/^\([a-z]*\): *## /make \1\t/p' Makefile

run:     ## install what is missing, then serve: http://127.0.0.1:8000 (PORT=…; TRAINING=1 CLOCK=2025-06-10T09:00:00+08:00)
	@$(PYTHON) .ci/prepare.py run && exec .venv/bin/flask --app wsgi serve

test:    ## everything that proves the program: lint, types, contracts, Python, web and browser tests
	@$(PYTHON) .ci/prepare.py test && exec .venv/bin/python .ci/prove.py test

check:   ## the fast part of it: no browser
	@$(PYTHON) .ci/prepare.py test && exec .venv/bin/python .ci/prove.py check

bench:   ## the figures, one JSON object a line, then a table (SIZE=large for a million tasks)
	@$(PYTHON) .ci/prepare.py test && exec .venv/bin/python -m tests.bench

chaos:   ## kills processes and cuts connections under load, then holds all against what was promised (SEED=7,8,9 MINUTES=10 CLIENTS=12)
	@$(PYTHON) .ci/prepare.py test && exec .venv/bin/python -m tests.chaos

crowd:   ## 300 projects over two plan years with people who act at random; all rules hold after each week (SEED= PROJECTS= WEEKS= PART=crowd or year)
	@$(PYTHON) .ci/prepare.py test && exec .venv/bin/python -m tests.crowd
