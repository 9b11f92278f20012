// The same classes as for `require`: there is one copy of them in a process.
import foureyes from './node.cjs';

export const {
  Agents,
  Change,
  Decision,
  Draft,
  FoureyesError,
  Gate,
  Permit,
  Policy,
  Refused,
  Roster,
  Statements,
  StoredDecision,
  detectCommit,
  init,
  initSync,
  version,
} = foureyes;

export default init;
