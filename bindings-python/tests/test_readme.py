"""The example of the README does what the README says."""

from __future__ import annotations

import contextlib
import io

import pytest

from conftest import ROOT


def blocks() -> tuple[str, str]:
    text = (ROOT / "bindings-python" / "README.md").read_text(encoding="utf-8")
    code = text.split("```python\n")[1].split("```")[0]
    shown = text.split("```text\n")[1].split("```")[0]
    return code, shown


def test_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    code, shown = blocks()
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "README.md", "exec"), {})
    assert out.getvalue() == shown
