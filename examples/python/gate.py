"""The scenario in Python: three evaluations and a permit. Run it from anywhere."""

from datetime import datetime, timezone
from pathlib import Path

from foureyes import Change, Gate, Policy, Roster

scenario = Path(__file__).resolve().parents[1] / "scenario"

gate = Gate.compile(Policy(scenario / "policy.toml"), Roster(scenario / "roster.toml"))
change = Change(scenario / "change.json")
erin, carol = (scenario / "statements.jsonl").read_bytes().splitlines()
now = datetime(2026, 3, 10, 9, 30, tzinfo=timezone.utc)  # in earnest: datetime.now(timezone.utc)

for envelopes in ([], [erin], [erin, carol]):
    decision = gate.evaluate(change, gate.verify(envelopes), now=now)
    print(decision.explain())

permit = decision.permit(scenario / "expect.json")
print(f"May {permit.action} until {permit.void_from:%Y-%m-%dT%H:%M:%SZ}; used {len(permit.used)} statements.")
print(decision.to_json())
