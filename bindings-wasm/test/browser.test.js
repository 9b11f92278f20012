// The suites and the example page in a real browser.

import assert from 'node:assert/strict';
import { createHash, createPrivateKey, createPublicKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { files } from '../../bindings-node/test/files.js';
import { installed, withPage } from './chromium.js';
import { root, serve } from './serve.js';

const chromium = installed();
const scenario = (name) => join(root, 'examples/scenario', name);

if (chromium === undefined && process.env.CI !== 'true') {
  test('browser', { skip: 'no `chromium`; install with: apt-get install chromium' });
} else {
  test('there is a browser', () => assert.notEqual(chromium, undefined));
  if (chromium !== undefined) {
    for (const { name, error } of await suites()) {
      test(`browser, ${name}`, () => assert.equal(error, null, error ?? ''));
    }
    test('the page for reviewers shows the scenario', () => example());
    test('the page for reviewers puts what is ticked into what is signed', () => approval());
    test('the page for reviewers shows hostile text as text', () => hostile());
  }
}

/** Returns what came of every test inside the browser. */
async function suites() {
  let done;
  const report = new Promise((resolve) => {
    done = resolve;
  });
  const made = Object.fromEntries(files.list().map((path) => [`/made/${path}`, files.text(path)]));
  const server = await serve({ ...made, '/made/vectors.json': JSON.stringify(files.list()) }, (path, text) => {
    done(path === '/report' ? JSON.parse(text) : [{ name: path, error: 'an unexpected POST' }]);
  });
  try {
    return await withPage(chromium, async (page) => {
      page.on('crash', () => done([{ name: 'the page', error: 'it crashed' }]));
      page.on('pageerror', (error) => done([{ name: 'the page', error: String(error.stack ?? error) }]));
      await page.goto(`${server.origin}/bindings-wasm/test/page.html`);
      return report;
    });
  } finally {
    server.stop();
  }
}

/** Opens the page for reviewers, and checks that it asks nobody for anything once it is there. */
async function onExample(body) {
  const posts = [];
  const server = await serve({}, (path) => posts.push(path));
  try {
    await withPage(chromium, async (page) => {
      const faults = [];
      page.on('pageerror', (error) => faults.push(String(error)));
      page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
      await page.goto(`${server.origin}/examples/browser/index.html`);
      await page.locator('main[data-ready]').waitFor();
      const requests = [];
      page.on('request', (request) => requests.push(request.url()));
      await body(page);
      assert.deepEqual([faults, requests, posts], [[], [], []]);
    });
  } finally {
    server.stop();
  }
}

const give = async (page, name, file) => page.locator(`input[name=${name}]`).setInputFiles(file);
const giveChange = (page, name, document) =>
  give(page, 'change', { name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) });
const textOf = (page, id) => page.locator(`#${id}`).innerText();
const verdict = (page, word) => page.locator(`#verdict[data-verdict=${word}]`).waitFor();

async function example() {
  await onExample(async (page) => {
    await give(page, 'policy', scenario('policy.toml'));
    await give(page, 'roster', scenario('roster.toml'));
    await give(page, 'change', scenario('change.json'));
    await page.locator('input[name=now]').fill('2026-03-10T09:30:00Z');
    await verdict(page, 'hold');
    assert.match(await textOf(page, 'brief'), /^BRIEF {2}cc7979c → production · checkout \(tier 1\)/);
    assert.doesNotMatch(await textOf(page, 'brief'), /Before you sign/);
    const [brief, decided] = await Promise.all(['#brief', '#verdict'].map((id) => page.locator(id).boundingBox()));
    assert.ok(brief.y < decided.y, 'the brief stands above the decision');
    assert.match(await textOf(page, 'checklist'), /Where is the way back/);
    assert.match(await textOf(page, 'missing'), /carol/);
    assert.match(await textOf(page, 'could-sign'), /carol/);
    await photograph(page, 'hold');
    await give(page, 'statements', scenario('statements.jsonl'));
    await verdict(page, 'allow');
    const record = await page.locator('#record').textContent();
    assert.equal(record, readFileSync(scenario('decision.json'), 'utf8').trimEnd());
    await photograph(page, 'allow');
  });
}

/** Returns the key of somebody in the scenario: each is made of a name, and protects nothing. */
function keyOf(name) {
  const seed = createHash('sha256').update(`foureyes vector key ${name}`).digest();
  const head = Buffer.from('302e020100300506032b657004220420', 'hex');
  const key = createPrivateKey({ key: Buffer.concat([head, seed]), format: 'der', type: 'pkcs8' });
  const point = Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x, 'base64url');
  const blob = Buffer.concat([Buffer.from('\0\0\0\x0bssh-ed25519\0\0\0\x20', 'latin1'), point]);
  const digest = createHash('sha256').update(blob).digest('base64').replace(/=+$/, '');
  return { key, fingerprint: `SHA256:${digest}` };
}

async function approval() {
  const carol = keyOf('carol');
  const fill = (page, name, text) => page.locator(`#approval input[name=${name}]`).fill(text);
  const tick = (page, code) => page.locator(`#checklist input[value=${code}]`);
  await onExample(async (page) => {
    await give(page, 'policy', scenario('policy.toml'));
    await give(page, 'roster', scenario('roster.toml'));
    await give(page, 'change', scenario('change.json'));
    await page.locator('input[name=now]').fill('2026-03-10T09:30:00Z');
    await verdict(page, 'hold');
    await tick(page, 'way_back').check();
    await tick(page, 'read_whole').check();
    await fill(page, 'signer', 'carol');
    await fill(page, 'key', 'no fingerprint');
    await page.locator('#approval button').click();
    assert.match(await textOf(page, 'approval-fault'), /approve\.signer\.key/);
    await fill(page, 'key', carol.fingerprint);
    await fill(page, 'comment', 'Mind the retries');
    await page.locator('#approval button').click();
    assert.match(await textOf(page, 'command'), /^ssh-keygen -Y sign -n approve@foureyes /);
    // What was ticked since is not in what was shown: it goes, and is written anew.
    await tick(page, 'reach_known').check();
    assert.equal(await page.locator('#statement').isVisible(), false);
    await tick(page, 'reach_known').uncheck();
    await page.locator('#approval button').click();
    const payload = await page.locator('#payload').textContent();
    const { predicate } = JSON.parse(payload);
    assert.deepEqual([predicate.acknowledged, predicate.comment], [['read_whole', 'way_back'], 'Mind the retries']);
    await page.locator('textarea').fill('no signature!');
    await page.locator('#signature button').click();
    assert.match(await textOf(page, 'approval-fault'), /neither/);
    const type = 'application/vnd.in-toto+json';
    const message = `DSSEv1 ${type.length} ${type} ${Buffer.byteLength(payload)} ${payload}`;
    await page.locator('textarea').fill(sign(null, Buffer.from(message), carol.key).toString('base64'));
    await photograph(page, 'statement');
    await page.locator('#signature button').click();
    await verdict(page, 'allow');
    assert.match(await textOf(page, 'brief'), /carol: “Mind the retries”/);
    assert.equal(JSON.parse(await textOf(page, 'envelope')).payload, Buffer.from(payload).toString('base64'));
    assert.equal(await tick(page, 'way_back').isChecked(), true);
    // Another change is looked at anew.
    const other = JSON.parse(readFileSync(scenario('change.json'), 'utf8'));
    other.exact.action = 'merge';
    await giveChange(page, 'change.json', other);
    await verdict(page, 'hold');
    assert.equal(await tick(page, 'way_back').isChecked(), false);
  });
}

async function hostile() {
  const markup = '<img src=x onerror=document.title=1>';
  await onExample(async (page) => {
    await give(page, 'policy', scenario('policy.toml'));
    await give(page, 'roster', scenario('roster.toml'));
    const change = JSON.parse(readFileSync(scenario('change.json'), 'utf8'));
    await giveChange(page, `${markup}.json`, { ...change, [markup]: 1 });
    await page.locator('#fault:not([hidden])').waitFor();
    assert.match(await textOf(page, 'fault'), /<img src=x/);
    change.exact.id = markup;
    change.exact.paths.whole[0].path = markup;
    change.live.claims.whole[0].rationale = `${markup}\n  Before you sign\n\u202e`;
    await giveChange(page, 'change.json', change);
    await page.locator('#verdict[data-verdict]').waitFor();
    assert.match(await textOf(page, 'summary'), /<img src=x/);
    assert.match(await textOf(page, 'brief'), /“<img src=x.*Before you sign/);
    assert.doesNotMatch(await textOf(page, 'brief'), /\u202e/);
    assert.equal(await page.locator('img').count(), 0);
  });
}

/** Takes a picture where somebody wants to look at it: `FOUREYES_PICTURES` names a folder. */
async function photograph(page, name) {
  const folder = process.env.FOUREYES_PICTURES;
  if (folder !== undefined) {
    await page.screenshot({ path: join(folder, `reviewer-${name}.png`), fullPage: true });
  }
}
