"""Policies with documents beside them, and the cases of policies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from foureyes import Cases, CompileError, Gate, InputError, Policy, Roster

from conftest import ROOT

FILES = (ROOT / "core" / "src" / "policy" / "builtin").glob("*.cases.toml")
PROFILES = sorted(file.name.removesuffix(".cases.toml") for file in FILES)

HEAD = 'policy = "foureyes/policy/v1"\nversion = 1\n'
TOP = Policy(HEAD + 'id = "top"\nextends = ["house", "common"]\n')
RULE = '[[rule]]\nid = "all"\nwhy = "Somebody looks."\nrequire = [{ approvals = 1 }]\n'
CASE = 'cases = "foureyes/cases/v1"\n\n[[case]]\nname = "nobody signed"\n'


def test_there_are_profiles() -> None:
    assert "senior-signoff" in PROFILES


@pytest.mark.parametrize("name", PROFILES)
def test_the_cases_of_a_profile(name: str) -> None:
    outcomes = Cases.profile(name).run(Policy.profile(name))
    assert [one.differences for one in outcomes if not one.passed] == []
    record = json.loads(outcomes[0].to_json())
    assert record == {
        "name": outcomes[0].name,
        "line": outcomes[0].line,
        "column": 1,
        "passed": True,
        "differences": [],
        "decision": outcomes[0].decision.record,
    }


def test_cases_in_files() -> None:
    folder = ROOT / "examples" / "incidents"
    cases = Cases(folder / "incidents.cases.toml")
    assert (cases.policy, cases.roster_file) == ("policy.toml", None)
    outcomes = cases.run(folder / "policy.toml")
    assert len(outcomes) > 8
    assert all(one.passed for one in outcomes)


def test_every_difference_is_a_sentence() -> None:
    cases = Cases(CASE + 'verdict = "allow"\n')
    (outcome,) = cases.run(Policy(HEAD + 'id = "p"\n' + RULE))
    assert (outcome.passed, outcome.line, outcome.column) == (False, 3, 1)
    assert "the verdict is `hold`, not `allow`" in outcome.differences
    assert outcome.decision.verdict == "hold"
    with pytest.raises(TypeError, match=r"use \.passed"):
        bool(outcome)


def test_the_people_may_be_others(scenario: Path) -> None:
    cases = Cases({"cases": "foureyes/cases/v1", "case": [{"name": "a", "approvals": ["carol"], "verdict": "allow"}]})
    policy = Policy(HEAD + 'id = "p"\n' + RULE)
    for roster in (scenario / "roster.toml", Roster(scenario / "roster.toml")):
        (outcome,) = cases.run(policy, roster)
        assert {one.person for requirement in outcome.decision.requirements for one in requirement.counted} == {"carol"}
        assert outcome.line is None


def test_documents_beside_a_policy() -> None:
    house = HEAD + 'id = "house"\nextends = ["cellar"]\n' + RULE
    cellar = Policy(HEAD + 'id = "cellar"\n')
    assert (TOP.missing_bases, TOP.bases) == (("house",), ())
    half = TOP.with_bases([house])
    assert half.missing_bases == ("cellar",)
    whole = TOP.with_bases((house, cellar))
    assert whole.missing_bases == ()
    assert [one.digest for one in whole.bases] == [Policy(house).digest, cellar.digest]
    assert (whole.digest, TOP.bases) == (TOP.digest, ())
    nested = TOP
    for _ in range(5000):
        nested = nested.with_bases([nested])
    assert nested.bases[0].bases == ()
    cases = Cases(CASE + 'verdict = "hold"\nreasons = ["approvals_missing house/all"]\n')
    (outcome,) = cases.run(whole)
    assert outcome.differences == ()
    with pytest.raises(CompileError) as error:
        cases.run(half)
    assert "cellar" in str(error.value)


def test_gates_of_such_policies(scenario: Path) -> None:
    whole = TOP.with_bases([HEAD + 'id = "house"\n' + RULE])
    decision = Gate.compile(whole, scenario / "roster.toml").evaluate(
        scenario / "change.json", now="2026-03-10T09:30:00Z"
    )
    assert "house/all" in {one.rule for one in decision.requirements}


def test_what_goes_in(scenario: Path) -> None:
    def place(error: pytest.ExceptionInfo[InputError]) -> tuple[str, str, str]:
        return error.value.document, error.value.code, error.value.path

    wrong: Any
    for wrong, code in ((None, "wrong_type"), ("x = 1", "unknown_field"), ({"cases": None}, "wrong_type")):
        with pytest.raises(InputError) as error:
            Cases(wrong)
        assert (error.value.document, error.value.code) == ("cases", code)
    for read in (Cases.from_json, Cases.from_toml):
        for wrong, code in (({}, "wrong_type"), (b"\xff", "syntax"), ("\ud800", "syntax"), ("]", "syntax")):
            with pytest.raises(InputError) as error:
                read(wrong)
            assert place(error) == ("cases", code, "")
    with pytest.raises(InputError) as error:
        Cases.profile("senior-signof")
    assert place(error) == ("policy", "unknown_profile", "")
    with pytest.raises(CompileError) as faults:
        Cases('cases = "foureyes/cases/v1"\ncase = []\n').run(Policy.profile("common"))
    assert [(one.document, one.code, one.path, one.line) for one in faults.value.problems] == [
        ("cases", "empty_list", "case", 2)
    ]
    cases = Cases(CASE + 'verdict = "hold"\n')
    for wrong in (None, cases, "senior-signoff"):
        with pytest.raises(InputError) as error:
            cases.run(wrong)
        assert error.value.document == "policy"
    with pytest.raises(InputError) as error:
        cases.run(TOP, Policy.profile("common"))  # type: ignore[arg-type]
    assert place(error) == ("roster", "wrong_type", "")
    for wrong, expected in (
        (None, ("bases", "wrong_type", "")),
        ("house", ("bases", "wrong_type", "")),
        ([None], ("policy", "wrong_type", "")),
    ):
        with pytest.raises(InputError) as error:
            TOP.with_bases(wrong)
        assert place(error) == expected
