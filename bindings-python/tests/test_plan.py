"""Plans of Terraform, and what a reviewer sees of the change."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foureyes import Agents, Cases, Change, Gate, InputError, Plan, Policy

NOW = "2026-03-10T09:30:00Z"


def plan(*actions: str, **members: Any) -> Plan:
    changes = [{"address": "aws_db_instance.orders", "type": "aws_db_instance", "change": {"actions": list(actions)}}]
    document = {"format_version": "1.2", "planned_values": {}, "resource_changes": changes} | members
    return Plan.from_json(json.dumps(document))


def test_what_a_plan_does() -> None:
    destroying = plan("delete", "create")
    (resource,) = destroying.resources
    assert (resource.address, resource.kind, resource.action) == (
        "aws_db_instance.orders",
        "aws_db_instance",
        "replace",
    )
    assert (destroying.whole, destroying.diagnostics) == (True, ())
    assert destroying.destroys is not None
    assert (destroying.destroys.origin, destroying.destroys.value) == ("collected", True)
    record = json.loads(destroying.to_json())
    assert (record["digest"], record["destroys"]) == (destroying.digest, {"collected": True})
    harmless = plan("update").destroys
    assert harmless is not None and harmless.value is False
    # A fact that says no would pass for a yes.
    with pytest.raises(TypeError, match=r"use \.value"):
        bool(harmless)
    assert harmless != destroying.destroys
    assert harmless == plan("create").destroys


def test_what_is_not_understood() -> None:
    partial = plan("explode")
    assert (partial.whole, partial.destroys, partial.resources) == (False, None, ())
    assert [(one.code, one.path) for one in partial.diagnostics] == [("unknown_word", "/resource_changes/0")]
    assert plan("update", errored=True).whole is False


def test_a_change_that_carries_out_a_plan(scenario: Path) -> None:
    destroying = plan("delete")
    file = scenario / "change.json"
    made = [destroying.add_to(one) for one in (file, file.read_bytes(), json.loads(file.read_bytes()), Change(file))]
    assert {one.digest for one in made} == {made[0].digest}
    assert made[0].digest != Change(file).digest
    facts = json.loads(made[0].to_json())
    assert facts["exact"]["plan"] == destroying.digest
    assert facts["exact"]["resources"]["whole"][0]["action"] == "delete"
    assert facts["seen"]["destructive"] == {"collected": True}
    alone = json.loads(file.read_bytes())
    alone["exact"]["subjects"] = []
    assert json.loads(destroying.add_to(alone).to_json())["exact"]["subjects"][0]["name"] == "plan"

    gate = Gate.compile(Policy.profile("infra-terraform"), scenario / "roster.toml")
    brief = gate.brief(made[0], now=NOW)
    assert brief.verdict == "hold"
    assert (brief.destroys, brief.resources) == (("delete aws_db_instance.orders",), {"delete": 1})
    assert brief.destructive is not None and brief.destructive.value is True
    assert "infra" in brief.kinds
    assert brief.about.change_digest == made[0].digest
    assert any(check.required or check.code for check in brief.checklist)
    assert "delete aws_db_instance.orders" in brief.explain()


def test_what_is_shown_cannot_be_altered(scenario: Path) -> None:
    gate = Gate.compile(scenario / "policy.toml", scenario / "roster.toml")
    asked: Any = {"change": scenario / "change.json", "now": NOW}
    brief, destroying = gate.brief(**asked), plan("delete")
    statements = gate.verify((scenario / "statements.jsonl").read_bytes().splitlines())
    (moment, *_) = gate.outlook(**asked, statements=statements)
    (outcome, *_) = Cases.profile("common").run(Policy.profile("common"))
    shown: list[Any] = [brief, brief.about, brief.checklist[0], brief.people[0].who, moment, outcome]
    for one in [*shown, destroying, destroying.resources[0], destroying.destroys]:
        assert type(one).__name__ in repr(one)
        with pytest.raises(AttributeError):
            one.verdict = "allow"
        with pytest.raises(TypeError):
            type(one)()
    brief.record.clear()
    assert brief.record["verdict"] == brief.verdict == "hold"
    # What is decided of a case is shown, and nobody acts on it.
    assert not hasattr(outcome.decision, "permit")


def test_what_is_no_plan(scenario: Path) -> None:
    for text, code, path in (
        ("{", "syntax", ""),
        ("[]", "missing_field", "format_version"),
        ('{"format_version": "2.0"}', "invalid_value", "format_version"),
        ('{"format_version": "1.0"}', "missing_field", "planned_values"),
        ({}, "wrong_type", ""),
        (None, "wrong_type", ""),
        ("\ud800", "syntax", ""),
        ("a" * (26 << 20), "too_large", ""),
    ):
        with pytest.raises(InputError) as error:
            Plan.from_json(text)  # type: ignore[arg-type]
        assert (error.value.document, error.value.code, error.value.path) == ("plan", code, path)
    good = plan("update")
    for change, code, path in (
        (None, "wrong_type", ""),
        ({"change": None}, "wrong_type", "change"),
        ("", "syntax", ""),
        (good.add_to(scenario / "change.json"), "duplicate", "exact"),
    ):
        with pytest.raises(InputError) as error:
            good.add_to(change)  # type: ignore[arg-type]
        assert (error.value.document, error.value.code, error.value.path) == ("change", code, path)


def test_a_description() -> None:
    text = "Speed it up\n\nCo-authored-by: Claude <noreply@anthropic.com>\n"
    for one in (text, text.encode()):
        (claim,) = Agents.builtin().description(one, "the description")
        assert (claim["tool"], claim["location"]) == ("claude-code", "the description, trailer Co-authored-by")
    assert Agents.builtin().description(b"\xff", "here") == []
    wrong: Any
    for wrong, path in (((1, "x"), ""), (("x", 1), "place")):
        with pytest.raises(InputError) as error:
            Agents.builtin().description(*wrong)
        assert (error.value.document, error.value.code, error.value.path) == ("description", "wrong_type", path)


def test_what_a_brief_and_an_outlook_take(scenario: Path) -> None:
    gate = Gate.compile(scenario / "policy.toml", scenario / "roster.toml")
    good: Any = {"change": scenario / "change.json", "now": NOW}
    wrong: Any
    for ask in (gate.brief, gate.outlook):
        for wrong, expected in (
            ({"change": 1}, ("change", "wrong_type", "")),
            ({"now": "now"}, ("request", "invalid_value", "now")),
            ({"statements": []}, ("request", "wrong_type", "statements")),
            ({"duty": 1}, ("duty", "wrong_type", "")),
        ):
            with pytest.raises(InputError) as error:
                ask(**good | wrong)
            assert (error.value.document, error.value.code, error.value.path) == expected
