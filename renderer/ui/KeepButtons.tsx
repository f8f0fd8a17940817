import { useText } from '../app/intl'
import { Button } from './Button'
import { ButtonRow } from './ButtonRow'
import styles from './KeepButtons.module.css'
import { StatusLine } from './StatusLine'
import type { useKeep } from '../app/use-keep'

/** Copy, save, print, and how the last of them ended. */
export function KeepButtons({ kept }: { kept: ReturnType<typeof useKeep> }) {
  const text = useText()
  return (
    <div className={styles['keep']}>
      <ButtonRow>
        <Button onClick={() => void kept.copy()}>{text('key.copy')}</Button>
        <Button onClick={() => void kept.save()}>{text('key.save')}</Button>
        <Button onClick={() => void kept.print()}>{text('key.print')}</Button>
      </ButtonRow>
      <StatusLine status={kept.status} />
    </div>
  )
}
