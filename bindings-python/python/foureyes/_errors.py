"""Exceptions. Each has a stable code, a sentence, and the place of the fault."""

from __future__ import annotations

# Type checkers take this name for true; importing `typing` for it would cost more than all the rest.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Literal

    from .codes import ErrorCode, RefusedCode

__all__ = ["CompileError", "FoureyesError", "InputError", "Problem", "Refused"]


class Problem:
    """One problem with a document. It cannot be altered."""

    __slots__ = ("severity", "code", "message", "document", "path", "line", "column")

    severity: Literal["error", "warning"]
    """`error` or `warning`."""
    code: ErrorCode
    """The stable code."""
    message: str
    """What is wrong, one sentence."""
    document: str
    """Which document, such as `policy`, or which argument."""
    path: str
    """The place inside it, such as `rule[2].when.tier`; empty for the document as a whole."""
    line: int | None
    """The line, from 1, where it is known."""
    column: int | None
    """The column in bytes, from 1, where it is known."""

    def __init__(
        self,
        severity: Literal["error", "warning"],
        code: ErrorCode,
        message: str,
        document: str = "",
        path: str = "",
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        values = (severity, code, message, document, path, line, column)
        for name, value in zip(Problem.__slots__, values):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{name!r} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{name!r} cannot be deleted")

    def _values(self) -> tuple[str, ErrorCode, str, str, str, int | None, int | None]:
        return (self.severity, self.code, self.message, self.document, self.path, self.line, self.column)

    def __reduce__(self) -> tuple[type[Problem], tuple[object, ...]]:
        return Problem, self._values()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Problem) and self._values() == other._values()

    def __hash__(self) -> int:
        return hash(self._values())

    def __str__(self) -> str:
        place = self.document
        if self.line is not None:
            place += f":{self.line}:{self.column}"
        if self.path:
            place += f"   {self.path}"
        return f"{self.severity}[{self.code}]: {self.message}\n  --> {place}"

    def __repr__(self) -> str:
        return f"Problem{self._values()!r}"


class FoureyesError(Exception):
    """The base of everything that this package raises by itself."""

    code: ErrorCode | RefusedCode
    """The stable code."""
    message: str
    """What is wrong, one sentence."""
    path: str = ""
    """The place inside the document; empty for the document as a whole."""
    document: str = ""
    """Which document, or which argument."""
    problems: tuple[Problem, ...] = ()
    """Every problem; the other attributes are those of the first."""


class _Problems(FoureyesError):
    def __init__(self, problem: Problem, *more: Problem) -> None:
        super().__init__(problem, *more)
        self.code = problem.code
        self.message = problem.message
        self.path = problem.path
        self.document = problem.document
        self.problems = (problem, *more)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class InputError(_Problems, ValueError):
    """What was handed in cannot be read: a document, or an argument."""


class CompileError(_Problems, ValueError):
    """Policy and roster do not fit together. `problems` has every error found, and the warnings."""


class Refused(FoureyesError):
    """There is no permit. `explanation` is that of the decision."""

    explanation: str
    """The explanation of the decision."""

    def __init__(self, code: RefusedCode, message: str, explanation: str) -> None:
        super().__init__(code, message, explanation)
        self.code = code
        self.message = message
        self.explanation = explanation

    def __str__(self) -> str:
        return f"{self.message} [{self.code}]\n{self.explanation}"
