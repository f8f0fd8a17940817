import type { ReactNode } from 'react'
import styles from './Notice.module.css'

type NoticeProps = {
  tone?: 'info' | 'success' | 'warn'
  title?: string
  /** What can be done about it. */
  actions?: ReactNode
  children: ReactNode
}

/** Something to know that is no error. Announced by whoever shows it: the two live regions carry all speech. */
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
