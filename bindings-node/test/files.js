// The files of the repository, for the suites.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The stored vectors, and the generated ones where somebody says where they are: files by area and name. */
const vectors = new Map(
  [join(root, 'tests/vectors'), process.env.FOUREYES_WORLDS].flatMap((folder) => (folder ? within(folder) : [])),
);

function within(folder) {
  const paths = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`))
    .filter((path) => path.endsWith('.json'));
  if (paths.length <= 300) {
    throw new Error(`there are ${paths.length} vectors in ${folder}`);
  }
  return paths.map((path) => [path, join(folder, path)]);
}

/** The vectors, and the files of the scenario. */
export const files = {
  list: () => [...vectors.keys()].sort(),
  text: (path) => readFileSync(vectors.get(path), 'utf8'),
  scenario: (name) => readFileSync(join(root, 'examples/scenario', name), 'utf8'),
};
