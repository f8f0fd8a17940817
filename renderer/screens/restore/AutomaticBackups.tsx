import { useEffect, useId, useState } from 'react'
import type { DesktopOutput } from '../../../preload/desktop'
import { Button } from '../../ui/Button'
import { useFormats } from '../../app/formats'
import { useText } from '../../app/intl'
import { useDesktop } from '../../app/store-context'
import styles from './AutomaticBackups.module.css'

/** Lists the automatic backups, newest first. Renders nothing while loading or without access. */
export function AutomaticBackups({ onChoose }: { onChoose: (id: string) => void }) {
  const text = useText()
  const { dateTime } = useFormats()
  const heading = useId()
  const backups = useBackups()
  if (backups === null) return null
  return (
    <section className={styles['backups']} aria-labelledby={heading}>
      <h3 id={heading}>{text('restore.auto')}</h3>
      <p className={styles['hint']}>{text(backups.length > 0 ? 'restore.auto.hint' : 'restore.auto.none')}</p>
      {backups.length > 0 && (
        <ul className={styles['list']}>
          {backups.map(({ id, madeAt, accounts: n }) => (
            <li key={id}>
              <Button variant="link" onClick={() => onChoose(id)}>
                {text('restore.auto.item', { date: dateTime(madeAt), n })}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function useBackups() {
  const desktop = useDesktop()
  const [backups, setBackups] = useState<DesktopOutput<'automaticBackups'> | null>(null)
  useEffect(() => {
    let isMounted = true
    void desktop.automaticBackups().then((outcome) => {
      if (isMounted && outcome.ok) setBackups(outcome.value)
    })
    return () => {
      isMounted = false
    }
  }, [desktop])
  return backups
}
