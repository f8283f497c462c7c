# make       set up what running needs, and validate the package
# make test  set up what testing needs, and run the tests
# make help  what else there is

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEERS := benchmarks/.venv
# Its DuckDB is older than that of the other peers.
DATACONTRACT := benchmarks/.venv-datacontract
# The oldest programs that a release is promised to open in.
DOORS := tests/doors/.venv
# DuckDB with its extension for http and its command line.
REMOTE := tests/doors/.venv-remote
# What reads the metadata of a release; one of these readers needs older libraries than the project.
READERS := tests/doors/.venv-metadata
# What else a release is opened with, as Debian and Ubuntu package it; the font is for the Chinese of a printed workbook.
PROGRAMS := libreoffice-calc-nogui fonts-wqy-microhei poppler-utils r-base-core r-cran-rsqlite sqlite3 chromium
# What has been installed: what running needs; the developers' tools; Spark.
READY := $(VENV)/.ready
DEV := $(VENV)/.dev
SPARK := $(VENV)/.spark
# pip would compile every module, which takes time and room for what is never run. Python compiles what it imports and
# keeps it, here even where the environment says not to.
INSTALL := -m pip install --quiet --disable-pip-version-check --no-compile
LOCK := uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11
export PYTHONDONTWRITEBYTECODE =
# The documents are not part of the project; with them at hand, the evidence is checked too.
SOURCES ?= $(wildcard ../shared/sources)
# Nor are the cases on which the engine is compared with frictionless.
CORPUS ?= $(wildcard ../shared/corpus)
# Rows of the benchmarks' largest tables.
ROWS ?= 1000000

# What the SQL page runs; only who makes it anew needs Node.
EXPLORER := explorer/node_modules

# What the tests use, and how they run: one worker per core, each with whole files (docs/tests.md).
TESTING := $(DEV) programs $(SPARK) $(DOORS)/.ready $(REMOTE)/.ready $(READERS)/.ready
PYTEST := XINZHI_SOURCES="$(SOURCES)" XINZHI_CORPUS="$(CORPUS)" XINZHI_DOORS="$(abspath $(READERS))/bin/python" \
  $(BIN)/pytest --numprocesses auto --dist loadscope

# Comparisons on generated cases of which each takes long: `make test` tries fewer of them.
COSTLY := $(addprefix tests/engine/,test_differential.py test_accept.py test_accept_in_python.py)

.DEFAULT_GOAL := all
# Two pips in one environment spoil it.
.NOTPARALLEL:
.PHONY: all validate test test-all programs lint docs dist site screenshots releases-page engine conformance search benchmark benchmark-sizes spark mutation fmt lock clean help

all: validate  ## set up and validate the package

validate: $(READY)
	$(BIN)/xinzhi validate . $(if $(SOURCES),--sources $(SOURCES))

# A part of the tests, with any options of pytest: make test TESTS="tests/report -x"
test: $(TESTING) lint  ## set up what testing needs, check style and types, run the tests
	$(PYTEST) $(TESTS)

test-all: $(TESTING)  ## run the exhaustive searches that `make test` leaves out
	$(PYTEST) -m exhaustive $(TESTS)
	XINZHI_HYPOTHESIS=whole $(PYTEST) $(COSTLY)

programs:  ## install what the tests use of Debian's packages; without them, tests are skipped
	@wanted="$(PROGRAMS)"; test -n "$$JAVA_HOME" || command -v java > /dev/null || wanted="$$wanted default-jre-headless"; \
	missing=""; for name in $$wanted; do \
	  dpkg-query --show --showformat '$${Status}' $$name 2> /dev/null | grep -q ' installed$$' || missing="$$missing $$name"; \
	done; \
	test -z "$$missing" \
	  || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing > /dev/null; } \
	  || echo "not installed, so that the tests which use them are skipped (sudo make programs):$$missing"

lint: $(DEV)  ## check the code's style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(DEV)  ## write every generated page
	$(BIN)/python scripts/build_docs.py

dist: $(READY)  ## build the release into dist/, checked against the documents where they are at hand
	$(BIN)/xinzhi build . --out dist $(if $(SOURCES),--sources $(SOURCES))

releases-page: dist  ## build the release, write the sizes and digests of its files in docs/releases.md
	$(BIN)/python scripts/build_releases_page.py dist

site: $(READY)  ## build the static site into dist/site/
	$(BIN)/xinzhi site . --out dist/site

screenshots: $(DEV) programs site  ## take pictures of each kind of page of the site into dist-pictures/
	$(BIN)/python scripts/take_screenshots.py dist/site dist-pictures

engine: $(EXPLORER)/.ready  ## make what the site's SQL page runs anew from npm (Node 18 and npm 9, or later)
	node explorer/build.mjs

conformance: $(READY)  ## compare with frictionless, write docs/conformance.md
	@test -n "$(CORPUS)" || { echo "the corpus is not at hand: make conformance CORPUS=folder"; exit 1; }
	$(BIN)/python scripts/conformance.py $(CORPUS)

search: $(DEV)  ## compare with frictionless on thousands of generated packages, new ones each time
	XINZHI_HYPOTHESIS=nightly $(PYTEST) $(COSTLY) tests/engine/test_sql.py

benchmark: $(READY) $(PEERS)/.ready $(DATACONTRACT)/.ready  ## measure beside other validators, write docs/performance.md
	$(BIN)/python benchmarks/run.py --rows $(ROWS)

benchmark-sizes: $(READY)  ## measure beside frictionless on files of every size, write their table in docs/performance.md
	$(BIN)/python benchmarks/sizes.py

spark: $(READY) programs $(SPARK)  ## compare Spark with DuckDB on large tables, write docs/spark.md
	$(BIN)/python benchmarks/spark.py --rows $(ROWS)

mutation: $(READY)  ## corrupt the package in small ways, write docs/mutation.md
	@test -n "$(SOURCES)" || { echo "the documents are not at hand: make mutation SOURCES=folder"; exit 1; }
	$(BIN)/python benchmarks/mutation.py --sources $(SOURCES) --jobs $$(getconf _NPROCESSORS_ONLN)

fmt: $(READY)  ## bring the datasets into canonical form
	$(BIN)/xinzhi fmt .

$(READY): requirements.txt pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python $(INSTALL) --require-hashes -r requirements.txt
	$(BIN)/python $(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

# Spark is large: only what compares it installs it. It needs Java, which is one of the programs.
$(DEV): requirements-dev.txt $(READY)
$(SPARK): requirements-spark.txt $(READY)
$(DEV) $(SPARK):
	$(BIN)/python $(INSTALL) --require-hashes -r $<
	@touch $@

$(PEERS)/.ready: benchmarks/requirements.txt
$(DATACONTRACT)/.ready: benchmarks/requirements-datacontract.txt
$(DOORS)/.ready: tests/doors/requirements-duckdb-1.1.txt
$(REMOTE)/.ready: tests/doors/requirements-remote.txt
$(READERS)/.ready: tests/doors/requirements-metadata.txt
$(PEERS)/.ready $(DATACONTRACT)/.ready $(DOORS)/.ready $(REMOTE)/.ready $(READERS)/.ready:
	@test -d $(@D) || $(PYTHON) -m venv $(@D)
	$(@D)/bin/python $(INSTALL) --require-hashes -r $<
	@touch $@

$(EXPLORER)/.ready: explorer/package-lock.json
	@command -v npm > /dev/null || { echo "Node and npm are missing: on Debian, apt-get install nodejs npm"; exit 1; }
	cd explorer && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

lock:  ## write every requirements.txt anew: hashes, no addresses
	$(LOCK) --output-file requirements.txt pyproject.toml build-requirements.in
	$(LOCK) --extra dev --constraint requirements.txt --output-file requirements-dev.txt pyproject.toml build-requirements.in
	$(LOCK) --extra spark --constraint requirements-dev.txt --output-file requirements-spark.txt pyproject.toml
	$(LOCK) --output-file benchmarks/requirements.txt benchmarks/requirements.in
	$(LOCK) --output-file benchmarks/requirements-datacontract.txt benchmarks/requirements-datacontract.in
	$(LOCK) --output-file tests/doors/requirements-duckdb-1.1.txt tests/doors/requirements-duckdb-1.1.in
	$(LOCK) --output-file tests/doors/requirements-remote.txt tests/doors/requirements-remote.in
	$(LOCK) --output-file tests/doors/requirements-metadata.txt tests/doors/requirements-metadata.in

clean:  ## remove the environment and caches
	rm -rf $(VENV) $(PEERS) $(DATACONTRACT) $(DOORS) $(REMOTE) $(READERS) $(EXPLORER) benchmarks/data .pytest_cache .mypy_cache .ruff_cache .hypothesis

help:  ## this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
