import { useEffect, useRef, useSyncExternalStore } from 'react'
import { Screen } from '../ui/Screen'
import { TextLink } from '../ui/TextLink'
import { CallList } from './CallList'
import { CallView } from './CallView'
import { explorerCalls } from './calls'
import { EventLog } from './EventLog'
import styles from './Explorer.module.css'
import { CopyButton } from './CopyButton'
import { useRun } from './use-run'
import { ExplorerWords, useWords } from './words'

const home = '#/dev/api'
export const eventsName = 'events'

/**
 * Every call of the contract, to be read, run on the real data and copied. Its address is `#/dev/api/auth.logIn`; it is
 * in the dev server's window and in that of the tests, never in what ships.
 */
export function Explorer() {
  return (
    <ExplorerWords>
      <Calls />
    </ExplorerWords>
  )
}

function Calls() {
  const words = useWords()
  const search = useRef<HTMLInputElement>(null)
  const selected = useSelected()
  const call = explorerCalls.find(({ name }) => name === selected) ?? null
  const runs = useRun()
  const details = useRef<HTMLDivElement>(null)
  useEffect(() => search.current?.focus(), [])
  const open = (name: string) => {
    go(`${home}/${name}`)
    details.current?.focus()
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      search.current?.focus()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <Screen h1={words('api.h1')} column="wide">
      <p>{words('api.lead')}</p>
      <div className={styles['tools']}>
        <CopyButton what={words('api.contract')} text={() => contractJson()}>
          {words('api.copycontract')}
        </CopyButton>
        <TextLink to="#/" onFollow={() => go('#/')}>
          {words('api.leave')}
        </TextLink>
      </div>
      <div className={styles['columns']} data-open={selected !== '' || undefined}>
        <CallList searchRef={search} selected={selected} onSelect={open} />
        <div className={styles['details']} ref={details} tabIndex={-1}>
          {selected !== '' && (
            <p className={styles['back']}>
              <TextLink to={home} onFollow={() => go(home)}>
                {words('api.back')}
              </TextLink>
            </p>
          )}
          {call && <CallView key={call.name} call={call} runs={runs} />}
          {selected === eventsName && <EventLog />}
        </div>
      </div>
    </Screen>
  )
}

function contractJson(): string {
  const calls = explorerCalls.map(({ name, shape, reference, errors, types }) => {
    const { summary, access } = shape
    return { name, summary, effect: reference.effect, access, errors, ...types }
  })
  return JSON.stringify(calls, null, 2)
}

function go(hash: string): void {
  window.location.hash = hash
}

function useSelected(): string {
  const hash = useSyncExternalStore(
    (listener) => {
      window.addEventListener('hashchange', listener)
      return () => window.removeEventListener('hashchange', listener)
    },
    () => window.location.hash,
  )
  return hash.startsWith(`${home}/`) ? hash.slice(home.length + 1) : ''
}
