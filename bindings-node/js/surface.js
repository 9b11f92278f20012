// What JavaScript sees of foureyes, in Node and in the browser alike: the same classes over whichever native module
// is handed in. Nothing here decides anything. Documents become text or bytes, answers become read-only objects, and
// every fault becomes a `FoureyesError` with a code, a message and a path.

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

// ---------------------------------------------------------------------------------------------- values and texts

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

function instantOf(time, document, path) {
  if (!(time >= 0 && time <= LATEST)) {
    throw fault('invalid_value', 'expected an instant from 1970 to 9999', document, path);
  }
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
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

// ---------------------------------------------------------------------------------------------------- documents

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


// ------------------------------------------------------------------------------------------------------ classes

const KEY = Symbol('foureyes');
let held;

/** What stands for an object of the native module. */
class Handle {
  #native;
  #kind;

  constructor(key, native) {
    if (key !== KEY) {
      throw fault('wrong_type', `a ${new.target.name} is not made with \`new\``, 'foureyes');
    }
    this.#native = native;
    this.#kind = new.target;
  }

  /** Gives back the memory at once. Using the object afterwards is a fault, `freed`. */
  free() {
    const native = this.#native;
    this.#native = undefined;
    native?.free?.();
  }

  static {
    held = (value, Class, document, path = '') => {
      if (typeof value !== 'object' || value === null || !(#kind in value) || value.#kind !== Class) {
        throw fault('wrong_type', `invalid type: ${kind(value)}, expected a ${Class.name}`, document, path);
      }
      if (value.#native === undefined) {
        throw fault('freed', `the ${Class.name} was freed`, document, path);
      }
      return value.#native;
    };
    if (Symbol.dispose) {
      Object.defineProperty(this.prototype, Symbol.dispose, { value: this.prototype.free, configurable: true });
    }
  }
}

const isHandle = (value, Class) => value instanceof Class;

/** Returns the public classes and functions over a native module. */
function surface(native) {
  const EVALUATION = [
    ['change', 'now'],
    ['statements', 'revocations', 'duty', 'consumed', 'lastSeen', 'simulated'],
  ];

  /** A policy: which changes need what. */
  class Policy extends Handle {
    static profile(name) {
      return new Policy(KEY, call(() => native.NativePolicy.profile(text(name, 'policy'))));
    }

    static from(document, { format } = {}) {
      return new Policy(KEY, read(native.NativePolicy, document, 'policy', format));
    }

    get digest() {
      return held(this, Policy, 'policy').digest();
    }
  }

  /** A roster: people, agents, services, their keys and what they own. */
  class Roster extends Handle {
    static from(document, { format } = {}) {
      return new Roster(KEY, read(native.NativeRoster, document, 'roster', format));
    }

    get digest() {
      return held(this, Roster, 'roster').digest();
    }
  }

  /** A change: what it is, what a reviewer judges it by, what happens around it. */
  class Change extends Handle {
    static from(document) {
      return new Change(KEY, read(native.NativeChange, document, 'change'));
    }

    get digest() {
      return held(this, Change, 'change').digest();
    }

    toJson() {
      return held(this, Change, 'change').toJson();
    }

    toJSON() {
      return JSON.parse(this.toJson());
    }
  }

  /** Runs `body` with the native object of a handle, or of a document that is read for this call alone. */
  function using(Class, value, document, body) {
    if (isHandle(value, Class)) {
      return body(held(value, Class, document));
    }
    const read = Class.from(value);
    try {
      return body(held(read, Class, document));
    } finally {
      read.free();
    }
  }

  /** Reads one of the documents of an evaluation that have no class. */
  const optional = (Native, value, document) => (value === undefined ? undefined : read(Native, value, document));

  function circumstances(request) {
    const { revocations, duty, consumed, lastSeen, simulated } = request;
    if (
      revocations === undefined &&
      duty === undefined &&
      consumed === undefined &&
      lastSeen === undefined &&
      simulated === undefined
    ) {
      return undefined;
    }
    const used = consumed === undefined ? undefined : toJson(consumed, 'consumed');
    let versions = [undefined, undefined];
    if (lastSeen !== undefined) {
      options(lastSeen, 'lastSeen', ['policy', 'roster'], []);
      versions = ['policy', 'roster'].map((name) => unsigned(lastSeen[name], 'lastSeen', name));
    }
    const chosen = simulated === undefined ? undefined : boolean(simulated, 'request', 'simulated');
    const revoked = optional(native.NativeRevocations, revocations, 'revocations');
    const present = optional(native.NativeDuty, duty, 'duty');
    return where(() => new native.NativeCircumstances(revoked, present, used, ...versions, chosen), withoutPosition);
  }

  /** Runs `body` with what the request of an evaluation says, as the native module takes it. */
  function asked(gate, request, body) {
    options(request, 'request', ...EVALUATION);
    const now = instant(request.now, 'request', 'now');
    return signed(gate, request.statements, (statements) => {
      const around = circumstances(request);
      return using(Change, request.change, 'change', (change) =>
        call(() => body(change, statements, now, around)),
      );
    });
  }

  /** Runs `body` with the native object of statements, or with those that nobody has made. */
  function signed(gate, statements, body) {
    if (statements !== undefined) {
      return body(held(statements, Statements, 'request', 'statements'));
    }
    const none = gate.verify([], undefined, undefined);
    try {
      return body(none);
    } finally {
      none.free?.();
    }
  }

  /** Statements after verification: who signed what, and what was refused. */
  class Statements extends Handle {
    #record;

    get #said() {
      const from = held(this, Statements, 'statements');
      return (this.#record ??= frozen(JSON.parse(from.toJson())));
    }

    get verified() {
      return this.#said.verified;
    }

    get refused() {
      return this.#said.refused;
    }

    get completeAsOf() {
      const { completeAsOf } = this.#said;
      return completeAsOf === undefined ? undefined : new Date(completeAsOf);
    }

    toJson() {
      return held(this, Statements, 'statements').toJson();
    }

    toJSON() {
      return this.#said;
    }
  }

  /** A policy and a roster, compiled: the gate. */
  class Gate extends Handle {
    #description;

    static compile(policy, roster) {
      return new Gate(
        KEY,
        using(Policy, policy, 'policy', (policy) =>
          using(Roster, roster, 'roster', (roster) => call(() => native.NativeGate.compile(policy, roster))),
        ),
      );
    }

    static all(decisions) {
      const [first, ...rest] = list(decisions, 'decisions').map((one, index) =>
        held(one, Decision, 'decisions', `[${index}]`),
      );
      if (first === undefined) {
        throw fault('empty_list', 'there is no decision to combine', 'decisions');
      }
      return new Decision(
        KEY,
        rest.reduce((worst, one) => call(() => native.combine(worst, one)), call(() => native.combine(first, first))),
      );
    }

    get #said() {
      const from = held(this, Gate, 'gate');
      return (this.#description ??= frozen(JSON.parse(from.describe())));
    }

    get warnings() {
      return this.#said.warnings;
    }

    get posture() {
      return this.#said.posture;
    }

    get versions() {
      return this.#said.versions;
    }

    verify(envelopes, how = {}) {
      const gate = held(this, Gate, 'gate');
      options(how, 'request', [], ['completeAsOf', 'witnessedAt']);
      const submitted = envelopesOf(envelopes);
      let witnessed;
      if (how.witnessedAt !== undefined) {
        const given = list(how.witnessedAt, 'request', 'witnessedAt');
        if (given.length !== submitted.length) {
          const message = `expected as many instants as envelopes, ${submitted.length}, found ${given.length}`;
          throw fault('invalid_value', message, 'request', 'witnessedAt');
        }
        witnessed = Array.from(given, (at, index) =>
          at === undefined ? '' : instant(at, 'envelopes', `[${index}]`),
        );
      }
      const complete =
        how.completeAsOf === undefined ? undefined : instant(how.completeAsOf, 'request', 'completeAsOf');
      return new Statements(KEY, call(() => gate.verify(submitted, witnessed, complete)));
    }

    evaluate(request) {
      const gate = held(this, Gate, 'gate');
      return new Decision(KEY, asked(gate, request, (...all) => gate.evaluate(...all)));
    }

    evaluateMany(requests) {
      return list(requests, 'requests').map((request, index) =>
        where(
          () => this.evaluate(request),
          (it) => ({
            ...it,
            document: it.document === 'request' ? `requests[${index}]` : `requests[${index}].${it.document}`,
          }),
        ),
      );
    }

    evaluateTransition(candidate, request) {
      const gate = held(this, Gate, 'gate');
      if (isHandle(candidate, Gate)) {
        const other = held(candidate, Gate, 'candidate');
        return new Decision(KEY, asked(gate, request, (...all) => gate.evaluateTransition(other, ...all)));
      }
      options(candidate, 'candidate', ['policy', 'roster'], []);
      return new Decision(
        KEY,
        using(Policy, candidate.policy, 'policy', (policy) =>
          using(Roster, candidate.roster, 'roster', (roster) =>
            asked(gate, request, (...all) => gate.evaluateTransitionTo(policy, roster, ...all)),
          ),
        ),
      );
    }

    decide(change, envelopes, now) {
      const gate = held(this, Gate, 'gate');
      const at = instant(now, 'request', 'now');
      const given = submitted(change, 'change');
      const all = envelopesOf(envelopes);
      return new Decision(KEY, call(() => gate.decide(given, all, at)));
    }

    isTransition(change) {
      const gate = held(this, Gate, 'gate');
      return using(Change, change, 'change', (change) => call(() => gate.isTransition(change)));
    }

    candidates(rule, requirement, request) {
      const gate = held(this, Gate, 'gate');
      const named = text(rule, 'request', 'rule');
      const index = unsigned(requirement, 'request', 'requirement');
      return frozen(JSON.parse(asked(gate, request, (...all) => gate.candidates(named, index, ...all))));
    }

    seen(change, now) {
      const gate = held(this, Gate, 'gate');
      const at = instant(now, 'request', 'now');
      return frozen(JSON.parse(using(Change, change, 'change', (change) => call(() => gate.seen(change, at)))));
    }

    draft(change, intent, statements) {
      const gate = held(this, Gate, 'gate');
      const wanted = toJson(intent, 'statement', { dates: true });
      const draft = (change, statements) => where(() => gate.draft(change, statements, wanted), withoutPosition);
      return new Draft(
        KEY,
        using(Change, change, 'change', (change) =>
          signed(gate, statements, (statements) => draft(change, statements)),
        ),
      );
    }
  }

  /**
   * The outcome of an evaluation. Whether the change may go is `.allowed`, for display; acting takes `.permit`. A
   * decision itself is no boolean: as every object it counts as true, whatever it says.
   */
  class Decision extends Handle {
    #record;
    #verdict;

    get verdict() {
      const from = held(this, Decision, 'decision');
      return (this.#verdict ??= from.verdict());
    }

    get allowed() {
      return this.verdict === 'allow';
    }

    get record() {
      const from = held(this, Decision, 'decision');
      return (this.#record ??= frozen(JSON.parse(from.toJson())));
    }

    get because() {
      return this.record.because;
    }

    get reasons() {
      return this.record.reasons;
    }

    get requirements() {
      return this.record.requirements;
    }

    get missing() {
      return frozen({ people: [], evidence: [], facts: [], ...this.record.missing });
    }

    get ignored() {
      return this.record.ignored ?? frozen([]);
    }

    get obligations() {
      return this.record.obligations ?? frozen([]);
    }

    get evaluatedAt() {
      return new Date(this.record.evaluatedAt);
    }

    get recheckBy() {
      return new Date(this.record.recheckBy);
    }

    toJson() {
      return held(this, Decision, 'decision').toJson();
    }

    toJSON() {
      return this.record;
    }

    explain() {
      return held(this, Decision, 'decision').explain();
    }

    toMarkdown() {
      return held(this, Decision, 'decision').toMarkdown();
    }

    permit(expect) {
      const from = held(this, Decision, 'decision');
      const wanted = toJson(expect, 'expect', { dates: true });
      return new Permit(KEY, where(() => from.permit(wanted), withoutPosition));
    }

    recheck(stored) {
      const from = held(this, Decision, 'decision');
      const before = held(stored, StoredDecision, 'stored');
      return new Decision(KEY, call(() => from.recheck(before)));
    }

    [Symbol.toPrimitive]() {
      throw fault('wrong_type', 'a decision is no value to compare or to print; ask `.allowed`', 'decision');
    }

    valueOf() {
      return this[Symbol.toPrimitive]();
    }

    [Symbol.for('nodejs.util.inspect.custom')]() {
      return `Decision { verdict: '${this.verdict}' }`;
    }
  }

  /** Leave to do exactly one thing. */
  class Permit extends Handle {
    #record;

    get #said() {
      const from = held(this, Permit, 'permit');
      return (this.#record ??= frozen(JSON.parse(from.toJson())));
    }

    get subjects() {
      return this.#said.subjects;
    }

    get changeDigest() {
      return this.#said.changeDigest;
    }

    get environment() {
      return this.#said.environment;
    }

    get action() {
      return this.#said.action;
    }

    get voidFrom() {
      return new Date(this.#said.voidFrom);
    }

    get obligations() {
      return this.#said.obligations;
    }

    get used() {
      return this.#said.used;
    }

    toJson() {
      return held(this, Permit, 'permit').toJson();
    }

    toJSON() {
      return this.#said;
    }
  }

  /** A decision on record: it can be shown and compared, never acted on. */
  class StoredDecision extends Handle {
    #record;

    static from(document) {
      if (typeof document === 'string') {
        const given = encoder.encode(text(document, 'decision'));
        return new StoredDecision(KEY, call(() => native.NativeStoredDecision.read(given)));
      }
      if (isBytes(document)) {
        const given = bytes(document, 'decision');
        return new StoredDecision(KEY, call(() => native.NativeStoredDecision.read(given)));
      }
      const given = encoder.encode(toJson(document, 'decision'));
      return new StoredDecision(KEY, where(() => native.NativeStoredDecision.read(given), withoutPosition));
    }

    get record() {
      const from = held(this, StoredDecision, 'stored');
      return (this.#record ??= frozen(JSON.parse(from.toJson())));
    }

    get verdict() {
      return this.record.verdict;
    }

    toJson() {
      return held(this, StoredDecision, 'stored').toJson();
    }

    toJSON() {
      return this.record;
    }

    explain() {
      return held(this, StoredDecision, 'stored').explain();
    }

    toMarkdown() {
      return held(this, StoredDecision, 'stored').toMarkdown();
    }
  }

  /** A statement that nobody has signed yet, with its exact bytes. */
  class Draft extends Handle {
    get payload() {
      return held(this, Draft, 'draft').payload();
    }

    get message() {
      return held(this, Draft, 'draft').message();
    }

    get id() {
      return held(this, Draft, 'draft').id();
    }

    envelope(signature) {
      const from = held(this, Draft, 'draft');
      const given = bytes(signature, 'signature');
      return call(() => from.envelope(given));
    }
  }

  const api = {
    Change,
    Decision,
    Draft,
    FoureyesError,
    Gate,
    Permit,
    Policy,
    Refused,
    Roster,
    Statements,
    StoredDecision,
    detectCommit(commit) {
      const { message, ...people } = options(commit, 'commit', ['message', 'author', 'committer'], []);
      const who = ['author', 'committer'].flatMap((role) => {
        const inRole = (it) => ({ ...it, path: it.path === '' ? role : `${role}.${it.path}` });
        const { name, email } = where(() => options(people[role], 'commit', ['name', 'email'], []), inRole);
        return [text(name, 'commit', `${role}.name`), text(email, 'commit', `${role}.email`)];
      });
      const said =
        typeof message === 'string'
          ? encoder.encode(text(message, 'commit', 'message'))
          : bytes(message, 'commit', 'message');
      return frozen(JSON.parse(call(() => native.detectCommit(said, ...who))));
    },
    version: native.version(),
  };
  if (!native.NativeSecretKey) {
    return Object.freeze(api);
  }

  /** An Ed25519 private key. It is never shown. */
  class SecretKey extends Handle {
    static fromSeed(seed) {
      const given = bytes(seed, 'key');
      return new SecretKey(KEY, call(() => native.NativeSecretKey.fromSeed(given)));
    }

    static fromPem(pem) {
      const given = text(pem, 'key');
      return new SecretKey(KEY, call(() => native.NativeSecretKey.fromPem(given)));
    }

    get public() {
      return held(this, SecretKey, 'key').publicKey();
    }

    get fingerprint() {
      return held(this, SecretKey, 'key').fingerprint();
    }

    sign(message) {
      const from = held(this, SecretKey, 'key');
      const given = bytes(message, 'message');
      return call(() => from.sign(given));
    }

    toPem() {
      return held(this, SecretKey, 'key').toPem();
    }
  }

  Draft.prototype.sign = function sign(key) {
    const from = held(this, Draft, 'draft');
    const secret = held(key, SecretKey, 'key');
    return call(() => from.sign(secret));
  };
  Object.defineProperty(Draft.prototype, 'sign', { enumerable: false });
  return Object.freeze({ ...api, SecretKey });
}

export { surface };
