// What comes of an evaluation: shown as read-only objects.

import { Handle, KEY, held } from './handle.js';
import { asJson, bytes, call, encoder, fault, frozen, isBytes, text, toJson, where, withoutPosition } from './values.js';

/** Returns the classes of what comes of an evaluation. */
function decisions(native) {
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

  /** The reviewer's one screen: what a change is, and what to look at before signing. It decides nothing. */
  class Brief extends Handle {
    #record;

    get record() {
      const from = held(this, Brief, 'brief');
      return (this.#record ??= frozen(JSON.parse(from.toJson())));
    }

    get verdict() {
      return this.record.verdict;
    }

    get checklist() {
      return this.record.checklist;
    }

    toJson() {
      return held(this, Brief, 'brief').toJson();
    }

    toJSON() {
      return this.record;
    }

    explain() {
      return held(this, Brief, 'brief').explain();
    }

    toMarkdown() {
      return held(this, Brief, 'brief').toMarkdown();
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

  return { Brief, Decision, Permit, StoredDecision };
}

export { decisions };
