PY    ?= python3
VENV  ?= .venv
BIN   := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: run test check fuzz soak bench screens shell clean
run: $(STAMP)
	@$(BIN)/python -m assistant $(ARGS)

test: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m assistant check --strict
	@$(BIN)/python -m pytest -n auto --dist loadfile -m "not rig" $(ARGS)
	@$(if $(ARGS),,$(BIN)/python -m pytest -m rig tests/test_voice_rig.py) # sound is recorded with the machine at rest

check: test

fuzz: $(STAMP)
	@$(BIN)/python -m tests.fuzz --seconds 600 $(ARGS)

soak: $(STAMP)
	@$(BIN)/python -m benchmarks.voice --soak $(ARGS)

bench: $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@$(BIN)/python -m benchmarks.intents $(ARGS)
	@$(BIN)/python -m benchmarks.cost $(ARGS)

screens: $(STAMP)
	@$(BIN)/python -m tools.screens $(ARGS)

shell: $(STAMP)
	@$(BIN)/python -m tools.shell $(ARGS)

$(STAMP): pyproject.toml constraints.txt
	@$(PY) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; this is " + sys.version.split()[0] + ". Try: make PY=python3.11")'
	@test -x $(BIN)/python || $(PY) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test]'
	@$(BIN)/python -m compileall -q assistant
	@touch $@

clean:
	rm -rf $(VENV) dist
