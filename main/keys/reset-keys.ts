import type { DataKey } from './data-key'

/**
 * The data keys that recovery keys opened, in memory only, for the ten minutes of their reset
 * token. The key of a token that was voided before is out of reach, and dropped with the next
 * housekeeping after its time.
 */
export type ResetKeys = {
  /** `token`: its SHA-256. `until` in steady time. */
  hold(token: string, key: DataKey, until: number): void
  /** The key of a token; null if it has none. Times in ms. */
  keyOf(token: string, now: number): DataKey | null
  /** Forgets the keys of tokens that no longer work. */
  dropExpired(now: number): void
  forget(token: string | null): void
}

export function createResetKeys(): ResetKeys {
  const held = new Map<string, { key: DataKey; until: number }>()
  return {
    hold: (token, key, until) => void held.set(token, { key, until }),
    keyOf(token, now) {
      const found = held.get(token)
      return found && now < found.until ? found.key : null
    },
    dropExpired(now) {
      for (const [token, { until }] of held) if (now >= until) held.delete(token)
    },
    forget(token) {
      if (token !== null) held.delete(token)
    },
  }
}
