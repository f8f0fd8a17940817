/** Asks where to save: a path, or null when the person cancels. */
export type ChooseTarget = (name: string) => Promise<string | null>

/** Asks for a file: a path, or null when the person cancels. */
export type ChooseSource = () => Promise<string | null>

/** The backup that was previewed and may be restored, and an encrypted file that waits for its passphrase. */
export type RestoreState = { preview: { id: string; bytes: Uint8Array } | null; encrypted: Uint8Array | null }
