// Prints the sizes of the package, and what loading and deciding take, in Node and in Chromium where there is one.
//
// usage: node scripts/figures.js    after `cargo xtask wasm` and `npm ci`

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { installed, withPage } from '../test/chromium.js';
import { root, serve } from '../test/serve.js';
import { measure } from './measure.js';

const moduleBytes = readFileSync(join(root, 'bindings-wasm/pkg/web/foureyes_bg.wasm'));
const scenario = (name) => readFileSync(join(root, 'examples/scenario', name), 'utf8');

console.log(`module: ${moduleBytes.length} bytes, with gzip -9 ${gzipSync(moduleBytes, { level: 9 }).length}`);
const started = performance.now();
const compiled = new WebAssembly.Module(moduleBytes);
const { initSync } = await import('../pkg/index.js');
const api = initSync(compiled);
console.log(`node: compiled and ready in ${(performance.now() - started).toFixed(1)} ms`);
show('node', await measure(api, scenario));

const chromium = installed();
if (chromium !== undefined) {
  let done;
  const report = new Promise((resolve) => {
    done = resolve;
  });
  const server = await serve({}, (path, text) => done(JSON.parse(text)));
  await withPage(chromium, async (page) => {
    await page.goto(`${server.origin}/bindings-wasm/scripts/figures.html`);
    show('chromium', await report);
  });
  server.stop();
}

function show(where, figures) {
  for (const [name, value] of Object.entries(figures)) {
    console.log(`${where}: ${name}: ${value}`);
  }
}
