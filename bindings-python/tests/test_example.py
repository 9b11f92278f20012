"""The example prints the decision that every language prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from conftest import ROOT


def test_the_example(scenario: Path) -> None:
    command = [sys.executable, str(ROOT / "examples" / "python" / "gate.py")]
    ended = subprocess.run(command, capture_output=True, check=True)
    lines = ended.stdout.decode().splitlines()
    verdicts = [line.split()[0] for line in lines if line[:5].strip() in {"HOLD", "DENY", "ALLOW"}]
    assert verdicts == ["HOLD", "HOLD", "ALLOW"]
    assert lines[-2] == "May deploy until 2026-03-10T09:45:00Z; used 2 statements."
    assert lines[-1] + "\n" == (scenario / "decision.json").read_text(encoding="utf-8")
