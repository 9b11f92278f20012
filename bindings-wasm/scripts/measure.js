// What deciding takes: the median of runs of many calls, on the common scenario.

const RUNS = 15;
const CALLS = 200;

export async function measure(api, scenario) {
  const names = ['policy.toml', 'roster.toml', 'change.json', 'statements.jsonl'];
  const [policy, roster, change, lines] = await Promise.all(names.map((name) => scenario(name)));
  const envelopes = lines.trimEnd().split('\n');
  const now = '2026-03-10T09:30:00Z';
  const gate = api.Gate.compile(policy, roster);
  const statements = gate.verify(envelopes);
  const handle = api.Change.from(change);
  const object = JSON.parse(change);
  const on = (change) => () => gate.evaluate({ change, statements, now }).free();
  return {
    'compile policy and roster': micros(() => api.Gate.compile(policy, roster).free(), CALLS / 20),
    'verify two signatures': micros(() => gate.verify(envelopes).free(), CALLS / 20),
    'decide, prepared handles': micros(on(handle), CALLS),
    'decide, change as text': micros(on(change), CALLS),
    'decide, change as object': micros(on(object), CALLS),
  };
}

function micros(body, calls) {
  const runs = [];
  for (let run = 0; run < RUNS; run += 1) {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) {
      body();
    }
    runs.push(((performance.now() - start) * 1000) / calls);
  }
  runs.sort((one, other) => one - other);
  return `${runs[RUNS >> 1].toFixed(1)} µs`;
}
