import type { ReactNode, Ref } from 'react'
import type { Time as Milliseconds } from '../../../preload/contract'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { daysBetween } from '../../app/local-time'
import { useClock } from '../../ui/clock'
import styles from './DayTable.module.css'
import { Time } from '../../ui/Time'

type Entry = { id: number; at: Milliseconds }
type DayTableProps<E extends Entry> = {
  title: string
  entries: readonly E[]
  what: (entry: E) => ReactNode
  ref?: Ref<HTMLTableElement>
}

/** Entries by day, newest first, each with its time and what happened. */
export function DayTable<E extends Entry>({ title, entries, what, ref }: DayTableProps<E>) {
  const text = useText()
  const { day } = useFormats()
  const now = useClock().now()
  const days = groupByDay(entries)
  return (
    <table ref={ref} className={styles['table']}>
      <caption className="visually-hidden">{title}</caption>
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
              <td>{what(entry)}</td>
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

/** Entries of the same local day that follow each other. */
function groupByDay<E extends Entry>(entries: readonly E[]): E[][] {
  const days: E[][] = []
  for (const entry of entries) {
    const last = days.at(-1)
    if (last?.[0] && daysBetween(last[0].at, entry.at) === 0) last.push(entry)
    else days.push([entry])
  }
  return days
}
