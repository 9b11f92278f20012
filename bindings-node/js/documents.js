// What is read: policies, rosters, changes, and what tools leave behind.

import { Handle, KEY, held, using } from './handle.js';
import {
  boolean, call, encoder, frozen, isBytes, list, options, read, text, textBytes, toJson, where, withoutPosition,
} from './values.js';

/** Returns the classes of what is read. */
function documents(native) {
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

    withBases(bases) {
      const given = list(bases, 'bases');
      let whole = held(this, Policy, 'policy').withoutBases();
      given.forEach((base, index) => {
        const before = whole;
        whole = where(
          () => using(Policy, base, 'policy', (read) => before.withBase(read)),
          (it) => ({ ...it, document: `bases[${index}]` }),
        );
        before.free?.();
      });
      return new Policy(KEY, whole);
    }

    get missingBases() {
      return frozen(held(this, Policy, 'policy').missingBases());
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

  /** A plan of Terraform or OpenTofu: what happens to which resource. */
  class Plan extends Handle {
    #record;

    static from(plan) {
      const given = textBytes(plan, 'plan');
      return new Plan(KEY, call(() => native.NativePlan.read(given)));
    }

    get #said() {
      const from = held(this, Plan, 'plan');
      return (this.#record ??= frozen(JSON.parse(from.toJson())));
    }

    get digest() {
      return this.#said.digest;
    }

    get resources() {
      return this.#said.resources;
    }

    get destroys() {
      return this.#said.destroys;
    }

    get diagnostics() {
      return this.#said.diagnostics;
    }

    readChange(document) {
      const from = held(this, Plan, 'plan');
      if (typeof document === 'string' || isBytes(document)) {
        const given = textBytes(document, 'change');
        return new Change(KEY, call(() => from.readChange(given)));
      }
      const given = encoder.encode(toJson(document, 'change'));
      return new Change(KEY, where(() => from.readChange(given), withoutPosition));
    }

    toJson() {
      return held(this, Plan, 'plan').toJson();
    }

    toJSON() {
      return this.#said;
    }
  }

  /** Cases beside a policy: made-up changes, and what must come out. */
  class Cases extends Handle {
    static profile(name) {
      return new Cases(KEY, call(() => native.NativeCases.profile(text(name, 'cases'))));
    }

    static from(document, { format } = {}) {
      return new Cases(KEY, read(native.NativeCases, document, 'cases', format));
    }

    get digest() {
      return held(this, Cases, 'cases').digest();
    }

    get policy() {
      return held(this, Cases, 'cases').policy() ?? undefined;
    }

    get rosterFile() {
      return held(this, Cases, 'cases').rosterFile() ?? undefined;
    }

    run(policy, roster) {
      const cases = held(this, Cases, 'cases');
      const outcomes = using(Policy, policy, 'policy', (policy) =>
        roster === undefined
          ? call(() => cases.run(policy))
          : using(Roster, roster, 'roster', (roster) => call(() => cases.runWith(policy, roster))),
      );
      return frozen(JSON.parse(outcomes));
    }
  }

  const builtin = Agents.builtin();

  /** Returns what the text of a commit says about how it was made. */
  function detectCommit(commit) {
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
  }

  return { Agents, Cases, Change, Plan, Policy, Roster, detectCommit };
}

/** Whether the caller vouches for where a record came from. */
function trust(given, document) {
  const { authenticated = false } = options(given, document, [], ['authenticated']);
  return boolean(authenticated, document, 'authenticated');
}

export { documents };
