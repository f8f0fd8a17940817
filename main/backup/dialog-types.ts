import type { RestoreAttempts } from '../calls/steps/authorize-restore'

/** Asks where to save. Returns a path, or null if the user cancels. */
export type ChooseTarget = (name: string) => Promise<string | null>

/** Asks for a file. Returns a path, or null if the user cancels. */
export type ChooseSource = () => Promise<string | null>

/**
 * The previewed backup, which may be restored, and the encrypted file that awaits its passphrase.
 */
export type RestoreState = {
  preview: { id: string; bytes: Uint8Array } | null
  encrypted: Uint8Array | null
  /** One restore at a time. */
  restoring: boolean
  /** Guesses at the owner of a backup. */
  attempts: RestoreAttempts
}
