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

const basePath = '#/dev/api'
export const eventsName = 'events'

/**
 * Lists every call of the contract and runs it on the real data. The address of a call is
 * `#/dev/api/auth.logIn`. The dev server and the tests include the explorer; packages do not.
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
  const searchField = useRef<HTMLInputElement>(null)
  const selected = useSelected()
  const call = explorerCalls.find(({ name }) => name === selected) ?? null
  const runs = useRun()
  const details = useRef<HTMLDivElement>(null)
  useEffect(() => searchField.current?.focus(), [])
  const selectCall = (name: string) => {
    navigate(`${basePath}/${name}`)
    details.current?.focus()
  }
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return
      event.preventDefault()
      searchField.current?.focus()
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
        <TextLink to="#/" onFollow={() => navigate('#/')}>
          {words('api.leave')}
        </TextLink>
      </div>
      <div className={styles['columns']} data-open={selected !== '' || undefined}>
        <CallList searchRef={searchField} selected={selected} onSelect={selectCall} />
        <div className={styles['details']} ref={details} tabIndex={-1}>
          {selected !== '' && (
            <p className={styles['back']}>
              <TextLink to={basePath} onFollow={() => navigate(basePath)}>
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

function navigate(hash: string): void {
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
  return hash.startsWith(`${basePath}/`) ? hash.slice(basePath.length + 1) : ''
}
