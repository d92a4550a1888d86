"""The copy of the tree that faults are put into, and the programs that it is built to."""

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# One for all: what was built of another copy would pass for this one's.
COPY = ROOT / "target" / "copy"


def copied(changed):
    """Copies the tree as git knows it, without what was built, and with the texts that are changed.

    A file that is so already is left alone, so that nothing is built again for it.
    """
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    for name in filter(None, files):
        source, target = ROOT / name, COPY / name
        if not source.is_file():
            continue
        content = changed[name].encode() if name in changed else source.read_bytes()
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)


def built(*what):
    """The programs of tests by the names of their targets, and what the compiler does not take."""
    command = ["cargo", "test", "--locked", "--no-run", "--message-format=json", *what]
    # What the copy depends on is built already. A wrapper that does nothing keeps what is built of the
    # copy apart from the tree's own, and its program `gavel` lies in it. An interrupted build may leave
    # halves behind that no later one can be linked from.
    settings = {
        "CARGO_BUILD_BUILD_DIR": os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target")),
        "CARGO_TARGET_DIR": str(COPY / "target"),
        "RUSTC_WORKSPACE_WRAPPER": "env",
        "CARGO_INCREMENTAL": "0",
    }
    run = subprocess.run(
        command, cwd=COPY, env=os.environ | settings, check=False,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )
    told = [json.loads(line) for line in run.stdout.splitlines()]
    programs = {
        one["target"]["name"]: one["executable"]
        for one in told
        if one.get("executable") and one["profile"]["test"]
    }
    messages = [one["message"] for one in told if one["reason"] == "compiler-message"]
    errors = [message for message in messages if message["level"] == "error"]
    if run.returncode and not errors:
        raise SystemExit(run.stderr)
    return programs, errors
