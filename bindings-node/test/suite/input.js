// What cannot be read: a `FoureyesError` with code and place, whatever it is, and never a silent nothing.

import { equal, refuses, thrown } from './check.js';

/**
 * Returns the tests of bad input.
 *
 * @param api what the package exports
 * @param files where the scenario is: `scenario(name)` gives the text of one of its files
 */
export async function input(api, files) {
  const { Agents, Change, Gate, Policy, Roster, StoredDecision, detectCommit } = api;
  const [policy, roster, change] = await Promise.all(
    ['policy.toml', 'roster.toml', 'change.json'].map((name) => files.scenario(name)),
  );
  const now = '2026-03-10T09:30:00Z';
  const gate = () => Gate.compile(policy, roster);
  const changed = (edit) => {
    const document = JSON.parse(change);
    edit(document);
    return document;
  };
  const inside = (value) => changed((it) => void (it.exact.commits.whole[0] = value));
  const place = 'exact.commits.whole[0]';
  const circle = () => {
    const it = {};
    it.it = it;
    return it;
  };
  const detached = () => {
    const bytes = new TextEncoder().encode(change);
    structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    return bytes;
  };

  const tests = {};

  tests['values that no document holds'] = () => {
    class Own {}
    for (const value of [
      undefined,
      null,
      () => 1,
      Symbol('s'),
      new Map([['a', 1]]),
      new Set(),
      new Date(),
      new Own(),
      new String('text'),
      /a/,
      new Uint8Array(4),
      Promise.resolve(1),
      Object.create({ inherited: 1 }),
    ]) {
      if (value !== undefined) {
        refuses(api, () => Policy.from(changed((it) => void (it.exact = value))), 'wrong_type', 'policy', 'exact');
      }
      refuses(api, () => Change.from(inside(value)), 'wrong_type', 'change', place);
    }
    const broken = new Proxy({}, { getPrototypeOf: () => null.nothing });
    refuses(api, () => Change.from(broken), 'wrong_type', 'change');
    refuses(api, () => Change.from({ a: undefined }), 'wrong_type', 'change', 'a');
    refuses(api, () => Change.from({ a: [, 1] }), 'wrong_type', 'change', 'a[0]');
    refuses(api, () => Change.from({ a: { [Symbol('s')]: 1 } }), 'wrong_type', 'change', 'a');
  };

  tests['documents that are none'] = () => {
    const named = [
      [Policy, 'policy'],
      [Roster, 'roster'],
      [Change, 'change'],
      [StoredDecision, 'decision'],
    ];
    for (const [Class, document] of named) {
      for (const value of [undefined, null, () => 1, Symbol('s'), new Map(), new ArrayBuffer(4), new Uint16Array(4)]) {
        refuses(api, () => Class.from(value), 'wrong_type', document);
      }
      for (const value of [true, [], 7]) {
        refuses(api, () => Class.from(value), 'wrong_type', document);
      }
      refuses(api, () => Class.from(new Uint8Array([0xff])), 'syntax', document);
      refuses(api, () => Class.from(detached()), 'wrong_type', document);
    }
    refuses(api, () => Policy.profile(7), 'wrong_type', 'policy');
    refuses(api, () => Policy.profile('\ud800'), 'syntax', 'policy');
    refuses(api, () => Policy.profile('no-such'), 'unknown_profile', 'policy');
    refuses(api, () => Policy.from(policy, { format: 'yaml' }), 'unknown_word', 'policy');
    refuses(api, () => Policy.from({}, { format: 'toml' }), 'wrong_type', 'policy');
  };

  tests['numbers that are no safe integers'] = () => {
    for (const value of [NaN, Infinity, -Infinity, 1.5, 2 ** 53, -(2 ** 53), 1e300, 10n, 2n ** 80n]) {
      refuses(api, () => Change.from(inside(value)), 'number', 'change', place);
    }
  };

  tests['half of a surrogate pair'] = () => {
    for (const half of ['\ud800', '\udc00', 'a\udfffb', '\udc00\ud800']) {
      refuses(api, () => Change.from(inside(half)), 'syntax', 'change', place);
      refuses(api, () => Change.from(change.replace('code', half)), 'syntax', 'change');
      refuses(api, () => Policy.from(half), 'syntax', 'policy');
      refuses(api, () => gate().evaluate({ change, now: half }), 'syntax', 'request', 'now');
    }
    thrown(api.FoureyesError, () => Change.from({ '\ud800': 1 }));
  };

  tests['objects that hold themselves, and depths and counts over the limit'] = () => {
    const deep = (levels) => {
      let value = [];
      for (let level = 1; level < levels; level += 1) {
        value = [value];
      }
      return value;
    };
    equal(thrown(api.FoureyesError, () => Change.from(circle())).code, 'too_large');
    equal(thrown(api.FoureyesError, () => Policy.from(circle())).code, 'too_large');
    for (const levels of [40, 100_000]) {
      equal(thrown(api.FoureyesError, () => Change.from({ deep: deep(levels) })).code, 'too_large');
    }
    let wide = 'leaf';
    for (let level = 0; level < 12; level += 1) {
      wide = Array(10).fill(wide);
    }
    equal(thrown(api.FoureyesError, () => Change.from({ wide })).code, 'too_large');
    refuses(api, () => Change.from(inside('x'.repeat(1 << 17))), 'too_large', 'change', place);
  };

  tests['texts and bytes of 100 MB'] = () => {
    const text = `"${'x'.repeat(100_000_000)}"`;
    const bytes = new Uint8Array(100_000_000).fill(0x20);
    for (const [Class, document] of [
      [Policy, 'policy'],
      [Roster, 'roster'],
      [Change, 'change'],
      [StoredDecision, 'decision'],
    ]) {
      refuses(api, () => Class.from(text), 'too_large', document);
      refuses(api, () => Class.from(bytes), 'too_large', document);
    }
    const statements = gate().verify([text, bytes]);
    equal(statements.refused.map(({ code }) => code), ['envelope_malformed', 'envelope_malformed']);
    equal(gate().decide(bytes, [], now).verdict, 'deny');
  };

  tests['the same fault as a text and as an object'] = () => {
    for (const edit of [
      (it) => void delete it.exact,
      (it) => void (it.exact.aktion = 'deploy'),
      (it) => void (it.exact.action = 'destroy'),
      (it) => void (it.exact.action = 7),
      (it) => void (it.exact.commits.whole = {}),
      (it) => void (it.exact.paths.whole[0].path = 1.5),
      (it) => void (it.live.claims.whole[0].tool = 2 ** 60),
      (it) => void (it.exact.id = null),
    ]) {
      const document = changed(edit);
      const [read, written] = [document, JSON.stringify(document)].map((value) =>
        thrown(api.FoureyesError, () => Change.from(value)),
      );
      equal([read.code, read.document, read.path], [written.code, written.document, written.path], written.message);
      equal(read.line, undefined, 'an object has no lines');
      equal(written.line, 1, 'line');
    }
  };

  tests['requests'] = () => {
    const it = gate();
    const statements = it.verify([]);
    const asked = { change, statements, now };
    const bad = (request, code, document, path) => refuses(api, () => it.evaluate(request), code, document, path);
    for (const value of [undefined, null, 'text', 7, [], new Map(), new Date()]) {
      bad(value, 'wrong_type', 'request');
    }
    bad({ change, statements }, 'missing_field', 'request');
    bad({ statements, now }, 'missing_field', 'request');
    bad({ ...asked, changes: [] }, 'unknown_field', 'request');
    bad({ ...asked, statements: [] }, 'wrong_type', 'request', 'statements');
    bad({ ...asked, statements: null }, 'wrong_type', 'request', 'statements');
    bad({ ...asked, revocations: undefined }, 'wrong_type', 'request', 'revocations');
    bad({ ...asked, revocations: null }, 'wrong_type', 'revocations');
    bad({ ...asked, duty: 'duty = 1' }, 'wrong_type', 'duty', 'duty');
    bad({ ...asked, duty: new Uint8Array([0xff]) }, 'syntax', 'duty');
    bad({ ...asked, change: statements }, 'wrong_type', 'change');
    bad({ ...asked, simulated: 'no' }, 'wrong_type', 'request', 'simulated');
    bad({ ...asked, consumed: {} }, 'wrong_type', 'consumed');
    bad({ ...asked, consumed: [{ statement: 'x', person: 'carol' }] }, 'invalid_value', 'consumed', '[0].statement');
    bad({ ...asked, lastSeen: 7 }, 'wrong_type', 'lastSeen');
    bad({ ...asked, lastSeen: { policy: 1 } }, 'missing_field', 'lastSeen');
    for (const version of [-1, 1.5, NaN, 2 ** 32, 2n]) {
      bad({ ...asked, lastSeen: { policy: version, roster: 1 } }, 'number', 'lastSeen', 'policy');
    }
    for (const at of [undefined, null, 7, {}, new Map()]) {
      bad({ ...asked, now: at }, 'wrong_type', 'request', 'now');
    }
    for (const at of ['', 'now', '2026-03-10', '2026-03-10T09:30:00+01:00', new Date(NaN), new Date(-1), new Date(1e15)]) {
      bad({ ...asked, now: at }, 'invalid_value', 'request', 'now');
    }
    refuses(api, () => it.evaluateMany({}), 'wrong_type', 'requests');
    refuses(api, () => it.evaluateMany([asked, { ...asked, now: 7 }]), 'wrong_type', 'requests[1]', 'now');
    refuses(api, () => it.evaluateMany([{ ...asked, change: 7 }]), 'wrong_type', 'requests[0].change');
    refuses(api, () => it.candidates('rule', -1, asked), 'number', 'request', 'requirement');
    refuses(api, () => it.candidates(7, 0, asked), 'wrong_type', 'request', 'rule');
    refuses(api, () => it.evaluateTransition(undefined, asked), 'wrong_type', 'candidate');
    refuses(api, () => it.evaluateTransition({ policy }, asked), 'missing_field', 'candidate');
  };

  tests['envelopes'] = () => {
    const it = gate();
    for (const value of [undefined, null, 'text', {}, new Set(), new Uint8Array(1)]) {
      refuses(api, () => it.verify(value), 'wrong_type', 'envelopes');
    }
    for (const value of [undefined, () => 1, new Map(), new Date(), 10n]) {
      const code = typeof value === 'bigint' ? 'number' : 'wrong_type';
      refuses(api, () => it.verify(['{}', value]), code, 'envelopes', '[1]');
      refuses(api, () => it.verify([{ payload: value }]), code, 'envelopes', '[0].payload');
    }
    refuses(api, () => it.verify([detached()]), 'wrong_type', 'envelopes', '[0]');
    refuses(api, () => it.verify([], { completeAsof: now }), 'unknown_field', 'request');
    refuses(api, () => it.verify([], { completeAsOf: 7 }), 'wrong_type', 'request', 'completeAsOf');
    refuses(api, () => it.verify([], { completeAsOf: 'x' }), 'invalid_value', 'request', 'completeAsOf');
    refuses(api, () => it.verify(['{}'], { witnessedAt: [] }), 'invalid_value', 'request', 'witnessedAt');
    refuses(api, () => it.verify(['{}'], { witnessedAt: ['x'] }), 'invalid_value', 'envelopes', '[0]');
    refuses(api, () => it.verify(['{}'], { witnessedAt: [null] }), 'wrong_type', 'envelopes', '[0]');
  };

  tests['what anybody can post is refused, never thrown'] = () => {
    const posted = ['', 'null', '\ud800', '{"payload":"\udc00"}', new Uint8Array([0xff]), {}, [], null, 7, 1.5, true];
    const parsed = ['{"a":1e999}', '{"a":null}', '{"a":9007199254740993}', `${'['.repeat(900)}${']'.repeat(900)}`];
    const all = [...posted, ...parsed.map((text) => JSON.parse(text)), circle()];
    const { verified, refused } = gate().verify(all);
    equal([verified.length, refused.length > 8], [0, true]);
    equal([...new Set(refused.map(({ code }) => code))], ['envelope_malformed']);
    for (const value of all) {
      const decision = gate().decide(value, [], now);
      equal([decision.verdict, decision.reasons[0].code], ['deny', 'bad_input']);
    }
    refuses(api, () => gate().decide(undefined, [], now), 'wrong_type', 'change');
    refuses(api, () => gate().decide(change, [], 7), 'wrong_type', 'request', 'now');
  };

  tests['commits'] = () => {
    const who = { name: 'Bob', email: 'bob@shop.example' };
    const commit = { message: 'text', author: who, committer: who };
    const table = Agents.builtin();
    refuses(api, () => table.event('{'), 'syntax', 'event');
    refuses(api, () => table.event('{}'), 'unknown_event', 'event');
    refuses(api, () => table.event('[]', { authenticated: 1 }), 'wrong_type', 'event', 'authenticated');
    refuses(api, () => table.event('[]', { trusted: true }), 'unknown_field', 'event');
    refuses(api, () => table.note(7), 'wrong_type', 'note');
    refuses(api, () => table.traces('\ud800'), 'syntax', 'trace');
    refuses(api, () => table.attestation('{"a":1,"a":2}'), 'duplicate_key', 'attestation');
    refuses(api, () => detectCommit(), 'wrong_type', 'commit');
    refuses(api, () => detectCommit({ ...commit, message: 7 }), 'wrong_type', 'commit', 'message');
    refuses(api, () => detectCommit({ ...commit, message: '\ud800' }), 'syntax', 'commit', 'message');
    refuses(api, () => detectCommit({ ...commit, author: { name: 'Bob' } }), 'missing_field', 'commit', 'author');
    refuses(api, () => detectCommit({ ...commit, author: { ...who, name: null } }), 'wrong_type', 'commit', 'author.name');
    for (const agents of [null, {}, 'without = []', Policy.profile('senior-signoff')]) {
      refuses(api, () => detectCommit({ ...commit, agents }), 'wrong_type', 'commit', 'agents');
    }
    const freed = Agents.builtin();
    freed.free();
    refuses(api, () => detectCommit({ ...commit, agents: freed }), 'freed', 'commit', 'agents');
    refuses(api, () => Agents.from(undefined), 'wrong_type', 'agents');
    refuses(api, () => Agents.from({ agents: [] }), 'unknown_field', 'agents');
    refuses(api, () => Agents.from(Uint8Array.of(0xff)), 'syntax', 'agents');
    const row = { tool: 'x', source: 's', seen: '2026-11-01', addresses: ['@corp.example'] };
    refuses(api, () => Agents.from({ agent: [row] }), 'invalid_value', 'agents', 'agent[0]');
  };

  tests['handles of another class, made up, or freed'] = () => {
    refuses(api, () => new Policy(), 'wrong_type', 'foureyes');
    refuses(api, () => Policy.prototype.digest, 'wrong_type', 'policy');
    refuses(api, () => Gate.all([]), 'empty_list', 'decisions');
    refuses(api, () => Gate.all([{}]), 'wrong_type', 'decisions', '[0]');
    const it = Policy.from(policy);
    Object.setPrototypeOf(it, Gate.prototype);
    refuses(api, () => it.isTransition(change), 'wrong_type', 'gate');
    const [one, two, three] = [Policy.from(policy), gate(), Change.from(change)];
    const statements = two.verify([]);
    const decision = two.evaluate({ change: three, statements, now });
    for (const handle of [one, three, statements, decision]) {
      handle.free();
      handle.free();
    }
    refuses(api, () => one.digest, 'freed', 'policy');
    refuses(api, () => Gate.compile(one, roster), 'freed', 'policy');
    refuses(api, () => two.evaluate({ change: three, now }), 'freed', 'change');
    refuses(api, () => two.evaluate({ change, statements, now }), 'freed', 'request', 'statements');
    refuses(api, () => decision.verdict, 'freed', 'decision');
    refuses(api, () => decision.toJson(), 'freed', 'decision');
    two.free();
    refuses(api, () => two.evaluate({ change, now }), 'freed', 'gate');
  };

  tests['an error has every problem'] = () => {
    const broken = `${policy}\n[[rule]]\nid = "a"\nwhy = ""\nwhen = { environment = "nowhere" }\n[[rule.require]]\napprovals = 0\n`;
    const error = thrown(api.FoureyesError, () => Gate.compile(broken, roster));
    const errors = error.problems.filter(({ severity }) => severity === 'error');
    equal(errors.length > 1, true, JSON.stringify(errors));
    equal([error.code, error.path], [errors[0].code, errors[0].path]);
    equal(error.name, 'FoureyesError');
    equal(error instanceof Error && Object.isFrozen(error.problems) && Object.isFrozen(error.problems[0]), true);
    equal(typeof error.line, 'number');
  };

  return Object.entries(tests).map(([name, run]) => ({ name, run }));
}
