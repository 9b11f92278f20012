// The suites on WebAssembly in Node: as Node loads the package, and as an edge worker does.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';

import { files } from '../../bindings-node/test/files.js';
import { behaviour } from '../../bindings-node/test/suite/behaviour.js';
import { conformance } from '../../bindings-node/test/suite/conformance.js';
import { input } from '../../bindings-node/test/suite/input.js';
import { review } from '../../bindings-node/test/suite/review.js';
import * as worker from '../pkg/index.js';
import * as node from '../pkg/node.js';
import { root } from './serve.js';

const packageFolder = join(root, 'bindings-wasm/pkg');
const moduleBytes = readFileSync(join(packageFolder, 'web/foureyes_bg.wasm'));

for (const [where, api] of [
  ['node', node],
  ['worker', worker.initSync(moduleBytes)],
]) {
  for (const suite of [conformance, behaviour, input, review]) {
    for (const { name, run } of await suite(api, files)) {
      test(`${where}, ${suite.name}: ${name}`, run);
    }
  }
}

test('import and require give the same classes', async () => {
  const required = createRequire(join(packageFolder, 'package.json'))('foureyes-wasm');
  assert.equal(required.Gate, node.Gate);
  assert.equal((await node.init()).Gate, node.Gate);
  assert.equal(node.initSync().Gate, node.Gate);
});

test('the classes of a worker are there once it is ready, and ready again changes nothing', async () => {
  const { Gate } = worker;
  assert.equal(worker.initSync(moduleBytes).Gate, Gate);
  assert.equal((await worker.init(moduleBytes)).Gate, Gate);
});

test('the example of the README prints what it says', () => {
  const readme = readFileSync(join(root, 'bindings-wasm/README.md'), 'utf8');
  const [, code] = readme.match(/```js\n(.*?)```/s);
  const [, printed] = readme.match(/```text\n(.*?)```/s);
  const example = join(packageFolder, 'readme-example.mjs');
  writeFileSync(example, code);
  try {
    const out = execFileSync(process.execPath, [example], { cwd: join(root, 'examples/scenario'), encoding: 'utf8' });
    assert.equal(out, printed);
  } finally {
    rmSync(example);
  }
});
