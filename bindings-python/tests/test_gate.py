"""From documents to a permit, and what the objects do on the way."""

from __future__ import annotations

import base64
import copy
import datetime
import json
import pickle
import types
from pathlib import Path
from typing import Any

import pytest

import foureyes
from foureyes import (
    Agents,
    Change,
    CompileError,
    Decision,
    FoureyesError,
    Gate,
    InputError,
    Policy,
    Refused,
    Roster,
    SecretKey,
    StoredDecision,
    detect_commit,
)

from keys import secret

NOW = datetime.datetime(2026, 3, 10, 9, 30, tzinfo=datetime.timezone.utc)


@pytest.fixture
def gate(scenario: Path) -> Gate:
    return Gate.compile(scenario / "policy.toml", scenario / "roster.toml")


@pytest.fixture
def change(scenario: Path) -> Change:
    return Change(scenario / "change.json")


@pytest.fixture
def envelopes(scenario: Path) -> list[bytes]:
    return (scenario / "statements.jsonl").read_bytes().splitlines()


@pytest.fixture
def expect(scenario: Path) -> Any:
    return json.loads((scenario / "expect.json").read_text(encoding="utf-8"))


@pytest.fixture
def allowed(gate: Gate, change: Change, envelopes: list[bytes]) -> Decision:
    return gate.evaluate(change, gate.verify(envelopes), now=NOW)


def test_the_scenario(scenario: Path, allowed: Decision) -> None:
    assert allowed.to_json() + "\n" == (scenario / "decision.json").read_text(encoding="utf-8")
    assert (allowed.verdict, allowed.allowed, allowed.because) == ("allow", True, "approved")


def test_the_statements_of_the_scenario_are_those_of_its_keys(
    gate: Gate, change: Change, envelopes: list[bytes]
) -> None:
    for envelope, name, issued in zip(envelopes, ("erin", "carol"), ("09:10", "09:20")):
        key = secret(name)
        at = datetime.datetime.fromisoformat(f"2026-03-10T{issued}:00+00:00")
        draft = gate.draft(
            change,
            {
                "approve": {
                    "signer": {"id": name, "key": key.fingerprint},
                    "issued": at,
                    "expires": at + datetime.timedelta(days=1),
                    "nonce": f"scenario-{name}",
                }
            },
        )
        assert draft.sign(key).encode() == envelope
        assert draft.envelope(key.sign(draft.message)).encode() == envelope
        assert draft.namespace == "approve@foureyes"
        assert draft.id in {one.id for one in gate.verify([envelope]).verified}
        assert json.loads(draft.payload)["predicate"]["signer"]["id"] == name
        with pytest.raises(InputError) as error:
            draft.sign(secret("somebody else"))
        assert (error.value.document, error.value.code) == ("key", "other_key")
        with pytest.raises(InputError) as error:
            draft.envelope(b"short")
        assert (error.value.document, error.value.code) == ("signature", "invalid_value")


def test_every_form_of_a_document_is_the_same(
    scenario: Path, gate: Gate, change: Change, envelopes: list[bytes], allowed: Decision
) -> None:
    text = (scenario / "change.json").read_text(encoding="utf-8")
    statements = gate.verify([json.loads(envelope) for envelope in envelopes])
    for form in (change, text, text.encode(), json.loads(text), scenario / "change.json", change.to_json()):
        assert gate.evaluate(form, statements, now="2026-03-10T09:30:00Z") == allowed
    policy = (scenario / "policy.toml").read_bytes()
    roster = (scenario / "roster.toml").read_text(encoding="utf-8")
    for one, other in ((policy, roster), (Policy(policy), Roster(roster)), (policy.decode(), roster.encode())):
        assert Gate.compile(one, other).evaluate(change, statements, now=NOW) == allowed


def test_a_digest_is_of_the_text(scenario: Path) -> None:
    policy = {"policy": "foureyes/policy/v1", "id": "é", "version": 1}
    del policy["id"]
    policy["id"] = "x"
    compact = json.dumps(policy, ensure_ascii=False, separators=(",", ":"))
    with pytest.raises(InputError):
        Policy({"id": "é"})
    assert Policy(policy).digest == Policy(compact).digest
    assert Policy(policy).digest != Policy(json.dumps(policy)).digest
    assert Roster(scenario / "roster.toml").digest == Roster((scenario / "roster.toml").read_text()).digest
    assert Change(scenario / "change.json").digest.startswith("sha256:")


def test_a_decision_for_other_tools(allowed: Decision) -> None:
    ask = {"verifier": "https://example.org/gate", "levels": ["SLSA_SOURCE_LEVEL_3"]}
    payload = allowed.summary(ask)
    summary = json.loads(payload)
    assert summary["predicateType"] == "https://slsa.dev/verification_summary/v1"
    assert summary["predicate"]["verificationResult"] == "PASSED"
    assert "SLSA_SOURCE_LEVEL_3" in summary["predicate"]["verifiedLevels"]
    key = SecretKey(bytes(32))
    envelope = json.loads(key.seal(payload))
    assert envelope["signatures"][0]["keyid"] == key.fingerprint
    assert base64.b64decode(envelope["payload"]) == payload.encode()
    assert key.seal(payload.encode()) == key.seal(payload)
    with pytest.raises(InputError) as wrong:
        allowed.summary({"verifier": "gate"})
    assert (wrong.value.document, wrong.value.code, wrong.value.path) == ("summary", "invalid_value", "verifier")


def test_a_permit(allowed: Decision, expect: Any) -> None:
    permit = allowed.permit(expect)
    assert permit.subjects == tuple(expect["subjects"])
    assert (permit.environment, permit.action) == ("production", "deploy")
    assert permit.void_from == allowed.recheck_by == NOW + datetime.timedelta(minutes=15)
    assert [used.person for used in permit.used] == ["carol", "erin"]
    assert permit.obligations == ()
    assert json.loads(permit.to_json())["changeDigest"] == permit.change_digest
    assert allowed.permit(expect | {"now": NOW}).to_json() == permit.to_json()
    assert allowed.permit(json.dumps(expect)).to_json() == permit.to_json()
    for copied in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            copied(permit)
    with pytest.raises(TypeError):
        type(permit)()


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"subjects": []}, "other_subject"),
        ({"repository": "https://git.shop.example/fork"}, "other_repository"),
        ({"targetRef": "refs/heads/other"}, "other_target"),
        ({"environment": "staging"}, "other_place"),
        ({"regions": ["eu"]}, "other_place"),
        ({"action": "apply"}, "other_action"),
        ({"now": NOW + datetime.timedelta(minutes=15)}, "recheck_due"),
        ({"now": NOW - datetime.timedelta(seconds=1)}, "before_decision"),
    ],
)
def test_no_permit_without_match(allowed: Decision, expect: Any, other: Any, code: str) -> None:
    with pytest.raises(Refused) as error:
        allowed.permit(expect | other)
    assert error.value.code == code
    assert error.value.explanation == allowed.explain()
    assert isinstance(error.value, FoureyesError)
    assert not isinstance(error.value, ValueError)
    again = pickle.loads(pickle.dumps(error.value))
    assert (again.code, again.explanation, str(again)) == (code, allowed.explain(), str(error.value))


def test_no_permit_without_allow(gate: Gate, change: Change, expect: Any, envelopes: list[bytes]) -> None:
    with pytest.raises(Refused) as error:
        gate.evaluate(change, now=NOW).permit(expect)
    assert error.value.code == "not_allowed"
    with pytest.raises(Refused) as error:
        gate.evaluate(change, gate.verify(envelopes), now=NOW, simulated=True).permit(expect)
    assert error.value.code == "simulated"
    with pytest.raises(InputError) as wrong:
        gate.evaluate(change, now=NOW).permit({"subjects": None})
    assert (wrong.value.document, wrong.value.code, wrong.value.path) == ("expect", "wrong_type", "subjects")
    with pytest.raises(InputError) as wrong:
        gate.evaluate(change, now=NOW).permit(expect | {"now": datetime.datetime(2026, 3, 10)})
    assert (wrong.value.document, wrong.value.code, wrong.value.path) == ("expect", "wrong_type", "now")


def test_a_decision_is_no_answer(allowed: Decision) -> None:
    stored = StoredDecision(allowed.to_json())
    for decision in (allowed, stored):
        with pytest.raises(TypeError, match=r"\.allowed"):
            bool(decision)
        with pytest.raises(TypeError, match=r"\.allowed"):
            if decision:
                pass
        with pytest.raises(TypeError):
            len(decision)  # type: ignore[arg-type]
        for other in ("allow", True, False, 1, 0):
            with pytest.raises(TypeError, match=r"\.verdict"):
                decision == other
            with pytest.raises(TypeError, match=r"\.verdict"):
                decision != other
        assert decision != None  # noqa: E711
        assert decision != object()
    assert not hasattr(stored, "permit")
    assert not hasattr(stored, "allowed")
    assert allowed != stored
    with pytest.raises(TypeError):
        type(allowed)()


def test_decisions_are_values(gate: Gate, change: Change, allowed: Decision, envelopes: list[bytes]) -> None:
    again = gate.evaluate(change, gate.verify(reversed(envelopes)), now=NOW)
    assert again == allowed
    assert hash(again) == hash(allowed)
    assert gate.evaluate(change, now=NOW) != allowed
    assert "allow" in repr(allowed)


@pytest.mark.parametrize(
    "name", ["allowed", "verdict", "reasons", "missing", "requirements", "ignored", "anything", "record"]
)
def test_a_decision_cannot_be_altered(allowed: Decision, name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(allowed, name, None)
    allowed.record.clear()
    assert allowed.record["verdict"] == "allow"


def test_records_cannot_be_altered(gate: Gate, change: Change) -> None:
    decision = gate.evaluate(change, now=NOW)
    for record in (decision.reasons[0], decision.requirements[0], decision.missing):
        with pytest.raises(AttributeError):
            record.code = "x"  # type: ignore[union-attr,misc]
        with pytest.raises(TypeError):
            type(record)()
    assert isinstance(decision.reasons, tuple)
    assert decision.reasons[0] == decision.reasons[0]
    assert decision.reasons[0].code in repr(decision.reasons[0])
    decision.reasons[0].details.clear()
    assert decision.reasons == gate.evaluate(change, now=NOW).reasons


def test_many_in_one_call(gate: Gate, change: Change, envelopes: list[bytes], allowed: Decision) -> None:
    statements = gate.verify(envelopes)
    request = {"change": change, "statements": statements, "now": NOW}
    simulated = request | {"simulated": True, "duty": None}
    decisions = gate.evaluate_many([request, simulated] * 50)
    assert decisions[::2] == [allowed] * 50
    assert {one.reasons[-1].code for one in decisions[1::2]} == {"statements_incomplete"}
    assert any(reason.code == "simulated" for reason in decisions[1].reasons)
    assert gate.evaluate_many(iter([request])) == [allowed]
    assert gate.evaluate_many([]) == []


def test_used_statements_do_not_count_again(
    gate: Gate, change: Change, envelopes: list[bytes], allowed: Decision, expect: Any
) -> None:
    statements = gate.verify(envelopes)
    used = allowed.permit(expect).used
    again = gate.evaluate(change, statements, now=NOW, consumed=used)
    assert again.verdict == "hold"
    assert {one.code for one in again.ignored} == {"consumed"}
    plain = [{"statement": one.statement, "person": one.person} for one in used]
    assert gate.evaluate(change, statements, now=NOW, consumed=plain) == again


def test_what_a_gate_knows_of_itself(gate: Gate, change: Change) -> None:
    assert gate.posture == ("completeness_unknown", "software_keys", "unmatched_allow")
    assert gate.versions == {"policy": 1, "roster": 1}
    older = gate.evaluate(change, now=NOW, last_seen={"policy": 2, "roster": 1})
    assert "authority_rollback" in {reason.code for reason in older.reasons}
    assert gate.evaluate(change, now=NOW, last_seen=gate.versions) == gate.evaluate(change, now=NOW)
    assert gate.warnings == ()
    assert gate.is_transition(change) is False
    assert gate.seen(change, now=NOW)["involvement"]["floor"] == "generated"
    decision = gate.evaluate(change, now=NOW)
    requirement = next(one for one in decision.requirements if one.status == "unmet")
    people = gate.candidates(requirement.rule, requirement.requirement, change, now=NOW)
    assert requirement.candidates is not None
    assert people == requirement.candidates.first
    assert [(one.person, one.level, one.owns) for one in people] == [
        ("carol", "senior", ("checkout",)),
        ("dave", "senior", ("checkout",)),
    ]


def test_duty(gate: Gate, change: Change) -> None:
    duty = {"duty": "foureyes/duty/v1", "issued": "2026-03-10T09:00:00Z", "onCall": ["dave"]}
    decision = gate.evaluate(change, now=NOW, duty=duty)
    candidates = decision.requirements[0].candidates
    assert candidates is not None
    assert [(one.person, one.on_call) for one in candidates.first] == [("dave", True), ("carol", False)]
    toml = 'duty = "foureyes/duty/v1"\nissued = "2026-03-10T09:00:00Z"\nonCall = ["dave"]\n'
    assert gate.evaluate(change, now=NOW, duty=toml) == decision
    assert gate.evaluate(change, now=NOW, duty=json.dumps(duty).encode()) == decision


def test_complete_statements(gate: Gate, change: Change, envelopes: list[bytes]) -> None:
    statements = gate.verify([(envelopes[0], NOW), envelopes[1]], complete_as_of=NOW)
    assert statements.complete_as_of == NOW
    assert [one.witnessed_at for one in statements.verified if one.person == "erin"] == [NOW]
    assert json.loads(statements.to_json())["completeAsOf"] == "2026-03-10T09:30:00Z"
    assert not any(
        reason.code == "statements_incomplete" for reason in gate.evaluate(change, statements, now=NOW).reasons
    )


def test_together(gate: Gate, change: Change, allowed: Decision) -> None:
    held = gate.evaluate(change, now=NOW)
    assert Gate.all([allowed, held]).verdict == "hold"
    assert Gate.all([allowed]) == allowed


def test_a_decision_on_record(gate: Gate, change: Change, allowed: Decision) -> None:
    record = StoredDecision(allowed.to_json())
    assert record.digest.startswith("sha256:")
    assert allowed.recheck(record) == allowed
    assert allowed.recheck(allowed.record) == allowed
    held = gate.evaluate(change, now=NOW)
    assert allowed.recheck(held.to_json()).reasons[0].code == "decision_superseded"
    with pytest.raises(InputError):
        allowed.recheck(allowed)  # type: ignore[arg-type]


def test_everything_that_is_wrong_at_once(scenario: Path) -> None:
    policy = """
policy = "foureyes/policy/v1"
id = "x"
version = 0
[[rule]]
id = "r"
why = "w"
when = { environment = "nowhere" }
require = [{ approvals = 0 }]
"""
    with pytest.raises(CompileError) as error:
        Gate.compile(policy, scenario / "roster.toml")
    assert len(error.value.problems) > 1
    first = error.value.problems[0]
    assert (error.value.code, error.value.path, error.value.document) == (first.code, first.path, first.document)
    assert isinstance(error.value, ValueError)
    assert str(error.value).count("  --> ") == len(error.value.problems)
    again = pickle.loads(pickle.dumps(error.value))
    assert again.problems == error.value.problems
    with pytest.raises(AttributeError):
        setattr(first, "code", "x")


def test_keys() -> None:
    key = secret("carol")
    assert key.public.startswith("ssh-ed25519 ")
    assert key.fingerprint in repr(key)
    assert len(key.sign(b"x")) == 64
    again = SecretKey.from_pem(key.to_pem())
    assert (again.public, again.sign(b"x")) == (key.public, key.sign(b"x"))
    with pytest.raises(TypeError):
        pickle.dumps(key)


def test_detection() -> None:
    bob = ("Bob", "bob@shop.example")
    message = "Retry\n\nCo-authored-by: Claude <noreply@anthropic.com>\n"
    found = detect_commit(message, bob, bob)
    assert [(one["tool"], one["involvement"]) for one in found["claims"]] == [("claude-code", "generated")]
    assert found == detect_commit(message.encode(), bob, bob)
    assert detect_commit(b"\xff", bob, bob)["claims"] == []
    with pytest.raises(InputError) as error:
        detect_commit("x", ("Bob", None), bob)  # type: ignore[arg-type]
    assert (error.value.document, error.value.code, error.value.path) == ("commit", "wrong_type", "author.email")


def test_what_tools_and_platforms_record() -> None:
    agents = Agents.builtin()
    note = 'src/pay.rs\n  s_0123456789abcd::t_0 1-10\n---\n{"schema_version": "authorship/3.0.0"}'
    assert agents.note(note)["lines"] == [{"path": "src/pay.rs", "involvement": "generated", "lines": 10}]
    assert agents.note(note.encode()) == agents.note(note)
    ranges = [{"start_line": 1, "end_line": 3}]
    trace = {"files": [{"path": "a.rs", "conversations": [{"contributor": {"type": "ai"}, "ranges": ranges}]}]}
    assert agents.traces(json.dumps(trace))["lines"] == [{"path": "a.rs", "involvement": "generated", "lines": 3}]
    statement = json.dumps(
        {
            "_type": "https://in-toto.io/Statement/v1",
            "subject": [{"digest": {"gitCommit": "1" * 40}}],
            "predicateType": "https://agentattest.dev/predicate/v0",
            "predicate": {},
        }
    )
    found = [agents.attestation(statement), agents.attestation(statement, authenticated=True)]
    assert [one["claims"][0]["basis"] for one in found] == ["declared", "attested"]
    user = {"login": "Copilot", "id": 198982749, "type": "Bot"}
    head = {"ref": "copilot/x", "sha": "1" * 40}
    payload = json.dumps({"action": "opened", "pull_request": {"user": user, "title": "x", "head": head}})
    events = [agents.event(payload), agents.event(payload, authenticated=True)]
    assert [one["participants"][0]["basis"] for one in events] == ["asserted", "authenticated"]
    for broken, code in (("{", "syntax"), ("{}", "unknown_event"), ('{"a":1,"a":2}', "duplicate_key")):
        with pytest.raises(InputError) as error:
            agents.event(broken)
        assert (error.value.document, error.value.code) == ("event", code)
    with pytest.raises(InputError) as wrong:
        agents.note(None)  # type: ignore[arg-type]
    assert (wrong.value.document, wrong.value.code, wrong.value.path) == ("note", "wrong_type", "")


def test_agents_of_ones_own(tmp_path: Path) -> None:
    bob = ("Bob", "bob@shop.example")
    message = "Retry\n\nCo-authored-by: Bot <bot@corp.example>\nCo-authored-by: Claude <noreply@anthropic.com>\n"

    def tools(agents: Agents | None) -> list[str]:
        return [one["tool"] for one in detect_commit(message, bob, bob, agents=agents)["claims"]]

    row = {"tool": "house-bot", "source": "ours", "seen": "2026-11-01", "addresses": ["bot@corp.example"]}
    toml = "[[agent]]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in row.items())
    file = tmp_path / "agents.toml"
    file.write_text(toml, encoding="utf-8")
    assert tools(None) == tools(Agents.builtin()) == ["claude-code"]
    for document in ({"agent": [row]}, toml, toml.encode(), file):
        assert tools(Agents(document)) == ["claude-code", "house-bot"]
    assert tools(Agents({"agent": [row], "without": ["claude-code"]})) == ["house-bot"]
    assert Agents(toml).version.startswith(Agents.builtin().version + "+")
    assert Agents(toml).version in repr(Agents(toml))


def test_everything_is_documented() -> None:
    for name in foureyes.__all__:
        item = getattr(foureyes, name)
        if not isinstance(item, type):
            assert item.__doc__
            continue
        assert item.__doc__, name
        for member, value in vars(item).items():
            is_attribute = isinstance(value, (str, tuple, types.MemberDescriptorType))
            if not member.startswith("_") and not is_attribute:
                assert value.__doc__, f"{name}.{member}"
