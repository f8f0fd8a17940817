import type { Ref } from 'react'
import type { ActivityEntry } from '../../../preload/contract'
import { eventText } from '../../../copy/event-text'
import { Time } from '../../ui/Time'
import { useClock } from '../../ui/clock'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { daysBetween } from '../../app/local-time'
import styles from './ActivityTable.module.css'

type ActivityTableProps = { entries: readonly ActivityEntry[]; ref?: Ref<HTMLTableElement> }

/** The entries by day, with time and event. Only failures are marked. */
export function ActivityTable({ entries, ref }: ActivityTableProps) {
  const text = useText()
  const { day } = useFormats()
  const now = useClock().now()
  const days = groupByDay(entries)
  return (
    <table ref={ref} className={styles['table']}>
      <caption className="visually-hidden">{text('act.h1')}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{text('act.when')}</th>
          <th scope="col">{text('act.what')}</th>
        </tr>
      </thead>
      {days.map((ofDay) => (
        <tbody key={ofDay[0]?.id}>
          <tr>
            <th scope="rowgroup" colSpan={2} className={styles['day']}>
              {day(ofDay[0]?.at ?? now, now)}
            </th>
          </tr>
          {ofDay.map((entry) => (
            <tr key={entry.id} className={styles['row']}>
              <th scope="row" tabIndex={-1} className={styles['when']}>
                <Time at={entry.at} form="time" />
              </th>
              <td>
                {text(eventText[entry.event])}
                {entry.outcome === 'refused' && <span className={styles['failed']}> {text('act.fail')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

/** Entries of the same local day that follow each other. */
function groupByDay(entries: readonly ActivityEntry[]): ActivityEntry[][] {
  const days: ActivityEntry[][] = []
  for (const entry of entries) {
    const last = days.at(-1)
    if (last?.[0] && daysBetween(last[0].at, entry.at) === 0) last.push(entry)
    else days.push([entry])
  }
  return days
}
