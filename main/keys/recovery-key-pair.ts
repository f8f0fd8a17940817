/** The X25519 key pair (RFC 7748) of a recovery key. */
import { createPrivateKey, createPublicKey, diffieHellman, hkdfSync, type KeyObject } from 'node:crypto'

const keyBytes = 32
/** RFC 8410: what precedes the 32 bytes of an X25519 key in DER. */
const privatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b656e032100', 'hex')

/** The private key of a recovery key in its canonical spelling. */
export function recoveryPrivateKey(recoveryKey: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', recoveryKey, '', 'latchkey recovery x25519 1', keyBytes))
}

export function publicKeyOf(privateKey: Uint8Array): Uint8Array {
  const der = createPublicKey(toPrivate(privateKey)).export({ format: 'der', type: 'spki' })
  return new Uint8Array(der.subarray(publicPrefix.length))
}

/** Null for a public key of low order: everybody would know the secret (RFC 7748, 6.1). */
export function sharedSecret(privateKey: Uint8Array, publicKey: Uint8Array): Uint8Array | null {
  try {
    const secret = diffieHellman({ privateKey: toPrivate(privateKey), publicKey: toPublic(publicKey) })
    return secret.some((byte) => byte !== 0) ? secret : null
  } catch {
    return null
  }
}

function toPrivate(key: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([privatePrefix, key]), format: 'der', type: 'pkcs8' })
}

function toPublic(key: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([publicPrefix, key]), format: 'der', type: 'spki' })
}
