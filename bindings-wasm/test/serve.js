// Serves the files that the browser needs, under the Content-Security-Policy that the package has to work with.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

const SERVED = /^\/(bindings-(node|wasm)|examples)\/[\w./-]+$/;

const TYPES = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/**
 * Starts the server on a free port of this machine.
 *
 * @param made what is made on the fly, by path
 * @param received called with the path and the text of every POST
 */
export async function serve(made, received) {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const headers = { 'Content-Security-Policy': POLICY, 'Cache-Control': 'no-store' };
    if (request.method === 'POST') {
      const parts = [];
      for await (const part of request) {
        parts.push(part);
      }
      received(pathname, Buffer.concat(parts).toString('utf8'));
      response.writeHead(204, headers).end();
      return;
    }
    const type = TYPES[extname(pathname)] ?? 'text/plain; charset=utf-8';
    const body = pathname === '/favicon.ico' ? '' : await bodyOf(pathname, made);
    response.writeHead(body === undefined ? 404 : 200, { ...headers, 'Content-Type': type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}

async function bodyOf(pathname, made) {
  if (pathname in made) {
    return made[pathname];
  }
  if (!SERVED.test(pathname) || pathname.includes('..')) {
    return undefined;
  }
  return readFile(join(root, pathname)).catch(() => undefined);
}
