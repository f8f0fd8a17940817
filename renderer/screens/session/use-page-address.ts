import { useEffect } from 'react'
import { useActions } from '../../app/store-context'
import { addressOfPage, pageOfAddress } from '../../store/page-address'
import type { SessionPage } from '../../store/state'

/**
 * Gives the current page an address in the history of the window, so that Back returns to the page
 * before, and a window that reloads after a crash shows the same page. Entries that an earlier
 * session left in the history lead nowhere: the next person must not see where they lead. The start
 * of the session tells them apart.
 */
export function usePageAddress(page: SessionPage, startedAt: number): void {
  const { goToPage } = useActions()
  useEffect(() => {
    const { hash } = window.location
    const isOurs = isOfSession(window.history.state, startedAt)
    if (isOurs && hash === addressOfPage(page)) return
    // The first page replaces the entry that it finds: Back must not lead to it.
    window.history[isOurs ? 'pushState' : 'replaceState']({ startedAt }, '', addressOfPage(page))
  }, [page, startedAt])
  useEffect(() => {
    const followAddress = (event: PopStateEvent) => {
      const addressed = pageOfAddress(window.location.hash)
      if (addressed && isOfSession(event.state, startedAt)) goToPage(addressed)
      else if (!isOfSession(event.state, startedAt)) window.history.replaceState({ startedAt }, '', addressOfPage(page))
    }
    window.addEventListener('popstate', followAddress)
    return () => window.removeEventListener('popstate', followAddress)
  }, [goToPage, page, startedAt])
  // Not the address of the explorer, which replaces the session in developer builds.
  useEffect(
    () => () => {
      if (pageOfAddress(window.location.hash)) window.history.replaceState(null, '', '#/')
    },
    [],
  )
}

function isOfSession(state: unknown, startedAt: number): boolean {
  return typeof state === 'object' && state !== null && 'startedAt' in state && state.startedAt === startedAt
}
