// The same classes as for `require`: there is one copy of them in a process.
import foureyes from './index.cjs';

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
  SecretKey,
  Statements,
  StoredDecision,
  detectCommit,
  follow,
  version,
} = foureyes;
