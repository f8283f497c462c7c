# make       set up and validate the package
# make test  set up and run every test
# make help  what else there is

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
# The documents are not part of the project; with them at hand, the evidence is checked too.
SOURCES ?= $(wildcard ../shared/sources)

.DEFAULT_GOAL := all
.PHONY: all validate test lint docs fmt lock clean help

all: validate  ## set up and validate the package

validate: $(READY)
	$(BIN)/xinzhi validate . $(if $(SOURCES),--sources $(SOURCES))

test: $(READY) lint  ## set up and run every test
	XINZHI_SOURCES="$(SOURCES)" $(BIN)/pytest

lint: $(READY)  ## check the code's style and types
	$(BIN)/ruff check .
	$(BIN)/mypy

docs: $(READY)  ## write the generated files
	$(BIN)/xinzhi docs .

fmt: $(READY)  ## bring the datasets into canonical form
	$(BIN)/xinzhi fmt .

$(READY): requirements.txt pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: on Debian, apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

lock:  ## write requirements.txt anew: hashes, no addresses
	uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header --universal --python-version 3.11 \
	  --extra dev --output-file requirements.txt pyproject.toml build-requirements.in

clean:  ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

help:  ## this list
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
