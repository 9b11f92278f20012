"""The stub says in words what the objects say of themselves."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import foureyes
from foureyes import _native

STUB = Path(foureyes.__file__).with_name("_native.pyi")


def documented() -> Iterator[tuple[str, str | None]]:
    for node in ast.parse(STUB.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, ast.get_docstring(node)
        elif isinstance(node, ast.ClassDef) and node.name == "_Shown":
            for owner in ("Decision", "StoredDecision"):
                yield from members(owner, node)
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name, ast.get_docstring(node)
            yield from members(node.name, node)


def members(owner: str, node: ast.ClassDef) -> Iterator[tuple[str, str | None]]:
    for member in node.body:
        if isinstance(member, ast.FunctionDef) and not member.name.startswith("__"):
            yield f"{owner}.{member.name}", ast.get_docstring(member)


DOCUMENTED = dict(documented())


def test_everything_is_in_the_stub() -> None:
    for name in _native.__all__:
        item = getattr(_native, name)
        if isinstance(item, type):
            # A constant of its own class says nothing of itself.
            members = (member for member in vars(item) if not isinstance(getattr(item, member), item))
            public = {f"{name}.{member}" for member in members if not member.startswith("_")}
            assert public <= DOCUMENTED.keys()


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_words_are_the_same(name: str) -> None:
    item: object = _native
    for part in name.split("."):
        item = getattr(item, part)
    assert DOCUMENTED[name]
    assert DOCUMENTED[name] == inspect.getdoc(item)
