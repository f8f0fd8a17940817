import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'

/** Something that opens in place and, when it closes, gives the focus back to the button that opened it. */
export function useOpener() {
  const opener = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const close = () => {
    flushSync(() => setOpen(false)) // the opener has to be there again before it can take the focus
    opener.current?.focus()
  }
  return { opener, open, toggle: () => setOpen(!open), close }
}
