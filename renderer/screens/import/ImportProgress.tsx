import { useEffect, useState } from 'react'
import { useAnnounce } from '../../a11y/Announcer'
import { useText } from '../../app/intl'
import { useDesktop } from '../../app/store-context'
import styles from './ImportProgress.module.css'

/** Shows the progress continuously and announces it at every tenth. */
export function ImportProgress({ id, total }: { id: string; total: number }) {
  const text = useText()
  const { polite } = useAnnounce()
  const done = useProgress(id)
  const message = text('import.progress', { i: done, n: total })
  const tenth = Math.floor((done * 10) / Math.max(1, total))
  useEffect(() => {
    if (tenth > 0 && tenth < 10) polite(text('import.progress', { i: Math.ceil((tenth * total) / 10), n: total }))
  }, [polite, tenth, text, total])
  return (
    <div className={styles['progress']}>
      <progress aria-label={message} value={done} max={total} className={styles['bar']} />
      <p className={styles['status']}>{message}</p>
    </div>
  )
}

function useProgress(id: string): number {
  const desktop = useDesktop()
  const [done, setDone] = useState(0)
  useEffect(
    () =>
      desktop.onProgress((progress) => {
        if (progress.id === id) setDone(progress.done)
      }),
    [desktop, id],
  )
  return done
}
