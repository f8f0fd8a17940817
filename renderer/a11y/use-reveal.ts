import { useEffect, useState } from 'react'
import { useText } from '../app/intl'
import { useAnnounce } from './Announcer'

/** Long enough to read a password, short enough to limit what passers-by can see. */
const maxShownMs = 30_000

/** Shows or hides a password. Hides it on submit, on blur of the window, and after 30 s. */
export function useReveal(submitCount: number) {
  const [shown, setShown] = useState(false)
  const [lastSubmitCount, setLastSubmitCount] = useState(submitCount)
  const { polite } = useAnnounce()
  const text = useText()
  if (lastSubmitCount !== submitCount) {
    setLastSubmitCount(submitCount)
    setShown(false)
  }

  useEffect(() => {
    if (!shown) return
    const hide = () => setShown(false)
    const timer = setTimeout(hide, maxShownMs)
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
