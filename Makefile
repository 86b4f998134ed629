# Everything a person needs: `make demo` to try it, `make test` to trust it.

PYTHON ?= python3
PREBUILT ?= auto
BIN := .venv/bin

export LFMSEARCH_PREBUILT := $(PREBUILT)

.PHONY: help setup demo test test-desktop check words screenshots bench package clean

help:
	@echo "make demo              try it on a sample home"
	@echo "make demo DIR=FOLDER   try it on a folder of yours"
	@echo "make test              run the tests, on real weights where they can be fetched"
	@echo "make test-desktop      drive real windows, input methods and a screen reader (X11 and Wayland)"
	@echo "make check             lint, format, types, layers"
	@echo "make bench             measure it on this machine"
	@echo "make screenshots       make the pictures of the window, in .cache/pictures"
	@echo "make words             gather the words of the window for translation"
	@echo "make package           make a package that needs no Python, in dist; on Debian and Ubuntu a .deb"
	@echo "make clean             remove what make made in this folder"
	@echo
	@echo "PYTHON=python3.12 takes another Python; PREBUILT=yes|no takes or refuses a prebuilt llama.cpp."

setup:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed, and $(PYTHON) is not here." >&2; exit 1; }
	@$(PYTHON) packaging/bootstrap.py

demo: setup
	@$(BIN)/python packaging/demo.py "$(DIR)"

test: setup
	@$(BIN)/python packaging/starter.py
	@$(BIN)/python -m pytest

# Xvfb openbox xdotool dbus weston trayer ibus ibus-hangul ibus-anthy at-spi2-core python3-pyatspi fonts-noto-cjk
test-desktop: setup
	@$(BIN)/python -m pytest tests/desktop -m desktop

words: setup
	@$(BIN)/python packaging/words.py

check: setup
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache --no-logo

screenshots: setup
	@$(BIN)/python packaging/starter.py
	@$(BIN)/python packaging/screenshots.py

bench: setup
	@$(BIN)/python -m lfmsearch.bench

package: setup
	@$(BIN)/python packaging/package.py $(if $(HERE),--here)

clean:
	rm -rf .venv .cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
