import type { DataKey } from './data-key'

/**
 * The data keys behind reset tokens, in memory only, for the ten minutes of their token. The key of
 * a token that was voided before is out of reach, and dropped with the next housekeeping after its
 * time.
 */
export type ResetKeys = {
  /** `token`: its SHA-256. `dataKey`: null if nothing opened it. `until` in steady time. */
  hold(token: string, dataKey: DataKey | null, until: number): void
  /** What was held for a token; null for one that this process did not issue. Times in ms. */
  find(token: string, now: number): { dataKey: DataKey | null } | null
  /** Forgets the keys of tokens that no longer work. */
  dropExpired(now: number): void
  forget(token: string | null): void
}

export function createResetKeys(): ResetKeys {
  const held = new Map<string, { dataKey: DataKey | null; until: number }>()
  return {
    hold: (token, dataKey, until) => void held.set(token, { dataKey, until }),
    find(token, now) {
      const found = held.get(token)
      return found && now < found.until ? found : null
    },
    dropExpired(now) {
      for (const [token, { until }] of held) if (now >= until) held.delete(token)
    },
    forget(token) {
      if (token !== null) held.delete(token)
    },
  }
}
