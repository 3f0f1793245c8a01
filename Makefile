# Everything that is built stays in .build, here, in Benchmarks and in Fuzz.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Package.swift tells what of a debug build this optimises.
export CLOUDCOMPUTE_OPTIMIZE := 1

DEBUG_PROGRAM := .build/debug/cloudcompute
RELEASE_PROGRAM := .build/release/cloudcompute
VENV := .build/venv
PYTHON := $(VENV)/bin/python
LEGACY_MCP_VENV := .build/legacy-mcp-venv
LEGACY_MCP_PYTHON := $(LEGACY_MCP_VENV)/bin/python
LAUNCHERS_VENV := .build/launchers-venv
LAUNCHERS_PYTHON := $(LAUNCHERS_VENV)/bin/python
STATIC_LIBRARIES := .build/static-libraries
STAGE := .build/stage
DIST := .build/dist
VERSION := $(shell Packaging/version)

# The program shall not depend on where the clone is: C sources name their own paths, and objects of Swift hold a hash of their debug
# information, which is stripped anyway.
PATH_FLAGS := -Xcc "-ffile-prefix-map=$(CURDIR)/=" -Xswiftc -gnone

# Generic types are asked for by functions. By its name, the runtime would look for what a type's arguments have to conform to among all
# conformances of the program, which took a short command a sixth of its processor time.
TYPE_FLAGS := -Xswiftc -Xfrontend -Xswiftc -disable-concrete-type-metadata-mangled-name-accessors

# Where `make install` puts things; DESTDIR is put before it by those who make packages.
PREFIX := /usr/local
DESTDIR :=

# The time that stands in what is packaged: that of the commit, or of a source archive's changelog.
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null || stat -c %Y CHANGELOG.md)
# The other packages' own sources; Fuzz also has links to those of this one.
OTHER_PACKAGES := Examples/Package.swift Examples/Sources Benchmarks/Package.swift Benchmarks/Sources/bare-loop Benchmarks/Sources/bare-streams Benchmarks/Sources/hot-paths \
	Fuzz/Package.swift Fuzz/Sources/fuzz

# Debian's names. On macOS libedit and zlib are part of the system.
BUILD_PACKAGES := libedit-dev libsqlite3-dev python3 zlib1g-dev
TEST_PACKAGES := bash-completion chromium-headless-shell curl fish jq munge nginx-light openssh-client openssh-server parallel \
	procps python3-venv slurm-client slurmctld slurmd zsh
SANITIZERS := thread address
SANITIZER_SKIPS := --skip holdsAMillionInAtMost24BytesEach
BENCH_PACKAGES := curl nginx-light valgrind wrk
PACKAGING_PACKAGES := binutils dpkg-dev xz-utils
TEST_DEB_PACKAGES := debootstrap lintian

.PHONY: help
help: ## Shows this list.
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

.PHONY: demo
demo: build-packages ## Builds, lists the sandbox's models, asks a question, runs a batch.
	swift build --product cloudcompute
	$(DEBUG_PROGRAM) models --sandbox
	$(DEBUG_PROGRAM) ask --sandbox "What is a GPU good for?"
	rm -rf .build/demo && mkdir -p .build/demo
	$(DEBUG_PROGRAM) batch run prompts/openai-batch.jsonl prompts/russian.jsonl -o .build/demo/answers.jsonl --sandbox

# What is fetched comes beside the check of the format.
.PHONY: test resolve
test: ## Sets itself up and runs every test.
	$(MAKE) --no-print-directory -j3 lint resolve test-packages
	$(MAKE) --no-print-directory run-tests
resolve:
	swift package resolve

.PHONY: build-tests compile-tests run-tests
build-tests: build-packages test-packages # What the tests need of PyPI is installed while Swift compiles.
	$(MAKE) --no-print-directory -j3 compile-tests $(PYTHON) $(LEGACY_MCP_PYTHON)
compile-tests:
	swift build --build-tests
run-tests: build-tests # Those of TEST_GROUPS, which Tests/run.sh names, or all.
	CLOUDCOMPUTE_TEST_PYTHON=$(abspath $(PYTHON)) CLOUDCOMPUTE_TEST_LEGACY_MCP_PYTHON=$(abspath $(LEGACY_MCP_PYTHON)) \
	  CLOUDCOMPUTE_TEST_GROUPS="$(TEST_GROUPS)" Tests/run.sh

.PHONY: test-launchers
test-launchers: build-packages test-packages $(LAUNCHERS_PYTHON) ## Runs the examples of Ray and submitit, for which it gets 300 MB.
	swift build --build-tests
	CLOUDCOMPUTE_TEST_LAUNCHERS_PYTHON=$(abspath $(LAUNCHERS_PYTHON)) \
	  swift test --skip-build --no-parallel --filter PythonLauncherTests

.PHONY: simulate
simulate: build-packages ## Runs the batch simulation: SEEDS=1000000 of them, or SEED=s alone, again.
	swift build --build-tests
	CLOUDCOMPUTE_SIMULATION_SEEDS=$(SEEDS) CLOUDCOMPUTE_SIMULATION_SEED=$(SEED) \
	  swift test --skip-build --no-parallel --filter 'everyRunKeepsItsPromises|everyChunkIsDone'

# Each sanitizer has a build of its own, of the tests only where the groups `units` or `simulations` run. The simulations are values
# without threads or memory of their own making, so a part of their seeds is enough.
.PHONY: sanitize
sanitize: build-tests test-packages $(PYTHON) $(LEGACY_MCP_PYTHON) ## Runs the tests under the thread and the address sanitizer (SANITIZERS=thread for one).
	failed=0; for sanitizer in $(SANITIZERS); do \
	  swift build $(if $(filter units simulations,$(or $(TEST_GROUPS),units)),--build-tests) --sanitize=$$sanitizer --scratch-path .build/$$sanitizer || exit; \
	  CLOUDCOMPUTE_TEST_PYTHON=$(abspath $(PYTHON)) CLOUDCOMPUTE_TEST_LEGACY_MCP_PYTHON=$(abspath $(LEGACY_MCP_PYTHON)) \
	  CLOUDCOMPUTE_TEST_GROUPS="$(TEST_GROUPS)" CLOUDCOMPUTE_SIMULATION_SEEDS=500 \
	  Tests/Sanitizers/run.sh $$sanitizer $(SANITIZER_SKIPS) || failed=1; \
	done; exit $$failed

.PHONY: build
build: build-packages $(STATIC_LIBRARIES) ## Leaves a static, optimised program in .build/release, and what is installed in .build/stage.
	swift build -c release --product cloudcompute --static-swift-stdlib --disable-local-rpath $(PATH_FLAGS) $(TYPE_FLAGS) $(STATIC_FLAGS)
	SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) Packaging/stage.sh $(RELEASE_PROGRAM) $(STAGE)
	@ls -l $(RELEASE_PROGRAM)

.PHONY: install
install: ## Puts what `make build` made below PREFIX (/usr/local): program, man pages, completions, documentation.
	@test -f $(STAGE)/share/doc/cloudcompute/manifest || { echo "$(STAGE) is not complete; run make build first." >&2; exit 1; }
	mkdir -p "$(DESTDIR)$(PREFIX)"
	cp -R $(STAGE)/. "$(DESTDIR)$(PREFIX)/"

.PHONY: uninstall
uninstall: ## Takes away what `make install` put below PREFIX.
	Packaging/uninstall.sh "$(DESTDIR)$(PREFIX)"

.PHONY: deb
deb: build packaging-packages ## Builds a Debian package in .build/dist.
	SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) Packaging/build-deb.sh $(RELEASE_PROGRAM) $(DIST)

.PHONY: release
release: build packaging-packages ## Makes a release in .build/dist: tarball, Debian package, SPDX document, SHA-256 sums.
	SOURCE_DATE_EPOCH=$(SOURCE_DATE_EPOCH) Packaging/release.sh $(RELEASE_PROGRAM) $(DIST)

.PHONY: test-install
test-install: build ## Tries install and uninstall in a folder of its own.
	Packaging/test-install.sh

.PHONY: test-deb
test-deb: deb test-deb-packages ## Tries the Debian package in a Debian where nothing else is; root or sudo.
	Packaging/test-deb.sh $(DIST)/cloudcompute_$(VERSION)_$$(dpkg --print-architecture).deb

.PHONY: test-readme
test-readme: test-deb-packages ## Follows README.md in a Debian where nothing else is; root or sudo.
	Packaging/test-readme.sh $(README_OPTIONS)

.PHONY: lint
lint: ## Checks the format of all sources.
	swift format lint --strict --parallel --recursive Package.swift Sources Tests $(OTHER_PACKAGES)

.PHONY: format
format: ## Puts all sources into the format.
	swift format --in-place --parallel --recursive Package.swift Sources Tests $(OTHER_PACKAGES)

.PHONY: docs
docs: $(PYTHON) ## Writes docs/commands.md from the program's own help, and draws docs/terminal.svg from a session of it.
	swift build --product cloudcompute
	docs/write-commands.sh $(DEBUG_PROGRAM) > docs/commands.md
	$(PYTHON) docs/write_picture.py $(DEBUG_PROGRAM) > docs/terminal.svg

.PHONY: docc
docc: build-packages ## Builds the library's documentation in .build/docc.
	swift build --target CloudComputeClient
	docs/build-docc.sh .build/debug .build/docc

# As a user does, in a build of its own.
.PHONY: examples
examples: build-packages ## Builds the package of the examples.
	env -u CLOUDCOMPUTE_OPTIMIZE swift build --package-path Examples --scratch-path .build/examples

# Without debug information, which valgrind cannot read.
.PHONY: bench
bench: build bench-packages $(PYTHON) ## Measures the program beside its peers, in one table: SECTIONS="start ask streams batch chat readers".
	swift build -c release --package-path Benchmarks -Xlinker -s
	$(PYTHON) Benchmarks/bench.py $(SECTIONS)

.PHONY: bench-check
bench-check: build bench-packages $(PYTHON) ## Counts the instructions of the hot paths, which may grow by 3 %.
	swift build -c release --package-path Benchmarks -Xlinker -s
	$(PYTHON) Benchmarks/instructions.py

.PHONY: fuzz
fuzz: build-packages ## Looks for inputs that break a promise: TARGET=json SECONDS=900, or every target for a minute.
	swift build -c release --package-path Fuzz
	Fuzz/run.sh $(or $(TARGET),all) $(or $(SECONDS),60)

.PHONY: clean
clean: ## Removes everything that was built.
	rm -rf .build Benchmarks/.build Fuzz/.build

ifeq ($(shell uname -s),Linux)
# The linker takes a shared library before a static one of the same folder, so the static ones get a folder of their
# own that is searched first. What libedit needs must then be named too. Swift exports every symbol unless told, and its runtime
# walks through all of them at each start.
STATIC_FLAGS := -Xswiftc -Xclang-linker -Xswiftc -static-libgcc -Xswiftc -Xclang-linker -Xswiftc -L$(abspath $(STATIC_LIBRARIES)) \
	-Xlinker -ltinfo -Xlinker -lbsd -Xlinker -lmd -Xlinker -s -Xlinker --no-export-dynamic

$(STATIC_LIBRARIES): Makefile | build-packages
	mkdir -p $@
	for name in edit sqlite3 tinfo bsd md z stdc++; do ln -sf "$$(clang -print-file-name=lib$$name.a)" $@/; done

# Daemons that come with a package are not started: tests start their own.
define install_debian_packages
	missing=""; for package in $(1); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'install ok installed' || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  as_root=""; [ "$$(id -u)" = 0 ] || as_root=sudo; \
	  echo "Installing these Debian packages$${as_root:+ with sudo}:$$missing" >&2; \
	  policy=/usr/sbin/policy-rc.d; \
	  if [ ! -e $$policy ]; then \
	    trap "$$as_root rm -f $$policy" EXIT; \
	    printf '#!/bin/sh\nexit 101\n' | $$as_root tee $$policy > /dev/null && $$as_root chmod 755 $$policy; \
	  fi; \
	  $$as_root apt-get update -qq && $$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing; \
	fi
endef
else
STATIC_FLAGS :=
$(STATIC_LIBRARIES):
	mkdir -p $@
install_debian_packages = @true
endif

.PHONY: build-packages test-packages bench-packages packaging-packages test-deb-packages
packaging-packages:
	@$(call install_debian_packages,$(PACKAGING_PACKAGES))
test-deb-packages:
	@$(call install_debian_packages,$(TEST_DEB_PACKAGES))
bench-packages:
	@$(call install_debian_packages,$(BENCH_PACKAGES))
build-packages:
	@$(call install_debian_packages,$(BUILD_PACKAGES))
test-packages: build-packages # One after the other, since both lock the list of packages.
	@$(call install_debian_packages,$(TEST_PACKAGES))

$(PYTHON): Tests/CLITests/requirements.txt | test-packages
	python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --require-hashes -r Tests/CLITests/requirements.txt
	touch $@

$(LEGACY_MCP_PYTHON): Tests/CLITests/Tools/requirements-legacy.txt | test-packages
	python3 -m venv $(LEGACY_MCP_VENV)
	$(LEGACY_MCP_PYTHON) -m pip install --quiet --require-hashes -r Tests/CLITests/Tools/requirements-legacy.txt
	touch $@

$(LAUNCHERS_PYTHON): Tests/CLITests/Launchers/requirements.txt | test-packages
	python3 -m venv $(LAUNCHERS_VENV)
	$(LAUNCHERS_PYTHON) -m pip install --quiet --require-hashes -r Tests/CLITests/Launchers/requirements.txt
	touch $@
