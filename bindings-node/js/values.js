// What is handed in from JavaScript, and what is wrong with it: documents become text or bytes, instants become text,
// and every fault becomes a `FoureyesError` with a code, a message and a path.

/** A fault of what was handed in: every problem, the first one also as members of the error itself. */
class FoureyesError extends Error {
  constructor(problems, options) {
    const [first] = problems;
    super(sentence(problems), options);
    this.code = first.code;
    this.document = first.document;
    this.path = first.path;
    if (first.line !== undefined) {
      this.line = first.line;
      this.column = first.column;
    }
    this.problems = frozen(problems);
  }
}

/** The refusal of a permit, with the explanation of the decision. */
class Refused extends FoureyesError {
  constructor(code, message, explanation) {
    super([{ severity: 'error', code, message, document: 'expect', path: '' }]);
    this.explanation = explanation;
  }
}

for (const Class of [FoureyesError, Refused]) {
  Object.defineProperty(Class.prototype, 'name', { value: Class.name, configurable: true, writable: true });
}

function sentence(problems) {
  const [{ message, document, path, line, column }] = problems;
  const place = [line === undefined ? document : `${document}:${line}:${column}`, path].filter(Boolean).join(' ');
  const more = problems.length > 1 ? `, and ${problems.length - 1} more` : '';
  return `${message} (${place})${more}`;
}

const problem = (code, message, document, path) => ({ severity: 'error', code, message, document, path });
const fault = (code, message, document, path = '') => new FoureyesError([problem(code, message, document, path)]);

/** Returns the fault that a native function threw. */
function translated(error) {
  if (error instanceof FoureyesError) {
    return error;
  }
  let said;
  try {
    said = JSON.parse(error.message);
  } catch {
    said = undefined;
  }
  if (Array.isArray(said)) {
    return new FoureyesError(said);
  }
  if (typeof said?.refused === 'string') {
    return new Refused(said.refused, said.message, said.explanation);
  }
  const message = error instanceof Error ? error.message : String(error);
  return new FoureyesError([problem('internal', message, 'foureyes', '')], { cause: error });
}

function call(body) {
  try {
    return body();
  } catch (error) {
    throw translated(error);
  }
}

function changed(error, change) {
  return error instanceof Refused ? error : new FoureyesError(error.problems.map(change), { cause: error.cause });
}

/** Runs `body`, with its faults changed by `change`. */
function where(body, change) {
  try {
    return body();
  } catch (error) {
    throw changed(translated(error), change);
  }
}

/** Makes a value read-only through and through. */
function frozen(value) {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

/** No document may be larger; the limits of each are those of the core. */
const MOST_BYTES = 64 << 20;
const MOST_VALUES = 4_000_000;
/** How deep a value may nest: the limits of the core, which a value that holds itself would never reach. */
const DEPTH = { change: 16, expect: 16, statement: 16 };
const DEEPEST = 32;

const SURROGATE = /\p{Surrogate}/u;
const isWellFormed = (text) => (text.isWellFormed ? text.isWellFormed() : !SURROGATE.test(text));

const encoder = new TextEncoder();
const typeOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag).get;
const isBytes = (value) => typeOf.call(value) === 'Uint8Array';

function kind(value) {
  if (value === null) {
    return 'null';
  }
  if (typeof value !== 'object') {
    return typeof value;
  }
  try {
    const { name } = value.constructor;
    return typeof name === 'string' && name !== '' ? name : 'object';
  } catch {
    return 'object';
  }
}

function isPlain(value) {
  const prototype = Object.getPrototypeOf(value);
  return (
    prototype === Object.prototype ||
    prototype === null ||
    // The same from another realm, such as a frame.
    (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'))
  );
}

function isPlainArray(value) {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Array.prototype || Array.isArray(prototype);
}

/** Returns the milliseconds of a `Date` of any realm; `undefined` for everything else. */
function milliseconds(value) {
  try {
    return Date.prototype.getTime.call(value);
  } catch {
    return undefined;
  }
}

const LATEST = 253_402_300_799_999;

/** The second that was written last, and how: many decisions are of the same one. */
let lastSecond;
let lastText;

function instantOf(time, document, path) {
  if (!(time >= 0 && time <= LATEST)) {
    throw fault('invalid_value', 'expected an instant from 1970 to 9999', document, path);
  }
  const second = Math.floor(time / 1000);
  if (second !== lastSecond) {
    lastText = `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;
    lastSecond = second;
  }
  return lastText;
}

/** Returns an instant as text: a `Date`, cut to whole seconds, or RFC 3339, which the core reads. */
function instant(value, document, path) {
  if (typeof value === 'string') {
    return text(value, document, path);
  }
  const time = milliseconds(value);
  if (time === undefined) {
    const message = `invalid type: ${kind(value)}, expected a Date or RFC 3339`;
    throw fault('wrong_type', message, document, path);
  }
  return instantOf(time, document, path);
}

function text(value, document, path = '') {
  if (typeof value !== 'string') {
    throw fault('wrong_type', `invalid type: ${kind(value)}, expected a string`, document, path);
  }
  if (value.length > MOST_BYTES) {
    throw fault('too_large', 'the text is larger than any limit', document, path);
  }
  if (!isWellFormed(value)) {
    throw fault('syntax', 'a text with a lone surrogate is not Unicode', document, path);
  }
  return value;
}

function bytes(value, document, path = '') {
  if (!isBytes(value)) {
    throw fault('wrong_type', `invalid type: ${kind(value)}, expected a Uint8Array`, document, path);
  }
  if (value.byteLength > MOST_BYTES) {
    throw fault('too_large', 'the bytes are larger than any limit', document, path);
  }
  return attached(value, document, path);
}

/** Returns bytes that are there and that nobody else changes meanwhile. */
function attached(value, document, path) {
  try {
    if (value.byteLength === 0) {
      new Uint8Array(value.buffer);
    }
    return Object.prototype.toString.call(value.buffer) === '[object ArrayBuffer]' ? value : new Uint8Array(value);
  } catch {
    throw fault('wrong_type', 'the bytes are detached', document, path);
  }
}

/** Returns the UTF-8 of a text. Half of a surrogate pair keeps its own three bytes, which no reader takes. */
function utf8(value) {
  if (isWellFormed(value)) {
    return encoder.encode(value);
  }
  const parts = [...value].map((letter) => {
    const unit = letter.charCodeAt(0);
    const isHalf = letter.length === 1 && unit >= 0xd800 && unit < 0xe000;
    return isHalf ? [0xed, 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)] : [...encoder.encode(letter)];
  });
  return Uint8Array.from(parts.flat());
}

function unsigned(value, document, path) {
  if (typeof value !== 'number' && typeof value !== 'bigint') {
    throw fault('wrong_type', `invalid type: ${kind(value)}, expected a number`, document, path);
  }
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    throw fault('number', 'expected an integer between 0 and 4294967295', document, path);
  }
  return value;
}

function boolean(value, document, path) {
  if (typeof value !== 'boolean') {
    throw fault('wrong_type', `invalid type: ${kind(value)}, expected a boolean`, document, path);
  }
  return value;
}

function list(value, document, path = '') {
  if (!Array.isArray(value) || !isPlainArray(value)) {
    throw fault('wrong_type', `invalid type: ${kind(value)}, expected an array`, document, path);
  }
  return value;
}

/** Checks an object of options: all these, perhaps those, nothing else, and nothing that is `undefined`. */
function options(value, document, required, optional) {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !isPlain(value)) {
    throw fault('wrong_type', `invalid type: ${kind(value)}, expected a plain object`, document);
  }
  for (const name of Object.keys(value)) {
    if (!required.includes(name) && !optional.includes(name)) {
      const known = [...required, ...optional].map((word) => `\`${word}\``).join(', ');
      throw fault('unknown_field', `unknown field \`${name}\`, expected one of ${known}`, document);
    }
    if (value[name] === undefined) {
      throw fault('wrong_type', 'invalid type: undefined, leave the member out', document, name);
    }
  }
  for (const name of required) {
    if (!Object.hasOwn(value, name)) {
      throw fault('missing_field', `missing field \`${name}\``, document);
    }
  }
  return value;
}

/** How the values of a document are looked at. */
class Look {
  constructor(depth, { dates = false, lenient = false }) {
    this.depth = depth;
    this.dates = dates;
    // Whatever `JSON.parse` can give passes, and is left to the core.
    this.lenient = lenient;
    this.left = MOST_VALUES;
    this.sawDate = false;
  }

  /** Returns what is wrong with a value, its path innermost first; `undefined` where nothing is. */
  flaw(value, depth) {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return undefined;
      case 'number':
      case 'bigint':
        return Number.isSafeInteger(value) || (this.lenient && typeof value === 'number')
          ? undefined
          : flaw('number', 'expected an integer between -9007199254740991 and 9007199254740991');
      case 'object':
        return this.inside(value, depth);
      default:
        return flaw('wrong_type', `invalid type: ${kind(value)} is no value of a document`);
    }
  }

  inside(value, depth) {
    if (value === null) {
      return this.lenient ? undefined : flaw('wrong_type', 'invalid type: null is no value, leave the member out');
    }
    const isArray = Array.isArray(value);
    if (!(isArray ? isPlainArray(value) : isPlain(value))) {
      return this.other(value);
    }
    if (depth >= this.depth) {
      return flaw('too_large', 'the document nests deeper than its limit, or holds itself');
    }
    return isArray ? this.elements(value, depth + 1) : this.members(value, depth + 1);
  }

  elements(value, depth) {
    this.left -= value.length;
    if (this.left < 0) {
      return flaw('too_large', 'the document holds more values than its limit');
    }
    for (let index = 0; index < value.length; index += 1) {
      const found = this.flaw(value[index], depth);
      if (found !== undefined) {
        found.path.push(`[${index}]`);
        return found;
      }
    }
    return undefined;
  }

  members(value, depth) {
    const names = Object.keys(value);
    this.left -= names.length;
    if (this.left < 0) {
      return flaw('too_large', 'the document holds more values than its limit');
    }
    if (Object.getOwnPropertySymbols(value).length > 0) {
      return flaw('wrong_type', 'invalid type: a symbol is no name of a member');
    }
    for (const name of names) {
      const found = this.flaw(value[name], depth);
      if (found !== undefined) {
        found.path.push(name);
        return found;
      }
    }
    return undefined;
  }

  other(value) {
    const time = this.dates ? milliseconds(value) : undefined;
    if (time === undefined) {
      return flaw('wrong_type', `invalid type: ${kind(value)} is no value of a document, only plain objects and arrays`);
    }
    this.sawDate = true;
    return time >= 0 && time <= LATEST ? undefined : flaw('invalid_value', 'expected an instant from 1970 to 9999');
  }
}

const flaw = (code, message) => ({ code, message, path: [] });

/** Joins the steps of a path, innermost first: `rule[2].when`. */
const joined = (steps) =>
  steps.reduceRight((path, step) => path + (step.startsWith('[') || path === '' ? step : `.${step}`), '');

/** Returns the JSON text of a value that is a document. */
function toJson(value, document, how = {}) {
  const look = new Look(DEPTH[document] ?? DEEPEST, how);
  let found;
  try {
    found = look.flaw(value, 0);
    if (found === undefined) {
      return look.sawDate ? JSON.stringify(value, withInstants) : JSON.stringify(value);
    }
  } catch (error) {
    found =
      error instanceof RangeError
        ? flaw('too_large', 'the document is larger than any limit')
        : flaw('wrong_type', `the value cannot be read: ${error?.message}`);
  }
  if (how.lenient && found.code === 'too_large') {
    return TOO_DEEP;
  }
  throw fault(found.code, found.message, document, joined(found.path));
}

/** A text that every reader finds too deep. */
const TOO_DEEP = '['.repeat(64);

function withInstants(name, value) {
  const time = milliseconds(this[name]);
  return time === undefined ? value : instantOf(time, '', '');
}

// Lines and columns would be those of a text that nobody wrote.
const withoutPosition = ({ line, column, ...rest }) => rest;

/** Reads a document: text, bytes or a plain object. */
function read(Native, value, document, format) {
  if (format !== undefined && format !== 'json' && format !== 'toml') {
    throw fault('unknown_word', 'the format is `json` or `toml`', document);
  }
  if (typeof value === 'string') {
    return call(() => Native.read(text(value, document), format));
  }
  if (isBytes(value)) {
    const given = bytes(value, document);
    return call(() =>
      Native.readBytes ? Native.readBytes(given, format) : Native.read(decoded(given, document), format),
    );
  }
  if (format === 'toml') {
    throw fault('wrong_type', `invalid type: ${kind(value)}, expected a text in TOML`, document);
  }
  const json = toJson(value, document);
  return where(() => Native.read(json, 'json'), withoutPosition);
}

/** Reads one of the documents of an evaluation that have no class. */
const optional = (Native, value, document) => (value === undefined ? undefined : read(Native, value, document));

/** The bytes of a text that need not be UTF-8. */
function textBytes(value, document, path = '') {
  return typeof value === 'string' ? encoder.encode(text(value, document, path)) : bytes(value, document, path);
}

/** Runs `body` with the JSON text of a document in which an instant may be a `Date`. */
function asJson(value, document, body) {
  if (typeof value === 'string') {
    return call(() => body(text(value, document)));
  }
  if (isBytes(value)) {
    return call(() => body(decoded(bytes(value, document), document)));
  }
  const json = toJson(value, document, { dates: true });
  return where(() => body(json), withoutPosition);
}

function decoded(given, document) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(given);
  } catch {
    throw fault('syntax', 'the bytes are not UTF-8', document);
  }
}

/** Returns the bytes of what may be anybody's: what is no document is left to the core to refuse. */
function submitted(value, document, path = '') {
  if (typeof value === 'string') {
    // What is longer than any limit is refused for it, whatever it says.
    return utf8(value.length > MOST_BYTES ? value.slice(0, MOST_BYTES + 1) : value);
  }
  if (isBytes(value)) {
    return attached(value, document, path).subarray(0, MOST_BYTES + 1);
  }
  try {
    return encoder.encode(toJson(value, document, { lenient: true }));
  } catch (error) {
    const [found] = error.problems;
    const inner = found.path === '' || found.path.startsWith('[') ? found.path : `.${found.path}`;
    throw fault(found.code, found.message, document, path + inner);
  }
}

const envelopesOf = (value) =>
  list(value, 'envelopes').map((one, index) => submitted(one, 'envelopes', `[${index}]`));

export {
  FoureyesError, Refused, asJson, boolean, bytes, call, encoder, envelopesOf, fault, frozen, instant,
  isBytes, kind, list, optional, options, read, submitted, text, textBytes, toJson, unsigned, where, withoutPosition,
};
