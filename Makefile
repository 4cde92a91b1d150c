# Python 3.12 is all that must be there; `make help` lists the commands.

VENV_PYTHON := .venv/bin/python
# Options of pytest or files, e.g. make test ARGS="tests/ledger -k expiry"
ARGS ?=

export PYTHON PORT SALEOR_HOME SALEOR_PYTHON

.DEFAULT_GOAL := help
.PHONY: help demo test check format bench pages release venv lock postgres clean

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' $(MAKEFILE_LIST) \
		| while IFS='|' read -r name text; do printf '%-14s %s\n' "$$name" "$$text"; done

demo: ## a running shop with points; PORT=8000, SALEOR_HOME=folder: inside that Saleor
	@sh devtools/make-venv.sh demo
	@$(VENV_PYTHON) -m sandbox.demo $(if $(PORT),--port "$(PORT)") \
		$(if $(SALEOR_HOME),--saleor-home "$(SALEOR_HOME)")

test: venv ## all tests, and those inside Saleor where one is found; ARGS="tests/ledger -k expiry"
	@$(VENV_PYTHON) -m devtools.run_tests $(ARGS)

check: venv ## format, lint, types, layers, GraphQL schema, migrations
	@$(VENV_PYTHON) -m devtools.check $(ARGS)

format: venv ## put the code into shape
	@$(VENV_PYTHON) -m ruff format .
	@$(VENV_PYTHON) -m ruff check --fix .

bench: venv ## the benchmarks of docs/benchmarks.md
	@$(VENV_PYTHON) -m benchmarks $(ARGS)

pages: venv ## the staff pages and the storefront components; needs Node
	@$(VENV_PYTHON) -m devtools.pages $(ARGS)

release: venv ## sdist and wheel in dist/, with the staff pages; needs Node
	@$(VENV_PYTHON) -m devtools.release $(ARGS)

venv: ## .venv with the locked dependencies
	@sh devtools/make-venv.sh dev

lock: venv ## resolve the dependencies anew
	@sh devtools/lock.sh

postgres: venv ## start the test server and leave it running; prints its DATABASE_URL
	@$(VENV_PYTHON) -m devtools.postgres start

clean: ## remove .venv and .local, the embedded databases among it
	@[ ! -x $(VENV_PYTHON) ] || $(VENV_PYTHON) -m devtools.postgres purge
	rm -rf .venv .local build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache \
		.import_linter_cache dashboard-extension/node_modules storefront-components/node_modules \
		saleor_loyalty_plugin/dashboard/build saleor_loyalty_plugin/storefront/build
