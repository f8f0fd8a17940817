import type { ReactNode } from 'react'
import styles from './SettingRow.module.css'

type SettingRowProps = { title: string; detail: ReactNode; action: ReactNode; children?: ReactNode }

/** One setting: what it is, how it stands, what can be done; what it asks for opens below. */
export function SettingRow({ title, detail, action, children }: SettingRowProps) {
  return (
    <div className={styles['row']}>
      <div className={styles['line']}>
        <div className={styles['words']}>
          <h3>{title}</h3>
          <div className={styles['detail']}>{detail}</div>
        </div>
        {action}
      </div>
      {children}
    </div>
  )
}
