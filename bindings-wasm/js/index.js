// For browsers, bundlers and edge workers: the classes are there as soon as `init` or `initSync` is done.

import { surface } from './surface.js';
import * as native from './web/foureyes.js';

export let Agents;
export let Brief;
export let Cases;
export let Change;
export let Decision;
export let DocumentKind;
export let Draft;
export let Enrolment;
export let FoureyesError;
export let Gate;
export let Permit;
export let Plan;
export let Policy;
export let Refused;
export let Roster;
export let Statements;
export let StoredDecision;
export let detectCommit;
export let follow;
export let version;

let api;

function ready() {
  if (api === undefined) {
    api = surface(native);
    ({ Agents, Brief, Cases, Change, Decision, DocumentKind, Draft, Enrolment } = api);
    ({ FoureyesError, Gate, Permit, Plan, Policy, Refused, Roster, Statements, StoredDecision } = api);
    ({ detectCommit, follow, version } = api);
  }
  return api;
}

/** Fetches and compiles the module, or takes what is given. Returns the classes, which the imports have too. */
export async function init(module) {
  await native.default(module === undefined ? undefined : { module_or_path: await module });
  return ready();
}

/** Takes the bytes of the module, or a `WebAssembly.Module`. Returns the classes, which the imports have too. */
export function initSync(module) {
  native.initSync({ module });
  return ready();
}

export default init;
