import type { Ref } from 'react'
import type { ActivityEntry } from '../../../preload/contract'
import { eventText } from '../../../copy/event-text'
import { Time } from '../../ui/Time'
import { useText } from '../../app/intl'
import styles from './ActivityTable.module.css'

type ActivityTableProps = { entries: readonly ActivityEntry[]; ref?: Ref<HTMLTableSectionElement> }

/** The time, event and result of each entry. Narrow windows show the rows as a list. */
export function ActivityTable({ entries, ref }: ActivityTableProps) {
  const text = useText()
  return (
    <table className={styles['table']}>
      <caption className="visually-hidden">{text('act.h2')}</caption>
      <thead className={styles['head']}>
        <tr>
          <th scope="col">{text('act.when')}</th>
          <th scope="col">{text('act.what')}</th>
          <th scope="col">{text('act.result')}</th>
        </tr>
      </thead>
      <tbody ref={ref}>
        {entries.map((entry) => (
          <tr key={entry.id} className={styles['row']}>
            <th scope="row" tabIndex={-1} className={styles['when']}>
              <Time at={entry.at} form="shortDateTime" />
            </th>
            <td>{text(eventText[entry.event])}</td>
            <td className={entry.outcome === 'done' ? styles['done'] : styles['failed']}>
              {text(entry.outcome === 'done' ? 'act.ok' : 'act.fail')}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
