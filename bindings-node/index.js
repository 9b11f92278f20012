// The same classes as for `require`: there is one copy of them in a process.
import foureyes from './index.cjs';

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
  SecretKey,
  Statements,
  StoredDecision,
  detectCommit,
  version,
} = foureyes;
