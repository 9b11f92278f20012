// Every vector, in the form that tests/vectors/README.md describes: the same canonical bytes, the same errors.

import { bytesOf, equal, thrown } from './check.js';

/**
 * Returns a test for every vector.
 *
 * @param api what the package exports
 * @param files where the vectors are: `list()` gives their paths, `text(path)` the text of one
 */
export async function conformance(api, files) {
  const paths = await files.list();
  equal(paths.length > 600, true, `there are ${paths.length} vectors`);
  return paths.map((path) => ({
    name: path,
    run: async () => {
      const { input, expect } = JSON.parse(await files.text(path));
      check(api, input, expect);
    },
  }));
}

function check(api, input, expect) {
  if (expect.errors !== undefined) {
    const { problems } = thrown(api.FoureyesError, () => decide(api, input));
    const errors = problems.filter(({ severity }) => severity === 'error');
    equal(
      errors.map(({ document, code, path }) => ({ document, code, path })),
      expect.errors.map(({ document, code, path = '' }) => ({ document, code, path })),
      'errors',
    );
    return;
  }
  const decision = decide(api, input);
  const json = decision.toJson();
  equal(json, expect.decision, 'canonical bytes');
  equal(decision.verdict, expect.verdict, 'verdict');
  equal(decision.allowed, expect.verdict === 'allow', 'allowed');
  equal(decision.because, expect.because, 'because');
  equal(decision.missing.people, expect.missing ?? [], 'missing');
  const stored = api.StoredDecision.from(json);
  equal([stored.toJson(), stored.verdict], [json, expect.verdict], 'stored');
  equal(stored.explain(), decision.explain(), 'explanation');
  equal(stored.toMarkdown(), decision.toMarkdown(), 'markdown');
  checkAround(api, input);
}

/** The brief stands as the decision does, and every moment of the outlook is what the gate then says. */
function checkAround(api, input) {
  const { gate, request } = asked(api, input);
  const brief = gate.brief(request);
  const { verdict, requirements } = gate.evaluate(request);
  equal([brief.verdict, brief.record.requirements], [verdict, requirements], 'brief');
  equal(JSON.stringify(brief), brief.toJson(), 'brief as JSON');
  equal(brief.explain().startsWith('BRIEF  ') && brief.toMarkdown().startsWith('**Brief'), true, 'brief as text');
  for (const moment of gate.outlook(request)) {
    equal(gate.evaluate({ ...request, now: moment.at }).verdict, moment.verdict, `outlook at ${moment.at}`);
  }
}

function decide(api, input) {
  const { gate, request } = asked(api, input);
  if (input.candidate === undefined) {
    return gate.evaluate(request);
  }
  const candidate = {
    policy: policyOf(api, input.candidate.policy),
    roster: rosterOf(api, input.candidate.roster),
  };
  return gate.evaluateTransition(candidate, request);
}

/** Returns the gate of a vector, and what it is asked. */
function asked(api, input) {
  const gate = api.Gate.compile(policyOf(api, input.policy), rosterOf(api, input.roster));
  const change = changeOf(api, input.change);
  const given = input.statements ?? [];
  const statements = gate.verify(
    given.map(({ envelope, envelopeBase64 }) => envelope ?? bytesOf(envelopeBase64)),
    {
      witnessedAt: given.map(({ witnessedAt }) => witnessedAt),
      ...only(input, ['completeAsOf']),
    },
  );
  const circumstances = only(input, ['revocations', 'duty', 'consumed', 'lastSeen', 'simulated']);
  return { gate, request: { change, statements, now: input.now, ...circumstances } };
}

const only = (input, names) =>
  Object.fromEntries(names.filter((name) => name in input).map((name) => [name, input[name]]));

function policyOf({ Policy }, { profile, ...document }) {
  return profile === undefined ? documentOf(Policy, document) : Policy.profile(profile);
}

const rosterOf = ({ Roster }, document) => documentOf(Roster, document);

function documentOf(Class, { json, jsonBase64, toml }) {
  if (toml !== undefined) {
    return Class.from(toml, { format: 'toml' });
  }
  return Class.from(json ?? bytesOf(jsonBase64), { format: 'json' });
}

function changeOf({ Change }, input) {
  if ('raw' in input) {
    return Change.from(input.raw);
  }
  if ('rawBase64' in input) {
    return Change.from(bytesOf(input.rawBase64));
  }
  const [read, written] = [Change.from(input), Change.from(JSON.stringify(input))];
  equal(read.toJson(), written.toJson(), 'the change as an object and as text');
  return read;
}
