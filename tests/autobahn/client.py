"""Runs the ported fuzzing client and sums up its reports (see run).

    client.py SUITE-DIR REPORT-DIR URL [CASES...]
"""
import json
import sys
from contextlib import redirect_stdout
from collections import Counter
from pathlib import Path

DEFAULT_CASES = ["1.*", "2.*", "3.*", "4.*", "5.*", "6.*", "7.*", "9.*", "10.*"]
GOOD = {"OK", "NON-STRICT", "INFORMATIONAL"}


def fuzz(reports, url, patterns):
    """Runs the cases; gives their ids and what went wrong in the suite itself."""
    from twisted.internet import reactor
    from twisted.python import log
    from autobahntestsuite import fuzzing

    errors = []

    def observe(event):
        # Twisted swallows exceptions of protocols and timers: a fault of the port must not
        # pass for a fault of the server.
        if event.get("isError"):
            errors.append(log.textFromEventDict(event))

    log.startLoggingWithObserver(observe, setStdout=False)
    with open(reports / "client.log", "w") as out, redirect_stdout(out):
        factory = fuzzing.FuzzingClientFactory({
            "outdir": str(reports),
            "servers": [{"agent": "server", "url": url}],
            "cases": patterns,
        })
        for pattern in patterns:
            cases = factory.CaseSet.resolveCasePatternList([pattern])
            if not cases or not set(cases) <= factory.CaseSet.CasesIndices.keys():
                raise ValueError(f"no such case: {pattern}")
        reactor.run()
    return factory.specCases, errors


def number(case):
    return [int(part) for part in case.split(".")]


def summarise(reports, asked, errors):
    results = json.loads((reports / "index.json").read_text()).get("server", {})
    bad = []
    for key in "behavior", "behaviorClose":
        for value, count in sorted(Counter(r[key] for r in results.values()).items()):
            print(f"{key + ':':15}{value:17}{count:4}")
    for case in sorted(results, key=number):
        r = results[case]
        if not {r["behavior"], r["behaviorClose"]} <= GOOD:
            bad.append(case)
            detail = json.loads((reports / r["reportfile"]).read_text())
            print(f"case {case}: {r['behavior']} ({detail['result']}), "
                  f"close: {r['behaviorClose']} ({detail['resultClose']})")
    missing = [case for case in asked if case not in results]
    if missing:
        print(f"NOT RUN: {' '.join(missing)}")
        print((reports / "client.log").read_text().splitlines()[-1])
    for error in errors:
        print(f"ERROR IN THE SUITE: {error}")
    print(f"{len(results)} of {len(asked)} cases run, {len(bad)} bad")
    return 2 if missing or errors else 1 if bad else 0


def main(suite, reports, url, *patterns):
    sys.path.insert(0, suite)
    reports = Path(reports)
    reports.mkdir(parents=True, exist_ok=True)
    for old in reports.glob("*.json"):
        old.unlink()
    asked, errors = fuzz(reports, url, list(patterns) or DEFAULT_CASES)
    return summarise(reports, asked, errors)


if __name__ == "__main__":
    try:
        status = main(*sys.argv[1:])
    except Exception as error:
        print(f"the suite could not be run: {error!r}")
        status = 2
    sys.exit(status)
