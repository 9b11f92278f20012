// The few assertions that the suites need, so that they run in a browser too.

export function equal(actual, expected, what = 'value') {
  const [one, other] = [actual, expected].map((value) => JSON.stringify(value) ?? String(value));
  if (one !== other) {
    throw new Error(`${what}: expected ${shown(other)}, found ${shown(one)}`);
  }
}

const shown = (text) => (text.length > 2000 ? `${text.slice(0, 2000)}…` : text);

/** Runs `body`, which has to throw an error of `Class`, and returns it. */
export function thrown(Class, body) {
  let value;
  try {
    value = body();
  } catch (error) {
    if (!(error instanceof Class)) {
      throw new Error(`expected a ${Class.name}, found ${error?.stack ?? error}`, { cause: error });
    }
    return error;
  }
  throw new Error(`expected a ${Class.name}, found ${typeof value}`);
}

/** Runs `body`, which has to throw a fault with this code and place. */
export function refuses(api, body, code, document, path = '') {
  const error = thrown(api.FoureyesError, body);
  equal([error.code, error.document, error.path], [code, document, path], error.message);
  const [first] = error.problems;
  equal([first.code, first.document, first.path], [code, document, path], 'first problem');
  return error;
}

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
