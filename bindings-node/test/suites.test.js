import { test } from 'node:test';

import * as foureyes from '../index.js';
import { files } from './files.js';
import { behaviour } from './suite/behaviour.js';
import { input } from './suite/input.js';
import { review } from './suite/review.js';

for (const suite of [behaviour, input, review]) {
  for (const { name, run } of await suite(foureyes, files)) {
    test(`${suite.name}: ${name}`, run);
  }
}
