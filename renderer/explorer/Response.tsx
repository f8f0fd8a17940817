import { useId } from 'react'
import type { ExplorerCall } from './calls'
import { CopyButton } from './CopyButton'
import styles from './Explorer.module.css'
import { asTypeScript } from './input'
import { summaryOf, type useRun } from './use-run'
import { useWords } from './words'

/** What the call answered last, in a region of its own; secrets are masked, and there is no way to see them. */
export function Response({ call, runs }: { call: ExplorerCall; runs: ReturnType<typeof useRun> }) {
  const words = useWords()
  const heading = useId()
  const last = runs.runs.find((run) => run.call === call.name)
  return (
    <section aria-labelledby={heading} className={styles['panel']}>
      <h3 id={heading}>{words('api.res')}</h3>
      {runs.running === call.name && <p>{words('api.running', { call: call.name })}</p>}
      {runs.late && <p className={styles['error']}>{words('api.down', { s: 15 })}</p>}
      {!last && runs.running === null && <p className={styles['quiet']}>{words('api.res.empty')}</p>}
      {last && (
        <>
          <p className={last.outcome.ok ? undefined : styles['error']}>{summaryOf(last, words)}</p>
          {last.mismatches.length > 0 && (
            <p className={styles['error']}>
              {words('api.mismatch')}: {last.mismatches.join(', ')}
            </p>
          )}
          <pre className={styles['code']} tabIndex={0}>
            {JSON.stringify(last.outcome, null, 2)}
          </pre>
          <p className={styles['quiet']}>{words('api.masked')}</p>
          <div className={styles['tools']}>
            <CopyButton what={words('api.response')} text={() => JSON.stringify(last.outcome, null, 2)}>
              {words('api.copyres')}
            </CopyButton>
            <CopyButton what={words('api.typescript')} text={() => asTypeScript(call, last.input)}>
              {words('api.copyts')}
            </CopyButton>
          </div>
        </>
      )}
    </section>
  )
}
