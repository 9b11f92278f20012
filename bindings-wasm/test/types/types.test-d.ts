// Never run: the compiler says whether the types of the package hold what they promise. What the classes promise is
// tested where they are shared with Node.

import init, {
  Change,
  Decision,
  FoureyesError,
  type Foureyes,
  Gate,
  type Verdict,
  detectCommit,
  initSync,
  version,
} from '../../pkg/index.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <_ extends true>(): void => {};

export async function load(response: Promise<Response>, bytes: Uint8Array): Promise<Foureyes> {
  await init();
  await init(new URL('https://example.org/foureyes_bg.wasm'));
  await init(response);
  // @ts-expect-error without a module there is nothing to load
  initSync();
  return initSync(bytes);
}

export function decide(gate: Gate, change: Change, now: Date): Verdict {
  const decision = gate.evaluate({ change, now });
  is<Same<typeof decision, Decision>>();
  is<Same<typeof decision.allowed, boolean>>();
  // @ts-expect-error a verdict is set by nobody
  decision.verdict = 'allow';
  const author = { name: 'Bob', email: 'bob@example.org' };
  is<Same<typeof version, string>>();
  detectCommit({ message: 'Fix', author, committer: author });
  return decision.verdict;
}

export function code(error: unknown): string | undefined {
  return error instanceof FoureyesError ? error.code : undefined;
}
