// Policies and rosters that people have signed.

import { using } from './handle.js';
import { bytes, call, frozen, instant, list, optional, options, submitted, text, where } from './values.js';

/** Returns what is about policies and rosters that people have signed. */
function authority(native, { Policy, Roster }) {
  function documentKind(kind) {
    return Object.freeze({
      word: kind.word(),
      payloadType: kind.payloadType(),
      namespace: kind.namespace(),
      message: (document) => kind.message(text(document, kind.word())),
      add(document, signed) {
        const { key, signature, signatures } = options(signed, 'signature', ['key', 'signature'], ['signatures']);
        const given = [
          text(document, kind.word()),
          signatures === undefined ? undefined : submitted(signatures, 'signatures'),
          text(key, 'signature', 'key'),
          bytes(signature, 'signature', 'signature'),
        ];
        return call(() => kind.add(...given));
      },
    });
  }

  /** Runs `body` with a document of a state and its signatures. */
  function signedDocument(Class, signed, document, body) {
    options(signed, document, ['document'], ['signatures']);
    const { signatures } = signed;
    const given = signatures === undefined ? undefined : submitted(signatures, document, 'signatures');
    return using(Class, signed.document, document, (read) => body(read, given));
  }

  /** Runs `body` with how policy and roster came to be what they are. */
  function following(history, body) {
    const { states, now, anchor, revocations } = options(
      history,
      'history',
      ['states', 'now'],
      ['anchor', 'revocations'],
    );
    const at = instant(now, 'history', 'now');
    const pinned = anchor === undefined ? undefined : text(anchor, 'history', 'anchor');
    const revoked = optional(native.NativeRevocations, revocations, 'revocations');
    const made = call(() => new native.NativeHistory(at, pinned, revoked));
    try {
      list(states, 'history', 'states').forEach((state, index) => {
        const inState = (it) => ({
          ...it,
          document: it.document === 'state' ? `states[${index}]` : `states[${index}].${it.document}`,
        });
        where(() => {
          const { policy, roster } = options(state, 'state', ['policy', 'roster'], []);
          signedDocument(Policy, policy, 'policy', (...policy) =>
            signedDocument(Roster, roster, 'roster', (...roster) => made.push(...policy, ...roster)),
          );
        }, inState);
      });
      return call(() => body(made));
    } finally {
      made.free?.();
    }
  }

  /** Which document is signed; a signature of one sort is none of the other. */
  const DocumentKind = Object.freeze({
    policy: documentKind(native.NativeDocumentKind.policy()),
    roster: documentKind(native.NativeDocumentKind.roster()),
  });

  /** Follows a history. */
  const follow = (history) => frozen(JSON.parse(following(history, (made) => made.follow())));

  return { DocumentKind, follow, following };
}

export { authority };
