import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { AuditEntry, CallOutput } from '../../../preload/contract'
import { product } from '../../../copy/product'
import { useAnnounce } from '../../a11y/Announcer'
import { useText, type Message } from '../../app/intl'
import { useActions } from '../../app/store-context'
import { Card } from '../../ui/Card'
import { DayTable } from '../session/DayTable'
import { LoadError } from '../session/LoadError'
import { LoadingIndicator } from '../../ui/LoadingIndicator'
import { ShowMore } from './ShowMore'
import { pageOf, useList } from './use-list'

/** What owners did, and what happened to accounts. `version` changes with each act. */
export function AuditCard({ version }: { version: number }) {
  const text = useText()
  const announce = useAnnounce()
  const { audit } = useActions()
  const [attempt, setAttempt] = useState(0)
  const rows = useRef<HTMLTableElement>(null)
  const { state, start, more, busy } = useList<AuditEntry, number>()
  const show = useEffectEvent(start)
  useEffect(() => {
    let isCurrent = true
    void audit({}).then((page) => {
      if (isCurrent) show(pageOf(page, toPage))
    })
    return () => {
      isCurrent = false
    }
  }, [audit, version, attempt])

  const showMore = async () => {
    const shown = state.items.length
    const n = await more(async (before) => pageOf(await audit({ before }), toPage))
    if (n === 0) return
    rows.current?.querySelectorAll<HTMLElement>('th[scope=row]')[shown]?.focus()
    announce.polite(text('act.more.sr', { n }))
  }

  return (
    <Card title={text('audit.h2')}>
      {state.error && <LoadError error={state.error} onRetry={() => setAttempt(attempt + 1)} />}
      {!state.loaded && !state.error && <LoadingIndicator />}
      {state.loaded && state.items.length === 0 && <p>{text('audit.none')}</p>}
      {state.items.length > 0 && (
        <DayTable ref={rows} title={text('audit.h2')} entries={state.items} what={(entry) => text(sentenceOf(entry))} />
      )}
      {state.next !== null && <ShowMore busy={busy} onPress={() => void showMore()} />}
    </Card>
  )
}

function sentenceOf({ act, actor, target }: AuditEntry): Message {
  const values = { actor: actor ?? product, target: target ?? 'none', self: actor === target ? 'yes' : 'no' }
  return { id: `audit.e.${act}`, values }
}

const toPage = ({ entries, next }: CallOutput<'audit'>) => ({ items: entries, next })
