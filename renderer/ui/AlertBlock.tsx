import type { ReactNode, Ref } from 'react'
import { useText } from '../app/intl'
import { Button } from './Button'
import styles from './AlertBlock.module.css'

type AlertBlockProps = {
  tone?: 'danger' | 'warn'
  /** Takes focus after a failed operation. */
  ref?: Ref<HTMLDivElement>
  id?: string
  /** Error code or reference, for support. */
  detail?: string | undefined
  onRetry?: (() => void) | undefined
  children: ReactNode
}

/**
 * An error of the whole form or screen, shown above it. Part of the layout, not an overlay. Without
 * `role=alert`: the live regions announce it.
 */
export function AlertBlock({ tone = 'danger', ref, id, detail, onRetry, children }: AlertBlockProps) {
  const text = useText()
  return (
    <div ref={ref} id={id} tabIndex={-1} className={[styles['block'], styles[tone]].join(' ')}>
      <span className={styles['mark']} aria-hidden="true">
        !
      </span>
      <div className={styles['body']}>
        <div className={styles['message']}>
          {tone === 'danger' && <span className="visually-hidden">{text('err.prefix')} </span>}
          {children}
        </div>
        {detail !== undefined && <p className={styles['detail']}>{detail}</p>}
        {onRetry && (
          <div className={styles['actions']}>
            <Button onClick={onRetry}>{text('shell.retry')}</Button>
          </div>
        )}
      </div>
    </div>
  )
}
