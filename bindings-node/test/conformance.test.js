import { test } from 'node:test';

import * as foureyes from '../index.js';
import { files } from './files.js';
import { conformance } from './suite/conformance.js';

for (const { name, run } of await conformance(foureyes, files)) {
  test(`vector ${name}`, run);
}
