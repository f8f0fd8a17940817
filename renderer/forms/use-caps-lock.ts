import { useState, type KeyboardEvent } from 'react'
import { useText } from '../app/intl'
import { useAnnounce } from '../a11y/Announcer'
import { useAfterPointer } from '../a11y/use-after-pointer'

/**
 * Whether Caps Lock is on, announced once when it is detected. Only keyboard events carry this
 * state.
 */
export function useCapsLock() {
  const [on, setOn] = useState(false)
  const afterPointer = useAfterPointer()
  const { polite } = useAnnounce()
  const text = useText()
  const update = (event: KeyboardEvent) => {
    // Synthetic key events of password managers have no `getModifierState`.
    const isOn = typeof event.getModifierState === 'function' && event.getModifierState('CapsLock')
    if (isOn && !on) polite(text('pw.caps'))
    setOn(isOn)
  }
  return { on, keyHandlers: { onKeyDown: update, onKeyUp: update }, reset: () => afterPointer(() => setOn(false)) }
}
