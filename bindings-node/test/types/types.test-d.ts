// Never run: the compiler says whether the types hold what they promise.

import {
  Agents,
  Brief,
  Cases,
  Change,
  type Check,
  type DecisionRecord,
  DocumentKind,
  FoureyesError,
  Gate,
  type History,
  type Moment,
  Plan,
  Policy,
  type PolicyDocument,
  type ReasonCode,
  Refused,
  type RefusedCode,
  SecretKey,
  StoredDecision,
  type Verdict,
  type View,
  detectCommit,
  follow,
  version,
} from 'foureyes';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <_ extends true>(): void => {};
const never = (value: never): string => value;

export function every(code: ReasonCode): string {
  switch (code) {
    case 'agent_not_granted':
    case 'approvals_missing':
    case 'assignment_limit':
    case 'authority_rollback':
    case 'authority_unsigned':
    case 'authorship_counts':
    case 'bad_input':
    case 'break_glass':
    case 'break_glass_not_enough':
    case 'candidate_invalid':
    case 'candidate_version':
    case 'commit_unattributed':
    case 'credential_not_issued':
    case 'decision_superseded':
    case 'empty_change':
    case 'envelope_applies':
    case 'envelope_not_met':
    case 'evidence_missing':
    case 'fact_needed':
    case 'forbidden':
    case 'identity_asserted':
    case 'list_partial':
    case 'must_not_met':
    case 'no_rule':
    case 'nobody_owes':
    case 'objection':
    case 'odd_path':
    case 'policy_expired':
    case 'policy_missing':
    case 'presumed':
    case 'provenance_conflict':
    case 'report_only':
    case 'roster_expired':
    case 'roster_missing':
    case 'simulated':
    case 'statements_incomplete':
    case 'statements_over_limit':
    case 'transition_required':
    case 'unresolved':
    case 'unsatisfiable':
    case 'veto_lifted':
    case 'vetoed':
    case 'wait_not_over':
    case 'waived':
    case 'weak_digest':
      return code;
    default:
      return never(code);
  }
}

export function refusal(code: RefusedCode): string {
  switch (code) {
    case 'before_decision':
    case 'not_allowed':
    case 'other_action':
    case 'other_place':
    case 'other_repository':
    case 'other_subject':
    case 'other_target':
    case 'recheck_due':
    case 'simulated':
      return code;
    default:
      return never(code);
  }
}

export function word(verdict: Verdict): 'yes' | 'no' | 'not yet' {
  switch (verdict) {
    case 'allow':
      return 'yes';
    case 'deny':
      return 'no';
    case 'hold':
      return 'not yet';
  }
}

const policy: PolicyDocument = {
  policy: 'foureyes/policy/v1',
  id: 'shop',
  version: 1,
  extends: ['senior-signoff'],
  unmatched: 'allow',
};
// @ts-expect-error a member that is misspelt
const misspelt: PolicyDocument = { ...policy, rulez: [] };
// @ts-expect-error a word that there is none of
const unknown: PolicyDocument = { ...policy, unmatched: 'deny' };

const gate = Gate.compile(policy, new Uint8Array());
Gate.compile(Policy.profile('senior-signoff'), 'a text');
// @ts-expect-error a gate is made by `compile`
new Gate();

// @ts-expect-error a change is no policy
Gate.compile(Change.from('{}'), '');

const change = Change.from('{}');
const statements = gate.verify(['{}', new Uint8Array()], { completeAsOf: new Date(), witnessedAt: [undefined, 'now'] });
// @ts-expect-error one envelope is no list of them
gate.verify('{}');
const decision = gate.evaluate({ change, statements, now: new Date() });
gate.evaluate({ change, now: '2026-03-10T09:30:00Z', consumed: [], lastSeen: gate.versions, simulated: true });
// @ts-expect-error no instant
gate.evaluate({ change, statements });
// @ts-expect-error a member that there is none of
gate.evaluate({ change, statements, now: new Date(), duties: 'text' });
// @ts-expect-error nothing is left open
gate.evaluate({ change, statements, now: new Date(), duty: undefined });

is<Same<typeof decision.verdict, Verdict>>();
is<Same<typeof decision.allowed, boolean>>();
is<Same<typeof version, string>>();
is<Same<(typeof decision.reasons)[number]['code'], ReasonCode>>();
is<Same<typeof decision.missing.people, readonly string[]>>();
// @ts-expect-error a decision is read-only
decision.allowed = true;
// @ts-expect-error and so is what it shows
decision.reasons.push();
// @ts-expect-error a decision is no number
decision > 0;

const permit = decision.permit({
  subjects: [{ sha256: 'ab' }],
  repository: 'https://git.shop.example/shop',
  targetRef: 'refs/heads/main',
  environment: 'production',
  action: 'deploy',
  now: new Date(),
});
is<Same<typeof permit.voidFrom, Date>>();
gate.evaluate({ change, now: new Date(), consumed: permit.used });
decision.recheck(StoredDecision.from(JSON.parse(decision.toJson()) as DecisionRecord));
// @ts-expect-error what is stored is never acted on
StoredDecision.from('').permit;

const draft = gate.draft(change, {
  approve: { signer: { id: 'carol', key: 'SHA256:x' }, issued: new Date(), expires: new Date(), nonce: 'n' },
});
const envelope: string = draft.sign(SecretKey.fromSeed(new Uint8Array(32)));
draft.envelope(new Uint8Array(64));
is<Same<typeof draft.namespace, string>>();
// @ts-expect-error an intent has one member
gate.draft(change, { agree: {} });

const own = Agents.from('without = []', { format: 'toml' });
is<Same<typeof own.version, string>>();
// @ts-expect-error a document is read first
detectCommit({ message: '', author: { name: '', email: '' }, committer: { name: '', email: '' }, agents: {} });
const found = detectCommit({ agents: own, message: 'text', author: { name: '', email: '' }, committer: { name: '', email: '' } });
is<Same<typeof found.aiSignOff, boolean>>();

const brief = gate.brief({ change, now: new Date() });
is<Same<typeof brief, Brief>>();
is<Same<(typeof brief.checklist)[number]['required'], Check['required']>>();
is<Same<typeof brief.record.tier, number | undefined>>();
// @ts-expect-error a brief decides nothing
brief.permit;
const [moment] = gate.outlook({ change, now: new Date() });
is<Same<typeof moment, { readonly [K in keyof Moment]: View<Moment[K]> } | undefined>>();

const [outcome] = Cases.profile('senior-signoff').run(Policy.profile('senior-signoff').withBases([policy]), 'a text');
is<Same<NonNullable<typeof outcome>['passed'], boolean>>();
// @ts-expect-error cases are not run without a policy
Cases.from('').run();

const plan = Plan.from(new Uint8Array());
is<Same<ReturnType<typeof plan.readChange>, Change>>();
// @ts-expect-error the digest is that of the bytes: an object has none
Plan.from({});

const signatures = DocumentKind.policy.add('a text', { key: 'SHA256:x', signature: new Uint8Array(64) });
const history: History = { states: [{ policy: { document: policy, signatures }, roster: { document: '' } }], now: 'now' };
is<Same<ReturnType<typeof Gate.compileSigned>, Gate>>();
Gate.compileSigned(history);
is<Same<NonNullable<ReturnType<typeof follow>['steps'][number]['kind']>, 'policy' | 'roster'>>();
// @ts-expect-error a document stands beside its signatures
follow({ states: [{ policy, roster: '' }], now: 'now' });

try {
  gate.decide('', [], new Date());
} catch (error) {
  if (error instanceof Refused) {
    is<Same<typeof error.code, RefusedCode>>();
    error.explanation.trim();
  } else if (error instanceof FoureyesError) {
    const { code, path, line, problems } = error;
    code satisfies string;
    is<Same<typeof path, string>>();
    is<Same<typeof line, number | undefined>>();
    problems[0]?.message.trim();
  }
}

export { envelope, misspelt, unknown };
