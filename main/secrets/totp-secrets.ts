/**
 * Secrets of authenticators that an older version sealed by this computer's key store. The next
 * log-in encrypts them under the data key instead (keys/totp-secret.ts).
 */
import { readSealed, unseal, type KeyStore } from './envelope-encryption'

export type TotpSecrets = {
  /** Null if it does not open, perhaps temporarily. Never rejects. */
  open: (email: string, sealed: string) => Promise<string | null>
}

export function createTotpSecrets(keyStore: KeyStore): TotpSecrets {
  return {
    async open(email, json) {
      const purpose = `latchkey two-factor 1 ${email}`
      const sealed = readSealed(purpose, json)
      if (!sealed) return null
      return unseal(purpose, sealed, keyStore).then(
        ({ text }) => text,
        () => null,
      )
    },
  }
}
