from collections.abc import Iterable
from datetime import datetime
from os import PathLike
from types import GenericAlias
from typing import Any, ClassVar, Generic, Literal, TypeAlias, TypedDict, TypeVar, final, type_check_only

from .codes import (
    Action,
    Assurance,
    AuthorityFault,
    Because,
    Blast,
    ClaimBasis,
    Effect,
    EvidenceResult,
    IgnoredCode,
    Involvement,
    Kind,
    LackKind,
    Origin,
    ParticipantRole,
    ReasonCode,
    RelaxationCode,
    ResourceAction,
    Rollout,
    Status,
    Verdict,
)
from ._errors import Problem

__all__ = [
    "About",
    "Agents",
    "Brief",
    "Candidate",
    "Candidates",
    "Cases",
    "Change",
    "Check",
    "Checked",
    "Claim",
    "Comment",
    "Counted",
    "Decision",
    "Diagnostic",
    "Differs",
    "DocumentKind",
    "Draft",
    "Enrolled",
    "Enrolment",
    "Fact",
    "Followed",
    "Gate",
    "History",
    "HotPath",
    "Ignored",
    "InvolvementRange",
    "Lack",
    "Missing",
    "Moment",
    "NotCounted",
    "Obligation",
    "Outcome",
    "Part",
    "Permit",
    "Plan",
    "Policy",
    "Quorum",
    "Reason",
    "RefusedStatement",
    "Requirement",
    "Resource",
    "Roster",
    "SecretKey",
    "Signed",
    "State",
    "Statements",
    "Step",
    "StoredDecision",
    "Used",
    "Verified",
    "Who",
    "__version__",
    "detect_commit",
    "follow",
]

__version__: str

_T_co = TypeVar("_T_co", covariant=True)

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
    @property
    def text(self) -> str:
        """The text that was read; that of a dict is its compact JSON."""
    def with_bases(self, bases: Iterable[Policy | _Document]) -> Policy:
        """Return the policy together with documents that it may extend, beside those that are built in.

        Each of `bases` is a `Policy` or a document. What stands beside one of these does not come along.
        """
    @property
    def bases(self) -> tuple[Policy, ...]:
        """The documents that the policy may extend, beside those that are built in."""
    @property
    def missing_bases(self) -> tuple[str, ...]:
        """The names of what the policy and its bases extend, and what is neither among these nor built in."""

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
    @property
    def text(self) -> str:
        """The text that was read; that of a dict is its compact JSON."""
    def with_parts(self, parts: Iterable[Roster | _Document]) -> Roster:
        """Return the roster together with those that it includes.

        Each of `parts` is a `Roster` or a document. What one of these includes does not come along.
        """
    @property
    def parts(self) -> tuple[Roster, ...]:
        """The rosters that this one may include."""
    @property
    def missing_parts(self) -> tuple[str, ...]:
        """The names of the rosters that it includes and that are not there."""
    def whole(self) -> _Dict:
        """Return the roster put together with those that it includes, as a document. What cannot be put together is left out,
        and `Gate.compile` tells why.
        """

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
    def compile_signed(history: History) -> Gate:
        """Check the last policy and roster of a `History`, and whether they follow from what it begins with. Where they do
        not, every decision is held with `authority_unsigned`.
        """
    @staticmethod
    def check_roster(roster: Roster | _Document) -> tuple[Problem, ...]:
        """Check a roster by itself, and every key of it in full. Returns every problem, each with its place."""
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
    def brief(
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
    ) -> Brief:
        """Return the reviewer's one screen: what the change is, what is known of it, and what to look at before signing.

        The arguments are those of `evaluate`.
        """
    def outlook(
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
    ) -> tuple[Moment, ...]:
        """Return the next instants at which the decision is another one, if nothing happens until then. Nobody may act on
        them: ask again when they have come.

        The arguments are those of `evaluate`.
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
    def action(self) -> Action:
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
class Enrolment:
    """The word of whoever holds a key that it shall be somebody's in a roster.

    `document` is a dict, JSON (`str` or `bytes`) or a file (`os.PathLike`) with `roster`, `principal`, `public`,
    `scheme`, `issued` and `nonce`.
    """

    def __new__(cls, document: _Document) -> Enrolment: ...
    @staticmethod
    def prove(envelope: _Envelope) -> Enrolled:
        """Read an enrolment, an envelope in JSON (`str`, `bytes`) or a dict, and check that the key that it names has signed
        it; raise `InputError` with `not_proven` where it has not.
        """
    @property
    def message(self) -> bytes:
        """The bytes that the key has to sign: with Ed25519 and nothing around them, or by an SSH key for the namespace."""
    @property
    def namespace(self) -> str:
        """The namespace for which an SSH key signs them."""
    def envelope(self, signature: bytes) -> str:
        """Return the envelope in JSON, with a signature made elsewhere: 64 bytes, or those of the text of an SSH signature."""

@final
class Enrolled:
    """A key that has signed its own enrolment. `Enrolment.prove` makes one."""

    @property
    def enrolment(self) -> _Dict:
        """What it says, as a document."""
    @property
    def assurance(self) -> Assurance:
        """How strongly it shows that a person was there."""
    def to_json(self) -> str:
        """Return what is proven as JSON."""

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
    def description(self, text: _Text, place: str) -> list[_Dict]:
        """Read a text that stands for a change, such as the description of a pull request (`str` or `bytes`): the claims of
        its lines, each located within `place`.
        """
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
class Brief:
    """What a reviewer sees of a change before she signs. `Gate.brief` makes one; it decides nothing."""

    @property
    def about(self) -> About:
        """What it is about."""
    @property
    def verdict(self) -> Verdict:
        """How the decision stands."""
    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What is asked, and how it stands."""
    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What sorts of change it is."""
    @property
    def services(self) -> tuple[str, ...]:
        """The services that it touches."""
    @property
    def tier(self) -> int | None:
        """The strictest tier; None where it is not known."""
    @property
    def blast(self) -> Fact[Blast] | None:
        """How far it reaches before anybody can stop it."""
    @property
    def rollout(self) -> Fact[Rollout] | None:
        """How it is rolled out."""
    @property
    def reversible(self) -> Fact[bool] | None:
        """Whether it can be undone."""
    @property
    def destructive(self) -> Fact[bool] | None:
        """Whether it destroys something."""
    @property
    def destroys(self) -> tuple[str, ...]:
        """What it destroys: resources and paths."""
    @property
    def resources(self) -> dict[ResourceAction, int]:
        """What happens to resources, counted."""
    @property
    def evidence(self) -> tuple[Checked, ...]:
        """The checks of which there is a record."""
    @property
    def evidence_missing(self) -> tuple[str, ...]:
        """The checks that are asked for and have not passed."""
    @property
    def facts_missing(self) -> tuple[str, ...]:
        """The facts that nobody has found out."""
    @property
    def involvement(self) -> InvolvementRange:
        """How far an AI was involved."""
    @property
    def claims(self) -> tuple[Claim, ...]:
        """What is claimed about AI, the words of the AI among it."""
    @property
    def people(self) -> tuple[Part, ...]:
        """Who took part."""
    @property
    def paths(self) -> int | None:
        """How many paths it touches; None where it is not known."""
    @property
    def lines(self) -> int | None:
        """How many lines it adds and removes; None where it is not known."""
    @property
    def hot(self) -> tuple[HotPath, ...]:
        """The paths to look at first: those that control the gate, those that cannot be normalised, the largest."""
    @property
    def checklist(self) -> tuple[Check, ...]:
        """What to look at, for a change of this sort."""
    @property
    def comments(self) -> tuple[Comment, ...]:
        """What approvers have said to the author."""
    @property
    def record(self) -> _Dict:
        """Everything that it says, as plain objects, made anew at each call."""
    def to_json(self) -> str:
        """Return the brief in JSON."""
    def explain(self) -> str:
        """Return the brief for a terminal."""
    def to_markdown(self) -> str:
        """Return the brief in Markdown."""

@final
class Fact(Generic[_T_co]):
    """A value, and who vouches for it. It has no truth value: ask `value`."""

    @property
    def origin(self) -> Origin:
        """Who vouches for it: `declared`, `collected` or `signed`."""
    @property
    def value(self) -> _T_co:
        """What is known."""
    def __class_getitem__(cls, key: Any) -> GenericAlias: ...
    def __bool__(self) -> bool: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class About:
    """What a brief is about."""

    @property
    def change_id(self) -> str:
        """The change."""
    @property
    def repository(self) -> str:
        """The repository."""
    @property
    def target_ref(self) -> str:
        """The full ref."""
    @property
    def action(self) -> Action:
        """What is about to happen."""
    @property
    def environment(self) -> str | None:
        """Where; None where it is not known."""
    @property
    def regions(self) -> tuple[str, ...]:
        """In which regions."""
    @property
    def subjects(self) -> tuple[dict[str, str], ...]:
        """The digests of the subjects."""
    @property
    def change_digest(self) -> str:
        """The change digest."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Check:
    """Something to look at before signing."""

    @property
    def code(self) -> str:
        """What an approval acknowledges."""
    @property
    def question(self) -> str:
        """What the signer must be able to answer."""
    @property
    def because(self) -> str:
        """Why it is asked of this change."""
    @property
    def required(self) -> bool:
        """Whether an approval counts only if it acknowledges this."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Checked:
    """The record of a check."""

    @property
    def kind(self) -> str:
        """What was checked."""
    @property
    def result(self) -> EvidenceResult:
        """How it turned out."""
    @property
    def trusted(self) -> bool:
        """Whether somebody other than those who take part vouches for it."""
    @property
    def at(self) -> datetime:
        """When."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Claim:
    """One claim about how content was made. Its texts are other people's words: escape them before showing them."""

    @property
    def involvement(self) -> Involvement:
        """What is claimed."""
    @property
    def basis(self) -> ClaimBasis:
        """How it is known."""
    @property
    def tool(self) -> str | None:
        """The tool."""
    @property
    def model(self) -> str | None:
        """The model, as the tool spells it."""
    @property
    def operator(self) -> str | None:
        """The person whom the tool worked for."""
    @property
    def rationale(self) -> str | None:
        """What the tool said about why."""
    @property
    def location(self) -> str | None:
        """Where the claim was found."""
    @property
    def commit(self) -> str | None:
        """The commit it speaks of; None for the whole change."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Comment:
    """What an approver has said."""

    @property
    def person(self) -> str:
        """Who."""
    @property
    def text(self) -> str:
        """What."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class HotPath:
    """A path to look at first."""

    @property
    def path(self) -> str:
        """The path, as far as it is text."""
    @property
    def why(self) -> Literal["gate", "odd", "large"]:
        """Why: `gate`, `odd` or `large`."""
    @property
    def lines(self) -> int | None:
        """How many lines are added and removed; None where it is not known."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class InvolvementRange:
    """How far an AI was involved: at least `floor`, at most `ceiling`."""

    @property
    def floor(self) -> Involvement:
        """The highest claim."""
    @property
    def ceiling(self) -> Involvement:
        """The highest rung that could still be true."""
    @property
    def claimed(self) -> tuple[Involvement, ...]:
        """Every rung that is claimed."""
    @property
    def settled(self) -> bool:
        """Whether `claimed` is taken to be all there is, by a signature or a stated presumption."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Part:
    """Somebody who took part."""

    @property
    def who(self) -> Who:
        """Who."""
    @property
    def role(self) -> ParticipantRole:
        """How."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Who:
    """An account on a platform, or somebody of the roster."""

    @property
    def account(self) -> str | None:
        """The account."""
    @property
    def principal(self) -> str | None:
        """The principal."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Plan:
    """What a plan of Terraform or OpenTofu does. `Plan.from_json` reads one."""

    @staticmethod
    def from_json(text: _Text) -> Plan:
        """Read what `terraform show -json` prints of a saved plan (`str` or `bytes`)."""
    @property
    def digest(self) -> str:
        """SHA-256 of the bytes that were read."""
    @property
    def resources(self) -> tuple[Resource, ...]:
        """The resources that change, by address."""
    @property
    def whole(self) -> bool:
        """Whether `resources` are all of them. What could not be read stands in `diagnostics`."""
    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """What could not be read."""
    @property
    def destroys(self) -> Fact[bool] | None:
        """Whether it destroys something; None where it could be more than what is listed."""
    def add_to(self, change: Change | _Document) -> Change:
        """Return `change`, a `Change` or its document, as one that carries out this plan.

        Its resources, its digest, a subject of it, the kind `infra`, and whether it destroys something are added. A
        document need not name a subject of its own.
        """
    def to_json(self) -> str:
        """Return what the plan does as JSON."""

@final
class Resource:
    """A resource of a plan, and what happens to it."""

    @property
    def address(self) -> str:
        """Its address."""
    @property
    def kind(self) -> str:
        """Its type."""
    @property
    def action(self) -> ResourceAction:
        """What happens to it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Diagnostic:
    """Something in a document of another system that could not be taken as it stands."""

    @property
    def code(self) -> str:
        """A stable code."""
    @property
    def path(self) -> str:
        """Where, as a JSON Pointer."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Cases:
    """Cases beside a policy: made-up changes, who has signed for them, and what must come out.

    `document` is a dict, a text (`str` or `bytes`: JSON if it begins with `{`, else TOML) or a file (`os.PathLike`).
    The cases of a built-in policy are `Cases.profile(name)`.
    """

    def __new__(cls, document: _Document) -> Cases: ...
    @staticmethod
    def profile(name: str) -> Cases:
        """Return the cases of a built-in policy, such as `senior-signoff`."""
    @staticmethod
    def from_json(text: _Text) -> Cases:
        """Read a text (`str` or `bytes`) as JSON, whatever it begins with."""
    @staticmethod
    def from_toml(text: _Text) -> Cases:
        """Read a text (`str` or `bytes`) as TOML, whatever it begins with."""
    @property
    def digest(self) -> str:
        """SHA-256 of the text. That of a dict is its compact JSON."""
    @property
    def policy(self) -> str | None:
        """The policy that the cases are about, a path or the name of a profile, where they say so."""
    @property
    def roster_file(self) -> str | None:
        """The path of the roster with their people, where they say so."""
    def run(self, policy: Policy | _Document, roster: Roster | _Document | None = None) -> tuple[Outcome, ...]:
        """Decide every case, while other threads run; raise `CompileError` with everything that is wrong with them.

        The people are those of `roster`, or else those of the file itself; everybody signs with a key made for this. A
        file that the cases name is not opened: hand in what is `policy` and `roster_file`.
        """

@final
class Outcome:
    """What came out of a case. It has no truth value: ask `passed`."""

    @property
    def name(self) -> str:
        """The name of the case."""
    @property
    def line(self) -> int | None:
        """The line of the case, from 1, where it is known."""
    @property
    def column(self) -> int | None:
        """The column of the case in bytes, from 1, where it is known."""
    @property
    def passed(self) -> bool:
        """Whether everything came out as expected."""
    @property
    def differences(self) -> tuple[str, ...]:
        """In what the decision is not the expected one, a sentence each."""
    @property
    def decision(self) -> StoredDecision:
        """The decision, on record: nobody acts on a case."""
    def to_json(self) -> str:
        """Return what came out as JSON."""
    def __bool__(self) -> bool: ...

@final
class DocumentKind:
    """Which document is signed. A signature of one sort is none of the other."""

    POLICY: ClassVar[DocumentKind]
    ROSTER: ClassVar[DocumentKind]
    @property
    def word(self) -> Literal["policy", "roster"]:
        """The word for it."""
    @property
    def payload_type(self) -> str:
        """The DSSE payload type, which is part of what is signed."""
    @property
    def namespace(self) -> str:
        """The namespace for which an SSH key signs it."""
    def message(self, text: str) -> bytes:
        """Return the bytes that are signed for the text of a document."""
    def add(self, text: str, signatures: _Text | PathLike[str] | None, key: str, sig: bytes) -> str:
        """Return the signatures of a document with one more, one line of JSON.

        `signatures` are those of before (`str`, `bytes` or `os.PathLike`), None if there are none; those of another text
        are dropped, and so is an older one of the same key. `key` is a fingerprint, `sig` the bytes of its signature.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Signed:
    """A policy or a roster with the envelope that has its signatures.

    `document` is a `Policy` or a `Roster`; `signatures` are what `DocumentKind.add` returns (`str`, `bytes` or
    `os.PathLike`), None where nobody has signed.
    """

    def __new__(cls, document: Policy | Roster, signatures: _Text | PathLike[str] | None = None) -> Signed: ...
    @property
    def document(self) -> Policy | Roster:
        """The policy or the roster."""
    @property
    def signatures(self) -> bytes | None:
        """The envelope with the signatures; None where nobody has signed."""

@final
class State:
    """Policy and roster as they stood together at one time.

    Each is a `Signed`, or a handle or a document that nobody has signed.
    """

    def __new__(cls, policy: Signed | Policy | _Document, roster: Signed | Roster | _Document) -> State: ...

@final
class History:
    """How policy and roster came to be what they are, the oldest state first.

    `anchor` is the digest of the roster that is trusted to begin with; without one the first state has to be signed by
    those whom its own roster names. `revocations` is a document, `now` an aware datetime or RFC 3339.
    """

    def __new__(
        cls,
        states: Iterable[State],
        *,
        now: _Instant,
        anchor: str | None = None,
        revocations: _Document | None = None,
    ) -> History: ...

@final
class Followed:
    """What came of following a history. It has no truth value: ask `holds`."""

    @property
    def holds(self) -> bool:
        """Whether the last policy and the last roster are in force."""
    @property
    def roster(self) -> AuthorityFault | None:
        """Why the last roster is not in force; None where it is."""
    @property
    def policy(self) -> AuthorityFault | None:
        """Why the last policy is not in force; None where it is."""
    @property
    def steps(self) -> tuple[Step, ...]:
        """Every step at which a document is new, in order."""
    def to_json(self) -> str:
        """Return what came of it as JSON."""
    def __bool__(self) -> bool: ...

def follow(history: History) -> Followed:
    """Follow a history from the first state, or from the anchor, to the last one, while other threads run.

    What does not follow is passed over: it neither helps nor harms what comes after it. The last state has to be reached.
    """

@final
class Step:
    """One document of one state, held against what was in force before it."""

    @property
    def state(self) -> int:
        """Which state, from 0."""
    @property
    def kind(self) -> Literal["policy", "roster"]:
        """Which document: `policy` or `roster`."""
    @property
    def version(self) -> int:
        """Its version."""
    @property
    def digest(self) -> str:
        """The digest of its text."""
    @property
    def before(self) -> Quorum | None:
        """Who of those has signed whom the roster in force before names, if it names anybody."""
    @property
    def after(self) -> Quorum | None:
        """Who of those has signed whom the roster in force with it names, if it names anybody."""
    @property
    def fault(self) -> AuthorityFault | None:
        """Why it is not in force."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Quorum:
    """How many people a roster asks for, and who of them has signed."""

    @property
    def threshold(self) -> int:
        """How many."""
    @property
    def people(self) -> tuple[str, ...]:
        """Who, by id."""
    @property
    def met(self) -> bool:
        """Whether they are enough."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

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
class Moment:
    """An instant at which the decision is another one, if nothing happens until then."""

    @property
    def at(self) -> datetime:
        """The instant."""
    @property
    def verdict(self) -> Verdict:
        """The verdict from then on."""
    @property
    def ends(self) -> tuple[Reason, ...]:
        """The reasons that hold or refuse no more."""
    @property
    def begins(self) -> tuple[Reason, ...]:
        """The reasons that hold or refuse from then on."""
    @property
    def leaves(self) -> tuple[str, ...]:
        """Those who count no more."""
    @property
    def sentences(self) -> tuple[str, ...]:
        """What is different from then on, in words."""
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
