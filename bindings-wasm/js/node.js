// The same classes as for `require`: there is one copy of them in a process.
import foureyes from './node.cjs';

export const {
  Agents,
  Brief,
  Cases,
  Change,
  Decision,
  DocumentKind,
  Draft,
  Enrolment,
  FoureyesError,
  Gate,
  Permit,
  Plan,
  Policy,
  Refused,
  Roster,
  Statements,
  StoredDecision,
  detectCommit,
  follow,
  init,
  initSync,
  version,
} = foureyes;

export default init;
