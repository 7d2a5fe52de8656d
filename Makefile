# Two commands bring everything up on a fresh Debian 12: `make run` and `make test`.
PY ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/sh
# What Qt needs to draw without a screen, and with one (X11).
DEBS := libegl1 libgl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 \
        libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0 libx11-xcb1
# What the tests type Chinese with, on a screen of their own. fcitx 4 and 5 shut each other out, and
# a developer may be using one of them: the two are unpacked beside the venv, never installed.
TEST_DEBS := xvfb xdotool dbus-daemon libime-data libimepinyin0 libfcitx5core7 libfcitx-core0 libgettextpo0 \
        libjson-c5 libpangocairo-1.0-0 libgdk-pixbuf-2.0-0 libwayland-client0 libxkbfile1 libxcb-ewmh2 \
        libxcb-randr0 at-spi2-core libxcb-xinerama0 libxcb-xkb1 libxcb-util1 libxml2 libxinerama1 libboost-iostreams1.74.0
DAEMONS := fcitx5 fcitx5-data fcitx5-modules fcitx5-pinyin fcitx5-chinese-addons-data fcitx5-module-punctuation \
        fcitx-bin fcitx-data fcitx-modules fcitx-pinyin fcitx-module-dbus fcitx-module-x11 fcitx-ui-classic

.PHONY: help setup debs test-debs run test check bench soak looks manual clauses lock clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*## /\t/'

setup: $(VENV)/.ok  ## virtual environment from the hashed lock, Debian packages

debs:
	@sh installer/debs.sh $(DEBS)

test-debs:
	@sh installer/debs.sh $(TEST_DEBS)

$(VENV)/daemons/.ok: installer/unpack_debs.sh | setup test-debs
	@sh installer/unpack_debs.sh $(VENV)/daemons $(DAEMONS)

$(VENV)/.ok: requirements.txt requirements-dev.txt pyproject.toml | debs
	@$(PY) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "需要 Python 3.11–3.13 / Python 3.11 to 3.13 is needed"; exit 2; }
	@test -x $(BIN)/python || $(PY) -m venv $(VENV) 2>/dev/null || { rm -rf $(VENV); $(PY) -m venv --without-pip $(VENV); }
	@if [ -x $(BIN)/pip ]; then PIP="$(BIN)/python -m pip"; else PIP="$(PY) -m pip --python $(BIN)/python"; fi; \
	 $$PIP install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	@site=$$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))'); \
	 echo "$(CURDIR)" > "$$site/bandecheng.pth"; \
	 printf '#!/bin/sh\nexec "%s/bin/python" -m app "$$@"\n' '$(CURDIR)/$(VENV)' > $(BIN)/bandecheng; chmod +x $(BIN)/bandecheng
	@touch $@

run: setup  ## open the counter; without a screen, play the scripted day
	@$(BIN)/python -m app.cli.run

test: setup $(VENV)/daemons/.ok  ## format, lint, types, contracts, tests, every branch of the domain
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --cov -n auto --dist loadfile --max-worker-restart 0

bench: setup  ## figures against raw baselines of the same run; fails past a limit
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

soak: setup  ## the long runs
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m soak

looks: setup  ## pictures of every page in every state, in out/looks; BESIDE=folder of drawings
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.looks $(if $(BESIDE),--beside $(BESIDE))

manual: setup  ## the user manual's pictures, taken anew from the running program
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.looks.manual

clauses: setup $(VENV)/daemons/.ok  ## which test shows which clause: docs/regulations, written anew
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest --clauses

lock:  ## recompile the universal hashed lock (developers; needs uv)
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-emit-find-links --python-version 3.11 requirements-dev.in -o requirements-dev.txt

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
