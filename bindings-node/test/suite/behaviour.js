// What the classes do, on the common scenario.

import { equal, refuses, thrown } from './check.js';

/**
 * Returns the tests of what the classes do.
 *
 * @param api what the package exports
 * @param files where the scenario is: `scenario(name)` gives the text of one of its files
 */
export async function behaviour(api, files) {
  const { Change, Decision, Gate, Permit, Policy, Refused, Roster, Statements, StoredDecision } = api;
  const names = ['policy.toml', 'roster.toml', 'change.json', 'statements.jsonl', 'expect.json', 'decision.json'];
  const texts = await Promise.all(names.map((name) => files.scenario(name)));
  const [policy, roster, change, lines, expect, written] = texts;
  const [byErin, byCarol] = lines.split('\n');
  const expected = written.trimEnd();
  const { now, ...place } = JSON.parse(expect);
  const gate = Gate.compile(policy, roster);
  const evaluate = (envelopes, more = {}) =>
    gate.evaluate({ change, statements: gate.verify(envelopes), now, ...more });

  const tests = {};

  tests['the scenario'] = () => {
    const held = evaluate([byErin]);
    equal([held.verdict, held.allowed, held.because], ['hold', false, undefined]);
    equal(held.missing.people.length, 1);
    const decision = evaluate([byErin, byCarol]);
    equal([decision.verdict, decision.allowed, decision.because], ['allow', true, 'approved']);
    equal(decision.toJson(), expected);
    equal(JSON.stringify(decision), expected, 'toJSON');
    equal(decision.evaluatedAt.toISOString(), '2026-03-10T09:30:00.000Z');
    equal(decision.recheckBy > decision.evaluatedAt, true);
    equal(decision.explain().includes('carol') && decision.toMarkdown().includes('carol'), true);
  };

  tests['every form of a document says the same'] = () => {
    const bytes = (text) => new TextEncoder().encode(text);
    const object = JSON.parse(change);
    const foreign = Object.assign(Object.create(null), object);
    for (const [p, r, c] of [
      [policy, roster, change],
      [bytes(policy), bytes(roster), bytes(change)],
      [Policy.from(policy), Roster.from(roster), Change.from(change)],
      [Policy.from(policy, { format: 'toml' }), roster, object],
      [policy, roster, foreign],
    ]) {
      const it = Gate.compile(p, r);
      for (const envelopes of [
        [byErin, byCarol],
        [byCarol, bytes(byErin), byErin],
        [JSON.parse(byErin), JSON.parse(byCarol)],
      ]) {
        for (const at of [now, new Date(now), new Date(`${now.slice(0, -1)}.999Z`)]) {
          equal(it.evaluate({ change: c, statements: it.verify(envelopes), now: at }).toJson(), expected);
        }
        equal(it.decide(c instanceof Change ? c.toJson() : c, envelopes, now).toJson(), expected);
      }
    }
  };

  tests['bytes in memory that others share are copied'] = () => {
    if (typeof SharedArrayBuffer === 'undefined') {
      return;
    }
    const from = new TextEncoder().encode(change);
    const bytes = new Uint8Array(new SharedArrayBuffer(from.length));
    bytes.set(from);
    equal(Change.from(bytes).digest, Change.from(change).digest);
  };

  tests['a decision for other tools'] = () => {
    const ask = { verifier: 'https://example.org/gate', levels: ['SLSA_SOURCE_LEVEL_3'] };
    const summary = JSON.parse(evaluate([byErin, byCarol]).summary(ask));
    equal(summary.predicateType, 'https://slsa.dev/verification_summary/v1');
    equal([summary.predicate.verificationResult, summary.predicate.verifier.id], ['PASSED', ask.verifier]);
    equal(summary.predicate.verifiedLevels.includes('SLSA_SOURCE_LEVEL_3'), true);
    const held = JSON.parse(evaluate([byErin]).summary(ask));
    equal([held.predicate.verificationResult, held.predicate.verifiedLevels], ['FAILED', ['FAILED']]);
    refuses(api, () => evaluate([]).summary({ verifier: 'gate' }), 'invalid_value', 'summary', 'verifier');
    refuses(api, () => evaluate([]).summary({ ...ask, more: 1 }), 'unknown_field', 'summary');
  };

  tests['a permit is for exactly this'] = () => {
    const decision = evaluate([byErin, byCarol]);
    const permit = decision.permit(JSON.parse(expect));
    equal(permit instanceof Permit, true);
    equal(permit.subjects, place.subjects);
    equal([permit.environment, permit.action], ['production', 'deploy']);
    equal(permit.changeDigest, Change.from(change).digest);
    equal(permit.voidFrom.getTime(), decision.recheckBy.getTime());
    equal(permit.used.map(({ person }) => person).sort(), ['carol', 'erin']);
    equal(permit.obligations, []);
    equal(JSON.parse(permit.toJson()), JSON.parse(JSON.stringify(permit)));
    for (const same of [{ ...place, now: new Date(now) }, expect, new TextEncoder().encode(expect)]) {
      equal(decision.permit(same).toJson(), permit.toJson());
    }
    const again = evaluate([byErin, byCarol], { consumed: permit.used });
    equal([again.verdict, again.ignored.map(({ code }) => code)], ['hold', ['consumed', 'consumed']]);
  };

  tests['a refusal explains itself'] = () => {
    const decision = evaluate([byErin, byCarol]);
    for (const [edit, code] of [
      [{ environment: 'staging' }, 'other_place'],
      [{ action: 'merge' }, 'other_action'],
      [{ subjects: [{ sha256: 'ab'.repeat(32) }] }, 'other_subject'],
      [{ repository: 'https://git.shop.example/other' }, 'other_repository'],
      [{ targetRef: 'refs/heads/other' }, 'other_target'],
      [{ now: new Date('2026-03-10T09:29:59Z') }, 'before_decision'],
      [{ now: '2026-03-10T09:45:00Z' }, 'recheck_due'],
    ]) {
      const refused = thrown(Refused, () => decision.permit({ ...place, now, ...edit }));
      equal([refused.code, refused.name, refused instanceof api.FoureyesError], [code, 'Refused', true]);
      equal(refused.explanation, decision.explain());
    }
    equal(thrown(Refused, () => evaluate([]).permit({ ...place, now })).code, 'not_allowed');
    const simulated = evaluate([byErin, byCarol], { simulated: true });
    equal(thrown(Refused, () => simulated.permit({ ...place, now })).code, 'simulated');
    refuses(api, () => decision.permit({ ...place, now: 7 }), 'wrong_type', 'expect', 'now');
    refuses(api, () => decision.permit({ ...place, now: new Date(NaN) }), 'invalid_value', 'expect', 'now');
    refuses(api, () => decision.permit({ ...place, now, extra: 1 }), 'unknown_field', 'expect');
    refuses(api, () => decision.permit(), 'wrong_type', 'expect');
    refuses(api, () => decision.permit('\ud800'), 'syntax', 'expect');
    refuses(api, () => decision.permit(new Uint8Array([0xff])), 'syntax', 'expect');
  };

  tests['a decision is no boolean, number or text'] = () => {
    const decision = evaluate([]);
    for (const body of [
      () => decision == true, // eslint-disable-line eqeqeq
      () => +decision,
      () => `${decision}`,
      () => decision > 0,
      () => decision.valueOf(),
    ]) {
      refuses(api, body, 'wrong_type', 'decision');
    }
  };

  tests['what is shown is read-only'] = () => {
    const decision = evaluate([byErin, byCarol]);
    for (const value of [
      decision.record,
      decision.reasons,
      decision.requirements[0].counted,
      decision.missing.people,
      decision.ignored,
      gate.versions,
      gate.posture,
      gate.verify([byErin]).verified[0],
    ]) {
      equal(Object.isFrozen(value), true);
    }
    thrown(TypeError, () => {
      'use strict';
      decision.allowed = true;
    });
  };

  tests['statements say who signed and what was refused'] = () => {
    const statements = gate.verify([byErin, 'nothing'], { completeAsOf: now, witnessedAt: [new Date(now), undefined] });
    equal(statements instanceof Statements, true);
    equal(statements.verified.map(({ person, witnessedAt }) => [person, witnessedAt]), [['erin', now]]);
    equal(statements.refused.map(({ code }) => code), ['envelope_malformed']);
    equal(statements.completeAsOf.getTime(), Date.parse(now));
    equal(JSON.parse(statements.toJson()), JSON.parse(JSON.stringify(statements)));
  };

  tests['several decisions at once'] = () => {
    const statements = gate.verify([byErin, byCarol]);
    const later = new Date('2026-03-10T09:31:00Z');
    const all = gate.evaluateMany([
      { change, statements, now },
      { change, statements, now: later },
      { change, now },
    ]);
    equal(all.map(({ verdict }) => verdict), ['allow', 'allow', 'hold']);
    equal(all[1].evaluatedAt.getTime(), later.getTime());
    equal(all[0].toJson(), expected);
    const [worst, best] = [Gate.all([all[0], all[2]]), Gate.all([all[0]])];
    equal([worst.verdict, best.toJson()], ['hold', expected]);
    equal(worst.toJson(), Gate.all([all[2], all[0], all[2]]).toJson());
  };

  tests['who could sign'] = () => {
    const held = evaluate([byErin]);
    const unmet = held.requirements.find(({ status }) => status === 'unmet');
    const all = gate.candidates(unmet.rule, unmet.requirement, { change, statements: gate.verify([byErin]), now });
    equal(all.map(({ person }) => person), unmet.candidates.first.map(({ person }) => person));
    equal(gate.candidates('no/rule', 0, { change, now }), []);
  };

  tests['a stored decision is shown and compared, never acted on'] = () => {
    const decision = evaluate([byErin, byCarol]);
    for (const form of [expected, new TextEncoder().encode(expected), JSON.parse(expected)]) {
      const stored = StoredDecision.from(form);
      equal([stored.verdict, stored.toJson(), stored.permit], ['allow', expected, undefined]);
      equal(decision.recheck(stored).toJson(), expected);
    }
    const other = StoredDecision.from(evaluate([]).toJson());
    const held = decision.recheck(other);
    equal([held.verdict, held.reasons.some(({ code }) => code === 'decision_superseded')], ['hold', true]);
    refuses(api, () => decision.recheck(expected), 'wrong_type', 'stored');
    refuses(api, () => StoredDecision.from('{}'), 'missing_field', 'decision');
  };

  tests['a transition is decided by the old and the new'] = () => {
    const object = JSON.parse(change);
    object.exact.paths.whole.push({ path: '.foureyes/policy.toml', action: 'modified' });
    const asked = { change: object, now };
    equal([gate.isTransition(object), gate.isTransition(change)], [true, false]);
    const next = policy.replace('version   = 1', 'version   = 2');
    const codes = (decision) => decision.reasons.map(({ code }) => code);
    equal(codes(gate.evaluate(asked)).includes('transition_required'), true);
    const documents = gate.evaluateTransition({ policy: next, roster }, asked);
    const compiled = gate.evaluateTransition(Gate.compile(next, roster), asked);
    equal([documents.toJson(), codes(documents).includes('transition_required')], [compiled.toJson(), false]);
    const broken = `${next}\n[[rule]]\nid = "a"\nwhy = "w"\n`;
    const decision = gate.evaluateTransition({ policy: broken, roster }, asked);
    equal([decision.verdict, codes(decision).includes('candidate_invalid')], ['deny', true]);
  };

  tests['a draft holds the bytes to sign'] = () => {
    const signer = gate.verify([byCarol]).verified[0];
    const intent = {
      approve: {
        signer: { id: 'carol', key: signer.key },
        issued: new Date('2026-03-10T09:20:00Z'),
        expires: '2026-03-11T09:20:00Z',
        nonce: 'a-nonce',
      },
    };
    const draft = gate.draft(change, intent);
    const payload = JSON.parse(new TextDecoder().decode(draft.payload));
    equal(payload.predicate.issued, '2026-03-10T09:20:00Z');
    equal(JSON.parse(JSON.stringify(gate.seen(change, now))), payload.predicate.seen);
    equal(draft.id.startsWith('sha256:'), true);
    equal(gate.draft(change, JSON.stringify({ approve: { ...intent.approve, issued: '2026-03-10T09:20:00Z' } })).id, draft.id);
    equal(new TextDecoder().decode(draft.message).startsWith('DSSEv1 '), true);
    equal(draft.namespace, 'approve@foureyes');
    const forged = gate.verify([draft.envelope(new Uint8Array(64))]);
    equal(forged.refused.map(({ code, person }) => [code, person]), [['signature_invalid', 'carol']]);
    refuses(api, () => draft.envelope(new Uint8Array(63)), 'invalid_value', 'signature');
    refuses(api, () => draft.envelope('x'), 'wrong_type', 'signature');
    refuses(api, () => gate.draft(change, {}), 'wrong_type', 'statement');
    refuses(api, () => gate.draft(change, { reject: {} }), 'missing_field', 'statement', 'reject');
    const late = { approve: { ...intent.approve, expires: '2027-01-01T00:00:00Z' } };
    refuses(api, () => gate.draft(change, late), 'validity', 'statement', 'expires');
    const odd = { approve: { ...intent.approve, issued: new Date(NaN) } };
    refuses(api, () => gate.draft(change, odd), 'invalid_value', 'statement', 'approve.issued');
  };

  tests['what a commit says'] = () => {
    const who = { name: 'Bob', email: 'bob@shop.example' };
    const message = 'Retry\n\nCo-Authored-By: Claude <noreply@anthropic.com>\n';
    const found = api.detectCommit({ message, author: who, committer: who });
    equal([found.claims.length, found.claims[0].involvement, found.aiSignOff], [1, 'generated', false]);
    const bytes = new TextEncoder().encode(message);
    equal(api.detectCommit({ message: bytes, author: who, committer: who }), found);
  };

  tests['what tools and platforms record'] = () => {
    const agents = api.Agents.builtin();
    const note = 'src/pay.rs\n  s_0123456789abcd::t_0 1-10\n---\n{"schema_version": "authorship/3.0.0"}';
    const [lines] = agents.note(note).lines;
    equal([lines.path, lines.involvement, lines.lines], ['src/pay.rs', 'generated', 10]);
    equal(agents.note(new TextEncoder().encode(note)), agents.note(note));
    const trace = { files: [{ path: 'a.rs', conversations: [{ contributor: { type: 'ai' }, ranges: [{ start_line: 1, end_line: 3 }] }] }] };
    equal(agents.traces(JSON.stringify(trace)).lines, [{ path: 'a.rs', involvement: 'generated', lines: 3 }]);
    const statement = JSON.stringify({
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ digest: { gitCommit: '1'.repeat(40) } }],
      predicateType: 'https://agentattest.dev/predicate/v0',
      predicate: {},
    });
    const bases = [{}, { authenticated: true }].map((given) => agents.attestation(statement, given).claims[0].basis);
    equal(bases, ['declared', 'attested']);
    const user = { login: 'Copilot', id: 198982749, type: 'Bot' };
    const head = { ref: 'copilot/x', sha: '1'.repeat(40) };
    const payload = JSON.stringify({ action: 'opened', pull_request: { user, title: 'x', head } });
    const found = [{}, { authenticated: true }].map((given) => agents.event(payload, given).participants[0].basis);
    equal(found, ['asserted', 'authenticated']);
  };

  tests['agents of one\'s own'] = () => {
    const { Agents, detectCommit } = api;
    const who = { name: 'Bob', email: 'bob@shop.example' };
    const tools = (agents) => {
      const message = 'Retry\n\nCo-authored-by: House Bot <bot@corp.example>\nCo-authored-by: Claude <noreply@anthropic.com>\n';
      return detectCommit({ message, author: who, committer: who, agents }).claims.map(({ tool }) => tool);
    };
    const row = { tool: 'house-bot', source: 'ours', seen: '2026-11-01', addresses: ['bot@corp.example'] };
    const toml = `without = ["claude-code"]
[[agent]]
tool = "house-bot"
source = "ours"
seen = "2026-11-01"
addresses = ["bot@corp.example"]
`;
    equal(tools(Agents.builtin()), ['claude-code']);
    equal(tools(Agents.from({ agent: [row] })), ['claude-code', 'house-bot']);
    equal(tools(Agents.from(JSON.stringify({ agent: [row], without: ['claude-code'] }))), ['house-bot']);
    for (const document of [toml, new TextEncoder().encode(toml)]) {
      equal(tools(Agents.from(document)), ['house-bot']);
    }
    const { version } = Agents.builtin();
    equal(Agents.from(toml, { format: 'toml' }).version.startsWith(`${version}+`), true);
  };

  tests['the gate says what it is'] = () => {
    equal(gate.versions, { policy: 1, roster: 1 });
    equal([Array.isArray(gate.posture), Array.isArray(gate.warnings)], [true, true]);
    equal(/^sha256:[0-9a-f]{64}$/.test(Policy.from(policy).digest), true);
    equal(Roster.from(roster).digest === Roster.from(`${roster}\n`).digest, false);
    equal(JSON.stringify(Change.from(change)), Change.from(change).toJson());
    equal(/^\d+\.\d+\.\d+/.test(api.version), true);
    equal(evaluate([]) instanceof Decision, true);
  };

  tests['later evaluations know of revocations, duty and versions'] = () => {
    const { key } = gate.verify([byCarol]).verified[0];
    const revocations = {
      revocations: 'foureyes/revocations/v1',
      revoked: [{ key, at: '2026-03-10T09:00:00Z' }],
    };
    equal(evaluate([byErin, byCarol], { revocations }).verdict, 'hold');
    equal(evaluate([byErin, byCarol], { revocations: JSON.stringify(revocations) }).verdict, 'hold');
    const duty = 'duty = "foureyes/duty/v1"\nissued = "2026-03-10T09:00:00Z"\nonCall = ["dave"]\n';
    equal(evaluate([byErin], { duty }).missing.people, ['dave']);
    const rolledBack = evaluate([byErin, byCarol], { lastSeen: { policy: 2, roster: 1 } });
    equal(rolledBack.reasons.some(({ code }) => code === 'authority_rollback'), true);
  };

  return Object.entries(tests).map(([name, run]) => ({ name, run }));
}
