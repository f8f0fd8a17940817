import { useEffect, useId, useState } from 'react'
import { Button } from '../ui/Button'
import { useFormats } from '../app/formats'
import styles from './Explorer.module.css'
import { masked } from './secrets'
import { useWords } from './words'

type Heard = { at: number; name: string; message: string }
type Subscribe = (listener: (message: unknown) => void) => () => void

const kept = 200

/** What main says of itself: subscribe, and see it come, newest last. */
export function EventLog() {
  const words = useWords()
  const { shortDateTime } = useFormats()
  const heading = useId()
  const [listening, setListening] = useState(false)
  const [heard, setHeard] = useState<readonly Heard[]>([])
  useEffect(() => {
    if (!listening) return
    const stops = events().map(([name, subscribe]) =>
      subscribe((message) => {
        const news = { at: Date.now(), name, message: JSON.stringify(masked(message)) }
        setHeard((before) => [...before, news].slice(-kept))
      }),
    )
    return () => {
      for (const stop of stops) stop()
    }
  }, [listening])
  return (
    <section className={styles['call']} aria-labelledby={heading}>
      <h2 id={heading} className={styles['name']}>
        {words('api.group.events')}
      </h2>
      <ul>
        {events().map(([name]) => (
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
        {heard.length === 0 && words('api.events.none')}
        {heard.map(({ at, name, message }, place) => (
          // Appended only.
          <p key={place}>
            {shortDateTime(at)} {name} {message}
          </p>
        ))}
      </div>
    </section>
  )
}

/** Every `on…` of both bridges, as the page has them: a new one is here by itself. */
function events(): [string, Subscribe][] {
  return (['auth', 'desktop'] as const).flatMap((bridge) =>
    Object.entries(window[bridge])
      .filter(([name]) => /^on[A-Z]/.test(name))
      .map(([name, subscribe]): [string, Subscribe] => [`${bridge}.${name}`, subscribe as unknown as Subscribe]),
  )
}
