// The examples do what they say.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { files, root } from './files.js';

const run = (script) => execFileSync(process.execPath, [script], { cwd: root, encoding: 'utf8' });

test('the scenario', () => {
  const modules = join(root, 'examples/node/node_modules');
  if (!existsSync(join(modules, 'foureyes'))) {
    mkdirSync(modules, { recursive: true });
    symlinkSync(join(root, 'bindings-node'), join(modules, 'foureyes'), 'junction');
  }
  const lines = run(join(root, 'examples/node/gate.js')).trimEnd().split('\n');
  assert.deepEqual(lines.filter((line) => /^(ALLOW|DENY|HOLD)/.test(line)).map((line) => line.split(' ')[0]), [
    'HOLD',
    'HOLD',
    'ALLOW',
  ]);
  assert.equal(lines.at(-2), 'May deploy until 2026-03-10T09:45:00Z; used 2 statements.');
  assert.equal(lines.at(-1), files.scenario('decision.json').trimEnd());
});

test('the README', () => {
  const text = readFileSync(join(root, 'bindings-node/README.md'), 'utf8');
  const blocks = (language) => [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(([, it]) => it);
  const [script, ...others] = blocks('js');
  const [expected] = blocks('text');
  assert.equal(others.length, 0);
  // Inside the package, so that it can import the package by name.
  const file = join(root, 'bindings-node/prebuilt/readme.mjs');
  writeFileSync(file, script);
  assert.equal(run(file), expected);
});
