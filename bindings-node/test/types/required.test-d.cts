// The same from CommonJS.

import foureyes = require('foureyes');

const gate: foureyes.Gate = foureyes.Gate.compile(foureyes.Policy.profile('senior-signoff'), '');
const code: foureyes.ReasonCode = 'approvals_missing';
const draft: foureyes.Draft = gate.draft('', {
  reject: { signer: { id: 'carol', key: 'SHA256:x' }, issued: new Date(), nonce: 'n', reason: code },
});
export const envelope: string = draft.sign(foureyes.SecretKey.fromPem(''));
