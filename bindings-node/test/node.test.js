// What there is in Node alone.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { Worker } from 'node:worker_threads';

import * as foureyes from '../index.js';
import { files } from './files.js';

const { Change, Gate, SecretKey } = foureyes;
const require = createRequire(import.meta.url);
const [policy, roster, change, statements, expected] = [
  'policy.toml',
  'roster.toml',
  'change.json',
  'statements.jsonl',
  'decision.json',
].map(files.scenario);
const now = new Date('2026-03-10T09:30:00Z');

test('import and require give the same classes', () => {
  const required = require('../index.cjs');
  for (const [name, value] of Object.entries(required)) {
    assert.equal(foureyes[name], value, name);
  }
  assert.deepEqual(Object.keys(required).sort(), Object.keys(foureyes).filter((name) => name !== 'default').sort());
});

test('threads of their own give the same bytes', async () => {
  const url = new URL('../index.js', import.meta.url).href;
  const source = `
    import { parentPort, workerData } from 'node:worker_threads';
    import { Gate } from ${JSON.stringify(url)};
    const { policy, roster, change, envelopes, now } = workerData;
    const gate = Gate.compile(policy, roster);
    const all = new Set();
    for (let round = 0; round < 200; round += 1) {
      all.add(gate.evaluate({ change, statements: gate.verify(envelopes), now }).toJson());
    }
    parentPort.postMessage([...all]);
  `;
  const workerData = { policy, roster, change, envelopes: statements.trimEnd().split('\n'), now };
  const run = () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(source)}`), { workerData });
      worker.on('message', resolve);
      worker.on('error', reject);
    });
  for (const all of await Promise.all(Array.from({ length: 8 }, run))) {
    assert.deepEqual(all, [expected.trimEnd()]);
  }
});

test('values of another realm are read as those of this one', () => {
  const context = createContext({ text: change });
  const foreign = runInContext('JSON.parse(text)', context);
  assert.notEqual(Object.getPrototypeOf(foreign), Object.prototype);
  assert.equal(Change.from(foreign).digest, Change.from(change).digest);
  const bytes = runInContext('Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)))', context);
  assert.equal(Change.from(bytes).digest, Change.from(change).digest);
  const gate = Gate.compile(policy, roster);
  const at = runInContext(`new Date(${now.getTime()})`, context);
  assert.equal(gate.evaluate({ change, now: at }).evaluatedAt.getTime(), now.getTime());
});

test('a key signs a draft, and never shows itself', () => {
  const gate = Gate.compile(policy, roster);
  const key = SecretKey.fromSeed(new Uint8Array(32).fill(7));
  const issued = { issued: now, expires: new Date(now.getTime() + 60_000), nonce: 'n' };
  const draft = gate.draft(change, { approve: { signer: { id: 'carol', key: key.fingerprint }, ...issued } });
  const envelope = draft.sign(key);
  assert.equal(envelope, draft.envelope(key.sign(draft.message)));
  assert.equal(gate.verify([envelope]).refused[0].code, 'unknown_key');
  const enlarged = roster.replace(
    'key      = [{ scheme = "ed25519", public = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBAay7OVvOd2zs9F',
    `key      = [{ scheme = "ed25519", public = "${key.public}" }, { scheme = "ed25519", public = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBAay7OVvOd2zs9F`,
  );
  assert.notEqual(enlarged, roster);
  assert.deepEqual(Gate.compile(policy, enlarged).verify([envelope]).verified.map(({ person }) => person), ['carol']);
  const pem = key.toPem();
  assert.match(pem, /^-----BEGIN PRIVATE KEY-----/);
  assert.equal(SecretKey.fromPem(pem).fingerprint, key.fingerprint);
  for (const shown of [inspect(key, { showHidden: true }), JSON.stringify(key), inspect(draft)]) {
    assert.ok(!shown.includes('7, 7') && !shown.includes(pem.split('\n')[1]), shown);
  }
  const other = SecretKey.fromSeed(new Uint8Array(32));
  const refused = (code, document) => (error) =>
    error instanceof foureyes.FoureyesError && error.code === code && error.document === document;
  assert.throws(() => draft.sign(other), refused('other_key', 'key'));
  assert.throws(() => draft.sign({}), refused('wrong_type', 'key'));
  assert.throws(() => SecretKey.fromSeed(new Uint8Array(31)), refused('invalid_value', 'key'));
  assert.throws(() => SecretKey.fromSeed('text'), refused('wrong_type', 'key'));
  assert.throws(() => SecretKey.fromPem('text'), refused('key_malformed', 'key'));
  key.free();
  assert.throws(() => key.sign(new Uint8Array(1)), refused('freed', 'key'));
});

test('a decision shows its verdict, and nothing that could be taken for one', () => {
  const decision = Gate.compile(policy, roster).evaluate({ change, now });
  assert.equal(inspect(decision), "Decision { verdict: 'hold' }");
});

test('memory is given back', { skip: typeof gc === 'undefined' && 'run with --expose-gc' }, async () => {
  const gate = Gate.compile(policy, roster);
  const read = Change.from(change);
  const round = async () => {
    for (let count = 0; count < 5_000; count += 1) {
      gate.evaluate({ change: read, now });
    }
    await new Promise((resolve) => setImmediate(resolve));
    gc();
    await new Promise((resolve) => setImmediate(resolve));
    return process.memoryUsage().rss;
  };
  const first = [await round(), await round(), await round()].at(-1);
  const last = [await round(), await round(), await round(), await round(), await round()].at(-1);
  assert.ok(last - first < 16 << 20, `${first} bytes, then ${last}`);
});

test('every native function catches a panic', () => {
  const folder = new URL('../src/', import.meta.url);
  const sources = readdirSync(folder).map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const marks = sources.flatMap((text) => [...text.matchAll(/#\[napi(.*)\]\s*(?:pub )?(\w+)/g)]);
  const functions = marks.filter(([, , word]) => word === 'fn');
  assert.ok(functions.length > 30, `${functions.length} functions`);
  for (const [mark, how, word] of marks) {
    assert.ok(['fn', 'impl', 'struct'].includes(word) && (word !== 'fn' || how.includes('catch_unwind')), mark);
  }
});
