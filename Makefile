# Two commands to know: `make run` and `make test`. A fresh machine needs python3 (3.11), pip and make.
SHELL := /bin/bash
.DEFAULT_GOAL := help

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUN_STAMP := $(VENV)/.installed-run
DEV_STAMP := $(VENV)/.installed-dev
LOCKS := pyproject.toml constraints.txt
UV := uv==0.13.9
SUPERSET_VENV := .venv-superset
SUPERSET_LOCK := dagster_project/bi/server/constraints.txt
SUPERSET_STAMP := $(SUPERSET_VENV)/.installed
SPARK_VENV := .venv-spark
SPARK_LOCK := dagster_project/engine/constraints.txt
SPARK_STAMP := $(SPARK_VENV)/.installed

# Variables given on the command line (make run RSOKO_LANDING=…) reach every recipe through the environment.

# venv where python has it, virtualenv where it does not; uv where pip finds it, pip where it does not.
# 1 folder of the environment, 2 what to install, 3 its pins, 4 stamp
define install
	@test -x $(1)/bin/python \
		|| $(PYTHON) -m venv $(1) \
		|| { rm -rf $(1) \
			&& $(PYTHON) -m pip install --quiet --target $(1).boot virtualenv \
			&& PYTHONPATH=$(1).boot $(PYTHON) -m virtualenv --quiet $(1); }
	@echo "Installing pinned packages into $(1): $(2)"
	@$(1)/bin/python -m pip install --quiet '$(UV)' || true
	@if test -x $(1)/bin/uv; then \
		UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy $(1)/bin/uv pip install --quiet --python $(1)/bin/python $(2) -c $(3); \
	else false; fi || $(1)/bin/python -m pip install --quiet $(2) -c $(3)
	@touch $(4)
endef

$(RUN_STAMP): $(LOCKS)
	$(call install,$(VENV),-e '.',constraints.txt,$@)

$(DEV_STAMP): $(LOCKS)
	$(call install,$(VENV),-e '.[dev]',constraints.txt,$@)
	@touch $(RUN_STAMP)

$(SUPERSET_STAMP): $(SUPERSET_LOCK)
	$(call install,$(SUPERSET_VENV),'apache-superset[duckdb]' flask-caching rich cachetools psycopg2-binary,$(SUPERSET_LOCK),$@)

$(SPARK_STAMP): $(SPARK_LOCK)
	$(call install,$(SPARK_VENV),pyspark 'dbt-spark[pyhive]' dbt-core,$(SPARK_LOCK),$@)

.PHONY: help run test test-bi test-engine lint dev spark superset publish-dry bench bench-scale bench-engine drill mutate data-docs indicators samples clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

run: $(RUN_STAMP) ## read the landing folder, validate, build, test, write the BI copy, print the summary
	@$(BIN)/rsoko run

test: $(DEV_STAMP) ## run the whole test suite
	@$(BIN)/python -m pytest -q -n 2 --dist loadfile --no-loadscope-reorder --ignore=tests/bi --ignore=tests/engine

lint: $(DEV_STAMP) ## run the static checks: ruff, mypy, sqlfluff, yamllint, stale generated files
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/yamllint --strict .
	@$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar dbt/models dbt/tests
	@$(BIN)/python -m dagster_project.generated --check

dev: $(DEV_STAMP) ## open Dagster's UI with the same assets
	@export DAGSTER_HOME=$${DAGSTER_HOME:-$(CURDIR)/data/dagster} && mkdir -p "$$DAGSTER_HOME" \
		&& cp -n dagster_project/dagster.yaml "$$DAGSTER_HOME/" \
		&& $(BIN)/python -m dagster_project.defs.pools \
		&& $(BIN)/dagster dev -m dagster_project.definitions

superset: $(RUN_STAMP) $(SUPERSET_STAMP) ## start a local Superset over the marts: prints its address and the demo users
	@$(BIN)/rsoko run
	@$(BIN)/rsoko superset up

spark: $(RUN_STAMP) $(SPARK_STAMP) ## install Apache Spark beside the rest (docs/how-to/spark.md)
	@bash tests/engine/system.sh

publish-dry: $(RUN_STAMP) ## check every link from dashboard to column, offline
	@$(BIN)/rsoko publish --dry-run

test-bi: $(DEV_STAMP) $(SUPERSET_STAMP) ## run the tests that talk to a real Superset
	@bash tests/bi/system.sh
	@$(BIN)/python -m pytest -q tests/bi

# PART=samples or PART=region_year for one of them; RSOKO_ENGINE_WORKS=20000 for a smaller year
test-engine: $(DEV_STAMP) $(SPARK_STAMP) ## build the samples and a region's year on DuckDB and on a Spark cluster, compare every table
	@bash tests/engine/system.sh
	@$(BIN)/python -m pytest -v tests/engine/$(PART)

bench: $(DEV_STAMP) ## measure ingest and build against the same work by hand
	@$(BIN)/python benchmarks/ingest.py
	@$(BIN)/python benchmarks/build.py

# polars is compared with, not used: it stays outside the environment of the project
.bench/polars: benchmarks/constraints.txt
	@$(BIN)/python -m pip install --quiet --upgrade --target .bench -r $<
	@touch $@

# SIZES="30000000" for one size; INCREMENTS, PEERS, FILES, SHAPES are numbers of works, works, workbooks, works
bench-scale: $(DEV_STAMP) .bench/polars ## measure growth to 10 million works, an increment, pandas and polars, 40,000 workbooks
	@$(BIN)/python benchmarks/scale.py $(SIZES)
	@$(BIN)/python benchmarks/increment.py $(INCREMENTS)
	@PYTHONPATH=.bench $(BIN)/python benchmarks/peers.py $(PEERS)
	@$(BIN)/python benchmarks/many_files.py $(FILES)
	@$(BIN)/python benchmarks/storage.py $(SHAPES)

bench-engine: $(DEV_STAMP) $(SPARK_STAMP) ## measure a region's year (SIZES="3000 400000" works) on DuckDB and on a Spark cluster
	@bash tests/engine/system.sh
	@$(BIN)/python benchmarks/engine.py $(SIZES)

drill: $(DEV_STAMP) ## two regions, five years again, new files and BI at once, with whole builds
	@RSOKO_DRILL=1 $(BIN)/python -m pytest -q tests/concurrency

mutate: $(DEV_STAMP) ## break every formula on purpose and count the mutants its unit tests catch
	@$(BIN)/python -m mutation

data-docs: $(RUN_STAMP) ## write the pages that show what the gate found in each file
	@$(BIN)/rsoko data-docs

indicators: $(RUN_STAMP) ## regenerate the union of indicators and the reference page
	@$(BIN)/python -m dagster_project.generated

samples: $(RUN_STAMP) ## regenerate the sample exports from their seed
	@$(BIN)/python -m dagster_project.generator samples

clean: ## remove the environment and the caches; the lake and the warehouse stay
	@rm -rf .bench $(VENV) $(VENV).boot $(SUPERSET_VENV) $(SUPERSET_VENV).boot $(SPARK_VENV) $(SPARK_VENV).boot dbt/target dbt/logs .pytest_cache .ruff_cache .mypy_cache .hypothesis
