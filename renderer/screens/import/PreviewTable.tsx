import { useText, type MessageKey } from '../../app/intl'
import type { ImportPreview } from './types'
import styles from './PreviewTable.module.css'

/** Limits the rows: a hundred thousand would make the window slow. */
const maxRows = 200

/** Lists the accounts of the file and what the import would do with each. */
export function PreviewTable({ rows }: { rows: ImportPreview['rows'] }) {
  const text = useText()
  const hiddenRows = rows.length - maxRows
  return (
    <>
      {/* A scrollable region must be focusable by keyboard. */}
      <div className={styles['frame']} tabIndex={0} role="region" aria-label={text('import.h1')}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{text('register.email.label')}</th>
              <th scope="col">{text('import.status')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, maxRows).map(({ email, status }, index) => (
              // An email may occur twice, and the list never changes.
              <tr key={index}>
                <th scope="row">{email}</th>
                <td>{text(statusText[status])}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hiddenRows > 0 && <p className={styles['more']}>{text('import.more', { n: hiddenRows })}</p>}
    </>
  )
}

const statusText: Record<ImportPreview['rows'][number]['status'], MessageKey> = {
  ready: 'import.ready',
  taken: 'import.taken',
  noPassword: 'import.nopw',
  badEmail: 'import.bad',
}
