import { useEffect, useState } from 'react'
import { useText } from '../app/intl'
import { useAnnounce } from './Announcer'

/** Long enough to read a password through, short enough for whoever walks by. */
const shownAtMostMs = 30_000

/** Show and Hide. Hides by itself on submit, when the window is left, and after half a minute. */
export function useReveal(submits: number) {
  const [shown, setShown] = useState(false)
  const [seen, setSeen] = useState(submits)
  const { polite } = useAnnounce()
  const text = useText()
  if (seen !== submits) {
    setSeen(submits)
    setShown(false)
  }

  useEffect(() => {
    if (!shown) return
    const hide = () => setShown(false)
    const timer = setTimeout(hide, shownAtMostMs)
    window.addEventListener('blur', hide)
    return () => {
      clearTimeout(timer)
      window.removeEventListener('blur', hide)
    }
  }, [shown])

  const toggle = () => {
    setShown(!shown)
    polite(text(shown ? 'pw.hidden.sr' : 'pw.shown.sr'))
  }
  return { shown, toggle }
}
