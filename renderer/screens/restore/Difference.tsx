import { Disclosure } from '../../ui/Disclosure'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import type { RestorePreview } from './types'
import styles from './Difference.module.css'

type RestoreDifference = NonNullable<RestorePreview['difference']>
type DifferenceProps = { id: string; difference: RestoreDifference; madeAt: number }

const listNames = ['added', 'removed', 'otherPassword', 'backupCodesOnly'] as const
/** Each list shows this many emails; the others are behind a disclosure. */
const shownMax = 5

/** Lists whose account the restore adds, removes or changes. `id` is for the text as a whole. */
export function Difference({ id, difference, madeAt }: DifferenceProps) {
  const text = useText()
  const names = listNames.filter((name) => difference[name].count > 0)
  return (
    <div id={id} className={styles['parts']}>
      {names.length === 0 && <p>{text('restore.same')}</p>}
      {names.map((name) => (
        <Part key={name} name={name} list={difference[name]} madeAt={madeAt} />
      ))}
    </div>
  )
}

type PartProps = { name: (typeof listNames)[number]; list: RestoreDifference['added']; madeAt: number }

function Part({ name, list: { count: n, emails }, madeAt }: PartProps) {
  const text = useText()
  const { dateTime } = useFormats()
  const sentence = text(`restore.diff.${name}`, { n, date: dateTime(madeAt) })
  const notSent = n - emails.length
  return (
    <div className={styles['part']}>
      <p>{sentence}</p>
      <EmailList emails={emails.slice(0, shownMax)} />
      {n > shownMax && (
        <Disclosure summary={text('restore.more', { n: n - shownMax })}>
          {/* A scrollable region must be focusable by keyboard. */}
          <div className={styles['frame']} tabIndex={0} role="region" aria-label={sentence}>
            <EmailList emails={emails.slice(shownMax)} />
          </div>
          {notSent > 0 && <p className={styles['emails']}>{text('import.more', { n: notSent })}</p>}
        </Disclosure>
      )}
    </div>
  )
}

function EmailList({ emails }: { emails: readonly string[] }) {
  return (
    <ul className={styles['emails']}>
      {emails.map((email) => (
        <li key={email}>{email}</li>
      ))}
    </ul>
  )
}
