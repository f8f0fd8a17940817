import { useEffect, useId, useState } from 'react'
import { Button } from '../ui/Button'
import { useFormats } from '../app/formats'
import styles from './Explorer.module.css'
import { maskSecrets } from './secrets'
import { useWords } from './words'

type ReceivedEvent = { at: number; name: string; message: string }
type Subscribe = (listener: (message: unknown) => void) => () => void

const maxEvents = 200

/** Subscribes to the events of main and lists them, newest last. */
export function EventLog() {
  const words = useWords()
  const { shortDateTime } = useFormats()
  const heading = useId()
  const [listening, setListening] = useState(false)
  const [received, setReceived] = useState<readonly ReceivedEvent[]>([])
  useEffect(() => {
    if (!listening) return
    const unsubscribers = eventSubscriptions().map(([name, subscribe]) =>
      subscribe((message) => {
        const event = { at: Date.now(), name, message: JSON.stringify(maskSecrets(message)) }
        setReceived((previous) => [...previous, event].slice(-maxEvents))
      }),
    )
    return () => {
      for (const unsubscribe of unsubscribers) unsubscribe()
    }
  }, [listening])
  return (
    <section className={styles['call']} aria-labelledby={heading}>
      <h2 id={heading} className={styles['name']}>
        {words('api.group.events')}
      </h2>
      <ul>
        {eventSubscriptions().map(([name]) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
      <div>
        <Button variant="primary" onClick={() => setListening(!listening)}>
          {words(listening ? 'api.stop' : 'api.sub')}
        </Button>
      </div>
      <div role="log" aria-labelledby={heading} className={styles['code']} tabIndex={0}>
        {received.length === 0 && words('api.events.none')}
        {received.map(({ at, name, message }, index) => (
          // Entries are only appended.
          <p key={index}>
            {shortDateTime(at)} {name} {message}
          </p>
        ))}
      </div>
    </section>
  )
}

/** Every `on…` function of both bridges, read at run time: a new one is listed automatically. */
function eventSubscriptions(): [string, Subscribe][] {
  return (['auth', 'desktop'] as const).flatMap((bridge) =>
    Object.entries(window[bridge])
      .filter(([name]) => /^on[A-Z]/.test(name))
      .map(([name, subscribe]): [string, Subscribe] => [`${bridge}.${name}`, subscribe as unknown as Subscribe]),
  )
}
