// Shows what failed and what was skipped, and ends with one line of counts, in the form of `cargo test`.

import { relative } from 'node:path';

export default async function* report(events) {
  const counts = { passed: 0, failed: 0, ignored: 0 };
  for await (const { type, data } of events) {
    if (type === 'test:fail' && data.details.type !== 'suite') {
      counts.failed += 1;
      const { error } = data.details;
      const where = data.file === undefined ? '' : ` (${relative('', data.file)})`;
      yield `test ${data.name}${where} ... FAILED\n${error.cause?.stack ?? error.cause ?? error.stack}\n`;
    } else if (type === 'test:pass' && data.details.type !== 'suite') {
      const skipped = data.skip ?? data.todo;
      if (skipped === undefined) {
        counts.passed += 1;
      } else {
        counts.ignored += 1;
        yield `test ${data.name} ... ignored, ${skipped}\n`;
      }
    } else if (type === 'test:stderr' || type === 'test:stdout') {
      yield data.message;
    }
  }
  const { passed, failed, ignored } = counts;
  const word = failed === 0 ? 'ok' : 'FAILED';
  yield `test result: ${word}. ${passed} passed; ${failed} failed; ${ignored} ignored\n`;
}
