import { useState, type KeyboardEvent } from 'react'
import { useText } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import { useAfterPointer } from '../a11y/use-after-pointer'

/** Whether Caps Lock is on while somebody types here; said once when it is found on. Only a key press can tell. */
export function useCapsLock() {
  const [on, setOn] = useState(false)
  const afterPointer = useAfterPointer()
  const { polite } = useAnnounce()
  const text = useText()
  const look = (event: KeyboardEvent) => {
    // A key press that a password manager makes up has no modifiers to ask.
    const now = typeof event.getModifierState === 'function' && event.getModifierState('CapsLock')
    if (now && !on) polite(text('pw.caps'))
    setOn(now)
  }
  return { on, watch: { onKeyDown: look, onKeyUp: look }, forget: () => afterPointer(() => setOn(false)) }
}
