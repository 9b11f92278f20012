"""Bad input: an exception of ours with code and path, never anything else."""

from __future__ import annotations

import collections
import datetime
import enum
import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from foureyes import (
    Agents,
    Change,
    FoureyesError,
    Gate,
    InputError,
    Policy,
    Roster,
    SecretKey,
    StoredDecision,
    detect_commit,
)

NOW = "2026-03-10T09:30:00Z"


@pytest.fixture
def gate(scenario: Path) -> Gate:
    return Gate.compile(scenario / "policy.toml", scenario / "roster.toml")


@pytest.fixture
def document(scenario: Path) -> Any:
    return json.loads((scenario / "change.json").read_text(encoding="utf-8"))


def place(error: pytest.ExceptionInfo[FoureyesError]) -> tuple[str, str, str]:
    return error.value.document, error.value.code, error.value.path


class Text(str):
    pass


class Pair(NamedTuple):
    one: int
    other: int


class Number(enum.IntEnum):
    ONE = 1


def cyclic() -> dict[str, Any]:
    knot: dict[str, Any] = {}
    knot["a"] = knot
    return knot


def cyclic_list() -> list[Any]:
    knot: list[Any] = []
    knot.append(knot)
    return knot


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "wrong_type"),
        (1.5, "number"),
        (1.0, "number"),
        (float("nan"), "number"),
        (float("inf"), "number"),
        (2**53, "number"),
        (-(2**53), "number"),
        (10**5000, "number"),
        ({1, 2}, "wrong_type"),
        (b"bytes", "wrong_type"),
        (datetime.datetime.now(datetime.timezone.utc), "wrong_type"),
        (object(), "wrong_type"),
        (Path("x"), "wrong_type"),
        (Text("shop!42"), "wrong_type"),
        (Number.ONE, "wrong_type"),
        (collections.OrderedDict(), "wrong_type"),
        (Pair(1, 2), "wrong_type"),
        (lambda: None, "wrong_type"),
        ("\ud800", "syntax"),
        (True, "wrong_type"),
        (7, "wrong_type"),
        ([], "wrong_type"),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_inside_a_dict(document: Any, value: object, code: str) -> None:
    document["exact"]["id"] = value
    with pytest.raises(InputError) as error:
        Change(document)
    assert place(error) == ("change", code, "exact.id")
    assert error.value.problems[0].line is None


def test_places_inside_lists(document: Any) -> None:
    document["exact"]["paths"]["whole"].append({"path": None, "action": "added"})
    with pytest.raises(InputError) as error:
        Change(document)
    assert place(error) == ("change", "wrong_type", "exact.paths.whole[1].path")


@pytest.mark.parametrize("knot", [cyclic(), {"a": cyclic_list()}, {"a": [[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]}])
def test_what_holds_itself(knot: Any) -> None:
    for read in (Change, Policy, Roster, StoredDecision):
        with pytest.raises(InputError) as error:
            read(knot)
        assert error.value.code in {"too_large", "unknown_field"}
    with pytest.raises(InputError) as error:
        Change({"change": "foureyes/change/v1", "exact": knot})
    assert error.value.code == "too_large"


def test_a_dict_is_as_strict_as_its_text(document: Any) -> None:
    for fault in (
        {"exact": 1},
        {"other": 1},
        {"change": "foureyes/change/v2"},
        {"seen": {"tiers": {"whole": [0]}}},
        {"live": {"claims": {"whole": [{"involvement": "much", "basis": "declared"}]}}},
        {"seen": {"destructive": {"collected": "no"}}},
    ):
        wrong = document | fault
        with pytest.raises(InputError) as from_dict:
            Change(wrong)
        with pytest.raises(InputError) as from_text:
            Change(json.dumps(wrong))
        with pytest.raises(InputError) as from_bytes:
            Change(json.dumps(wrong).encode())
        assert place(from_dict) == place(from_text) == place(from_bytes)
        assert from_dict.value.message == from_text.value.message


def test_names_that_are_no_text(document: Any) -> None:
    document["live"][1] = 2
    with pytest.raises(InputError) as error:
        Change(document)
    assert place(error) == ("change", "wrong_type", "live")
    del document["live"][1]
    document["live"]["\ud800"] = 2
    with pytest.raises(InputError) as error:
        Change(document)
    assert place(error) == ("change", "syntax", "live")


@pytest.mark.parametrize("value", [None, 1, 1.5, True, [], (), {1}, object(), bytearray(b"{}"), memoryview(b"{}")])
def test_what_is_no_document(value: Any) -> None:
    for read, name in ((Change, "change"), (Policy, "policy"), (Roster, "roster"), (StoredDecision, "decision")):
        with pytest.raises(InputError) as error:
            read(value)
        assert place(error) == (name, "wrong_type", "")
        assert isinstance(error.value, ValueError)


def test_a_text_is_never_a_path_nor_a_profile(scenario: Path) -> None:
    for text in (str(scenario / "policy.toml"), "senior-signoff", "policy.toml"):
        with pytest.raises(InputError) as error:
            Policy(text)
        assert place(error) == ("policy", "syntax", "")


def test_a_form_that_is_named() -> None:
    for json_text in ("", "[]", b""):
        with pytest.raises(InputError) as error:
            Policy.from_json(json_text)
        assert error.value.code in {"syntax", "wrong_type"}
    for read in (Policy.from_toml, Roster.from_toml):
        with pytest.raises(InputError) as error:
            read("{}")
        assert error.value.code == "syntax"
    for read in (Policy.from_toml, Roster.from_toml, Policy.from_json, Roster.from_json):
        with pytest.raises(InputError) as error:
            read({})  # type: ignore[arg-type]
        assert error.value.code == "wrong_type"
        with pytest.raises(InputError) as error:
            read(b"\xff")
        assert error.value.code == "syntax"


def test_a_file_that_is_not_there(tmp_path: Path, gate: Gate) -> None:
    for read in (Change, Policy, Roster, StoredDecision):
        with pytest.raises(FileNotFoundError) as error:
            read(tmp_path / "none")
        assert error.value.filename == str(tmp_path / "none")
    with pytest.raises(IsADirectoryError):
        Policy(tmp_path)
    with pytest.raises(FileNotFoundError):
        gate.evaluate(tmp_path / "none", now=NOW)


def test_bytes_that_are_no_text() -> None:
    for text in (b'{"a": "\xff"}', b"\xff", b"id = '\xff'"):
        for read in (Policy, Roster):
            with pytest.raises(InputError) as error:
                read(text)
            assert error.value.code == "syntax"
    with pytest.raises(InputError) as error:
        Change(b"\xff")
    assert place(error) == ("change", "syntax", "")
    with pytest.raises(InputError) as error:
        Policy("id = '\ud800'")
    assert place(error) == ("policy", "syntax", "")


def test_lines_are_those_of_the_text() -> None:
    with pytest.raises(InputError) as error:
        Policy('policy = "foureyes/policy/v1"\nid = "x"\nversion = 1\naprovals = 1\n')
    assert place(error) == ("policy", "unknown_field", "")
    assert (error.value.problems[0].line, error.value.problems[0].column) == (4, 1)
    assert str(error.value).splitlines()[1] == "  --> policy:4:1"


HUGE = 100 << 20


def test_a_hundred_megabytes(document: Any, gate: Gate) -> None:
    huge = "a" * HUGE
    for read in (Change, Policy, Roster, StoredDecision):
        for text in (huge, '{"' + huge, huge.encode(), b"{" + huge.encode()):
            with pytest.raises(InputError) as error:
                read(text)
            assert (error.value.code, error.value.path) == ("too_large", "")
        with pytest.raises(InputError) as error:
            read({"id": huge})
        assert (error.value.code, error.value.path) == ("too_large", "")
    document["exact"]["regions"] = [huge[: 1 << 16]] * 1601
    with pytest.raises(InputError) as error:
        Change(document)
    assert (error.value.code, error.value.path) == ("too_large", "")
    statements = gate.verify([huge, huge.encode()])
    assert {one.code for one in statements.refused} == {"envelope_malformed"}
    with pytest.raises(InputError) as error:
        detect_commit("x", ("a", "b"), None)  # type: ignore[arg-type]
    assert place(error) == ("commit", "wrong_type", "committer")
    assert detect_commit(huge, ("a", "b"), ("c", "d"))["claims"] == []


@pytest.mark.parametrize(
    ("document", "code", "path"),
    [
        (None, "wrong_type", ""),
        ({"agents": []}, "unknown_field", ""),
        (b"\xff", "syntax", ""),
        ('without = ["x"', "syntax", ""),
        (
            {"agent": [{"tool": "x", "source": "s", "seen": "2026-11-01", "addresses": ["@corp.example"]}]},
            "invalid_value",
            "agent[0]",
        ),
    ],
)
def test_agents_that_cannot_be_read(document: Any, code: str, path: str) -> None:
    with pytest.raises(InputError) as error:
        Agents(document)
    assert place(error) == ("agents", code, path)


def test_agents_are_read_first() -> None:
    agents: Any
    for agents in ({}, "without = []", Policy.profile("senior-signoff")):
        with pytest.raises(InputError) as error:
            detect_commit("x", ("a", "b"), ("c", "d"), agents=agents)
        assert place(error) == ("commit", "wrong_type", "agents")


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (datetime.datetime(2026, 3, 10), "wrong_type"),
        (datetime.date(2026, 3, 10), "wrong_type"),
        (None, "wrong_type"),
        (1773135000, "wrong_type"),
        (1773135000.0, "wrong_type"),
        ("2026-03-10", "invalid_value"),
        ("2026-03-10T09:30:00", "invalid_value"),
        ("2026-03-10T09:30:00+01:00", "invalid_value"),
        ("2026-02-30T09:30:00Z", "invalid_value"),
        ("\ud800", "syntax"),
        (datetime.datetime(1969, 12, 31, tzinfo=datetime.timezone.utc), "invalid_value"),
    ],
    ids=str,
)
def test_instants(gate: Gate, document: Any, now: Any, code: str) -> None:
    with pytest.raises(InputError) as error:
        gate.evaluate(document, now=now)
    assert place(error) == ("request", code, "now")
    with pytest.raises(InputError) as error:
        gate.evaluate_many([{"change": document, "now": NOW}, {"change": document, "now": now}])
    assert place(error) == ("requests[1]", code, "now")


def test_instants_are_cut_and_converted(gate: Gate, document: Any) -> None:
    zone = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
    now = datetime.datetime(2026, 3, 10, 15, 0, 0, 999_999, tzinfo=zone)
    assert gate.evaluate(document, now=now) == gate.evaluate(document, now=NOW)
    last = datetime.datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=datetime.timezone.utc)
    assert gate.evaluate(document, now=last).evaluated_at == last.replace(microsecond=0)


def test_a_zone_that_fails_is_heard(gate: Gate, document: Any) -> None:
    class Broken(datetime.tzinfo):
        def utcoffset(self, when: datetime.datetime | None) -> datetime.timedelta:
            raise RuntimeError("no offset")

        def dst(self, when: datetime.datetime | None) -> None:
            return None

        def tzname(self, when: datetime.datetime | None) -> None:
            return None

    with pytest.raises(RuntimeError, match="no offset"):
        gate.evaluate(document, now=datetime.datetime(2026, 3, 10, tzinfo=Broken()))


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"simulated": 1}, ("request", "wrong_type", "simulated")),
        ({"simulated": "no"}, ("request", "wrong_type", "simulated")),
        ({"duty": 1}, ("duty", "wrong_type", "")),
        ({"duty": {"duty": "foureyes/duty/v1", "issued": 1}}, ("duty", "wrong_type", "issued")),
        ({"revocations": []}, ("revocations", "wrong_type", "")),
        ({"revocations": b"\xff"}, ("revocations", "syntax", "")),
        ({"consumed": 1}, ("consumed", "wrong_type", "")),
        ({"consumed": "ab"}, ("consumed", "wrong_type", "")),
        ({"consumed": {}}, ("consumed", "wrong_type", "")),
        ({"consumed": [{"statement": "x", "person": "carol"}]}, ("consumed", "invalid_value", "[0].statement")),
        ({"consumed": [None]}, ("consumed", "wrong_type", "[0]")),
        ({"last_seen": 1}, ("lastSeen", "wrong_type", "")),
        ({"last_seen": {"policy": 1}}, ("lastSeen", "missing_field", "")),
        ({"last_seen": {"policy": True, "roster": 1}}, ("lastSeen", "wrong_type", "policy")),
        ({"last_seen": {"policy": -1, "roster": 1}}, ("lastSeen", "number", "policy")),
        ({"last_seen": {"policy": 1, "roster": 2**32}}, ("lastSeen", "number", "roster")),
        ({"last_seen": {"policy": 1, "roster": 1, "x": 1}}, ("lastSeen", "unknown_field", "")),
        ({"statements": []}, ("request", "wrong_type", "statements")),
    ],
    ids=str,
)
def test_circumstances(gate: Gate, document: Any, arguments: Any, expected: Any) -> None:
    with pytest.raises(InputError) as error:
        gate.evaluate(document, now=NOW, **arguments)
    assert place(error) == expected


def test_requests(gate: Gate, document: Any) -> None:
    good = {"change": document, "now": NOW}
    for requests, expected in (
        (None, ("requests", "wrong_type", "")),
        ("ab", ("requests", "wrong_type", "")),
        (good, ("requests", "wrong_type", "")),
        ([None], ("requests[0]", "wrong_type", "")),
        ([good, {}], ("requests[1]", "missing_field", "")),
        ([good | {"chnage": 1}], ("requests[0]", "unknown_field", "")),
        ([good | {1: 1}], ("requests[0]", "unknown_field", "")),
        ([good, {"change": {}, "now": NOW}], ("requests[1].change", "missing_field", "")),
    ):
        with pytest.raises(InputError) as error:
            gate.evaluate_many(requests)  # type: ignore[arg-type]
        assert place(error) == expected


def test_envelopes(gate: Gate) -> None:
    for envelopes, expected in (
        (None, ("envelopes", "wrong_type", "")),
        ("{}", ("envelopes", "wrong_type", "")),
        (b"{}", ("envelopes", "wrong_type", "")),
        ({}, ("envelopes", "wrong_type", "")),
        ([None], ("envelopes", "wrong_type", "[0]")),
        (["", 1], ("envelopes", "wrong_type", "[1]")),
        ([{"payload": None}], ("envelopes", "wrong_type", "[0].payload")),
        ([("", "yesterday")], ("envelopes", "invalid_value", "[0]")),
        ([("", "2026-03-10T09:30:00Z", "")], ("envelopes", "wrong_type", "[0]")),
    ):
        with pytest.raises(InputError) as error:
            gate.verify(envelopes)  # type: ignore[arg-type]
        assert place(error) == expected
    with pytest.raises(InputError) as error:
        gate.verify([], datetime.datetime(2026, 3, 10))
    assert place(error) == ("request", "wrong_type", "complete_as_of")
    garbage = gate.verify(["", b"", b"\xff", {}, {"payload": "x", "payloadType": "y", "signatures": []}])
    assert {one.code for one in garbage.refused} == {"envelope_malformed"}
    assert garbage.verified == ()


def test_what_fails_on_the_way_is_heard(gate: Gate) -> None:
    def failing() -> Any:
        yield "{}"
        raise RuntimeError("lost")

    with pytest.raises(RuntimeError, match="lost"):
        gate.verify(failing())


def test_decide_never_fails_for_what_anybody_wrote(gate: Gate, document: Any) -> None:
    for change in ("", "{}", b"\xff", "[]", {}, {"exact": 1}):
        decision = gate.decide(change, ["garbage"], now=NOW)
        assert (decision.verdict, decision.reasons[0].code) == ("deny", "bad_input")
    assert gate.decide(document, [], now=NOW) == gate.evaluate(document, now=NOW)


def test_keys() -> None:
    for value, expected in (
        (None, ("key", "wrong_type", "")),
        ("a" * 32, ("key", "wrong_type", "")),
        (b"", ("key", "invalid_value", "")),
        (bytes(33), ("key", "invalid_value", "")),
    ):
        with pytest.raises(InputError) as error:
            SecretKey(value)  # type: ignore[arg-type]
        assert place(error) == expected
    for text, code in (("", "key_malformed"), ("ssh-ed25519 AAAA", "key_public"), (None, "wrong_type")):
        with pytest.raises(InputError) as error:
            SecretKey.from_pem(text)  # type: ignore[arg-type]
        assert place(error) == ("key", code, "")
    with pytest.raises(InputError) as error:
        SecretKey(bytes(32)).sign("text")  # type: ignore[arg-type]
    assert place(error) == ("message", "wrong_type", "")


def test_names(gate: Gate) -> None:
    for name, code in (("senior-signof", "unknown_profile"), (None, "wrong_type"), ("\ud800", "syntax")):
        with pytest.raises(InputError) as error:
            Policy.profile(name)  # type: ignore[arg-type]
        assert place(error) == ("policy", code, "")
    for requirement, code in ((-1, "number"), (2**32, "number"), (True, "wrong_type"), ("0", "wrong_type")):
        with pytest.raises(InputError) as error:
            gate.candidates("r", requirement, {}, now=NOW)  # type: ignore[arg-type]
        assert place(error) == ("request", code, "requirement")
    with pytest.raises(InputError) as error:
        gate.evaluate_transition(None, {}, now=NOW)  # type: ignore[arg-type]
    assert error.value.document in {"candidate", "change"}
    with pytest.raises(InputError) as error:
        Gate.all([])
    assert place(error) == ("decisions", "empty_list", "")
    with pytest.raises(InputError) as error:
        Gate.all([None])  # type: ignore[list-item]
    assert place(error) == ("decisions", "wrong_type", "[0]")
