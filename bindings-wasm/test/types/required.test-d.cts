// The same for those who `require`.

import foureyes = require('../../pkg/index.cjs');

export function decide(gate: foureyes.Gate, change: foureyes.Change, now: Date): foureyes.Verdict {
  return gate.evaluate({ change, now }).verdict;
}
