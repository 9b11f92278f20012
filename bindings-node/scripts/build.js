// Builds what is not in the repository: the native module for this machine, and the CommonJS side of what is shared.
//
// usage: node scripts/build.js [--profile PROFILE]    a profile of cargo, `release` unless said otherwise

import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('..', import.meta.url));

/** Writes the shared modules as CommonJS. Each has one export, in its last statement. */
function writeCommonJs() {
  for (const name of ['authority', 'decisions', 'documents', 'handle', 'surface', 'values']) {
    const source = readFileSync(join(here, `js/${name}.js`), 'utf8');
    const body = source
      .replace(/\nexport (\{[^{}]*\});\n$/, '\nmodule.exports = $1;\n')
      .replaceAll(/^import (\{[^{}]*\}) from '\.\/(\w+)\.js';$/gm, "const $1 = require('./$2.cjs');");
    if (/^(export|import) /m.test(body)) {
      throw new Error(`js/${name}.js has an import or export of a form that is not known here`);
    }
    writeFileSync(join(here, `js/${name}.cjs`), `'use strict';\n\n// Made from ${name}.js by scripts/build.js.\n${body}`);
  }
}

/** Writes the declarations once more, for those who `require`. */
function writeDeclarations() {
  for (const name of ['index', 'surface', 'types']) {
    const source = readFileSync(join(here, `${name}.d.ts`), 'utf8');
    writeFileSync(join(here, `${name}.d.cts`), source.replaceAll(/'\.\/(surface|types)\.js'/g, "'./$1.cjs'"));
  }
}

/** Builds the native module, and returns where cargo put it. */
function buildNative(profile) {
  const words = ['build', '--locked', '--package', 'foureyes-node', '--profile', profile];
  const out = execFileSync(process.env.CARGO ?? 'cargo', [...words, '--message-format', 'json-render-diagnostics'], {
    cwd: here,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const messages = out.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const made = messages.filter((it) => it.reason === 'compiler-artifact' && it.target.name === 'foureyes_node');
  const [library] = made.flatMap((it) => it.filenames).filter((name) => /\.(dll|dylib|so)$/.test(name));
  if (library === undefined) {
    throw new Error('cargo has built no library');
  }
  return library;
}

function nameOfPlatform() {
  const { platform, arch } = process;
  const libc = platform === 'linux' && !process.report?.getReport().header.glibcVersionRuntime ? '-musl' : '';
  return `${platform}-${arch}${libc}`;
}

const [flag, profile = 'release', ...surplus] = process.argv.slice(2);
if ((flag !== undefined && flag !== '--profile') || surplus.length > 0) {
  throw new Error('usage: node scripts/build.js [--profile PROFILE]');
}
writeCommonJs();
writeDeclarations();
const library = buildNative(profile);
mkdirSync(join(here, 'prebuilt'), { recursive: true });
copyFileSync(library, join(here, `prebuilt/foureyes.${nameOfPlatform()}.node`));
