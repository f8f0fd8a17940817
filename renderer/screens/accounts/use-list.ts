import { useState } from 'react'
import { flushSync } from 'react-dom'
import type { ErrorOf, Outcome } from '../../../preload/errors'
import type { SharedError } from '../../app/error-text'
import { useBusy } from '../../forms/use-busy'

/** `C`: what the call for the next page takes. */
export type Page<T, C> = { items: readonly T[]; next: C | null }
export type PageOutcome<T, C> = Outcome<Page<T, C>, SharedError>
export type ListState<T, C> = Page<T, C> & { loaded: boolean; error: ErrorOf<SharedError> | null }

/** The pages of a list that are loaded so far. */
export function useList<T, C>() {
  const { stage, run } = useBusy()
  const [state, setState] = useState<ListState<T, C>>({ items: [], next: null, loaded: false, error: null })
  return {
    state,
    /** Shows the first page, or its error above what was loaded before. */
    start: (page: PageOutcome<T, C>) =>
      setState((before) => (page.ok ? { ...page.value, loaded: true, error: null } : { ...before, error: page.error })),
    /**
     * Appends a page and returns its number of items. They are already rendered, so that one of
     * them can be focused.
     */
    more: async (load: (next: C) => Promise<PageOutcome<T, C>>): Promise<number> => {
      const { next } = state
      const page = next === null ? undefined : await run(() => load(next))
      if (!page) return 0
      flushSync(() =>
        setState((before) =>
          page.ok
            ? { items: [...before.items, ...page.value.items], next: page.value.next, loaded: true, error: null }
            : { ...before, error: page.error },
        ),
      )
      return page.ok ? page.value.items.length : 0
    },
    change: (edit: (items: readonly T[]) => readonly T[]) =>
      setState((before) => ({ ...before, items: edit(before.items) })),
    /** For the button Show more. */
    busy: { busy: stage !== 'idle', isSlow: stage !== 'idle' && stage !== 'pressed' },
  }
}

/** A page of a call, whose list has a name of its own. */
export function pageOf<V, T, C>(outcome: Outcome<V, SharedError>, toPage: (value: V) => Page<T, C>): PageOutcome<T, C> {
  return outcome.ok ? { ok: true, value: toPage(outcome.value) } : outcome
}
