PY    ?= python3
VENV  ?= .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed
TOOLS := $(VENV)/.tools
NEW   := install --quiet --disable-pip-version-check -c constraints.txt
PIP   := $(BIN)/python -m pip $(NEW)
# Bytecode of what is imported, made by all cores: half of what pip would make is never read.
BYTES := $(BIN)/python -m compileall -qq -j 0 -x '/(tests|mypy|mypyc|lexers|pip|setuptools|pkg_resources)/' $(VENV)/lib assistant || :

.PHONY: run test checked learnt check fuzz soak bench screens shell clean
run: $(STAMP)
	@$(BIN)/python -m assistant $(ARGS)

test: $(STAMP)
	@$(MAKE) --no-print-directory -j2 checked learnt
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not rig" $(ARGS)
	@$(if $(ARGS),,$(BIN)/python -m pytest -m rig tests/test_voice_rig.py) # sound is recorded with the machine at rest

checked: $(TOOLS)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy
	@$(BIN)/python -m assistant check --strict

learnt: $(STAMP) # what the tests share, beside the checks: each takes one core
	@$(BIN)/python -m tests.shared

check: test

fuzz: $(TOOLS)
	@$(BIN)/python -m tests.fuzz --seconds 600 $(ARGS)

soak: $(TOOLS)
	@$(BIN)/python -m benchmarks.voice --soak $(ARGS)

bench: $(TOOLS)
	@$(PIP) --no-build-isolation -e '.[bench]'
	@$(BIN)/python -m benchmarks.intents $(ARGS)
	@$(BIN)/python -m benchmarks.cost $(ARGS)

screens: $(TOOLS)
	@$(BIN)/python -m tools.screens $(ARGS)

shell: $(STAMP)
	@$(BIN)/python -m tools.shell $(ARGS)

# A new pip, for an old one takes three times as long to choose; and what builds packages, put where it is used twice.
# They come by the pip that is there; where there is none, or one too old for that, by the one that Python brings along.
FIRST := pip hatchling editables
$(STAMP): pyproject.toml constraints.txt
	@$(PY) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PY=python3.11")'
	@test -x $(BIN)/python || $(PY) -m venv --without-pip $(VENV)
	@$(PY) -m pip --python $(BIN)/python $(NEW) $(FIRST) 2>/dev/null || { $(BIN)/python -m ensurepip >/dev/null && $(PIP) $(FIRST); }
	@$(PIP) --no-compile --no-build-isolation -e .
	@$(BYTES)
	@touch $@

$(TOOLS): $(STAMP)
	@$(PIP) --no-compile --no-build-isolation -e '.[test]'
	@$(BYTES)
	@touch $@

clean:
	rm -rf $(VENV) dist
