export * from './surface.js';

declare module './surface.js' {
  interface Draft {
    /** Signs the statement and returns the envelope. */
    sign(key: SecretKey): string;
  }
}

/** An Ed25519 private key. It is never shown. */
export class SecretKey {
  #private;
  private constructor();
  /** Returns the key that 32 secret bytes are. They have to come from a generator fit for keys. */
  static fromSeed(seed: Uint8Array): SecretKey;
  /** Reads a key as PKCS#8 in PEM. */
  static fromPem(text: string): SecretKey;
  /** The public key, as a roster has it. */
  readonly public: string;
  readonly fingerprint: string;
  /** Returns the signature of a message, 64 bytes. */
  sign(message: Uint8Array): Uint8Array<ArrayBuffer>;
  /** Returns the envelope of an in-toto Statement, such as `decision.summary`, signed with this key of a gate. */
  seal(payload: string | Uint8Array): string;
  /** Returns the key as PKCS#8 in PEM. */
  toPem(): string;
  /** Wipes the key. Using the object afterwards is a fault, `freed`. */
  free(): void;
}
