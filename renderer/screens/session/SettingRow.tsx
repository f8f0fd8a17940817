import type { ReactNode } from 'react'
import styles from './SettingRow.module.css'

type SettingRowProps = { title: string; detail: ReactNode; action: ReactNode; children?: ReactNode }

/** One setting with its title, current state and action. `children` open below. */
export function SettingRow({ title, detail, action, children }: SettingRowProps) {
  return (
    <div className={styles['row']}>
      <div className={styles['line']}>
        <div className={styles['text']}>
          <h3>{title}</h3>
          <div className={styles['detail']}>{detail}</div>
        </div>
        {action}
      </div>
      {children}
    </div>
  )
}
