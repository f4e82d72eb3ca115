# Everything runs in a virtual environment of its own; only Python 3.11 or newer and make are needed.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
DEMO := build/demo

.PHONY: demo test lint bench golden docs gallery pictures site fuzz clean

demo: $(VENV)/ready
	rm -rf $(DEMO)
	$(RUN) -m vlogkit demo $(DEMO)

test: $(VENV)/ready
	PYTHONDONTWRITEBYTECODE= $(RUN) -m pytest -n 2 --dist worksteal

lint: $(VENV)/ready
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check src tests benchmarks
	$(RUN) -m mypy
	$(VENV)/bin/lint-imports

bench: $(VENV)/ready
	for script in benchmarks/*.py; do echo "== $$script"; $(RUN) $$script || exit 1; done

fuzz: $(VENV)/ready
	VLOGKIT_FUZZ=20000 $(RUN) -m pytest -n 2 tests/fuzz

golden: $(VENV)/ready
	$(RUN) -m pytest tests/golden --golden

docs: $(VENV)/ready
	$(RUN) -m vlogkit.reference.template_reference docs/template-reference.md
	$(RUN) -m vlogkit.schemas

gallery: $(VENV)/ready
	$(RUN) tools/make_gallery.py

pictures: $(VENV)/ready
	$(RUN) tools/make_studio_pictures.py

site: $(VENV)-site/ready
	NO_MKDOCS_2_WARNING=1 $(VENV)-site/bin/mkdocs build

$(VENV)-site/ready: pyproject.toml constraints.txt tools/make_venv.py
	$(PYTHON) tools/make_venv.py $(VENV)-site docs

$(VENV)/ready: pyproject.toml constraints.txt tools/make_venv.py
	$(PYTHON) tools/make_venv.py $(VENV)

clean:
	rm -rf $(VENV) $(VENV)-site build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
