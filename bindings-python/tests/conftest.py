"""What the tests share."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCENARIO = ROOT / "examples" / "scenario"


@pytest.fixture(scope="session")
def scenario() -> Path:
    return SCENARIO
