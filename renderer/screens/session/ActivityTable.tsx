import type { Ref } from 'react'
import type { ActivityEntry } from '../../../preload/contract'
import { eventText, failureEvents } from '../../../copy/event-text'
import { useText } from '../../app/intl'
import { DayTable } from './DayTable'
import styles from './ActivityTable.module.css'

type ActivityTableProps = { entries: readonly ActivityEntry[]; ref?: Ref<HTMLTableElement> }

/** The entries by day, with time and event. Only failures are marked. */
export function ActivityTable({ entries, ...rest }: ActivityTableProps) {
  const text = useText()
  return <DayTable {...rest} title={text('act.h1')} entries={entries} what={(entry) => <What entry={entry} />} />
}

function What({ entry: { event, outcome } }: { entry: ActivityEntry }) {
  const text = useText()
  if (failureEvents.has(event)) return <span className={styles['failed']}>{text(eventText[event])}</span>
  return (
    <>
      {text(eventText[event])}
      {outcome === 'refused' && <span className={styles['failed']}> {text('act.fail')}</span>}
    </>
  )
}
