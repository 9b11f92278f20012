"""Every stored vector: the same bytes and the same errors as in Rust."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from foureyes import (
    Brief,
    Change,
    CompileError,
    Decision,
    Fact,
    FoureyesError,
    Gate,
    Policy,
    Roster,
    Statements,
    StoredDecision,
)

from conftest import ROOT

# The stored ones, and the generated ones where somebody says where they are.
WORLDS = os.environ.get("FOUREYES_WORLDS")
FOLDERS = [ROOT / "tests" / "vectors", *([Path(WORLDS)] if WORLDS else [])]
FILES = [file for folder in FOLDERS for file in sorted(folder.glob("*/*.json"))]

Fault = tuple[str, str, str]


@pytest.mark.parametrize("folder", FOLDERS, ids=str)
def test_there_are_vectors(folder: Path) -> None:
    assert sum(file.is_relative_to(folder) for file in FILES) > 300


def names(file: Path) -> str:
    return f"{file.parent.name}/{file.stem}"


@pytest.mark.parametrize("file", FILES, ids=names)
def test_vector(file: Path) -> None:
    vector = json.loads(file.read_text(encoding="utf-8"))
    expected = vector["expect"]
    try:
        decision = decide(vector["input"])
    except FoureyesError as error:
        wanted = [(one["document"], one["code"], one.get("path", "")) for one in expected["errors"]]
        assert faults(error) == wanted
        return
    assert decision.to_json() == expected["decision"]
    assert decision.verdict == expected["verdict"]
    assert decision.allowed is (expected["verdict"] == "allow")
    assert_shows_what_it_says(decision)


@pytest.mark.parametrize("file", FILES, ids=names)
def test_vector_with_dicts(file: Path) -> None:
    vector = json.loads(file.read_text(encoding="utf-8"))
    given = vector["input"]
    change = given["change"]
    if "raw" in change or "rawBase64" in change or "errors" in vector["expect"]:
        return
    assert decide(given, lambda document: document).to_json() == vector["expect"]["decision"]


@pytest.mark.parametrize("file", FILES, ids=names)
def test_brief_and_outlook_of_a_vector(file: Path) -> None:
    vector = json.loads(file.read_text(encoding="utf-8"))
    given = vector["input"]
    if "errors" in vector["expect"]:
        return
    gate, change, statements, circumstances = asked(given, text)
    brief = gate.brief(change, statements, now=given["now"], **circumstances)
    assert_brief_shows_what_it_says(brief)
    plain = gate.evaluate(change, statements, now=given["now"], **circumstances)
    assert (brief.verdict, brief.requirements) == (plain.verdict, plain.requirements)
    for moment in gate.outlook(change, statements, now=given["now"], **circumstances):
        then = gate.evaluate(change, statements, now=moment.at, **circumstances)
        assert then.verdict == moment.verdict
        assert all(reason in then.reasons for reason in moment.begins)
        assert not any(reason in then.reasons for reason in moment.ends)
        assert len(moment.sentences) == len(moment.begins) + len(moment.ends) + len(moment.leaves)


def assert_brief_shows_what_it_says(brief: Brief) -> None:
    record = brief.record
    assert json.dumps(record, ensure_ascii=False, separators=(",", ":")) == brief.to_json()
    assert (brief.explain().split()[0], brief.to_markdown()[:7]) == ("BRIEF", "**Brief")
    shown = {name: getattr(brief, name) for name in vars(Brief) if not name.startswith("_")}
    shown = {name: value for name, value in shown.items() if not callable(value) and name != "record"}
    assert {snake(name) for name in record} <= {"brief"} | shown.keys()
    for name, value in record.items():
        if name not in {"brief", "requirements"}:
            assert plain(shown[snake(name)]) == plain(value)


def snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def plain(value: Any) -> Any:
    """Return what an object says, without what is not known."""
    if isinstance(value, Fact):
        return {value.origin: value.value}
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        renamed = {"kind" if name == "type" else snake(name): one for name, one in value.items()}
        return {name: plain(one) for name, one in renamed.items() if one not in ((), [])}
    if type(value).__module__ == "foureyes":
        members = [name for name in vars(type(value)) if not name.startswith("_")]
        known = {name: getattr(value, name) for name in members}
        return {name: plain(one) for name, one in known.items() if one not in (None, ())}
    return value


def faults(error: FoureyesError) -> list[Fault]:
    return [(one.document, one.code, one.path) for one in error.problems if one.severity == "error"]


def text(document: Any) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def asked(given: Any, written: Any) -> tuple[Gate, Change, Statements, dict[str, Any]]:
    gate = Gate.compile(policy(given["policy"]), roster(given["roster"]))
    change = Change(change_document(given["change"], written))
    complete = given.get("completeAsOf")
    statements = gate.verify([envelope(one) for one in given.get("statements", [])], complete)
    circumstances = {
        name: written(given[name]) for name in ("duty", "revocations") if name in given
    }
    circumstances |= {
        name: given[wire]
        for name, wire in (("consumed", "consumed"), ("last_seen", "lastSeen"), ("simulated", "simulated"))
        if wire in given
    }
    return gate, change, statements, circumstances


def decide(given: Any, written: Any = text) -> Decision:
    gate, change, statements, circumstances = asked(given, written)
    candidate = given.get("candidate")
    if candidate is None:
        return gate.evaluate(change, statements, now=given["now"], **circumstances)
    pair = (policy(candidate["policy"]), roster(candidate["roster"]))
    decision = gate.evaluate_transition(pair, change, statements, now=given["now"], **circumstances)
    try:
        handle = Gate.compile(*pair)
    except CompileError:
        return decision
    assert decision == gate.evaluate_transition(handle, change, statements, now=given["now"], **circumstances)
    return decision


def policy(document: dict[str, str]) -> Policy:
    ((form, value),) = document.items()
    readers: dict[str, Callable[[str], Policy]] = {
        "json": Policy.from_json,
        "jsonBase64": lambda text: Policy.from_json(base64.b64decode(text)),
        "profile": Policy.profile,
        "toml": Policy.from_toml,
    }
    return readers[form](value)


def roster(document: dict[str, str]) -> Roster:
    ((form, value),) = document.items()
    readers: dict[str, Callable[[str], Roster]] = {
        "json": Roster.from_json,
        "jsonBase64": lambda text: Roster.from_json(base64.b64decode(text)),
        "toml": Roster.from_toml,
    }
    return readers[form](value)


def change_document(document: Any, written: Any) -> Any:
    if "raw" in document:
        return document["raw"]
    if "rawBase64" in document:
        return base64.b64decode(document["rawBase64"])
    return written(document)


def envelope(given: dict[str, str]) -> Any:
    content: str | bytes
    if "envelopeBase64" in given:
        content = base64.b64decode(given["envelopeBase64"])
    else:
        content = given["envelope"]
    return (content, given["witnessedAt"]) if "witnessedAt" in given else content


def assert_shows_what_it_says(decision: Decision) -> None:
    record = decision.record
    assert json.dumps(record, ensure_ascii=False, separators=(",", ":")) == decision.to_json()
    assert [(one.effect, one.code) for one in decision.reasons] == [
        (one["effect"], one["code"]) for one in record["reasons"]
    ]
    assert [one.details for one in decision.reasons] == [
        {name: tuple(value) if isinstance(value, list) else value for name, value in one.get("details", {}).items()}
        for one in record["reasons"]
    ]
    assert [one.status for one in decision.requirements] == [one["status"] for one in record["requirements"]]
    assert [[counted.person for counted in one.counted] for one in decision.requirements] == [
        [counted["person"] for counted in one.get("counted", [])] for one in record["requirements"]
    ]
    assert decision.missing.people == tuple(record.get("missing", {}).get("people", ()))
    assert decision.missing.facts == tuple(record.get("missing", {}).get("facts", ()))
    assert decision.missing.minimal == record.get("missing", {}).get("minimal")
    assert [one.code for one in decision.ignored] == [one["code"] for one in record.get("ignored", [])]
    assert decision.because == record.get("because")
    assert f"{decision.evaluated_at:%Y-%m-%dT%H:%M:%SZ}" == record["evaluatedAt"]
    assert f"{decision.recheck_by:%Y-%m-%dT%H:%M:%SZ}" == record["recheckBy"]
    for stored in (StoredDecision(decision.to_json()), StoredDecision(record)):
        assert stored.to_json() == decision.to_json()
        assert stored.explain() == decision.explain()
        assert stored.to_markdown() == decision.to_markdown()
