# Two commands on a fresh machine: `make monitor` and `make test`. `make check` is what a reviewer runs beside them.
PYTHON ?= python3
BIN := .venv/bin
DEMO := data/demo
DEMO_ENV := WOONMONITOR_HOME=$(DEMO)/home

.PHONY: monitor test check lock clean

monitor: .venv/ready
	$(BIN)/woonmonitor synthetic $(DEMO)/levering
	$(DEMO_ENV) $(BIN)/woonmonitor run $(DEMO)/levering --out $(DEMO)/rapport
	$(DEMO_ENV) $(BIN)/woonmonitor alert list

test: .venv/ready
	$(BIN)/woonmonitor init
	$(BIN)/pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

check: .venv/ready
	$(BIN)/woonmonitor init
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint models tests/dbt

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes --no-deps --requirement requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--extra dev --quiet --output-file requirements.lock pyproject.toml

clean:
	rm -rf .venv data/demo target logs
