"""Every name that `docs/bindings.md` promises for Python is there."""

from __future__ import annotations

import re

import pytest

import foureyes

from conftest import ROOT


def promised() -> list[tuple[str, str]]:
    """Return the rows of the table: what core has, and what Python has."""
    text = (ROOT / "docs" / "bindings.md").read_text(encoding="utf-8")
    _, section = text.split("\n## What core can do, and where\n")
    section = section.split("\n## ")[0]
    rows = [line.split("|") for line in section.splitlines() if line.startswith("| ")]
    return [(row[1].strip(), row[2].strip()) for row in rows[1:]]


def test_there_is_a_table() -> None:
    assert len(promised()) > 30


@pytest.mark.parametrize(("core", "python"), promised(), ids=lambda cell: cell)
def test_the_names_are_there(core: str, python: str) -> None:
    owner = re.match(r"`(\w+)", core)
    # A row about many calls of a gate names no type of core.
    found: object = getattr(foureyes, owner[1], foureyes.Gate) if owner else foureyes.Gate
    assert python, "an empty cell says nothing"
    for word in re.findall(r"`([\w.]+)", python):
        if word.startswith("."):
            assert hasattr(found, word[1:]), f"{found}{word}"
            continue
        item: object = foureyes
        for part in word.split("."):
            item = getattr(item, part)
        if isinstance(item, type):
            found = item
