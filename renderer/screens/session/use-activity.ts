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

const nothingYet: ActivityState = { entries: [], next: null, loaded: false, error: null }

/** The activity list: its newest page at once and after each change of the profile, older pages on demand. */
export function useActivity(profile: Profile) {
  const { activity } = useActions()
  const { stage, run } = useBusy()
  const [state, setState] = useState(nothingYet)

  // Whatever changes the profile also leaves a line here; a late answer to an older question is left alone.
  useEffect(() => {
    let asked = true
    void activity({}).then((page) => {
      if (asked) setState((now) => withNewest(now, page))
    })
    return () => {
      asked = false
    }
  }, [activity, profile])

  const retry = async () => {
    const page = await run(() => activity({}))
    if (page) setState((now) => withNewest(now, page))
  }

  /** Fetches the next older page; answers how many entries came. They are on the screen then, so that one can take focus. */
  const more = async (): Promise<number> => {
    const { next } = state
    const page = next === null ? undefined : await run(() => activity({ before: next }))
    if (!page) return 0
    flushSync(() => setState((now) => withOlder(now, page)))
    return page.ok ? page.value.entries.length : 0
  }

  return { state, stage, retry, more }
}

/** The newest page on top of the older ones that are shown already. */
function withNewest(now: ActivityState, page: CallOutcome<'activity'>): ActivityState {
  if (!page.ok) return { ...now, error: page.error }
  const { entries, next } = page.value
  const oldest = entries.at(-1)?.id ?? 0
  const older = now.entries.filter(({ id }) => id < oldest)
  const all = [...entries, ...older]
  return { entries: all, next: older.length > 0 ? now.next : next, loaded: true, error: null }
}

function withOlder(now: ActivityState, page: CallOutcome<'activity'>): ActivityState {
  if (!page.ok) return { ...now, error: page.error }
  return { entries: [...now.entries, ...page.value.entries], next: page.value.next, loaded: true, error: null }
}
