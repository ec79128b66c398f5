"""Hold what others read of a run against its verdict.json: compare.py PREFIX."""

import json
import sys

from junitparser import Error, Failure, JUnitXml, Skipped, TestSuite
from prometheus_client.parser import text_string_to_metric_families

prefix = sys.argv[1]
with open(prefix + "/verdict.json", encoding="utf-8") as f:
    verdict = json.load(f)
outcomes = {r["id"]: r["outcome"] for r in verdict["requirements"]}
failed = {r["id"] for r in verdict["requirements"] if r["outcome"] == "violated" and r["level"] == "MUST"}
passed = {i for i, o in outcomes.items() if o == "satisfied"} | {r["id"] for r in verdict["requirements"] if r["outcome"] == "violated"} - failed
unclear = {i for i, o in outcomes.items() if o == "inconclusive"}


def expect(what, got, want):
    if isinstance(got, set):
        got, want = sorted(got - want), sorted(want - got)
    if got != want:
        sys.exit(f"{prefix}: {what}: {got!r}, want {want!r}")


def cases(path):
    """The names of all cases of a JUnit file, of those that failed, and of those that were skipped."""
    every, wrong, skipped = set(), set(), set()
    parsed = JUnitXml.fromfile(path)
    for suite in [parsed] if isinstance(parsed, TestSuite) else parsed:
        for case in suite:
            name = ".".join(n for n in (case.classname, case.name) if n)
            every.add(name)
            for result in case.result:
                if isinstance(result, (Failure, Error)):
                    wrong.add(name)
                if isinstance(result, Skipped):
                    skipped.add(name)
    return every, wrong, skipped


def holds(names, ids):
    return {i for i in ids if any(n == i or n.endswith("." + i) for n in names)}


every, wrong, skipped = cases(prefix + ".junit")
expect("requirements in JUnit", holds(every, outcomes), set(outcomes))
expect("failures in JUnit", holds(wrong, outcomes), failed)
expect("skipped in JUnit", holds(skipped, outcomes), set(outcomes) - failed - passed)

every, wrong, skipped = cases(prefix + ".subunit.xml")
expect("requirements in subunit", holds(every, outcomes), set(outcomes))
expect("failures in subunit", holds(wrong, outcomes), failed | unclear)
expect("skipped in subunit", holds(skipped, outcomes), set(outcomes) - failed - unclear - passed)

with open(prefix + ".prometheus", encoding="utf-8") as f:
    families = {m.name: m for m in text_string_to_metric_families(f.read())}
is_verdict = [s.labels["verdict"] for s in families["osact_verdict"].samples if s.value == 1]
expect("the verdict in Prometheus", is_verdict, [verdict["verdict"]])
counted = {(s.labels["level"], s.labels["outcome"]): s.value for s in families["osact_requirements"].samples}
expect("requirements in Prometheus", sum(counted.values()), len(outcomes))
expect("exit code in Prometheus", families["osact_exit_code"].samples[0].value, verdict["exit"])
print(f"{prefix.rsplit('/', 1)[-1]}: {verdict['verdict']}, {len(outcomes)} requirements, {len(failed)} failed, {len(unclear)} inconclusive")
