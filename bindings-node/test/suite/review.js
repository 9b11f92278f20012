// What stands around a decision: the brief, what changes if one waits, cases, plans, documents beside a policy, and
// policies and rosters that people have signed.

import { bytesOf, equal, refuses, thrown } from './check.js';

/**
 * Returns the tests of what stands around a decision.
 *
 * @param api what the package exports
 * @param files where the scenario is: `scenario(name)` gives the text of one of its files
 */
export async function review(api, files) {
  const { Brief, Cases, Change, DocumentKind, Gate, Plan, Policy, Roster, StoredDecision, follow } = api;
  const names = ['policy.toml', 'roster.toml', 'change.json', 'statements.jsonl'];
  const [policy, roster, change, lines] = await Promise.all(names.map((name) => files.scenario(name)));
  const now = '2026-03-10T09:30:00Z';
  const gate = Gate.compile(policy, roster);
  const statements = gate.verify(lines.trimEnd().split('\n'));
  const asked = { change, statements, now };

  const tests = {};

  tests['the brief'] = () => {
    const brief = gate.brief(asked);
    const { record } = brief;
    equal(brief instanceof Brief, true);
    equal([record.brief, brief.verdict, record.about.changeId], ['foureyes/brief/v1', 'allow', 'shop!42']);
    equal([record.services, record.tier, record.destructive], [['checkout'], 1, { collected: false }]);
    equal(record.claims.map(({ tool }) => tool), ['claude-code']);
    equal(brief.checklist.map(({ code }) => code), ['way_back', 'reach_known', 'read_whole']);
    equal(JSON.stringify(brief), brief.toJson());
    equal(Object.isFrozen(record) && Object.isFrozen(brief.checklist[0]), true);
    equal(brief.explain().startsWith('BRIEF  cc7979c'), true);
    equal(brief.toMarkdown().includes('read_whole'), true);
    equal(gate.brief({ change, now }).verdict, 'hold');
    refuses(api, () => gate.brief({ change }), 'missing_field', 'request');
    refuses(api, () => gate.brief({ change: '{}', now }), 'missing_field', 'change');
    thrown(TypeError, () => brief.permit({}));
    brief.free();
    refuses(api, () => brief.verdict, 'freed', 'brief');
  };

  tests['what is acknowledged is signed'] = () => {
    const acknowledged = gate.brief(asked).checklist.map(({ code }) => code);
    const signer = { id: 'carol', key: statements.verified[0].key };
    const approve = { signer, issued: now, expires: '2026-03-11T09:30:00Z', nonce: 'n', acknowledged };
    const payload = JSON.parse(new TextDecoder().decode(gate.draft(change, { approve }).payload));
    equal([payload.predicate.acknowledged, acknowledged.length], [acknowledged, 3]);
  };

  tests['what changes if one waits'] = () => {
    const moments = gate.outlook(asked);
    equal(moments.map(({ at, verdict }) => [at, verdict]), [
      ['2026-03-11T09:10:00Z', 'allow'],
      ['2026-03-11T09:20:00Z', 'hold'],
    ]);
    const [, last] = moments;
    equal([last.ends, last.begins.map(({ code }) => code), last.leaves], [[], ['approvals_missing'], ['carol']]);
    equal(last.sentences[0], 'carol counts no more');
    equal(Object.isFrozen(last.begins[0]), true);
    equal(gate.evaluate({ ...asked, now: last.at }).verdict, last.verdict);
    equal(gate.outlook({ change, now }), []);
    refuses(api, () => gate.outlook({ change, now: 7 }), 'wrong_type', 'request', 'now');
  };

  tests['cases beside a policy'] = () => {
    const shipped = Cases.profile('senior-signoff');
    const all = shipped.run(Policy.profile('senior-signoff'));
    equal(all.length > 20 && all.every(({ passed, differences }) => passed && differences.length === 0), true);
    const [first] = all;
    equal([first.decision.verdict, typeof first.line, first.column], ['hold', 'number', 1]);
    equal(StoredDecision.from(first.decision).verdict, 'hold');
    const text = `cases = "foureyes/cases/v1"
policy = "policy.toml"
rosterFile = "roster.toml"
[[case]]
name = "somebody else has signed"
change = { ai = "assisted" }
approvals = ["erin"]
verdict = "allow"
`;
    const cases = Cases.from(text);
    equal([cases.policy, cases.rosterFile], ['policy.toml', 'roster.toml']);
    equal([shipped.policy, shipped.rosterFile], [undefined, undefined]);
    equal(cases.digest, Cases.from(new TextEncoder().encode(text), { format: 'toml' }).digest);
    const [failed] = cases.run(policy, roster);
    equal([failed.name, failed.passed, failed.line], ['somebody else has signed', false, 4]);
    equal(failed.differences[0], 'the verdict is `hold`, not `allow`');
    const object = { cases: 'foureyes/cases/v1', case: [{ name: 'a', verdict: 'allow', approvals: ['dave'] }] };
    const [passed] = Cases.from(object).run(Policy.from(policy), Roster.from(roster));
    equal([passed.passed, passed.line], [true, undefined]);
    refuses(api, () => Cases.from({ ...object, extra: 1 }), 'unknown_field', 'cases');
    refuses(api, () => Cases.from(undefined), 'wrong_type', 'cases');
    refuses(api, () => Cases.from(Uint8Array.of(0xff)), 'syntax', 'cases');
    refuses(api, () => Cases.profile('no-such'), 'unknown_profile', 'policy');
    const nobody = { ...object, case: [{ ...object.case[0], approvals: ['nobody'] }] };
    refuses(api, () => Cases.from(nobody).run(policy, roster), 'unknown_principal', 'cases', 'case[0].approvals[0]');
    refuses(api, () => Cases.from({ ...object, case: [] }).run(policy), 'empty_list', 'cases', 'case');
    refuses(api, () => cases.run(policy, null), 'wrong_type', 'roster');
    refuses(api, () => cases.run({}, roster), 'missing_field', 'policy');
  };

  tests['documents beside a policy'] = () => {
    const house = 'policy = "foureyes/policy/v1"\nid = "house"\nversion = 1\n\n[[rule]]\nid = "closed"\nwhy = "Closed."\nforbid = "closed"\n';
    const own = Policy.from(policy.replace('extends   = [', 'extends = ["house", '));
    equal(own.missingBases, ['house']);
    equal(thrown(api.FoureyesError, () => Gate.compile(own, roster)).document.startsWith('policy'), true);
    const whole = own.withBases([house]);
    equal([whole.missingBases, whole.digest], [[], own.digest]);
    const refused = Gate.compile(whole, roster).evaluate({ change, now });
    equal([refused.verdict, refused.reasons[0].rule], ['deny', 'house/closed']);
    equal(own.missingBases, ['house']);
    equal(whole.withBases([]).missingBases, ['house']);
    equal(own.withBases([Policy.from(policy), Policy.from(house)]).missingBases, []);
    refuses(api, () => own.withBases(house), 'wrong_type', 'bases');
    refuses(api, () => own.withBases([house, 7]), 'wrong_type', 'bases[1]');
    refuses(api, () => own.withBases([Roster.from(roster)]), 'wrong_type', 'bases[0]');
    const freed = Policy.from(house);
    freed.free();
    refuses(api, () => own.withBases([freed]), 'freed', 'bases[0]');
  };

  tests['rosters that a roster includes'] = () => {
    const frame = { roster: 'foureyes/roster/v1', version: 1, levels: ['senior'] };
    const part = JSON.stringify({ ...frame, id: 'shop', team: [{ id: 'till' }] });
    const { digest } = Roster.from(part);
    const includes = [{ roster: 'shop', prefix: 'shop', digest }];
    const own = Roster.from(JSON.stringify({ ...frame, id: 'acme', include: includes }));
    equal(own.missingParts, ['shop']);
    const whole = own.withParts([part]);
    equal([whole.missingParts, whole.digest, whole.text], [[], own.digest, own.text]);
    equal(own.withParts([Roster.from(roster)]).missingParts, []);
    const rules = 'policy = "foureyes/policy/v1"\nid = "acme"\nversion = 1\nunmatched = "allow"\n';
    equal(Gate.compile(rules, whole).versions, { policy: 1, roster: 1 });
    thrown(api.FoureyesError, () => Gate.compile(rules, own));
    refuses(api, () => own.withParts([part, '{}']), 'missing_field', 'parts[1]');
    refuses(api, () => own.withParts(part), 'wrong_type', 'parts');
  };

  tests['texts as they were read'] = () => {
    equal([Policy.from(policy).text, Roster.from(roster).text], [policy, roster]);
    const bytes = DocumentKind.policy.message(Policy.from(policy).text);
    equal(new TextDecoder().decode(bytes).endsWith(policy), true);
  };

  tests['plans of Terraform'] = () => {
    const resource = (address, ...actions) => ({ address, type: 'aws_db_instance', change: { actions } });
    const planned = (changes) =>
      JSON.stringify({ format_version: '1.2', planned_values: null, resource_changes: changes, odd: 1.5 });
    const text = planned([resource('aws_db_instance.orders', 'delete', 'create'), resource('a.b', 'no-op')]);
    const plan = Plan.from(text);
    const replaced = { address: 'aws_db_instance.orders', type: 'aws_db_instance', action: 'replace' };
    equal([plan.resources, plan.destroys, plan.diagnostics], [{ whole: [replaced] }, { collected: true }, []]);
    equal([Plan.from(new TextEncoder().encode(text)).digest, JSON.stringify(plan)], [plan.digest, plan.toJson()]);
    const document = JSON.parse(change);
    document.exact.subjects = [];
    for (const form of [document, JSON.stringify(document), new TextEncoder().encode(JSON.stringify(document))]) {
      const it = plan.readChange(form);
      equal(it instanceof Change, true);
      equal([it.toJSON().exact.plan, it.toJSON().seen.destructive], [plan.digest, { collected: true }]);
      const { record } = gate.brief({ change: it, now });
      equal([record.resources, record.destroys], [{ replace: 1 }, ['replace aws_db_instance.orders']]);
      refuses(api, () => plan.readChange(it.toJson()), 'duplicate', 'change', 'exact');
    }
    const partial = Plan.from(planned([resource('a.b', 'explode')]));
    equal([partial.resources, partial.destroys], [{ partial: [] }, undefined]);
    equal(partial.diagnostics, [{ code: 'unknown_word', path: '/resource_changes/0' }]);
    refuses(api, () => Plan.from('{}'), 'missing_field', 'plan', 'format_version');
    refuses(api, () => Plan.from('{"a":1,"a":2}'), 'duplicate_key', 'plan');
    refuses(api, () => Plan.from({}), 'wrong_type', 'plan');
    refuses(api, () => Plan.from('\ud800'), 'syntax', 'plan');
    refuses(api, () => plan.readChange({ ...document, seen: NaN }), 'number', 'change', 'seen');
    refuses(api, () => plan.readChange(it => it), 'wrong_type', 'change');
  };

  tests['documents that people have signed'] = async () => {
    const [ada, ben] = [await person('ada'), await person('ben')];
    const rules = `policy = "foureyes/policy/v1"\nid = "shop"\nversion = 1\nunmatched = "allow"\n`;
    const people = (version, ...all) =>
      JSON.stringify({
        roster: 'foureyes/roster/v1',
        id: 'shop',
        version,
        levels: ['senior'],
        authority: { threshold: 2 },
        principal: all.map(({ id, public: key }) => ({
          id,
          kind: 'human',
          level: 'senior',
          roles: ['policy_owner'],
          key: [{ scheme: 'ed25519', public: key }],
        })),
      });
    const sign = async (kind, text, ...all) => {
      let signatures;
      for (const { key, sign } of all) {
        const signature = await sign(kind.message(text));
        signatures = kind.add(text, { key, signature, ...(signatures === undefined ? {} : { signatures }) });
      }
      return signatures;
    };
    const state = async (text, ...signers) => ({
      policy: { document: rules, signatures: await sign(DocumentKind.policy, rules, ada, ben) },
      roster: { document: text, signatures: await sign(DocumentKind.roster, text, ...signers) },
    });
    const first = await state(people(1, ada, ben), ada, ben);
    const history = { states: [first], now };
    equal(follow(history), {
      holds: true,
      steps: ['roster', 'policy'].map((kind, index) => ({
        state: 0,
        kind,
        version: 1,
        digest: [Roster.from(first.roster.document), Policy.from(rules)][index].digest,
        before: undefined,
        after: { threshold: 2, people: ['ada', 'ben'], met: true },
      })),
    });
    const codes = (gate) => gate.evaluate({ change, now }).reasons.map(({ code }) => code);
    equal(codes(Gate.compileSigned(history)).includes('authority_unsigned'), false);
    const anchor = Roster.from(first.roster.document).digest;
    equal(follow({ ...history, anchor }).holds, true);
    equal(follow({ ...history, anchor: Policy.from(rules).digest }).roster, 'anchor_missing');

    const second = await state(people(2, ada, ben, await person('cleo')), ada);
    const followed = follow({ states: [first, second], now: new Date(now), anchor });
    equal([followed.holds, followed.roster, followed.steps.at(-1).before.met], [false, 'old_quorum', false]);
    const held = Gate.compileSigned({ states: [first, second], now, anchor });
    equal(codes(held).includes('authority_unsigned'), true);
    const { signatures, ...unsigned } = first.roster;
    equal(follow({ states: [{ ...first, roster: unsigned }], now }).roster, 'unsigned');
    equal(follow({ states: [{ ...first, roster: { ...unsigned, signatures: 'nothing' } }], now }).roster, 'malformed');
    const object = { ...unsigned, document: Roster.from(unsigned.document), signatures: JSON.parse(signatures) };
    equal(follow({ states: [{ ...first, roster: object }], now }).holds, true);
    const revoked = [{ key: ben.key, at: '2026-03-09T00:00:00Z', reason: 'compromised' }];
    const revocations = { revocations: 'foureyes/revocations/v1', revoked };
    equal(follow({ ...history, revocations }).roster, 'new_quorum');

    equal([DocumentKind.policy.word, DocumentKind.roster.namespace], ['policy', 'roster@foureyes']);
    equal(DocumentKind.policy.payloadType, 'application/vnd.foureyes.policy');
    const kind = DocumentKind.roster;
    const signature = new Uint8Array(64);
    refuses(api, () => kind.add('', { key: 'x', signature }), 'invalid_value', 'signature', 'key');
    refuses(api, () => kind.add('', { key: ada.key, signature: 'x' }), 'wrong_type', 'signature', 'signature');
    refuses(api, () => kind.add('', { key: ada.key, signature, signatures: '{' }), 'invalid_value', 'signatures');
    refuses(api, () => kind.message(7), 'wrong_type', 'roster');
  };

  tests['histories that are none'] = () => {
    const whole = { policy: { document: policy }, roster: { document: roster } };
    for (const ask of [follow, Gate.compileSigned]) {
      refuses(api, () => ask(), 'wrong_type', 'history');
      refuses(api, () => ask({ states: [] }), 'missing_field', 'history');
      refuses(api, () => ask({ states: {}, now }), 'wrong_type', 'history', 'states');
      refuses(api, () => ask({ states: [whole], now: 'today' }), 'invalid_value', 'history', 'now');
      refuses(api, () => ask({ states: [whole], now, anchor: 'x' }), 'invalid_value', 'history', 'anchor');
      refuses(api, () => ask({ states: [whole, null], now }), 'wrong_type', 'states[1]');
      refuses(api, () => ask({ states: [{ policy: whole.policy }], now }), 'missing_field', 'states[0]');
      refuses(api, () => ask({ states: [{ ...whole, policy }], now }), 'wrong_type', 'states[0].policy');
      const broken = { ...whole, roster: { document: '{}' } };
      refuses(api, () => ask({ states: [whole, broken], now }), 'missing_field', 'states[1].roster');
      const odd = { ...whole, roster: { document: roster, signatures: () => 1 } };
      refuses(api, () => ask({ states: [odd], now }), 'wrong_type', 'states[0].roster', 'signatures');
    }
    refuses(api, () => Gate.compileSigned({ states: [], now }), 'empty_list', 'history', 'states');
    const plain = Gate.compileSigned({ states: [whole], now });
    equal(plain.evaluate(asked).toJson(), gate.evaluate(asked).toJson());
  };

  tests['the keys of a roster'] = () => {
    equal(Gate.checkRoster(roster), []);
    const [, good] = roster.match(/ssh-ed25519 (\S+)"/);
    const weak = bytesOf(good).fill(0, -32);
    const [problem] = Gate.checkRoster(roster.replace(good, base64(weak)));
    equal([problem.code, problem.path, problem.severity], ['bad_key', 'principal[0].key[0]', 'error']);
    refuses(api, () => Gate.checkRoster('{}'), 'missing_field', 'roster');
  };

  tests['a key that shows that somebody holds it'] = async () => {
    const { Enrolment } = api;
    const [carol, other] = [await person('carol'), await person('mallory')];
    const wanted = {
      roster: 'acme', principal: carol.id, public: carol.public, scheme: 'ed25519', issued: new Date(now), nonce: 'n',
    };
    const enrolment = Enrolment.from(wanted);
    equal(enrolment.namespace, 'enrol@foureyes');
    const envelope = enrolment.envelope(await carol.sign(enrolment.message));
    const proven = Enrolment.prove(envelope);
    equal([proven.enrolment.principal, proven.enrolment.issued, proven.assurance], ['carol', now, 'signed']);
    const forms = [JSON.parse(envelope), new TextEncoder().encode(envelope)];
    equal(forms.map((one) => Enrolment.prove(one)), [proven, proven]);
    equal(Object.isFrozen(proven.enrolment), true);
    const foreign = await other.sign(enrolment.message);
    refuses(api, () => enrolment.envelope(foreign), 'not_proven', 'enrolment');
    refuses(api, () => Enrolment.prove(lines.split('\n')[0]), 'not_proven', 'enrolment');
    refuses(api, () => Enrolment.from({ ...wanted, level: 'senior' }), 'unknown_field', 'enrolment');
    refuses(api, () => Enrolment.from({ ...wanted, issued: 7 }), 'wrong_type', 'enrolment', 'issued');
  };

  return Object.entries(tests).map(([name, run]) => ({ name, run }));
}

const base64 = (bytes) => btoa(String.fromCharCode(...bytes));

/** Returns somebody with a key of her own, which WebCrypto keeps. */
async function person(id) {
  const pair = await crypto.subtle.generateKey('Ed25519', false, ['sign', 'verify']);
  const point = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const name = new TextEncoder().encode('ssh-ed25519');
  const blob = Uint8Array.of(0, 0, 0, name.length, ...name, 0, 0, 0, point.length, ...point);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', blob));
  return {
    id,
    public: `ssh-ed25519 ${base64(blob)}`,
    key: `SHA256:${base64(digest).replace(/=+$/, '')}`,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', pair.privateKey, message)),
  };
}
