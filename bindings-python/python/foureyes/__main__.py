"""`python -m foureyes`: evaluates and explains documents, and runs the cases of policies.

Exit codes: 0 allow, 2 deny, 3 hold, 1 everything else, cases that fail among it.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import Any, NoReturn

from . import Brief, Cases, Decision, FoureyesError, Gate, Policy, StoredDecision, __version__

EXITS = {"allow": 0, "deny": 2, "hold": 3}
FAILURE = 1


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        # The 2 of argparse is the code of a deny.
        self.print_usage(sys.stderr)
        self.exit(FAILURE, f"error: {message}\n")


def main(words: list[str] | None = None) -> int:
    """Run the command line and return the exit code."""
    arguments = _parser().parse_args(words)
    try:
        if arguments.command == "explain":
            _show(StoredDecision(arguments.decision), arguments.format)
            return 0
        if arguments.command == "test":
            return _test(arguments)
        gate, request = _request(arguments)
        if arguments.command == "brief":
            _show(gate.brief(**request), arguments.format)
            return 0
        decision = gate.evaluate(**request)
        _show(decision, arguments.format)
        return EXITS[decision.verdict]
    except (FoureyesError, OSError) as error:
        print(error, file=sys.stderr)
        return FAILURE


def _policy(arguments: argparse.Namespace) -> Policy:
    return Policy.profile(arguments.profile) if arguments.profile else Policy(arguments.policy)


def _request(arguments: argparse.Namespace) -> tuple[Gate, dict[str, Any]]:
    gate = Gate.compile(_policy(arguments), arguments.roster)
    envelopes = _envelopes(arguments.statements) if arguments.statements else []
    return gate, {
        "change": arguments.change,
        "statements": gate.verify(envelopes),
        "now": arguments.now or datetime.now(timezone.utc),
        "duty": arguments.duty,
        "revocations": arguments.revocations,
        "simulated": arguments.now is not None,
    }


def _test(arguments: argparse.Namespace) -> int:
    beside = arguments.policy and arguments.policy.with_suffix(".cases.toml")
    file = arguments.cases or beside
    cases = Cases(file) if file else Cases.profile(arguments.profile)
    outcomes = cases.run(_policy(arguments), arguments.roster)
    lines = []
    for outcome in outcomes:
        lines.append(f"{'passed' if outcome.passed else 'FAILED'}  {_plain(outcome.name)}")
        lines.extend(f"        {_plain(difference)}" for difference in outcome.differences)
    failed = sum(not outcome.passed for outcome in outcomes)
    _print("\n".join([*lines, f"{len(outcomes) - failed} passed, {failed} failed"]))
    return FAILURE if failed else 0


def _envelopes(file: Path) -> list[bytes]:
    content = file.read_bytes()
    if file.suffix == ".json":
        return [content]
    return [line for line in content.split(b"\n") if line.strip()]


def _plain(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def _show(item: Brief | Decision | StoredDecision, form: str) -> None:
    shown = {
        "json": item.to_json,
        "markdown": item.to_markdown,
        "text": item.explain,
    }
    _print(shown[form]())


def _print(text: str) -> None:
    # What is said may hold letters that the terminal has not.
    sys.stdout.buffer.write((text.rstrip("\n") + "\n").encode("utf-8"))
    sys.stdout.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m foureyes", description=__doc__)
    parser.add_argument("--version", action="version", version=f"foureyes {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    evaluate = commands.add_parser("evaluate", help="decides whether a change may go live")
    brief = commands.add_parser("brief", help="shows what a reviewer looks at before signing")
    for command in (evaluate, brief):
        _add_policy(command)
        command.add_argument("--roster", type=Path, required=True, help="the roster document")
        command.add_argument("--change", type=Path, required=True, help="the change document")
        command.add_argument(
            "--statements", type=Path, help="one envelope in a .json file, or one on each line of any other"
        )
        command.add_argument("--duty", type=Path, help="who is on call and who is away")
        command.add_argument("--revocations", type=Path, help="keys revoked since the roster was written")
        command.add_argument(
            "--now", help="decides as of this instant, such as 2026-03-01T12:00:00Z, and marks it as simulated"
        )

    test = commands.add_parser("test", help="runs the cases of a policy")
    _add_policy(test)
    test.add_argument(
        "--cases", type=Path, help="the cases [default: those of the profile, or policy.cases.toml beside policy.toml]"
    )
    test.add_argument("--roster", type=Path, help="the people, instead of those of the cases")

    explain = commands.add_parser("explain", help="shows a decision that was stored")
    explain.add_argument("decision", type=Path, help="the decision, JSON")

    for command in (evaluate, brief, explain):
        command.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="how to show it")
    return parser


def _add_policy(command: argparse.ArgumentParser) -> None:
    policy = command.add_mutually_exclusive_group(required=True)
    policy.add_argument("--policy", type=Path, help="a policy document")
    policy.add_argument("--profile", help="the name of a built-in policy")


if __name__ == "__main__":
    sys.exit(main())
