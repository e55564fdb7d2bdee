# Every target sets up what it needs and can be run again. The set-up itself is .ci/setup.
# PYTHON=… chooses the interpreter (3.11 or later); WORKERS=… the number of test processes,
# FILES=… how many files the bench generates and rolls up.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN := .venv/bin
WORKERS ?= 2
FILES ?= 1000
RUN_STAMP := .venv/.ready-run
TEST_STAMP := .venv/.ready-test
export PYTHON

.PHONY: help demo test pytest lint format templates bench pictures office clean

help: ## this list
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1\t\2/p' Makefile | expand -t 20

demo: $(RUN_STAMP) ## the main job on five real submissions, into demo_output/
	$(BIN)/xlperf demo demo_output

test: lint pytest ## lint, then all tests (needs LibreOffice: installed by apt where that is allowed)

pytest: $(TEST_STAMP) office ## all tests
	@$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

lint: $(TEST_STAMP) ## ruff and mypy
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

format: $(TEST_STAMP) ## put the code in ruff's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

templates: $(TEST_STAMP) ## build workbook_templates/ and macros/xlperf.xlam again from the definitions
	rm -f workbook_templates/*.xlsx workbook_templates/*.xlsm macros/*.xlam
	$(BIN)/xlperf template --out workbook_templates
	$(BIN)/xlperf macros build --out .

bench: $(TEST_STAMP) office ## roll-up against pandas (FILES=1000), 校验 by a click: seconds and ratios, many minutes
	$(BIN)/python -m tests.bench.rollup --files $(FILES)
	$(BIN)/python -m tests.bench.button

pictures: $(TEST_STAMP) office ## render the README's pictures again
	$(BIN)/python -m docs.pictures

office: ## LibreOffice, Chinese fonts and poppler for the tests
	@.ci/setup office

clean: ## remove the environment and everything built or cached
	rm -rf .venv build dist demo_output .setup.log *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find xlperf tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(RUN_STAMP): pyproject.toml .ci/setup
	@.ci/setup python .
	@touch $@

$(TEST_STAMP): pyproject.toml .ci/setup
	@.ci/setup python '.[test,dev]'
	@touch $@ $(RUN_STAMP)

# Both write into .venv, and lint's answer comes before the tests': never side by side, even with -j.
.NOTPARALLEL:
