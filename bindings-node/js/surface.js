// What JavaScript sees of foureyes, in Node and in the browser alike: the same classes over whichever native module
// is handed in. Nothing here decides anything: answers become read-only objects.

import { authority } from './authority.js';
import { decisions } from './decisions.js';
import { documents } from './documents.js';
import { Handle, KEY, held, isHandle, using } from './handle.js';
import {
  FoureyesError, Refused, asJson, boolean, bytes, call, encoder, envelopesOf, fault, frozen, instant, list,
  optional, options, submitted, text, toJson, unsigned, where, withoutPosition,
} from './values.js';

/** Returns the public classes and functions over a native module. */
function surface(native) {
  const { Agents, Cases, Change, Plan, Policy, Roster, detectCommit } = documents(native);
  const { DocumentKind, follow, following } = authority(native, { Policy, Roster });
  const { Brief, Decision, Permit, StoredDecision } = decisions(native);
  const EVALUATION = [
    ['change', 'now'],
    ['statements', 'revocations', 'duty', 'consumed', 'lastSeen', 'simulated'],
  ];

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

    static compileSigned(history) {
      return new Gate(KEY, following(history, (made) => native.NativeGate.compileSigned(made)));
    }

    static checkRoster(roster) {
      const check = (roster) => call(() => native.NativeGate.checkRoster(roster));
      return frozen(JSON.parse(using(Roster, roster, 'roster', check)));
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

    brief(request) {
      const gate = held(this, Gate, 'gate');
      return new Brief(KEY, asked(gate, request, (...all) => gate.brief(...all)));
    }

    outlook(request) {
      const gate = held(this, Gate, 'gate');
      return frozen(JSON.parse(asked(gate, request, (...all) => gate.outlook(...all))));
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

  /** The word of whoever holds a key that it shall be somebody's in a roster. */
  class Enrolment extends Handle {
    static from(document) {
      return new Enrolment(KEY, asJson(document, 'enrolment', (wanted) => native.NativeEnrolment.read(wanted)));
    }

    static prove(envelope) {
      const given = submitted(envelope, 'enrolment');
      return frozen(JSON.parse(call(() => native.NativeEnrolment.prove(given))));
    }

    get message() {
      return held(this, Enrolment, 'enrolment').message();
    }

    get namespace() {
      return held(this, Enrolment, 'enrolment').namespace();
    }

    envelope(signature) {
      const from = held(this, Enrolment, 'enrolment');
      const given = bytes(signature, 'signature');
      return call(() => from.envelope(given));
    }
  }

  const api = {
    Agents,
    Brief,
    Cases,
    Change,
    Decision,
    DocumentKind,
    Draft,
    Enrolment,
    FoureyesError,
    Gate,
    Permit,
    Plan,
    Policy,
    Refused,
    Roster,
    Statements,
    StoredDecision,
    detectCommit,
    follow,
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
