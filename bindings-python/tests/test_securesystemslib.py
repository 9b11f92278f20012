"""Envelopes of raw keys are plain DSSE: another library verifies ours, and ours verifies its."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import CryptoSigner, SSlibKey  # type: ignore[attr-defined]  # it lists no exports

from foureyes import Change, Gate

from keys import secret

TYPE = "application/vnd.in-toto+json"


def key_of(person: str) -> SSlibKey:
    """Return the key of somebody as the other library has it, under the name that our envelopes use."""
    key = SSlibKey.from_crypto(private_of(person).public_key(), keyid=secret(person).fingerprint)
    assert key.keytype == "ed25519"
    return key


def private_of(person: str) -> Ed25519PrivateKey:
    seed = hashlib.sha256(f"foureyes vector key {person}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(seed)


@pytest.fixture
def gate(scenario: Path) -> Gate:
    return Gate.compile(scenario / "policy.toml", scenario / "roster.toml")


@pytest.mark.parametrize(("line", "person"), [(0, "erin"), (1, "carol")])
def test_it_verifies_our_envelopes(scenario: Path, line: int, person: str) -> None:
    text = (scenario / "statements.jsonl").read_text(encoding="utf-8").splitlines()[line]
    envelope = Envelope.from_dict(json.loads(text))
    assert envelope.payload_type == TYPE
    assert list(envelope.verify([key_of(person)], 1)) == [secret(person).fingerprint]
    other = Envelope.from_dict(json.loads(text))
    other.payload = other.payload.replace(b"production", b"productiom")
    with pytest.raises(VerificationError):
        other.verify([key_of(person)], 1)
    with pytest.raises(VerificationError):
        envelope.verify([key_of("mallory")], 1)


def test_ours_verifies_its_envelopes(gate: Gate, scenario: Path) -> None:
    change = Change(scenario / "change.json")
    draft = gate.draft(
        change,
        {
            "approve": {
                "signer": {"id": "carol", "key": secret("carol").fingerprint},
                "issued": "2026-03-10T09:00:00Z",
                "expires": "2026-03-11T09:00:00Z",
                "nonce": "n",
            }
        },
    )
    envelope = Envelope(draft.payload, TYPE, {})
    assert envelope.pae() == draft.message
    envelope.sign(CryptoSigner(private_of("carol"), key_of("carol")))
    written = json.dumps(envelope.to_dict()).encode()
    verified = json.loads(gate.verify([written]).to_json())["verified"]
    assert [one["id"] for one in verified] == [draft.id]
    # It is the very signature that our own key makes.
    ours = json.loads(draft.sign(secret("carol")))
    assert json.loads(written)["signatures"] == ours["signatures"]
    envelope.payload += b" "
    garbled = gate.verify([json.dumps(envelope.to_dict()).encode()])
    assert json.loads(garbled.to_json())["verified"] == []


def test_it_verifies_the_summary_that_a_gate_seals(gate: Gate, scenario: Path) -> None:
    statements = gate.verify((scenario / "statements.jsonl").read_bytes().splitlines())
    decision = gate.evaluate(Change(scenario / "change.json"), statements, now="2026-03-10T09:30:00Z")
    payload = decision.summary({"verifier": "https://example.org/gate", "levels": ["SLSA_SOURCE_LEVEL_3"]})
    envelope = Envelope.from_dict(json.loads(secret("ci").seal(payload)))
    assert envelope.payload_type == TYPE
    assert list(envelope.verify([key_of("ci")], 1)) == [secret("ci").fingerprint]
    assert json.loads(envelope.payload)["predicateType"] == "https://slsa.dev/verification_summary/v1"
    envelope.payload = envelope.payload.replace(b"PASSED", b"FAILED")
    with pytest.raises(VerificationError):
        envelope.verify([key_of("ci")], 1)
