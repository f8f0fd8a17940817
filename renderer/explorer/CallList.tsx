import { useEffect, useId, useState, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { useAnnounce } from '../a11y/Announcer'
import { Button } from '../ui/Button'
import inputStyles from '../forms/Input.module.css'
import { explorerCalls, type ExplorerCall } from './calls'
import styles from './Explorer.module.css'
import { useWords } from './words'

type CallListProps = {
  searchRef: RefObject<HTMLInputElement | null>
  selected: string
  onSelect: (name: string) => void
}

/** Delay after the last keystroke before the count is announced. */
const announceDelayMs = 500

/** Lists every call. Searches names, summaries and error codes; arrow keys move, Enter opens. */
export function CallList({ searchRef, selected, onSelect }: CallListProps) {
  const words = useWords()
  const id = useId()
  const [query, setQuery] = useState('')
  const matchingCalls = explorerCalls.filter((call) => matches(call, query.trim().toLowerCase()))
  useAnnouncedCount(matchingCalls.length, query)
  const clear = () => {
    setQuery('')
    searchRef.current?.focus()
  }
  return (
    <nav className={styles['list']} aria-label={words('api.calls')} onKeyDown={moveFocus}>
      <label htmlFor={id} className={styles['label']}>
        {words('api.search')}
      </label>
      <input
        id={id}
        ref={searchRef}
        type="search"
        name="q"
        autoComplete="off"
        spellCheck={false}
        className={inputStyles['input']}
        value={query}
        onChange={(event) => setQuery(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') clear()
        }}
      />
      <p className={styles['muted']}>{words('api.count', { n: matchingCalls.length })}</p>
      {matchingCalls.length === 0 && (
        <>
          <p>{words('api.none', { q: query })}</p>
          <Button onClick={clear}>{words('api.clear')}</Button>
        </>
      )}
      {(['auth', 'desktop'] as const).map((bridge) => {
        const calls = matchingCalls.filter((call) => call.bridge === bridge)
        if (calls.length === 0) return null
        return (
          <Group key={bridge} title={words(`api.group.${bridge}`)}>
            {calls.map(({ name }) => (
              <Entry key={name} name={name} isCurrent={name === selected} onSelect={onSelect} />
            ))}
          </Group>
        )
      })}
      <Group title={words('api.group.events')}>
        <Entry name="events" isCurrent={selected === 'events'} onSelect={onSelect} />
      </Group>
    </nav>
  )
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId()
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles['group']}>
        {title}
      </h2>
      <ul className={styles['entries']}>{children}</ul>
    </section>
  )
}

function Entry({ name, isCurrent, onSelect }: { name: string; isCurrent: boolean; onSelect: (name: string) => void }) {
  return (
    <li>
      <button
        type="button"
        data-entry=""
        className={styles['entry']}
        aria-current={isCurrent ? 'page' : undefined}
        onClick={() => onSelect(name)}
      >
        {name}
      </button>
    </li>
  )
}

function matches({ name, shape, errors }: ExplorerCall, query: string): boolean {
  return [name, shape.summary, ...errors].some((text) => text.toLowerCase().includes(query))
}

function useAnnouncedCount(n: number, query: string) {
  const words = useWords()
  const { polite } = useAnnounce()
  useEffect(() => {
    if (query === '') return
    const timer = setTimeout(() => polite(words('api.count', { n })), announceDelayMs)
    return () => clearTimeout(timer)
  }, [n, polite, query, words])
}

/** Moves the focus between the search field and the entries with Up and Down. */
function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const focusable = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('input, [data-entry]'))
  const next = focusable[focusable.indexOf(document.activeElement as HTMLElement) + step]
  if (!next) return
  event.preventDefault()
  next.focus()
}
