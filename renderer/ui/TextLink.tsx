import type { ReactNode } from 'react'
import styles from './TextLink.module.css'

type TextLinkProps = {
  to: string
  onFollow: () => void
  /** Whether it leads to the page that is shown. */
  current?: boolean
  className?: string | undefined
  children: ReactNode
}

/** A link within the window. The store decides which screen is shown, not the address. */
export function TextLink({ to, onFollow, current = false, className, children }: TextLinkProps) {
  return (
    <a
      href={to}
      aria-current={current ? 'page' : undefined}
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
