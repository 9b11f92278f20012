"""What a decision costs in Python, beside the core, plain Python and cedarpy, in one run.

    cargo bench --profile dist -p foureyes-benches --bench scenario     # the core's own time, first
    pip install ./bindings-python cedarpy                # cedarpy is left out where it is not there
    python benches/python/figures.py
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from foureyes import Change, Gate

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "examples" / "scenario"
NOW = "2026-03-10T09:30:00Z"


def measure(call: Callable[[], object], divisor: int = 1) -> tuple[float, float]:
    """Return the least and the median time of a call, in microseconds."""
    calls = 1
    while True:
        start = time.perf_counter_ns()
        for _ in range(calls):
            call()
        if time.perf_counter_ns() - start > 20_000_000:
            break
        calls *= 2
    times = []
    for _ in range(25):
        start = time.perf_counter_ns()
        for _ in range(calls):
            call()
        times.append((time.perf_counter_ns() - start) / calls / divisor / 1000)
    return min(times), statistics.median(times)


def row(name: str, least: float, median: float, unit: str = "µs") -> None:
    print(f"| {name} | {least:.2f} {unit} | {median:.2f} {unit} |")


def core() -> None:
    for name in ("evaluate", "from_json", "verify"):
        target = ROOT / "target" / "criterion" / f"scenario_{name}" / "new"
        if not (target / "sample.json").is_file():
            print(f"(no figures of the core for `{name}`: run `cargo bench` first)")
            continue
        sample = json.loads((target / "sample.json").read_text(encoding="utf-8"))
        times = [total / count / 1000 for total, count in zip(sample["times"], sample["iters"])]
        row(f"core: {name}", min(times), statistics.median(times))


def package() -> None:
    gate = Gate.compile(SCENARIO / "policy.toml", SCENARIO / "roster.toml")
    change = Change(SCENARIO / "change.json")
    text = change.to_json()
    document = json.loads(text)
    envelopes = (SCENARIO / "statements.jsonl").read_bytes().splitlines()
    statements = gate.verify(envelopes)
    now = datetime.fromisoformat(NOW.replace("Z", "+00:00")).astimezone(timezone.utc)
    many = [{"change": change, "statements": statements, "now": NOW}] * 1000
    data = text.encode()
    row("foureyes: handles, now as text", *measure(lambda: gate.evaluate(change, statements, now=NOW)))
    row("foureyes: handles, now as datetime", *measure(lambda: gate.evaluate(change, statements, now=now)))
    row("foureyes: handles, 1000 in one call, each", *measure(lambda: gate.evaluate_many(many), 1000))
    row("foureyes: change from dict", *measure(lambda: gate.evaluate(document, statements, now=NOW)))
    row("foureyes: change from JSON text", *measure(lambda: gate.evaluate(text, statements, now=NOW)))
    row("foureyes: change from JSON bytes", *measure(lambda: gate.evaluate(data, statements, now=NOW)))
    row("foureyes: verify two statements", *measure(lambda: gate.verify(envelopes)))
    decision = gate.evaluate(change, statements, now=NOW)
    row("foureyes: .to_json()", *measure(decision.to_json))
    row("foureyes: .verdict", *measure(lambda: decision.verdict))


def plain() -> None:
    """A few conditions by hand: no signatures, no explanation, nothing that is not known."""
    seniors = {"carol", "dave"}
    text = (SCENARIO / "change.json").read_text(encoding="utf-8")
    approvals = [{"person": "carol", "digest": "x"}, {"person": "erin", "digest": "x"}]

    def decide(change: dict[str, dict[str, dict[str, object]]]) -> bool:
        if change["exact"]["environment"] != {"collected": "production"}:
            return True
        authors = {one["who"]["account"] for one in change["live"]["participants"]["whole"]}  # type: ignore[index,attr-defined]
        people = {one["person"] for one in approvals if one["digest"] == "x"} - authors
        return bool(people) and bool(people & seniors)

    document = json.loads(text)
    row("plain Python: dict and a few ifs", *measure(lambda: decide(document)))
    row("plain Python: the same from JSON text", *measure(lambda: decide(json.loads(text))))


def cedar() -> None:
    if importlib.util.find_spec("cedarpy") is None:
        print("(cedarpy is not installed)")
        return
    import cedarpy

    policies = """
    permit (principal, action == Action::"deploy", resource)
    when { context.environment == "production" && context.seniors >= 1 && context.peers >= 1 };
    """
    request = {
        "principal": 'User::"bob"',
        "action": 'Action::"deploy"',
        "resource": 'Change::"shop!42"',
        "context": {"environment": "production", "seniors": 1, "peers": 2},
    }
    row("cedarpy: one policy, one request", *measure(lambda: cedarpy.is_authorized(request, policies, [])))


def start() -> None:
    def process(code: str) -> list[float]:
        times = []
        for _ in range(25):
            begin = time.perf_counter_ns()
            subprocess.run([sys.executable, "-I", "-c", code], check=True)
            times.append((time.perf_counter_ns() - begin) / 1e6)
        return times

    codes = {"pass": "pass", "import foureyes": "import foureyes"}
    if importlib.util.find_spec("cedarpy") is not None:
        codes["import cedarpy"] = "import cedarpy"
    for name, code in codes.items():
        times = process(code)
        row(f"process: {name}", min(times), statistics.median(times), "ms")


def main() -> None:
    print("| | least | median |\n|---|---|---|")
    core()
    package()
    plain()
    cedar()
    start()


if __name__ == "__main__":
    main()
