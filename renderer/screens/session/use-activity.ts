import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import type { ActivityEntry, CallOutcome, Profile } from '../../../preload/contract'
import type { ErrorOf } from '../../../preload/errors'
import type { SharedError } from '../../app/error-text'
import { useBusy } from '../../forms/use-busy'
import { useActions } from '../../app/store-context'

export type ActivityState = {
  entries: readonly ActivityEntry[]
  next: number | null
  loaded: boolean
  error: ErrorOf<SharedError> | null
}

const emptyState: ActivityState = { entries: [], next: null, loaded: false, error: null }

/** Loads the newest activity initially and after each profile change, older pages on demand. */
export function useActivity(profile: Profile) {
  const { activity } = useActions()
  const { stage, run } = useBusy()
  const [state, setState] = useState(emptyState)

  // A profile change also adds an entry. Answers to outdated requests are ignored.
  useEffect(() => {
    let isCurrent = true
    void activity({}).then((page) => {
      if (isCurrent) setState((previous) => withNewest(previous, page))
    })
    return () => {
      isCurrent = false
    }
  }, [activity, profile])

  const retry = async () => {
    const page = await run(() => activity({}))
    if (page) setState((previous) => withNewest(previous, page))
  }

  /**
   * Loads the next older page and returns its number of entries. They are already rendered, so that
   * one of them can be focused.
   */
  const more = async (): Promise<number> => {
    const { next } = state
    const page = next === null ? undefined : await run(() => activity({ before: next }))
    if (!page) return 0
    flushSync(() => setState((previous) => withOlder(previous, page)))
    return page.ok ? page.value.entries.length : 0
  }

  return { state, stage, retry, more }
}

/** Puts the newest page before the older entries that are already loaded. */
function withNewest(state: ActivityState, page: CallOutcome<'activity'>): ActivityState {
  if (!page.ok) return { ...state, error: page.error }
  const { entries, next } = page.value
  const oldest = entries.at(-1)?.id ?? 0
  const older = state.entries.filter(({ id }) => id < oldest)
  const all = [...entries, ...older]
  return { entries: all, next: older.length > 0 ? state.next : next, loaded: true, error: null }
}

function withOlder(state: ActivityState, page: CallOutcome<'activity'>): ActivityState {
  if (!page.ok) return { ...state, error: page.error }
  return { entries: [...state.entries, ...page.value.entries], next: page.value.next, loaded: true, error: null }
}
