import type { ReactNode } from 'react'
import styles from './Notice.module.css'

type NoticeProps = {
  tone?: 'info' | 'success' | 'warn'
  title?: string
  /** Buttons below the text. */
  actions?: ReactNode
  children: ReactNode
}

/** Information that is not an error. The caller announces it: only the two live regions speak. */
export function Notice({ tone = 'info', title, actions, children }: NoticeProps) {
  return (
    <div className={[styles['notice'], styles[tone]].join(' ')}>
      <span className={styles['mark']} aria-hidden="true">
        {marks[tone]}
      </span>
      <div className={styles['body']}>
        {title !== undefined && <p className={styles['title']}>{title}</p>}
        {children}
        {actions !== undefined && <div className={styles['actions']}>{actions}</div>}
      </div>
    </div>
  )
}

const marks = { info: 'i', success: '✓', warn: '!' }
