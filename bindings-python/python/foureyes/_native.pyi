from collections.abc import Iterable
from datetime import datetime
from os import PathLike
from typing import Any, Literal, TypeAlias, TypedDict, final, type_check_only

from .codes import (
    Assurance,
    Because,
    Effect,
    IgnoredCode,
    LackKind,
    ReasonCode,
    RelaxationCode,
    Status,
    Verdict,
)
from ._errors import Problem

__all__ = [
    "Agents",
    "Candidate",
    "Candidates",
    "Change",
    "Counted",
    "Decision",
    "Differs",
    "Draft",
    "Gate",
    "Ignored",
    "Lack",
    "Missing",
    "NotCounted",
    "Obligation",
    "Permit",
    "Policy",
    "Reason",
    "RefusedStatement",
    "Requirement",
    "Roster",
    "SecretKey",
    "Statements",
    "StoredDecision",
    "Used",
    "Verified",
    "__version__",
    "detect_commit",
]

__version__: str

_Dict: TypeAlias = dict[str, Any]
_Text: TypeAlias = str | bytes
_Document: TypeAlias = _Dict | _Text | PathLike[str]
_Instant: TypeAlias = datetime | str
_Envelope: TypeAlias = _Dict | _Text
_Submitted: TypeAlias = _Envelope | tuple[_Envelope, _Instant]
_Consumed: TypeAlias = Iterable[Used | _Dict]

@type_check_only
class _Versions(TypedDict):
    policy: int
    roster: int

@type_check_only
class _RequestNeeds(TypedDict):
    change: Change | _Document
    now: _Instant

@type_check_only
class _Request(_RequestNeeds, total=False):
    statements: Statements | None
    duty: _Document | None
    revocations: _Document | None
    consumed: _Consumed | None
    last_seen: _Versions | None
    simulated: bool | None

@type_check_only
class _Identity(TypedDict):
    name: str
    email: str

@type_check_only
class _Found(TypedDict):
    claims: list[_Dict]
    coAuthors: list[_Identity]
    signOffs: list[_Identity]
    aiSignOff: bool
    noAiTrailer: bool

@type_check_only
class _Attribution(TypedDict):
    claims: list[_Dict]
    lines: list[_Dict]
    commits: list[str]
    diagnostics: list[_Dict]

@final
class Policy:
    """A policy document: what a change needs.

    `document` is a dict, a text (`str` or `bytes`: JSON if it begins with `{`, else TOML) or a file (`os.PathLike`).
    A built-in policy is `Policy.profile(name)`: a name is never guessed from a text.
    """

    def __new__(cls, document: _Document) -> Policy: ...
    @staticmethod
    def profile(name: str) -> Policy:
        """Return a built-in policy, such as `senior-signoff`."""
    @staticmethod
    def from_json(text: _Text) -> Policy:
        """Read a text (`str` or `bytes`) as JSON, whatever it begins with."""
    @staticmethod
    def from_toml(text: _Text) -> Policy:
        """Read a text (`str` or `bytes`) as TOML, whatever it begins with."""
    @property
    def digest(self) -> str:
        """SHA-256 of the text. That of a dict is its compact JSON."""

@final
class Roster:
    """A roster document: people, agents, services, their keys, and what they own.

    `document` is a dict, a text (`str` or `bytes`: JSON if it begins with `{`, else TOML) or a file (`os.PathLike`).
    """

    def __new__(cls, document: _Document) -> Roster: ...
    @staticmethod
    def from_json(text: _Text) -> Roster:
        """Read a text (`str` or `bytes`) as JSON, whatever it begins with."""
    @staticmethod
    def from_toml(text: _Text) -> Roster:
        """Read a text (`str` or `bytes`) as TOML, whatever it begins with."""
    @property
    def digest(self) -> str:
        """SHA-256 of the text. That of a dict is its compact JSON."""

@final
class Change:
    """A change document: what it is, what a reviewer judges it by, and what happens around it.

    `document` is a dict, a text (`str` or `bytes`, JSON) or a file (`os.PathLike`). What is absent is not known.
    """

    def __new__(cls, document: _Document) -> Change: ...
    @property
    def digest(self) -> str:
        """The digest of the exact part: computed here, never taken from outside."""
    def to_json(self) -> str:
        """Return the document as JSON."""

@final
class Statements:
    """Statements after verification: the good ones and the refused ones. `Gate.verify` makes them.

    Keep them: evaluating again costs no signature arithmetic.
    """

    @property
    def verified(self) -> tuple[Verified, ...]:
        """The statements whose signature is valid."""
    @property
    def refused(self) -> tuple[RefusedStatement, ...]:
        """The statements that were refused, and why."""
    @property
    def complete_as_of(self) -> datetime | None:
        """Up to when no statement was left out; None where nobody said so."""
    def to_json(self) -> str:
        """Return who signed what and what was refused, as JSON."""

@final
class Gate:
    """A policy and a roster, checked against each other. Immutable; usable from any thread."""

    @staticmethod
    def compile(policy: Policy | _Document, roster: Roster | _Document) -> Gate:
        """Check a policy and a roster, each by itself and against the other; raise `CompileError` with every error found."""
    @staticmethod
    def all(decisions: Iterable[Decision]) -> Decision:
        """Combine decisions about one change under several policies: the worst verdict, every reason."""
    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What should be looked at, though it is no error."""
    @property
    def posture(self) -> tuple[RelaxationCode, ...]:
        """The codes of every relaxation in force."""
    @property
    def versions(self) -> _Versions:
        """The versions of policy and roster, to be remembered as last seen."""
    def verify(self, envelopes: Iterable[_Submitted], complete_as_of: _Instant | None = None) -> Statements:
        """Verify envelopes under the keys of the roster. What does not verify is refused with its reason, never an error.

        An envelope is JSON (`str`, `bytes`) or a dict, or a pair of that and the instant at which an independent witness
        first saw it. `complete_as_of` is your word that no statement was left out up to that instant.
        """
    def evaluate(
        self,
        change: Change | _Document,
        statements: Statements | None = None,
        *,
        now: _Instant,
        duty: _Document | None = None,
        revocations: _Document | None = None,
        consumed: _Consumed | None = None,
        last_seen: _Versions | None = None,
        simulated: bool | None = None,
    ) -> Decision:
        """Decide whether `change` may go live. Every change gives a decision.

        `change` is a `Change` or its document; `statements` are those of `verify`, None if there are none; `now` is an
        aware datetime or RFC 3339. `duty` and `revocations` are documents, `consumed` is `Permit.used` of before,
        `last_seen` is `versions` of before. `simulated` says that `now` is not the time: there is no permit then.
        """
    def evaluate_many(self, requests: Iterable[_Request | _Dict]) -> list[Decision]:
        """Decide about many changes in one call, while other threads run. Each request is a dict with the names of
        `evaluate`.
        """
    def evaluate_transition(
        self,
        candidate: Gate | tuple[Policy | _Document, Roster | _Document],
        change: Change | _Document,
        statements: Statements | None = None,
        *,
        now: _Instant,
        duty: _Document | None = None,
        revocations: _Document | None = None,
        consumed: _Consumed | None = None,
        last_seen: _Versions | None = None,
        simulated: bool | None = None,
    ) -> Decision:
        """Decide about a change that brings in another policy or roster: the old and the new must both allow it.

        `candidate` is the gate of the new documents, or a pair `(policy, roster)` of them. A pair that does not compile
        is a reason of the decision.
        """
    def decide(self, change: _Dict | _Text, envelopes: Iterable[_Submitted], *, now: _Instant) -> Decision:
        """Decide from JSON: what cannot be read is a decision that denies, never an error."""
    def is_transition(self, change: Change | _Document) -> bool:
        """Return whether a change touches what controls the gate, or could."""
    def candidates(
        self,
        rule: str,
        requirement: int,
        change: Change | _Document,
        statements: Statements | None = None,
        *,
        now: _Instant,
        duty: _Document | None = None,
        revocations: _Document | None = None,
    ) -> tuple[Candidate, ...]:
        """Return everybody who could newly sign for a requirement, in the order in which they are suggested.

        `rule` and `requirement` are those of `Decision.requirements`, the rest is as for `evaluate`.
        """
    def seen(self, change: Change | _Document, *, now: _Instant) -> _Dict:
        """Return what a signer judges the change by, as her approval names it."""
    def draft(self, change: Change | _Document, intent: _Document, statements: Statements | None = None) -> Draft:
        """Return the statement that a person wants to make about `change`, ready to be signed.

        `intent` is a dict with one member: `approve`, `reject`, `withdraw`, `lift`, `authorship`, `delegate`,
        `evidence` or `breakGlass`. An approval names the person's own `withdraw all` among `statements`.
        """

@type_check_only
class _Shown:
    @property
    def verdict(self) -> Verdict:
        """The verdict: `allow`, `hold` or `deny`."""
    @property
    def because(self) -> Because | None:
        """Why an allow is one; None where it is none."""
    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Why, in a total order: what refuses, what holds, what the reader should know."""
    @property
    def missing(self) -> Missing:
        """What would help."""
    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """Every requirement that applies, and how it stands."""
    @property
    def ignored(self) -> tuple[Ignored, ...]:
        """Statements that did not count and why, the first hundred."""
    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """What is owed."""
    @property
    def evaluated_at(self) -> datetime:
        """The instant of the decision."""
    @property
    def recheck_by(self) -> datetime:
        """The instant from which on it must be asked for again."""
    @property
    def record(self) -> _Dict:
        """Everything that it says, as plain objects, made anew at each call."""
    def to_json(self) -> str:
        """Return the canonical text: the same for the same inputs, in every language."""
    def explain(self) -> str:
        """Return the explanation for a terminal."""
    def to_markdown(self) -> str:
        """Return the explanation for a pull request, in Markdown."""
    def __bool__(self) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Decision(_Shown):
    """The outcome of an evaluation.

    Ask `permit` before acting; `allowed` is for display. A decision has no truth value.
    """

    @property
    def allowed(self) -> bool:
        """Whether the verdict is allow. For display: acting takes a permit."""
    def permit(self, expect: _Document) -> Permit:
        """Return leave to do exactly what `expect` says; raise `Refused` where there is none.

        `expect` is a dict or JSON with `subjects`, `repository`, `targetRef`, `environment`, `regions`, `action`
        and `now`. Fill it from what will really run, not from the decision.
        """
    def summary(self, ask: _Document) -> str:
        """Return the decision as a SLSA Verification Summary, to be put into an envelope with `SecretKey.seal`.

        `ask` is a dict or JSON with `verifier`, the URI of the gate, and, where wanted, `resourceUri` and `levels`.
        """
    def recheck(self, stored: StoredDecision | _Document) -> Decision:
        """Return this decision, held unless the one on record is an allow for the same thing in the same place."""

@final
class StoredDecision(_Shown):
    """A decision on record. It can be shown and compared, never acted on: it gives no permit.

    `document` is a dict, JSON (`str` or `bytes`) or a file (`os.PathLike`), as `Decision.to_json` wrote it.
    """

    def __new__(cls, document: _Document) -> StoredDecision: ...
    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text."""

@final
class Permit:
    """Leave to do exactly one thing. It cannot be copied, stored or made up."""

    @property
    def subjects(self) -> tuple[dict[str, str], ...]:
        """The digests of what may go live."""
    @property
    def change_digest(self) -> str:
        """The digest of the change."""
    @property
    def environment(self) -> str | None:
        """Where it may go live; None where the change has no environment."""
    @property
    def action(self) -> Literal["apply", "deploy", "merge", "run"]:
        """What may be done."""
    @property
    def void_from(self) -> datetime:
        """The instant from which on the permit is void."""
    @property
    def obligations(self) -> tuple[Obligation, ...]:
        """What is owed afterwards."""
    @property
    def used(self) -> tuple[Used, ...]:
        """The statements that were used, with their signers; `consumed` takes them."""
    def to_json(self) -> str:
        """Return what may go live as JSON, for the record."""

@final
class Draft:
    """A statement that nobody has signed yet, with its exact bytes. `Gate.draft` makes one."""

    @property
    def payload(self) -> bytes:
        """The payload: an in-toto Statement in JSON."""
    @property
    def message(self) -> bytes:
        """The bytes that have to be signed: with Ed25519 and nothing around them, or by an SSH key for the namespace."""
    @property
    def namespace(self) -> str:
        """The namespace for which an SSH key signs them."""
    @property
    def id(self) -> str:
        """The digest that names the statement."""
    def envelope(self, signature: bytes) -> str:
        """Return the envelope in JSON, with a signature made elsewhere: 64 bytes, or those of the text of an SSH signature."""
    def sign(self, key: SecretKey) -> str:
        """Sign the statement and return the envelope in JSON."""

@final
class SecretKey:
    """An Ed25519 private key. It is never shown, and wiped from memory when it is dropped.

    `seed` is 32 secret bytes, from a generator fit for keys such as `secrets.token_bytes(32)`.
    """

    def __new__(cls, seed: bytes) -> SecretKey: ...
    @staticmethod
    def from_pem(text: str) -> SecretKey:
        """Read a key as PKCS#8 in PEM."""
    @property
    def public(self) -> str:
        """The public key, as a roster and OpenSSH write it."""
    @property
    def fingerprint(self) -> str:
        """The fingerprint of the public key."""
    def sign(self, message: bytes) -> bytes:
        """Return the signature of `message`, 64 bytes."""
    def seal(self, payload: _Text) -> str:
        """Return the envelope of an in-toto Statement, such as `Decision.summary`, signed with this key of a gate."""
    def to_pem(self) -> str:
        """Return the private key as PKCS#8 in PEM."""

@final
class Agents:
    """The table of known agents: the built-in one with the rows of a document before it.

    `document` is a dict, a text (`str` or `bytes`: JSON if it begins with `{`, else TOML) or a file (`os.PathLike`).
    The built-in table alone is `Agents.builtin()`.
    """

    def __new__(cls, document: _Document) -> Agents: ...
    @staticmethod
    def builtin() -> Agents:
        """Return the built-in table."""
    @property
    def version(self) -> str:
        """That of the built-in table and, behind a `+`, the first digits of the digest of what was added."""
    def event(self, payload: _Text, *, authenticated: bool = False) -> _Dict:
        """Read a webhook payload, or an answer of the interface, of GitHub or GitLab.

        Returns participants and claims as a change takes them, labels and reviews. `authenticated` is your word that the
        platform itself sent it; else everybody in it is asserted.
        """
    def note(self, note: _Text) -> _Attribution:
        """Read a git-ai note, as `refs/notes/ai` has it: claims, and lines by path and origin."""
    def traces(self, traces: _Text) -> _Attribution:
        """Read Agent Trace records, one JSON value or one on each line: claims, and lines by path and origin."""
    def attestation(self, statement: _Text, *, authenticated: bool = False) -> _Attribution:
        """Read an in-toto statement that may speak of AI, such as SLSA provenance of a commit that an agent made.

        `authenticated` is your word that its envelope was verified as the issuer's.
        """

def detect_commit(
    message: _Text, author: tuple[str, str], committer: tuple[str, str], *, agents: Agents | None = None
) -> _Found:
    """Return what the text of a commit says about how it was made: claims as a change takes them, and who is credited.

    `message` is str or bytes. `author` and `committer` are pairs `(name, email)`, as the commit has them. `agents` is
    the table of known agents, the built-in one by default. Nothing of it is authenticated: it can only ask for more.
    """

@final
class Reason:
    """Why a verdict is what it is."""

    @property
    def effect(self) -> Effect:
        """What it does to the verdict: `deny`, `hold` or `note`."""
    @property
    def code(self) -> ReasonCode:
        """The stable code."""
    @property
    def rule(self) -> str | None:
        """The rule it comes from, as `document/rule`."""
    @property
    def requirement(self) -> int | None:
        """The requirement of the rule, from 0."""
    @property
    def name(self) -> str | None:
        """The code that the policy gives it."""
    @property
    def subject(self) -> str | None:
        """Whom or what it is about. Text from the change is hostile: escape it before showing it."""
    @property
    def details(self) -> dict[str, int | str | tuple[str, ...]]:
        """Further details, by name."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Counted:
    """Somebody whose approval counts for a requirement."""

    @property
    def person(self) -> str:
        """The person."""
    @property
    def statement(self) -> str:
        """The statement."""
    @property
    def assurance(self) -> Assurance:
        """How strong it is."""
    @property
    def issued(self) -> datetime:
        """When it was issued."""
    @property
    def vouched_by(self) -> str | None:
        """The service that saw her approve on a platform, where she did not sign herself."""
    @property
    def on_behalf_of(self) -> str | None:
        """In whose authority, where that is not her own."""
    @property
    def delegation(self) -> str | None:
        """The statement by which that was delegated."""
    @property
    def seats(self) -> tuple[str, ...]:
        """Which members of the requirement she also fills."""
    @property
    def comment(self) -> str | None:
        """What she says to the author."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Lack:
    """In what a signer falls short, with what she has and what is needed."""

    @property
    def lacks(self) -> LackKind:
        """In what."""
    @property
    def has(self) -> str | None:
        """What she has."""
    @property
    def needs(self) -> str:
        """What is needed."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class NotCounted:
    """Somebody whose approval is good, but not for this requirement."""

    @property
    def person(self) -> str:
        """The person."""
    @property
    def statement(self) -> str:
        """The statement."""
    @property
    def lacks(self) -> tuple[Lack, ...]:
        """In what she falls short."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Candidate:
    """Somebody who could sign for a requirement."""

    @property
    def person(self) -> str:
        """The person."""
    @property
    def level(self) -> str | None:
        """Her level."""
    @property
    def owns(self) -> tuple[str, ...]:
        """The services of the change that she owns."""
    @property
    def on_call(self) -> bool:
        """Whether she is on call."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Candidates:
    """Those who could sign: how many, and the first ten."""

    @property
    def total(self) -> int:
        """How many there are."""
    @property
    def first(self) -> tuple[Candidate, ...]:
        """The first ten."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Requirement:
    """One requirement and how it stands."""

    @property
    def rule(self) -> str:
        """The rule, as `document/rule`; `floor` for what no policy can remove."""
    @property
    def requirement(self) -> int:
        """The requirement of the rule, from 0; those inside `allOf` and `anyOf` count one by one."""
    @property
    def alternatives(self) -> tuple[int, ...]:
        """The alternatives of the rule that hold it, from 0; empty where the rule has only one."""
    @property
    def name(self) -> str:
        """Its stable code, or the name that the policy gives it."""
    @property
    def why(self) -> str:
        """Why the rule is there."""
    @property
    def status(self) -> Status:
        """How it stands: `met`, `unmet`, `covered`, `closed` or `waived`."""
    @property
    def waived_by(self) -> str | None:
        """What stands in for it: `emergency-revert`."""
    @property
    def asks(self) -> str:
        """What it asks, in words."""
    @property
    def need(self) -> int | None:
        """How many people it asks for."""
    @property
    def raised(self) -> int:
        """By how many unresolved participants and objections raise it."""
    @property
    def counted(self) -> tuple[Counted, ...]:
        """Who counts."""
    @property
    def not_counted(self) -> tuple[NotCounted, ...]:
        """Whose good approvals do not count here, and why."""
    @property
    def candidates(self) -> Candidates | None:
        """Who could."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Missing:
    """What would make it an allow, as far as people and evidence can."""

    @property
    def people(self) -> tuple[str, ...]:
        """A smallest set of people whose approvals would meet every requirement that people can meet."""
    @property
    def minimal(self) -> bool | None:
        """Whether no smaller set would do. None where nobody is missing or nobody can help."""
    @property
    def evidence(self) -> tuple[str, ...]:
        """The evidence that is missing."""
    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that would help, by their place in the change."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Differs:
    """What a statement names, and what is there instead."""

    @property
    def signed(self) -> str:
        """What the statement names."""
    @property
    def is_(self) -> str:
        """What is there."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Ignored:
    """A statement that did not count."""

    @property
    def code(self) -> IgnoredCode:
        """Why."""
    @property
    def statement(self) -> str:
        """The statement."""
    @property
    def person(self) -> str | None:
        """Whose key it names."""
    @property
    def differs(self) -> Differs | None:
        """What it names, where something else is there."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Obligation:
    """Something that is owed after an allow."""

    @property
    def code(self) -> str:
        """What is owed, such as `review`."""
    @property
    def rule(self) -> str | None:
        """The rule that it comes from, as `document/rule`."""
    @property
    def name(self) -> str | None:
        """The stable code of the requirement."""
    @property
    def asks(self) -> str | None:
        """What has to be done, in words."""
    @property
    def owed_by(self) -> str:
        """By whom."""
    @property
    def due(self) -> datetime:
        """By when."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Verified:
    """A statement whose signature is valid. Whether it counts is decided against a change."""

    @property
    def id(self) -> str:
        """The digest that names the statement."""
    @property
    def person(self) -> str:
        """Whose key signed it."""
    @property
    def key(self) -> str:
        """The fingerprint of the key."""
    @property
    def predicate_type(self) -> str:
        """What sort of statement it is."""
    @property
    def assurance(self) -> Assurance:
        """How strongly it shows that a person was there."""
    @property
    def witnessed_at(self) -> datetime | None:
        """When an independent witness first saw it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class RefusedStatement:
    """A statement that was refused before it could be held against a change."""

    @property
    def code(self) -> IgnoredCode:
        """Why."""
    @property
    def id(self) -> str:
        """The digest that names the statement, or its envelope where it has no payload."""
    @property
    def person(self) -> str | None:
        """Whose key it names."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Used:
    """A statement that was used, and who signed it."""

    @property
    def statement(self) -> str:
        """The statement."""
    @property
    def person(self) -> str:
        """The person."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
