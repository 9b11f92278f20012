// What one decision costs on the common scenario: here, in the core alone, in plain JavaScript, and in a peer.
//
// usage: npm run bench    after `npm run build -- --profile dist`
//
// The peer, `@cedar-policy/cedar-wasm`, is measured where it is installed (`npm install --no-save @cedar-policy/cedar-wasm`).
// It reads no signatures, seniority or provenance: its line is one policy with one condition, the least that it does.

import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const scenario = (name) => readFileSync(file(`../../examples/scenario/${name}`), 'utf8');
const require = createRequire(import.meta.url);

const started = process.hrtime.bigint();
const { Change, Gate } = require('../index.cjs');
const loaded = Number(process.hrtime.bigint() - started) / 1e6;

/** Returns the nanoseconds of one call, the median of nine rounds, each followed by a pause in which memory is given back. */
async function measure(call, calls = 20_000) {
  const rounds = [];
  for (let round = 0; round < 10; round += 1) {
    const start = process.hrtime.bigint();
    for (let count = 0; count < calls; count += 1) {
      call();
    }
    rounds.push(Number(process.hrtime.bigint() - start) / calls);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rounds.slice(1).sort((one, other) => one - other)[4];
}

const gate = Gate.compile(scenario('policy.toml'), scenario('roster.toml'));
const envelopes = scenario('statements.jsonl').trimEnd().split('\n');
const statements = gate.verify(envelopes);
const object = JSON.parse(scenario('change.json'));
const text = JSON.stringify(object);
const change = Change.from(object);
const now = new Date('2026-03-10T09:30:00Z');

/** The same question in plain JavaScript, as somebody would write it by hand: no signatures, no explanation, no record. */
function byHand(change, signers) {
  const people = { bob: 'mid', carol: 'senior', dave: 'senior', erin: 'mid' };
  const levels = ['junior', 'mid', 'senior'];
  const { exact, live } = change;
  const authors = live.participants.whole.map(({ who }) => who.account.replace(/^email:(.*)@.*$/, '$1'));
  const others = signers.filter((name) => name in people && !authors.includes(name));
  const isAi = live.claims.whole.some(({ involvement }) => involvement !== 'none');
  const isBelow = authors.some((name) => levels.indexOf(people[name]) < levels.indexOf('senior'));
  const needsSenior = exact.environment.collected === 'production' && isAi && isBelow;
  return others.length > 0 && (!needsSenior || others.some((name) => people[name] === 'senior'));
}

const rows = [];
const row = (what, nanoseconds) => rows.push([what, `${(nanoseconds / 1000).toFixed(2)} µs`]);

const core = JSON.parse(execFileSync(process.argv[2] ?? file('../../target/dist/examples/core'), [file('../../examples/scenario')], { encoding: 'utf8' }));
row('core: on handles', core.handles);
row('core: change from JSON text', core.text);
row('core: on handles, with the canonical bytes', core.toJson);
row('on handles', await measure(() => gate.evaluate({ change, statements, now })));
row('on handles, freed at once', await measure(() => gate.evaluate({ change, statements, now }).free()));
row('on handles, verdict read', await measure(() => gate.evaluate({ change, statements, now }).allowed));
row('on handles, with the canonical bytes', await measure(() => gate.evaluate({ change, statements, now }).toJson()));
row('change from JSON text', await measure(() => gate.evaluate({ change: text, statements, now })));
row('change from an object', await measure(() => gate.evaluate({ change: object, statements, now })));
row('change, two signatures verified', await measure(() => gate.decide(text, envelopes, now), 500));
row('plain JavaScript, object', await measure(() => byHand(object, ['erin', 'carol'])));
row('plain JavaScript, JSON text', await measure(() => byHand(JSON.parse(text), ['erin', 'carol'])));

try {
  const cedar = require('@cedar-policy/cedar-wasm/nodejs');
  const call = {
    principal: { type: 'Person', id: 'carol' },
    action: { type: 'Action', id: 'deploy' },
    resource: { type: 'Change', id: '1' },
    context: {},
    policies: {
      staticPolicies: 'permit(principal, action == Action::"deploy", resource) when { principal.level >= 3 };',
      templates: {},
      templateLinks: [],
    },
    entities: [{ uid: { type: 'Person', id: 'carol' }, attrs: { level: 3 }, parents: [] }],
  };
  const answer = cedar.isAuthorized(call);
  if (answer.response?.decision !== 'allow') {
    throw new Error(JSON.stringify(answer));
  }
  row(`cedar-wasm ${cedar.getCedarVersion()}, from objects`, await measure(() => cedar.isAuthorized(call), 2_000));
  if (cedar.preparsePolicySet && cedar.statefulIsAuthorized) {
    cedar.preparsePolicySet('bench', call.policies);
    const { policies, ...rest } = call;
    const prepared = { ...rest, preparsedPolicySetId: 'bench' };
    const same = cedar.statefulIsAuthorized(prepared);
    if (same.response?.decision === 'allow') {
      row('cedar-wasm, prepared policies', await measure(() => cedar.statefulIsAuthorized(prepared), 2_000));
    }
  }
} catch (error) {
  if (error.code !== 'MODULE_NOT_FOUND') {
    throw error;
  }
  rows.push(['cedar-wasm', 'not installed']);
}

rows.push(['import', `${loaded.toFixed(2)} ms`]);
for (const name of readdirSync(file('../prebuilt')).filter((it) => it.endsWith('.node'))) {
  const bytes = readFileSync(file(`../prebuilt/${name}`));
  rows.push([name, `${bytes.length} bytes, gzip ${gzipSync(bytes, { level: 9 }).length}`]);
}
console.log(`node ${process.version}, ${process.platform}-${process.arch}`);
for (const [what, how] of rows) {
  console.log(`${what.padEnd(44)} ${how}`);
}
