// Runs the suites inside the browser, and sends what came of each test.

import init, * as loaded from '../pkg/index.js';
import { behaviour } from '../../bindings-node/test/suite/behaviour.js';
import { conformance } from '../../bindings-node/test/suite/conformance.js';
import { input } from '../../bindings-node/test/suite/input.js';
import { review } from '../../bindings-node/test/suite/review.js';

const text = async (path) => {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.text();
};

const files = {
  list: async () => JSON.parse(await text('/made/vectors.json')),
  text: (path) => text(`/made/${path}`),
  scenario: (name) => text(`/examples/scenario/${name}`),
};

async function outcomes() {
  const api = await init();
  const all = [{ name: 'the imports are the classes', error: loaded.Gate === api.Gate ? null : 'they differ' }];
  for (const suite of [conformance, behaviour, input, review]) {
    for (const { name, run } of await suite(api, files)) {
      let error = null;
      try {
        await run();
      } catch (caught) {
        error = String(caught?.stack ?? caught);
      }
      all.push({ name: `${suite.name}: ${name}`, error });
    }
  }
  return all;
}

const report = (body) => fetch('/report', { method: 'POST', body: JSON.stringify(body) });

outcomes().then(report, (error) => report([{ name: 'the page', error: String(error?.stack ?? error) }]));
