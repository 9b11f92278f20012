// The scenario in Node: three evaluations and a permit. Run it from anywhere.

import { readFileSync } from 'node:fs';

import { Change, Gate, Policy, Roster } from 'foureyes';

const scenario = (name) => readFileSync(new URL(`../scenario/${name}`, import.meta.url), 'utf8');

const gate = Gate.compile(Policy.from(scenario('policy.toml')), Roster.from(scenario('roster.toml')));
const change = Change.from(scenario('change.json'));
const [erin, carol] = scenario('statements.jsonl').split('\n');
const now = new Date('2026-03-10T09:30:00Z'); // in earnest: new Date()

let decision;
for (const envelopes of [[], [erin], [erin, carol]]) {
  decision = gate.evaluate({ change, statements: gate.verify(envelopes), now });
  console.log(decision.explain());
}

const permit = decision.permit(scenario('expect.json'));
const until = permit.voidFrom.toISOString().replace('.000Z', 'Z');
console.log(`May ${permit.action} until ${until}; used ${permit.used.length} statements.`);
console.log(decision.toJson());
