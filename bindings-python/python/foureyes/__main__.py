"""`python -m foureyes`: evaluates and explains documents.

Exit codes: 0 allow, 2 deny, 3 hold, 1 everything else.
"""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone
from pathlib import Path
from typing import NoReturn

from . import Decision, FoureyesError, Gate, Policy, StoredDecision, __version__

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
        decision = _evaluate(arguments)
        _show(decision, arguments.format)
        return EXITS[decision.verdict]
    except (FoureyesError, OSError) as error:
        print(error, file=sys.stderr)
        return FAILURE


def _evaluate(arguments: argparse.Namespace) -> Decision:
    policy = Policy.profile(arguments.profile) if arguments.profile else Policy(arguments.policy)
    gate = Gate.compile(policy, arguments.roster)
    envelopes = _envelopes(arguments.statements) if arguments.statements else []
    return gate.evaluate(
        arguments.change,
        gate.verify(envelopes),
        now=arguments.now or datetime.now(timezone.utc),
        duty=arguments.duty,
        revocations=arguments.revocations,
        simulated=arguments.now is not None,
    )


def _envelopes(file: Path) -> list[bytes]:
    content = file.read_bytes()
    if file.suffix == ".json":
        return [content]
    return [line for line in content.split(b"\n") if line.strip()]


def _show(decision: Decision | StoredDecision, form: str) -> None:
    shown = {
        "json": decision.to_json,
        "markdown": decision.to_markdown,
        "text": decision.explain,
    }
    # What the decision says may hold letters that the terminal has not.
    text = shown[form]().rstrip("\n") + "\n"
    sys.stdout.buffer.write(text.encode("utf-8"))
    sys.stdout.buffer.flush()


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m foureyes", description=__doc__)
    parser.add_argument("--version", action="version", version=f"foureyes {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)

    evaluate = commands.add_parser("evaluate", help="decides whether a change may go live")
    policy = evaluate.add_mutually_exclusive_group(required=True)
    policy.add_argument("--policy", type=Path, help="a policy document")
    policy.add_argument("--profile", help="the name of a built-in policy")
    evaluate.add_argument("--roster", type=Path, required=True, help="the roster document")
    evaluate.add_argument("--change", type=Path, required=True, help="the change document")
    evaluate.add_argument(
        "--statements", type=Path, help="one envelope in a .json file, or one on each line of any other"
    )
    evaluate.add_argument("--duty", type=Path, help="who is on call and who is away")
    evaluate.add_argument("--revocations", type=Path, help="keys revoked since the roster was written")
    evaluate.add_argument(
        "--now", help="decides as of this instant, such as 2026-03-01T12:00:00Z, and marks it as simulated"
    )

    explain = commands.add_parser("explain", help="shows a decision that was stored")
    explain.add_argument("decision", type=Path, help="the decision, JSON")

    for command in (evaluate, explain):
        command.add_argument("--format", choices=["text", "markdown", "json"], default="text", help="how to show it")
    return parser


if __name__ == "__main__":
    sys.exit(main())
