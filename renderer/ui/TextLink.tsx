import type { ReactNode } from 'react'
import styles from './TextLink.module.css'

type TextLinkProps = { to: string; onFollow: () => void; className?: string | undefined; children: ReactNode }

/** A link within the window. It keeps the address: the store decides which screen is shown. */
export function TextLink({ to, onFollow, className, children }: TextLinkProps) {
  return (
    <a
      href={to}
      className={[styles['link'], className].filter(Boolean).join(' ')}
      onClick={(event) => {
        event.preventDefault()
        onFollow()
      }}
    >
      {children}
    </a>
  )
}
