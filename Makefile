# The two commands of a contributor are `make check` and `make test`; both never write to the tree.

# Records that may not be copied into the repository are read from here, if they are here.
RECORDS := $(or $(GAVEL_RECORDS),$(wildcard ../shared/data))
WITH_RECORDS := $(if $(RECORDS),--include-ignored)

SHELL := /bin/bash

# What `make bench` runs: `peers` has a target of its own, as it installs servers.
BENCHES := page decide hot entry memory journal crowd bid fanout

# How long each fuzz target runs with `make fuzz` and `make fuzz-coverage`.
MINUTES := 10

.PHONY: check lint test simulate planted mutants soak fuzz fuzz-coverage deny advisories bench bench-peers bench-guard screenshots packages run

check: lint deny test

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

test: packages
	cargo test --workspace --locked --lib --bins
	cargo test --workspace --locked --doc
	BOLERO_RANDOM_SEED=1 cargo test --locked -p gavel-gateway --test fuzz
	cargo test --locked -p gavel-gateway --test simulate -- simulation::
	GAVEL_RECORDS="$(abspath $(RECORDS))" cargo test --locked -p gavel-gateway --test gavel -- $(WITH_RECORDS)

# The simulation alone: SEED=7 repeats a run, KEEP=3,8 some of its steps; SEEDS=10000 or HOURS=2 goes
# on for longer.
simulate:
	GAVEL_SEED=$(SEED) GAVEL_SEEDS=$(SEEDS) GAVEL_HOURS=$(HOURS) GAVEL_KEEP=$(KEEP) \
		cargo test --locked -p gavel-gateway --test simulate -- simulation::nothing_that_fails --nocapture

# Faults that the simulation must find, planted into a copy of the tree.
planted:
	tests/planted/try

# Every mutant that cargo-mutants knows of the rules, in one copy of the tree: none may survive that is
# not explained. WORDS="session.rs permits" tries those alone.
mutants:
	cargo mutants --version >/dev/null 2>&1 || cargo install --locked --quiet cargo-mutants@27.1.0
	GAVEL_RECORDS="$(abspath $(RECORDS))" tests/planted/mutants $(WORDS)

# A busy house as a real process, for so many hours; its figures are drawn into the page.
soak: HOURS ?= 1
soak:
	GAVEL_HOURS=$(HOURS) GAVEL_SEED=$(or $(SEED),1) GAVEL_PLOT="$(CURDIR)/docs/soak.svg" \
		cargo test --locked -p gavel-gateway --test soak -- a_busy_house --ignored --nocapture

# Every fuzz target for so long, two at a time; each says at its end how many inputs it tried.
fuzz:
	set -o pipefail; \
	BOLERO_RANDOM_ITERATIONS=1000000000000 BOLERO_RANDOM_TEST_TIME_MS=$$(($(MINUTES) * 60000)) \
	GAVEL_LOG=off cargo test --locked -p gavel-gateway --test fuzz -- --nocapture --test-threads=2 \
	2>&1 >/dev/null | grep --line-buffered -aE 'iterations/s|BOLERO_RANDOM_SEED|panicked'

# The same guided by coverage, one after another, in a build of their own; what takes new ways through
# the code is kept in target/coverage. WORDS="socket packs" runs those alone.
fuzz-coverage: packages
	tests/fuzz/coverage $(MINUTES) $(WORDS)

# Licences, sources and second versions of what is built in. Needs no network once it is installed.
deny:
	cargo deny --version >/dev/null 2>&1 || cargo install --locked --quiet --debug cargo-deny@0.20.2
	cargo deny --offline check licenses bans sources

# Known holes in what is built in, by a database that is fetched from the network.
advisories:
	cargo deny check advisories

bench:
	cargo bench --locked -p gavel-gateway $(addprefix --bench ,$(BENCHES))

# Ours against others on this machine, in turn; written to docs/BENCHMARKS.md and docs/benchmarks.svg.
bench-peers:
	benches/packages
	cargo bench --locked -p gavel-gateway --bench peers

# What the hot paths cost in instructions, against what was kept; no other load changes that.
bench-guard: packages
	benches/guard

# Every room on a phone and wide, in both languages.
screenshots: packages
	mkdir -p docs/screenshots
	GAVEL_SCREENSHOTS="$(CURDIR)/docs/screenshots" cargo test --locked -p gavel-gateway --test gavel -- browser::screenshots

packages:
	.ci/packages

run:
	cargo run --release --locked
