// The files of the repository, for the suites.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const vectors = join(root, 'tests/vectors');

/** The vectors, by area and name, and the files of the scenario. */
export const files = {
  list: () =>
    readdirSync(vectors, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(vectors, name)).map((file) => `${name}/${file}`))
      .filter((path) => path.endsWith('.json'))
      .sort(),
  text: (path) => readFileSync(join(vectors, path), 'utf8'),
  scenario: (name) => readFileSync(join(root, 'examples/scenario', name), 'utf8'),
};
