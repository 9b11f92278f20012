// The suites and the example page in a real browser.

import assert from 'node:assert/strict';
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
    test('the page for reviewers shows hostile text as text', () => hostile());
  }
}

/** Returns what came of every test inside the browser. */
async function suites() {
  let done;
  const report = new Promise((resolve) => {
    done = resolve;
  });
  const server = await serve({ '/made/vectors.json': JSON.stringify(files.list()) }, (path, text) => {
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
const textOf = (page, id) => page.locator(`#${id}`).innerText();
const verdict = (page, word) => page.locator(`#verdict[data-verdict=${word}]`).waitFor();

async function example() {
  await onExample(async (page) => {
    await give(page, 'policy', scenario('policy.toml'));
    await give(page, 'roster', scenario('roster.toml'));
    await give(page, 'change', scenario('change.json'));
    await page.locator('input[name=now]').fill('2026-03-10T09:30:00Z');
    await verdict(page, 'hold');
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

async function hostile() {
  const markup = '<img src=x onerror=document.title=1>';
  await onExample(async (page) => {
    await give(page, 'policy', scenario('policy.toml'));
    await give(page, 'roster', scenario('roster.toml'));
    const change = JSON.parse(readFileSync(scenario('change.json'), 'utf8'));
    const giveChange = (name, document) =>
      give(page, 'change', { name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(document)) });
    await giveChange(`${markup}.json`, { ...change, [markup]: 1 });
    await page.locator('#fault:not([hidden])').waitFor();
    assert.match(await textOf(page, 'fault'), /<img src=x/);
    change.exact.id = markup;
    change.exact.paths.whole[0].path = markup;
    await giveChange('change.json', change);
    await page.locator('#verdict[data-verdict]').waitFor();
    assert.match(await textOf(page, 'summary'), /<img src=x/);
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
