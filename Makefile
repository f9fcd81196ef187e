# What can be done with Manara's source. `make` alone lists it.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.ONESHELL:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
DONE := .make
PYTEST := $(RUN) -m pytest
# Tests start many processes, and each would compile the sources anew.
unexport PYTHONDONTWRITEBYTECODE
HAS_UV := command -v uv >/dev/null && uv --version >/dev/null 2>&1
INSTALL = $$($(HAS_UV) && echo uv pip install --quiet --python $(RUN) || echo $(RUN) -m pip install --quiet --disable-pip-version-check --no-compile)
TESTABLE := $(DONE)/installed $(DONE)/messages
TOOLS := tools/messages.py tools/message_files.py tools/message_sources.py

.PHONY: help install demo test check unit walls walls-again journeys screenshots bench faults strings messages lock ftm clean

help: ## list what there is
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/make \1#\2/p' $(MAKEFILE_LIST) | column -t -s '#' 2>/dev/null || grep -o '^[a-z-]*:.*## .*' $(MAKEFILE_LIST)

install: $(DONE)/installed ## set up .venv from requirements.lock (uv where it is, else venv and pip)

# What a node runs with, half of what the tests need: `make demo` waits for no more. Sources are compiled when they are
# first used; most of what is installed never is.
$(DONE)/runs: requirements-run.lock pyproject.toml hatch_build.py
	@mkdir -p $(DONE)
	if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
		echo "Manara needs Python 3.11 or later as $(PYTHON); name another with: make PYTHON=python3.12 …" >&2; exit 1
	fi
	if $(HAS_UV); then
		[ -x $(RUN) ] || uv venv --quiet --no-python-downloads --python "$$(command -v $(PYTHON))" $(VENV)
	elif ! [ -x $(RUN) ] && ! $(PYTHON) -m venv $(VENV); then
		rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1
	fi
	$(INSTALL) --require-hashes -r requirements-run.lock
	$(INSTALL) --no-deps --no-build-isolation --editable .
	touch $@

$(DONE)/installed: $(DONE)/runs requirements.lock
	@$(INSTALL) --require-hashes -r requirements.lock
	touch $@

# Compiled whenever a translation is newer: git ignores the .mo files.
$(DONE)/messages: $(DONE)/runs $(wildcard src/manara/*/locale/*/LC_MESSAGES/django.po) $(TOOLS)
	@$(RUN) tools/messages.py compile
	touch $@

demo: $(DONE)/messages ## start a node with the synthetic region and print where to sign in
	@$(VENV)/bin/manara demo

test: check unit journeys ## everything that must hold before a change lands

check: $(TESTABLE) ## style, types, imports, translations, the reference of settings and the house tests
	@$(RUN) -m ruff check .
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports
	$(RUN) tools/messages.py check
	$(VENV)/bin/manara node settings | cmp - docs/reference/settings.md
	$(PYTEST) -n auto --dist loadfile tests/house

# Each process has a node and a database of its own; a file's tests stay together. What fails is run a second time with
# the machine to itself: red is what fails twice, and what needed its second run is named, to be mended.
unit: $(TESTABLE) ## every test without a browser but the house's, which `make check` runs: rooms, walls
	@if ! $(PYTEST) -n auto --dist loadfile --no-loadscope-reorder --ignore=tests/house -m "not journeys and not faults and not bench"; then
		echo "== A second run of what failed" >&2
		$(PYTEST) --last-failed --last-failed-no-failures none --ignore=tests/house -m "not journeys and not faults and not bench"
	fi

walls: $(TESTABLE) ## only who can reach what, through which channel
	@$(PYTEST) -n auto --dist loadfile --no-loadscope-reorder -m walls tests/walls

walls-again: $(TESTABLE) ## the same on the wheel's PostgreSQL, each page asked by one role of those who may (all: MANARA_TEST_POSTGRES=wheel make walls)
	@export MANARA_TEST_POSTGRES=wheel MANARA_TEST_EACH_ADDRESS_ONCE=1
	$(PYTEST) -n auto --dist loadfile --no-loadscope-reorder -m walls tests/walls

# The longest first, so that no processor waits for them at the end.
LONGEST := $(foreach each,every_page hostile_strings demonstration,tests/journeys/test_$(each).py)
JOURNEYS ?= $(LONGEST) $(filter-out $(LONGEST),$(wildcard tests/journeys/test_*.py))
journeys: $(TESTABLE) ## a person's way through the pages, in a real Chromium (JOURNEYS=FILE: only that)
	@if chromium=$$($(RUN) tools/chromium.py); then
		# Each in a process of its own: browsers' event loops and the pages' database connections must not meet. One more
		# at once than there are processors, since a journey often waits for a page to come to rest. What one has to say
		# comes when it ends. A second run as for the units.
		export MANARA_CHROMIUM=$$chromium FAILED=$$(mktemp)
		trap 'rm -f "$$FAILED"' EXIT
		printf '%s\n' $(JOURNEYS) | xargs -P "$$(($$(getconf _NPROCESSORS_ONLN) + 1))" -I@ sh -c 'said=$$($(PYTEST) -m journeys @ 2>&1) || echo @ >> "$$FAILED"; printf "%s\n" "$$said"'
		while read -r journey <&3; do
			echo "== A second run of $$journey" >&2
			$(PYTEST) -m journeys "$$journey"
		done 3< "$$FAILED"
	elif [ "$${CI:-}" = true ]; then
		exit 1
	else
		echo "The browser journeys were not run." >&2
	fi

screenshots: $(TESTABLE) ## every page in Arabic and French, wide and narrow, into screenshots/ (to look at; says what overlaps)
	@$(RUN) tools/screenshots.py

faults: $(TESTABLE) ## killed processes and full disks: nothing acknowledged is lost
	@$(PYTEST) -m faults tests/faults

strings: $(TESTABLE) ## every string that attacks through every address: long, by hand (MANARA_TEST_ALL_STRINGS=8: every eighth)
	@export MANARA_TEST_ALL_STRINGS=$${MANARA_TEST_ALL_STRINGS:-1}
	$(PYTEST) tests/security/test_every_field.py
	MANARA_CHROMIUM=$$($(RUN) tools/chromium.py) $(PYTEST) -m journeys tests/journeys/test_hostile_strings.py

bench: $(TESTABLE) ## measure each claim of docs/performance.md (each file of bench/ says how it is run)
	@for claim in $$(sed -n 's/^Run: `python -m \(bench\.[a-z_]*\).*/\1/p' bench/*.py | sort -u); do
		echo "== $$claim"; $(RUN) -m $$claim
	done

messages: $(DONE)/installed ## take new strings out of templates and code, then compile
	@$(RUN) tools/messages.py update
	$(RUN) tools/messages.py compile

lock: ## write requirements.lock anew from pyproject.toml, and the two that go with it (needs uv)
	@uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --extra test pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --extra checkout -c requirements.lock pyproject.toml -o requirements-run.lock
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-annotate --no-header \
		--python-version 3.11 --extra test --extra ftm -c requirements.lock pyproject.toml -o requirements-ftm.lock

ftm: $(DONE)/ftm ## also install the package followthemoney, for the tests that exchange files with it (needs g++ and libicu-dev)

$(DONE)/ftm: $(DONE)/installed requirements-ftm.lock
	@$(INSTALL) --require-hashes -r requirements-ftm.lock
	touch $@

clean: ## remove everything that was built; a node's data is never touched
	@rm -rf $(DONE) $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis build dist
	find src tools tests demo bench -name __pycache__ -type d -exec rm -rf {} +
	find src -name '*.mo' -delete
