import { useEffect, useEffectEvent } from 'react'
import type { Recovered } from '../../preload/desktop'
import { useFormats } from './formats'
import { useText, type MessageKey } from './intl'
import { useDesktop } from './store-context'
import { useAnnounce } from '../a11y/Announcer'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import styles from './RecoveredNotice.module.css'

/** Shows and announces once that data was recovered when the accounts were opened. */
export function RecoveredNotice({ recovered, onDismiss }: { recovered: Recovered; onDismiss: () => void }) {
  const text = useText()
  const { dateTime } = useFormats()
  const announce = useAnnounce()
  const desktop = useDesktop()
  const body = text(bodies[recovered.recovered], { date: dateTime(recovered.at) })
  const onShown = useEffectEvent(() => announce.polite(`${text('recovered.h2')}. ${body}`))
  useEffect(() => onShown(), [])

  return (
    <div className={styles['recovered']}>
      <Notice
        tone="warn"
        title={text('recovered.h2')}
        actions={
          <>
            <Button onClick={() => void desktop.showDataFolder()}>{text('facts.folder')}</Button>
            <Button onClick={onDismiss}>{text('shell.close')}</Button>
          </>
        }
      >
        {body}
      </Notice>
    </div>
  )
}

const bodies: Record<Recovered['recovered'], MessageKey> = {
  fromBackup: 'recovered.fromBackup',
  journalSetAside: 'recovered.journalSetAside',
  tornTail: 'recovered.tornTail',
}
