'use strict';

// The classes over the functions of the native module, as `surface.js` calls them. Changes and decisions come and go
// with every evaluation: there they are numbers, and what stands under one is given back when its object is gone.

/** Returns the classes and functions of a native module. */
function over(native) {
  const changes = new FinalizationRegistry(native.changeDrop);
  const decisions = new FinalizationRegistry(native.decisionDrop);

  class NativeChange {
    constructor(number) {
      this.number = number;
      changes.register(this, number);
    }

    static read(text) {
      return new NativeChange(native.changeRead(text));
    }

    static readBytes(bytes) {
      return new NativeChange(native.changeReadBytes(bytes));
    }

    digest() {
      return native.changeDigest(this.number);
    }

    toJson() {
      return native.changeToJson(this.number);
    }

    free() {
      native.changeDrop(this.number);
    }
  }

  class NativeDecision {
    constructor(number) {
      this.number = number;
      decisions.register(this, number);
    }

    toJson() {
      return native.decisionToJson(this.number);
    }

    verdict() {
      return native.decisionVerdict(this.number);
    }

    explain() {
      return native.decisionExplain(this.number);
    }

    toMarkdown() {
      return native.decisionToMarkdown(this.number);
    }

    permit(expect) {
      return native.decisionPermit(this.number, expect);
    }

    summary(ask) {
      return native.decisionSummary(this.number, ask);
    }

    recheck(stored) {
      return new NativeDecision(native.decisionRecheck(this.number, stored));
    }

    free() {
      native.decisionDrop(this.number);
    }
  }

  class NativeGate {
    constructor(gate) {
      this.gate = gate;
    }

    static compile(policy, roster) {
      return new NativeGate(native.NativeGate.compile(policy, roster));
    }

    static compileSigned(history) {
      return new NativeGate(native.NativeGate.compileSigned(history));
    }

    static checkRoster(roster) {
      return native.NativeGate.checkRoster(roster);
    }

    describe() {
      return this.gate.describe();
    }

    verify(envelopes, witnessedAt, completeAsOf) {
      return this.gate.verify(envelopes, witnessedAt, completeAsOf);
    }

    evaluate(change, statements, now, around) {
      return new NativeDecision(this.gate.evaluate(change.number, statements, now, around));
    }

    evaluateTransition(candidate, change, statements, now, around) {
      return new NativeDecision(
        this.gate.evaluateTransition(candidate.gate, change.number, statements, now, around),
      );
    }

    evaluateTransitionTo(policy, roster, change, statements, now, around) {
      return new NativeDecision(
        this.gate.evaluateTransitionTo(policy, roster, change.number, statements, now, around),
      );
    }

    decide(change, envelopes, now) {
      return new NativeDecision(this.gate.decide(change, envelopes, now));
    }

    isTransition(change) {
      return this.gate.isTransition(change.number);
    }

    seen(change, now) {
      return this.gate.seen(change.number, now);
    }

    brief(change, statements, now, around) {
      return this.gate.brief(change.number, statements, now, around);
    }

    outlook(change, statements, now, around) {
      return this.gate.outlook(change.number, statements, now, around);
    }

    candidates(rule, requirement, change, statements, now, around) {
      return this.gate.candidates(rule, requirement, change.number, statements, now, around);
    }

    draft(change, statements, intent) {
      return this.gate.draft(change.number, statements, intent);
    }
  }

  class NativePlan {
    constructor(plan) {
      this.plan = plan;
    }

    static read(bytes) {
      return new NativePlan(native.NativePlan.read(bytes));
    }

    toJson() {
      return this.plan.toJson();
    }

    readChange(bytes) {
      return new NativeChange(this.plan.readChange(bytes));
    }
  }

  const combine = (one, other) => new NativeDecision(native.decisionCombine(one.number, other.number));
  return { ...native, NativeChange, NativeDecision, NativeGate, NativePlan, combine };
}

module.exports = { over };
