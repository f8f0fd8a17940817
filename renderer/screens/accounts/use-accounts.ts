import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Account, CallOutput } from '../../../preload/contract'
import { useAnnounce } from '../../a11y/Announcer'
import { useText, type Message } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { pageOf, useList, type Page } from './use-list'

/** Short enough to feel immediate; one call for a word that is typed fast. */
const pauseBeforeSearchMs = 250

/** The accounts that the search finds, and the search. */
export function useAccounts() {
  const { accounts } = useActions()
  const text = useText()
  const announce = useAnnounce()
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const [attempt, setAttempt] = useState(0)
  /** What the accounts on the screen answer. */
  const [answered, setAnswered] = useState('')
  const announced = useRef('')
  const { state, start, more, change, busy } = useList<Account, string>()

  useEffect(() => {
    const timer = setTimeout(() => setSearch(typed.trim()), pauseBeforeSearchMs)
    return () => clearTimeout(timer)
  }, [typed])

  const show = useEffectEvent((page: Parameters<typeof start>[0]) => {
    start(page)
    if (!page.ok) return
    setAnswered(search)
    if (search !== announced.current) announce.polite(text(foundMessage(page.value)))
    announced.current = search
  })
  // The answer to an outdated search is ignored.
  useEffect(() => {
    let isCurrent = true
    void accounts(inputOf(search)).then((page) => {
      if (isCurrent) show(pageOf(page, toPage))
    })
    return () => {
      isCurrent = false
    }
  }, [accounts, search, attempt])

  return {
    state,
    busy,
    typed,
    answered,
    type: setTyped,
    /** Searches without waiting for the end of the typing. */
    searchNow: () => setSearch(typed.trim()),
    clear: () => {
      setTyped('')
      setSearch('')
    },
    retry: () => setAttempt(attempt + 1),
    more: () => more(async (after) => pageOf(await accounts({ ...inputOf(answered), after }), toPage)),
    replace: (id: number, account: Account | null) =>
      change((items) => items.flatMap((item) => (item.id !== id ? [item] : account ? [account] : []))),
  }
}

export type Accounts = ReturnType<typeof useAccounts>

/** How many accounts a search found. Only the last page knows their number. */
export function foundMessage({ items, next }: Page<Account, string>): Message {
  return { id: next === null ? 'acc.found' : 'acc.found.more', values: { n: items.length } }
}

const inputOf = (search: string) => (search === '' ? {} : { search })
const toPage = ({ accounts, next }: CallOutput<'accounts'>) => ({ items: accounts, next })
