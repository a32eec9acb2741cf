/** A signature over bytes, with all that somebody needs to verify it elsewhere. */
export interface Signature {
  readonly keyId: string;
  readonly alg: string;
  /** base64url. */
  readonly signature: string;
}

/** The public half of a key, as it is published: SPKI in DER, base64. */
export interface PublicKey {
  readonly id: string;
  readonly alg: string;
  readonly publicKey: string;
}

export type KeyProblem = 'key_missing' | 'key_unreadable';

/**
 * Who signs for the organ. Everything that may take a device is asynchronous and takes whole bytes, so that a module with SM2
 * over SM3 (GB/T 32918, 38540) can stand here in place of the soft one; what is stored names key and algorithm.
 */
export interface SignatureProvider {
  /** The key that signs now, or why none does. Asked anew each time: a key comes and goes while the service runs. */
  current(): Promise<PublicKey | KeyProblem>;
  /** Throws where no key signs now. */
  sign(bytes: Buffer): Promise<Signature>;
  /** By the public key alone: also for keys that sign no more. */
  verify(bytes: Buffer, signed: Signature, key: PublicKey): Promise<boolean>;
}
