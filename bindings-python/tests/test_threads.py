"""One gate, many threads: the same bytes."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from foureyes import Change, Gate, InputError

NOW = "2026-03-10T09:30:00Z"


def test_one_gate_in_many_threads(scenario: Path) -> None:
    gate = Gate.compile(scenario / "policy.toml", scenario / "roster.toml")
    change = Change(scenario / "change.json")
    envelopes = (scenario / "statements.jsonl").read_bytes().splitlines()
    statements = gate.verify(envelopes)
    document = json.loads((scenario / "change.json").read_text(encoding="utf-8"))
    expected = gate.evaluate(change, statements, now=NOW).to_json()
    start = threading.Barrier(8)

    def work(number: int) -> set[str]:
        start.wait()
        decisions = set()
        for _ in range(50):
            decisions.add(gate.evaluate(change, statements, now=NOW).to_json())
            decisions.add(gate.evaluate(document, gate.verify(envelopes), now=NOW).to_json())
            request = {"change": change, "statements": statements, "now": NOW}
            decisions.update(one.to_json() for one in gate.evaluate_many([request] * 3))
            try:
                gate.evaluate({"change": number}, now=NOW)
            except InputError as error:
                decisions.add(f"{error.code} {error.path}")
        return decisions

    with ThreadPoolExecutor(8) as pool:
        found = set().union(*pool.map(work, range(8)))
    assert found == {expected, "wrong_type change"}


def test_a_view_is_made_once_however_many_ask(scenario: Path) -> None:
    gate = Gate.compile(scenario / "policy.toml", scenario / "roster.toml")
    decision = gate.evaluate(scenario / "change.json", now=NOW)
    start = threading.Barrier(8)

    def reasons(_: int) -> tuple[str, ...]:
        start.wait()
        return tuple(reason.code for reason in decision.reasons)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(reasons, range(8)))) == 1
