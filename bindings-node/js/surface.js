// What JavaScript sees of foureyes, in Node and in the browser alike: the same classes over whichever native module
// is handed in. Nothing here decides anything: answers become read-only objects.

import {
  FoureyesError, Refused, asJson, boolean, bytes, call, encoder, envelopesOf, fault, frozen, instant,
  isBytes, kind, list, options, read, submitted, text, toJson, unsigned, where, withoutPosition,
} from './values.js';

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

  /** The table of known agents: the built-in one, or that with rows of one's own before it. */
  class Agents extends Handle {
    static builtin() {
      return new Agents(KEY, native.NativeAgents.builtin());
    }

    static from(document, { format } = {}) {
      return new Agents(KEY, read(native.NativeAgents, document, 'agents', format));
    }

    get version() {
      return held(this, Agents, 'agents').version();
    }

    event(payload, given = {}) {
      return this.#read('event', payload, 'event', trust(given, 'event'));
    }

    note(note) {
      return this.#read('note', note, 'note');
    }

    traces(traces) {
      return this.#read('traces', traces, 'trace');
    }

    attestation(statement, given = {}) {
      return this.#read('attestation', statement, 'attestation', trust(given, 'attestation'));
    }

    #read(method, record, document, ...rest) {
      const table = held(this, Agents, document);
      const said = textBytes(record, document);
      return frozen(JSON.parse(call(() => table[method](said, ...rest))));
    }
  }

  /** Whether the caller vouches for where a record came from. */
  function trust(given, document) {
    const { authenticated = false } = options(given, document, [], ['authenticated']);
    return boolean(authenticated, document, 'authenticated');
  }

  /** The bytes of a text that need not be UTF-8. */
  function textBytes(value, document, path = '') {
    return typeof value === 'string' ? encoder.encode(text(value, document, path)) : bytes(value, document, path);
  }

  const builtin = Agents.builtin();

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
      return new Draft(
        KEY,
        using(Change, change, 'change', (change) =>
          signed(gate, statements, (statements) =>
            asJson(intent, 'statement', (wanted) => gate.draft(change, statements, wanted)),
          ),
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
      return new Permit(KEY, asJson(expect, 'expect', (wanted) => from.permit(wanted)));
    }

    summary(ask) {
      const from = held(this, Decision, 'decision');
      return asJson(ask, 'summary', (wanted) => from.summary(wanted));
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

    get namespace() {
      return held(this, Draft, 'draft').namespace();
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
    Agents,
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
      const { message, agents = builtin, ...people } = options(
        commit,
        'commit',
        ['message', 'author', 'committer'],
        ['agents'],
      );
      const table = held(agents, Agents, 'commit', 'agents');
      const who = ['author', 'committer'].flatMap((role) => {
        const inRole = (it) => ({ ...it, path: it.path === '' ? role : `${role}.${it.path}` });
        const { name, email } = where(() => options(people[role], 'commit', ['name', 'email'], []), inRole);
        return [text(name, 'commit', `${role}.name`), text(email, 'commit', `${role}.email`)];
      });
      const said = textBytes(message, 'commit', 'message');
      return frozen(JSON.parse(call(() => table.commit(said, ...who))));
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

    seal(payload) {
      const from = held(this, SecretKey, 'key');
      const given = typeof payload === 'string' ? encoder.encode(text(payload, 'payload')) : bytes(payload, 'payload');
      return call(() => from.seal(given));
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
