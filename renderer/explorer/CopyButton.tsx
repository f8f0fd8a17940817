import { useState, type ReactNode } from 'react'
import { useAnnounce } from '../a11y/Announcer'
import { Button } from '../ui/Button'
import styles from './Explorer.module.css'
import { useWords } from './words'

/** Copies a text and announces what was copied. */
export function CopyButton({ what, text, children }: { what: string; text: () => string; children: ReactNode }) {
  const words = useWords()
  const { polite } = useAnnounce()
  const [status, setStatus] = useState('')
  const copy = () => {
    const message = copyText(text()) ? words('api.copied', { what }) : words('api.failedcopy')
    setStatus(message)
    polite(message)
  }
  return (
    <span className={styles['copy']}>
      <Button onClick={copy}>{children}</Button>
      <span className={styles['muted']}>{status}</span>
    </span>
  )
}

/** Uses the copy event of the page: the window has no permissions, the clipboard's included. */
function copyText(text: string): boolean {
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
  }
  document.addEventListener('copy', onCopy, { once: true })
  // Deprecated, but the only way to copy without a permission.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', onCopy)
  return copied
}
