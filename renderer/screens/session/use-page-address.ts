import { useEffect } from 'react'
import { useActions } from '../../app/store-context'
import { addressOfPage, pageOfAddress } from '../../store/page-address'
import type { SessionPage } from '../../store/state'

/**
 * Gives the current page an address in the history of the window, so that Back returns to the page
 * before, and a page that crashed comes back where it was. The address ends with the session.
 */
export function usePageAddress(page: SessionPage): void {
  const { goToPage } = useActions()
  useEffect(() => {
    const { hash } = window.location
    if (hash === addressOfPage(page)) return
    // The first page replaces the address without a page: Back must not lead to it.
    const change = pageOfAddress(hash) ? 'pushState' : 'replaceState'
    window.history[change](null, '', addressOfPage(page))
  }, [page])
  useEffect(() => {
    const followAddress = () => {
      const addressed = pageOfAddress(window.location.hash)
      if (addressed) goToPage(addressed)
    }
    window.addEventListener('popstate', followAddress)
    return () => {
      window.removeEventListener('popstate', followAddress)
      // Not the address of the explorer, which replaces the session in developer builds.
      if (pageOfAddress(window.location.hash)) window.history.replaceState(null, '', '#/')
    }
  }, [goToPage])
}
