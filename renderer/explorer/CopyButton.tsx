import { useState, type ReactNode } from 'react'
import { useAnnounce } from '../a11y/Announcer'
import { Button } from '../ui/Button'
import styles from './Explorer.module.css'
import { useWords } from './words'

/** Copies a text and says what was copied. */
export function CopyButton({ what, text, children }: { what: string; text: () => string; children: ReactNode }) {
  const words = useWords()
  const { polite } = useAnnounce()
  const [status, setStatus] = useState('')
  const copy = () => {
    const said = copyText(text()) ? words('api.copied', { what }) : words('api.failedcopy')
    setStatus(said)
    polite(said)
  }
  return (
    <span className={styles['copy']}>
      <Button onClick={copy}>{children}</Button>
      <span className={styles['quiet']}>{status}</span>
    </span>
  )
}

/** Through the page's own copying: the window is granted no permission, that of the clipboard neither. */
function copyText(text: string): boolean {
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault()
    event.clipboardData?.setData('text/plain', text)
  }
  document.addEventListener('copy', onCopy, { once: true })
  // The one way without a permission; deprecated for pages, not going away.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const copied = document.execCommand('copy')
  document.removeEventListener('copy', onCopy)
  return copied
}
