"""Policies and rosters that people have signed."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from foureyes import (
    DocumentKind,
    Enrolment,
    Followed,
    FoureyesError,
    Gate,
    History,
    InputError,
    Policy,
    Roster,
    Signed,
    State,
    follow,
)

from keys import secret

NOW = "2026-04-03T12:00:00Z"
BOTH = ("ada", "ben")


def roster(version: int, owners: tuple[str, ...] = BOTH, threshold: int = 2) -> Roster:
    people = [
        {
            "id": owner,
            "kind": "human",
            "level": "senior",
            "roles": ["policy_owner"],
            "key": [{"public": secret(owner).public, "scheme": "ed25519"}],
        }
        for owner in owners
    ]
    return Roster(
        {
            "roster": "foureyes/roster/v1",
            "id": "shop",
            "version": version,
            "levels": ["senior"],
            "authority": {"threshold": threshold},
            "principal": people,
        }
    )


def policy(version: int) -> Policy:
    return Policy(f'policy = "foureyes/policy/v1"\nid = "shop"\nversion = {version}\nunmatched = "allow"\n')


def signed(kind: DocumentKind, document: Policy | Roster, people: tuple[str, ...]) -> Signed:
    envelope: str | None = None
    for person in people:
        key = secret(person)
        envelope = kind.add(document.text, envelope, key.fingerprint, key.sign(kind.message(document.text)))
    return Signed(document, envelope)


def state(version: int, roster_by: tuple[str, ...] = BOTH, policy_by: tuple[str, ...] = BOTH) -> State:
    return State(
        signed(DocumentKind.POLICY, policy(version), policy_by),
        signed(DocumentKind.ROSTER, roster(version), roster_by),
    )


def after(*states: State, **given: Any) -> Followed:
    return follow(History(states, now=NOW, **given))


def test_what_both_have_signed_is_in_force() -> None:
    followed = after(state(1), state(2), anchor=roster(1).digest)
    assert (followed.holds, followed.roster, followed.policy) == (True, None, None)
    assert [(step.state, step.kind, step.version, step.fault) for step in followed.steps] == [
        (0, "roster", 1, None),
        (0, "policy", 1, None),
        (1, "roster", 2, None),
        (1, "policy", 2, None),
    ]
    pinned, _, last, _ = followed.steps
    assert (pinned.before, pinned.after) == (None, None)
    assert last.digest == roster(2).digest
    assert last.before is not None and last.after is not None
    assert (last.before.threshold, last.before.people, last.before.met) == (2, BOTH, True)
    record = json.loads(followed.to_json())
    assert (record["holds"], len(record["steps"]), record["steps"][2]["digest"]) == (True, 4, last.digest)


@pytest.mark.parametrize(
    ("second", "roster_fault", "policy_fault"),
    [
        (state(2, ()), "unsigned", None),
        (state(2, ("ada",)), "old_quorum", None),
        (state(2, BOTH, ()), None, "unsigned"),
        (state(2, BOTH, ("ada", "mallory")), None, "old_quorum"),
        (state(3), "version_not_next", "version_not_next"),
        (State(policy(2), roster(2)), "unsigned", "unsigned"),
    ],
)
def test_what_is_not_in_force(second: State, roster_fault: str | None, policy_fault: str | None) -> None:
    followed = after(state(1), second)
    assert (followed.holds, followed.roster, followed.policy) == (False, roster_fault, policy_fault)
    with pytest.raises(TypeError, match=r"use \.holds"):
        bool(followed)


def test_an_anchor_and_revocations() -> None:
    assert after(state(1), anchor=policy(1).digest).roster == "anchor_missing"
    revoked = {
        "revocations": "foureyes/revocations/v1",
        "revoked": [{"key": secret("ada").fingerprint, "at": NOW, "reason": "retired"}],
    }
    assert after(state(1), revocations=revoked).roster == "new_quorum"


def test_a_signature_is_of_one_sort_and_of_one_text(tmp_path: Path) -> None:
    kind, text = DocumentKind.POLICY, policy(1).text
    assert (kind.word, kind.namespace) == ("policy", "policy@foureyes")
    assert kind.payload_type.encode() in kind.message(text)
    assert kind.message(text) != DocumentKind.ROSTER.message(text)
    crossed = Signed(policy(1), signed(DocumentKind.ROSTER, roster(1), BOTH).signatures)
    followed = after(State(crossed, signed(DocumentKind.ROSTER, roster(1), BOTH)))
    assert (followed.roster, followed.policy) == (None, "malformed")
    other = Signed(policy(2), signed(kind, policy(1), BOTH).signatures)
    followed = after(State(other, signed(DocumentKind.ROSTER, roster(1), BOTH)))
    assert followed.policy == "content_differs"
    # The file beside a document says the same as the text of it.
    one = signed(kind, policy(1), BOTH)
    assert one.signatures is not None
    file = tmp_path / "policy.toml.signatures"
    file.write_bytes(one.signatures)
    assert Signed(policy(1), file).signatures == one.signatures
    # A second signature of the same key takes the place of the first.
    key = secret("ada")
    again = kind.add(text, file, key.fingerprint, key.sign(b"another text"))
    assert len(json.loads(again)["signatures"]) == 2


def test_the_gate_holds_what_is_not_in_force(scenario: Path) -> None:
    document = json.loads((scenario / "change.json").read_text(encoding="utf-8"))
    document["exact"]["paths"] = {"whole": [{"path": ".foureyes/roster.toml", "action": "modified"}]}

    def unsigned(gate: Gate) -> list[str | None]:
        reasons = gate.evaluate(document, now=NOW).reasons
        return [reason.subject for reason in reasons if reason.code == "authority_unsigned"]

    assert unsigned(Gate.compile(policy(1), roster(1))) == ["policy", "roster"]
    assert unsigned(Gate.compile_signed(History([state(1)], now=NOW))) == []
    assert unsigned(Gate.compile_signed(History([state(1), state(2, BOTH, ())], now=NOW))) == ["policy"]


def test_the_documents_come_back(scenario: Path) -> None:
    handle = Policy(scenario / "policy.toml")
    assert handle.text.encode() == (scenario / "policy.toml").read_bytes()
    assert Roster(scenario / "roster.toml").text.encode() == (scenario / "roster.toml").read_bytes()
    assert Policy({"policy": "foureyes/policy/v1", "id": "x", "version": 1}).text == (
        '{"policy":"foureyes/policy/v1","id":"x","version":1}'
    )
    assert (Signed(handle).document, Signed(handle).signatures) == (handle, None)
    assert DocumentKind.POLICY == DocumentKind.POLICY != DocumentKind.ROSTER
    assert len({DocumentKind.POLICY, DocumentKind.POLICY, DocumentKind.ROSTER}) == 2


def test_a_roster_by_itself() -> None:
    assert Gate.check_roster(roster(1)) == ()
    (problem,) = Gate.check_roster(roster(1, threshold=3))
    assert (problem.code, problem.document) == ("unsatisfiable", "roster shop")
    with pytest.raises(InputError) as error:
        Gate.check_roster({})
    assert (error.value.document, error.value.code) == ("roster", "missing_field")


def test_a_roster_that_includes_others() -> None:
    part = Roster({"roster": "foureyes/roster/v1", "id": "crew", "version": 1, "levels": ["senior"]})
    include = {"roster": "crew", "prefix": "crew", "digest": part.digest}
    head = {"roster": "foureyes/roster/v1", "id": "shop", "version": 1, "levels": ["senior"]}
    top = Roster(head | {"include": [include]})
    assert (top.missing_parts, top.parts) == (("crew",), ())
    whole = top.with_parts([part.text])
    assert whole.missing_parts == ()
    assert [one.digest for one in whole.parts] == [part.digest]
    assert (whole.digest, whole.whole()["id"]) == (top.digest, "shop")
    for wrong, expected in ((None, ("parts", "wrong_type", "")), ([1], ("roster", "wrong_type", ""))):
        with pytest.raises(InputError) as error:
            top.with_parts(wrong)  # type: ignore[arg-type]
        assert place(error) == expected


def test_a_key_shows_that_somebody_holds_it() -> None:
    key = secret("carol")
    said = {
        "roster": "shop",
        "principal": "carol",
        "public": key.public,
        "scheme": "ed25519",
        "issued": datetime(2026, 4, 3, 12, tzinfo=timezone.utc),
        "nonce": "n",
    }
    enrolment = Enrolment(said)
    assert enrolment.namespace == "enrol@foureyes"
    envelope = enrolment.envelope(key.sign(enrolment.message))
    for form in (envelope, envelope.encode(), json.loads(envelope)):
        proven = Enrolment.prove(form)
        assert proven.enrolment == said | {"issued": NOW}
        assert (proven.assurance, json.loads(proven.to_json())["assurance"]) == ("signed", "signed")
    for attempt in (
        lambda: enrolment.envelope(secret("dave").sign(enrolment.message)),
        lambda: Enrolment.prove("{}"),
        lambda: Enrolment.prove(enrolment.message),
    ):
        with pytest.raises(InputError) as error:
            attempt()
        assert place(error) == ("enrolment", "not_proven", "")
    wrong: Any
    for wrong, code in ((None, "wrong_type"), ({}, "missing_field"), (said | {"public": "x"}, "invalid_value")):
        with pytest.raises(InputError) as error:
            Enrolment(wrong)
        assert (error.value.document, error.value.code) == ("enrolment", code)
    for wrong in (None, 1, []):
        with pytest.raises(InputError) as error:
            Enrolment.prove(wrong)
        assert place(error) == ("enrolment", "wrong_type", "")


def place(error: pytest.ExceptionInfo[FoureyesError]) -> tuple[str, str, str]:
    return error.value.document, error.value.code, error.value.path


def test_what_goes_in() -> None:
    key = secret("ada").fingerprint
    one: Any = state(1)
    good: Any = [one]
    wrong: Any
    for wrong, expected in (
        (None, ("signed", "wrong_type", "document")),
        ("roster", ("signed", "wrong_type", "document")),
    ):
        with pytest.raises(InputError) as error:
            Signed(wrong)
        assert place(error) == expected
    for wrong in (1, {}, []):
        with pytest.raises(InputError) as error:
            Signed(policy(1), wrong)
        assert place(error) == ("signatures", "wrong_type", "")
    for (first, second), expected in (
        ((Signed(roster(1)), roster(1)), ("state", "wrong_type", "policy")),
        ((policy(1), Signed(policy(1))), ("state", "wrong_type", "roster")),
        ((roster(1), roster(1)), ("policy", "wrong_type", "")),
        ((policy(1), None), ("roster", "wrong_type", "")),
    ):
        with pytest.raises(InputError) as error:
            State(first, second)  # type: ignore[arg-type]
        assert place(error) == expected
    for given, expected in (
        ({"states": None, "now": NOW}, ("states", "wrong_type", "")),
        ({"states": one, "now": NOW}, ("states", "wrong_type", "")),
        ({"states": [one, None], "now": NOW}, ("states", "wrong_type", "[1]")),
        ({"states": good, "now": "now"}, ("history", "invalid_value", "now")),
        ({"states": good, "now": NOW, "anchor": "sha256:0"}, ("history", "invalid_value", "anchor")),
        ({"states": good, "now": NOW, "anchor": 1}, ("history", "wrong_type", "anchor")),
        ({"states": good, "now": NOW, "revocations": 1}, ("revocations", "wrong_type", "")),
    ):
        with pytest.raises(InputError) as error:
            History(**given)
        assert place(error) == expected
    for wrong in (None, good, one):
        for read in (follow, Gate.compile_signed):
            with pytest.raises(InputError) as error:
                read(wrong)
            assert place(error) == ("history", "wrong_type", "")
    with pytest.raises(FoureyesError) as compiled:
        Gate.compile_signed(History([], now=NOW))
    assert place(compiled) == ("history", "empty_list", "states")
    for words, expected in (
        ((1, None, key, b""), ("text", "wrong_type", "")),
        (("\ud800", None, key, b""), ("text", "syntax", "")),
        (("", 1, key, b""), ("signatures", "wrong_type", "")),
        (("", "{}", key, b""), ("signatures", "invalid_value", "")),
        (("", None, "SHA256:x", b""), ("key", "invalid_value", "")),
        (("", None, None, b""), ("key", "wrong_type", "")),
        (("", None, key, "text"), ("signature", "wrong_type", "")),
    ):
        with pytest.raises(InputError) as error:
            DocumentKind.POLICY.add(*words)
        assert place(error) == expected
