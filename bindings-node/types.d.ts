// Made from the Rust types by `cargo xtask codegen`. Do not edit.

/**
 * The documents and records of foureyes as they stand on the wire.
 *
 * A member that is not there is unknown or empty; `null` is never a value.
 *
 * @module
 */

/** What was decided about. */
export interface About {
  /** The change. */
  changeId: ChangeId;
  /** The repository. */
  repository: Repository;
  /** The full ref. */
  targetRef: RefName;
  /** What is about to happen. */
  action: Action;
  /** The digests of the subjects. */
  subjects: DigestSet[];
  /** The change digest. */
  changeDigest: Digest;
  /** Where. */
  environment?: Environment;
  /** In which regions. */
  regions?: Region[];
}

/** An account on a platform: `email:bob@example.org`, `github:583231`. */
export type Account = string;

/** What is about to happen. */
export type Action =
  /** A plan is carried out. */
  | "apply"
  /** A version goes live. */
  | "deploy"
  /** Commits reach a protected ref. */
  | "merge"
  /** A command is run. */
  | "run";

/** Of what sort a participant is. */
export type ActorKind =
  /** A program that decides by itself. */
  | "agent"
  /** A person. */
  | "human"
  /** A program that follows fixed rules. */
  | "service"
  /** Somebody of whom it is not known. */
  | "unresolved";

/** How far an AI took part, as a case says it. */
export type AiWord =
  /** Nobody has said anything. */
  | "unknown"
  /** The author has signed a commit that says that none did. */
  | "none"
  /** Somebody claims this. */
  | "advised"
  /** Somebody claims this. */
  | "assisted"
  /** Somebody claims this. */
  | "generated"
  /** Somebody claims this. */
  | "autonomous";

/** A person stands for exactly this change in exactly this place. */
export interface Approval {
  /** The change. */
  changeId: ChangeId;
  /** The repository. */
  repository: Repository;
  /** The full ref that it aims at. */
  targetRef: RefName;
  /** The change digest. */
  changeDigest: Digest;
  /** What is about to happen. */
  action: Action;
  /** Who signs. */
  signer: Signer;
  /** What she judged it by. */
  seen: SeenThen;
  /** When she signed, by her own clock. */
  issued: Timestamp;
  /** Until when it counts. At most 30 days later. */
  expires: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** What she acknowledged. */
  acknowledged?: Code[];
  /** Her own `withdraw all` statements that it follows. */
  after?: Digest[];
  /** In whose authority. */
  authority?: Authority;
  /** A word to the author. */
  comment?: string;
  /** Members that a verifier must understand. */
  critical?: string[];
  /** The environment. */
  environment?: Environment;
  /** What was live. */
  from?: DigestSet;
  /** What her signature means. */
  meaning?: Meaning[];
  /** The digest of the policy that she saw; recorded, not compared. */
  policy?: Digest;
  /** The regions. */
  regions?: Region[];
  /** What will be there. */
  result?: DigestSet;
  /** The digest of the roster that she saw; recorded, not compared. */
  roster?: Digest;
}

/** An approval that is not as usual. */
export interface ApproveEntry {
  /** Who. */
  by: PrincipalId;
  /** What was acknowledged. */
  acknowledged?: Code[];
  /** How long ago. Absent: ten minutes. */
  ago?: Span;
  /** `touched` or `verified`: with a security key. Absent: signed in software. */
  assurance?: Assurance;
  /** Whether it was given for earlier content of the change. */
  earlier?: boolean;
  /** The environment that it was given for, if it is another. */
  environment?: Environment;
  /** For how long it counts from then on. Absent: 30 days. */
  lasts?: Span;
  /** What it means. */
  meaning?: Meaning[];
  /** In whose authority, where that is not her own. */
  onBehalfOf?: PrincipalId;
  /** Whether she has withdrawn it. */
  withdrawn?: boolean;
}

/** An approval to be. */
export interface ApproveIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Until when it counts, at most 30 days later. */
  expires: Timestamp;
  /** Anything that was never used before, such as 16 random bytes in base64. */
  nonce: string;
  /** What was looked at. */
  acknowledged?: Code[];
  /** A word to the author. */
  comment?: string;
  /** What the signature means, such as `review`. */
  meaning?: Meaning[];
  /** In whose authority, where that is not her own. */
  onBehalfOf?: PrincipalId;
}

/** The payload of an approval: a person stands for exactly this change. */
export interface ApproveStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/approve/v1";
  predicate: Approval;
}

/** How strongly a signature shows that a person was there (semantics 8.7). */
export type Assurance =
  /** Somebody else's system says so. */
  | "vouched"
  /** Signed with the person's key. */
  | "signed"
  /** Signed with a hardware key that was touched. */
  | "touched"
  /** Touched, and a PIN or a fingerprint was checked. */
  | "verified";

/** What a record of lines says. Every list is sorted. Nobody vouches for any of it. */
export interface Attribution {
  /** Claims; `commit` is left to the caller. */
  claims: Claim[];
  /** Lines by path and origin. */
  lines: Lines[];
  /** The commits that the record says it is about; traces name the one before. */
  commits: CommitId[];
  /** What could not be read. */
  diagnostics: Diagnostic[];
}

/** What is asked of the author. */
export type AuthorAsk =
  /** Somebody who wrote something is below this level. */
  | { below: Level }
  /** It is the first contribution of somebody who wrote something, or is not: a fact that the embedder collects. */
  | { firstContribution: boolean };

/** How identities that nobody has checked are treated. */
export type AuthorIdentity =
  /** Believed: a named relaxation for plain git. */
  | "asserted"
  /** They may lower a level or add an exclusion, never raise or remove one. */
  | "authenticated";

/** In whose authority somebody signs. */
export type Authority =
  /** In her own. */
  | "own"
  /** In that of somebody who delegated it. */
  | { onBehalfOf: PrincipalId };

/** Why a policy or a roster is not in force (semantics 7.6). */
export type AuthorityFault =
  /** The roster that is trusted to begin with is not among those handed in. */
  | "anchor_missing"
  /** The signatures are of another text. */
  | "content_differs"
  /** It has another id than the one before. */
  | "id_differs"
  /** The signatures cannot be read. */
  | "malformed"
  /** Too few of those whom the new roster names have signed. */
  | "new_quorum"
  /** It does not follow what is in force. */
  | "not_after"
  /** Too few of those whom the old roster names have signed. */
  | "old_quorum"
  /** There is no signature. */
  | "unsigned"
  /** Its version is not the one after the last. */
  | "version_not_next";

/**
 * A person says how far an AI was involved in exactly this content: an author of what she made, anybody else of
 * the whole.
 */
export interface Authorship {
  /** How far. */
  involvement: Involvement;
  /** The repository. */
  repository: Repository;
  /** The change. */
  changeId: ChangeId;
  /** The change digest. */
  changeDigest: Digest;
  /** Who signs. */
  signer: Signer;
  /** When she signed, by her own clock. */
  issued: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Her own `withdraw all` statements that it follows. */
  after?: Digest[];
  /** Members that a verifier must understand. */
  critical?: string[];
}

/** Somebody who has said how far an AI was involved. */
export interface AuthorshipEntry {
  /** Who. */
  by: PrincipalId;
  /** How far. */
  involvement: Involvement;
}

/** A word on authorship to be. */
export interface AuthorshipIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** How far an AI was involved. */
  involvement: Involvement;
}

/** The payload of a word on authorship: a person says how far an AI was involved. */
export interface AuthorshipStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/authorship/v1";
  predicate: Authorship;
}

/** How it is known who somebody is (semantics 7.2). */
export type Basis =
  /** Somebody wrote it down: a git header, a trailer. */
  | "asserted"
  /** A platform login with an immutable id, or a commit signed by a rostered key. */
  | "authenticated"
  /** A signed statement. */
  | "signed";

/** Why an allow is one. */
export type Because =
  /** A requirement or a freeze does not stand in the way, since the change brings back what was live before. */
  | "emergency_revert"
  /** Every requirement is met. */
  | "approved"
  /** People who could not wait for others stand in for requirements, and owe a review. */
  | "break_glass"
  /** A standing approval of the policy stands in for requirements. */
  | "envelope"
  /** No rule speaks of the change, and the policy says that it may then go. */
  | "no_rule";

/** How far a change reaches before anybody can stop it, from the milder to the stricter. */
export type Blast =
  /** Nothing that runs. */
  | "none"
  /** One machine. */
  | "host"
  /** One cell. */
  | "cell"
  /** One zone. */
  | "zone"
  /** One region. */
  | "region"
  /** Everything. */
  | "global";

/** What is asked of the blast radius. */
export type BlastAsk = {
  atLeast: Blast;
};

/** A person lets exactly this change go in exactly this place, now, because of an incident. */
export interface BreakGlass {
  /** The change. */
  changeId: ChangeId;
  /** The repository. */
  repository: Repository;
  /** The full ref that it aims at. */
  targetRef: RefName;
  /** The change digest. */
  changeDigest: Digest;
  /** What is about to happen. */
  action: Action;
  /** The incident, as the organisation names it. */
  incident: string;
  /** Why it cannot wait. */
  reason: string;
  /** Who signs. */
  signer: Signer;
  /** When she signed, by her own clock. */
  issued: Timestamp;
  /** Until when it counts. At most four hours later. */
  expires: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Her own `withdraw all` statements that it follows. */
  after?: Digest[];
  /** Members that a verifier must understand. */
  critical?: string[];
  /** The environment. */
  environment?: Environment;
  /** The regions. */
  regions?: Region[];
}

/** A break-glass statement that is not as usual. */
export interface BreakGlassEntry {
  /** Who. */
  by: PrincipalId;
  /** How long ago. Absent: ten minutes. */
  ago?: Span;
  /** `signed`: in software. Absent: a security key was touched. */
  assurance?: Assurance;
  /** For how long it counts from then on. Absent: an hour. */
  lasts?: Span;
}

/** A break-glass statement to be. */
export interface BreakGlassIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Until when it counts. At most four hours later. */
  expires: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** The incident, as the organisation names it. */
  incident: string;
  /** Why it cannot wait. */
  reason: string;
}

/**
 * Who may let a change go because of an incident, and what is owed for it. What it stands in for each rule says
 * itself.
 */
export interface BreakGlassRule {
  /** What is owed afterwards. */
  review: ReviewAsk;
  /** How strong the signatures are. Absent: touched. `signed` is a named relaxation. */
  assurance?: Assurance;
  /** Each who signs is like this. Absent: anybody. */
  from?: Selector;
  /** How long it counts at most. Absent: four hours, which is also the most. */
  lasts?: Span;
  /** Whether one person who took part is enough: a named relaxation. */
  solo?: boolean;
}

/** The payload of a break-glass statement: a person lets a change go because of an incident. */
export interface BreakGlassStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/break-glass/v1";
  predicate: BreakGlass;
}

/** The version of a brief. */
export type BriefFormat = "foureyes/brief/v1";

/** What a reviewer sees of a change before she signs. */
export interface BriefRecord {
  /** `foureyes/brief/v1`. */
  brief: BriefFormat;
  /** What it is about. */
  about: About;
  /** How the decision stands. */
  verdict: Verdict;
  /** What is asked, and how it stands. */
  requirements: RequirementRecord[];
  /** What sorts of change it is. */
  kinds: Kind[];
  /** The services that it touches. */
  services: Service[];
  /** What it destroys: resources and paths. */
  destroys: string[];
  /** What happens to resources, counted. */
  resources: Record<string, number>;
  /** The checks of which there is a record. */
  evidence: Checked[];
  /** The checks that are asked for and have not passed. */
  evidenceMissing: EvidenceType[];
  /** The facts that nobody has found out. */
  factsMissing: string[];
  /** How far an AI was involved. */
  involvement: InvolvementRange;
  /** What is claimed about AI, the words of the AI among it. */
  claims: Claim[];
  /** Who took part. */
  people: Part[];
  /** The paths to look at first: those that control the gate, those that cannot be normalised, the largest. */
  hot: HotPath[];
  /** What to look at, for a change of this sort. */
  checklist: Check[];
  /** What approvers have said to the author. */
  comments: Comment[];
  /** How far it reaches before anybody can stop it. */
  blast?: Fact<Blast>;
  /** Whether it destroys something. */
  destructive?: Fact<boolean>;
  /** How many lines it adds and removes. Absent: not known. */
  lines?: number;
  /** How many paths it touches. Absent: not known. */
  paths?: number;
  /** Whether it can be undone. */
  reversible?: Fact<boolean>;
  /** How it is rolled out. */
  rollout?: Fact<Rollout>;
  /** The strictest tier. Absent: not known. */
  tier?: number;
}

/** Somebody who could sign for a requirement. */
export interface Candidate {
  /** The person. */
  person: PrincipalId;
  /** Her level. */
  level?: Level;
  /** Whether she is on call. */
  onCall?: boolean;
  /** The services of the change that she owns. */
  owns?: Service[];
}

/** Those who could sign: how many, and the first ten (on call, owner, level, id). */
export interface Candidates {
  /** How many there are. */
  total: number;
  /** The first ten. */
  first: Candidate[];
}

/** One case. */
export interface Case {
  /** What it shows. No two have the same. */
  name: string;
  /** What must come out. */
  verdict: Verdict;
  /** Who has approved it. */
  approvals?: Array<PrincipalId | ApproveEntry>;
  /** Who has said how the content was made. */
  authorship?: AuthorshipEntry[];
  /** Why it is allowed. Absent: not compared. */
  because?: Because;
  /** Who has let it go because of an incident. */
  breakGlass?: Array<PrincipalId | BreakGlassEntry>;
  /** The change, where it differs from the usual. */
  change?: ShortChange;
  /** Whose approvals count, for whatever. Absent: not compared. */
  counted?: PrincipalId[];
  /** Who lets whom approve in her authority. */
  delegations?: DelegationEntry[];
  /** The change in full instead, as a change document. */
  document?: ChangeDocument;
  /** Whether a freeze of the policy is in force: the runner adds one. */
  frozen?: boolean;
  /** Which approvals do not count, as `code person`. Absent: not compared. */
  ignored?: string[];
  /** Who has lifted these rejects. */
  lifts?: PrincipalId[];
  /** The smallest set of people still missing. Absent: not compared. */
  missing?: PrincipalId[];
  /** What the reader must be told at least, written as in `reasons`. */
  notes?: string[];
  /** The instant. */
  now?: Timestamp;
  /** What is owed after an allow, as a code and a person such as `review bob`. Absent: not compared. */
  owed?: string[];
  /**
   * Everything that holds or refuses, each as its code, with `document/rule`, `/name` and subject as far as it
   * matters.
   */
  reasons?: string[];
  /** Who has rejected it. */
  rejects?: PrincipalId[];
  /** Whose keys were revoked a day before. */
  revoked?: PrincipalId[];
}

/** Cases beside a policy: what it has to say of made-up changes. */
export interface CasesDocument {
  /** `foureyes/cases/v1`. */
  cases: CasesFormat;
  /** The cases. */
  case: Case[];
  /** What the changes of all cases are like, as far as they do not say otherwise. */
  change?: ShortChange;
  /** The instant of cases that name none. Absent: 2026-03-10T12:00:00Z. */
  now?: Timestamp;
  /** The policy: the name of a built-in one, or a path beside this file. Absent: the file of the same name. */
  policy?: string;
  /** The people and services. Absent: the standing cast. */
  roster?: RosterDocument;
  /** A roster beside this file instead. */
  rosterFile?: string;
}

/** The version of a file of cases. */
export type CasesFormat = "foureyes/cases/v1";

/** The facts of a change, before they are checked as a whole. */
export interface ChangeDocument {
  /** `foureyes/change/v1`. */
  change: ChangeFormat;
  /** What the change is. The change digest covers this part and nothing else. */
  exact: Exact;
  /** What happens around it. */
  live?: Live;
  /** What a reviewer judges it by. */
  seen?: Seen;
}

/** The version of the change document. */
export type ChangeFormat = "foureyes/change/v1";

/** A change, stable over its revisions: repository, target and number or source ref. */
export type ChangeId = string;

/** Something to look at before signing. */
export interface Check {
  /** What an approval acknowledges. */
  code: Code;
  /** What the signer must be able to answer. */
  question: string;
  /** Why it is asked of this change. */
  because: string;
  /** Whether an approval counts only if it acknowledges this. */
  required: boolean;
}

/** The record of a check. */
export interface Checked {
  /** What was checked. */
  type: EvidenceType;
  /** How it turned out. */
  result: EvidenceResult;
  /** Whether somebody other than those who take part vouches for it. */
  trusted: boolean;
  /** When. */
  at: Timestamp;
}

/** One claim about how content was made. Anybody may make one: a claim can only tighten. */
export interface Claim {
  /** What is claimed. */
  involvement: Involvement;
  /** How it is known. */
  basis: ClaimBasis;
  /** The commit it speaks of. Absent: the whole change. */
  commit?: CommitId;
  /** Where the claim was found, such as `trailer Co-authored-by`. */
  location?: string;
  /** The model, as the tool spells it. */
  model?: string;
  /** The person whom the tool worked for. Absent: the author of the commit. */
  operator?: Account;
  /** What the tool said about why; other people's words. */
  rationale?: string;
  /** The tool, such as `claude-code`. */
  tool?: string;
}

/** How a claim is known, from the strongest to the weakest. */
export type ClaimBasis =
  /** A verified signature over a provenance statement. */
  | "attested"
  /** The platform's own record, read from its interface. */
  | "platform"
  /** A trailer, note or record that the tool or the author wrote. */
  | "declared"
  /** An unsigned git identity. */
  | "identity"
  /** A branch name, a link, a footer, a name. */
  | "heuristic";

/** The stable code of a `forbid` or of a named requirement. */
export type Code = string;

/** What an approver has said. */
export interface Comment {
  /** Who. */
  person: PrincipalId;
  /** What. */
  text: string;
}

/** The id of a git commit, 40 or 64 lower-case hexadecimal digits. */
export type CommitId = string;

/**
 * The SSH signature of a commit (semantics 6.2). Which commit it is of is the embedding system's word; whose it
 * is, and what it says, is verified.
 */
export interface CommitSignature {
  /** The commit. */
  commit: CommitId;
  /** What was signed: the commit object without its signature, in padded base64. */
  signed: string;
  /** The signature, armor and all. */
  signature: string;
}

/** Whether a set of statements must be known to be complete (semantics 8.5). */
export type Completeness = "required";

/** A condition. Every member that is there must hold. */
export interface Condition {
  /** Of what sort those are who took part. */
  acted?: OneOrMany<ActorKind>;
  /** An AI is recorded to have made lines in one of these named places, or could have. */
  aiTouches?: OneOrMany<Name>;
  /** All of these. */
  all?: Condition[];
  /** Any of these. */
  any?: Condition[];
  /** Who wrote it. */
  author?: AuthorAsk;
  /** How far it reaches. */
  blast?: BlastAsk;
  /** This condition of the same document holds too. */
  condition?: Name;
  /** What the executor's credential was issued for. */
  credential?: OneOrMany<Credential>;
  /** It destroys something, or does not. */
  destructive?: boolean;
  /** One of these windows is open. */
  during?: OneOrMany<Name>;
  /** The environment is one of these. */
  environment?: OneOrMany<Environment>;
  /** What custom facts say; all of these must hold. */
  fact?: Record<string, FactAsk>;
  /** A trusted record says that one of these checks failed. */
  failed?: OneOrMany<EvidenceType>;
  /** A freeze of the policy is in force, or none is. */
  frozen?: boolean;
  /** How far an AI was involved. */
  involvement?: InvolvementAsk;
  /** The change is of one of these kinds. */
  kind?: OneOrMany<Kind>;
  /** How large it is. */
  lines?: LinesAsk;
  /** It carries one of these marks. */
  marked?: OneOrMany<Mark>;
  /** The same for its model; a `*` at the end stands for anything. */
  model?: OneOrMany<string>;
  /** Not this. */
  not?: Condition;
  /** How the plan stands. */
  plan?: OneOrMany<PlanState>;
  /** Every claim of AI says these. */
  recorded?: OneOrMany<Recorded>;
  /** Its plan touches resources like these. */
  resources?: ResourcesAsk;
  /** It can be undone, or cannot. */
  reversible?: boolean;
  /** How it is rolled out. */
  rollout?: Rollout;
  /** It touches one of these services. */
  service?: OneOrMany<Service>;
  /** It touches a service that one of these teams owns. */
  team?: OneOrMany<Team>;
  /** It touches a service of one of these tiers. */
  tier?: TierAsk;
  /** An AI is claimed to have been one of these tools, and none that could be another is left out of sight. */
  tool?: OneOrMany<Name>;
  /** It touches one of these named places. */
  touches?: OneOrMany<Name>;
}

/** Somebody whose approval counts for a requirement. */
export interface Counted {
  /** The person. */
  person: PrincipalId;
  /** The statement. */
  statement: Digest;
  /** How strong it is. */
  assurance: Assurance;
  /** When it was issued. */
  issued: Timestamp;
  /** What she says to the author. Hostile, as whatever comes from outside: show it escaped. */
  comment?: string;
  /** The statement by which that was delegated. */
  delegation?: Digest;
  /** In whose authority, where that is not her own. */
  onBehalfOf?: PrincipalId;
  /** Which members of the requirement she also fills, such as `owner of checkout`. */
  seats?: string[];
  /** The service that saw her approve on a platform, where she did not sign herself. */
  vouchedBy?: PrincipalId;
}

/** Over what the participants were gathered. */
export type Coverage =
  /** Over all revisions that the change has had. */
  | "lifetime"
  /** Over the revision that is judged. */
  | "revision";

/** What the executor's credential was issued for (semantics 6.5). */
export type Credential =
  /** A person's own, lent to an agent. */
  | "borrowed"
  /** Issued for this task and place. */
  | "issued"
  /** Issued for something else. */
  | "notIssued";

/** A review that somebody owes because she let a change go in an emergency (semantics 9.7). */
export interface Debt {
  /** Who signed. */
  person: PrincipalId;
  /** When the review is due. */
  due: Timestamp;
  /** The services of the change. */
  services?: Service[];
}

/** The version of the decision document. */
export type DecisionFormat = "foureyes/decision/v1";

/**
 * A decision as it is written down. It can be shown and compared, never acted on: only the `Decision` that an
 * evaluation returns gives a permit.
 */
export interface DecisionRecord {
  /** `foureyes/decision/v1`. */
  decision: DecisionFormat;
  /** The verdict. */
  verdict: Verdict;
  /** The instant of the decision. */
  evaluatedAt: Timestamp;
  /** The instant from which on it must be asked for again. */
  recheckBy: Timestamp;
  /** Why, in a total order. */
  reasons: Reason[];
  /** Every requirement that applies, and how it stands. */
  requirements: RequirementRecord[];
  /** What the decision rests on. */
  inputs: Inputs;
  /** What was decided about. Absent where the input could not be read. */
  about?: About;
  /** Why an allow is one. */
  because?: Because;
  /** Statements that did not count, the first hundred. */
  ignored?: IgnoredRecord[];
  /** How many did not count, by code, those that are not shown included. */
  ignoredCounts?: { [name in IgnoredCode]?: number };
  /** What would help. */
  missing?: Missing;
  /** What is owed. */
  obligations?: Obligation[];
  /** What later metrics need. */
  profile?: Profile;
}

/** How long a decision speaks before it must be asked for again. */
export interface DecisionTtl {
  /** Elsewhere. Absent: 24 hours, which is also the most. */
  elsewhere?: Span;
  /** In production, and where the environment is not known. Absent: 15 minutes. At most 24 hours. */
  production?: Span;
}

/** A delegation to be. */
export interface DelegateIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Until when it counts, at most 30 days later. */
  expires: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** Who may act for the signer. */
  to: PrincipalId;
  /** In what. */
  scope: DelegationScope;
}

/** The payload of a delegation: a person lets another one act in her authority. */
export interface DelegateStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/delegate/v1";
  predicate: Delegation;
}

/**
 * A person lets another one approve in her authority, for a time. It is not passed on, and serves nothing but
 * approvals.
 */
export interface Delegation {
  /** The repository. */
  repository: Repository;
  /** Who may act for the signer. */
  to: PrincipalId;
  /** In what. */
  scope: DelegationScope;
  /** Who signs. */
  signer: Signer;
  /** When she signed, by her own clock. */
  issued: Timestamp;
  /** Until when it counts. At most 30 days later. */
  expires: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Members that a verifier must understand. */
  critical?: string[];
}

/** Somebody who lets somebody else approve in her authority. */
export interface DelegationEntry {
  /** Who. */
  by: PrincipalId;
  /** Whom. */
  to: PrincipalId;
  /** In what. */
  scope: DelegationScope;
  /** How long ago. Absent: an hour. */
  ago?: Span;
  /** For how long it counts from then on. Absent: 30 days. */
  lasts?: Span;
}

/**
 * What somebody may do in another's authority. It gives nothing that the other has not, and what it does not name
 * it does not give.
 */
export interface DelegationScope {
  /** Only in these environments. Empty: wherever she may. */
  environments?: Environment[];
  /** Sign as somebody of her level, up to this one. */
  level?: Level;
  /** Sign as a holder of these roles. */
  roles?: Role[];
  /** Sign as an owner of these services. */
  services?: Service[];
  /** Sign as a member of these teams. */
  teams?: Team[];
}

/** Facts that follow from the paths of a change, where nobody has collected them. */
export interface Derive {
  /**
   * Where everything stands that can destroy something. A change whose whole list of paths touches none of these is
   * taken as not destructive: a named relaxation.
   */
  destructivePaths?: Glob[];
}

/** A detail of a reason. */
export type Detail =
  /** A number. */
  | number
  /** A text. Where it comes from the change it is hostile: render it escaped. */
  | string
  /** Several texts. */
  | string[];

/** Something in a foreign document that could not be taken as it stands. What it would have claimed is not known. */
export interface Diagnostic {
  /** A stable code. */
  code: string;
  /** Where, as a JSON Pointer or a line. */
  path: string;
}

/** What a statement names, and what is there instead. */
export interface Differs {
  /** What the statement names. */
  signed: string;
  /** What is there. */
  is: string;
}

/** A SHA-256 digest: `sha256:` and 64 lower-case hexadecimal digits. */
export type Digest = string;

/** One thing named by one or more digests, each in lower-case hexadecimal digits. */
export interface DigestSet {
  /** The id of a git blob object. */
  gitBlob?: string;
  /** The id of a git commit object. */
  gitCommit?: string;
  /** The id of a git tree object. */
  gitTree?: string;
  /** SHA-256 of the bytes. */
  sha256?: string;
  /** SHA-512 of the bytes. */
  sha512?: string;
}

/**
 * How many people, and which, sign a policy or a roster. Where a roster names them, a document that they have not
 * signed is not in force.
 */
export interface DocumentAuthority {
  /** How many people. */
  threshold: number;
  /** The role that they hold. Absent: `policy_owner`. */
  role?: Role;
}

/** Which document is signed. A signature of one sort is none of the other. */
export type DocumentWord =
  /** A policy. */
  | "policy"
  /** A roster. */
  | "roster";

/** Who is on call and who is away. It orders suggestions and grants nothing. */
export interface DutyDocument {
  /** `foureyes/duty/v1`. */
  duty: DutyFormat;
  /** When it was drawn up. It speaks for 24 hours. */
  issued: Timestamp;
  /** Who is away: not suggested, still counted if they sign. */
  away?: PrincipalId[];
  /** Who is on call. */
  onCall?: PrincipalId[];
}

/** The version of the duty document. */
export type DutyFormat = "foureyes/duty/v1";

/** A word on who is on call to be. */
export interface DutyIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When it was drawn up. */
  issued: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** Who is away. */
  away?: PrincipalId[];
  /** Who is on call. */
  onCall?: PrincipalId[];
}

/** The payload of a list of duties: a scheduler says who is on call and who is away. */
export interface DutyStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/duty/v1";
  predicate: OnDuty;
}

/** What a reason does to the verdict. */
export type Effect =
  /** Refuses the change. */
  | "deny"
  /** Holds the change. */
  | "hold"
  /** Says something that the reader should know; among these, every relaxation in force. */
  | "note";

/** The payload of an enrolment: a key says whose it shall be in a roster. */
export interface EnrolStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/enrol/v1";
  predicate: EnrolmentDocument;
}

/** A key that has signed its own enrolment. */
export interface Enrolled {
  /** What it says. */
  enrolment: EnrolmentDocument;
  /** How strongly it shows that a person was there. */
  assurance: Assurance;
}

/**
 * The word of whoever holds a key that it shall be somebody's in a roster. It changes nothing by itself: whoever
 * writes the roster looks at it first, so that nobody enrols a key that another one holds.
 */
export interface EnrolmentDocument {
  /** The roster, by its id. */
  roster: Name;
  /** Whose key it shall be. */
  principal: PrincipalId;
  /** The key, which signs this. */
  public: PublicKey;
  /** How it signs. */
  scheme: Scheme;
  /** When that was said, by the clock of whoever said it. */
  issued: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
}

/** A standing approval for one service: it is part of the policy, and so approved with it (semantics 9.8). */
export interface Envelope {
  /** Its name within the document. */
  id: Name;
  /** Why it is there. */
  why: string;
  /** The service that may act within it, alone. */
  actor: PrincipalId;
  /** From this instant on. */
  from: Timestamp;
  /** Until, but not including, this instant. At most 180 days later. */
  until: Timestamp;
  /** Which changes are inside: this must be known to hold. */
  when: Condition;
  /** How often. */
  rate: Rate;
  /** What must hold besides: `evidence` and `must` alone. */
  require?: Requirement[];
}

/** An envelope in the form of DSSE version 1, around a statement. */
export interface Envelope2 {
  /** The exact bytes of the statement, in padded base64 of either alphabet. */
  payload: string;
  /** What the payload is: an in-toto statement. */
  payloadType: "application/vnd.in-toto+json";
  /** The signatures, one to four. */
  signatures: EnvelopeSignature[];
}

/** One signature of an envelope. */
export interface EnvelopeSignature {
  /** The signature, in padded base64 of either alphabet. */
  sig: string;
  /** The fingerprint of the key: a hint that picks the key and decides nothing. */
  keyid?: string;
}

/** A place where changes go live, such as `production`. */
export type Environment = string;

/** What is wrong with a document, a statement to be, or a key. */
export type ErrorCode =
  /** A standing approval is for somebody who is no service. */
  | "actor_not_service"
  /** A name is an environment and an alias, or an alias with two meanings. */
  | "alias_conflict"
  /** A key is not canonical or of small order. */
  | "bad_key"
  /** A commit, subject name, resource address or region stands there twice. */
  | "duplicate"
  /** Two documents say different things of what an emergency takes. */
  | "break_glass_conflict"
  /** An included roster is of another digest than the one that is named. */
  | "digest_differs"
  /** An account, without regard to case, stands there twice. */
  | "duplicate_account"
  /** An id stands twice. */
  | "duplicate_id"
  /** Two members of one table or object have the same name. */
  | "duplicate_key"
  /** The same key stands there twice, whatever its form. */
  | "duplicate_key_bytes"
  /** A path stands in the change twice. */
  | "duplicate_path"
  /** A condition that is true of everything. */
  | "empty_condition"
  /** A list that has to name something is empty. */
  | "empty_list"
  /** A selector that asks for nobody in particular. */
  | "empty_selector"
  /** A freeze ends before it begins. */
  | "empty_window"
  /** A document extends itself. */
  | "extends_itself"
  /** A participant or claim names a commit that the whole list does not hold. */
  | "foreign_commit"
  /** A value of the right type and the wrong form, or a text over its limit. */
  | "invalid_value"
  /** A private key that is encrypted. */
  | "key_encrypted"
  /** A text that is no private key. */
  | "key_malformed"
  /** A private key in the form of OpenSSH. */
  | "key_openssh"
  /** A public key where a private one is needed. */
  | "key_public"
  /** A member that must be there is not. */
  | "missing_field"
  /** A named condition or group is made of itself. */
  | "name_circle"
  /** An `evidence` requirement does not say whose records count. */
  | "no_issuers"
  /** Nothing names the result. */
  | "no_subject"
  /** A rule does not say why it is there. */
  | "no_why"
  /** `afterwards` names a document that this one does not extend as a whole. */
  | "not_a_base"
  /** An included roster includes others, or names who signs. */
  | "not_a_part"
  /** A key has not signed its own enrolment. */
  | "not_proven"
  /** A number that is not an integer within ±(2^53 − 1). */
  | "number"
  /** An old path without a rename, or a rename without one. */
  | "old_path"
  /** Something that is no agent has an operator. */
  | "operator_not_agent"
  /** The operator of an agent is no person. */
  | "operator_not_human"
  /** The statement names another key than the one that is to sign it. */
  | "other_key"
  /** A document that others extend relaxes something (9.11). */
  | "relaxation_in_base"
  /** A policy is called `floor`, which names what no policy can remove (5.6). */
  | "reserved_id"
  /** A security key with a scheme that it cannot sign by. */
  | "scheme_mismatch"
  /** Not well-formed, not UTF-8, a byte-order mark, or something after the end. */
  | "syntax"
  /** A team is within itself. */
  | "team_circle"
  /** A count of 0. */
  | "threshold_zero"
  /** A tier of 0. */
  | "tier_zero"
  /** `allOf` and `anyOf` stand too deep within each other. */
  | "too_deep"
  /** A size or count is over its limit (semantics.md 11). */
  | "too_large"
  /** There are more ways to meet a rule than are looked at. */
  | "too_many_alternatives"
  /** A decision would speak for more than 24 hours. */
  | "ttl_too_long"
  /** Nobody holds the role. */
  | "unheld_role"
  /** Nobody has had the training. */
  | "unheld_training"
  /** A named condition that the document does not have. */
  | "unknown_condition"
  /** `extends` names a document that is not built in. */
  | "unknown_document"
  /** An environment outside the vocabulary. */
  | "unknown_environment"
  /** A type of evidence outside the vocabulary. */
  | "unknown_evidence"
  /** A custom fact outside the vocabulary. */
  | "unknown_fact"
  /** A member that the document does not have. */
  | "unknown_field"
  /** A named group that the document does not have. */
  | "unknown_group"
  /** A level that the roster does not define. */
  | "unknown_level"
  /** A mark outside the vocabulary. */
  | "unknown_mark"
  /** A place that the policy does not name. */
  | "unknown_place"
  /** A principal that the roster does not define. */
  | "unknown_principal"
  /** No built-in document has this name. */
  | "unknown_profile"
  /** A rule of a document that is not there. */
  | "unknown_rule"
  /** A service that the roster does not define. */
  | "unknown_service"
  /** A team that the roster does not define. */
  | "unknown_team"
  /** A window that the policy does not name. */
  | "unknown_window"
  /** A word outside a fixed list. */
  | "unknown_word"
  /** More people are asked for than there are, or nobody for a seat (9.5). */
  | "unsatisfiable"
  /** A document that others extend says until when it holds. */
  | "until_in_base"
  /** The policy has a freeze and no rule asks whether one is in force: it would freeze nothing. */
  | "unused_freeze"
  /** Nothing asks for a named condition or group. */
  | "unused_name"
  /** A condition that is true of every change, or of none. */
  | "vacuous"
  /** An approval or a lift that would end before it begins, or count for more than 30 days (8.1). */
  | "validity"
  /** A version of 0. */
  | "version_zero"
  /** Two documents name different people who may lift a veto. */
  | "veto_lift_conflict"
  /** An atom that may only ask for more would let more through (9.1). */
  | "wrong_polarity"
  /** Something that is no service vouches, or for addresses of e-mail. */
  | "voucher_not_service"
  /** A requirement mixes sorts, or has a member of another sort. */
  | "wrong_requirement"
  /** A rule has both or neither of `require` and `forbid`. */
  | "wrong_rule"
  /** A value of another type than the one expected. */
  | "wrong_type"
  /** An exemption stands where nothing is ever waived. */
  | "wrong_waiver";

/** What a payload is about. */
export type EventKind =
  /** A pull request or merge request. */
  | "changeRequest"
  /** A list of commits, as the interface of the platform answers. */
  | "commits"
  /** What a merge queue is about to merge. */
  | "mergeGroup"
  /** A push that has taken place. */
  | "push";

/** The record of a check. */
export interface Evidence {
  /** What was checked. */
  type: EvidenceType;
  /** How it turned out. */
  result: EvidenceResult;
  /** Who vouches for the record. */
  origin: Origin;
  /** When. */
  at: Timestamp;
  /** The digest of the record itself. */
  digest: Digest;
  /** The environment of which it speaks. Absent: likewise. */
  environment?: Environment;
  /** The principal that made it. */
  issuer?: PrincipalId;
  /**
   * The digests of what was checked, which is one of the subjects. Absent: the embedding system has bound the
   * record to the change.
   */
  subject?: DigestSet;
}

/** The record of a check that is not as usual. */
export interface EvidenceEntry {
  /** What was checked. */
  type: EvidenceType;
  /** How long ago. Absent: ten minutes. */
  ago?: Span;
  /** Who made it. Absent: the embedding system. */
  issuer?: PrincipalId;
  /** Who vouches for it. Absent: collected. */
  origin?: Origin;
  /** How it turned out. Absent: passed. */
  result?: EvidenceResult;
}

/** A signed record of a check to be. */
export interface EvidenceIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** What was checked. */
  type: EvidenceType;
  /** How it turned out. */
  result: EvidenceResult;
  /** The digest of the report. */
  report?: Digest;
}

/** How a piece of evidence turned out. Only `passed` is a pass. */
export type EvidenceResult =
  /** The check itself failed to run. */
  | "error"
  /** The check said no. */
  | "failed"
  /** The check said yes. */
  | "passed"
  /** The check was not run. */
  | "skipped";

/** The payload of a signed record: a principal says how a check turned out. */
export interface EvidenceStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/evidence/v1";
  predicate: Testimony;
}

/** A sort of evidence, such as `backup_verified`. */
export type EvidenceType = string;

/** The exact part of a change. */
export interface Exact {
  /** The change, stable over its revisions. */
  id: ChangeId;
  /** The repository. */
  repository: Repository;
  /** The full ref that the change aims at. */
  targetRef: RefName;
  /** What is about to happen. */
  action: Action;
  /** What goes live, by digest. At least one. */
  subjects: Subject[];
  /** Every commit of the change. */
  commits?: Listed<CommitId>;
  /** Says that no path and no resource changes, as in a rebuild or a redeploy. */
  empty?: boolean;
  /** Where. One evaluation is for one environment. */
  environment?: Fact<Environment>;
  /** What is live now, or the base. */
  from?: DigestSet;
  /** Every path that it touches. */
  paths?: Listed<PathChange>;
  /** The digest of the plan that is to be carried out. */
  plan?: Digest;
  /** In which regions; empty: the environment as a whole. */
  regions?: Region[];
  /** Every resource that its plan touches. */
  resources?: Listed<Resource>;
  /** What will be there afterwards. */
  result?: DigestSet;
}

/** What somebody is about to do. Fill it from what will really run, not from the decision. */
export interface Expect {
  /** The digests of everything that is about to go live. */
  subjects: DigestSet[];
  /** The repository. */
  repository: Repository;
  /** The full ref. */
  targetRef: RefName;
  /** What is about to happen. */
  action: Action;
  /** Now. */
  now: Timestamp;
  /** The environment; absent where the change has none. */
  environment?: Environment;
  /** The regions. */
  regions?: Region[];
}

/** A document that is added, or one rule of it: `common`, `common/plan`. */
export type Extended = string;

/** What is asked of a custom fact: a value, a list of values, `{ atLeast = 3 }` or `{ atMost = 3 }`. */
export type FactAsk =
  /** One of these. */
  | FactValue[]
  | FactValue
  /** A number within these bounds. */
  | {
      /** The least. */
      atLeast?: number;
      /** The most. */
      atMost?: number;
    };

/** A fact that an organisation names itself, such as `first-contribution`. */
export type FactKey = string;

/** The value of a custom fact. */
export type FactValue =
  /** It is so, or it is not. */
  | boolean
  /** A whole number within ±(2^53 − 1). */
  | number
  /** A word, compared byte for byte. */
  | string;

/** A value together with who vouches for it, or the absence of knowledge. */
export type Fact<T> =
  /** Said by somebody who takes part; see `Origin::Declared`. */
  | { declared: T }
  /** Found out by the embedding system; see `Origin::Collected`. */
  | { collected: T }
  /** Signed by somebody the roster trusts; see `Origin::Signed`. */
  | { signed: T };

/** The OpenSSH fingerprint of a public key, `SHA256:` and 43 characters of base64. */
export type Fingerprint = string;

export interface Followed {
  holds: boolean;
  steps: Step[];
  policy?: AuthorityFault;
  roster?: AuthorityFault;
}

/** What a commit says. Every list is sorted and names nothing twice. */
export interface Found {
  /** Claims; `commit` is left to the caller. */
  claims: Claim[];
  /**
   * Whom co-author trailers credit, without known agents. One in git's trailer block that cannot be read has its
   * whole value as name and no address: somebody took part whom nobody can resolve.
   */
  coAuthors: Identity[];
  /** Who signed off, without known agents. */
  signOffs: Identity[];
  /** Whether a known agent signed off. It certifies nothing and approves nothing. */
  aiSignOff: boolean;
  /**
   * Whether git's own trailer block says that no AI was used, and nothing claims that one was. It counts for
   * nothing until the signature of the commit is verified under its author's key (semantics 6.2).
   */
  noAiTrailer: boolean;
}

/** A time in which nothing goes live. */
export interface Freeze {
  /** Its name. */
  id: Name;
  /** Why. */
  why: string;
  /** From this instant on. */
  from: Timestamp;
  /** Until, but not including, this instant. */
  to: Timestamp;
}

/**
 * A path pattern: `*` stands for any run of characters inside one segment, `?` for one, `**` alone between
 * slashes for any number of segments. At most 1024 bytes and 64 segments.
 */
export type Glob = string;

/** Changes that an agent may take part in. All that is listed must fit; what is left out may be any. */
export interface Grant {
  /** With these actions. */
  actions?: Action[];
  /** In these environments. */
  environments?: Environment[];
  /** In these repositories. */
  repositories?: Repository[];
  /** Of these services and no other. */
  services?: Service[];
}

/** A level, team or role that somebody holds: its name, or with the instant since when. */
export type Held<T> =
  | T
  | {
      is: T;
      since: Timestamp;
    };

/** A path to look at first. */
export interface HotPath {
  /** The path, as far as it is text. */
  path: string;
  /** Why: `gate`, `odd` or `large`. */
  why: HotReason;
  /** How many lines are added and removed. Absent: not known. */
  lines?: number;
}

/** Why a path is looked at first. */
export type HotReason =
  /** It is among what controls the gate. */
  | "gate"
  /** It cannot be normalised. */
  | "odd"
  /** It has the most lines. */
  | "large";

/** How far a signed "no AI" of the author counts. */
export type HumanClaim =
  /** It counts if another person signs it too. */
  | "countersigned"
  /** It counts. */
  | "counts"
  /** It does not count. */
  | "off";

/** A name and an e-mail address, as a git header or a trailer states them: nobody vouches for either. */
export interface Identity {
  /** The name, or the whole value of a trailer that cannot be read. */
  name: string;
  /** The address; empty where none can be read. */
  email: string;
}

/** Why a statement does not count (semantics 8). */
export type IgnoredCode =
  /** The change itself brings in the signer or the key. */
  | "added_by_change"
  /** The statement says that it follows on nothing, but the signer has withdrawn everything for this change. */
  | "after_withdrawal"
  /** Not every author is known to have said so, or nobody else has who has to. */
  | "authorship_incomplete"
  /** The policy counts nobody's word on how the content was made. */
  | "authorship_off"
  /** One person who took part is not enough to let a change go in an emergency. */
  | "break_glass_alone"
  /** The policy lets nobody let a change go in an emergency. */
  | "break_glass_off"
  /** The statement was used before. */
  | "consumed"
  /** Somebody says that more AI was involved. */
  | "contradicted"
  /** A review for an earlier emergency is overdue. */
  | "debt_overdue"
  /** It is not known which reviews for earlier emergencies are owed. */
  | "debts_unknown"
  /** The signer acts for somebody else, and no delegation that is in force lets her do that here. */
  | "delegated"
  /** The envelope cannot be read. */
  | "envelope_malformed"
  /** The statement has expired, or is older than the policy allows. */
  | "expired"
  /** The key was not the signer's when the statement was issued. */
  | "key_not_yet"
  /** The key is not a good point of the curve. */
  | "key_refused"
  /** The key is compromised or retired. */
  | "key_revoked"
  /** The signer has lifted somebody's reject of the change. */
  | "lifter"
  /** A lift for a reject that is not in force here. */
  | "nothing_to_lift"
  /** The statement names no incident, or no reason. */
  | "no_incident"
  /** The signer took part in the change. */
  | "participant"
  /** The signer is no person. */
  | "not_a_person"
  /** Whoever vouches for an approval on a platform may not do so. */
  | "no_voucher"
  /** No requirement here asks for somebody like the signer. */
  | "not_eligible"
  /** The security key was not touched. */
  | "not_touched"
  /** The statement is issued later than now. */
  | "not_yet_issued"
  /** The statement names another action. */
  | "other_action"
  /** The statement names another change. */
  | "other_change"
  /** The statement names other content: another change digest, result or subject. */
  | "other_content"
  /** The statement names another environment or other regions. */
  | "other_place"
  /** The statement names another target ref. */
  | "other_target"
  /** There are more statements under this person's keys than are looked at. */
  | "over_limit"
  /** The payload is no statement that this version can read. */
  | "payload_malformed"
  /** The signer has rejected the change and not withdrawn it. */
  | "rejected"
  /** The signature is not valid. */
  | "signature_invalid"
  /** The payload names another signer or key than the one that verified. */
  | "signer_mismatch"
  /** The signer has left. */
  | "signer_left"
  /** The change is stricter now than what the signer saw. */
  | "stricter_now"
  /** A member that the signer marked as critical is not known. */
  | "unknown_critical"
  /** No key of the roster has signed. */
  | "unknown_key"
  /** The statement claims a lifetime of more than 30 days, or of none. */
  | "validity"
  /** The signer has withdrawn the statement. */
  | "withdrawn";

/** A statement that did not count. */
export interface IgnoredRecord {
  /** Why. */
  code: IgnoredCode;
  /** The statement. */
  statement: Digest;
  /** What it names, where something else is there: what it says, and what is. */
  differs?: Differs;
  /** Whose key it names. */
  person?: PrincipalId;
}

/** Another roster, whose people, teams, roles, trainings and services are known here under a prefix. */
export interface Include {
  /** The roster, by its id. */
  roster: Name;
  /** What stands before each of its names, and a dot: `pay` makes `pay.carol`. */
  prefix: Name;
  /** The digest of its text. So whoever signs this roster signs that one with it. */
  digest: Digest;
}

/** What the decision rests on. */
export interface Inputs {
  /** The policies, by id, with version and digest. */
  policies: Record<string, Digest>;
  /** The rosters, by id, with version and digest. */
  rosters: Record<string, Digest>;
  /** The version of the meaning of policies. */
  semantics: number;
  /** The version of the table of known agents. */
  agents: string;
  /** Up to when the set of statements is known to be complete. Absent: not known. */
  completeAsOf?: Timestamp;
  /** The statements that counted. */
  statements?: Digest[];
}

/**
 * What a person wants to say about a change. On the wire an object with one member: `{"approve": {"signer": …,
 * "issued": …, "expires": …, "nonce": …}}`.
 */
export type Intent =
  /** The change may go live. */
  | { approve: ApproveIntent }
  /** It may not. */
  | { reject: RejectIntent }
  /** What she said before counts no more. */
  | { withdraw: WithdrawIntent }
  /** Somebody's reject ends, if others say so too. */
  | { lift: LiftIntent }
  /** How far an AI was involved in the content. */
  | { authorship: AuthorshipIntent }
  /** Somebody may act in her authority. */
  | { delegate: DelegateIntent }
  /** A check of it turned out like this. */
  | { evidence: EvidenceIntent }
  /** It cannot wait. */
  | { breakGlass: BreakGlassIntent }
  /** Somebody approved it on a platform. */
  | { vouch: VouchIntent }
  /** A key ends. */
  | { revoke: RevokeIntent }
  /** Who is on call and who is away. */
  | { duty: DutyIntent };

/** How far an AI was involved in making the content. Ordered; a later rung includes the duties of the earlier. */
export type Involvement =
  /** No AI took part. */
  | "none"
  /** A person carried out what an AI advised. */
  | "advised"
  /** A person wrote with the help of an AI. */
  | "assisted"
  /** An AI wrote, a person submitted. */
  | "generated"
  /** An AI acted by itself. */
  | "autonomous";

/** What is asked of the involvement. */
export type InvolvementAsk =
  /** At least this far. */
  | { atLeast: Involvement }
  /** This rung is among the claims. */
  | { includes: Involvement };

/** What is known of the involvement: at least `floor`, at most `ceiling`, with these rungs claimed. */
export interface InvolvementRange {
  /** The highest claim. */
  floor: Involvement;
  /** The highest rung that could still be true. */
  ceiling: Involvement;
  /** Every rung that is claimed, so that a further claim never hides an earlier duty. */
  claimed: Involvement[];
  /** Whether `claimed` is taken to be all there is, by a signature or a stated presumption. */
  settled: boolean;
}

/** Whose records of a type count: `"rostered"`, or `{ only = ["ci"] }`. */
export type Issuers =
  /** Those of these principals. */
  | { only: PrincipalId[] }
  /** Those of principals whom the roster lists for the type, and what the embedding system collected itself. */
  | "rostered";

/** A key of a principal. */
export interface Key {
  /** The public key. */
  public: PublicKey;
  /** How it signs. */
  scheme: Scheme;
  /** Since when it is no longer used, and why. */
  revoked?: Revoked;
  /** Since when it is the principal's. Absent: always. */
  since?: Timestamp;
}

/** What sort of change it is. A change can be of several kinds; kinds are only ever added. */
export type Kind =
  /** Source code. */
  | "code"
  /** Configuration, content files, policy data of a product. */
  | "config"
  /** Data, schemas, migrations. */
  | "data"
  /** Dependencies and lock files. */
  | "dependency"
  /** Documentation. */
  | "docs"
  /** Who may do what. */
  | "iam"
  /** Infrastructure. */
  | "infra"
  /** A command of an operator. */
  | "ops"
  /** What controls the gate. Always derived from `protects`. */
  | "policy";

/** In what a signer falls short, with what she has and what is needed. */
export interface Lack {
  /** In what. */
  lacks: LackKind;
  /** What is needed. */
  needs: string;
  /** What she has. */
  has?: string;
}

/** In what a signer falls short of a requirement. */
export type LackKind =
  /** What she acknowledged. */
  | "acknowledged"
  /** How old her signature is. */
  | "age"
  /** How strong her signature is. */
  | "assurance"
  /** She carries the change out. */
  | "executor"
  /** Since when she has what is asked. */
  | "heldFor"
  /** Her seniority. */
  | "level"
  /** What her signature means. */
  | "meaning"
  /** What she owns. */
  | "ownership"
  /** Her role. */
  | "role"
  /** Her team. */
  | "team"
  /** Her training. */
  | "training";

/** A rung of seniority, such as `senior`. */
export type Level = string;

/** What is asked of the seniority of an approver. */
export type LevelAsk =
  /** Above the level of everybody who wrote something. */
  | "above-author"
  /** At this level or above. */
  | { atLeast: Level };

/** A person ends somebody's reject for exactly this change. It takes the quorum that the policy names. */
export interface Lift {
  /** The reject. */
  rejects: Digest;
  /** The repository. */
  repository: Repository;
  /** The change. */
  changeId: ChangeId;
  /** The change digest. */
  changeDigest: Digest;
  /** Who signs. */
  signer: Signer;
  /** Why. */
  reason: string;
  /** When she signed, by her own clock. */
  issued: Timestamp;
  /** Until when it counts. At most 30 days later. */
  expires: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Members that a verifier must understand. */
  critical?: string[];
}

/** A lift to be. */
export interface LiftIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Until when it counts, at most 30 days later. */
  expires: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** The reject that ends. */
  rejects: Digest;
  /** Why. */
  reason: string;
}

/** The payload of a lift: a person ends somebody's reject. */
export interface LiftStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/lift/v1";
  predicate: Lift;
}

/** Lines of one path with one origin, as a tool recorded them (semantics 6.6). */
export interface Lines {
  /** The path, as it is in the commit that the record is about. */
  path: RepoPath;
  /** How many, each counted once. */
  lines: number;
  /** What the record says of them; absent where it says that it does not know. */
  involvement?: Involvement;
  /** The model. */
  model?: string;
  /** The tool. */
  tool?: string;
}

/** What is asked of the size of a change. */
export type LinesAsk =
  /** At least so many lines, added and removed ones together. May only ask for more. */
  | { atLeast: number }
  /** At most so many, each path with known counts. May only let something through. */
  | { atMost: number };

/** A list together with how much of it is there. */
export type Listed<T> =
  /** Everything there is, vouched for by the embedding system. */
  | { whole: T[] }
  /** Some of what there is. */
  | { partial: T[] };

/** What happens around a change. Nothing of this enters the change digest. */
export interface Live {
  /**
   * Which lines who or what made, as tools recorded it. `whole` is the embedding system's word that tools it trusts
   * recorded every line that an AI made.
   */
  attribution?: Listed<Lines>;
  /** What is claimed about AI. */
  claims?: Listed<Claim>;
  /** The SSH signatures of commits: of who made them, and of what they say about an AI. */
  commitSignatures?: CommitSignature[];
  /** Over what they were gathered. */
  coverage?: Fact<Coverage>;
  /** What the executor's credential was issued for. */
  credential?: Fact<Credential>;
  /** The reviews that are owed for emergencies and have not taken place. */
  debts?: Listed<Debt>;
  /** What was checked. */
  evidence?: Listed<Evidence>;
  /** Facts that the organisation names itself, each in the vocabulary of the policy. */
  facts?: Record<string, Fact<FactValue>>;
  /** Whether it is the first contribution of somebody who wrote something. */
  firstContribution?: Fact<boolean>;
  /** When the embedding system saw this change digest for the first time, by its own clock. A new digest is new. */
  firstSeenAt?: Fact<Timestamp>;
  /** Labels that can only tighten. */
  marks?: Listed<Mark>;
  /** Everybody who took part. */
  participants?: Listed<Participant>;
  /** How the plan stands. */
  plan?: Fact<PlanState>;
  /** When it was asked for. For metrics; no decision rests on it. */
  requestedAt?: Fact<Timestamp>;
  /** What the change brings back, where it is a revert. */
  restores?: Fact<Restored>;
  /** When standing approvals were used before, in this place. */
  uses?: Listed<Use>;
}

/** A label that can only tighten, such as `ai-signoff`. */
export type Mark = string;

/** What an approval means, such as `review` or `release`. */
export type Meaning = string;

/** What would make it an allow, as far as people and evidence can. */
export interface Missing {
  /** The evidence that is missing. */
  evidence?: EvidenceType[];
  /** The facts that would help, by their place in the change. */
  facts?: string[];
  /** Whether no smaller set would do. Absent where nobody is missing or nobody can help. */
  minimal?: boolean;
  /** A smallest set of people whose approvals would meet every requirement that people can meet. */
  people?: PrincipalId[];
}

export interface Moment {
  at: Timestamp;
  verdict: Verdict;
  ends: Reason[];
  begins: Reason[];
  leaves: PrincipalId[];
  sentences: string[];
}

/** A document, rule, freeze, window or named place of a policy, or a tool. */
export type Name = string;

/** Somebody whose approval is good, but not for this requirement. */
export interface NotCounted {
  /** The person. */
  person: PrincipalId;
  /** The statement. */
  statement: Digest;
  /** In what she falls short. */
  lacks: Lack[];
}

/** Something that is owed after an allow. */
export interface Obligation {
  /** What is owed, such as `review`. */
  code: string;
  /** By whom. */
  owedBy: PrincipalId;
  /** By when. */
  due: Timestamp;
  /** What has to be done, in words. */
  asks?: string;
  /** The stable code of the requirement. */
  name?: string;
  /** The rule that it comes from, as `document/rule`. */
  rule?: string;
}

/** A scheduler says who is on call and who is away. It orders suggestions for 24 hours, and grants nothing. */
export interface OnDuty {
  /** The repository. */
  repository: Repository;
  /** Who signs. */
  signer: Signer;
  /** When it was drawn up. */
  issued: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Who is away: not suggested, still counted if they sign. */
  away?: PrincipalId[];
  /** Members that a verifier must understand. */
  critical?: string[];
  /** Who is on call. */
  onCall?: PrincipalId[];
}

/** One value, or several. */
export type OneOrMany<T> = T | T[];

/** Who vouches for a fact (semantics 2.1). */
export type Origin =
  /** Somebody who takes part in the change could have set it. It may tighten, never loosen. */
  | "declared"
  /** The embedding system computed it from the subject, or asked its own authenticated systems. */
  | "collected"
  /** Somebody whom the roster trusts has signed it. */
  | "signed";

export interface Outcome {
  name: string;
  passed: boolean;
  differences: string[];
  decision: DecisionRecord;
  column?: number;
  line?: number;
}

/** What an approver must own. */
export type Owns = "service";

/** Somebody who took part. */
export interface Part {
  /** Who. */
  who: Who;
  /** How. */
  role: ParticipantRole;
}

/** Somebody who took part. */
export interface Participant {
  /** Who. */
  who: Who;
  /** How. */
  role: ParticipantRole;
  /** How it is known who it is. */
  basis: Basis;
  /** In which commits; empty: in the change as a whole. */
  commits?: CommitId[];
}

/** How somebody took part. */
export type ParticipantRole =
  /** Wrote it. */
  | "author"
  /** Wrote it together with the author. */
  | "coAuthor"
  /** Committed it. */
  | "committer"
  /** Carries it out. Excluded from approving only where a requirement says so. */
  | "executor"
  /** Told an agent to do it. */
  | "operator"
  /** Pushed it. */
  | "pusher"
  /** Asked for it to go live. */
  | "requester";

/** What happens to a path. */
export type PathAction =
  /** It comes into being. */
  | "added"
  /** It goes away. */
  | "deleted"
  /** Its content or mode changes. */
  | "modified"
  /** It moves; the old name stands beside it. */
  | "renamed";

/** One path that a change touches. */
export interface PathChange {
  /** The path after the change (before it, where it is deleted). */
  path: RepoPath;
  /** What happens. */
  action: PathAction;
  /** Lines added; absent for content that has no lines. */
  added?: number;
  /** Bytes of the content after the change. */
  bytes?: number;
  /** SHA-256 of the content after the change: of a blob, of what a link says, of the id of a submodule's commit. */
  digest?: Digest;
  /** Where a symbolic link points, resolved against its folder; absent for one that leaves the repository. */
  linkTarget?: RepoPath;
  /** What the path is after the change. */
  mode?: PathMode;
  /** What it was before, where that differs. */
  oldMode?: PathMode;
  /** The name before a rename. A rename touches both names. */
  oldPath?: RepoPath;
  /** Lines removed. */
  removed?: number;
}

/** What a path is, as git tells it. */
export type PathMode =
  /** A file that can be run. */
  | "executable"
  /** A plain file. */
  | "file"
  /** Another repository, at one of its commits. Touches everything below the path. */
  | "submodule"
  /** A symbolic link. Touches its target too. */
  | "symlink";

export interface PermitRecord {
  subjects: DigestSet[];
  changeDigest: Digest;
  action: Action;
  voidFrom: Timestamp;
  obligations: Obligation[];
  used: UsedRecord[];
  environment?: Environment;
}

export interface PlanRecord {
  digest: Digest;
  resources: Listed<Resource>;
  diagnostics: Diagnostic[];
  destroys?: Fact<boolean>;
}

/** How the plan about to be carried out stands to the one that was judged. */
export type PlanState =
  /** It is the one. */
  | "current"
  /** The change has no plan. */
  | "none"
  /** It is another, or the world has moved since. */
  | "superseded";

/** Where a payload comes from. */
export type Platform =
  /** GitHub. */
  | "github"
  /** GitLab. */
  | "gitlab";

/** What a payload says. Every list is sorted and names nothing twice. */
export interface PlatformEvent {
  /** Where it comes from. */
  platform: Platform;
  /** What it is about. */
  kind: EventKind;
  /** Who took part. */
  participants: Participant[];
  /** What is claimed. */
  claims: Claim[];
  /** The labels, as spelt. */
  labels: string[];
  /** The reviews. */
  reviews: Review[];
  /** What could not be read. */
  diagnostics: Diagnostic[];
  /** What it is compared with. Absent: where it left the target. */
  base?: CommitId;
  /** Its last commit. */
  head?: CommitId;
  /** The address of the repository, as the platform writes it. */
  repository?: string;
  /** The short name of the branch that it comes from, with the owner before a colon if that is a fork. */
  source?: string;
  /** The full name of the ref that the change aims at. */
  target?: RefName;
}

/** A policy as it is written. What can be wrong between its parts is found by `Gate::compile`. */
export interface PolicyDocument {
  /** `foureyes/policy/v1`. */
  policy: PolicyFormat;
  /** Its name. */
  id: Name;
  /** Its version; each is one above the last. */
  version: number;
  /** The document that replaces this one from `until` on: one that it extends as a whole. */
  afterwards?: Name;
  /** What an emergency takes. Absent: nobody can let a change go because of one. */
  breakGlass?: BreakGlassRule;
  /** Whether the statements must be known to be complete. */
  completeStatements?: Completeness;
  /** Named conditions. */
  conditions?: Record<string, Condition>;
  /** How long a decision speaks. */
  decisionTtl?: DecisionTtl;
  /** Facts that follow from paths. */
  derive?: Derive;
  /** Standing approvals for automation. */
  envelope?: Envelope[];
  /** What every counted approval must be like. */
  everySignature?: With;
  /** When it ceases to be valid. Absent: never. */
  expires?: Timestamp;
  /** Documents, or single rules of documents, that are added to these rules. Nothing of theirs can be taken away. */
  extends?: Extended[];
  /** Requirements for every change in scope. */
  floor?: Requirement[];
  /** Times in which nothing goes live. */
  freeze?: Freeze[];
  /** Named groups of people. */
  groups?: Record<string, Selector>;
  /** Named places. */
  paths?: Record<string, Glob[]>;
  /** What controls the gate, in addition to what always does. */
  protects?: Glob[];
  /** What is believed about how content was made. */
  provenance?: ProvenanceRules;
  /** For how long after it was last live something can be brought back by an emergency revert. Absent: 7 days. */
  revertWithin?: Span;
  /** The rules. */
  rule?: Rule[];
  /** Which unchecked facts are believed. */
  trust?: Trust;
  /** What happens to a change that no rule speaks of. Absent: it is held. */
  unmatched?: Unmatched;
  /** What an unresolved participant does. Absent: hold for tier 1 and kind policy, raise elsewhere. */
  unresolved?: UnresolvedRule;
  /** From when on `afterwards` replaces this document. Without `afterwards` everything is held then. */
  until?: Timestamp;
  /** Who may lift a veto. Absent: nobody. */
  vetoLift?: Requirement;
  /** The words that may be used. */
  vocabulary?: Vocabulary;
  /** The scope of this document's own rules. */
  where?: Condition;
  /** Named times. */
  window?: Window[];
}

/** The version of the policy document. */
export type PolicyFormat = "foureyes/policy/v1";

/** What a policy presumes of a commit that nobody has signed for: a named relaxation. */
export type Presumption =
  /** Unless claimed otherwise, an AI assisted. */
  | "assisted"
  /** Unless claimed otherwise, no AI took part. */
  | "none";

/** Somebody or something that can take part. */
export interface Principal {
  /** The id: opaque, never reused. */
  id: PrincipalId;
  /** Human, agent or service. */
  kind: PrincipalKind;
  /** Accounts on platforms. Each belongs to one principal. */
  accounts?: Account[];
  /** The types of evidence that its records are accepted for. */
  evidence?: EvidenceType[];
  /** What an agent may take part in; for a person: what agents that work for her may. */
  grant?: Grant[];
  /** Keys. */
  key?: Key[];
  /** The rung of seniority. Absent: below every rung. */
  level?: Held<Level>;
  /** A name for the reader. */
  name?: string;
  /** For an agent: the person it works for. */
  operator?: PrincipalId;
  /** Roles. */
  roles?: Held<Role>[];
  /** Active or former. */
  status?: PrincipalStatus;
  /** Teams. */
  teams?: Held<Team>[];
  /** Trainings. */
  trainings?: Trained[];
  /** For a service: the platforms on which it may say that somebody approved. */
  vouches?: Name[];
}

/** A person, an agent or an automation of the roster. Opaque, never reused. */
export type PrincipalId = string;

/** What a principal is. */
export type PrincipalKind =
  /** An AI that acts by itself. */
  | "agent"
  /** A person. */
  | "human"
  /** Deterministic automation: a dependency bot, a scaler, a pipeline. */
  | "service";

/** Whether a principal is still there. Ids are never reused: who leaves stays as a former principal. */
export type PrincipalStatus =
  /** There, and able to sign. */
  | "active"
  /** Gone. Still resolves, never counts. */
  | "former";

export interface Problem {
  severity: string;
  code: string;
  message: string;
  document: string;
  path: string;
  column?: number;
  line?: number;
}

/** What later metrics need to know of the change. */
export interface Profile {
  /** How far an AI was involved. */
  involvement: InvolvementRange;
  /** The lowest level among them. Absent: not known. */
  authorLevel?: Level;
  /** Who wrote something, as far as the roster knows. */
  authors?: PrincipalId[];
  /** How many lines it adds and removes. Absent: not known. */
  lines?: number;
  /** Which models, as they were claimed. */
  models?: string[];
  /** How many paths it touches. Absent: not known. */
  paths?: number;
  /** When it was asked for. Absent: not known. */
  requestedAt?: Timestamp;
  /** The services that it touches. */
  services?: Service[];
  /** The strictest tier. Absent: not known. */
  tier?: number;
  /** Which tools, as they were claimed. */
  tools?: string[];
}

/** What is believed about how content was made. */
export interface ProvenanceRules {
  /** How far the signed word of the authors counts. */
  humanClaim?: HumanClaim;
  /** What is presumed of a commit that nobody signed for: a named relaxation. */
  presume?: Presumption;
}

/** An Ed25519 public key as OpenSSH writes it: `ssh-ed25519 AAAA… comment`. */
export type PublicKey = string;

export interface Quorum {
  threshold: number;
  people: PrincipalId[];
  met: boolean;
}

/** So many in so long a time. */
export interface Rate {
  /** At most so many, the one that is asked for among them. */
  atMost: number;
  /** In this time. */
  within: Span;
}

/** One reason. Ordered by effect, then code, rule, requirement, name, subject and details. */
export interface Reason {
  /** What it does to the verdict. */
  effect: Effect;
  /** What it is. */
  code: ReasonCode;
  /** Further details, by name. */
  details?: Record<string, Detail>;
  /** The code that the policy gives it, such as `freeze` or `approvals:1`. */
  name?: string;
  /** The requirement of the rule, from 0. */
  requirement?: number;
  /** The rule it comes from, as `document/rule`. */
  rule?: string;
  /** Whom or what it is about. */
  subject?: string;
}

/** Why a verdict is what it is (semantics 4). */
export type ReasonCode =
  /** An agent took part in what neither it nor its operator has been granted. */
  | "agent_not_granted"
  /** Too few people have signed. */
  | "approvals_missing"
  /** The distribution of signers over requirements could not be settled within the limit. */
  | "assignment_limit"
  /** The authority handed in is older than one seen before. */
  | "authority_rollback"
  /** The policy or roster is not in force: those who have to have not signed it. */
  | "authority_unsigned"
  /** How far an AI was involved is what people have signed. */
  | "authorship_counts"
  /** The input could not be read. */
  | "bad_input"
  /** Somebody let the change go because of an incident. */
  | "break_glass"
  /** An emergency does not stand in for everything that is missing. */
  | "break_glass_not_enough"
  /** The policy or roster that the change brings in is not valid. */
  | "candidate_invalid"
  /** The version that the change brings in is not the next one. */
  | "candidate_version"
  /** A commit is attributed to nobody. */
  | "commit_unattributed"
  /** An agent acts with a credential that was issued for something else. */
  | "credential_not_issued"
  /** The decision on record is not an allow, or is about something else than what is judged now. */
  | "decision_superseded"
  /** The change holds nothing and does not say so. */
  | "empty_change"
  /** A standing approval of the policy covers the change. */
  | "envelope_applies"
  /** A standing approval of the policy is for this service, and does not cover the change. */
  | "envelope_not_met"
  /** A check has not passed. */
  | "evidence_missing"
  /** A fact is not known, and whether the change is refused depends on it. */
  | "fact_needed"
  /** A rule refuses the change. */
  | "forbidden"
  /** Authors are known by what they wrote of themselves only. */
  | "identity_asserted"
  /** A list of the change is not whole. */
  | "list_partial"
  /** A condition that must be known to hold is not known to hold. */
  | "must_not_met"
  /** No rule speaks of the change. */
  | "no_rule"
  /** A review is owed afterwards, and nobody is known who would owe it. */
  | "nobody_owes"
  /** Somebody without the power to veto has rejected the change. */
  | "objection"
  /** A path cannot be normalised and counts as restricted everywhere. */
  | "odd_path"
  /** The policy has expired. */
  | "policy_expired"
  /** There is no policy. */
  | "policy_missing"
  /** The involvement of AI is presumed. */
  | "presumed"
  /** Claims about AI contradict a claim or signature that there was none. */
  | "provenance_conflict"
  /** Nobody enforces the verdict here: the caller asked for a report. */
  | "report_only"
  /** The roster has expired. */
  | "roster_expired"
  /** There is no roster. */
  | "roster_missing"
  /** The instant of the decision was chosen by the caller. */
  | "simulated"
  /** It is not known that every statement is there. */
  | "statements_incomplete"
  /** There are more statements under one person's keys than are looked at. */
  | "statements_over_limit"
  /** A change of policy or roster must be allowed by the old and the new. */
  | "transition_required"
  /** Somebody took part whom the roster does not know. */
  | "unresolved"
  /** Not enough people of the roster could ever meet the requirement. */
  | "unsatisfiable"
  /** A reject that was a veto has been lifted by those whom the policy names. */
  | "veto_lifted"
  /** Somebody with the power to do so has rejected the change. */
  | "vetoed"
  /** The change was not first seen long enough ago. */
  | "wait_not_over"
  /** A requirement, or a freeze, does not stand in the way: something that the rule names stands in for it. */
  | "waived"
  /** No digest of the result is strong enough to stand for it. */
  | "weak_digest";

/** What every claim of AI says beside how far it was involved. */
export type Recorded =
  /** The model. */
  | "model"
  /** The person whom the tool worked for. */
  | "operator"
  /** The tool. */
  | "tool";

/** A full ref name such as `refs/heads/main`. Short names are refused: a tag can be named like a branch. */
export type RefName = string;

/** Why there is no permit. */
export type RefusedCode =
  /** The instant is before that of the decision. */
  | "before_decision"
  /** The decision is not an allow. */
  | "not_allowed"
  /** Something else is about to be done. */
  | "other_action"
  /** It is another environment or other regions. */
  | "other_place"
  /** It is another repository. */
  | "other_repository"
  /** Something else is about to go live. */
  | "other_subject"
  /** It is another ref. */
  | "other_target"
  /** The decision must be asked for again. */
  | "recheck_due"
  /** The instant of the decision was the caller's choice. */
  | "simulated";

export interface RefusedRecord {
  code: IgnoredCode;
  id: Digest;
  person?: PrincipalId;
}

/** A region or cell of an environment. */
export type Region = string;

/** A person objects. It matches broadly: any of change id, change digest, subject or commit is enough. */
export interface Reject {
  /** The repository. */
  repository: Repository;
  /** Who signs. */
  signer: Signer;
  /** Why. */
  reason: string;
  /** When she signed, by her own clock. */
  issued: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** The change. */
  changeId?: ChangeId;
  /** Commits, wherever they turn up. */
  commits?: CommitId[];
}

/** A reject to be. */
export interface RejectIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** Why. */
  reason: string;
}

/** The payload of a reject: a person objects. */
export interface RejectStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/reject/v1";
  predicate: Reject;
}

/** A way in which a gate asks for less than it could. */
export type Relaxation =
  /** The author's identity is believed as git has it. */
  | "asserted_identity"
  /** In an emergency one person who took part is enough. */
  | "break_glass_solo"
  /** In an emergency a key that nobody touched is enough. */
  | "break_glass_untouched"
  /** Statements may have been left out: a reject could be missing. */
  | "completeness_unknown"
  /** A change that touches no listed place is taken as not destructive. */
  | "destructive_by_paths"
  /** How far an AI was involved is what the authors have signed. */
  | "human_claim_counts"
  /** How far an AI was involved is what the authors and somebody else have signed. */
  | "human_claim_countersigned"
  /** A commit that nobody signed for is presumed AI-assisted, not more. */
  | "presume_assisted"
  /** A commit that nobody signed for is presumed to be without AI. */
  | "presume_none"
  /** Keys that are no hardware keys count: whoever controls the machine controls them. */
  | "software_keys"
  /** A change that no rule speaks of goes through. */
  | "unmatched_allow"
  /** Somebody unknown who took part raises the counts, also where it would otherwise hold. */
  | "unresolved_raise"
  /** Where a requirement says so, approvals count that a service saw on a platform and nobody signed. */
  | "vouched_approvals";

/**
 * A path inside a repository, relative, with `/` between its segments; one that is not UTF-8 by its bytes. At
 * most 4096 bytes.
 */
export type RepoPath =
  | string
  | {
      /** Bytes that are not UTF-8, as lower-case hexadecimal digits. */
      hex: string;
    };

/** A repository, as one URI that the embedding system always spells the same way. */
export type Repository = string;

/**
 * One requirement. Exactly one of `approvals`, `evidence`, `must`, `wait`, `review`, `allOf` and `anyOf` says of
 * which sort it is.
 */
export interface Requirement {
  /** Every one of these must hold. */
  allOf?: Requirement[];
  /** One of these must hold: the first one that is wholly met counts. */
  anyOf?: Requirement[];
  /** So many people must sign. */
  approvals?: number;
  /** Records of these types must say that the check passed. */
  evidence?: OneOrMany<EvidenceType>;
  /** Each of whom is like this. */
  from?: Selector;
  /** Among whom there is somebody like each of these. */
  including?: Selector[];
  /** Whose records count. */
  issuers?: Issuers;
  /** How old a record may be. */
  maxAge?: Span;
  /** This must be known to be so. */
  must?: Condition;
  /** A stable code for it. Absent: derived from what it asks. */
  name?: Code;
  /** It may go live now, and owes a review. */
  review?: ReviewAsk;
  /** Whether somebody whose approval counts must have seen it. */
  reviewed?: boolean;
  /** Whether the record itself has to be signed, by a key of its issuer. */
  signed?: boolean;
  /** Whether a reject of somebody who could sign here is a veto. Absent: it is. */
  veto?: boolean;
  /** So long ago this change digest must have been seen for the first time. */
  wait?: Span;
  /** What can stand in for it. */
  waivedBy?: Waiver[];
  /** Whose signatures are like this. */
  with?: With;
}

/** One requirement and how it stands. */
export interface RequirementRecord {
  /** The rule, as `document/rule`; `floor` for what no policy can remove. */
  rule: string;
  /** The requirement of the rule, from 0; those inside `allOf` and `anyOf` count one by one. */
  requirement: number;
  /** Its stable code, such as `approvals:2`, or the name that the policy gives it. */
  name: string;
  /** Why the rule is there. */
  why: string;
  /** How it stands. */
  status: RequirementStatus;
  /** What it asks, in words. */
  asks: string;
  /**
   * The alternatives of the rule that hold it, from 0. Absent where the rule has only one. Of a rule that is met
   * only the alternative that met it is shown.
   */
  alternatives?: number[];
  /** Who could. */
  candidates?: Candidates;
  /** Who counts. */
  counted?: Counted[];
  /** How many people it asks for, those included whom unresolved participants and objections add. */
  need?: number;
  /** Whose good approvals do not count here, and why. Only where the requirement is not met. */
  notCounted?: NotCounted[];
  /** By how many unresolved participants and objections raise it. */
  raised?: number;
  /** What stands in for it. */
  waivedBy?: Waiver;
}

/** How a requirement stands. */
export type RequirementStatus =
  /** It is met. */
  | "met"
  /** It is not met. */
  | "unmet"
  /** It is not met, and a stricter one that is not met either covers it. */
  | "covered"
  /** It stands in an alternative that this change can no longer meet, while another is open: nobody is asked for it. */
  | "closed"
  /** It is not met, and something that the rule names stands in for it. */
  | "waived";

/** A resource of a plan. */
export interface Resource {
  /** Its address, such as `aws_db_instance.orders`. */
  address: string;
  /** Its type, such as `aws_db_instance`. */
  type: string;
  /** What happens to it. */
  action: ResourceAction;
}

/** What happens to a resource. */
export type ResourceAction =
  /** It comes into being. */
  | "create"
  /** It is destroyed. */
  | "delete"
  /** It is destroyed and made anew. */
  | "replace"
  /** It is changed in place. */
  | "update";

/** Which resources of a plan are meant. Every member that is there must fit. */
export interface ResourcesAsk {
  /** To which one of these happens. */
  action?: OneOrMany<ResourceAction>;
  /** At least so many of them. May only ask for more. */
  atLeast?: number;
  /** Of one of these types. */
  type?: OneOrMany<string>;
}

/** What this gate allowed and was live, by the embedding system's own records (semantics 9.9). */
export interface Restored {
  /** The digests of everything that was live together. */
  subjects: DigestSet[];
  /** Where it was live. */
  environment: Environment;
  /** The last instant at which it is recorded to have been live. */
  lastLive: Timestamp;
  /** In which regions; empty: in the environment as a whole. */
  regions?: Region[];
}

/**
 * A review on the platform. It is nobody's approval: what counts is signed, by herself or by a service of the
 * roster that vouches for it (semantics 8.7.1).
 */
export interface Review {
  /** Who reviewed. */
  by: Account;
  /** What the platform calls the outcome. */
  state: string;
  /** When, by the clock of the platform. */
  at?: Timestamp;
  /** What she said to the author. Hostile, as whatever comes from outside: show it escaped. */
  comment?: string;
  /** The commit that she looked at. */
  commit?: CommitId;
  /** The agent that this account is, or is like. */
  tool?: string;
}

/** A review that is owed after the change has gone live. */
export interface ReviewAsk {
  /** How soon it is due, from the decision that lets the change go. */
  within: Span;
  /** By how many people. Absent: one. */
  approvals?: number;
  /** Each of whom is like this. */
  from?: Selector;
}

/** A key that must not be trusted any more. */
export interface Revocation {
  /** The key. */
  key: Fingerprint;
  /** Since when. */
  at: Timestamp;
  /** Why. Absent: compromised. */
  reason?: RevocationReason;
}

/** Why a key is no longer used. */
export type RevocationReason =
  /** Somebody else may have used it: nothing loosening that it ever signed counts. */
  | "compromised"
  /** It was replaced: what it signed counts only if a witness saw it before. */
  | "retired";

/** Keys revoked since the roster was written. Append-only, effective at once; it can only tighten. */
export interface RevocationsDocument {
  /** `foureyes/revocations/v1`. */
  revocations: RevocationsFormat;
  /** The revoked keys. */
  revoked?: Revocation[];
}

/** The version of the revocations document. */
export type RevocationsFormat = "foureyes/revocations/v1";

/**
 * Somebody says that a key must not be trusted any more: her own, or, as a holder of the role that signs rosters,
 * anybody's. It only tightens, and is never taken back.
 */
export interface Revoke {
  /** The repository in whose statements it stands. It is effective wherever it is handed in. */
  repository: Repository;
  /** The key. */
  key: Fingerprint;
  /** Who signs. */
  signer: Signer;
  /** When, by her own clock; the key ends then. */
  issued: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Why. Absent: compromised. */
  reason?: RevocationReason;
}

/** The end of a key to be. */
export interface RevokeIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When; the key ends then. */
  issued: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** The key. */
  key: Fingerprint;
  /** Why. Absent: compromised. */
  reason?: RevocationReason;
}

/** The payload of the end of a key: it must not be trusted any more. */
export interface RevokeStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/revoke/v1";
  predicate: Revoke;
}

/** The end of a key. */
export interface Revoked {
  /** Since when. */
  at: Timestamp;
  /** Why. Absent: compromised. */
  reason?: RevocationReason;
}

/** A role that a principal holds, such as `policy_owner`. */
export type Role = string;

/** How a change is rolled out, from the milder to the stricter. */
export type Rollout =
  /** In stages, with a look in between. */
  | "staged"
  /** Everywhere at once. */
  | "instant";

/** A roster as it is written. What can be wrong between its parts is found by `Gate::compile`. */
export interface RosterDocument {
  /** `foureyes/roster/v1`. */
  roster: RosterFormat;
  /** Its name. */
  id: Name;
  /** Its version; each is one above the last. */
  version: number;
  /** The rungs of seniority, from the lowest to the highest. */
  levels: Level[];
  /** Who signs the next roster and the policy. Absent: nobody has to. */
  authority?: DocumentAuthority;
  /** When it ceases to be valid. Absent: never. */
  expires?: Timestamp;
  /** Other rosters, each known under a prefix. */
  include?: Include[];
  /** Principals. */
  principal?: Principal[];
  /** The catalogue of services. */
  service?: ServiceEntry[];
  /** Teams. */
  team?: TeamEntry[];
}

/** The version of the roster document. */
export type RosterFormat = "foureyes/roster/v1";

/** A named rule: when it applies, why it is there, and what must then hold. */
export interface Rule {
  /** Its name within the document. */
  id: Name;
  /** Why it is there; shown in every decision that it shapes. */
  why: string;
  /** Refuses the change, with this code. */
  forbid?: Code;
  /** What must hold. */
  require?: Requirement[];
  /** What can stand in for its requirements. */
  waivedBy?: Waiver[];
  /** When it applies. Absent: always. */
  when?: Condition;
}

/** How a key signs. A field of the key, never read from a signature. */
export type Scheme =
  /** Ed25519 over the DSSE pre-authentication encoding. */
  | "ed25519"
  /** An SSH signature (SSHSIG) over the same bytes. */
  | "sshsig";

/**
 * What a reviewer judges a change by, as the embedding system hands it in. Paths, ownership and `protects` add to
 * it.
 */
export interface Seen {
  /** How far it reaches. */
  blast?: Fact<Blast>;
  /** Whether it destroys something. */
  destructive?: Fact<boolean>;
  /** What sorts of change it is. */
  kinds?: Listed<Kind>;
  /** Whether it can be undone. */
  reversible?: Fact<boolean>;
  /** How it is rolled out. */
  rollout?: Fact<Rollout>;
  /** Which services it touches. */
  services?: Listed<Service>;
  /** Their tiers; 1 is the strictest. */
  tiers?: Listed<number>;
}

/** What the signer judged the change by (semantics 5.1). An approval counts while nothing is stricter now. */
export interface SeenThen {
  /** How far an AI was involved. */
  involvement: InvolvementRange;
  /** How far it reaches. */
  blast?: Blast;
  /** Whether it destroys something. */
  destructive?: boolean;
  /** The digests of the evidence that was shown. */
  evidence?: Digest[];
  /** The kinds, derived ones included. */
  kinds?: Listed<Kind>;
  /** Whether it can be undone. */
  reversible?: boolean;
  /** How it is rolled out. */
  rollout?: Rollout;
  /** The services, derived ones included. */
  services?: Listed<Service>;
  /** The strictest tier. Absent: not known. */
  tier?: number;
}

/** Which people are meant. Every member that is there must hold. */
export interface Selector {
  /** Like this group of the same document, too. */
  group?: Name;
  /**
   * Who has had what is asked of level, team and role for so long when signing. Without `since` in the roster it is
   * not known for how long.
   */
  heldFor?: Span;
  /** Seniority. */
  level?: LevelAsk;
  /** Somebody else than these. */
  not?: SelectorNot;
  /** An owner. */
  owns?: Owns;
  /** A holder of this role. */
  role?: Role;
  /** A member of this team. */
  team?: Team;
  /** With a valid training of each of these. */
  trained?: OneOrMany<Training>;
}

/** Who is not meant. */
export type SelectorNot = "executor";

/** A deployable service of the catalogue. */
export type Service = string;

/** A deployable service: where its files are, how critical it is, and who owns it. */
export interface ServiceEntry {
  /** The service. */
  id: Service;
  /** The teams that own it. */
  ownerTeams?: Team[];
  /** The principals that own it. */
  owners?: PrincipalId[];
  /** The paths that belong to it. */
  paths?: Glob[];
  /** How critical it is: 1 is the strictest. Absent: unknown, which is treated as 1. */
  tier?: number;
}

/** A change in a few words. What it does not say is as usual. */
export interface ShortChange {
  /** What is about to happen. Absent: deploy. */
  action?: Action;
  /** How far an AI took part. Absent: an agent acted by itself; no other author had one. */
  ai?: OneOrMany<AiWord>;
  /**
   * Who wrote it: ids of the roster, or accounts such as `email:x@example.org`. Absent: the first person of the
   * roster.
   */
  author?: OneOrMany<string>;
  /** How far it reaches. Absent: cell. */
  blast?: Blast;
  /** The account that the tool is claimed to have worked for. */
  claimedOperator?: Account;
  /** Who wrote it with the author. */
  coAuthors?: string[];
  /** What the credential was issued for. Absent: for this. */
  credential?: Credential;
  /** The reviews that are owed for emergencies. Absent: none. */
  debts?: Debt[];
  /** The facts that somebody taking part has declared, by their place in the change document. */
  declared?: string[];
  /** Whether it destroys something. Absent: no. */
  destructive?: boolean;
  /** Says that no path and no resource changes. */
  empty?: boolean;
  /** Where. Absent: production. */
  environment?: Environment;
  /** The checks that have passed, or records in full. Absent: none. */
  evidence?: Array<EvidenceType | EvidenceEntry>;
  /** Who carries it out. */
  executor?: string;
  /** Custom facts, collected. */
  facts?: Record<string, FactValue>;
  /** Whether it is the first contribution of somebody who wrote something. Absent: no. */
  firstContribution?: boolean;
  /** How long ago the change digest was seen for the first time. Absent: not known. */
  firstSeen?: Span;
  /** How it is known who they are. Absent: authenticated. */
  identity?: Basis;
  /** What sorts of change. Absent: code. */
  kinds?: Kind[];
  /** How many lines are added, all in the first path. Absent: 4. */
  lines?: number;
  /** The labels that only tighten. Absent: none. */
  marks?: Mark[];
  /** The model that is claimed. */
  model?: string;
  /** Who told an agent to do it. */
  operator?: string;
  /** The paths that it modifies. Absent: one of the first service. */
  paths?: RepoPath[];
  /** How the plan stands. Absent: there is none. */
  plan?: PlanState;
  /** Who pushed it. */
  pusher?: string;
  /** In which regions. Absent: the environment as a whole. */
  regions?: Region[];
  /** How long ago it was asked for. Absent: not known. */
  requested?: Span;
  /** Who asked for it to go live. */
  requester?: string;
  /** The resources of its plan, each as `delete aws_db_instance.orders`. Absent: none. */
  resources?: string[];
  /** How long ago exactly this was live in the same place for the last time, by this gate's leave. Absent: never. */
  restores?: Span;
  /** Whether it can be undone. Absent: yes. */
  reversible?: boolean;
  /** How it is rolled out. Absent: staged. */
  rollout?: Rollout;
  /** The services handed in. Absent: the first of the roster. */
  services?: Service[];
  /** The tiers handed in, beside those of the services. */
  tiers?: number[];
  /** The tool that is claimed. */
  tool?: string;
  /** The facts that are not known, by their place in the change document. */
  unknown?: string[];
  /** How long ago which standing approvals were used. Absent: never. */
  uses?: UseEntry[];
}

/** Who signs, and with which key. Part of what is signed, and compared with the key that verifies. */
export interface Signer {
  /** The person. */
  id: PrincipalId;
  /** The fingerprint of the key. */
  key: Fingerprint;
}

/** A span of time, at most 3650 days: a number and a unit, such as `90s`, `15m`, `72h`, `30d`. */
export type Span = string;

/** What an envelope carries: the exact bytes of one of these are what is signed. */
export type StatementPayload =
  | ApproveStatement
  | RejectStatement
  | WithdrawStatement
  | LiftStatement
  | AuthorshipStatement
  | DelegateStatement
  | EvidenceStatement
  | BreakGlassStatement
  | VouchStatement
  | RevokeStatement
  | DutyStatement
  | EnrolStatement;

export interface StatementsRecord {
  verified: VerifiedRecord[];
  refused: RefusedRecord[];
  completeAsOf?: Timestamp;
}

export interface Step {
  state: number;
  kind: DocumentWord;
  version: number;
  digest: Digest;
  after?: Quorum;
  before?: Quorum;
  fault?: AuthorityFault;
}

/** Something that the change produces, named by its digests. */
export interface Subject {
  /** What it is called. For the reader; matching is by digest. */
  name: string;
  /** Its digests. */
  digest: DigestSet;
}

/** Who vouches for a summary, and for what. */
export interface SummaryAsk {
  /** The URI of the gate. Whoever reads the summary accepts it under the key of this gate only. */
  verifier: string;
  /** Further levels that an allow is to carry, `SLSA_<TRACK>_LEVEL_<n>` or `ORG_…`; the caller answers for them. */
  levels?: string[];
  /** The URI of what was verified. Absent: the repository of the change. Readers compare it byte for byte. */
  resourceUri?: string;
}

/** A team of the roster. */
export type Team = string;

/** A team. Members of a team are members of the teams that it is within. */
export interface TeamEntry {
  /** The team. */
  id: Team;
  /** The teams that it is part of. */
  within?: Team[];
}

/** A principal of the roster says how a check of exactly these subjects turned out. */
export interface Testimony {
  /** What was checked. */
  type: EvidenceType;
  /** How it turned out. */
  result: EvidenceResult;
  /** The repository. */
  repository: Repository;
  /** Who signs. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Members that a verifier must understand. */
  critical?: string[];
  /** The environment that it speaks of. Absent: it speaks of none in particular. */
  environment?: Environment;
  /** The digest of the report. */
  report?: Digest;
}

/** What is asked of the tier: `1`, `[1, 2]` or `{ atMost = 2 }`. */
export type TierAsk =
  | OneOrMany<number>
  /** This one or a stricter one. */
  | {
      /** The mildest tier that is meant. */
      atMost: number;
    };

/** A time of day in minutes, from `00:00` to `24:00`. */
export type TimeOfDay = string;

/** An instant in UTC, in whole seconds, from 1970 to 9999: `2026-03-10T09:30:00Z`. */
export type Timestamp = string;

/** A training that somebody has had, and until when it is valid. */
export interface Trained {
  /** The training. */
  id: Training;
  /** From this instant on. */
  since: Timestamp;
  /** Until, but not including, this instant. Absent: for good. */
  until?: Timestamp;
}

/** A training that a principal has had, such as `oncall-2026`. */
export type Training = string;

/** Which unchecked facts are believed. Each is a named relaxation. */
export interface Trust {
  /** Identities of authors. */
  authorIdentity?: AuthorIdentity;
}

/** What happens to a change that no rule speaks of. */
export type Unmatched =
  /** It goes through. */
  | "allow"
  /** It is held. */
  | "hold";

/** What a participant whom nobody could resolve does to a change (semantics 7.4). */
export type UnresolvedRule =
  /** It holds the change. */
  | "hold"
  /** It raises every count, and every seat inside it, by one. */
  | "raise";

/** One use of a standing approval (semantics 9.8). */
export interface Use {
  /** The standing approval, as `document/envelope`. */
  envelope: string;
  /** When a change went live under it. */
  at: Timestamp;
}

/** A standing approval that was used before. */
export interface UseEntry {
  /** Which, as `document/envelope`. */
  envelope: string;
  /** How long ago. */
  ago: Span;
}

export interface UsedRecord {
  statement: Digest;
  person: PrincipalId;
}

/** A fixed distance from UTC in minutes, from `-14:00` to `+14:00`. */
export type UtcOffset = string;

/** May the change go live? */
export type Verdict =
  /** No, and nothing that can be added to this change cures it. */
  | "deny"
  /** Not yet: something named is missing. */
  | "hold"
  /** Yes. */
  | "allow";

export interface VerifiedRecord {
  id: Digest;
  person: PrincipalId;
  key: Fingerprint;
  predicateType: string;
  assurance: Assurance;
  witnessedAt?: Timestamp;
}

export interface Versions {
  policy: number;
  roster: number;
}

/** The words that a policy may use, and what other words mean. */
export interface Vocabulary {
  /** Other spellings of environments. */
  environmentAliases?: Record<string, Environment>;
  /** The environments. */
  environments?: Environment[];
  /** The types of evidence. */
  evidence?: EvidenceType[];
  /** The custom facts. */
  facts?: FactKey[];
  /** The marks. */
  marks?: Mark[];
}

/** A service of the roster says that an account approved a change on a platform. */
export interface Vouch {
  /** Which account. */
  account: Account;
  /**
   * What its owner stands for: her id, with the key of the service; `issued` is when she approved, by the clock of
   * the platform.
   */
  approval: Approval;
  /** Which service vouches. */
  signer: Signer;
  /** When, by its own clock. */
  issued: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Members that a verifier must understand. */
  critical?: string[];
}

/** A word about an approval on a platform to be. */
export interface VouchIntent {
  /** Which service signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** Whose account approved. */
  account: Account;
  /** When it approved, by the clock of the platform. */
  approvedAt: Timestamp;
  /** Until when that counts, at most 30 days later. */
  expires: Timestamp;
  /** What the approver said to the author. */
  comment?: string;
}

/** The payload of a word on an approval on a platform: a service says that somebody approved. */
export interface VouchStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/vouch/v1";
  predicate: Vouch;
}

/** What can stand in for a requirement: verified things only (semantics 9.6). */
export type Waiver =
  /** A break-glass statement. */
  | "break-glass"
  /** A return to what was live before. */
  | "emergency-revert"
  /** A standing approval for automation. */
  | "envelope";

/** A day of the week. */
export type Weekday =
  /** Monday. */
  | "mon"
  /** Tuesday. */
  | "tue"
  /** Wednesday. */
  | "wed"
  /** Thursday. */
  | "thu"
  /** Friday. */
  | "fri"
  /** Saturday. */
  | "sat"
  /** Sunday. */
  | "sun";

/** A participant by account, to be resolved with the roster, or by the roster's own id. */
export type Who =
  /** An account on a platform. */
  | { account: Account }
  /** A principal of the roster. */
  | { principal: PrincipalId };

/**
 * A named time: once, `from` an instant `to` another; or every week on `days`, `after` a time of day and `before`
 * another, at a fixed `offset` from UTC. One that ends no later than it begins ends on the next day.
 */
export interface Window {
  /** Its name. */
  id: Name;
  /** The time of day at which it begins. */
  after?: TimeOfDay;
  /** The time of day at which it is over. */
  before?: TimeOfDay;
  /** The days on which it begins. */
  days?: Weekday[];
  /** From this instant on. */
  from?: Timestamp;
  /** The distance from UTC of these times of day. Absent: none. */
  offset?: UtcOffset;
  /** Until, but not including, this instant. */
  to?: Timestamp;
}

/** What a counted signature must be like. */
export interface With {
  /** What the signer must have acknowledged. */
  acknowledged?: Code[];
  /** How strong it must be. Absent: signed. */
  assurance?: Assurance;
  /** How old it may be. */
  maxAge?: Span;
  /** What it must mean. */
  meaning?: Meaning;
}

/** A person takes back what she signed: named statements, or everything loosening for one change. */
export interface Withdraw {
  /** The repository. */
  repository: Repository;
  /** Who signs. */
  signer: Signer;
  /** When she signed, by her own clock. */
  issued: Timestamp;
  /** Something that makes the statement unlike every other. */
  nonce: string;
  /** Takes back every approval, lift and authorship for this change. Rejects are only withdrawn by name. */
  all?: ChangeId;
  /** The statements that are taken back, for ever. */
  names?: Digest[];
}

/** A withdrawal to be. */
export interface WithdrawIntent {
  /** Who signs, with which key. */
  signer: Signer;
  /** When. */
  issued: Timestamp;
  /** Anything that was never used before. */
  nonce: string;
  /** Whether all her approvals, lifts and words on authorship for the change count no more. */
  all?: boolean;
  /** Her statements that count no more. */
  names?: Digest[];
}

/** The payload of a withdrawal: a person takes back what she signed. */
export interface WithdrawStatement {
  /** An in-toto statement, version 1. */
  _type: "https://in-toto.io/Statement/v1";
  /** What it is about, by digest. */
  subject: Subject[];
  /** Of which sort the statement is. */
  predicateType: "https://docs.rs/foureyes/statement/withdraw/v1";
  predicate: Withdraw;
}
