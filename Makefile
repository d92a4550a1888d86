# The two commands of a contributor are `make check` and `make test`; both never write to the tree.

# Records that may not be copied into the repository are read from here, if they are here.
RECORDS := $(or $(GAVEL_RECORDS),$(wildcard ../shared/data))
WITH_RECORDS := $(if $(RECORDS),--include-ignored)

.PHONY: check lint test bench packages run simulate planted

check: lint test

lint:
	cargo fmt --all --check
	cargo clippy --workspace --all-targets --locked -- -D warnings

test: packages
	cargo test --workspace --locked --lib --bins
	cargo test --workspace --locked --doc
	GAVEL_RECORDS="$(abspath $(RECORDS))" cargo test --locked -p gavel-gateway --test gavel -- $(WITH_RECORDS)

# The simulation alone: `make simulate SEED=7` repeats a run, `SEEDS=10000` or `HOURS=2` goes on.
simulate:
	GAVEL_SEED=$(SEED) GAVEL_SEEDS=$(SEEDS) GAVEL_HOURS=$(HOURS) GAVEL_KEEP=$(KEEP) \
		cargo test --locked -p gavel-gateway --test simulate -- simulation:: --nocapture

# Faults that the simulation must find, planted into a copy of the tree.
planted:
	tests/planted/try

bench:
	cargo bench --locked -p gavel-gateway

packages:
	.ci/packages

run:
	cargo run --release --locked
