# Nabij: every command, each with its help after "##".
.DEFAULT_GOAL := help
SHELL := /bin/sh
MAKEFLAGS += --no-print-directory

PYTHON ?= python3
PORT ?= 8000
# By the environment, so that no shell looks at what is in a title.
export TITEL
# FRESH=1: build everything, and keep nothing.
export FRESH
API_PORT ?= 8001
CAPTCHA_PORT ?= $(shell expr $(API_PORT) + 1)
# What runs the endpoint on a serverless platform; BUNDLE_PYTHON= names the Python that it has there.
ARCH ?= x86_64
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input
# What `make api` and `make deliver` find in .env, unless the environment says otherwise.
WITH_ENV := $(BIN)/python -m tasks.dotenv

.PHONY: help serve beheer test check artikel dienst publish api status deliver lock clean

help: ## show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18
	@echo
	@echo '  PORT=8000 API_PORT=8001 CAPTCHA_PORT=8002 move what make serve and make api listen on.'
	@echo '  FRESH=1 lets make serve and make publish build everything, whatever was kept.'

serve: .venv/serve.stamp ## the site with live reload on http://localhost:8000, the endpoint beside it, all on this machine
	@$(BIN)/python -m tasks.serve --port $(PORT) --api-port $(API_PORT) --captcha-port $(CAPTCHA_PORT)

beheer: .venv/serve.stamp ## fetch the editor for /beheer/ of the preview, by npm, if it is not there yet
	@$(BIN)/python -m tasks.editor.package

test: .venv/test.stamp ## install what the tests need, the browser too, and run every test
	@$(BIN)/python -m tests.e2e.browser
	@$(BIN)/python -m tests.site.nu
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

check: .venv/serve.stamp ## read every text and say in Dutch what to mend, by file and line
	@$(BIN)/python -m tasks.check

artikel: .venv/serve.stamp ## a new article as a draft: make artikel TITEL="Samen aan tafel"
	@$(BIN)/python -m tasks.new_text artikel "$$TITEL"

dienst: .venv/serve.stamp ## a new service as a draft: make dienst TITEL="Wandelcoaching"
	@$(BIN)/python -m tasks.new_text dienst "$$TITEL"

publish: .venv/serve.stamp ## build output/ for the live site; the old one stays until the new one is whole and checked
	@$(BIN)/python -m tasks.publish

api: .venv/serve.stamp ## the endpoint alone, for production on one's own machine: settings from .env or the environment
	@$(WITH_ENV) $(BIN)/python -m tasks.api --port $(API_PORT)

status: .venv/serve.stamp ## how the messages stand, in Dutch; docs/beheer.md has the other commands
	@$(WITH_ENV) $(BIN)/flask --app contact_api status

deliver: .venv/serve.stamp ## deliver the messages that wait, send alerts and the summary, wipe what is old; NOW=1 tries all that waits at once
	@$(WITH_ENV) $(BIN)/flask --app contact_api deliver $(if $(NOW),--now)

bundle: .venv/serve.stamp ## the endpoint as an archive: make bundle PLATFORM=aws (google, azure, scaleway, vercel); POSTGRES=1 with its client
	@$(BIN)/python -m tasks.bundle "$(PLATFORM)" --arch "$(ARCH)" $(if $(BUNDLE_PYTHON),--python "$(BUNDLE_PYTHON)") $(if $(POSTGRES),--postgres)

lock: .venv/test.stamp ## write requirements/*.txt anew from pyproject.toml, with hashes
	@$(PIP) install uv
	@for each in "api" "serve --extra site --extra serve --extra commands" \
	  "test --extra site --extra serve --extra commands --extra test" \
	  "postgres --extra postgres" "google --extra google" "azure --extra azure"; do \
	  set -- $$each; name=$$1; shift; \
	  $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-header --no-annotate "$$@" pyproject.toml -o requirements/$$name.txt || exit 1; \
	done

clean: ## remove what was built and installed; messages and mail in var/ stay
	rm -rf .venv output var/vnu-jar@* var/lighthouse@* var/sveltia-cms@* var/cache var/site var/publish var/previous .pytest_cache .ruff_cache .hypothesis .schemathesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo 'Nabij needs Python 3.11 or newer. Try: make serve PYTHON=python3.12'; exit 1; }
	@$(PYTHON) -m venv .venv || \
	  { rm -rf .venv; echo 'Python has no working venv module. On Debian and Ubuntu: apt-get install python3-venv'; exit 1; }

.venv/serve.stamp: requirements/serve.txt tasks/editor/package.py | .venv/bin/python
	@echo 'Installing what the site and the endpoint need (once) ...'
	@$(PIP) install -r requirements/serve.txt
	@$(BIN)/python -m tasks.editor.package || true
	@touch $@

.venv/test.stamp: requirements/test.txt .venv/serve.stamp
	@echo 'Installing what the tests need (once) ...'
	@$(PIP) install -r requirements/test.txt
	@touch $@
