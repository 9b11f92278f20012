// What the classes and functions take and give, in Node and in the browser alike.

import type {
  Action,
  ApproveIntent,
  Attribution,
  AuthorshipIntent,
  Because,
  BriefRecord,
  BreakGlassIntent,
  Candidate,
  CasesDocument,
  ChangeDocument,
  Check,
  Claim,
  DecisionRecord,
  DelegateIntent,
  Diagnostic,
  Digest,
  DigestSet,
  DocumentWord,
  DutyDocument,
  DutyIntent,
  Enrolled,
  EnrolmentDocument,
  Envelope,
  Environment,
  ErrorCode,
  EvidenceIntent,
  Expect,
  Fact,
  Fingerprint,
  Followed,
  Found,
  IgnoredRecord,
  LiftIntent,
  Listed,
  Missing,
  Moment,
  Name,
  Obligation,
  Outcome,
  PermitRecord,
  PlanRecord,
  PlatformEvent,
  PolicyDocument,
  Problem,
  Reason,
  RefusedCode,
  RefusedRecord,
  RejectIntent,
  Relaxation,
  RequirementRecord,
  Resource,
  RevocationsDocument,
  RevokeIntent,
  RosterDocument,
  SeenThen,
  StatementsRecord,
  SummaryAsk,
  UsedRecord,
  Verdict,
  VerifiedRecord,
  Versions,
  VouchIntent,
  WithdrawIntent,
} from './types.js';

export type * from './types.js';

/** A text (JSON, or TOML where that is said), the bytes of one, or the plain object that it stands for. */
export type DocumentOf<T> = string | Uint8Array | T;

/** A `Date`, cut to whole seconds, or RFC 3339 in UTC with whole seconds. */
export type Instant = Date | string;

/** An envelope: JSON as text or bytes, or the plain object. */
export type EnvelopeInput = DocumentOf<Envelope>;

/** A value that nobody can change. */
export type View<T> = T extends (infer E)[]
  ? readonly View<E>[]
  : T extends object
    ? { readonly [K in keyof T]: View<T[K]> }
    : T;

type Dated<T, K extends keyof T> = Omit<T, K> & { [N in K]: Instant };

/** What a person wants to say; instants may be a `Date`. */
export type IntentInput = DocumentOf<
  | { approve: Dated<ApproveIntent, 'issued' | 'expires'> }
  | { reject: Dated<RejectIntent, 'issued'> }
  | { withdraw: Dated<WithdrawIntent, 'issued'> }
  | { lift: Dated<LiftIntent, 'issued' | 'expires'> }
  | { authorship: Dated<AuthorshipIntent, 'issued'> }
  | { delegate: Dated<DelegateIntent, 'issued' | 'expires'> }
  | { evidence: Dated<EvidenceIntent, 'issued'> }
  | { breakGlass: Dated<BreakGlassIntent, 'issued' | 'expires'> }
  | { vouch: Dated<VouchIntent, 'issued' | 'approvedAt' | 'expires'> }
  | { revoke: Dated<RevokeIntent, 'issued'> }
  | { duty: Dated<DutyIntent, 'issued'> }
>;

/** Who vouches for a summary, and for what. */
export type SummaryInput = DocumentOf<SummaryAsk>;

/** What somebody is about to do, filled from what will really run. */
export type ExpectInput = DocumentOf<Dated<Expect, 'now'>>;

/** Everything that one evaluation looks at. What is not there is not known; no member may be `undefined`. */
export interface Request {
  change: Change | DocumentOf<ChangeDocument>;
  now: Instant;
  /** What `verify` gave; left out: nobody has signed. */
  statements?: Statements;
  /** Keys revoked since the roster was written; JSON or TOML. */
  revocations?: DocumentOf<RevocationsDocument>;
  /** Who is on call and who is away; JSON or TOML. */
  duty?: DocumentOf<DutyDocument>;
  /** What earlier permits used. */
  consumed?: readonly View<UsedRecord>[];
  /** The versions seen before. */
  lastSeen?: View<Versions>;
  /** Whether `now` is the caller's choice. Such a decision gives no permit. */
  simulated?: boolean;
}

/** A document with what stands beside it. */
export interface Signed<D> {
  document: D;
  /** The envelope with its signatures. What is none is a fault of the document, never thrown. */
  signatures?: EnvelopeInput;
}

/** Policy and roster as they stood together at one time. */
export interface State {
  policy: Signed<Policy | DocumentOf<PolicyDocument>>;
  roster: Signed<Roster | DocumentOf<RosterDocument>>;
}

/** How policy and roster came to be what they are. */
export interface History {
  /** The states, oldest first. The last one is to be in force. */
  states: readonly State[];
  now: Instant;
  /**
   * The digest of the roster that is trusted to begin with. Without one the first state has to be signed by those whom
   * its own roster names.
   */
  anchor?: Digest;
  /** Keys revoked since; JSON or TOML. */
  revocations?: DocumentOf<RevocationsDocument>;
}

/** Something that holds memory of the native module until it is collected. */
declare abstract class Handle {
  protected constructor();
  /** Gives back the memory at once. Using the object afterwards is a fault, `freed`. */
  free(): void;
}

/** A fault of what was handed in: every problem, the first one also as members of the error itself. */
export class FoureyesError extends Error {
  constructor(problems: readonly Problem[], options?: ErrorOptions);
  readonly code: ErrorCode | RefusedCode | 'freed' | 'internal';
  /** Which document, such as `policy`, `change` or `request`. */
  readonly document: string;
  /** The place inside it, such as `rule[2].when`. */
  readonly path: string;
  readonly line?: number;
  readonly column?: number;
  readonly problems: readonly View<Problem>[];
}

/** The refusal of a permit. */
export class Refused extends FoureyesError {
  constructor(code: RefusedCode, message: string, explanation: string);
  readonly code: RefusedCode;
  /** The explanation of the decision. */
  readonly explanation: string;
}

/** A policy: which changes need what. */
export class Policy extends Handle {
  #private;
  /** Returns a built-in profile, such as `senior-signoff`. */
  static profile(name: string): Policy;
  /** Reads a document. Its first character tells whether a text is JSON or TOML, unless `format` does. */
  static from(document: DocumentOf<PolicyDocument>, options?: { format?: 'json' | 'toml' }): Policy;
  /** The digest of the text. */
  readonly digest: Digest;
  /** The text as it was read: of it the digest is made, and it is what people sign. */
  readonly text: string;
  /**
   * Returns the policy together with documents that it may extend, beside those that are built in. What stands beside one
   * of these does not come along.
   */
  withBases(bases: readonly (Policy | DocumentOf<PolicyDocument>)[]): Policy;
  /** The names of the documents that it and its bases extend, and that are neither among these nor built in. */
  readonly missingBases: readonly Name[];
}

/** A roster: people, agents, services, their keys and what they own. */
export class Roster extends Handle {
  #private;
  /** Reads a document. Its first character tells whether a text is JSON or TOML, unless `format` does. */
  static from(document: DocumentOf<RosterDocument>, options?: { format?: 'json' | 'toml' }): Roster;
  /** The digest of the text. */
  readonly digest: Digest;
  /** The text as it was read: of it the digest is made, and it is what people sign. */
  readonly text: string;
  /** Returns the roster together with those that it includes. What one of these includes does not come along. */
  withParts(parts: readonly (Roster | DocumentOf<RosterDocument>)[]): Roster;
  /** The names of the rosters that it includes and that are not there. */
  readonly missingParts: readonly Name[];
}

/** A change: what it is, what a reviewer judges it by, what happens around it. */
export class Change extends Handle {
  #private;
  static from(document: DocumentOf<ChangeDocument>): Change;
  /** The digest of what the change is. */
  readonly digest: Digest;
  toJson(): string;
  toJSON(): ChangeDocument;
}

/** Statements after verification: who signed what, and what was refused. */
export class Statements extends Handle {
  #private;
  readonly verified: readonly View<VerifiedRecord>[];
  readonly refused: readonly View<RefusedRecord>[];
  readonly completeAsOf: Date | undefined;
  toJson(): string;
  toJSON(): View<StatementsRecord>;
}

/** A policy and a roster, compiled. Immutable: use it for any number of decisions. */
export class Gate extends Handle {
  #private;
  /** Checks both documents, each by itself and against the other; every error found is in `problems`. */
  static compile(policy: Policy | DocumentOf<PolicyDocument>, roster: Roster | DocumentOf<RosterDocument>): Gate;
  /**
   * Checks the last policy and roster of a history, and whether they follow from what it begins with. Where they do not,
   * every decision is held, `authority_unsigned`.
   */
  static compileSigned(history: History): Gate;
  /** Checks a roster by itself, and every key of it in full. Returns every problem. */
  static checkRoster(roster: Roster | DocumentOf<RosterDocument>): readonly View<Problem>[];
  /** Combines decisions about one change under several policies: the worst verdict, every reason. */
  static all(decisions: readonly Decision[]): Decision;
  readonly warnings: readonly View<Problem>[];
  /** Every relaxation in force. */
  readonly posture: readonly Relaxation[];
  /** To be remembered as last seen. */
  readonly versions: View<Versions>;
  /**
   * Verifies envelopes under the keys of the roster. What is no envelope is refused, by name, and never thrown. Keep the
   * result: evaluating again costs no signature arithmetic.
   *
   * `completeAsOf` is the caller's word that none was left out up to then; `witnessedAt` says, envelope by envelope, when
   * an independent witness first saw it.
   */
  verify(
    envelopes: readonly EnvelopeInput[],
    options?: { completeAsOf?: Instant; witnessedAt?: readonly (Instant | undefined)[] },
  ): Statements;
  /** Decides. */
  evaluate(request: Request): Decision;
  evaluateMany(requests: readonly Request[]): Decision[];
  /** Decides about a change that brings in these documents: the old and the new gate must both allow it. */
  evaluateTransition(
    candidate:
      | Gate
      | { policy: Policy | DocumentOf<PolicyDocument>; roster: Roster | DocumentOf<RosterDocument> },
    request: Request,
  ): Decision;
  /** Decides in one call, where what cannot be read is denied, `bad_input`, and never thrown. */
  decide(change: DocumentOf<ChangeDocument>, envelopes: readonly EnvelopeInput[], now: Instant): Decision;
  /** Reports whether a change touches what controls the gate, or could. */
  isTransition(change: Change | DocumentOf<ChangeDocument>): boolean;
  /**
   * Returns the reviewer's one screen: what the change is, what is known of it, and what to look at before signing. What
   * she acknowledges of the checklist goes into `acknowledged` of her approval.
   */
  brief(request: Request): Brief;
  /** Returns the instants after now at which the decision is another one, if nothing happens until then. */
  outlook(request: Request): readonly View<Moment>[];
  /** Returns everybody who could newly sign for a requirement, in the order in which they are suggested. */
  candidates(rule: string, requirement: number, request: Request): readonly View<Candidate>[];
  /** Returns what a signer judges the change by. */
  seen(change: Change | DocumentOf<ChangeDocument>, now: Instant): View<SeenThen>;
  /** Returns the statement that a person wants to make about a change, ready to be signed. */
  draft(change: Change | DocumentOf<ChangeDocument>, intent: IntentInput, statements?: Statements): Draft;
}

/**
 * The outcome of an evaluation.
 *
 * `if (decision)` is always true, as for every object: ask `.allowed`, which is for display, and `.permit` before acting.
 * Comparing, adding or printing a decision throws.
 */
export class Decision extends Handle {
  #private;
  readonly verdict: Verdict;
  readonly allowed: boolean;
  readonly because: Because | undefined;
  /** Why, in a total order: what refuses, what holds, what the reader should know. */
  readonly reasons: readonly View<Reason>[];
  readonly requirements: readonly View<RequirementRecord>[];
  /** What would help. */
  readonly missing: View<Missing & Required<Pick<Missing, 'people' | 'evidence' | 'facts'>>>;
  /** Statements that did not count, and why. */
  readonly ignored: readonly View<IgnoredRecord>[];
  readonly obligations: readonly View<Obligation>[];
  readonly evaluatedAt: Date;
  /** The instant from which on it must be asked for again. */
  readonly recheckBy: Date;
  /** Everything that the decision says. */
  readonly record: View<DecisionRecord>;
  /** Returns the canonical bytes: the same for the same inputs, in every language. */
  toJson(): string;
  toJSON(): View<DecisionRecord>;
  /** Returns the explanation for a terminal. */
  explain(): string;
  /** Returns the explanation for a pull request. */
  toMarkdown(): string;
  /** Returns leave to do exactly this, or throws `Refused`. */
  permit(expect: ExpectInput): Permit;
  /** Returns the decision as a SLSA Verification Summary, JSON, to be put into an envelope under the key of the gate. */
  summary(ask: SummaryInput): string;
  /** Returns this decision, held unless the one on record is an allow for the same thing in the same place. */
  recheck(stored: StoredDecision): Decision;
}

/** The reviewer's one screen. It decides nothing. */
export class Brief extends Handle {
  #private;
  /** How the decision stands. */
  readonly verdict: Verdict;
  /** What to look at, for a change of this sort. */
  readonly checklist: readonly View<Check>[];
  /** Everything that the brief says. */
  readonly record: View<BriefRecord>;
  toJson(): string;
  toJSON(): View<BriefRecord>;
  /** Returns the brief for a terminal. */
  explain(): string;
  /** Returns the brief in Markdown. */
  toMarkdown(): string;
}

/** Leave to do exactly one thing. */
export class Permit extends Handle {
  #private;
  readonly subjects: readonly View<DigestSet>[];
  readonly changeDigest: Digest;
  readonly environment: Environment | undefined;
  readonly action: Action;
  /** The instant from which on it is void. */
  readonly voidFrom: Date;
  readonly obligations: readonly View<Obligation>[];
  /** The statements that were used. Where each may serve once only, insert them atomically before acting. */
  readonly used: readonly View<UsedRecord>[];
  toJson(): string;
  toJSON(): View<PermitRecord>;
}

/** A decision on record: it can be shown and compared, never acted on. */
export class StoredDecision extends Handle {
  #private;
  static from(document: DocumentOf<DecisionRecord>): StoredDecision;
  readonly verdict: Verdict;
  readonly record: View<DecisionRecord>;
  toJson(): string;
  toJSON(): View<DecisionRecord>;
  explain(): string;
  toMarkdown(): string;
}

/** A statement that nobody has signed yet, with its exact bytes. */
export class Draft extends Handle {
  #private;
  /** The payload: an in-toto Statement in JSON. */
  readonly payload: Uint8Array<ArrayBuffer>;
  /** The bytes that have to be signed: with Ed25519 and nothing around them, or by an SSH key for the namespace. */
  readonly message: Uint8Array<ArrayBuffer>;
  /** The namespace for which an SSH key signs them. */
  readonly namespace: string;
  /** The digest that names the statement. */
  readonly id: Digest;
  /** Returns the envelope with a signature made elsewhere: 64 bytes, or those of the text of an SSH signature. */
  envelope(signature: Uint8Array): string;
}

/** Which document is signed; a signature of one sort is none of the other. */
export interface DocumentKind {
  readonly word: DocumentWord;
  /** The DSSE payload type, which is part of what is signed. */
  readonly payloadType: string;
  /** The namespace for which an SSH key signs it. */
  readonly namespace: string;
  /** Returns the bytes that are signed for the text of a document. */
  message(text: string): Uint8Array<ArrayBuffer>;
  /**
   * Returns the signatures of a document with one more, one line of JSON. Signatures of another text are dropped, and so
   * is an older one of the same key. A signature is 64 bytes, or those of an SSH signature.
   */
  add(text: string, signed: { key: Fingerprint; signature: Uint8Array; signatures?: EnvelopeInput }): string;
}

export const DocumentKind: {
  readonly policy: DocumentKind;
  readonly roster: DocumentKind;
};

/** Follows a history. What does not follow is passed over; the last state has to be reached. */
export function follow(history: History): View<Followed>;

/** Cases beside a policy: made-up changes, who has signed for them, and what must come out. */
export class Cases extends Handle {
  #private;
  /** Returns the cases of a built-in profile, such as `senior-signoff`. */
  static profile(name: string): Cases;
  /** Reads a document. Its first character tells whether a text is JSON or TOML, unless `format` does. */
  static from(document: DocumentOf<CasesDocument>, options?: { format?: 'json' | 'toml' }): Cases;
  /** The digest of the text. */
  readonly digest: Digest;
  /** The policy that they name: a built-in one, or a path beside the file. */
  readonly policy: string | undefined;
  /** The roster beside the file that they name. It is for the caller to read, and to hand to `run`. */
  readonly rosterFile: string | undefined;
  /**
   * Decides every case under a policy, and under a roster or else the people of the cases. Everybody gets a key of the
   * runner's in place of her own: no decision of theirs is worth anything elsewhere.
   */
  run(policy: Policy | DocumentOf<PolicyDocument>, roster?: Roster | DocumentOf<RosterDocument>): readonly View<Outcome>[];
}

/** What a plan of Terraform or OpenTofu does. Whatever of it cannot be understood makes the list of resources partial. */
export class Plan extends Handle {
  #private;
  /** Reads what `terraform show -json` prints of a saved plan. */
  static from(plan: string | Uint8Array): Plan;
  /** SHA-256 of the bytes that were read. */
  readonly digest: Digest;
  readonly resources: View<Listed<Resource>>;
  /** Whether it destroys something; `undefined`: not known. */
  readonly destroys: View<Fact<boolean>> | undefined;
  /** What could not be read. */
  readonly diagnostics: readonly View<Diagnostic>[];
  /**
   * Reads a change document as one that carries out this plan: its resources, its digest, the subject `plan`, the kind
   * `infra`, and whether it destroys something. It need not name a subject of its own.
   */
  readChange(document: DocumentOf<ChangeDocument>): Change;
  toJson(): string;
  toJSON(): View<PlanRecord>;
}

/** The word of whoever holds a key that it shall be somebody's in a roster. */
export class Enrolment extends Handle {
  #private;
  /** Reads what the key shall sign; `issued` may be a `Date`. */
  static from(document: DocumentOf<Dated<EnrolmentDocument, 'issued'>>): Enrolment;
  /** Checks that the key that an enrolment names has signed it. Throws `not_proven` where it has not. */
  static prove(envelope: EnvelopeInput): View<Enrolled>;
  /** The bytes that have to be signed: with Ed25519 and nothing around them, or by an SSH key for the namespace. */
  readonly message: Uint8Array<ArrayBuffer>;
  /** The namespace for which an SSH key signs them. */
  readonly namespace: string;
  /** Returns the envelope with the signature of the key: 64 bytes, or those of the text of an SSH signature. */
  envelope(signature: Uint8Array): string;
}

/** The table of known agents: the built-in one, or that with rows of one's own before it. */
export class Agents extends Handle {
  #private;
  static builtin(): Agents;
  static from(document: DocumentOf<object>, options?: { format?: 'json' | 'toml' }): Agents;
  /** That of the built-in table and, behind a `+`, the first digits of the digest of what was added. */
  readonly version: string;
  /**
   * Reads a text that stands for a change, such as the description of a pull request: the claims of its lines, each
   * located within `place`.
   */
  description(text: string | Uint8Array, place: string): readonly View<Claim>[];
  /**
   * Reads a webhook payload, or an answer of the interface, of GitHub or GitLab. `authenticated` is your word that the
   * platform itself sent it; else everybody in it is asserted.
   */
  event(payload: string | Uint8Array, options?: { authenticated?: boolean }): View<PlatformEvent>;
  /** Reads a git-ai note, as `refs/notes/ai` has it. */
  note(note: string | Uint8Array): View<Attribution>;
  /** Reads Agent Trace records: one JSON value, or one on each line. */
  traces(traces: string | Uint8Array): View<Attribution>;
  /**
   * Reads an in-toto statement that may speak of AI, such as SLSA provenance of a commit that an agent made.
   * `authenticated` is your word that its envelope was verified as the issuer's.
   */
  attestation(statement: string | Uint8Array, options?: { authenticated?: boolean }): View<Attribution>;
}

/** Returns what the text of a commit says about how it was made, by the built-in table or by `agents`. */
export function detectCommit(commit: {
  message: string | Uint8Array;
  author: { name: string; email: string };
  committer: { name: string; email: string };
  agents?: Agents;
}): View<Found>;

/** The version of the library. */
export const version: string;
