/**
 * The secret of an authenticator, at rest. The app must read it, so it is no hash: it stands in the account's row, sealed
 * by this computer's key store for that account alone. On another computer it does not open; then backup codes do.
 */
import type { Random } from '../auth/secrets'
import { readSealed, seal, unseal, type KeyStore } from './envelope-encryption'

export type TotpSecrets = {
  /** Whether the computer has a real key store: two-factor is offered only there. */
  isAvailable: () => Promise<boolean>
  /** Null when the key store refuses. Never rejects. */
  seal: (email: string, secret: string) => Promise<string | null>
  /** Null when it does not open, today at least. Never rejects. */
  open: (email: string, sealed: string) => Promise<string | null>
}

export function createTotpSecrets(keyStore: KeyStore, random: Random): TotpSecrets {
  const purposeOf = (email: string) => `latchkey two-factor 1 ${email}`
  const isAvailable = () => keyStore.isReal().catch(() => false)
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
