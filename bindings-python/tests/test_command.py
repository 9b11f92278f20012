"""`python -m foureyes`."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from foureyes import StoredDecision

NOW = ("--now", "2026-03-10T09:30:00Z")


def run(*words: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "foureyes", *map(str, words)]
    return subprocess.run(command, capture_output=True, check=False)


@pytest.fixture
def documents(scenario: Path) -> tuple[object, ...]:
    return (
        *("--policy", scenario / "policy.toml"),
        *("--roster", scenario / "roster.toml"),
        *("--change", scenario / "change.json"),
    )


def test_the_exit_code_is_the_verdict(scenario: Path, documents: tuple[object, ...], tmp_path: Path) -> None:
    held = run("evaluate", *documents, *NOW)
    assert (held.returncode, held.stdout.split()[0]) == (3, b"HOLD")
    statements = ("--statements", scenario / "statements.jsonl")
    allowed = run("evaluate", *documents, *statements, *NOW)
    assert (allowed.returncode, allowed.stdout.split()[0]) == (0, b"ALLOW")
    revocations = tmp_path / "revocations.toml"
    revocations.write_text('revocations = "foureyes/revocations/v1"\n', encoding="utf-8")
    again = run("evaluate", *documents, *statements, *NOW, "--revocations", revocations, "--format", "json")
    assert StoredDecision(again.stdout).verdict == "allow"


def test_the_time_is_now_unless_it_is_said(documents: tuple[object, ...]) -> None:
    real = StoredDecision(run("evaluate", *documents, "--format", "json").stdout)
    chosen = StoredDecision(run("evaluate", *documents, *NOW, "--format", "json").stdout)
    assert "simulated" not in {reason.code for reason in real.reasons}
    assert "simulated" in {reason.code for reason in chosen.reasons}


def test_a_stored_decision_is_shown(scenario: Path) -> None:
    stored = StoredDecision(scenario / "decision.json")
    for form, text in (
        ("text", stored.explain()),
        ("markdown", stored.to_markdown()),
        ("json", stored.to_json()),
    ):
        shown = run("explain", scenario / "decision.json", "--format", form)
        assert (shown.returncode, shown.stdout.decode().rstrip("\n")) == (0, text.rstrip("\n"))


def test_a_brief_decides_nothing(scenario: Path, documents: tuple[object, ...]) -> None:
    shown = run("brief", *documents, *NOW)
    assert (shown.returncode, shown.stdout.split()[0]) == (0, b"BRIEF")
    record = json.loads(run("brief", *documents, *NOW, "--format", "json").stdout)
    assert (record["brief"], record["verdict"]) == ("foureyes/brief/v1", "hold")


def test_cases_pass_or_fail(tmp_path: Path) -> None:
    passed = run("test", "--profile", "common")
    assert (passed.returncode, passed.stdout.splitlines()[-1]) == (0, b"15 passed, 0 failed")
    (tmp_path / "own.toml").write_text('policy = "foureyes/policy/v1"\nid = "own"\nversion = 1\n', encoding="utf-8")
    (tmp_path / "own.cases.toml").write_text(
        'cases = "foureyes/cases/v1"\n[[case]]\nname = "a\\u001b[0m"\nverdict = "deny"\nreasons = ["vetoed"]\n',
        encoding="utf-8",
    )
    for words in ((), ("--cases", tmp_path / "own.cases.toml")):
        failed = run("test", "--policy", tmp_path / "own.toml", *words)
        assert failed.returncode == 1
        lines = failed.stdout.decode().splitlines()
        assert (lines[0], lines[-1]) == ("FAILED  a?[0m", "0 passed, 1 failed")
        assert "        there is no reason `vetoed`" in lines


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), b"error: "),
        (("evaluate",), b"error: "),
        (("decide",), b"error: "),
        (("explain", "no-such-file"), b"no-such-file"),
        (("brief", "--profile", "x"), b"error: "),
        (("test",), b"error: "),
        (("test", "--policy", "no/p.toml"), b"no/p.cases.toml"),
        (("test", "--profile", "x"), b"error[unknown_profile]"),
        (("evaluate", "--profile", "x", "--roster", "r", "--change", "c"), b"error[unknown_profile]"),
        (("evaluate", "--policy", "p", "--profile", "x", "--roster", "r", "--change", "c"), b"error: "),
    ],
)
def test_what_goes_wrong_is_no_verdict(words: tuple[str, ...], said: bytes) -> None:
    ended = run(*words)
    assert ended.returncode == 1
    assert said in ended.stderr
    assert ended.stdout == b""


def test_a_fault_is_shown_with_its_place(documents: tuple[object, ...]) -> None:
    ended = run("evaluate", *documents, "--now", "yesterday")
    assert ended.returncode == 1
    assert b"error[invalid_value]" in ended.stderr
    assert b"--> request   now" in ended.stderr
