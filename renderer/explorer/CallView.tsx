import { useId, useRef, useState } from 'react'
import { Button } from '../ui/Button'
import { ButtonRow } from '../ui/ButtonRow'
import { Dialog } from '../ui/Dialog'
import { Disclosure } from '../ui/Disclosure'
import type { ExplorerCall } from './calls'
import styles from './Explorer.module.css'
import { RequestForm } from './RequestForm'
import { Response } from './Response'
import { summaryOf, type useRun } from './use-run'
import { useWords, type WordKey } from './words'

/** Shows one call: its description, request form, last response, possible errors and types. */
export function CallView({ call, runs }: { call: ExplorerCall; runs: ReturnType<typeof useRun> }) {
  const words = useWords()
  const heading = useId()
  const [pending, setPending] = useState<{ input: unknown } | null>(null)
  const { effect } = call.reference
  const run = (input: unknown) => {
    if (effect === 'deletes') setPending({ input })
    else void runs.run(call, input)
  }
  return (
    <section className={styles['call']} aria-labelledby={heading}>
      <h2 id={heading} className={styles['name']}>
        {call.name}
      </h2>
      <p className={styles['tags']}>
        <span className={styles['tag']}>{words(effectText[effect])}</span>
        {call.shape.access.needs === 'session' && <span className={styles['tag']}>{words('api.session')}</span>}
      </p>
      <p>{call.shape.summary}</p>
      <RequestForm call={call} running={runs.running !== null} onRun={run} />
      <Response call={call} runs={runs} />
      <Disclosure summary={words('api.errors')}>
        <ul>
          {call.errors.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
      </Disclosure>
      <Disclosure summary={words('api.answer')}>
        <dl className={styles['answer']}>
          {Object.entries(call.answer).map(([name, meaning]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Disclosure>
      <Disclosure summary={words('api.types')}>
        <pre className={styles['code']} tabIndex={0}>
          {JSON.stringify(call.types, null, 2)}
        </pre>
      </Disclosure>
      <Disclosure summary={words('api.history')}>
        <ol>
          {runs.runs.map((run, index) => (
            // The newest run is first, so the index from the end is a stable key.
            <li key={runs.runs.length - index}>{summaryOf(run, words)}</li>
          ))}
        </ol>
      </Disclosure>
      {pending && (
        <Confirm
          call={call.name}
          onRun={() => {
            setPending(null)
            void runs.run(call, pending.input)
          }}
          onCancel={() => setPending(null)}
        />
      )}
    </section>
  )
}

const effectText = { reads: 'api.reads', changes: 'api.writes', deletes: 'api.destroys' } as const satisfies Record<
  string,
  WordKey
>

function Confirm({ call, onRun, onCancel }: { call: string; onRun: () => void; onCancel: () => void }) {
  const words = useWords()
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Dialog title={words('api.run')} onCancel={onCancel} initialFocus={cancel}>
      <p>{words('api.confirm', { call })}</p>
      <ButtonRow>
        <Button ref={cancel} onClick={onCancel}>
          {words('api.cancel')}
        </Button>
        <Button variant="danger" onClick={onRun}>
          {words('api.run')}
        </Button>
      </ButtonRow>
    </Dialog>
  )
}
