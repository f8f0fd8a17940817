import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** State of content that opens in place. Closing it returns the focus to the opening button. */
export function useOpener() {
  const opener = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const close = () => {
    flushSync(() => setIsOpen(false)) // the opener must be rendered before it can be focused
    opener.current?.focus()
  }
  return { opener, isOpen, toggle: () => setIsOpen(!isOpen), close }
}
