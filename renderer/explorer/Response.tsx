import { useId } from 'react'
import type { ExplorerCall } from './calls'
import { CopyButton } from './CopyButton'
import styles from './Explorer.module.css'
import { asTypeScript } from './input'
import { summaryOf, type useRun } from './use-run'
import { useWords } from './words'

/** Shows the last outcome of the call. Secrets are masked and cannot be revealed. */
export function Response({ call, runs }: { call: ExplorerCall; runs: ReturnType<typeof useRun> }) {
  const words = useWords()
  const heading = useId()
  const lastRun = runs.runs.find((run) => run.call === call.name)
  return (
    <section aria-labelledby={heading} className={styles['panel']}>
      <h3 id={heading}>{words('api.res')}</h3>
      {runs.running === call.name && <p>{words('api.running', { call: call.name })}</p>}
      {runs.late && <p className={styles['error']}>{words('api.down', { s: 15 })}</p>}
      {!lastRun && runs.running === null && <p className={styles['muted']}>{words('api.res.empty')}</p>}
      {lastRun && (
        <>
          <p className={lastRun.outcome.ok ? undefined : styles['error']}>{summaryOf(lastRun, words)}</p>
          {lastRun.mismatches.length > 0 && (
            <p className={styles['error']}>
              {words('api.mismatch')}: {lastRun.mismatches.join(', ')}
            </p>
          )}
          <pre className={styles['code']} tabIndex={0}>
            {JSON.stringify(lastRun.outcome, null, 2)}
          </pre>
          <p className={styles['muted']}>{words('api.masked')}</p>
          <div className={styles['tools']}>
            <CopyButton what={words('api.response')} text={() => JSON.stringify(lastRun.outcome, null, 2)}>
              {words('api.copyres')}
            </CopyButton>
            <CopyButton what={words('api.typescript')} text={() => asTypeScript(call, lastRun.input)}>
              {words('api.copyts')}
            </CopyButton>
          </div>
        </>
      )}
    </section>
  )
}
