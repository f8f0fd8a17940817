import { useText, type MessageKey } from '../../app/intl'
import type { ImportPreview } from './types'
import styles from './PreviewTable.module.css'

/** More than anybody reads; a hundred thousand rows would make the window slow. */
const rowsShown = 200

/** The accounts of the file, with what would become of each in words. */
export function PreviewTable({ rows }: { rows: ImportPreview['rows'] }) {
  const text = useText()
  const more = rows.length - rowsShown
  return (
    <>
      {/* It scrolls by itself, so the keyboard must reach it. */}
      <div className={styles['frame']} tabIndex={0} role="region" aria-label={text('import.h1')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{text('register.email.label')}</th>
              <th scope="col">{text('import.status')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, rowsShown).map(({ email, status }, place) => (
              // Emails can stand in the file twice, and the list never changes.
              <tr key={place}>
                <th scope="row">{email}</th>
                <td>{text(statusText[status])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {more > 0 && <p className={styles['more']}>{text('import.more', { n: more })}</p>}
    </>
  )
}

const statusText: Record<ImportPreview['rows'][number]['status'], MessageKey> = {
  ready: 'import.ready',
  taken: 'import.taken',
  noPassword: 'import.nopw',
  badEmail: 'import.bad',
}
