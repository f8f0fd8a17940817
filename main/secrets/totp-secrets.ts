/**
 * Stores the secret of an authenticator. The app must read it, so it cannot be a hash: it is in the
 * account's row, sealed by this computer's key store for that account only. It does not open on
 * another computer; backup codes work there.
 */
import type { Random } from '../auth/secrets'
import { readSealed, seal, unseal, type KeyStore, type Unsealed } from './envelope-encryption'

export type TotpSecrets = {
  /** Whether the computer has a real key store, which two-factor requires. */
  isAvailable: () => Promise<boolean>
  /** Null if the key store refuses. Never rejects. */
  seal: (email: string, secret: string) => Promise<string | null>
  /** Null if it does not open, perhaps temporarily. Never rejects. */
  open: (email: string, sealed: string) => Promise<Unsealed | null>
}

export function createTotpSecrets(keyStore: KeyStore, random: Random): TotpSecrets {
  const purposeOf = (email: string) => `latchkey two-factor 1 ${email}`
  const isAvailable = () => keyStore.isProtected().catch(() => false)
  return {
    isAvailable,
    async seal(email, secret) {
      try {
        return (await isAvailable()) ? JSON.stringify(await seal(purposeOf(email), secret, keyStore, random)) : null
      } catch {
        return null
      }
    },
    async open(email, json) {
      const sealed = readSealed(purposeOf(email), json)
      return sealed && unseal(purposeOf(email), sealed, keyStore).catch(() => null)
    },
  }
}
