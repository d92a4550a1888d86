"""The copy of the tree that faults are put into, and the programs that it is built to."""

import json
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def copied(copy, changed):
    """Copies the tree as git knows it, without what was built, and with the texts that are changed.

    A file that is so already is left alone, so that nothing is built again for it.
    """
    files = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.split("\0")
    for name in filter(None, files):
        source, target = ROOT / name, copy / name
        if not source.is_file():
            continue
        content = changed[name].encode() if name in changed else source.read_bytes()
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.exists() or target.read_bytes() != content:
            target.write_bytes(content)


def built(copy, *what):
    """The programs of tests by the names of their targets, and what the compiler does not take."""
    command = ["cargo", "test", "--locked", "--no-run", "--message-format=json", *what]
    # What the copy depends on is built already; the program `gavel` of the copy is no other tree's. An
    # interrupted build may leave halves behind that no later one can be linked from.
    shared = os.environ.get("CARGO_TARGET_DIR", str(ROOT / "target"))
    settings = {"CARGO_BUILD_BUILD_DIR": shared, "CARGO_TARGET_DIR": str(copy / "target")}
    run = subprocess.run(
        command, cwd=copy, env=os.environ | settings | {"CARGO_INCREMENTAL": "0"}, check=False,
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
